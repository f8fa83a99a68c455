//! Every kind of change, in one pair of crates: a module a case.

use std::collections::BTreeSet;

use upsafe_api_rust::{Api, Bump, Change, RULES, Verdict, diff};

use crate::support::Package;

const CASES: &str = include_str!("../fixtures/changes.txt");

struct Case<'a> {
    name: &'a str,
    expected: String,
    old: &'a str,
    new: &'a str,
}

fn cases() -> Vec<Case<'static>> {
    let cases = CASES.split("\n== ").skip(1).map(|text| {
        let (head, rest) = text.split_once('\n').expect("a headline");
        let (name, expected) = head.split_once(": ").expect("a name and an expectation");
        let (old, new) = rest.split_once("--\n").expect("two sources");
        Case {
            name,
            expected: expected.trim_end_matches(':').to_owned(),
            old,
            new,
        }
    });
    cases.collect()
}

/// The bump, and the rules that ask for it.
fn told(changes: &[&Change]) -> String {
    let bump = changes
        .iter()
        .map(|change| change.verdict.bump())
        .max()
        .unwrap_or(Bump::Patch);
    let rules: BTreeSet<String> = (changes.iter())
        .filter(|change| change.verdict.bump() == bump)
        .map(|change| format!("{} {}", change.verdict, change.rule))
        .collect();
    let rules: Vec<String> = rules.into_iter().collect();
    match rules.is_empty() {
        true => bump.to_string(),
        false => format!("{bump}: {}", rules.join(", ")),
    }
}

fn check(old: &Api, new: &Api, cases: &[Case<'_>]) {
    let found = diff(old, new);
    let mut wrong = Vec::new();
    for case in cases {
        let root = format!("fixture::{}", case.name);
        let below = format!("{root}::");
        let mut own: Vec<&Change> = Vec::new();
        for change in &found.changes {
            if change.path == root || change.path.starts_with(&below) {
                own.push(change);
            }
        }
        let told = told(&own);
        if told != case.expected {
            let all: Vec<String> = own.iter().map(|change| format!("    {change}")).collect();
            wrong.push(format!(
                "{}: expected {}, found {told}\n{}",
                case.name,
                case.expected,
                all.join("\n")
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
    for change in &found.changes {
        assert!(
            RULES.iter().any(|rule| rule.id == change.rule),
            "no rule `{}`",
            change.rule
        );
    }
}

#[test]
fn every_kind_of_change_is_judged() {
    let cases = cases();
    let module = |name: &str, source: &str| format!("pub mod {name} {{\n{source}}}\n");
    let old: String = cases
        .iter()
        .map(|case| module(case.name, case.old))
        .collect();
    let new: String = cases
        .iter()
        .map(|case| module(case.name, case.new))
        .collect();
    let (old, new) = (Package::new(&old).api(), Package::new(&new).api());
    check(&old, &new, &cases);

    for api in [&old, &new] {
        // Nothing changed: nothing is found, through a snapshot as well.
        assert_eq!(diff(api, api).changes, []);
        let text = api.to_snapshot();
        let read = Api::from_snapshot(&text).expect("an own snapshot");
        assert_eq!(read.to_snapshot(), text);
        assert_eq!(diff(&read, api).changes, []);
        assert_eq!(diff(api, &read).changes, []);
    }
    // A snapshot answers as the build does.
    let read = Api::from_snapshot(&old.to_snapshot()).expect("an own snapshot");
    assert_eq!(
        diff(&read, &new).required_bump(),
        diff(&old, &new).required_bump()
    );
    check(&read, &new, &cases);
    let proved = |change: &&Change| change.verdict == Verdict::Proved;
    assert!(diff(&old, &new).changes.iter().filter(proved).count() > 60);
}
