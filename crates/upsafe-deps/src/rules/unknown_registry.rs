//! Packages come from a registry that is not allowed.

use std::collections::BTreeMap;

use upsafe_config::{Glob, Spanned};
use upsafe_core::{Sink, Subject, count};

use crate::{
    Deps, Evidence,
    ecosystem::cargo::index::{CRATES_IO, canonical},
    graph::{PackageId, PackageSource},
    wording::{because_way, listed},
};

upsafe_core::rule!(Deps, "deps/unknown-registry", "unknown_registry.md",
    level: Error, since: "0.1.0", aliases: &["cargo-deny:source-not-allowed"],
    summary: "packages come from a registry that is not allowed", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let allowed = evidence.settings.sources.registries.as_deref();
    for cargo in evidence.cargo {
        let mut packages: BTreeMap<&str, Vec<PackageId>> = BTreeMap::new();
        for (id, package) in cargo.graph.packages() {
            let url = match &package.source {
                PackageSource::Registry(url) => canonical(url),
                PackageSource::Other(text) => text,
                _ => continue,
            };
            if !is_allowed(url, allowed) {
                packages.entry(url).or_default().push(id);
            }
        }
        for (url, ids) in packages {
            let graph = &cargo.graph;
            let verb = if ids.len() == 1 { "comes" } else { "come" };
            let message = format!(
                "{} {verb} from registry `{url}`, which is not allowed",
                count(ids.len(), "package")
            );
            let finding = sink
                .report(Subject::other("registry", url), message)
                .copies(ids.len());
            let entry = ids.first().and_then(|id| cargo.lock_entry(*id));
            if let Some(span) = entry.and_then(|entry| entry.source_span.as_ref()) {
                finding.at(cargo.lock.place(span), "the first of them");
            }
            let names = listed(ids.iter().map(|id| graph.package(*id).to_string()));
            finding.because(format!("from there: {names}"));
            because_way(finding, graph, ids[0]);
            finding.help(format!(
                "allow it: add `\"{url}\"` to `registries` of `[deps.sources]` in upsafe.toml"
            ));
        }
    }
}

fn is_allowed(url: &str, allowed: Option<&[Spanned<Glob>]>) -> bool {
    let is_public = url == CRATES_IO;
    let Some(allowed) = allowed else {
        return is_public;
    };
    let plain = url.split_once("://").map_or(url, |(_, rest)| rest);
    allowed.iter().any(|glob| {
        let named = canonical(glob.as_str()) == url;
        named || glob.matches(url) || glob.matches(plain) || is_public && glob.matches("crates.io")
    })
}
