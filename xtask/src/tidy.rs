//! `cargo xtask tidy`: the repository's own conventions, which no other tool knows.

use std::{ffi::OsString, fs};

use crate::{
    Outcome,
    process::{program, read, root},
};

/// The longest a source file may be, in lines.
const LONGEST: usize = 800;

/// Words that must not stay in code, each written so that this file does not hold it.
const UNFINISHED: [&str; 4] = [
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("#[", "allow("),
    concat!("#[", "ignore"),
];

/// What the manifest of every crate must say.
const INHERITED: [&str; 5] = [
    "version.workspace = true",
    "edition.workspace = true",
    "rust-version.workspace = true",
    "license.workspace = true",
    "[lints]\nworkspace = true",
];

pub(crate) fn run(_args: &[OsString]) -> Outcome {
    let listed =
        read(program("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]))?;
    let mut problems = Vec::new();
    for file in listed.lines() {
        // What is no text is no concern of ours.
        let Ok(text) = fs::read_to_string(root().join(file)) else {
            continue;
        };
        problems.extend(
            check(file, &text)
                .into_iter()
                .map(|problem| format!("{file}: {problem}")),
        );
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!("tidy found:\n  {}", problems.join("\n  ")))
}

fn check(file: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if file.ends_with(".rs") {
        problems.extend(check_rust(file, text));
    }
    if file.starts_with("crates/")
        && file.ends_with("/Cargo.toml")
        && file.matches('/').count() == 2
    {
        let missing = INHERITED.iter().filter(|line| !text.contains(*line));
        problems.extend(missing.map(|line| format!("expected `{}`", line.replace('\n', " "))));
    }
    if !is_exact(file) {
        for (at, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                problems.push(format!("line {}: white space at its end", at + 1));
            }
        }
        if !text.is_empty() && !text.ends_with('\n') {
            problems.push("expected a line feed at the end".to_owned());
        }
    }
    problems
}

fn check_rust(file: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let n_lines = text.lines().count();
    if n_lines > LONGEST {
        problems.push(format!("{n_lines} lines, expected at most {LONGEST}"));
    }
    let is_module = file.contains("/src/");
    let opens = text.starts_with("//!") || text.starts_with("#![doc = include_str!");
    if is_module && !opens {
        problems.push("expected the file to open with `//!`".to_owned());
    }
    for (at, line) in text.lines().enumerate() {
        for word in UNFINISHED.iter().filter(|word| line.contains(*word)) {
            problems.push(format!("line {}: `{word}`", at + 1));
        }
    }
    let is_barrel = is_module && (file.ends_with("/mod.rs") || file.ends_with("/src/lib.rs"));
    let is_function = |line: &str| {
        line.starts_with("fn ") || line.starts_with("pub fn ") || line.starts_with("pub(crate) fn ")
    };
    if is_barrel && text.lines().any(is_function) {
        problems
            .push("expected docs, `mod` and `pub use` only; give the function a file".to_owned());
    }
    problems
}

/// Fixtures, corpora and licences are what they are, to the byte.
fn is_exact(file: &str) -> bool {
    ["/tests/", "/corpus/", "LICENSE-"]
        .iter()
        .any(|part| file.contains(part))
}
