//! `cargo xtask new rule GATE NAME`: the files of a rule, in their places, ready to be filled.

use std::{ffi::OsString, fs, path::Path};

use crate::{Outcome, process::root, say};

const USAGE: &str = "usage: cargo xtask new rule GATE NAME, such as `new rule deps banned-package`";

pub(crate) fn run(args: &[OsString]) -> Outcome {
    let words: Vec<_> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let ["rule", gate, name] = words[..] else {
        return Err(USAGE.to_owned());
    };
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if !name.split('-').all(is_word) {
        return Err(format!(
            "expected a name in kebab-case, found `{name}`\n{USAGE}"
        ));
    }
    let package = if gate == "config" {
        "upsafe".to_owned()
    } else {
        format!("upsafe-{gate}")
    };
    let rules = root().join("crates").join(&package).join("src/rules");
    if !rules.is_dir() {
        return Err(format!(
            "there is no gate `{gate}`: expected the folder {}",
            rules.display()
        ));
    }
    let stem = name.replace('-', "_");
    write(
        &rules.join(format!("{stem}.rs")),
        &source(gate, name, &stem),
    )?;
    write(&rules.join(format!("{stem}.md")), &page(name))?;
    say(&format!(
        "list `{stem}` in crates/{package}/src/rules/mod.rs, then run `cargo xtask gen`\n"
    ));
    Ok(())
}

fn write(path: &Path, text: &str) -> Outcome {
    if path.exists() {
        return Err(format!("{} is there already", path.display()));
    }
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn source(gate: &str, name: &str, stem: &str) -> String {
    let mut letters = gate.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let type_name: String = first.into_iter().chain(letters).collect();
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "//! What it finds, in one sentence.

use upsafe_core::Sink;

use crate::{{{type_name}, Evidence}};

upsafe_core::rule!({type_name}, \"{gate}/{name}\", \"{stem}.md\",
    level: Error, since: \"{version}\",
    summary: \"what it finds, in one line\", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {{}}
"
    )
}

fn page(name: &str) -> String {
    let headings = [
        "What it finds",
        "Why it is unsafe",
        "Example",
        "How to fix it",
        "Settings",
    ];
    let body: String = headings
        .iter()
        .map(|heading| format!("\n## {heading}\n"))
        .collect();
    format!("# {name}\n{body}")
}
