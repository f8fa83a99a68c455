//! `upsafe version`: questions about version numbers.

use std::{
    cmp::Ordering,
    io::{BufRead, Write},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use upsafe_version::{Scheme, batch};

use crate::{args::Version, failure::Failure, output::print};

pub(crate) fn run(args: &Version) -> Result<u8, Failure> {
    let answer = match args {
        Version::Compare { scheme, a, b } => match scheme.scheme.compare(a, b)? {
            Ordering::Less => "-1".to_owned(),
            Ordering::Equal => "0".to_owned(),
            Ordering::Greater => "1".to_owned(),
        },
        Version::Satisfies {
            scheme,
            version,
            range,
        } => scheme.scheme.satisfies(version, range)?.to_string(),
        Version::Valid { scheme, version } => scheme.scheme.valid(version).to_string(),
        Version::Sort { scheme, versions } => sort(scheme.scheme, versions)?.join("\n"),
        Version::Bump {
            scheme,
            version,
            part,
        } => scheme.scheme.bump(version, *part)?,
        Version::Difference { scheme, a, b } => scheme.scheme.difference(a, b)?.to_string(),
        Version::Batch => return run_batch(),
    };
    print(&format!("{answer}\n"))?;
    Ok(0)
}

fn sort(scheme: Scheme, versions: &[String]) -> Result<Vec<String>, Failure> {
    let mut versions = versions.to_vec();
    if versions.is_empty() {
        for line in std::io::stdin().lock().lines() {
            let line =
                line.map_err(|error| Failure::new(format_args!("stdin cannot be read: {error}")))?;
            if !line.trim().is_empty() {
                versions.push(line.trim().to_owned());
            }
        }
    }
    scheme.sort(&mut versions)?;
    Ok(versions)
}

/// One question of a batch. Unknown fields are ignored: a question may say where it comes from.
#[derive(Deserialize)]
struct Question {
    id: Value,
    scheme: String,
    op: String,
    args: Vec<Value>,
    #[serde(default)]
    opts: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Result(Value),
    Error(String),
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    outcome: Outcome,
}

fn run_batch() -> Result<u8, Failure> {
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    for (at, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| {
            Failure::new(format_args!(
                "line {} of stdin cannot be read: {error}",
                at + 1
            ))
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line).map_err(|error| {
            Failure::new(format_args!(
                "line {} of stdin is no question: {error}",
                at + 1
            ))
            .with_hint(r#"expected {"id": 1, "scheme": "cargo", "op": "valid", "args": ["1.0.0"]}"#)
        })?;
        let answer = batch::evaluate(
            &question.scheme,
            &question.op,
            &question.args,
            &question.opts,
        );
        let outcome =
            answer.map_or_else(|error| Outcome::Error(error.to_string()), Outcome::Result);
        let answer = serde_json::to_string(&Answer {
            id: question.id,
            outcome,
        })?;
        writeln!(stdout, "{answer}")
            .map_err(|error| Failure::new(format_args!("stdout cannot be written: {error}")))?;
    }
    stdout
        .flush()
        .map_err(|error| Failure::new(format_args!("stdout cannot be written: {error}")))?;
    Ok(0)
}
