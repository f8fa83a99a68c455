//! go.sum has lines that vouch for nothing in the module graph.

use std::collections::{BTreeMap, BTreeSet};

use upsafe_core::{Sink, Subject, count};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{
        ModulePath, NodeVersion, compare,
        modfile::{Replacement, Span},
        sum::OddityKind,
    },
    wording::{limit_by_build_list, listed},
};

upsafe_core::rule!(Deps, "deps/stale-go-sum", "stale_go_sum.md",
    level: Info, since: "0.1.0", aliases: &[],
    summary: "go.sum has lines for nothing in the module graph", check);

/// `go mod tidy` keeps the lines that the Go before the stated one needs: before this version that
/// Go reads another graph.
const SAME_GRAPH_SINCE: &str = "1.18";

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let mut open: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for go in evidence.go {
        check_module(go, sink);
        if let Some(reason) = another_graph(go) {
            let names = go
                .sums
                .iter()
                .filter_map(|sum| Some(&*sum.file.as_ref()?.name));
            open.entry(reason).or_default().extend(names);
        }
    }
    for (reason, names) in open.iter().filter(|(_, names)| !names.is_empty()) {
        let names = listed(names);
        sink.limit(format!(
            "lines of {names} for nothing in the graph not looked for: {reason}"
        ));
    }
    limit_by_build_list(sink, evidence);
}

/// Why go.sum is for another graph than the one that was read.
fn another_graph(go: &GoEvidence) -> Option<&'static str> {
    if go.workspace.work.is_some() {
        return Some("a go.sum in a workspace is for its module alone");
    }
    let (main, _) = go.main_modules().next()?;
    let line = main.go_mod.go.as_ref();
    let since = NodeVersion::new(SAME_GRAPH_SINCE);
    let is_since =
        |stated: &str| compare(&ModulePath::go(), &NodeVersion::new(stated), &since).is_ge();
    match line.is_some_and(|line| is_since(&line.version)) {
        true => None,
        false => Some("with a `go` line below 1.18 a go.sum is for the graph of an older Go, too"),
    }
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let in_graph = in_graph(go);
    for sum in &go.sums {
        let Some(file) = &sum.file else { continue };
        let mut stale: Vec<(String, Span)> = Vec::new();
        if let Some(in_graph) = &in_graph {
            let lines = sum.sum.lines.iter().filter(|line| {
                let (path, version) = (line.key.path.as_str(), line.key.version.as_str());
                path != "golang.org/toolchain" && !in_graph.contains(&(path, version))
            });
            stale.extend(lines.map(|line| (line.key.to_string(), line.span)));
        }
        let odd = sum
            .sum
            .oddities
            .iter()
            .filter_map(|oddity| match &oddity.kind {
                OddityKind::Path(text)
                | OddityKind::Version(text)
                | OddityKind::Algorithm(text)
                | OddityKind::Hash(text) => Some((text.clone(), oddity.span)),
                _ => None,
            });
        stale.extend(odd);
        stale.sort_by_key(|(_, span)| span.line);
        let Some((_, first)) = stale.first() else {
            continue;
        };
        let n = count(stale.len(), "line");
        let names = listed(stale.iter().map(|(name, _)| name));
        let message = format!(
            "`{}` has {n} for nothing in the module graph: {names}",
            file.name
        );
        let finding = sink.report(Subject::file(&file.name), message);
        finding.copies(stale.len());
        finding.at(file.place(*first), "");
        finding.help_command("go mod tidy", "takes them out");
    }
}

/// Every version in the graph and what replaces it; none where go.sum is for another graph, and where
/// the graph is not known.
fn in_graph(go: &GoEvidence) -> Option<BTreeSet<(&str, &str)>> {
    let (main, _) = go.main_modules().next()?;
    if go.unknown.is_some() || another_graph(go).is_some() {
        return None;
    }
    let replacements = main
        .go_mod
        .replace
        .iter()
        .filter_map(|replace| match &replace.with {
            Replacement::Module(with) => Some(with),
            Replacement::Directory(_) => None,
        });
    let nodes = go.edges.iter().flat_map(|(from, to)| [from, to]);
    // What a go.mod names that is not up to date: another rule tells of it.
    let stated = main.go_mod.require.iter().map(|require| &require.module);
    let all = nodes.chain(replacements).chain(stated);
    let keys =
        all.filter_map(|module| Some((module.path.as_str(), module.version.as_ref()?.as_str())));
    Some(keys.collect())
}
