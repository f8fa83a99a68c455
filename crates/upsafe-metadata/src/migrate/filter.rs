//! Programs of steps: an object's JSON in, another's out.

use std::{
    io::{Read as _, Write as _},
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc::channel,
    thread,
    time::Duration,
};

/// What a program says is kept up to this many bytes.
const MAX_ANSWER: u64 = 64 << 20;

/// Starts the programs of steps, one for each object.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Where they run.
    pub folder: PathBuf,
    /// How long one may take.
    pub timeout: Duration,
}

impl Filter {
    /// Gives `text` to a program and returns what it says.
    ///
    /// # Errors
    /// Where it cannot be started, fails, or takes too long.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this crate that starts programs of migrations"
    )]
    pub fn ask(&self, words: &[String], text: &str) -> Result<String, String> {
        let Some((program, arguments)) = words.split_first() else {
            return Err("expected a program".to_owned());
        };
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&self.folder);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit());
        let mut child = command
            .spawn()
            .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let input = text.to_owned();
        thread::spawn(move || {
            if let Some(mut stdin) = stdin {
                // A program that does not read all of its input may still answer.
                drop(stdin.write_all(input.as_bytes()));
            }
        });
        let (sender, receiver) = channel();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            if let Some(stdout) = stdout {
                drop(stdout.take(MAX_ANSWER).read_to_end(&mut bytes));
            }
            drop(sender.send(bytes));
        });
        let Ok(bytes) = receiver.recv_timeout(self.timeout) else {
            drop(child.kill());
            drop(child.wait());
            return Err(format!(
                "`{program}` gave no answer within {:?}",
                self.timeout
            ));
        };
        let status = child.wait().map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!("`{program}` failed: {status}"));
        }
        String::from_utf8(bytes).map_err(|_| format!("`{program}` answered with no text in UTF-8"))
    }
}
