//! `upsafe deps why`: why a package is there, and who sets its version.

use std::fmt::Write as _;

use serde::Serialize;
use upsafe::{
    core::closest,
    deps::{
        Loaded,
        graph::Graph,
        query::{Why, why},
    },
};

use super::name_and_version;
use crate::{
    args::ListFormat,
    failure::Failure,
    output::{print, print_json},
};

#[derive(Serialize)]
struct Answer {
    ecosystem: &'static str,
    name: String,
    version: String,
    path: Vec<String>,
    dependents: Vec<Dependent>,
}

#[derive(Serialize)]
struct Dependent {
    package: String,
    requirement: Option<String>,
    sets_version: bool,
    path: Vec<String>,
}

pub(crate) fn run(package: &str, loaded: &Loaded, output: ListFormat) -> Result<u8, Failure> {
    let (name, version) = name_and_version(package)?;
    let mut answers = Vec::new();
    for graph in loaded.graphs() {
        answers.extend(
            why(graph, name, version)
                .iter()
                .map(|why| answer(graph, why)),
        );
    }
    if answers.is_empty() {
        return Err(unknown(package, name, loaded));
    }
    match output {
        ListFormat::Json => print_json(&answers)?,
        ListFormat::Text => print(&answers.iter().map(shown).collect::<Vec<_>>().join("\n"))?,
    }
    Ok(0)
}

fn answer(graph: &Graph, why: &Why) -> Answer {
    let package = graph.package(why.package);
    Answer {
        ecosystem: package.ecosystem.name(),
        name: package.name.to_string(),
        version: package.version.to_string(),
        path: graph.describe_path(&why.path),
        dependents: why
            .dependents
            .iter()
            .map(|dependent| Dependent {
                package: graph.package(dependent.package).to_string(),
                requirement: dependent.requirement.clone(),
                sets_version: dependent.sets_version,
                path: graph.describe_path(&dependent.path),
            })
            .collect(),
    }
}

fn shown(answer: &Answer) -> String {
    let mut text = format!("{} {}\n", answer.name, answer.version);
    let mut line = |args: std::fmt::Arguments<'_>| {
        writeln!(text, "  {args}").expect("a String can always be written");
    };
    match answer.path.len() {
        0 => line(format_args!("no member reaches it")),
        1 => line(format_args!("it is a member")),
        _ => line(format_args!("shortest path: {}", answer.path.join(" -> "))),
    }
    for dependent in &answer.dependents {
        let requirement = dependent
            .requirement
            .as_deref()
            .unwrap_or("an unknown requirement");
        let sets = if dependent.sets_version {
            ", sets the lowest version"
        } else {
            ""
        };
        line(format_args!(
            "required by {} with {requirement}{sets}",
            dependent.package
        ));
    }
    text
}

fn unknown(package: &str, name: &str, loaded: &Loaded) -> Failure {
    let names: Vec<&str> = loaded
        .graphs()
        .flat_map(|graph| graph.names().map(|(_, name, _)| name))
        .collect();
    let failure = Failure::new(format_args!("`{package}` is not in the graph"));
    if names.contains(&name) {
        return failure.with_hint(format_args!(
            "`upsafe deps why {name}` shows the versions that are"
        ));
    }
    match closest(name, names) {
        Some(near) => failure.with_hint(format_args!("did you mean `{near}`?")),
        None => failure,
    }
}
