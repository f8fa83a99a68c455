//! The `upsafe.toml` that `upsafe init` writes: commented, and fitted to what is there.

use std::fmt::Write as _;

use upsafe_core::count;

use crate::{Ecosystem, Edition, Glob, RelativePath};

/// What was found in a repository that has no `upsafe.toml` yet.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Found {
    /// The manifests that a gate can judge.
    pub manifests: Vec<Manifest>,
    /// The packages that are there in several versions.
    pub duplicates: Vec<Duplicate>,
    /// The git repositories that dependencies come from, without scheme and `.git`.
    pub git_sources: Vec<String>,
    /// The file that already runs `upsafe` in CI, if one does.
    pub ci: Option<String>,
    /// Whether the git hook is installed.
    pub hook: bool,
}

/// A manifest that was found.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Whose it is.
    pub ecosystem: Ecosystem,
    /// Its path relative to the root.
    pub path: String,
    /// How many packages or modules it is for.
    pub members: usize,
}

/// A package that is there in several versions.
#[derive(Clone, Debug)]
pub struct Duplicate {
    /// Whose package it is.
    pub ecosystem: Ecosystem,
    /// Its name.
    pub name: String,
    /// How many versions there are.
    pub versions: usize,
}

/// The text of an `upsafe.toml` for what was found; [`crate::Config::load`] accepts it.
pub fn starter(found: &Found) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    line("# The policy of `upsafe check`: what matters, what is excepted, and until when.");
    line(
        "# `upsafe rules` lists the rules; `upsafe explain RULE` tells what one finds and its settings.",
    );
    line("");
    line("# Pins the default levels, so that a newer upsafe does not change the verdict.");
    line(&format!("edition = {}", quoted(Edition::LATEST.name())));
    line("");
    line("# `off`, `info`, `warning` or `error`, for a rule or for all rules of a gate.");
    line("[levels]");
    line("# \"deps/duplicate-version\" = \"warning\"");
    line("");
    line("[deps]");
    for manifest in &found.manifests {
        line(&format!("# Found: {}.", described(manifest)));
    }
    line(
        "# `fast` reads locks and manifests only; `exact` runs `cargo metadata` for platforms and features.",
    );
    line("tier = \"fast\"");
    line(&roots(&found.manifests));
    line("");
    sources(&found.git_sources, &mut line);
    duplicates(&found.duplicates, &mut line);
    line(
        "# An exception needs a reason; give it an end and an owner too. One that has expired or that",
    );
    line("# matches nothing is a finding.");
    line("# [[waivers]]");
    line("# rule = \"deps/duplicate-version\"");
    line(&format!(
        "# subject = {}",
        quoted(&waivable(&found.duplicates))
    ));
    line("# reason = \"waits for a release upstream\"");
    line("# until = 2027-12-31");
    line("# owner = \"the platform team\"");
    next_steps(found, &mut line);
    out
}

fn described(manifest: &Manifest) -> String {
    let path = quoted(&manifest.path);
    match manifest.ecosystem {
        Ecosystem::Go => format!("{path} (go, {})", count(manifest.members, "module")),
        other => format!("{path} ({other}, {})", count(manifest.members, "package")),
    }
}

/// Roots are named where discovery beside the file would not find them all.
fn roots(manifests: &[Manifest]) -> String {
    let known = |manifest: &Manifest| RelativePath::new(&manifest.path).is_some();
    let paths: Vec<String> = manifests
        .iter()
        .filter(|manifest| known(manifest))
        .map(|manifest| quoted(&manifest.path))
        .collect();
    let deep = manifests
        .iter()
        .any(|manifest| manifest.path.contains('/') && known(manifest));
    match deep {
        true => format!("roots = [{}]", paths.join(", ")),
        false => {
            "# roots = [\"Cargo.toml\", \"tools/go.mod\"]  # default: what stands beside this file"
                .to_owned()
        }
    }
}

fn sources(git: &[String], line: &mut impl FnMut(&str)) {
    let mut git: Vec<&str> = git
        .iter()
        .map(String::as_str)
        .filter(|url| Glob::new(url).is_some())
        .collect();
    git.sort_unstable();
    git.dedup();
    line("# Where packages may come from. A git dependency must name a `rev`.");
    line("[deps.sources]");
    line("# registries = [\"crates.io\"]  # default: the public registry of each ecosystem");
    match git.is_empty() {
        true => line("git = []  # none is in use; a new one is then a decision"),
        false => {
            let quoted: Vec<String> = git.into_iter().map(quoted).collect();
            line(&format!(
                "git = [{}]  # those in use today",
                quoted.join(", ")
            ));
        }
    }
    line("");
}

fn duplicates(duplicates: &[Duplicate], line: &mut impl FnMut(&str)) {
    const SHOWN: usize = 5;
    if duplicates.is_empty() {
        return;
    }
    let found = count(duplicates.len(), "package");
    let verb = if duplicates.len() == 1 { "is" } else { "are" };
    line(&format!("# {found} {verb} there in more than one version:"));
    for duplicate in duplicates.iter().take(SHOWN) {
        let (name, versions) = (
            quoted(&duplicate.name),
            count(duplicate.versions, "version"),
        );
        line(&format!("#   {name} ({}), {versions}", duplicate.ecosystem));
    }
    if duplicates.len() > SHOWN {
        line(&format!("#   and {} more", duplicates.len() - SHOWN));
    }
    line(
        "# `upsafe baseline write` records what is there now, and from then on only new findings fail.",
    );
    line("[baseline]");
    line("file = \"upsafe.baseline.json\"");
    line("");
}

fn waivable(duplicates: &[Duplicate]) -> String {
    match duplicates.first() {
        Some(duplicate) => format!("{}:{}", duplicate.ecosystem, duplicate.name),
        None => "cargo:windows-*".to_owned(),
    }
}

fn next_steps(found: &Found, line: &mut impl FnMut(&str)) {
    if found.ci.is_some() && found.hook {
        return;
    }
    line("");
    line("# Next:");
    if found.ci.is_none() {
        line("#   run `upsafe check` in CI: exit code 0 is safe, 1 not safe, 2 cannot tell");
    }
    if !found.hook {
        line(
            "#   `upsafe hook install` checks before each commit that changes a manifest or a lock",
        );
    }
}

/// A TOML string on one line, safe inside a comment too.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                write!(out, "\\u{:04X}", u32::from(c)).expect("writing to a String cannot fail");
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
