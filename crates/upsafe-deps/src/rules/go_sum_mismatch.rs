//! What lies in the module cache is not what go.sum vouches for.

use upsafe_core::{Sink, Subject, count};

use crate::{Deps, Evidence, ecosystem::go::sum::SumKind};

upsafe_core::rule!(Deps, "deps/go-sum-mismatch", "go_sum_mismatch.md",
    level: Error, since: "0.1.0", aliases: &[],
    summary: "a module in the cache has another hash than go.sum records", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let (mut n_unread, mut n_absent) = (0, 0);
    let mut unread = None;
    let mut is_unknown = false;
    for sum in evidence.go.iter().flat_map(|go| &go.sums) {
        let Some(file) = &sum.file else { continue };
        let Some(verified) = &sum.verified else {
            is_unknown |= !sum.sum.lines.is_empty();
            continue;
        };
        for mismatch in &verified.mismatches {
            let key = &mismatch.key;
            let what = match key.kind {
                SumKind::GoMod => "the go.mod of ",
                SumKind::Zip => "",
            };
            let (path, version) = (key.path.as_str(), key.version.as_str());
            let message = format!(
                "{what}`{path} {version}` in the module cache is not what `{}` vouches for",
                file.name
            );
            let finding = sink.report(Subject::package("go", path, Some(version)), message);
            finding.class(format!("{} {:?}", file.name, key.kind));
            for line in &mismatch.lines {
                finding.at(file.place(line.hash_span), "the hash that is recorded");
            }
            finding.because(format!("the cache holds `{}`", mismatch.found));
            finding.help_command(
                "go clean -modcache",
                "empties the cache; if the hash still differs after a download, the module was \
                 changed at its origin or go.sum was",
            );
        }
        n_absent += verified.n_absent;
        n_unread += verified.unreadable.len();
        unread = unread.or(verified.unreadable.first());
    }
    if let Some((_, reason)) = unread {
        let n = count(n_unread, "file");
        sink.limit(format!("{n} of the module cache not compared: {reason}"));
    }
    if n_absent > 0 {
        let n = count(n_absent, "zip");
        sink.limit(format!(
            "{n} of go.sum not in the module cache, and so not hashed"
        ));
    }
    if is_unknown {
        sink.limit("no go.sum was compared: there is no module cache");
    }
}
