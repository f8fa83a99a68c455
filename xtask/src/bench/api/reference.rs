//! The pairs of sources in a reference of breaking changes, such as the chapter on SemVer of Cargo's book.
//!
//! A pair is a fenced block of Rust. Its first line says what it is, and rulers of slashes part what was
//! before, what is after, and a program that uses it.

use super::cases::Case;

/// The pairs of a Markdown page, in its order, named by the anchors of their headings.
pub(super) fn cases(page: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut anchor = String::new();
    let mut nth_of_anchor = 0;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            anchor = anchor_of(line).unwrap_or(line).to_owned();
            nth_of_anchor = 0;
        }
        if !line.starts_with("```rust") {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let Some((expected, old, new)) = pair(&block) else {
            continue;
        };
        nth_of_anchor += 1;
        cases.push(Case {
            name: format!("case-{:03}", cases.len()),
            title: match nth_of_anchor {
                1 => anchor.clone(),
                nth => format!("{anchor} ({nth})"),
            },
            expected: expected.to_owned(),
            old,
            new,
        });
    }
    cases
}

/// What stands in `{#...}` at the end of a heading.
fn anchor_of(heading: &str) -> Option<&str> {
    heading.split_once("{#")?.1.strip_suffix('}')
}

/// What a block expects, and its two sources; none where it is no pair.
fn pair(block: &[&str]) -> Option<(&'static str, String, String)> {
    let expected = match block.first()?.trim_start_matches('/').trim() {
        "MAJOR CHANGE" => "major",
        "MINOR CHANGE" => "minor",
        // A change that is held to be allowed although somebody could notice.
        "Breaking change example" => "minor or major",
        _ => return None,
    };
    let is_ruler = |line: &&str| line.len() > 10 && line.bytes().all(|byte| byte == b'/');
    let mut parts = block.split(is_ruler);
    let mut part = |title: &str| {
        let found = parts.find(|lines| lines.first().is_some_and(|first| *first == title))?;
        Some(found[1..].join("\n") + "\n")
    };
    Some((expected, part("// Before")?, part("// After")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found() {
        let ruler = "/".repeat(20);
        let block = |marker: &str, old: &str, new: &str| {
            format!(
                "```rust,ignore\n// {marker}\n\n{ruler}\n// Before\n{old}\n{ruler}\n// After\n{new}\n\
                 {ruler}\n// Example\nfn main() {{}}\n```\n"
            )
        };
        let page = format!(
            "# Page\n\n### Gone {{#gone}}\n{}{}\n```rust\nfn none() {{}}\n```\n### New {{#new}}\n{}",
            block("MAJOR CHANGE", "pub fn f() {}", "// none"),
            block("Breaking change example", "a", "b"),
            block("MINOR CHANGE", "// none", "pub fn f() {}"),
        );
        let told: Vec<String> = cases(&page)
            .iter()
            .map(|case| {
                format!(
                    "{} {}: {} {:?} {:?}",
                    case.name, case.title, case.expected, case.old, case.new
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                "case-000 gone: major \"pub fn f() {}\\n\" \"// none\\n\"",
                "case-001 gone (2): minor or major \"a\\n\" \"b\\n\"",
                "case-002 new: minor \"// none\\n\" \"pub fn f() {}\\n\"",
            ]
        );
    }
}
