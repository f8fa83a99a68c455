//! A folder of its own for each test: a work tree, a home, tool caches, and the binary on the PATH.
//!
//! What must stay true: nothing of the machine's own configuration is seen, and no run outlives
//! [`LONGEST`].

use std::{
    ffi::OsStr,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// The binary under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_upsafe-e2e");

/// No run may take longer, whatever the input is.
const LONGEST: Duration = Duration::from_secs(60);

/// A folder with `work`, `home`, `modules` and `bin` in it, removed at the end of the test.
pub(crate) struct World {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("upsafe-e2e-")
            .tempdir()
            .unwrap();
        for name in ["work", "home/.cargo", "modules", "bin"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let world = Self { folder };
        link(Path::new(BINARY), &world.top().join("bin/upsafe"));
        world
    }

    /// A world with these files in its work tree.
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let world = Self::new();
        for (path, text) in files {
            world.write(path, text);
        }
        world
    }

    /// The folder that holds everything.
    pub(crate) fn top(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the work tree.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.top().join("work").join(path)
    }

    /// Writes a file of the work tree, and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// A program in the work tree, with an environment of its own.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this suite that starts programs and reads the environment"
    )]
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let machine = std::env::var_os("PATH").unwrap_or_default();
        let mut path = vec![self.top().join("bin")];
        path.extend(std::env::split_paths(&machine));
        command
            .current_dir(self.path(""))
            .env_clear()
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("HOME", self.top().join("home"))
            .env("CARGO_HOME", self.top().join("home/.cargo"))
            .env("GOMODCACHE", self.top().join("modules"))
            .env("GOFLAGS", "-mod=mod")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "a")
            .env("GIT_AUTHOR_EMAIL", "a@example.com")
            .env("GIT_COMMITTER_NAME", "a")
            .env("GIT_COMMITTER_EMAIL", "a@example.com")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Where the machine's toolchain is, which a home of its own would hide.
        for name in ["RUSTUP_HOME", "RUSTUP_TOOLCHAIN"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        command
    }

    /// Runs `upsafe ARGS` in the work tree.
    pub(crate) fn upsafe(&self, args: &[&str]) -> Run {
        let mut command = self.command(BINARY);
        command.args(args);
        run(&mut command)
    }

    /// Runs `upsafe ARGS` with this on stdin.
    pub(crate) fn upsafe_reading(&self, stdin: &[u8], args: &[&str]) -> Run {
        let mut command = self.command(BINARY);
        let mut child = command.args(args).stdin(Stdio::piped()).spawn().unwrap();
        // A command that refuses its input does not read all of it.
        drop(child.stdin.take().unwrap().write_all(stdin));
        wait(child, &format!("{command:?}"))
    }

    /// Runs `git ARGS` in the work tree; it must succeed.
    pub(crate) fn git(&self, args: &[&str]) -> Run {
        let run = self.try_git(args);
        assert_eq!(run.code, 0, "git {args:?}: {run:?}");
        run
    }

    /// Runs `git ARGS` in the work tree.
    pub(crate) fn try_git(&self, args: &[&str]) -> Run {
        run(self.command("git").args(args))
    }

    /// Makes the work tree a repository with everything in one commit.
    pub(crate) fn repository(self) -> Self {
        self.git(&["init", "--quiet", "--initial-branch=main"]);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message=first"]);
        self
    }
}

impl Run {
    /// The exit code is this one, and nothing panicked.
    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert!(!self.err.contains("panicked"), "{}", self.err);
        assert_eq!(
            self.code, code,
            "stdout:\n{}\nstderr:\n{}",
            self.out, self.err
        );
        self
    }

    /// stdout as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: stdout:\n{}\nstderr:\n{}", self.out, self.err))
    }

    /// stdout holds this text.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(
            self.out.contains(text),
            "no {text:?} on stdout:\n{}\nstderr:\n{}",
            self.out,
            self.err
        );
        self
    }

    /// stderr holds this text.
    #[track_caller]
    pub(crate) fn complains(&self, text: &str) -> &Self {
        assert!(
            self.err.contains(text),
            "no {text:?} on stderr:\n{}",
            self.err
        );
        self
    }

    /// Nothing was said on stderr.
    #[track_caller]
    pub(crate) fn quietly(&self) -> &Self {
        assert_eq!(self.err, "", "stdout:\n{}", self.out);
        self
    }
}

/// Runs a command to its end, or ends it when it takes too long.
pub(crate) fn run(command: &mut Command) -> Run {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    let shown = words.join(" ");
    let child = command
        .spawn()
        .unwrap_or_else(|error| panic!("{shown}: {error}"));
    wait(child, &shown)
}

fn wait(mut child: Child, shown: &str) -> Run {
    let (sender, receiver) = mpsc::channel();
    let read = |pipe: Option<Box<dyn io::Read + Send>>| {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = pipe.map(|mut pipe| pipe.read_to_end(&mut bytes));
            // Nobody listens any more where the other end gave up.
            let _sent = sender.send(());
            drop(read);
            bytes
        })
    };
    let out = read(child.stdout.take().map(|pipe| Box::new(pipe) as _));
    let err = read(child.stderr.take().map(|pipe| Box::new(pipe) as _));
    // Both ends are closed when the program ends.
    for _ in 0..2 {
        if receiver.recv_timeout(LONGEST).is_err() {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{shown}: not done after {LONGEST:?}");
        }
    }
    let status = child.wait().unwrap();
    let (out, err) = (out.join().unwrap(), err.join().unwrap());
    Run {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8_lossy(&err).into_owned(),
    }
}

/// A link to a file, or a copy of it where links are a privilege.
pub(crate) fn link(target: &Path, at: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, at).unwrap();
    #[cfg(not(unix))]
    drop(fs::copy(target, at.with_extension("exe")));
}

/// Makes a pipe that nobody writes to, where there is such a thing.
#[expect(
    clippy::disallowed_methods,
    reason = "the standard library makes no named pipe"
)]
pub(crate) fn pipe(at: &Path) -> bool {
    Command::new("mkfifo")
        .arg(at)
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a program can be started here; a test that needs it says that it is skipped.
pub(crate) fn is_there(program: &str) -> bool {
    let world = World::new();
    let started = world.command(program).arg("--version").output();
    let is_there = started.is_ok_and(|output| output.status.success());
    if !is_there {
        eprintln!("skipped: `{program}` is not there");
    }
    is_there
}
