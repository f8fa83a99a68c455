//! The checks from outside, over folders that are written for the test.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::{fs, path::Path};

use upsafe_core::{Level, RuleMeta, Status};
use upsafe_testkit::{Form, check_fixtures, check_pages, check_rules};

const PAGE: &str = "\
# old-lock

## What it finds
a

## Why it is unsafe
b

## Example

```toml file=a.toml
fire
```

```text findings
error[deps/old-lock] file:a.toml: old
```

## How to fix it
c

## Settings
d
";

static OLD_LOCK: RuleMeta = meta("deps/old-lock", "a lock is old", PAGE);
static LOUD: RuleMeta = meta("deps/loud", "A lock is Loud.", "other");
static TWO_GATES: RuleMeta = meta("schema/loud", "", PAGE);

const fn meta(id: &'static str, summary: &'static str, docs: &'static str) -> RuleMeta {
    RuleMeta {
        id,
        summary,
        docs,
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    }
}

/// Fires where the file `a.toml` says so.
fn run(dir: &Path, _: Form) -> String {
    let text = fs::read_to_string(dir.join("a.toml")).unwrap_or_default();
    match text.contains("fire") {
        true => "error[deps/old-lock] file:a.toml: old\n".to_owned(),
        false => String::new(),
    }
}

/// A folder with these files, and what a check says of it without the folder's own path.
fn told(files: &[(&str, &str)], check: impl Fn(&Path) -> upsafe_testkit::Failures) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let prefix = format!("{}/", folder.path().display());
    let failures = check(folder.path());
    failures
        .list()
        .iter()
        .map(|told| told.replace(&prefix, ""))
        .collect()
}

#[test]
fn a_list_that_fits_its_directory_passes() {
    let files = [("mod.rs", ""), ("old_lock.rs", ""), ("old_lock.md", PAGE)];
    let check = |dir: &Path| check_rules(dir, &[&OLD_LOCK], &["old_lock"]);
    assert_eq!(told(&files, check), [""; 0]);
}

#[test]
fn every_difference_between_list_and_directory_is_told() {
    let page = PAGE
        .replace("# old-lock", "# lock")
        .replace("## Settings\nd\n", "");
    let files = [
        ("old_lock.md", &*page),
        ("stray.rs", ""),
        ("loud.md", PAGE),
        ("loud.rs", ""),
    ];
    let check = |dir: &Path| check_rules(dir, &[&OLD_LOCK, &LOUD], &["old_lock", "loud"]);
    let sections =
        r#"["What it finds", "Why it is unsafe", "Example", "How to fix it", "Settings"]"#;
    assert_eq!(
        told(&files, check),
        [
            "stray.rs: the file belongs to no rule of the list".to_owned(),
            "old_lock.md: is not the page of `deps/old-lock`".to_owned(),
            "old_lock.md: line 1: expected `# old-lock`".to_owned(),
            format!(
                "old_lock.md: expected the sections {sections}, found {}]",
                sections.trim_end_matches(r#", "Settings"]"#)
            ),
            "deps/old-lock: the file `old_lock.rs` is missing".to_owned(),
            "deps/loud: expected one line in lower case without full stop, found `A lock is Loud.`"
                .to_owned(),
            "loud.md: is not the page of `deps/loud`".to_owned(),
            "loud.md: line 1: expected `# loud`".to_owned(),
            "loud.md: no example in which the rule fires".to_owned(),
        ]
    );
}

#[test]
fn rules_of_two_gates_do_not_share_a_list() {
    let check = |dir: &Path| check_rules(dir, &[&OLD_LOCK, &TWO_GATES], &["old_lock"]);
    let told = told(&[("old_lock.md", PAGE), ("old_lock.rs", "")], check);
    assert_eq!(
        told,
        [
            "2 rules, but 1 modules",
            "deps/old-lock: the rules of one list are of several gates"
        ]
    );
}

#[test]
fn pages_of_a_folder_are_run() {
    let broken = PAGE.replace("error[", "info[");
    let files = [("a.md", PAGE), ("b.md", &*broken), ("c.txt", "```")];
    assert_eq!(
        told(&files, |dir| check_pages(dir, run)),
        ["b.md:15: Findings is not what is expected\n\
          - info[deps/old-lock] file:a.toml: old\n+ error[deps/old-lock] file:a.toml: old\n"]
    );
}

#[test]
fn a_rule_needs_three_cases_that_fire_and_stay_silent() {
    let silent = "```toml file=a.toml\n```\n```text findings\n```\n";
    let check = |dir: &Path| check_fixtures(dir, &[&OLD_LOCK], run);
    let good = [
        ("old-lock/fires.md", PAGE),
        ("old-lock/look-alike.md", silent),
        ("old-lock/nothing.md", silent),
    ];
    assert_eq!(told(&good, check), [""; 0]);
    assert_eq!(
        told(&[("old-lock/a.md", silent), ("other/a.md", silent)], check),
        [
            "old-lock: expected at least 3 cases, found 1",
            "old-lock: no case in which the rule fires",
            "other: the folder belongs to no rule",
        ]
    );
}

#[test]
#[should_panic(expected = "1 failure:")]
fn failures_fail_the_test() {
    check_pages(Path::new("no such folder"), run).assert();
}
