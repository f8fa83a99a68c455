//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is a folder with an `upsafe.toml` and stores beside it.

use std::{fs, path::Path};

use upsafe_config::Config;
use upsafe_core::Report;
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, findings_text, test_rules};

use super::{MODULES, RULES};
use crate::{Grain, check, load, settle};

/// What the gate says of an example.
fn run(dir: &Path, form: Form) -> String {
    let text = fs::read_to_string(dir.join("upsafe.toml")).unwrap();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    let config = match Config::load(text, "upsafe.toml", &ids) {
        Ok(config) => config,
        Err(error) => return format!("cannot tell: {error}\n"),
    };
    let mut report = Report::default();
    let grain = match form {
        Form::Output => Grain::Cause,
        Form::Findings => Grain::Object,
    };
    let loaded = load(
        &config.metadata,
        dir,
        &crate::source::EtcdAccess::default(),
        grain,
        &mut report.sources,
        &mut |_, _| {},
    );
    let (findings, run) = check(&loaded, &report.sources, &config);
    report.findings = findings;
    report.gates.push(run);
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

test_rules!(RULES, MODULES, "src/rules", run);
