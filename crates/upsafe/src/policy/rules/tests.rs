//! The pages, the fixtures and the list of the gate's rules.

use std::{fs, path::Path};

use upsafe_config::Config;
use upsafe_core::{
    Gate, GateRun, GateStatus, Level, Report, RuleMeta, Setting, Sink, Status, Subject, count,
};
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, findings_text, test_rules};

use super::{MODULES, RULES};
use crate::policy::{Baseline, ConfigGate, Exceptions};

static DUPLICATE: RuleMeta = meta("deps/duplicate-version", Level::Warning);
static YANKED: RuleMeta = meta("deps/yanked", Level::Error);
/// Rules of a gate, as the fixtures name them.
static OTHERS: [&RuleMeta; 2] = [&DUPLICATE, &YANKED];

const fn meta(id: &'static str, level: Level) -> RuleMeta {
    RuleMeta {
        id,
        summary: "",
        docs: "",
        level,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    }
}

fn metas() -> Vec<&'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta).collect()
}

/// Applies the exceptions in a folder to the findings that its `findings.txt` lists.
fn run(dir: &Path, form: Form) -> String {
    let report = report(dir);
    match form {
        Form::Findings => findings_text(&report.findings),
        Form::Output => render(&report, Format::Text, &Options::default()),
    }
}

fn report(dir: &Path) -> Report {
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap_or_default();
    let text = read("upsafe.toml");
    let ids: Vec<&str> = OTHERS.iter().chain(&metas()).map(|meta| meta.id).collect();
    let config = Config::load(&text, "upsafe.toml", &ids).unwrap();
    let mut report = Report::default();
    let source = report.sources.add("upsafe.toml", text);
    let mut gate = GateRun::new("deps", GateStatus::Checked);
    for rule in OTHERS {
        let Setting::At(level) = config.setting(rule) else {
            continue;
        };
        gate.rules.push(rule);
        let mut sink = Sink::new(rule, level, &mut report.findings, &mut gate.limits);
        for line in read("findings.txt").lines() {
            match line.split(' ').collect::<Vec<_>>()[..] {
                [id, subject, copies] if id == rule.id => {
                    let (kind, key) = subject.split_once(':').unwrap();
                    let copies = copies.parse().unwrap();
                    let message = format!("`{key}` is there in {}", count(copies, "copy"));
                    sink.report(Subject::other(kind, key), message)
                        .copies(copies);
                }
                ["limit", id] if id == rule.id => sink.limit("no local index entry"),
                ["skipped"] => {
                    gate.status = GateStatus::Skipped {
                        reason: "no manifest".to_owned(),
                    };
                }
                [id, ..] => assert!(
                    OTHERS.iter().any(|rule| rule.id == id) || id == "limit",
                    "{line}"
                ),
                [] => {}
            }
        }
    }
    report.gates.push(gate);
    let shown = config.baseline.file.as_str();
    let baseline = Baseline::read(&dir.join(shown), shown).unwrap();
    let today = "2026-11-21".parse().unwrap();
    Exceptions {
        config: &config,
        source: Some(source),
        baseline: baseline.as_ref(),
        today,
    }
    .apply(&mut report);
    report
}

#[test]
fn the_gate_has_every_rule() {
    assert_eq!(ConfigGate::rules().len(), RULES.len());
}

test_rules!(RULES, MODULES, "src/policy/rules", run);
