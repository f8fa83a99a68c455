//! A go.mod replaces modules by folders that others do not have.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject};

use crate::{Deps, Evidence, GoEvidence, LocalReplace, ReplaceFolder, wording::listed};

upsafe_core::rule!(Deps, "deps/local-replace", "local_replace.md",
    level: Error, since: "0.1.0", aliases: &["gomoddirectives:replace"],
    summary: "a go.mod replaces a module by a local folder", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let is_release = evidence.settings.go.release;
    let mut by_file: BTreeMap<&str, Vec<&LocalReplace>> = BTreeMap::new();
    for go in evidence.go {
        for local in &go.local {
            // A clone has the folders of its own repository, and a line for what is not built does
            // nothing: until a release they are no harm.
            let is_harm = local.folder != ReplaceFolder::Repository && is_built(go, local);
            if is_release || is_harm {
                by_file.entry(&local.file.name).or_default().push(local);
            }
        }
    }
    for (name, mut lines) in by_file {
        // A go.mod that is named twice, alone and by its go.work.
        lines.dedup_by_key(|local| local.replace.span.line);
        report(name, &lines, is_release, sink);
    }
}

fn is_built(go: &GoEvidence, local: &LocalReplace) -> bool {
    let selected = go.selected(&local.replace.path);
    selected.is_some() && (local.replace.version.is_none() || local.replace.version == selected)
}

fn report(name: &str, lines: &[&LocalReplace], is_release: bool, sink: &mut Sink<'_>) {
    let Some(first) = lines.first() else { return };
    let names = listed(lines.iter().map(|local| local.replace.path.as_str()));
    let by = match lines.len() {
        1 => "a local folder",
        _ => "local folders",
    };
    let message = format!("`{}` replaces {names} by {by}", first.module);
    let finding = sink.report(Subject::file(name), message);
    finding.copies(lines.len());
    for local in lines {
        let label = match local.folder {
            ReplaceFolder::Repository => "",
            ReplaceFolder::Elsewhere => "outside of the repository",
            ReplaceFolder::Missing => "there is no go.mod in it",
        };
        finding.at(local.file.place(local.replace.with_span), label);
    }
    if is_release {
        finding.because(
            "who requires this module does not inherit the line, and `go install` with a version \
             refuses the module",
        );
        finding.help(
            "tag what the folders hold, require those versions and drop the lines; a go.work joins \
             the folders for work on them",
        );
    } else {
        finding.because("a clone of this repository does not have the folder, and does not build");
        finding.help("name the folder in a go.work that is not committed, and drop the line here");
    }
}
