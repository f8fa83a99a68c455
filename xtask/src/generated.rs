//! Every generated file: JSON Schemas, the book's rule pages, the command-line reference, completions.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use upsafe::core::RuleMeta;

use crate::{Outcome, process::root};

const PAGE_MARK: &str = "<!-- made by `cargo xtask gen` from the page beside the rule -->\n";
const MARK: &str = "<!-- made by `cargo xtask gen` -->\n";

/// Every generated file by its path.
type Files = BTreeMap<String, String>;

/// Makes them all, in memory.
pub(crate) fn all() -> Result<Files, String> {
    let rules = upsafe::rules();
    let ids: Vec<_> = rules.iter().map(|rule| rule.id).collect();
    let mut files = Files::new();
    let report = pretty(&upsafe_core::wire::json_schema())?;
    files.insert("schemas/report.schema.json".to_owned(), report);
    files.insert(
        "schemas/upsafe.schema.json".to_owned(),
        pretty(&upsafe_config::json_schema(&ids))?,
    );
    for rule in &rules {
        files.insert(format!("docs/src/rules/{}.md", rule.id), page(rule));
    }
    files.insert("docs/src/rules/README.md".to_owned(), index(&rules));
    files.insert("docs/src/cli.md".to_owned(), reference());
    files.insert("docs/src/SUMMARY.md".to_owned(), summary(&rules)?);
    for (name, script) in upsafe_cli::completions() {
        files.insert(format!("completions/{name}"), script);
    }
    Ok(files)
}

/// Writes what differs and removes pages whose rule is gone.
pub(crate) fn write(files: &Files) -> Outcome {
    for (path, text) in files.iter().filter(differs) {
        let path = root().join(path);
        let folder = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    for path in orphans(files)? {
        fs::remove_file(root().join(&path)).map_err(|error| format!("{path}: {error}"))?;
    }
    Ok(())
}

/// Fails where a committed file is not what would be made.
pub(crate) fn compare(files: &Files) -> Outcome {
    let mut stale: Vec<String> = files
        .iter()
        .filter(differs)
        .map(|(path, _)| path.clone())
        .collect();
    stale.extend(orphans(files)?);
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!(
        "these files are stale, run `cargo xtask gen`:\n  {}",
        stale.join("\n  ")
    ))
}

fn differs((path, text): &(&String, &String)) -> bool {
    fs::read_to_string(root().join(path)).ok().as_ref() != Some(*text)
}

/// Rule pages in the book whose rule is gone.
fn orphans(files: &Files) -> Result<Vec<String>, String> {
    let gates: BTreeSet<&str> = upsafe::rules().iter().map(|rule| rule.gate()).collect();
    let mut orphans = Vec::new();
    for gate in gates {
        let Ok(entries) = fs::read_dir(root().join("docs/src/rules").join(gate)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.map_err(|error| error.to_string())?;
            let path = format!(
                "docs/src/rules/{gate}/{}",
                entry.file_name().to_string_lossy()
            );
            if !files.contains_key(&path) {
                orphans.push(path);
            }
        }
    }
    orphans.sort();
    Ok(orphans)
}

fn pretty(value: &serde_json::Value) -> Result<String, String> {
    let text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    Ok(format!("{text}\n"))
}

fn page(rule: &RuleMeta) -> String {
    let (title, rest) = rule.docs.split_once('\n').unwrap_or((rule.docs, ""));
    let mut facts = format!(
        "`{}`, default level **{}**, since {}",
        rule.id, rule.level, rule.since
    );
    if !rule.aliases.is_empty() {
        let aliases: Vec<_> = rule
            .aliases
            .iter()
            .map(|alias| format!("`{alias}`"))
            .collect();
        facts = format!("{facts}; elsewhere {}", aliases.join(", "));
    }
    format!("{title}\n\n{PAGE_MARK}\n{facts}\n{rest}")
}

fn index(rules: &[&RuleMeta]) -> String {
    let mut text = format!("# Rules\n\n{MARK}\n| rule | level | what it finds |\n|---|---|---|\n");
    for rule in rules {
        writeln!(
            text,
            "| [`{0}`]({0}.md) | {1} | {2} |",
            rule.id, rule.level, rule.summary
        )
        .expect("a String can always be written");
    }
    text
}

/// The hand-written table of contents, with the rules in their place.
fn summary(rules: &[&RuleMeta]) -> Result<String, String> {
    let path = root().join("docs/summary.md");
    let head = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let list: String = rules
        .iter()
        .map(|rule| format!("  - [{0}](rules/{0}.md)\n", rule.id))
        .collect();
    let place = "<!-- rules -->\n";
    if !head.contains(place) {
        return Err(format!(
            "expected the line `{}` in docs/summary.md",
            place.trim()
        ));
    }
    Ok(head.replace(place, &list))
}

fn reference() -> String {
    let mut text = format!("# Command line\n\n{MARK}");
    describe(&upsafe_cli::command(), "", &mut text);
    text
}

fn describe(command: &clap::Command, above: &str, text: &mut String) {
    let name = format!("{above}{}", command.get_name());
    let mut shown = command
        .clone()
        .bin_name(&name)
        .term_width(100)
        .disable_help_subcommand(true);
    let help = shown.render_long_help().to_string();
    let help: Vec<_> = help.lines().map(str::trim_end).collect();
    write!(text, "\n## `{name}`\n\n```text\n{}\n```\n", help.join("\n"))
        .expect("a String can always be written");
    for subcommand in command.get_subcommands() {
        describe(subcommand, &format!("{name} "), text);
    }
}
