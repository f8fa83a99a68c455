//! A dependency needs a newer Go than the go.mod says.

use upsafe_core::{Place, Sink, Subject};

use crate::{
    Deps, Evidence, GoEvidence, GoFile,
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

/// The `go` line that counts.
struct Stated<'e> {
    file: &'e GoFile,
    version: Option<NodeVersion>,
    place: Place,
}

fn stated(go: &GoEvidence) -> Option<Stated<'_>> {
    let (line, file) = match (&go.workspace.work, &go.work_file) {
        (Some(work), Some(file)) => (work.go_work.go.as_ref(), file),
        _ => {
            let (main, file) = go.main_modules().next()?;
            (main.go_mod.go.as_ref(), file)
        }
    };
    Some(Stated {
        file,
        version: line.map(|line| NodeVersion::new(&line.version)),
        place: line.map_or_else(|| Place::whole(file.source), |line| file.place(line.span)),
    })
}

/// Who needs a newer Go than is stated, who needs most first. A go.work must state what its own
/// modules need, too.
fn needs<'e>(go: &'e GoEvidence, stated: &Stated<'_>) -> Vec<(&'e GoModule, &'e NodeVersion)> {
    let path = ModulePath::go();
    let is_above = |version: &NodeVersion| {
        let stated = stated.version.as_ref();
        stated.is_none_or(|stated| compare(&path, version, stated).is_gt())
    };
    let of_others = |from: &GoModule| {
        !from.path.is_toolchain() && (go.workspace.work.is_some() || !is_main(go, from))
    };
    let of_go = go
        .edges
        .iter()
        .filter(|(from, to)| to.path == path && of_others(from));
    let mut needs: Vec<_> = of_go
        .filter_map(|(from, to)| Some((from, to.version.as_ref()?)))
        .filter(|(_, version)| is_above(version))
        .collect();
    needs.sort_by(|a, b| {
        let by_need = compare(&path, b.1, a.1);
        by_need.then_with(|| a.0.path.cmp(&b.0.path))
    });
    needs.dedup();
    needs
}

fn is_main(go: &GoEvidence, module: &GoModule) -> bool {
    go.workspace.is_main(&module.path)
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let Some(stated) = stated(go) else { return };
    let needs = needs(go, &stated);
    let [(first, needed), others @ ..] = &needs[..] else {
        return;
    };
    let name = &stated.file.name;
    let says = match &stated.version {
        Some(version) => format!("`{name}` says Go `{version}`"),
        None => format!("`{name}` has no `go` line"),
    };
    let message = format!("{says}, but `{}` needs `{needed}`", shown(go, first));
    let finding = sink.report(Subject::other("go-version", name), message);
    finding.class(needed.as_str());
    let ids = go.graph.named(Ecosystem::Go, first.path.as_str());
    let way = ids.first().map(|id| go.graph.shortest_path(*id));
    let way = way.unwrap_or_default();
    finding.at(stated.place, "the Go that is stated");
    finding.at_if(first_step(&go.graph, &way), "where it comes in");
    because_path(finding, &go.graph, &way);
    let mut others: Vec<String> = others
        .iter()
        .map(|(module, version)| format!("{} ({version})", shown(go, module)))
        .collect();
    others.dedup();
    if !others.is_empty() {
        finding.because(format!("newer than stated, too: {}", listed(others)));
    }
    let otherwise = "states it; else take a version of the module that needs less";
    if go.workspace.work.is_none() {
        finding.because("`go build` refuses with \"updates to go.mod needed\"");
        finding.help_command(format!("go get go@{needed}"), otherwise);
        return;
    }
    finding.because(match needs.iter().any(|(module, _)| is_main(go, module)) {
        true => "`go` refuses a go.work that states less than one of its modules",
        false => "in a workspace `go` takes the newer one without a word",
    });
    finding.help_command(format!("go work edit -go={needed}"), otherwise);
}

fn shown(go: &GoEvidence, module: &GoModule) -> String {
    match is_main(go, module) {
        true => module.path.to_string(),
        false => module.to_string(),
    }
}
