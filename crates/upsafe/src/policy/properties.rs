//! What must hold for any findings, waivers and baseline.

use proptest::prelude::*;
use upsafe_config::Config;
use upsafe_core::{
    Date, Finding, GateRun, GateStatus, Level, Report, RuleMeta, Sink, Status, Subject,
};

use super::{
    Baseline, BaselineUpdate, Exceptions, Growth, Standing, WriteError, apply_baseline,
    apply_waivers,
};

const fn meta(id: &'static str) -> RuleMeta {
    RuleMeta {
        id,
        summary: "",
        docs: "",
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    }
}

static DUPLICATE: RuleMeta = meta("deps/duplicate-version");
static YANKED: RuleMeta = meta("deps/yanked");
static RULES: [&RuleMeta; 2] = [&DUPLICATE, &YANKED];
const TODAY: &str = "2026-11-21";

fn today() -> Date {
    TODAY.parse().unwrap()
}

/// Rule, subject, class and copies of a finding.
type Shape = (usize, String, String, usize);

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let shape = (0..2_usize, "cargo:[ab]{1,3}", "[01]?", 0..4_usize);
    prop::collection::vec(shape, 0..12)
}

/// The findings of these shapes; the message is the number of the shape.
fn findings(shapes: &[Shape]) -> Vec<Finding> {
    let (mut findings, mut limits) = (Vec::new(), Vec::new());
    for (nth, (rule, subject, class, copies)) in shapes.iter().enumerate() {
        let (kind, key) = subject.split_once(':').unwrap();
        Sink::new(RULES[*rule], Level::Error, &mut findings, &mut limits)
            .report(Subject::other(kind, key), nth.to_string())
            .class(class.as_str())
            .copies(*copies);
    }
    findings
}

fn report(shapes: &[Shape]) -> Report {
    let mut gate = GateRun::new("deps", GateStatus::Checked);
    gate.rules.extend(RULES);
    Report {
        findings: findings(shapes),
        gates: vec![gate],
        ..Report::default()
    }
}

/// Rule, subject, how many days before today it ends, and the most copies.
type WaiverShape = (usize, String, Option<bool>, Option<u32>);

fn waivers() -> impl Strategy<Value = Vec<WaiverShape>> {
    let subject = "cargo:[ab*]{1,3}";
    let waiver = (
        0..2_usize,
        subject,
        any::<Option<bool>>(),
        prop::option::of(1..6_u32),
    );
    prop::collection::vec(waiver, 0..6).prop_map(|mut waivers| {
        waivers.sort();
        waivers.dedup_by(|a, b| (a.0, &a.1) == (b.0, &b.1));
        waivers
    })
}

fn config(waivers: &[WaiverShape]) -> Config {
    let mut text = String::new();
    for (rule, subject, expired, most) in waivers {
        let id = RULES[*rule].id;
        text += &format!("[[waivers]]\nrule = \"{id}\"\nsubject = \"{subject}\"\nreason = \"r\"\n");
        match expired {
            Some(true) => text += "until = 2026-11-20\n",
            Some(false) => text += &format!("until = {TODAY}\n"),
            None => {}
        }
        if let Some(most) = most {
            text += &format!("max-copies = {most}\n");
        }
    }
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    Config::load(text, "upsafe.toml", &ids).unwrap()
}

fn numbers<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<usize> {
    let mut numbers: Vec<usize> = findings
        .into_iter()
        .map(|finding| finding.message.parse().unwrap())
        .collect();
    numbers.sort_unstable();
    numbers
}

proptest! {
    #[test]
    fn waivers_lose_no_finding_and_hide_none_without_standing(
        shapes in shapes(), waivers in waivers(),
    ) {
        let config = config(&waivers);
        let applied = apply_waivers(findings(&shapes), &config.waivers, today());
        let waived = applied.waived.iter().map(|waived| &waived.finding);
        let all = applied.kept.iter().chain(&applied.returned).chain(waived);
        prop_assert_eq!(numbers(all), (0..shapes.len()).collect::<Vec<_>>());
        for waived in &applied.waived {
            let holding = config.waivers.iter().zip(&applied.uses).any(|(waiver, used)| {
                let within = waiver.max_copies.as_ref().is_none_or(|most| used.copies <= most.get() as usize);
                waiver.matches(&waived.finding) && !waiver.is_expired(today()) && within
            });
            prop_assert!(holding);
            prop_assert!(!waived.reason.is_empty());
        }
        for (waiver, used) in config.waivers.iter().zip(&applied.uses) {
            let matched = findings(&shapes).iter().filter(|finding| waiver.matches(finding)).count();
            prop_assert_eq!(used.findings, matched);
            prop_assert_eq!(used.standing == Standing::Unmatched, matched == 0);
            if waiver.is_expired(today()) && matched > 0 {
                prop_assert_eq!(used.standing, Standing::Expired);
            }
        }
    }

    #[test]
    fn no_exception_hides_an_error_in_silence(shapes in shapes(), waivers in waivers(), old in shapes()) {
        let config = config(&waivers);
        let baseline = BaselineUpdate::plan("b.json", None, &report(&old)).baseline;
        let mut report = report(&shapes);
        Exceptions { config: &config, source: None, baseline: Some(&baseline), today: today() }
            .apply(&mut report);
        let of_deps = report.findings.iter().filter(|finding| finding.rule.gate() == "deps");
        let all = of_deps.chain(report.waived.iter().map(|waived| &waived.finding));
        prop_assert_eq!(numbers(all), (0..shapes.len()).collect::<Vec<_>>());
        // What an expired waiver names is waived by another waiver, or it counts.
        for waived in report.waived.iter().filter(|waived| waived.reason == "baseline") {
            prop_assert!(config.waivers.iter().all(|waiver| !waiver.matches(&waived.finding)));
        }
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written(shapes in shapes()) {
        let written = BaselineUpdate::plan("b.json", None, &report(&shapes)).baseline;
        let read = Baseline::parse(written.text().as_bytes(), "b.json");
        prop_assert_eq!(read.as_ref(), Ok(&written));
        prop_assert!(written.entries().is_sorted());
        let again = BaselineUpdate::plan("b.json", Some(&written), &report(&shapes));
        prop_assert_eq!(again.baseline, written);
        prop_assert!(again.added.is_empty() && again.grown.is_empty());
        prop_assert!(again.fallen.is_empty() && again.gone.is_empty());
    }

    #[test]
    fn a_baseline_hides_what_was_there_and_nothing_more(old in shapes(), new in shapes()) {
        let before = report(&old);
        let baseline = BaselineUpdate::plan("b.json", None, &before).baseline;
        let same = apply_baseline(findings(&old), &[], &baseline, &before.gates);
        prop_assert!(same.kept.is_empty() && same.stale.is_empty());
        let applied = apply_baseline(findings(&new), &[], &baseline, &before.gates);
        let all = applied.kept.iter().chain(&applied.baselined);
        prop_assert_eq!(numbers(all), (0..new.len()).collect::<Vec<_>>());
        let update = BaselineUpdate::plan("b.json", Some(&baseline), &report(&new));
        prop_assert_eq!(update.is_growth(), !applied.kept.is_empty());
        prop_assert_eq!(update.fallen.len() + update.gone.len(), applied.stale.len());
    }

    #[test]
    fn a_baseline_only_shrinks_unless_it_is_allowed_to_grow(old in shapes(), new in shapes()) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b.json");
        let first = BaselineUpdate::plan("b.json", None, &report(&old));
        first.write(&path, Growth::Refuse).unwrap();
        let before = Baseline::read(&path, "b.json").unwrap().unwrap();
        let update = BaselineUpdate::plan("b.json", Some(&before), &report(&new));
        let written = update.write(&path, Growth::Refuse);
        let after = Baseline::read(&path, "b.json").unwrap().unwrap();
        if update.is_growth() {
            let refused = matches!(written, Err(WriteError::Growth { .. }));
            prop_assert!(refused);
            prop_assert_eq!(after, before);
            update.write(&path, Growth::Allow).unwrap();
        } else {
            prop_assert!(written.is_ok());
            prop_assert_eq!(&after, &update.baseline);
        }
        prop_assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn entries_of_gates_that_did_not_look_are_kept() {
    let shapes = [(0, "cargo:a".to_owned(), String::new(), 2)];
    let baseline = BaselineUpdate::plan("b.json", None, &report(&shapes)).baseline;
    let mut silent = report(&[]);
    silent.gates[0].status = GateStatus::Failed {
        reason: "no lock".to_owned(),
    };
    let update = BaselineUpdate::plan("b.json", Some(&baseline), &silent);
    assert_eq!(update.baseline, baseline);
    let update = BaselineUpdate::plan("b.json", Some(&baseline), &report(&[]));
    assert_eq!((update.baseline.entries().len(), update.gone.len()), (0, 1));
}

#[test]
fn exceptions_alone_make_nothing_safe() {
    let mut report = report(&[]);
    report.gates[0].status = GateStatus::Skipped {
        reason: "no manifest".to_owned(),
    };
    let config = Config::default();
    Exceptions {
        config: &config,
        source: None,
        baseline: None,
        today: today(),
    }
    .apply(&mut report);
    assert_eq!(report.verdict(), upsafe_core::Verdict::CannotTell);
    assert_eq!(
        report.gates[1].status.reason(),
        Some("no gate looked at anything")
    );
}
