//! `upsafe schema batch`: JSON lines in, JSON lines out; the memory is that of one line.

use std::io::{BufRead, BufReader, Read as _, Write as _};

use upsafe::schema::{
    any::Format,
    batch::{Defaults, answer, refused_bytes},
};

use crate::{failure::Failure, schema_args::How};

/// The longest line, in bytes; what is behind it on the line is passed over.
const LONGEST: u64 = 128 << 20;

/// How many bytes are read at once, at most.
const AT_ONCE: usize = 64 << 10;

pub(super) fn run(format: Format, how: &How) -> Result<u8, Failure> {
    let defaults = Defaults {
        format,
        mode: how.mode,
        judge: how.judge()?,
        dialect: how.dialect,
        switches: how.switches(),
    };
    let mut stdin = BufReader::with_capacity(AT_ONCE, std::io::stdin().lock());
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = stdin.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        let n_read = read.map_err(|error| unreadable(&error))?;
        if n_read == 0 {
            break;
        }
        let is_cut = !line.ends_with(b"\n") && n_read as u64 == LONGEST;
        let answered = match std::str::from_utf8(&line) {
            _ if is_cut => {
                pass_over(&mut stdin)?;
                refused_bytes("expected a line of at most 128 MiB, found a longer one")
            }
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => answer(text.trim_end_matches(['\n', '\r']), &defaults),
            Err(_) => refused_bytes("expected a line in UTF-8"),
        };
        let mut written = writeln!(stdout, "{answered}");
        if stdin.buffer().is_empty() {
            // Whoever asks one question at a time waits for the answer.
            written = written.and_then(|()| stdout.flush());
        }
        if let Err(error) = written {
            return stopped(&error);
        }
    }
    match stdout.flush() {
        Ok(()) => Ok(0),
        Err(error) => stopped(&error),
    }
}

/// Drops the rest of a line.
fn pass_over(stdin: &mut impl BufRead) -> Result<(), Failure> {
    loop {
        let buffer = stdin.fill_buf().map_err(|error| unreadable(&error))?;
        let (n_used, is_end) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        stdin.consume(n_used);
        if is_end {
            return Ok(());
        }
    }
}

fn unreadable(error: &std::io::Error) -> Failure {
    Failure::new(format_args!("stdin cannot be read: {error}"))
}

/// A reader that went away (`| head`) is no failure.
fn stopped(error: &std::io::Error) -> Result<u8, Failure> {
    match error.kind() {
        std::io::ErrorKind::BrokenPipe => Ok(0),
        _ => Err(Failure::new(format_args!(
            "stdout cannot be written: {error}"
        ))),
    }
}
