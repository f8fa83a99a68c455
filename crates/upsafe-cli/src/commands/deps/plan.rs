//! `upsafe deps plan`: what would move if a package went to a version.

use std::fmt::Write as _;

use serde::Serialize;
use upsafe::deps::{
    Loaded,
    ecosystem::{
        cargo::index::LocalIndex,
        go::{self, DownloadFolder},
    },
    query::{self, Plan},
};
use upsafe_version::cargo::Version;

use super::name_and_version;
use crate::{
    args::{ListFormat, Where},
    environment,
    failure::Failure,
    output::{print, print_json},
};

pub(crate) fn run(
    target: &str,
    loaded: &Loaded,
    place: &Where,
    output: ListFormat,
) -> Result<u8, Failure> {
    let (name, version) = name_and_version(target)?;
    let version = version
        .ok_or_else(|| Failure::new(format_args!("expected NAME@VERSION, found `{target}`")))?;
    if loaded.cargo.is_empty() && loaded.go.is_empty() {
        return Err(Failure::new("there is no workspace to plan for"));
    }
    match loaded.cargo.first() {
        Some(_) => plan_cargo(name, version, loaded, output),
        None => plan_go(target, loaded, place, output),
    }
}

fn plan_cargo(
    name: &str,
    version: &str,
    loaded: &Loaded,
    output: ListFormat,
) -> Result<u8, Failure> {
    let version = Version::parse(version)?;
    let home = environment::read().cargo_home;
    let home = home.ok_or_else(|| Failure::new("there is no CARGO_HOME with an index cache"))?;
    let mut plans = Vec::new();
    let mut refused = None;
    for cargo in &loaded.cargo {
        let index = LocalIndex::new(&home, cargo.config.clone());
        match query::plan(cargo, &index, name, version.as_inner()) {
            Ok(plan) => plans.push(plan),
            Err(error) => refused = Some(error),
        }
    }
    match (plans.pop(), refused) {
        (Some(plan), _) => show(&plan, output, shown),
        (None, Some(error)) => Err(error.into()),
        (None, None) => Err(Failure::new("there is no workspace to plan for")),
    }
}

fn show<P: Serialize>(plan: &P, output: ListFormat, text: fn(&P) -> String) -> Result<u8, Failure> {
    match output {
        ListFormat::Json => print_json(plan)?,
        ListFormat::Text => print(&text(plan))?,
    }
    Ok(0)
}

fn shown(plan: &Plan) -> String {
    let mut text = String::new();
    let mut line = |args: std::fmt::Arguments<'_>| {
        writeln!(text, "{args}").expect("a String can always be written");
    };
    for item in &plan.moves {
        line(format_args!(
            "moves    {} {} -> {}",
            item.name, item.from, item.to
        ));
    }
    for item in &plan.added {
        let beside = item.beside.join(", ");
        let beside = if beside.is_empty() {
            beside
        } else {
            format!(", beside {beside}")
        };
        line(format_args!(
            "adds     {} {}{beside}",
            item.name, item.version
        ));
    }
    for item in &plan.removed {
        line(format_args!("removes  {} {}", item.name, item.version));
    }
    for item in &plan.edits {
        line(format_args!(
            "edit     {}: `{}` from \"{}\" to \"{}\"",
            item.member, item.name, item.requirement, item.to
        ));
    }
    for item in &plan.blocked {
        line(format_args!(
            "blocked  {} requires {} {}",
            item.by, item.name, item.requirement
        ));
    }
    if let Some(rust) = &plan.rust {
        line(format_args!(
            "rust     {} -> {} for {}",
            rust.from,
            rust.to,
            rust.by.join(", ")
        ));
    }
    for command in &plan.commands {
        line(format_args!("run      {command}"));
    }
    if text.is_empty() {
        text.push_str("nothing moves\n");
    }
    text
}

/// The same shape for Go; `go get` has no edits of others' requirements to ask for.
#[derive(Default, Serialize)]
struct GoPlan {
    moves: Vec<GoMove>,
    added: Vec<GoPackage>,
    removed: Vec<GoPackage>,
    blocked: Vec<String>,
}

#[derive(Serialize)]
struct GoMove {
    name: String,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct GoPackage {
    name: String,
    version: String,
}

fn plan_go(
    target: &str,
    loaded: &Loaded,
    place: &Where,
    output: ListFormat,
) -> Result<u8, Failure> {
    let [go] = &loaded.go[..] else {
        return Err(Failure::new("expected one go.mod").with_hint("name it with `--manifest-path`"));
    };
    let cache = environment::read().go_mod_cache;
    let source = match (&place.modules, cache) {
        (Some(folder), _) => DownloadFolder::new(folder),
        (None, Some(cache)) => DownloadFolder::of_module_cache(&cache),
        (None, None) => return Err(Failure::new("there is no module cache")),
    };
    let plan = match go::plan::plan(&go.workspace, &source, &[target.to_owned()]) {
        Ok(plan) => GoPlan {
            moves: plan
                .moved
                .iter()
                .map(|item| GoMove {
                    name: item.path.to_string(),
                    from: item.from.to_string(),
                    to: item.to.to_string(),
                })
                .collect(),
            added: plan.added.iter().map(package).collect(),
            removed: plan.removed.iter().map(package).collect(),
            blocked: Vec::new(),
        },
        Err(go::plan::PlanError::Blocked(conflicts)) => GoPlan {
            blocked: conflicts.iter().map(ToString::to_string).collect(),
            ..GoPlan::default()
        },
        Err(error) => return Err(error.into()),
    };
    show(&plan, output, shown_go)
}

fn package(module: &go::GoModule) -> GoPackage {
    GoPackage {
        name: module.path.to_string(),
        version: module
            .version
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

fn shown_go(plan: &GoPlan) -> String {
    let mut lines = Vec::new();
    for item in &plan.moves {
        lines.push(format!(
            "moves    {} {} -> {}\n",
            item.name, item.from, item.to
        ));
    }
    for item in &plan.added {
        lines.push(format!("adds     {} {}\n", item.name, item.version));
    }
    for item in &plan.removed {
        lines.push(format!("removes  {} {}\n", item.name, item.version));
    }
    for reason in &plan.blocked {
        lines.push(format!("blocked  {reason}\n"));
    }
    if lines.is_empty() {
        lines.push("nothing moves\n".to_owned());
    }
    lines.concat()
}
