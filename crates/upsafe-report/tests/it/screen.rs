//! The text of large workspaces: at most a screen, and no root cause is missing.

use upsafe_core::{GateRun, GateStatus, Place, Report, RuleMeta, Subject};
use upsafe_report::{Format, Options, render};

use crate::sample::{DRIFT, DUPLICATE, WILDCARD, YANKED, finding, place};

/// A workspace of 590 packages with so many findings of each rule.
fn workspace(counts: &[(&'static RuleMeta, usize)]) -> Report {
    let mut report = Report::default();
    let lock: String = (0..590)
        .map(|n| format!("[[package]]\nname = \"package-{n:03}\"\nversion = \"{n}.0.0\"\n\n"))
        .collect();
    let lock = report.sources.add("Cargo.lock", lock);
    let mut deps = GateRun::new("deps", GateStatus::Checked);
    deps.rules = counts.iter().map(|(meta, _)| *meta).collect();
    deps.notes
        .push("fast tier: Cargo.lock and 30 manifests, 590 packages".to_owned());
    report.gates.push(deps);
    for (meta, n) in counts {
        for n in 0..*n {
            let name = format!("package-{n:03}");
            let message = format!("`{name}` is built in 2 versions: 0.4.{n} and {n}.0.0");
            let here: Place = place(&report, lock, &format!("\"{n}.0.0\""));
            report.findings.push(finding(
                meta,
                Subject::package("cargo", &name, None),
                &message,
                |f| {
                    f.at(here, "this version")
                        .because_path([
                            "app 1.0.0".to_owned(),
                            "tokio 1.40.0".to_owned(),
                            format!("{name} {n}.0.0"),
                        ])
                        .because_path([
                            "app 1.0.0".to_owned(),
                            format!("holder-{n:03} 0.2.0"),
                            format!("{name} 0.4.{n}"),
                        ])
                        .help_command(
                            format!("cargo update -p holder-{n:03}"),
                            "moves it to a version that takes the newer one",
                        );
                },
            ));
        }
    }
    report.sort();
    report
}

fn text(counts: &[(&'static RuleMeta, usize)], options: &Options) -> String {
    render(&workspace(counts), Format::Text, options)
}

#[test]
fn forty_duplicates_fit_a_screen_and_each_is_named() {
    for width in [80, 120, 200] {
        let text = text(&[(&DUPLICATE, 40)], &Options::default().with_width(width));
        assert!(text.lines().count() <= 60, "{text}");
        for n in 0..40 {
            assert!(
                text.contains(&format!("`package-{n:03}` is built in 2 versions")),
                "{text}"
            );
            assert!(
                text.contains(&format!("`cargo update -p holder-{n:03}`")),
                "{text}"
            );
        }
    }
    expect_test::expect_file!["../data/screen.txt"]
        .assert_eq(&text(&[(&DUPLICATE, 40)], &Options::default()));
}

#[test]
fn warnings_give_way_to_errors_and_are_counted() {
    let text = text(
        &[(&DUPLICATE, 20), (&DRIFT, 90), (&WILDCARD, 7), (&YANKED, 1)],
        &Options::default(),
    );
    assert!(text.lines().count() <= 60, "{text}");
    expect_test::expect_file!["../data/screen-mixed.txt"].assert_eq(&text);
}

#[test]
fn few_errors_stay_in_full_above_many_warnings() {
    let text = text(&[(&DUPLICATE, 2), (&DRIFT, 300)], &Options::default());
    assert!(text.lines().count() <= 60, "{text}");
    expect_test::expect_file!["../data/screen-few-errors.txt"].assert_eq(&text);
}

#[test]
fn errors_are_never_dropped() {
    let counts: &[(&RuleMeta, usize)] = &[(&DUPLICATE, 150), (&DRIFT, 80)];
    let short = text(counts, &Options::default());
    for n in 0..150 {
        assert!(short.contains(&format!("`package-{n:03}` is built in 2 versions")));
    }
    assert!(
        short.contains("... 80 more findings: deps/drift 80"),
        "{short}"
    );
    let all = text(counts, &Options::default().with_verbose(true));
    assert_eq!(all.matches("warning[deps/drift]").count(), 80);
    assert_eq!(all.matches("error[deps/duplicate-version]").count(), 150);
}
