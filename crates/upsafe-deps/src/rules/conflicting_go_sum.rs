//! A go.sum has two hashes for one thing.

use upsafe_core::{Sink, Subject};

use crate::{Deps, Evidence, ecosystem::go::sum::OddityKind};

upsafe_core::rule!(Deps, "deps/conflicting-go-sum", "conflicting_go_sum.md",
    level: Error, since: "0.1.0", aliases: &[],
    summary: "a go.sum has two different hashes for one module version", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for sum in evidence.go.iter().flat_map(|go| &go.sums) {
        let Some(file) = &sum.file else { continue };
        let mut keys: Vec<_> = sum
            .sum
            .oddities
            .iter()
            .filter_map(|oddity| match &oddity.kind {
                OddityKind::Conflict { key, .. } => Some(key),
                _ => None,
            })
            .collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let mut lines: Vec<_> = sum.sum.of(key).collect();
            let mut seen = Vec::new();
            lines.retain(|line| {
                let is_new = !seen.contains(&line.hash);
                seen.push(line.hash.clone());
                is_new
            });
            let n = lines.len();
            let message = format!("`{key}` has {n} different hashes in `{}`", file.name);
            let version = key.version.as_str();
            let subject = Subject::package("go", key.path.as_str(), Some(version));
            let finding = sink.report(subject, message);
            finding.class(format!("{} {:?}", file.name, key.kind));
            for line in lines {
                finding.at(file.place(line.hash_span), "");
            }
            finding.because("`go build` accepts content that fits any one of them");
            finding.help_command(
                format!("go mod download {}@{version}", key.path),
                "writes the true line again, once all of them are taken out",
            );
        }
    }
}
