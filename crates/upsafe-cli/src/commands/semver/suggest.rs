//! `upsafe semver suggest`: the lowest honest version of each package, and why.

use std::fmt::Write as _;

use serde::Serialize;
use upsafe::semver::{Suggestion, suggest_all};

use crate::{
    args::{ListFormat, Where},
    failure::Failure,
    output::{print, print_json},
};

#[derive(Serialize)]
struct Shown<'s> {
    name: &'s str,
    base: Option<&'s str>,
    version: Option<&'s str>,
    tag: Option<&'s str>,
    why: &'s [String],
    unknown: &'s [String],
    limits: &'s [String],
}

pub(super) fn run(
    packages: &[String],
    place: &Where,
    deep: bool,
    output: ListFormat,
) -> Result<u8, Failure> {
    let world = super::load(place, deep)?;
    let mut found = suggest_all(&world.loaded, &world.settings);
    if let Some(unknown) = packages
        .iter()
        .find(|name| !found.iter().any(|one| one.name == **name))
    {
        let failure = Failure::new(format_args!("there is no published package `{unknown}`"));
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        return Err(failure.with_hint(format_args!("the packages are: {}", names.join(", "))));
    }
    found.retain(|one| packages.is_empty() || packages.contains(&one.name));
    if found.is_empty() {
        return Err(Failure::new("there is no published package here")
            .with_hint("`roots` in `[semver]` says where manifests are"));
    }
    match output {
        ListFormat::Json => {
            let shown: Vec<Shown<'_>> = found.iter().map(shown).collect();
            print_json(&shown)?;
        }
        ListFormat::Text => print(&text(&found))?,
    }
    let unknown = found.iter().any(|one| !one.unknown.is_empty());
    Ok(if unknown { 2 } else { 0 })
}

fn shown(one: &Suggestion) -> Shown<'_> {
    Shown {
        name: &one.name,
        base: one.base.as_deref(),
        version: one.version.as_deref(),
        tag: one.tag.as_deref(),
        why: &one.why,
        unknown: &one.unknown,
        limits: &one.limits,
    }
}

fn text(found: &[Suggestion]) -> String {
    let mut text = String::new();
    for one in found {
        let base = one.base.as_deref().unwrap_or("no release");
        let told = match (&one.version, one.unknown.is_empty()) {
            (_, false) => format!("{} {base} -> cannot tell", one.name),
            (Some(version), true) => format!("{} {base} -> {version}", one.name),
            (None, true) => format!("{} {base}: nothing to release", one.name),
        };
        let why = one.unknown.iter().chain(&one.why);
        let why: String = why.map(|why| format!("  {why}\n")).collect();
        write!(text, "{told}\n{why}").expect("a String can always be written");
        for limit in &one.limits {
            writeln!(text, "  but {limit}").expect("a String can always be written");
        }
    }
    text
}
