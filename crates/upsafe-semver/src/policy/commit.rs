//! What commit messages ask of a version.

use upsafe_config::BumpPart;

use crate::git::CommitMessage;

/// The commit that asks for the greatest part, with the part; the newest of several.
pub(crate) fn loudest(commits: &[CommitMessage]) -> Option<(BumpPart, &CommitMessage)> {
    let asks = commits
        .iter()
        .rev()
        .filter_map(|commit| Some((part(commit)?, commit)));
    asks.max_by_key(|(part, _)| *part)
}

/// The first line of a message, cut where it is long.
pub(crate) fn title(commit: &CommitMessage) -> String {
    let first = commit.message.lines().next().unwrap_or_default();
    first.chars().take(72).collect()
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
