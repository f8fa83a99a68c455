//! The exact tier was asked for and could not answer.

use upsafe_core::{Sink, Subject};

use crate::{Deps, Evidence, TierAnswer};

upsafe_core::rule!(Deps, "deps/exact-tier-unavailable", "exact_tier_unavailable.md",
    level: Warning, since: "0.1.0",
    summary: "the exact tier was asked for and could not answer", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        let TierAnswer::FastInstead { reason } = &cargo.tier else {
            continue;
        };
        let message = "the exact tier gave no answer: the verdict is the fast tier's";
        let finding = sink.report(Subject::other("tier", "exact"), message);
        finding.at(
            cargo.lock_place(),
            "judged by this lock, the manifests and the local index cache",
        );
        finding.because(reason);
        match cargo.workspace {
            Some(_) if !cfg!(feature = "exact") => {
                finding.help("build it with the feature `exact`")
            }
            Some(_) => finding.help_command(
                "cargo metadata --all-features --locked --offline",
                "shows what cargo lacks; most often `cargo fetch` brings it",
            ),
            None => finding.help("name a `Cargo.toml`, or ask for the fast tier"),
        };
    }
}
