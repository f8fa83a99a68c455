//! A commit that says more than the version.

use upsafe_config::BumpPart;
use upsafe_core::Sink;

use crate::{
    CommitMessage, Evidence, Semver,
    judge::{proposed, too_low},
};

upsafe_core::rule!(Semver, "semver/commit-needs-bump", "commit_needs_bump.md",
    level: Warning, since: "0.1.0",
    summary: "a commit message asks for more than the version", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let asks = package
            .commits
            .iter()
            .filter_map(|commit| Some((part(commit)?, commit)));
        let Some((part, commit)) = asks.max_by_key(|(part, _)| *part) else {
            continue;
        };
        let Some(needed) = too_low(package, &proposed, part) else {
            continue;
        };
        let title = commit.message.lines().next().unwrap_or_default();
        let title: String = title.chars().take(72).collect();
        let (name, text) = (&package.declared.name, &proposed.text);
        let message = format!("`{name}` is at {text}, but a commit asks for {needed} at least");
        sink.report(package.subject(), message)
            .at(package.version_place(), "lower")
            .because(format!("{} {title}", commit.commit))
            .because("a message is no proof, but one of the two is wrong")
            .help(format!(
                "release {needed}, or see whether the message says too much"
            ));
    }
}

/// What a message in the form of Conventional Commits 1.0.0 asks for.
fn part(commit: &CommitMessage) -> Option<BumpPart> {
    let mut lines = commit.message.lines();
    let (head, _) = lines.next()?.split_once(':')?;
    let bang = head.ends_with('!');
    let kind = head.trim_end_matches('!');
    let kind = kind.split_once('(').map_or(kind, |(kind, _)| kind);
    let is_word = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_word {
        return None;
    }
    let footer = lines
        .any(|line| line.starts_with("BREAKING CHANGE:") || line.starts_with("BREAKING-CHANGE:"));
    match kind.to_ascii_lowercase().as_str() {
        _ if bang || footer => Some(BumpPart::Major),
        "feat" => Some(BumpPart::Minor),
        "fix" | "perf" => Some(BumpPart::Patch),
        _ => None,
    }
}
