//! The modules of one repository require different versions of one dependency.

use std::collections::{BTreeMap, BTreeSet};

use upsafe_core::{Place, Sink, Subject, count};

use crate::{
    Deps, Evidence, GoFile, RepositoryModule,
    ecosystem::go::{
        ModulePath, NodeVersion, compare,
        modfile::{Replacement, Require},
    },
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/skewed-version", "skewed_version.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "modules of one repository require different versions of a dependency", check);

struct Stated<'e> {
    version: NodeVersion,
    /// What is built: the version, or what replaces it.
    built: String,
    file: &'e GoFile,
    place: Place,
}

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let repository = evidence.go_repository;
    let ignored = &evidence.settings.go.skew_ignore;
    let mut by_path: BTreeMap<&ModulePath, Vec<Stated<'_>>> = BTreeMap::new();
    let modules = repository.modules.iter();
    for module in modules.filter(|module| !is_tools(module, &repository.modules)) {
        for require in &module.require {
            let path = &require.module.path;
            let is_ignored = ignored.iter().any(|glob| glob.matches(path.as_str()));
            let stated = stated(module, require).filter(|_| !is_ignored);
            by_path.entry(path).or_default().extend(stated);
        }
    }
    for (path, mut stated) in by_path {
        let built: BTreeSet<&str> = stated.iter().map(|one| one.built.as_str()).collect();
        let n_versions = built.len();
        if n_versions < 2 {
            continue;
        }
        // The highest first: that is where the others should go.
        stated.sort_by(|a, b| compare(path, &b.version, &a.version));
        report(path, &stated, n_versions, sink);
    }
    if !repository.unread.is_empty() {
        let n = count(repository.unread.len(), "place");
        let first = &repository.unread[0];
        sink.limit(format!("{n} of the repository not judged: {first}"));
    }
}

/// Whether a module only holds tools: by the usual name of its folder, and no module of the repository
/// requires it, or is required by it. Nobody builds with it and another module together.
fn is_tools(module: &RepositoryModule, all: &[RepositoryModule]) -> bool {
    let requires = |from: &RepositoryModule, to: &RepositoryModule| {
        let mut require = from.require.iter();
        require.any(|require| Some(&require.module.path) == to.path.as_ref())
    };
    let mut folders = module.file.folder().split('/');
    folders.any(|folder| matches!(folder, "tools" | "tool"))
        && !all
            .iter()
            .any(|other| requires(module, other) || requires(other, module))
}

/// What a module builds for a requirement; nothing where a folder stands in for it, whose version
/// says nothing.
fn stated<'e>(module: &'e RepositoryModule, require: &Require) -> Option<Stated<'e>> {
    let version = require.module.version.clone()?;
    let of_path = || {
        module
            .replace
            .iter()
            .filter(|replace| replace.path == require.module.path)
    };
    let replace = of_path()
        .find(|replace| replace.version.as_ref() == Some(&version))
        .or_else(|| of_path().find(|replace| replace.version.is_none()));
    let built = match replace.map(|replace| &replace.with) {
        Some(Replacement::Directory(_)) => return None,
        Some(Replacement::Module(with)) if with.path == require.module.path => {
            with.version.as_ref()?.to_string()
        }
        Some(Replacement::Module(with)) => with.to_string(),
        None => version.to_string(),
    };
    Some(Stated {
        version,
        built,
        file: &module.file,
        place: module.file.place(require.version_span),
    })
}

fn report(path: &ModulePath, stated: &[Stated<'_>], n_versions: usize, sink: &mut Sink<'_>) {
    let mut by_built: Vec<(&str, Vec<&Stated<'_>>)> = Vec::new();
    for one in stated {
        match by_built.iter_mut().find(|(built, _)| *built == one.built) {
            Some((_, same)) => same.push(one),
            None => by_built.push((&one.built, vec![one])),
        }
    }
    let versions = listed(by_built.iter().map(|(built, _)| built));
    let message = format!(
        "the modules of this repository require `{path}` in {n_versions} versions: {versions}"
    );
    let subject = Subject::package("go", path.as_str(), None);
    let finding = sink.report(subject, message);
    finding.copies(n_versions);
    for (_, same) in by_built.iter().rev() {
        if let [first, rest @ ..] = &same[..] {
            let label = match rest.len() {
                0 => String::new(),
                n => format!("and in {}", count(n, "more module")),
            };
            finding.at(first.place.clone(), label);
        }
    }
    if let [(highest, _), lower @ ..] = &by_built[..] {
        let mut folders: Vec<&str> = lower
            .iter()
            .flat_map(|(_, same)| same.iter().map(|one| one.file.folder()))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        if highest.starts_with('v') {
            finding.help_command(
                format!("go get {path}@{highest}"),
                format!("in {} takes the highest of them", listed(folders)),
            );
        } else {
            finding.help(format!("replace it alike in {}", listed(folders)));
        }
    }
}
