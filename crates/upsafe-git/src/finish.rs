//! Runs a program to its end, bounded in time, with both of its outputs heard.

use std::{
    fmt,
    io::{Read, Write},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// How long a program may say nothing.
const LONGEST: Duration = Duration::from_secs(120);

/// What a program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ended {
    /// Whether it ended well.
    pub success: bool,
    /// Its exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to its standard output.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub stderr: Vec<u8>,
}

impl Ended {
    /// The standard output as text, without the space around it.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim().to_owned()
    }

    /// What it complained of, without the space around it.
    pub fn talk(&self) -> String {
        String::from_utf8_lossy(&self.stderr).trim().to_owned()
    }
}

/// Why a program gave no answer at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallError {
    /// It could not be started.
    NotStarted {
        /// Its name.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// Its end could not be seen.
    Lost {
        /// The program and its command.
        what: String,
        /// What the system said.
        reason: String,
    },
    /// It was silent for this long, and was stopped.
    TimedOut {
        /// The program and its command.
        what: String,
        /// The time it had.
        after: Duration,
    },
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted { program, reason } => {
                write!(
                    f,
                    "`{program}` cannot be started: {reason}; it must be on the PATH"
                )
            }
            Self::Lost { what, reason } => write!(f, "{what}: {reason}"),
            Self::TimedOut { what, after } => {
                write!(f, "{what} did not end within {} seconds", after.as_secs())
            }
        }
    }
}

impl std::error::Error for CallError {}

/// Runs a program to its end with `input` on its standard input. `what` is what errors call it: its
/// name first.
///
/// # Errors
/// Where it cannot be started, or is silent for two minutes and is stopped.
pub fn finish(command: &mut Command, input: Vec<u8>, what: &str) -> Result<Ended, CallError> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| CallError::NotStarted {
        program: what.split(' ').next().unwrap_or(what).to_owned(),
        reason: error.to_string(),
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
    let status = child.wait().map_err(|error| CallError::Lost {
        what: what.to_owned(),
        reason: error.to_string(),
    })?;
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
) -> Result<Option<Heard>, CallError> {
    match from.recv_timeout(LONGEST) {
        Ok(heard) => Ok(Some(heard)),
        Err(mpsc::RecvTimeoutError::Disconnected) => Ok(None),
        Err(mpsc::RecvTimeoutError::Timeout) => {
            drop(child.kill());
            drop(child.wait());
            Err(CallError::TimedOut {
                what: what.to_owned(),
                after: LONGEST,
            })
        }
    }
}
