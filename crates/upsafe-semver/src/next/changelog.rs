//! Turns what a changelog calls unreleased into the section of a version.

use upsafe_core::{Date, Sources};

use super::Edit;
use crate::evidence::ChangelogEvidence;

/// The edit; none where the section is there, and a reason where only a person can write it.
pub(super) fn edit(
    changelog: &ChangelogEvidence,
    sources: &Sources,
    version: &str,
    today: Date,
) -> Result<Option<Edit>, String> {
    let path = &changelog.path;
    let told = changelog
        .sections
        .iter()
        .any(|one| one.version.as_deref() == Some(version));
    if told {
        return Ok(None);
    }
    let unreleased = changelog.sections.iter().find(|one| one.version.is_none());
    let Some(unreleased) = unreleased.filter(|one| one.has_text) else {
        return Err(format!("write in `{path}` what changed in {version}"));
    };
    let Some(span) = unreleased.place.span.clone() else {
        return Err(format!("write in `{path}` what changed in {version}"));
    };
    let source = sources.get(unreleased.place.source);
    let heading = source.text().get(span.clone()).unwrap_or_default();
    let last = changelog.sections.iter().find(|one| one.version.is_some());
    let last = last.and_then(|one| {
        let text = sources.get(one.place.source).text();
        text.get(one.place.span.clone()?)
    });
    let line_end = if source.text().contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let new = headline(heading, last, version, today);
    Ok(Some(Edit {
        source: unreleased.place.source,
        span,
        new: format!("{heading}{line_end}{line_end}{new}"),
        what: format!("the section of {version}"),
    }))
}

/// The heading of a version in the style of the last one.
fn headline(unreleased: &str, last: Option<&str>, version: &str, today: Date) -> String {
    let marks: String = unreleased.chars().take_while(|c| *c == '#').collect();
    let marks = if marks.is_empty() {
        "##".to_owned()
    } else {
        marks
    };
    let style = last.unwrap_or(unreleased);
    let bracketed = style.contains('[');
    let prefix = match last {
        Some(last) if last.contains("v") && last.contains(['[', ' ']) && has_v(last) => "v",
        _ => "",
    };
    let name = match bracketed {
        true => format!("[{prefix}{version}]"),
        false => format!("{prefix}{version}"),
    };
    match last.is_some_and(|last| last.contains('(') && !last.contains("](")) {
        true => format!("{marks} {name} ({today})"),
        false => format!("{marks} {name} - {today}"),
    }
}

fn has_v(heading: &str) -> bool {
    let bytes = heading.as_bytes();
    bytes
        .windows(2)
        .any(|two| two[0] == b'v' && two[1].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_the_style_of_the_last_one() {
        let today = Date::new(2026, 1, 2).unwrap();
        for (unreleased, last, expected) in [
            (
                "## [Unreleased]",
                Some("## [1.0.0] - 2025-01-01"),
                "## [1.1.0] - 2026-01-02",
            ),
            (
                "## Unreleased",
                Some("## v1.0.0 (2025-01-01)"),
                "## v1.1.0 (2026-01-02)",
            ),
            ("# Unreleased", None, "# 1.1.0 - 2026-01-02"),
        ] {
            assert_eq!(headline(unreleased, last, "1.1.0", today), expected);
        }
    }
}
