//! A dependency requires a version that is excluded here, and gets a lower one.

use std::collections::BTreeSet;

use upsafe_core::{Sink, Subject};

use crate::{
    Deps, Evidence, GoEvidence,
    ecosystem::go::{Actual, compare, modfile::Require},
    wording::{limit_by_build_list, limit_by_go_mod, listed},
};

upsafe_core::rule!(Deps, "deps/excluded-version", "excluded_version.md",
    level: Warning, since: "0.1.0", aliases: &[],
    summary: "a dependency requires a version that is excluded, and gets a lower one", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for go in evidence.go.iter().filter(|go| go.unknown.is_none()) {
        check_module(go, sink);
    }
    limit_by_build_list(sink, evidence);
    limit_by_go_mod(sink, evidence);
}

fn check_module(go: &GoEvidence, sink: &mut Sink<'_>) {
    let mut seen = BTreeSet::new();
    for (main, file) in go.main_modules() {
        for exclude in &main.go_mod.exclude {
            let path = &exclude.module.path;
            let Some(version) = &exclude.module.version else {
                continue;
            };
            let selected = go.selected(path);
            let is_lower = selected
                .as_ref()
                .is_none_or(|selected| compare(path, selected, version).is_lt());
            let is_it = |require: &Require| require.module == exclude.module;
            let mut users: Vec<String> = go
                .modules
                .iter()
                .filter(|(_, facts)| facts.require.iter().any(is_it))
                .map(|(user, facts)| match &facts.actual {
                    Actual::Module(module) => module.to_string(),
                    Actual::Directory(_) => user.to_string(),
                })
                .collect();
            let of_main = go
                .main_modules()
                .filter(|(main, _)| main.go_mod.require.iter().any(is_it));
            users.extend(of_main.map(|(main, _)| main.path.to_string()));
            if users.is_empty() || !is_lower || !seen.insert((path, version.as_str())) {
                continue;
            }
            let require = if users.len() == 1 {
                "requires"
            } else {
                "require"
            };
            let gets = match &selected {
                Some(selected) => format!("`{selected}` is built"),
                None => "the module is not built at all".to_owned(),
            };
            let message = format!(
                "{} {require} `{path} {version}`, which is excluded here: {gets}",
                listed(users)
            );
            let subject = Subject::package("go", path.as_str(), Some(version.as_str()));
            let finding = sink.report(subject, message);
            finding.at(file.place(exclude.version_span), "excluded here");
            finding
                .because("an excluded requirement is dropped, no higher version takes its place");
            finding.help(format!("require a version of `{path}` above `{version}`"));
        }
    }
}
