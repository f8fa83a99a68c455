//! go.sum has lines that vouch for nothing in the module graph.

use std::collections::BTreeSet;

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
    for go in evidence.go {
        check_module(go, sink);
    }
    limit_by_build_list(sink, evidence);
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
        let odd = sum.sum.oddities.iter().filter_map(|oddity| match &oddity.kind {
            OddityKind::Path(text)
            | OddityKind::Version(text)
            | OddityKind::Algorithm(text)
            | OddityKind::Hash(text) => Some((text.clone(), oddity.span)),
            _ => None,
        });
        stale.extend(odd);
        stale.sort_by_key(|(_, span)| span.line);
        let Some((_, first)) = stale.first() else { continue };
        let n = count(stale.len(), "line");
        let names = listed(stale.iter().map(|(name, _)| name));
        let message = format!("`{}` has {n} for nothing in the module graph: {names}", file.name);
        let finding = sink.report(Subject::file(&file.name), message);
        finding.copies(stale.len());
        finding.at(file.place(*first), "");
        finding.help_command("go mod tidy", "takes them out");
    }
}

/// Every version in the graph and what replaces it, where go.sum is for this graph and for no other:
/// the go.sum of a module in a go.work is for the module alone.
fn in_graph(go: &GoEvidence) -> Option<BTreeSet<(&str, &str)>> {
    let (main, _) = go.main_modules().next()?;
    let line = main.go_mod.go.as_ref()?;
    let (stated, since) = (NodeVersion::new(&line.version), NodeVersion::new(SAME_GRAPH_SINCE));
    let is_same = compare(&ModulePath::go(), &stated, &since).is_ge();
    if go.unknown.is_some() || go.workspace.work.is_some() || !is_same {
        return None;
    }
    let replacements = main.go_mod.replace.iter().filter_map(|replace| match &replace.with {
        Replacement::Module(with) => Some(with),
        Replacement::Directory(_) => None,
    });
    let nodes = go.edges.iter().flat_map(|(from, to)| [from, to]);
    let all = nodes.chain(replacements);
    Some(all.filter_map(|module| Some((module.path.as_str(), module.version.as_ref()?.as_str()))).collect())
}
