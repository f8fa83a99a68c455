//! A pre-release whose name says nothing, or the contrary.

use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed, policy::prerelease_position};

upsafe_core::rule!(Semver, "semver/unknown-channel", "unknown_channel.md",
    level: Error, since: "0.1.0",
    summary: "the name of a pre-release is not among those that are allowed", check);

/// Words that people write for a release, and that make a pre-release.
const RELEASES: [&str; 6] = ["release", "final", "ga", "stable", "prod", "lts"];

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let channels: Vec<&str> = evidence
        .settings
        .channels
        .iter()
        .map(|one| one.as_str())
        .collect();
    for (package, proposed) in proposed(evidence) {
        let Some(channel) = proposed.channel.as_ref().filter(|one| !one.name.is_empty()) else {
            continue;
        };
        if prerelease_position(channel, &channels).is_some() {
            continue;
        }
        let (name, text) = (&package.declared.name, &proposed.text);
        let core = proposed.written(&proposed.core);
        let message = match RELEASES.contains(&channel.name.as_str()) {
            true => format!("`{name}` {text} is a pre-release: it is below {core}"),
            false => format!(
                "`{name}` {text} is a pre-release of an unknown kind, `{}`",
                channel.name
            ),
        };
        let known: Vec<String> = channels.iter().map(|one| format!("`{one}`")).collect();
        sink.report(package.subject(), message)
            .at(package.version_place(), format!("expected {}", known.join(", ")))
            .because("whatever stands behind `-` makes a pre-release, which no range takes unless it is named")
            .help(format!("write {core}, or name the kind in `channels` of `[semver]`"));
    }
}
