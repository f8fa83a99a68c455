//! Fixture folders: `<dir>/<rule>/<case>.md`, at least three for each rule.

use std::{fs, path::Path};

use upsafe_core::RuleMeta;

use crate::{
    Failures, Form,
    document::Document,
    example::{Mode, examples, run_page},
    failures::shown,
    pages::{entries, markdown},
};

/// A rule has at least so many cases: it fires, the nearest look-alike, nothing to find.
const CASES: usize = 3;

/// Runs the cases in `dir/<rule's name>/` of every rule.
///
/// Each rule needs at least three cases, one in which it fires and one in which it does not; a
/// folder that belongs to no rule is a failure. A rule fires where an expectation names its id.
pub fn check_fixtures(
    dir: &Path,
    rules: &[&'static RuleMeta],
    run: impl Fn(&Path, Form) -> String,
) -> Failures {
    let mut failures = Failures::default();
    for rule in rules {
        let folder = dir.join(rule.name());
        let cases = markdown(&folder).unwrap_or_default();
        if cases.len() < CASES {
            let (folder, n) = (shown(&folder), cases.len());
            failures.add(format!(
                "{folder}: expected at least {CASES} cases, found {n}"
            ));
        }
        let mut fires = Vec::new();
        for case in &cases {
            failures.add_all(run_page(case, Mode::of_environment(), &run));
            fires.extend(fires_in(case, rule.id));
        }
        for (wanted, what) in [(true, "fires"), (false, "stays silent")] {
            if !fires.contains(&wanted) {
                failures.add(format!(
                    "{}: no case in which the rule {what}",
                    shown(&folder)
                ));
            }
        }
    }
    for path in entries(dir).unwrap_or_default() {
        let known = |name: &str| rules.iter().any(|rule| rule.name() == name);
        if path.is_dir()
            && !path
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(known)
        {
            failures.add(format!("{}: the folder belongs to no rule", shown(&path)));
        }
    }
    failures
}

/// For each example of the case: whether its expectation names the rule.
fn fires_in(case: &Path, rule: &str) -> Vec<bool> {
    let text = fs::read_to_string(case).unwrap_or_default();
    let Ok(document) = Document::parse(&text) else {
        return Vec::new();
    };
    let Ok(examples) = examples(&document) else {
        return Vec::new();
    };
    let named = format!("[{rule}]");
    examples
        .iter()
        .map(|example| {
            example
                .expected
                .iter()
                .any(|(_, block)| block.text.contains(&named))
        })
        .collect()
}
