//! A path dependency leads out of the tree that is checked.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use upsafe_core::{Place, Sink, Subject};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::manifest::{Dependency, Origin, relative},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/path-outside-workspace", "path_outside_workspace.md",
    level: Error, since: "0.1.0",
    summary: "a path dependency leads out of the tree that is checked", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    if evidence.settings.sources.path_outside_workspace {
        return;
    }
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

/// Who declares a dependency, and the dependency.
type Declared<'e> = Vec<(&'e str, &'e Dependency)>;

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let mut outside: BTreeMap<&PathBuf, Declared<'_>> = BTreeMap::new();
    let inside = |directory: &Path| directory.starts_with(&cargo.tree);
    let packages = cargo.manifest_packages().map(|(package, _)| package);
    for package in packages.filter(|package| inside(&package.directory)) {
        for dependency in &package.dependencies {
            if let Origin::Path(directory) = &dependency.origin
                && !inside(directory)
            {
                outside
                    .entry(directory)
                    .or_default()
                    .push((&package.name, dependency));
            }
        }
    }
    let patches = cargo
        .workspace
        .iter()
        .flat_map(|workspace| &workspace.patches);
    for patch in patches {
        if let Origin::Path(directory) = &patch.dependency.origin
            && !inside(directory)
        {
            outside
                .entry(directory)
                .or_default()
                .push(("[patch]", &patch.dependency));
        }
    }
    for (directory, declared) in outside {
        let Some(&(_, first)) = declared.first() else {
            continue;
        };
        let shown = relative(&cargo.tree, directory);
        let message = format!(
            "`{}` is taken from `{shown}`, outside of this tree",
            first.package
        );
        let subject = Subject::other("path", &shown);
        let mut places: Vec<&Place> = Vec::new();
        for (_, dependency) in &declared {
            let place = dependency
                .origin_place
                .as_ref()
                .unwrap_or(&dependency.place);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let finding = sink.report(subject, message).copies(places.len());
        for place in places {
            finding.at(place.clone(), "leads out");
        }
        let mut names: Vec<&str> = declared.iter().map(|(name, _)| *name).collect();
        names.dedup();
        finding.because(format!("declared by {}", listed(names)));
        finding.help("move it into this tree, or take it from git with a `rev` or from a registry");
        finding
            .help("allow it: `path-outside-workspace = true` in `[deps.sources]` of upsafe.toml");
    }
}
