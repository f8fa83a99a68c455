//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is a folder with an `upsafe.toml` and the files that its facts name. The matrix of the
//! release before is `base/upsafe.toml`, its version the one word of `base/VERSION`.

use std::{fs, path::Path};

use upsafe_config::Config;
use upsafe_core::{Report, RuleMeta};
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, check_fixtures, check_pages, check_rules, findings_text};

use super::{MODULES, RULES};
use crate::{
    check,
    matrix::{MatrixRequest, load_matrix},
};

fn rules() -> Vec<&'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta).collect()
}

/// What the gate says of an example.
fn run(dir: &Path, form: Form) -> String {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    let read = |path: &str| fs::read_to_string(dir.join(path)).ok();
    let text = read("upsafe.toml").unwrap();
    let config = match Config::load(&text, "upsafe.toml", &ids) {
        Ok(config) => config,
        Err(error) => return format!("cannot tell: {error}\n"),
    };
    let base = read("base/upsafe.toml").map(|text| {
        let config = Config::load(text, "base/upsafe.toml", &ids).unwrap();
        (config, read("base/VERSION").unwrap())
    });
    let mut report = Report::default();
    let source = report.sources.add("upsafe.toml", text);
    let request = MatrixRequest {
        root: dir,
        config: config.matrix(),
        source,
        version: None,
        base: base
            .as_ref()
            .map(|(config, version)| (config.matrix(), version.trim())),
    };
    let (matrix, troubles) = load_matrix(&request, &mut report.sources);
    let (findings, run) = check(matrix.as_ref(), &troubles, &config);
    report.findings = findings;
    report.gates.push(run);
    report.sort();
    match form {
        Form::Findings => findings_text(&report.findings),
        Form::Output => render(
            &report,
            Format::Text,
            &Options::default().with_verbose(true),
        ),
    }
}

fn folder(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_list_of_rules_is_the_directory() {
    check_rules(&folder("src/rules"), &rules(), MODULES).assert();
}

#[test]
fn the_examples_of_the_pages_are_true() {
    check_pages(&folder("src/rules"), run).assert();
}

#[test]
fn every_rule_fires_and_stays_silent() {
    check_fixtures(&folder("tests/fixtures"), &rules(), run).assert();
}
