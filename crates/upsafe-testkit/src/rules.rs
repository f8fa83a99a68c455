//! A gate's list of rules against its directory: one file, one page, one line each.

use std::{ffi::OsStr, fs, path::Path};

use upsafe_core::RuleMeta;

use crate::{
    Failures,
    document::{Document, Heading},
    example::examples,
    failures::shown,
    pages::entries,
};

/// The sections of a rule's page, in order.
const SECTIONS: [&str; 5] = [
    "What it finds",
    "Why it is unsafe",
    "Example",
    "How to fix it",
    "Settings",
];

/// The three tests of a gate's rules: list against directory, pages, fixtures in `tests/fixtures`.
///
/// `$rules` and `$modules` are what `upsafe_core::rules!` gives, `$folder` is the rules' directory
/// below the package, and `$run` is a function that runs the gate on an example.
#[macro_export]
macro_rules! test_rules {
    ($rules:expr, $modules:expr, $folder:literal, $run:path) => {
        #[test]
        fn the_list_of_rules_is_the_directory() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder);
            let metas: Vec<_> = $rules.iter().map(|rule| rule.meta).collect();
            $crate::check_rules(folder.as_ref(), &metas, $modules).assert();
        }

        #[test]
        fn the_examples_of_the_pages_are_true() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder);
            $crate::check_pages(folder.as_ref(), $run).assert();
        }

        #[test]
        fn every_rule_fires_and_stays_silent() {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
            let metas: Vec<_> = $rules.iter().map(|rule| rule.meta).collect();
            $crate::check_fixtures(folder.as_ref(), &metas, $run).assert();
        }
    };
}

/// Holds a gate's rules against the directory with their files and pages.
///
/// `modules` are the file stems in the order of `rules`, as `upsafe_core::rules!` gives them. Every
/// module has a page with all headings, every file belongs to a rule, ids are the stems in kebab
/// case, summaries are one line in lower case without a full stop.
pub fn check_rules(dir: &Path, rules: &[&'static RuleMeta], modules: &[&str]) -> Failures {
    let mut failures = Failures::default();
    if rules.len() != modules.len() {
        let (rules, modules) = (rules.len(), modules.len());
        failures.add(format!("{rules} rules, but {modules} modules"));
    }
    match entries(dir) {
        Ok(paths) => {
            for path in paths {
                check_file(&path, modules, &mut failures);
            }
        }
        Err(error) => failures.add(format!("{}: {error}", shown(dir))),
    }
    for (rule, module) in rules.iter().zip(modules) {
        check_meta(rule, module, rules, &mut failures);
        check_page(&dir.join(format!("{module}.md")), rule, &mut failures);
        if !dir.join(format!("{module}.rs")).is_file() {
            failures.add(format!("{}: the file `{module}.rs` is missing", rule.id));
        }
    }
    failures
}

fn check_file(path: &Path, modules: &[&str], failures: &mut Failures) {
    let stem = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
    let kind = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    let expected = matches!((kind, stem), ("rs", "mod" | "tests"))
        || matches!(kind, "rs" | "md") && modules.contains(&stem);
    if path.is_file() && !expected {
        failures.add(format!(
            "{}: the file belongs to no rule of the list",
            shown(path)
        ));
    }
}

fn check_meta(
    rule: &'static RuleMeta,
    module: &str,
    rules: &[&'static RuleMeta],
    failures: &mut Failures,
) {
    let mut fail = |what: String| failures.add(format!("{}: {what}", rule.id));
    if rule.name() != module.replace('_', "-") || rule.gate().is_empty() {
        fail(format!(
            "expected the id `GATE/{}`",
            module.replace('_', "-")
        ));
    }
    if rules.iter().any(|other| other.gate() != rule.gate()) {
        fail("the rules of one list are of several gates".to_owned());
    }
    if rules.iter().filter(|other| other.id == rule.id).count() > 1 {
        fail("the id is there twice".to_owned());
    }
    let summary = rule.summary;
    let upper = summary.starts_with(char::is_uppercase);
    if summary.trim().is_empty() || upper || summary.ends_with('.') || summary.contains('\n') {
        fail(format!(
            "expected one line in lower case without full stop, found `{summary}`"
        ));
    }
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if rule.since.split('.').count() != 3 || !rule.since.split('.').all(number) {
        fail(format!(
            "expected a version as `1.2.3` in `since`, found `{}`",
            rule.since
        ));
    }
    for alias in rule.aliases {
        if alias
            .split_once(':')
            .is_none_or(|(tool, name)| tool.is_empty() || name.is_empty())
        {
            fail(format!("expected an alias as `tool:NAME`, found `{alias}`"));
        }
    }
}

fn check_page(path: &Path, rule: &'static RuleMeta, failures: &mut Failures) {
    let mut fail = |what: String| failures.add(format!("{}: {what}", shown(path)));
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return fail(error.to_string()),
    };
    if text != rule.docs {
        fail(format!("is not the page of `{}`", rule.id));
    }
    let document = match Document::parse(&text) {
        Ok(document) => document,
        Err(error) => return fail(error),
    };
    let mut top = document
        .headings
        .iter()
        .filter(|heading| heading.level <= 2);
    match top.next() {
        Some(Heading {
            level: 1,
            text,
            line: 1,
            ..
        }) if *text == rule.name() => {}
        _ => fail(format!("line 1: expected `# {}`", rule.name())),
    }
    let found: Vec<&str> = top.map(|heading| heading.text.as_str()).collect();
    if found != SECTIONS {
        fail(format!(
            "expected the sections {SECTIONS:?}, found {found:?}"
        ));
    }
    let sections = document
        .headings
        .iter()
        .filter(|heading| heading.level == 2);
    for heading in sections.filter(|heading| heading.body.trim().is_empty()) {
        fail(format!(
            "line {}: nothing stands below `{}`",
            heading.line, heading.text
        ));
    }
    let named = format!("[{}]", rule.id);
    let fires = examples(&document).map(|examples| {
        let mut expected = examples.iter().flat_map(|example| &example.expected);
        expected.any(|(_, block)| block.text.contains(&named))
    });
    match fires {
        Ok(true) => {}
        Ok(false) => fail("no example in which the rule fires".to_owned()),
        Err(error) => fail(error),
    }
}
