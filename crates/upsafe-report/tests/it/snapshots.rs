//! One report with every feature, in each format.

use expect_test::{ExpectFile, expect_file};
use upsafe_core::{GateRun, GateStatus, Report, Verdict};
use upsafe_report::{Format, Options, render};

use crate::sample::every_feature;

fn check(report: &Report, format: Format, options: &Options, expected: ExpectFile) {
    let text = render(report, format, options);
    assert_eq!(
        text,
        render(report, format, options),
        "the same report gives the same bytes"
    );
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    expected.assert_eq(&text);
}

#[test]
fn every_format_shows_every_feature() {
    let report = every_feature();
    assert_eq!(report.verdict(), Verdict::NotSafe);
    let plain = Options::default();
    let colors = Options::default().with_color(true);
    for (format, options, expected) in [
        (Format::Text, &plain, expect_file!["../data/text.txt"]),
        (Format::Text, &colors, expect_file!["../data/text.ansi"]),
        (Format::Json, &plain, expect_file!["../data/report.json"]),
        (Format::Sarif, &plain, expect_file!["../data/report.sarif"]),
        (Format::Junit, &plain, expect_file!["../data/junit.xml"]),
        (Format::Github, &plain, expect_file!["../data/github.txt"]),
        (
            Format::Markdown,
            &plain,
            expect_file!["../data/markdown.md"],
        ),
    ] {
        check(&report, format, options, expected);
    }
}

#[test]
fn a_clean_report_is_short() {
    let mut report = Report::default();
    for name in ["deps", "semver"] {
        report.gates.push(GateRun::new(name, GateStatus::Checked));
    }
    let text = render(&report, Format::Text, &Options::default());
    assert_eq!(text, "safe: 0 errors, 0 warnings | deps ok | semver ok\n");
}
