//! A dependency needs a newer Go than the go.mod says.

use upsafe_core::{Place, Sink, Subject};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{GoModule, ModulePath, NodeVersion, compare},
    graph::Ecosystem,
    wording::{because_path, first_step, limit_by_build_list, listed},
};

upsafe_core::rule!(Deps, "deps/go-version-raised", "go_version_raised.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "a dependency needs a newer Go than the `go` line says", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for go in evidence.go.iter().filter(|go| go.unknown.is_none()) {
        check_module(go, sink);
    }
    limit_by_build_list(sink, evidence);
}

/// The file with the `go` line that counts, the line, and where it stands.
fn stated(go: &GoEvidence) -> Option<(String, Option<NodeVersion>, Place)> {
    if let Some(work) = &go.workspace.work {
        let line = work.go_work.go.as_ref();
        let file = go.files.first()?;
        let version = line.map(|line| NodeVersion::new(&line.version));
        return Some(("go.work".to_owned(), version, Place::whole(file.source)));
    }
    let (main, file) = go.main_modules().next()?;
    let line = main.go_mod.go.as_ref();
    let place = line.map_or_else(|| Place::whole(file.source), |line| file.place(line.span));
    let version = line.map(|line| NodeVersion::new(&line.version));
    Some((file.name.clone(), version, place))
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let path = ModulePath::go();
    let Some((file, stated, place)) = stated(go) else {
        return;
    };
    let is_above = |version: &NodeVersion| {
        stated.as_ref().is_none_or(|stated| compare(&path, version, stated).is_gt())
    };
    let of_dependency = |from: &GoModule| {
        !from.path.is_toolchain()
            && !go.workspace.is_main(&from.path)
            && from.version.as_ref().is_some_and(|version| !version.is_main())
    };
    let mut needs: Vec<(&GoModule, &NodeVersion)> = go
        .edges
        .iter()
        .filter(|(from, to)| to.path == path && of_dependency(from))
        .filter_map(|(from, to)| Some((from, to.version.as_ref()?)))
        .filter(|(_, version)| is_above(version))
        .collect();
    needs.sort_by(|a, b| compare(&path, b.1, a.1).then_with(|| a.0.path.cmp(&b.0.path)));
    let Some(&(first, needed)) = needs.first() else {
        return;
    };
    let says = match &stated {
        Some(stated) => format!("`{file}` says Go `{stated}`"),
        None => format!("`{file}` has no `go` line"),
    };
    let message = format!("{says}, but `{first}` needs `{needed}`");
    let finding = sink.report(Subject::other("go-version", &file), message);
    finding.class(needed.as_str());
    let ids = go.graph.named(Ecosystem::Go, first.path.as_str());
    let way = ids.first().map(|id| go.graph.shortest_path(*id)).unwrap_or_default();
    finding.at(place, "the Go that is stated");
    finding.at_if(first_step(&go.graph, &way), "where it comes in");
    because_path(finding, &go.graph, &way);
    let mut others: Vec<String> = needs[1..]
        .iter()
        .map(|(module, version)| format!("{module} ({version})"))
        .collect();
    others.dedup();
    if !others.is_empty() {
        finding.because(format!("so do {}", listed(others)));
    }
    finding.help_command(
        format!("go get go@{needed}"),
        "states it; else take a version of the module that needs less",
    );
}
