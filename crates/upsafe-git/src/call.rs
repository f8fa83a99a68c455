//! One run of git.
//!
//! What must stay true: every setting of a repository that names a program is overridden on the
//! command line, no transport is allowed, and nothing is asked.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::finish::{CallError, Ended, finish};

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
#[must_use]
pub struct Call<'c> {
    folder: &'c Path,
    args: Vec<String>,
    settings: Vec<String>,
    input: Vec<u8>,
    variables: Vec<(&'static str, PathBuf)>,
    own_hooks: bool,
}

impl<'c> Call<'c> {
    /// `git ARGS` in a folder. External diffs are a matter of the command: commands that could run
    /// one need `--no-ext-diff` and `--no-textconv`.
    pub fn new(folder: &'c Path, args: &[&str]) -> Self {
        Self {
            folder,
            args: args.iter().map(|arg| (*arg).to_owned()).collect(),
            settings: Vec::new(),
            input: Vec::new(),
            variables: Vec::new(),
            own_hooks: false,
        }
    }

    /// With a setting, `NAME=VALUE`, that wins over all others.
    pub fn setting(mut self, setting: impl Into<String>) -> Self {
        self.settings.push(setting.into());
        self
    }

    /// With these bytes on its standard input.
    pub fn input(mut self, bytes: Vec<u8>) -> Self {
        self.input = bytes;
        self
    }

    /// With a folder in an environment variable.
    pub fn variable(mut self, name: &'static str, folder: impl Into<PathBuf>) -> Self {
        self.variables.push((name, folder.into()));
        self
    }

    /// Leaves the folder of hooks as the repository has it: for a question about it. The command
    /// must be one that runs no hook.
    pub fn with_own_hooks(mut self) -> Self {
        self.own_hooks = true;
        self
    }

    /// Runs it to its end; that git failed is no error here.
    ///
    /// # Errors
    /// Where git cannot be started, or does not end in two minutes.
    pub fn run(self) -> Result<Ended, CallError> {
        let mut command = git();
        command.args([
            "--no-pager",
            "--no-optional-locks",
            "--no-replace-objects",
            "--literal-pathspecs",
        ]);
        let settings = SETTINGS
            .iter()
            .filter(|setting| !(self.own_hooks && setting.starts_with("core.hooksPath=")))
            .copied();
        for setting in settings.chain(self.settings.iter().map(String::as_str)) {
            command.args(["-c", setting]);
        }
        command
            .args(&self.args)
            .current_dir(self.folder)
            .env("GIT_ATTR_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("LC_ALL", "C")
            .env_remove("GIT_EXTERNAL_DIFF")
            .env_remove("GIT_TRACE")
            .env_remove("GIT_PAGER")
            .env_remove("GIT_ASKPASS");
        if !self.own_hooks {
            command.env("GIT_CONFIG_NOSYSTEM", "1");
        }
        for (name, value) in &self.variables {
            command.env(name, value);
        }
        let what = self.args.first().map_or("", String::as_str);
        finish(&mut command, self.input, &format!("git {what}"))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place of the workspace that starts git"
)]
fn git() -> Command {
    Command::new("git")
}
