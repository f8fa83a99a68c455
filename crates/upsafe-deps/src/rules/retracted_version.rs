//! A selected version was retracted by its author.

use upsafe_core::{Sink, Subject};

use crate::{
    Deps, Evidence,
    ecosystem::go::{Actual, GoModule, compare, modfile::Retract},
    graph::Ecosystem,
    wording::{because_way, first_step, limit_by_build_list, limit_by_go_mod},
};

upsafe_core::rule!(Deps, "deps/retracted-version", "retracted_version.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "a selected version was retracted by its author", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for go in evidence.go {
        for (path, facts) in &go.modules {
            let (Some(version), Some((latest, retracted))) = (go.selected(path), &facts.latest)
            else {
                continue;
            };
            let module = GoModule::new(path.clone(), version.clone());
            let covers = |retract: &&Retract| {
                compare(path, &retract.low, &version).is_le()
                    && compare(path, &version, &retract.high).is_le()
            };
            let Some(retract) = retracted.iter().find(covers) else {
                continue;
            };
            if facts.actual != Actual::Module(module) {
                continue;
            }
            let why = retract
                .rationale
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let message = match why.is_empty() {
                true => format!("`{path} {version}` was retracted"),
                false => format!("`{path} {version}` was retracted: {why}"),
            };
            let subject = Subject::package("go", path.as_str(), Some(version.as_str()));
            let finding = sink.report(subject, message);
            if let Some(&id) = go.graph.named(Ecosystem::Go, path.as_str()).first() {
                let way = go.graph.shortest_path(id);
                finding.at_if(first_step(&go.graph, &way), "");
                because_way(finding, &go.graph, id);
            }
            finding.because(format!(
                "the go.mod of `{latest}` says so, the newest that is known"
            ));
            let is_out = retracted.iter().all(|retract| {
                compare(path, latest, &retract.low).is_lt()
                    || compare(path, &retract.high, latest).is_lt()
            });
            match is_out && compare(path, &version, latest).is_lt() {
                true => finding.help_command(
                    format!("go get {path}@{latest}"),
                    "takes one that is not retracted",
                ),
                false => finding.help_command(
                    format!("go list -m -versions {path}"),
                    "names the versions that are not retracted",
                ),
            };
        }
    }
    limit_by_build_list(sink, evidence);
    limit_by_go_mod(sink, evidence);
}
