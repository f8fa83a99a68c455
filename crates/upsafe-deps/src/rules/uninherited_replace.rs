//! A dependency replaces or excludes a module for itself, and we build with that module.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject};
use upsafe_version::go::Version;

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{Actual, GoModule, ModulePath, NodeVersion, modfile::Replacement},
    graph::Ecosystem,
    wording::{because_way, limit_by_build_list, limit_by_go_mod, listed},
};

upsafe_core::rule!(Deps, "deps/uninherited-replace", "uninherited_replace.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "a dependency replaces or excludes a module that is built here as it is", check);

/// What a dependency does to a module in its own builds.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Done {
    Replaced(String),
    Excluded,
}

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for go in evidence.go.iter().filter(|go| go.unknown.is_none()) {
        for ((path, done), by) in &lost(go) {
            report(go, path, done, by, sink);
        }
    }
    limit_by_build_list(sink, evidence);
    limit_by_go_mod(sink, evidence);
}

type Lost<'e> = BTreeMap<(&'e ModulePath, Done), Vec<&'e ModulePath>>;

fn lost(go: &GoEvidence) -> Lost<'_> {
    let mut lost: Lost<'_> = BTreeMap::new();
    for (by, facts) in &go.modules {
        // A folder that stands in for a module is worked on here.
        if matches!(facts.actual, Actual::Directory(_)) {
            continue;
        }
        for replace in &facts.replace {
            let path = &replace.path;
            let is_meant = is_built_as_it_is(go, path)
                && (replace.version.is_none() || replace.version == go.selected(path));
            let with = match &replace.with {
                Replacement::Directory(_) if by.is_beside(path) => continue,
                Replacement::Directory(folder) => format!("its folder `{folder}`"),
                Replacement::Module(with) if is_same(with, path, go.selected(path)) => continue,
                Replacement::Module(with) => format!("`{}`", shown(with)),
            };
            if is_meant {
                lost.entry((path, Done::Replaced(with)))
                    .or_default()
                    .push(by);
            }
        }
        for exclude in &facts.exclude {
            let path = &exclude.module.path;
            if is_built_as_it_is(go, path) && exclude.module.version == go.selected(path) {
                lost.entry((path, Done::Excluded)).or_default().push(by);
            }
        }
    }
    lost
}

/// Whether a replacement is what is selected: the same version, or the same commit by another name of
/// the repository.
fn is_same(with: &GoModule, path: &ModulePath, selected: Option<NodeVersion>) -> bool {
    let is_pseudo = |version: &NodeVersion| {
        Version::parse(version.as_str()).is_ok_and(|version| version.is_pseudo())
    };
    with.version == selected && (with.path == *path || selected.as_ref().is_some_and(is_pseudo))
}

/// Whether a module is selected, and nothing stands in for it here.
fn is_built_as_it_is(go: &GoEvidence, path: &ModulePath) -> bool {
    let is_replaced = |facts: &crate::GoModuleFacts| match &facts.actual {
        Actual::Module(module) => module.path != *path || module.version != go.selected(path),
        Actual::Directory(_) => true,
    };
    go.selected(path).is_some() && !go.modules.get(path).is_some_and(is_replaced)
}

fn report(
    go: &GoEvidence,
    path: &ModulePath,
    done: &Done,
    by: &[&ModulePath],
    sink: &mut Sink<'_>,
) {
    let Some(version) = go.selected(path) else {
        return;
    };
    let names = listed(by.iter().map(|by| by.as_str()));
    let (verb, has) = match by.len() {
        1 => ("replaces", "excludes"),
        _ => ("replace", "exclude"),
    };
    let message = match done {
        Done::Replaced(with) => {
            format!("{names} {verb} `{path}` by {with}, here `{version}` itself is built")
        }
        Done::Excluded => format!("{names} {has} `{path} {version}`, which is built here"),
    };
    let finding = sink.report(Subject::package("go", path.as_str(), None), message);
    finding.class(match done {
        Done::Replaced(with) => with.as_str(),
        Done::Excluded => "exclude",
    });
    let first = by
        .first()
        .map(|by| go.graph.named(Ecosystem::Go, by.as_str()));
    if let Some(&[id, ..]) = first {
        let way = go.graph.shortest_path(id);
        finding.at_if(crate::wording::first_step(&go.graph, &way), "");
        because_way(finding, &go.graph, id);
    }
    finding.because("only the main module's `replace` and `exclude` lines hold");
    finding.help(match done {
        Done::Replaced(with) if with.starts_with('`') => {
            format!(
                "`replace {path} => {}` here, or test that it works without",
                with.trim_matches('`')
            )
        }
        Done::Replaced(_) => "test that it works without the folder, or replace it here".to_owned(),
        Done::Excluded => format!("`exclude {path} {version}` here, or test that it works with it"),
    });
}

fn shown(module: &GoModule) -> String {
    match &module.version {
        Some(version) => format!("{} {version}", module.path),
        None => module.path.to_string(),
    }
}
