//! Packages come from a git repository that is not allowed.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject, count};

use crate::{
    Deps, Evidence,
    graph::{PackageId, PackageSource},
    wording::{because_path, first_step, listed},
};

upsafe_core::rule!(Deps, "deps/unknown-git", "unknown_git.md",
    level: Error, since: "0.1.0", aliases: &["cargo-deny:git-source-not-allowed"],
    summary: "packages come from a git repository that is not allowed", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let Some(allowed) = &evidence.settings.sources.git else {
        return;
    };
    for cargo in evidence.cargo {
        let graph = &cargo.graph;
        let mut packages: BTreeMap<String, Vec<PackageId>> = BTreeMap::new();
        for (id, package) in graph.packages() {
            if let PackageSource::Git { url, .. } = &package.source {
                packages.entry(plain(url)).or_default().push(id);
            }
        }
        packages.retain(|url, _| !allowed.iter().any(|glob| glob.matches(url)));
        for (url, ids) in packages {
            let verb = if ids.len() == 1 { "comes" } else { "come" };
            let message = format!(
                "{} {verb} from the git repository `{url}`, which is not allowed",
                count(ids.len(), "package")
            );
            let path = graph.shortest_path(ids[0]);
            let finding = sink
                .report(Subject::other("git", &url), message)
                .copies(ids.len());
            finding.at_if(first_step(graph, &path), "brings it in");
            let entry = cargo
                .lock_entry(ids[0])
                .and_then(|entry| entry.source_span.as_ref());
            if let Some(span) = entry {
                finding.at(cargo.lock.place(span), "the commit that is locked");
            }
            let names = listed(ids.iter().map(|id| graph.package(*id).to_string()));
            finding.because(format!("from there: {names}"));
            because_path(finding, graph, &path);
            finding.help("take a released version from a registry");
            finding.help(format!(
                "allow it: add `\"{url}\"` to `git` of `[deps.sources]` in upsafe.toml"
            ));
        }
    }
}

/// The repository without scheme, user, `.git` and slash at the end: `github.com/owner/name`.
fn plain(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    match path {
        "" => host.to_ascii_lowercase(),
        path => format!("{}/{path}", host.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn repositories_are_named_plainly() {
        for url in [
            "https://github.com/o/r",
            "https://GitHub.com/o/r.git",
            "ssh://git@github.com/o/r/",
            "https://user:secret@github.com/o/r.git/",
        ] {
            assert_eq!(plain(url), "github.com/o/r", "{url}");
        }
        assert_eq!(plain("file:///srv/r.git"), "/srv/r");
        assert_eq!(plain("nonsense"), "nonsense");
    }
}
