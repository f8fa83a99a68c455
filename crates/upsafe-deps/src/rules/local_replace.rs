//! A go.mod replaces modules by folders of this machine.

use upsafe_core::{Level, Sink, Subject};

use crate::{Deps, Evidence, ecosystem::go::modfile::Replacement, wording::listed};

upsafe_core::rule!(Deps, "deps/local-replace", "local_replace.md",
    level: Error, since: "0.1.0", aliases: &["gomoddirectives:replace"],
    summary: "a go.mod replaces a module by a local folder", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let is_release = evidence.settings.go.release;
    for (main, file) in evidence.go.iter().flat_map(|go| go.main_modules()) {
        let local: Vec<_> = main
            .go_mod
            .replace
            .iter()
            .filter(|replace| matches!(replace.with, Replacement::Directory(_)))
            .collect();
        if local.is_empty() {
            continue;
        }
        let names = listed(local.iter().map(|replace| replace.path.as_str()));
        let by = match local.len() {
            1 => "a local folder",
            _ => "local folders",
        };
        let message = format!("`{}` replaces {names} by {by}", main.path);
        let finding = sink.report(Subject::file(&file.name), message);
        finding.copies(local.len());
        for replace in &local {
            finding.at(file.place(replace.with_span), "");
        }
        if !is_release {
            // Fine while one works on both; a configured level may still be lower.
            finding.level = finding.level.min(Level::Info);
        }
        finding.because(
            "who requires this module does not inherit it, and `go install` refuses the module",
        );
        finding.help(
            "before a release, tag what the folders hold, require those versions and drop the \
             lines; a go.work joins the folders for work on them",
        );
    }
}
