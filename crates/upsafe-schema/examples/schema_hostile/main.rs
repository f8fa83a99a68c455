//! Schemas that are made to hurt: each with the answer that is right, and the CPU time it takes.
//!
//! `schema_hostile [WORD]` compares every pair, or those with the word in their name, and prints a
//! table. An answer other than the one that stands here ends it with a failure; the time is printed
//! and not judged, except that the work budget ends every comparison. `unknown` and `limit` (a text
//! beyond what is read) are answers: never a panic, a stack overflow or a fetch.
#![expect(clippy::print_stdout, reason = "an example prints its figures")]

mod avro;
mod json;

use std::process::ExitCode;
use std::time::Duration;
use upsafe_schema::any::{Format, Judge, Parsed, Switches};
use upsafe_schema::format::json_schema::Dialect;

/// A pair by name, with the answers that are right.
struct Case {
    name: &'static str,
    format: Format,
    old: String,
    new: String,
    right: &'static [&'static str],
}

fn main() -> ExitCode {
    let word = std::env::args().nth(1).unwrap_or_default();
    println!("| pair | bytes | answer | CPU ms |\n|---|---|---|---|");
    let mut n_wrong = 0;
    for case in json::cases().into_iter().chain(avro::cases()) {
        if !case.name.contains(&word) {
            continue;
        }
        let start = now();
        let answer = answer(&case);
        let millis = (now() - start).as_secs_f64() * 1e3;
        let is_right = case.right.iter().any(|right| answer.starts_with(right));
        let mark = if is_right { "" } else { " **WRONG**" };
        n_wrong += usize::from(!is_right);
        let bytes = case.old.len() + case.new.len();
        println!("| {} | {bytes} | {answer}{mark} | {millis:.1} |", case.name);
    }
    println!("\n{n_wrong} wrong");
    ExitCode::from(u8::from(n_wrong > 0))
}

/// The CPU time that this thread has taken so far.
#[cfg(unix)]
fn now() -> Duration {
    use nix::time::{ClockId, clock_gettime};
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// The time that has passed since the first question.
#[cfg(not(unix))]
fn now() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

fn answer(case: &Case) -> String {
    let parse = |text: &str| Parsed::parse(case.format, text, Dialect::Draft7, &[]);
    let (old, new) = match (parse(&case.old), parse(&case.new)) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            let what = if error.is_limit { "limit" } else { "error" };
            return format!("{what}: {}", short(&error.message));
        }
    };
    let judgement = Judge::Relation.compare(&new, &old, Switches::default());
    // What a report tells beside the answer is work as well.
    let n_changes = Parsed::changes(&old, &new).len();
    let name = judgement.ruling().name();
    match &judgement.verdict {
        upsafe_schema::Verdict::Unknown(unknown) => format!("{name}: {}", short(&unknown.reason)),
        _ => format!("{name}, {n_changes} changes"),
    }
}

fn short(text: &str) -> String {
    let text = text.replace('|', "/");
    match text.char_indices().nth(70) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

const SAFE: &[&str] = &["compatible"];
const BREAKS: &[&str] = &["incompatible"];
/// Nobody is wrong who does not know.
const SAFE_OR_UNKNOWN: &[&str] = &["compatible", "unknown"];
const BREAKS_OR_UNKNOWN: &[&str] = &["incompatible", "unknown"];
const UNKNOWN: &[&str] = &["unknown"];
const LIMIT: &[&str] = &["limit"];

fn list(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect::<Vec<_>>().join(",")
}
