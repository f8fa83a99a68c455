//! Changelogs: the sections of a Markdown file, as keepachangelog.com and its relatives have them.

use upsafe_core::{LoadError, Place};

use super::docs::{Doc, Docs};
use crate::evidence::{ChangelogEvidence, ChangelogSection};

/// Names of changelogs, in the order in which a folder is asked for them.
const NAMES: [&str; 5] = [
    "CHANGELOG.md",
    "Changelog.md",
    "changelog.md",
    "CHANGES.md",
    "HISTORY.md",
];

/// The changelog of a package: where the configuration says, else the nearest one.
pub(super) fn find(
    dir: &str,
    configured: Option<&str>,
    docs: &mut dyn Docs,
) -> Result<ChangelogEvidence, LoadError> {
    if let Some(template) = configured {
        let path = template.replace("{dir}", dir);
        let path = path.trim_start_matches('/').to_owned();
        return Ok(match docs.doc(&path)? {
            Some(doc) => read(&doc, path),
            None => absent(path),
        });
    }
    let mut folder = dir;
    loop {
        for name in NAMES {
            let path = match folder.is_empty() {
                true => name.to_owned(),
                false => format!("{folder}/{name}"),
            };
            if let Some(doc) = docs.doc(&path)? {
                return Ok(read(&doc, path));
            }
        }
        if folder.is_empty() {
            return Ok(absent(NAMES[0].to_owned()));
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

fn absent(path: String) -> ChangelogEvidence {
    ChangelogEvidence {
        path,
        place: None,
        sections: Vec::new(),
    }
}

fn read(doc: &Doc, path: String) -> ChangelogEvidence {
    ChangelogEvidence {
        place: doc.whole(),
        sections: sections(doc),
        path,
    }
}

fn sections(doc: &Doc) -> Vec<ChangelogSection> {
    let mut sections: Vec<ChangelogSection> = Vec::new();
    let mut in_fence = false;
    let mut start = 0;
    let lines: Vec<&str> = doc.text.split_inclusive('\n').collect();
    for (nth, raw) in lines.iter().enumerate() {
        let line = raw.trim_end();
        let span = start..start + line.len();
        start += raw.len();
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        }
        let next = lines.get(nth + 1).map_or("", |next| next.trim_end());
        let underlined =
            next.len() >= 3 && (next.bytes().all(|b| b == b'-') || next.bytes().all(|b| b == b'='));
        let level = line.bytes().take_while(|&b| b == b'#').count();
        let title = match level {
            0 if underlined => Some(line),
            0 => None,
            _ => line.get(level..).filter(|rest| rest.starts_with(' ')),
        };
        let title = title.filter(|_| !in_fence).map(str::trim);
        if let Some(title) = title
            && level <= 3
            && let Some(version) = heading(title)
        {
            sections.push(ChangelogSection {
                version,
                date: title
                    .split(|c: char| !(c.is_ascii_digit() || c == '-'))
                    .find(is_date)
                    .map(str::to_owned),
                place: doc.place(span).unwrap_or_else(|| Place::whole(never())),
                titles: Vec::new(),
                has_text: false,
                tells_break: false,
            });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        let lower = line.to_ascii_lowercase();
        if let Some(title) = title {
            section.titles.push(title.to_owned());
            let word = title.to_ascii_lowercase();
            section.tells_break |= word.contains("break") || word.contains("removed");
            continue;
        }
        let is_link = line.starts_with('[') && line.contains("]:");
        let is_rule = line.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b' '));
        section.has_text |= !is_link && !is_rule && !line.trim().is_empty();
        section.tells_break |= lower.contains("breaking");
    }
    sections
}

/// A changelog is read from the work tree, whose texts all have a source; another has no places.
fn never() -> upsafe_core::SourceId {
    upsafe_core::Sources::new().add("", "")
}

fn is_date(text: &&str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-'
}

/// What a heading is about: `Some(None)` is what is not released, `None` is no section of a version.
fn heading(title: &str) -> Option<Option<String>> {
    let lower = title.to_ascii_lowercase();
    if lower.trim_matches(['[', ']']).starts_with("unreleased") {
        return Some(None);
    }
    for word in title.split([' ', '(', ')', '[', ']', ':', '`', ',']) {
        let behind_name = word.rsplit(['@', '/']).next().unwrap_or(word);
        let plain = behind_name
            .strip_prefix('v')
            .or_else(|| behind_name.rsplit_once("-v").map(|(_, version)| version))
            .unwrap_or(behind_name);
        let starts = plain.starts_with(|c: char| c.is_ascii_digit());
        if starts && plain.contains('.') && !is_date(&plain) {
            return Some(Some(plain.to_owned()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, bool)]) {
        let doc = Doc {
            path: "CHANGELOG.md".to_owned(),
            text: text.to_owned(),
            source: Some(never()),
        };
        let found = sections(&doc);
        let found: Vec<(&str, &str, bool)> = found
            .iter()
            .map(|section| {
                (
                    section.version.as_deref().unwrap_or("unreleased"),
                    section.date.as_deref().unwrap_or("-"),
                    section.has_text,
                )
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn headings_of_several_kinds_are_sections() {
        check(
            "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-02\n\n### Added\n\n- x\n\n## v1.1.0 (2025-12-01)\n\n[1.2.0]: https://x\n",
            &[
                ("unreleased", "-", false),
                ("1.2.0", "2026-01-02", true),
                ("1.1.0", "2025-12-01", false),
            ],
        );
        check(
            "History\n=======\n\n1.0.1 (2020-01-01)\n------------------\n\n- fixed\n\n1.0.0\n-----\n",
            &[("1.0.1", "2020-01-01", true), ("1.0.0", "-", false)],
        );
        check(
            "## name-v0.2.0-rc.1\ntext\n```\n## 9.9.9\n```\n## `@s/pkg@1.0.0`\n",
            &[("0.2.0-rc.1", "-", true), ("1.0.0", "-", false)],
        );
    }
}
