//! Starts git so that the repository that it looks at chooses no program.
//!
//! What must stay true: every setting of a repository that names a program is overridden on the
//! command line, no transport is allowed, nothing is asked, and a run that does not end is ended.

use std::{
    ffi::OsStr,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use super::GitError;

/// How long one call may take.
const LONGEST: Duration = Duration::from_secs(120);

/// What stands before every command: settings of the repository that name programs, overridden.
const SETTINGS: [&str; 15] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "core.pager=cat",
    "core.askPass=",
    "core.sshCommand=false",
    "core.editor=false",
    "credential.helper=",
    "protocol.allow=never",
    "diff.external=",
    "gpg.program=gpg",
    "gpg.openpgp.program=gpg",
    "gpg.x509.program=gpgsm",
    "gpg.ssh.program=ssh-keygen",
    "gpg.ssh.defaultKeyCommand=",
];

/// A call of git in a folder.
#[derive(Clone, Debug)]
pub(super) struct Call<'c> {
    pub(super) folder: &'c Path,
    pub(super) args: Vec<String>,
    pub(super) settings: Vec<String>,
    pub(super) input: Vec<u8>,
    pub(super) variables: Vec<(&'static str, PathBuf)>,
}

/// What a program left behind.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) success: bool,
    pub(super) code: Option<i32>,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
}

impl<'c> Call<'c> {
    pub(super) fn new(folder: &'c Path, args: &[&str]) -> Self {
        Self {
            folder,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            settings: Vec::new(),
            input: Vec::new(),
            variables: Vec::new(),
        }
    }

    /// Runs it to its end; that it failed is no error here.
    pub(super) fn run(self) -> Result<Ended, GitError> {
        let mut command = program("git");
        command.args([
            "--no-pager",
            "--no-optional-locks",
            "--no-replace-objects",
            "--literal-pathspecs",
        ]);
        let settings = SETTINGS.iter().copied();
        for setting in settings.chain(self.settings.iter().map(String::as_str)) {
            command.args(["-c", setting]);
        }
        command
            .args(&self.args)
            .current_dir(self.folder)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("LC_ALL", "C")
            .env_remove("GIT_EXTERNAL_DIFF")
            .env_remove("GIT_TRACE")
            .env_remove("GIT_PAGER")
            .env_remove("GIT_ASKPASS");
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let what = self.args.first().cloned().unwrap_or_default();
        wait(&mut command, self.input, &format!("git {what}"))
    }
}

/// Imports public keys into a home of gpg that knows no others.
pub(super) fn import_keys(home: &Path, keyring: &Path) -> Result<Ended, GitError> {
    let mut command = program("gpg");
    command
        .args(["--batch", "--quiet", "--no-autostart", "--homedir"])
        .arg(home)
        .arg("--import")
        .arg(keyring)
        .env("LC_ALL", "C");
    wait(&mut command, Vec::new(), "gpg --import")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place of this crate that starts programs"
)]
fn program(name: impl AsRef<OsStr>) -> Command {
    Command::new(name)
}

fn wait(command: &mut Command, input: Vec<u8>, what: &str) -> Result<Ended, GitError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| {
        let name = what.split(' ').next().unwrap_or(what);
        GitError::new(format_args!(
            "`{name}` cannot be started: {error}; the gate `semver` needs it on the PATH"
        ))
    })?;
    let (sender, receiver) = mpsc::channel();
    if let Some(mut stdin) = child.stdin.take() {
        thread::spawn(move || {
            // A program that does not read all of it says so by its answer.
            drop(stdin.write_all(&input));
        });
    }
    listen(child.stdout.take(), 0, &sender);
    listen(child.stderr.take(), 1, &sender);
    drop(sender);
    let mut heard = [Vec::new(), Vec::new()];
    while let Some((which, bytes)) = next(&receiver, &mut child, what)? {
        heard[which] = bytes;
    }
    let status = child
        .wait()
        .map_err(|error| GitError::new(format_args!("{what}: {error}")))?;
    let [stdout, stderr] = heard;
    Ok(Ended {
        success: status.success(),
        code: status.code(),
        stdout,
        stderr,
    })
}

type Heard = (usize, Vec<u8>);

fn listen(pipe: Option<impl Read + Send + 'static>, which: usize, to: &mpsc::Sender<Heard>) {
    let Some(mut pipe) = pipe else { return };
    let to = to.clone();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error is what there is.
        drop(pipe.read_to_end(&mut bytes));
        drop(to.send((which, bytes)));
    });
}

/// What the program said next; `None` when it has said everything.
fn next(
    from: &mpsc::Receiver<Heard>,
    child: &mut Child,
    what: &str,
) -> Result<Option<Heard>, GitError> {
    match from.recv_timeout(LONGEST) {
        Ok(heard) => Ok(Some(heard)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Ok(None),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            drop(child.kill());
            drop(child.wait());
            let seconds = LONGEST.as_secs();
            Err(GitError::new(format_args!(
                "{what} did not end within {seconds} seconds"
            )))
        }
    }
}
