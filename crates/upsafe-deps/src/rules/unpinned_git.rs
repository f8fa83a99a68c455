//! A git dependency names no commit: the lock pins it, and every update of the lock may move it.

use std::collections::BTreeMap;

use upsafe_core::{Sink, Subject, count};

use crate::{
    Deps, Evidence,
    graph::{PackageId, PackageSource},
    wording::{because_path, first_step, listed},
};

upsafe_core::rule!(Deps, "deps/unpinned-git", "unpinned_git.md",
    level: Warning, since: "0.1.0", aliases: &["cargo-deny:git-source-underspecified"],
    summary: "a git dependency names no commit, so an update of the lock can move it", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    if !evidence.settings.sources.git_needs_rev {
        return;
    }
    for cargo in evidence.cargo {
        let graph = &cargo.graph;
        let mut packages: BTreeMap<(&str, &str, &str), Vec<PackageId>> = BTreeMap::new();
        for (id, package) in graph.packages() {
            if let PackageSource::Git {
                url,
                reference,
                commit,
            } = &package.source
                && !is_commit(reference)
            {
                packages
                    .entry((url, reference, commit))
                    .or_default()
                    .push(id);
            }
        }
        for ((url, reference, commit), ids) in packages {
            let first = graph.package(ids[0]);
            let path = graph.shortest_path(ids[0]);
            let asked = match reference.split_once('=') {
                None => "the default branch".to_owned(),
                Some((kind, name)) => format!("{kind} `{name}`"),
            };
            let what = match ids.len() {
                1 => format!("`{}` follows", first.name),
                n => format!("{} follow", count(n, "package")),
            };
            let message = format!("{what} {asked} of `{url}`, not one commit");
            let subject = Subject::other("git", &format!("{url}?{reference}"));
            let finding = sink.report(subject, message).copies(ids.len());
            let place = first_step(graph, &path);
            let in_lock = place.is_some_and(|place| place.source == cargo.lock.source);
            finding.at_if(
                place,
                if in_lock {
                    "requires it"
                } else {
                    "names no `rev`"
                },
            );
            let entry = cargo
                .lock_entry(ids[0])
                .and_then(|entry| entry.source_span.as_ref());
            if let Some(span) = entry {
                finding.at(
                    cargo.lock.place(span),
                    "what the lock holds until the next update",
                );
            }
            if ids.len() > 1 {
                let names = listed(ids.iter().map(|id| graph.package(*id).name.as_ref()));
                finding.because(format!("from there: {names}"));
            }
            because_path(finding, graph, &path);
            let steps = path.len();
            if steps == 2 {
                let key = reference.split_once('=').map(|(kind, _)| kind);
                let edit = match key {
                    None => format!("add `rev = \"{commit}\"` to the dependency"),
                    Some(key) => format!("replace `{key}` by `rev = \"{commit}\"`"),
                };
                finding.help(format!("{edit}, the commit that is locked now"));
            } else if steps > 2 {
                let from = graph.package(path[steps - 2]);
                finding.help(format!(
                    "`{}` declares it: pin it there, or with `[patch]`",
                    from.name
                ));
            }
        }
    }
}

/// Whether what a manifest asks for is one commit: a `rev` of at least seven hexadecimal digits.
fn is_commit(reference: &str) -> bool {
    let revision = reference.strip_prefix("rev=");
    revision.is_some_and(|revision| {
        (7..=64).contains(&revision.len()) && revision.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_commit;

    #[test]
    fn only_digits_of_a_digest_are_a_commit() {
        assert!(is_commit("rev=0123abc"));
        for reference in [
            "",
            "branch=main",
            "tag=v1.0.0",
            "rev=main",
            "rev=abc",
            "rev=refs/pull/1/head",
        ] {
            assert!(!is_commit(reference), "{reference}");
        }
    }
}
