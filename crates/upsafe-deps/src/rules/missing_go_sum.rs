//! go.sum lacks lines without which `go` refuses to work.

use std::collections::{BTreeSet, HashSet};

use upsafe_core::{Place, Sink, Subject, count};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{
        Actual, GoModule, ModulePath, NodeVersion, ReplaceMap, compare,
        sum::{SumKey, SumKind},
    },
    wording::{limit_by_build_list, listed},
};

upsafe_core::rule!(Deps, "deps/missing-go-sum", "missing_go_sum.md",
    level: Error, since: "0.1.0", aliases: &[],
    summary: "go.sum lacks a line that `go` needs", check);

/// From this `go` line on a vendor folder is used unasked.
const VENDOR_SINCE: &str = "1.14";

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    // In a workspace `go` adds what is missing to the go.work.sum itself.
    let alone = evidence.go.iter().filter(|go| go.workspace.work.is_none());
    // What is vendored is not downloaded, so nothing is compared.
    for go in alone.filter(|go| !is_vendored(go)) {
        check_module(go, sink);
        limit_by_imports(go, sink);
    }
    limit_by_build_list(sink, evidence);
}

fn is_vendored(go: &GoEvidence) -> bool {
    let line = go
        .main_modules()
        .next()
        .and_then(|(main, _)| main.go_mod.go.as_ref());
    let (path, since) = (ModulePath::go(), NodeVersion::new(VENDOR_SINCE));
    let is_since =
        line.is_some_and(|line| compare(&path, &NodeVersion::new(&line.version), &since).is_ge());
    go.vendor.is_some() && is_since
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let lines = go.sums.iter().flat_map(|sum| &sum.sum.lines);
    let recorded: BTreeSet<&SumKey> = lines.map(|line| &line.key).collect();
    let needed = needed(go);
    let missing: Vec<&SumKey> = needed
        .iter()
        .filter(|key| !recorded.contains(key))
        .collect();
    let (Some((_, file)), false) = (go.main_modules().next(), missing.is_empty()) else {
        return;
    };
    let sum = go.sums.iter().find_map(|sum| sum.file.as_ref());
    let names = listed(missing.iter().map(ToString::to_string));
    let n = count(missing.len(), "line");
    let message = match sum {
        Some(sum) => format!("`{}` lacks {n} that `go` needs: {names}", sum.name),
        None => format!(
            "`{}` has no go.sum beside it, `go` needs {n}: {names}",
            file.name
        ),
    };
    let name = sum.map_or(&file.name, |sum| &sum.name);
    let finding = sink.report(Subject::file(name), message);
    finding.copies(missing.len());
    finding.at(Place::whole(sum.map_or(file.source, |sum| sum.source)), "");
    if missing.iter().any(|key| key.kind == SumKind::GoMod) {
        finding.because(
            "`go list -m all`, `go get` and every build that needs the whole graph read each \
             go.mod of it, and refuse with \"missing go.sum entry\"",
        );
    }
    if let Some(import) = go.imports.found.values().next() {
        let package = &import.package;
        finding.at(import.place.clone(), "imported here");
        finding.because(format!(
            "the build of what imports `{package}` refuses with \"missing go.sum entry\""
        ));
    }
    finding.help_command("go mod tidy", "adds them, with the checksum database on");
}

/// The go.mod of every module that the graph is read from, and the content of what is imported.
///
/// Where the go.mod is not up to date, `go` stops before it has the graph: then only what the go.mod
/// itself names is known to be needed.
fn needed(go: &GoEvidence) -> BTreeSet<SumKey> {
    let Some((main, _)) = go.main_modules().next() else {
        return BTreeSet::new();
    };
    let excluded: HashSet<_> = main
        .go_mod
        .exclude
        .iter()
        .map(|exclude| &exclude.module)
        .collect();
    let stated = main.go_mod.require.iter().map(|require| &require.module);
    let stated = stated.filter(|module| !excluded.contains(module) && module.path != main.path);
    let read = go.read.iter().filter(|_| go.updated_roots.is_none());
    let replaced = ReplaceMap::new(&main.go_mod.replace, &main.directory).unwrap_or_default();
    let go_mods = stated
        .chain(read)
        .filter_map(|module| match replaced.find(module) {
            Some(Actual::Directory(_)) => None,
            Some(Actual::Module(actual)) => key(actual, SumKind::GoMod),
            None => key(module, SumKind::GoMod),
        });
    let imported = go.imports.found.values();
    let zips = imported.filter_map(|import| key(&import.needed, SumKind::Zip));
    go_mods.chain(zips).collect()
}

fn key(module: &GoModule, kind: SumKind) -> Option<SumKey> {
    let version = module.version.clone()?;
    Some(SumKey::new(module.path.clone(), version, kind))
}

/// Says of which modules it is not known whether a line is needed.
fn limit_by_imports(go: &GoEvidence, sink: &mut Sink<'_>) {
    let imports = &go.imports;
    if let [first, ..] = &imports.unread[..] {
        let n = count(imports.unread.len(), "place");
        sink.limit(format!("imports not looked for in {n}: {first}"));
    }
    if !imports.open.is_empty() {
        let names = listed(imports.open.iter().map(ModulePath::as_str));
        sink.limit(format!(
            "go.sum has no line for the content of {names}; no file that is built on every platform \
             imports from it, so whether one is needed is not known"
        ));
    }
}
