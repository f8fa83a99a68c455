//! Runs `cargo metadata`, bounded in time and output.

use std::{
    ffi::OsString,
    fmt,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

/// The most that is taken from cargo's standard output, in bytes.
const MAX_OUTPUT: u64 = 1 << 30;

/// The most that is taken from cargo's standard error, in bytes.
const MAX_ERRORS: u64 = 1 << 20;

/// How many of cargo's last lines an error keeps.
const KEPT_LINES: usize = 12;

/// Whether cargo may load from the network what it does not find on this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Network {
    /// Never.
    Offline,
    /// If it cannot do without.
    IfNeeded,
}

/// How to ask cargo for the metadata of a workspace.
///
/// Cargo reads the configuration of the workspace's directory, as for any command that is run
/// there; a configuration can name programs (`build.rustc`, credential providers), so do not ask
/// about a tree in which you would not run `cargo build`. The lock is never changed. In offline
/// mode rustup is told not to install a toolchain.
#[derive(Clone, Debug)]
pub struct MetadataCommand {
    cargo: OsString,
    manifest: PathBuf,
    cargo_home: Option<PathBuf>,
    network: Network,
    timeout: Duration,
}

/// What cargo printed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct MetadataOutput {
    /// The JSON.
    pub json: Vec<u8>,
    /// Whether the network was allowed in the run that succeeded.
    pub network: Network,
}

impl MetadataCommand {
    /// Asks about the workspace of a manifest, offline, within two minutes, by the `cargo` on the
    /// search path.
    pub fn new(manifest: &Path) -> Self {
        Self {
            cargo: "cargo".into(),
            manifest: manifest.to_owned(),
            cargo_home: None,
            network: Network::Offline,
            timeout: Duration::from_secs(120),
        }
    }

    /// Takes this program for cargo.
    #[must_use]
    pub fn cargo(mut self, cargo: impl Into<OsString>) -> Self {
        self.cargo = cargo.into();
        self
    }

    /// Takes this directory for cargo's home, in place of what the environment says.
    #[must_use]
    pub fn cargo_home(mut self, home: impl Into<PathBuf>) -> Self {
        self.cargo_home = Some(home.into());
        self
    }

    /// Says whether the network may be used.
    #[must_use]
    pub fn network(mut self, network: Network) -> Self {
        self.network = network;
        self
    }

    /// Gives up after this time; the offline and the online attempt each have it.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Runs cargo: offline first, and again with the network if that fails and it is allowed.
    ///
    /// # Errors
    /// Where cargo cannot be started, does not end in time, prints too much, or fails; the last
    /// with what it said.
    pub fn run(&self) -> Result<MetadataOutput, MetadataError> {
        let offline = self.attempt(Network::Offline);
        match (offline, self.network) {
            (Err(MetadataError::Failed { .. }), Network::IfNeeded) => {
                self.attempt(Network::IfNeeded)
            }
            (result, _) => result,
        }
    }

    fn attempt(&self, network: Network) -> Result<MetadataOutput, MetadataError> {
        let deadline = Instant::now() + self.timeout;
        let mut child = self.spawn(network)?;
        let output = reader(child.stdout.take(), MAX_OUTPUT);
        let errors = reader(child.stderr.take(), MAX_ERRORS);
        let json = self.receive(&mut child, &output, deadline)?;
        if json.len() as u64 > MAX_OUTPUT {
            stop(&mut child);
            return Err(MetadataError::TooLarge);
        }
        let errors = self.receive(&mut child, &errors, deadline)?;
        let status = self.wait(&mut child, deadline)?;
        if status.success() {
            return Ok(MetadataOutput { json, network });
        }
        let text = String::from_utf8_lossy(&errors);
        let lines: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let last = &lines[lines.len().saturating_sub(KEPT_LINES)..];
        Err(MetadataError::Failed {
            status: status.to_string(),
            lines: last.iter().map(|&line| line.to_owned()).collect(),
        })
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this crate that starts a program"
    )]
    fn spawn(&self, network: Network) -> Result<Child, MetadataError> {
        let mut command = Command::new(&self.cargo);
        command
            .args([
                "metadata",
                "--format-version",
                "1",
                "--all-features",
                "--locked",
            ])
            .args(["--color", "never", "--quiet", "--manifest-path"])
            .arg(&self.manifest)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if network == Network::Offline {
            command.arg("--offline").env("RUSTUP_AUTO_INSTALL", "0");
        }
        if let Some(home) = &self.cargo_home {
            command.env("CARGO_HOME", home);
        }
        // Cargo looks for its configuration from the working directory upward. The path of the
        // manifest must mean the same from there.
        if self.manifest.is_absolute()
            && let Some(directory) = self.manifest.parent()
        {
            command.current_dir(directory);
        }
        command.spawn().map_err(|error| MetadataError::NotStarted {
            program: self.cargo.to_string_lossy().into_owned(),
            reason: error.to_string(),
        })
    }

    fn receive(
        &self,
        child: &mut Child,
        from: &Receiver<std::io::Result<Vec<u8>>>,
        deadline: Instant,
    ) -> Result<Vec<u8>, MetadataError> {
        let left = deadline.saturating_duration_since(Instant::now());
        let error = match from.recv_timeout(left) {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(error)) => MetadataError::Unreadable {
                reason: format!("its output cannot be read: {error}"),
            },
            Err(RecvTimeoutError::Timeout) => self.timed_out(),
            Err(RecvTimeoutError::Disconnected) => MetadataError::Unreadable {
                reason: "its output cannot be read".to_owned(),
            },
        };
        stop(child);
        Err(error)
    }

    /// Waits for the end of a program that has closed its output, which it normally does by ending.
    fn wait(
        &self,
        child: &mut Child,
        deadline: Instant,
    ) -> Result<std::process::ExitStatus, MetadataError> {
        let mut pause = Duration::from_millis(1);
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if Instant::now() < deadline => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(50));
                }
                Ok(None) => {
                    stop(child);
                    return Err(self.timed_out());
                }
                Err(error) => {
                    let reason = format!("its end cannot be seen: {error}");
                    return Err(MetadataError::Unreadable { reason });
                }
            }
        }
    }

    fn timed_out(&self) -> MetadataError {
        MetadataError::TimedOut {
            after: self.timeout,
        }
    }
}

/// Reads a pipe to its end on a thread of its own; a pipe that is left full would stop the program.
fn reader(
    pipe: Option<impl Read + Send + 'static>,
    most: u64,
) -> Receiver<std::io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = pipe.map_or(Ok(0), |mut pipe| {
            let read = pipe.by_ref().take(most + 1).read_to_end(&mut bytes);
            // What is beyond is thrown away, so that the program can end.
            read.and_then(|n| std::io::copy(&mut pipe, &mut std::io::sink()).map(|_| n))
        });
        // Nobody listens any more after a timeout.
        drop(sender.send(read.map(|_| bytes)));
    });
    receiver
}

fn stop(child: &mut Child) {
    // It may have ended in between; then there is nothing to stop.
    drop(child.kill());
    drop(child.wait());
}

/// Why `cargo metadata` gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetadataError {
    /// The program could not be started.
    NotStarted {
        /// Its name or path.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// It did not end in time and was stopped.
    TimedOut {
        /// The time it had.
        after: Duration,
    },
    /// It printed more than is read.
    TooLarge,
    /// It failed, for example because a git dependency cannot be reached.
    Failed {
        /// How it ended.
        status: String,
        /// The last lines that it wrote to standard error.
        lines: Vec<String>,
    },
    /// What it printed is not what it should be.
    Unreadable {
        /// What was expected and found.
        reason: String,
    },
}

impl MetadataError {
    /// The last lines that cargo wrote to standard error; none where it did not fail by itself.
    pub fn lines(&self) -> &[String] {
        match self {
            Self::Failed { lines, .. } => lines,
            _ => &[],
        }
    }
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`cargo metadata` gave no answer: ")?;
        match self {
            Self::NotStarted { program, reason } => {
                write!(f, "`{program}` cannot be started: {reason}")
            }
            Self::TimedOut { after } => {
                write!(f, "it did not end within {} s", after.as_secs_f32())
            }
            Self::TooLarge => write!(f, "it printed more than {} MiB", MAX_OUTPUT >> 20),
            Self::Failed { status, lines } => {
                // Cargo's own causes, outermost first, on one line.
                let told = lines.iter().map(|line| line.trim());
                let told: Vec<_> = told.filter(|line| *line != "Caused by:").collect();
                if told.is_empty() {
                    write!(f, "{status}")
                } else {
                    write!(f, "{}", told.join("; "))
                }
            }
            Self::Unreadable { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for MetadataError {}
