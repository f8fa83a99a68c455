//! go.sum lacks lines without which `go` refuses to work.

use std::collections::BTreeSet;

use upsafe_core::{Place, Sink, Subject, count};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{
        Actual, GoModule,
        modfile::Replacement,
        sum::{SumKey, SumKind},
    },
    wording::{limit_by_build_list, listed},
};

upsafe_core::rule!(Deps, "deps/missing-go-sum", "missing_go_sum.md",
    level: Error, since: "0.1.0", aliases: &[],
    summary: "go.sum lacks a line that the build needs", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    // With a vendor folder nothing is downloaded, so nothing is compared.
    for go in evidence.go.iter().filter(|go| go.vendor.is_none()) {
        check_module(go, sink);
    }
    limit_by_build_list(sink, evidence);
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let recorded: BTreeSet<&SumKey> =
        go.sums.iter().flat_map(|sum| &sum.sum.lines).map(|line| &line.key).collect();
    let needed = needed(go);
    let missing: Vec<&SumKey> = needed.iter().filter(|key| !recorded.contains(key)).collect();
    let (Some((_, file)), false) = (go.main_modules().next(), missing.is_empty()) else {
        return;
    };
    let sum = go.sums.iter().rev().find_map(|sum| sum.file.as_ref());
    let names = listed(missing.iter().map(|key| key.to_string()));
    let n = count(missing.len(), "line");
    let message = match sum {
        Some(sum) => format!("`{}` lacks {n} that the build needs: {names}", sum.name),
        None => format!("there is no go.sum, which needs {n}: {names}"),
    };
    let name = sum.map_or(&file.name, |sum| &sum.name);
    let finding = sink.report(Subject::file(name), message);
    finding.copies(missing.len());
    finding.at(Place::whole(sum.map_or(file.source, |sum| sum.source)), "");
    match &go.workspace.work {
        Some(_) => finding.help_command("go mod download", "adds them to the go.work.sum"),
        None => finding.help_command("go mod tidy", "adds them, with the checksum database on"),
    };
}

/// The go.mod of every module that the graph is read from, and the whole of every module that a
/// main module imports from: what else is imported is not known without the source.
fn needed(go: &GoEvidence) -> BTreeSet<SumKey> {
    let mut needed = BTreeSet::new();
    let mut need = |module: &GoModule, kind: SumKind| {
        let is_main = module.version.as_ref().is_none_or(|version| version.is_main());
        if is_main || module.path.is_toolchain() || go.workspace.is_main(&module.path) {
            return;
        }
        if let Some(GoModule { path, version: Some(version) }) = actual(go, module) {
            needed.insert(SumKey::new(path, version, kind));
        }
    };
    for (from, to) in &go.edges {
        need(from, SumKind::GoMod);
        // Of the modules behind these only some are read: a pruned graph does not need them.
        if go.workspace.is_main(&from.path) {
            need(to, SumKind::GoMod);
        }
    }
    for (main, _) in go.main_modules() {
        for require in main.go_mod.require.iter().filter(|require| !require.indirect) {
            let version = go.selected(&require.module.path);
            let path = require.module.path.clone();
            if let Some(version) = version.filter(|_| go.unknown.is_none()) {
                need(&GoModule::new(path, version), SumKind::Zip);
            } else if go.unknown.is_some() {
                need(&require.module, SumKind::Zip);
            }
        }
    }
    needed
}

/// What is downloaded for a module; nothing where a folder stands in for it.
fn actual(go: &GoEvidence, module: &GoModule) -> Option<GoModule> {
    let work = go.workspace.work.iter().flat_map(|work| &work.go_work.replace);
    let main = go.workspace.main.iter().flat_map(|main| &main.go_mod.replace);
    let of_path: Vec<_> = work.chain(main).filter(|replace| replace.path == module.path).collect();
    let replace = of_path
        .iter()
        .find(|replace| replace.version.is_some() && replace.version == module.version)
        .or_else(|| of_path.iter().find(|replace| replace.version.is_none()));
    let actual = match replace.map(|replace| &replace.with) {
        Some(Replacement::Directory(_)) => return None,
        Some(Replacement::Module(with)) => Actual::Module(with.clone()),
        None => Actual::Module(module.clone()),
    };
    match actual {
        Actual::Module(module) => Some(module),
        Actual::Directory(_) => None,
    }
}
