//! A go.mod or vendor/modules.txt does not say what is built.

use std::collections::BTreeMap;

use upsafe_core::{Place, Sink, Subject, count};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{GoModule, ModulePath, modfile::Require},
    wording::{limit_by_build_list, listed},
};

upsafe_core::rule!(Deps, "deps/untidy-manifest", "untidy_manifest.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "a go.mod or vendor/modules.txt does not state what is selected", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for go in evidence.go {
        if let Some(updated) = &go.updated_roots {
            check_roots(go, updated, sink);
        }
        check_vendor(go, sink);
    }
    limit_by_build_list(sink, evidence);
}

fn check_roots(go: &GoEvidence, updated: &[GoModule], sink: &mut Sink<'_>) {
    let Some((main, file)) = go.main_modules().next() else {
        return;
    };
    let mut stated: BTreeMap<&ModulePath, Vec<&Require>> = BTreeMap::new();
    for require in &main.go_mod.require {
        stated
            .entry(&require.module.path)
            .or_default()
            .push(require);
    }
    let mut changes = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for module in updated.iter().filter(|module| !module.path.is_toolchain()) {
        let Some(version) = &module.version else {
            continue;
        };
        let lines = stated.remove(&module.path).unwrap_or_default();
        let wrong = lines
            .iter()
            .find(|line| line.module.version.as_ref() != Some(version));
        match (wrong, lines.is_empty()) {
            (Some(line), _) => {
                let old = line
                    .module
                    .version
                    .as_ref()
                    .map_or("", |version| version.as_str());
                changes.push(format!("{} {old} -> {version}", module.path));
                places.push(file.place(line.version_span));
            }
            (None, true) => changes.push(format!("+ {} {version}", module.path)),
            (None, false) => {}
        }
    }
    for (path, lines) in stated {
        changes.push(format!("- {path}"));
        places.extend(lines.first().map(|line| file.place(line.version_span)));
    }
    if changes.is_empty() {
        // Only the `go` line is lower: another rule tells by whom.
        return;
    }
    let n = count(changes.len(), "line");
    let message = format!(
        "`{}` does not state what is selected, {n} would change: {}",
        file.name,
        listed(&changes)
    );
    let finding = sink.report(Subject::file(&file.name), message);
    finding.copies(changes.len());
    if places.is_empty() {
        places.push(Place::whole(file.source));
    }
    for place in places.into_iter().take(3) {
        finding.at(place, "");
    }
    finding.because("`go build` refuses with \"updates to go.mod needed\"");
    finding.help_command("go mod tidy", "states what is selected");
}

fn check_vendor(go: &GoEvidence, sink: &mut Sink<'_>) {
    let Some(vendor) = &go.vendor else { return };
    let [first, rest @ ..] = &vendor.mismatches[..] else {
        return;
    };
    let file = &vendor.file;
    let more = match rest.len() {
        0 => String::new(),
        n => format!(", and {}", count(n, "more contradiction")),
    };
    let message = format!("`{}` contradicts the go.mod: {first}{more}", file.name);
    let finding = sink.report(Subject::file(&file.name), message);
    finding.copies(vendor.mismatches.len());
    finding.at(Place::whole(file.source), "");
    for mismatch in rest.iter().take(3) {
        finding.because(mismatch.to_string());
    }
    let command = match &go.workspace.work {
        Some(_) => "go work vendor",
        None => "go mod vendor",
    };
    finding.help_command(command, "copies what the go.mod states");
}
