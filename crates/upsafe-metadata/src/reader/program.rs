//! A program as the reader: the new version's own parser.
//!
//! With `{file}` among its arguments it is started for each object, with the path of a copy. Else
//! it is started once and answers lines of JSON:
//! `{"id", "key", "kind", "text"}` -> `{"id", "readable", "error"?, "written"?}`.
//! What must stay true: a program that hangs, ends or talks nonsense never makes an object fine.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value as Json, json};

use super::{Cause, Difference, Reader, Reading, Seen, Verdict, crash, differences};
use crate::{
    decode::{FLUVIO_ENVELOPES, decode},
    object::{Object, Shape, Unit},
};

/// What a program says is kept up to this many bytes.
const MAX_ANSWER: u64 = 16 << 20;
/// After so many failures in a row a program is not started again.
const MAX_FAILURES: usize = 20;

/// A program cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{command}`: {message}")]
pub struct ProgramError {
    command: String,
    message: String,
}

/// A program as the reader.
#[derive(Debug)]
pub struct Program {
    command: Vec<String>,
    timeout: Duration,
    /// Where the program runs.
    folder: PathBuf,
    idle: Mutex<Vec<Talk>>,
    failures: Mutex<usize>,
    copies: AtomicU64,
}

/// A running program that answers lines.
#[derive(Debug)]
struct Talk {
    child: Child,
    stdin: ChildStdin,
    lines: Receiver<String>,
    next: u64,
}

/// What a program made of an object.
enum Answer {
    Read {
        written: Option<(Json, std::sync::Arc<str>)>,
    },
    Refused(String),
    /// It ended over the object.
    Crashed(String),
    /// Nobody can tell.
    Silent(String),
}

impl Program {
    /// A program, which is given `timeout` for each object.
    ///
    /// # Errors
    /// Where no program is named.
    pub fn new(
        command: Vec<String>,
        timeout: Duration,
        folder: PathBuf,
    ) -> Result<Self, ProgramError> {
        if command.first().is_none_or(String::is_empty) {
            return Err(ProgramError {
                command: command.join(" "),
                message: "expected a program and its arguments".to_owned(),
            });
        }
        Ok(Self {
            command,
            timeout,
            folder,
            idle: Mutex::default(),
            failures: Mutex::default(),
            copies: AtomicU64::new(0),
        })
    }

    /// What the program writes for an object; the error says why there is none.
    pub(crate) fn write(&self, object: &Object) -> Result<(Json, std::sync::Arc<str>), Box<Cause>> {
        match self.ask(object) {
            Answer::Read {
                written: Some(written),
            } => Ok(written),
            Answer::Read { written: None } => {
                let reason = "the program writes nothing back";
                Err(Box::new(Cause::new(Verdict::Unverifiable, "", reason)))
            }
            other => Err(Box::new(cause(other))),
        }
    }

    fn ask(&self, object: &Object) -> Answer {
        if let Ok(failures) = self.failures.lock()
            && *failures >= MAX_FAILURES
        {
            return Answer::Silent(
                "the program failed too often and is not asked any more".to_owned(),
            );
        }
        let answer = match self.command.iter().any(|word| word.contains("{file}")) {
            true => self.ask_once(object),
            false => self.ask_running(object),
        };
        if let Ok(mut failures) = self.failures.lock() {
            match answer {
                Answer::Crashed(_) | Answer::Silent(_) => *failures += 1,
                _ => *failures = 0,
            }
        }
        answer
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place of this crate that starts readers"
    )]
    fn start(&self, words: &[String]) -> Command {
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir(&self.folder);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Starts the program for one object.
    fn ask_once(&self, object: &Object) -> Answer {
        let n = self.copies.fetch_add(1, Ordering::Relaxed);
        let id = std::process::id();
        let folder = std::env::temp_dir().join(format!("upsafe-{id}-{:p}-{n}", self));
        let name = object
            .place
            .path
            .rsplit('/')
            .next()
            .filter(|name| !name.is_empty())
            .unwrap_or("object");
        let file = folder.join(name);
        let copied =
            fs::create_dir(&folder).and_then(|()| fs::write(&file, object.text.as_bytes()));
        let answer = match copied {
            Ok(()) => self.run(object, &file.to_string_lossy()),
            Err(error) => Answer::Silent(format!("no copy could be made for the program: {error}")),
        };
        // A copy that stays behind lies in the system's folder for such files.
        drop(fs::remove_dir_all(&folder));
        answer
    }

    fn run(&self, object: &Object, file: &str) -> Answer {
        let words: Vec<String> = self
            .command
            .iter()
            .map(|word| word.replace("{file}", file))
            .collect();
        let mut command = self.start(&words);
        let mut child = match command.stdin(Stdio::null()).spawn() {
            Ok(child) => child,
            Err(error) => {
                return Answer::Silent(format!("`{}` cannot be started: {error}", words[0]));
            }
        };
        let end = Instant::now() + self.timeout;
        let stdout = child.stdout.take().map(collect);
        let stderr = child.stderr.take().map(collect);
        let mut texts = [String::new(), String::new()];
        for (text, receiver) in texts.iter_mut().zip([stdout, stderr]) {
            let Some(receiver) = receiver else { continue };
            match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(said) => *text = said,
                Err(_) => return self.give_up(&mut child),
            }
        }
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break status,
                // Both of its outputs are closed: it is about to end.
                Ok(None) if Instant::now() < end => thread::sleep(Duration::from_millis(1)),
                _ => return self.give_up(&mut child),
            }
        };
        let [stdout, stderr] = texts;
        if status.success() {
            return self.written(object, &stdout);
        }
        let said = if stderr.trim().is_empty() {
            &stdout
        } else {
            &stderr
        };
        match status.code() {
            Some(_) if !said.trim().is_empty() => Answer::Refused(last_line(said)),
            Some(_) => Answer::Refused(crash::told(status)),
            None => Answer::Crashed(crash::told(status)),
        }
    }

    fn give_up(&self, child: &mut Child) -> Answer {
        // It may have ended in this moment, which is as good.
        drop(child.kill());
        drop(child.wait());
        Answer::Silent(format!(
            "the program gave no answer within {:?}",
            self.timeout
        ))
    }

    /// Asks the program that is running, or starts it.
    fn ask_running(&self, object: &Object) -> Answer {
        let waiting = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let mut talk = match waiting.map_or_else(|| self.begin(), Ok) {
            Ok(talk) => talk,
            Err(message) => return Answer::Silent(message),
        };
        talk.next += 1;
        let request = json!({"id": talk.next, "key": object.key, "kind": object.kind, "path": object.place.path,
            "document": object.place.document, "text": &*object.text, "value": object.view});
        let sent = writeln!(talk.stdin, "{request}").and_then(|()| talk.stdin.flush());
        let line = match sent {
            Ok(()) => talk.lines.recv_timeout(self.timeout),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        };
        match line {
            Ok(line) => match self.understood(&line, talk.next, object) {
                Ok(answer) => {
                    if let Ok(mut idle) = self.idle.lock() {
                        idle.push(talk);
                    }
                    answer
                }
                Err(message) => {
                    self.give_up(&mut talk.child);
                    Answer::Silent(message)
                }
            },
            Err(RecvTimeoutError::Timeout) => self.give_up(&mut talk.child),
            Err(RecvTimeoutError::Disconnected) => match talk.child.wait() {
                Ok(status) => Answer::Crashed(crash::told(status)),
                Err(error) => Answer::Silent(error.to_string()),
            },
        }
    }

    fn begin(&self) -> Result<Talk, String> {
        let mut command = self.start(&self.command);
        let mut child = command
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("`{}` cannot be started: {error}", self.command[0]))?;
        let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("the program has no input or output".to_owned());
        };
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines() {
                let Ok(line) = line else { break };
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Talk {
            child,
            stdin,
            lines,
            next: 0,
        })
    }

    fn understood(&self, line: &str, id: u64, object: &Object) -> Result<Answer, String> {
        let answer: Json = serde_json::from_str(line).map_err(|_| {
            format!(
                "the program answered `{}`, expected a line of JSON",
                cut(line)
            )
        })?;
        if answer["id"] != json!(id) {
            return Err(format!(
                "the program answered `{}`, expected the id {id}",
                cut(line)
            ));
        }
        match answer["readable"].as_bool() {
            Some(true) => Ok(match &answer["written"] {
                Json::Null => Answer::Read { written: None },
                Json::String(text) => self.written(object, text),
                value => Answer::Read {
                    written: Some((value.clone(), value.to_string().into())),
                },
            }),
            Some(false) => Ok(Answer::Refused(
                answer["error"]
                    .as_str()
                    .unwrap_or("refused by the program")
                    .to_owned(),
            )),
            None => Err(format!(
                "the program answered `{}`, expected `readable`",
                cut(line)
            )),
        }
    }

    /// What the program wrote back, as readers see it.
    fn written(&self, object: &Object, text: &str) -> Answer {
        if text.trim().is_empty() {
            return Answer::Read { written: None };
        }
        let unit = Unit {
            path: object.place.path.clone(),
            line: 1,
            shape: shape(object, text),
            revision: None,
            bytes: Ok(text.as_bytes().to_vec()),
        };
        match decode(&unit).into_iter().nth(object.place.document) {
            Some(Ok(written)) => Answer::Read {
                written: Some((written.view, written.text)),
            },
            Some(Err(none)) => Answer::Refused(format!(
                "what the program wrote back cannot be read: {}",
                none.unread.message
            )),
            None => {
                Answer::Refused("the program wrote back fewer objects than it was given".to_owned())
            }
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let idle = self.idle.get_mut().map(std::mem::take).unwrap_or_default();
        for mut talk in idle {
            drop(talk.stdin);
            drop(talk.child.kill());
            drop(talk.child.wait());
        }
    }
}

/// The language of what a program writes back: that of the object, or what its tag says.
fn shape(object: &Object, text: &str) -> Shape {
    let tagged = FLUVIO_ENVELOPES.iter().any(|version| {
        let tag = text
            .trim_start()
            .strip_prefix('!')
            .and_then(|rest| rest.strip_prefix(version));
        tag.is_some_and(|rest| rest.starts_with(char::is_whitespace))
    });
    if tagged {
        return Shape::FluvioLocal {
            kind: object.kind.clone().unwrap_or_default(),
            stem: object.key.rsplit('/').next().unwrap_or_default().to_owned(),
        };
    }
    match text.trim_start().starts_with('{') {
        true => Shape::Json,
        false => Shape::Yaml,
    }
}

/// Reads an output to its end on a thread of its own.
fn collect(mut output: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was said before an error is all that there is.
        drop((&mut output).take(MAX_ANSWER).read_to_end(&mut bytes));
        drop(sender.send(String::from_utf8_lossy(&bytes).into_owned()));
    });
    receiver
}

fn last_line(text: &str) -> String {
    let mut lines = text.lines().map(str::trim);
    lines
        .rfind(|line| !line.is_empty())
        .map_or_else(String::new, cut)
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(300) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

fn cause(answer: Answer) -> Cause {
    match answer {
        Answer::Refused(message) => refused(&message),
        Answer::Crashed(message) => Cause::new(Verdict::Unreadable, "", message),
        Answer::Silent(message) => Cause::new(Verdict::Unverifiable, "", message),
        Answer::Read { .. } => Cause::new(Verdict::Fine, "", ""),
    }
}

/// A message of a program without what differs between objects: a path before it, a place behind it.
fn refused(message: &str) -> Cause {
    let message = message
        .strip_prefix("error: ")
        .or(message.strip_prefix("Error: "))
        .unwrap_or(message);
    let place = message
        .rfind(" at line ")
        .filter(|at| message[*at..].contains(" column "));
    let short = &message[..place.unwrap_or(message.len())];
    let is_path = |head: &str| {
        !head.is_empty()
            && head.chars().all(|c| {
                c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '[' | ']' | '!')
            })
    };
    let (path, reason) = match short.split_once(": ") {
        Some((head, rest))
            if is_path(head) && head.contains(['.', '['])
                || is_path(head) && ["spec", "status", "meta", "metadata"].contains(&head) =>
        {
            (head, rest)
        }
        _ => ("", short),
    };
    let mut cause = Cause::new(Verdict::Unreadable, path, reason);
    cause.detail = (reason != message).then(|| message.to_owned());
    cause
}

impl Reader for Program {
    fn describe(&self) -> String {
        format!("program `{}`", self.command.join(" "))
    }

    fn read(&self, object: &Object) -> Reading {
        match self.ask(object) {
            Answer::Read { written: None } => Reading {
                causes: Vec::new(),
                seen: Seen::Nothing,
            },
            Answer::Read {
                written: Some((written, _)),
            } => Reading {
                causes: differences(&object.view, &written)
                    .into_iter()
                    .map(loss)
                    .collect(),
                seen: Seen::As(written),
            },
            other => Reading {
                causes: vec![cause(other)],
                seen: Seen::Nothing,
            },
        }
    }
}

/// A difference as a cause.
pub(super) fn loss(difference: Difference) -> Cause {
    match difference {
        Difference::Lost { path, value } => {
            Cause::new(Verdict::Lossy, path, "dropped by the reader").with_value(Some(value))
        }
        Difference::Changed { path, stored, read } => {
            let mut cause = Cause::new(Verdict::Lossy, path, "read as another value")
                .with_value(Some(stored.clone()));
            cause.detail = Some(format!("{stored} is read as {read}"));
            cause
        }
    }
}
