//! A commit that says more than the version.

use upsafe_core::Sink;

use crate::{
    Evidence, Semver,
    judge::{proposed, too_low},
    policy::{loudest, title},
};

upsafe_core::rule!(Semver, "semver/commit-needs-bump", "commit_needs_bump.md",
    level: Warning, since: "0.1.0",
    summary: "a commit message asks for more than the version", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let Some((part, commit)) = loudest(&package.commits) else {
            continue;
        };
        let Some(needed) = too_low(package, &proposed, part) else {
            continue;
        };
        let (name, text) = (&package.declared.name, &proposed.text);
        let message = format!("`{name}` is at {text}, but a commit asks for {needed} at least");
        sink.report(package.subject(), message)
            .at(package.version_place(), "lower")
            .because(format!("{} {}", commit.commit, title(commit)))
            .because("a message is no proof, but one of the two is wrong")
            .help(format!(
                "release {needed}, or see whether the message says too much"
            ));
    }
}
