//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is made into a real repository first; `world` tells how.

use std::{collections::BTreeMap, fs, path::Path};

use upsafe_config::Config;
use upsafe_core::{GateRun, GateStatus, Report, RuleMeta};
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, check_fixtures, check_pages, check_rules, findings_text};

use super::{MODULES, RULES};
use crate::{ApiVerdict, GitBinary, LoadRequest, check, load, settle};

#[path = "../../tests/it/world.rs"]
mod world;

fn rules() -> Vec<&'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta).collect()
}

/// What the gate says of an example. A file `api` is what a comparison of APIs said, a line each:
/// `PACKAGE PART REASON` or `PACKAGE unknown REASON`.
fn run(dir: &Path, form: Form) -> String {
    let text = fs::read_to_string(dir.join("upsafe.toml")).unwrap();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    let config = match Config::load(text, "upsafe.toml", &ids) {
        Ok(config) => config,
        Err(error) => return format!("cannot tell: {error}\n"),
    };
    let world = world::World::new(dir);
    let settings = config.semver.clone().unwrap_or_default();
    let mut report = Report::default();
    let git = GitBinary::new(world.path());
    let api = api(dir);
    let exposure = BTreeMap::new();
    let request = LoadRequest {
        root: world.path(),
        settings: &settings,
        git: &git,
        api: &api,
        exposure: &exposure,
    };
    match load(&request, &mut report.sources) {
        Ok(loaded) => {
            let (findings, run) = check(&loaded, &config);
            report.findings = findings;
            report.gates.push(run);
        }
        Err(error) => {
            let reason = error.to_string();
            let status = GateStatus::Failed { reason };
            report.gates.push(GateRun::new("semver", status));
        }
    }
    settle(&mut report, &config);
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

fn api(dir: &Path) -> BTreeMap<String, ApiVerdict> {
    let text = fs::read_to_string(dir.join("api")).unwrap_or_default();
    let mut verdicts = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.splitn(3, ' ');
        let (package, part) = (words.next().unwrap(), words.next().unwrap());
        let reason = words.next().unwrap_or_default().to_owned();
        let verdict = match upsafe_config::BumpPart::from_name(part) {
            Some(part) => ApiVerdict::Needs {
                part,
                reasons: vec![reason],
            },
            None if part == "unknown" => ApiVerdict::Unknown { reason },
            None => ApiVerdict::Compatible,
        };
        verdicts.insert(package.to_owned(), verdict);
    }
    verdicts
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
