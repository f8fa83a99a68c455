//! Texts that try to leave their place, and spans that point nowhere, in every format.
#![expect(
    clippy::unwrap_used,
    reason = "checks called by tests: a panic is the failure"
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use upsafe_core::{GateRun, GateStatus, Place, Report, RuleMeta, Subject, Waived, wire};
use upsafe_report::{Format, MARKDOWN_MARKER, Options, render};

use crate::{
    sample::{DRIFT, DUPLICATE, WILDCARD, every_feature, finding},
    xml,
};

const FRAGMENTS: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{1b}]0;title\u{7}",
    "\u{9b}2J",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{e0041}",
    "\u{ffff}",
    "%",
    "%0A",
    "::",
    "\n::error::forged",
    ",",
    ":",
    "|",
    "\\|",
    "\\",
    "`",
    "``",
    "```\n",
    "]]>",
    "</failure>",
    "</script>",
    "<!-- upsafe-report -->",
    "<img src=x onerror=alert(1)>",
    "&amp;",
    "&#124;",
    "@someone",
    "#1",
    "**bold**",
    "[link](http://example.invalid)",
    "{0}",
    "{",
    "}",
    "\"",
    "'",
    "- ",
    "1. ",
    "> ",
    "\nerror[forged/rule]: forged",
    "\nsafe: 0 errors",
    "</details>",
    "$x$",
    "name",
    " ",
    "zwölf",
    "漢字",
    "e\u{301}",
    "🦀",
    "->",
];

pub(crate) fn nasty() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        5 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => Just("long ".repeat(700)),
    ];
    prop::collection::vec(fragment, 0..6).prop_map(|parts| parts.concat())
}

#[derive(Clone, Debug)]
struct Texts {
    source: String,
    path: String,
    texts: Vec<String>,
    spans: Vec<(usize, usize)>,
    rule: usize,
}

fn one() -> impl Strategy<Value = Texts> {
    let spans = prop::collection::vec((0..60_usize, 0..60_usize), 0..5);
    (
        nasty(),
        nasty(),
        prop::collection::vec(nasty(), 8),
        spans,
        0..3_usize,
    )
        .prop_map(|(source, path, texts, spans, rule)| Texts {
            source,
            path,
            texts,
            spans,
            rule,
        })
}

fn report(findings: &[Texts]) -> Report {
    const RULES: [&RuleMeta; 3] = [&DUPLICATE, &DRIFT, &WILDCARD];
    let mut report = Report::default();
    let mut deps = GateRun::new("deps", GateStatus::Checked);
    deps.rules = RULES.to_vec();
    for each in findings {
        let source = report.sources.add(&each.path, each.source.as_str());
        let text = |n: usize| each.texts[n].clone();
        let made = finding(
            RULES[each.rule],
            Subject::other(&text(0), &text(1)),
            &text(2),
            |f| {
                f.at(Place::whole(source), text(3));
                for (n, (from, to)) in each.spans.iter().enumerate() {
                    let place = Place::new(
                        source,
                        std::ops::Range {
                            start: *from,
                            end: *to,
                        },
                    );
                    match n % 2 {
                        0 => f.at(place, text(4)),
                        _ => f.at_old(place, text(5)),
                    };
                }
                let turn = each.rule.min(f.labels.len());
                f.labels.rotate_left(turn);
                f.because(text(6))
                    .because_path([text(3), text(4)])
                    .help(text(5));
                f.help_command(text(7), text(6))
                    .witness(Value::String(text(2)));
            },
        );
        let excused = finding(&WILDCARD, Subject::file(&text(1)), &text(4), |_| {});
        report.waived.push(Waived {
            finding: excused,
            reason: text(5),
        });
        report.findings.push(made);
        deps.notes.push(text(6));
        report.gates.push(GateRun::new(
            "semver",
            GateStatus::Failed { reason: text(7) },
        ));
    }
    report.gates.insert(0, deps);
    report.sort();
    report
}

fn check(report: &Report) {
    for format in Format::ALL {
        for verbose in [false, true] {
            if verbose && format != Format::Text {
                continue;
            }
            let options = Options::default().with_verbose(verbose);
            let text = render(report, format, &options);
            let bad = text.chars().find(|&c| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{feff}' | '\u{200b}')
            });
            assert_eq!(bad, None, "{format}: {text:?}");
            match format {
                Format::Text => check_text(report, &text),
                Format::Json => {
                    let read: wire::Report = serde_json::from_str(&text).unwrap();
                    assert_eq!(read, wire::Report::from(report));
                }
                Format::Sarif => check_sarif(&text),
                Format::Junit => check_junit(&text),
                Format::Github => check_github(report, &text),
                Format::Markdown => check_markdown(&text),
                _ => panic!("a format without a check: {format}"),
            }
        }
    }
}

fn check_text(report: &Report, text: &str) {
    let forged = |line: &&str| line.starts_with("error[forged") || line.starts_with("safe:");
    let mut lines = text.lines().rev();
    let last = lines.next().unwrap();
    assert_eq!(lines.find(forged), None, "{text}");
    assert!(
        last.starts_with(&format!("{}: ", report.verdict())),
        "{last}"
    );
}

fn check_sarif(text: &str) {
    static SCHEMA: std::sync::LazyLock<jsonschema::Validator> = std::sync::LazyLock::new(|| {
        let schema = include_str!("../data/sarif-schema-2.1.0.json");
        // The standard's pattern has a stray bracket, which a strict regex engine refuses.
        let schema = schema.replace("{2}-[a-zA-Z]{2}]?$", "{2}-[a-zA-Z]{2}?$");
        let schema: Value = serde_json::from_str(&schema).unwrap();
        jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap()
    });
    let log: Value = serde_json::from_str(text).unwrap();
    let wrong: Vec<_> = SCHEMA
        .iter_errors(&log)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
}

fn check_junit(text: &str) {
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let known = [
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "error",
        "skipped",
        "system-out",
    ];
    xml::check(text.strip_prefix(declaration).unwrap(), &known);
}

fn check_github(report: &Report, text: &str) {
    let failed = report
        .gates
        .iter()
        .filter(|gate| matches!(gate.status, GateStatus::Failed { .. }))
        .count();
    let infos = report.counts().info;
    let expected = report.findings.len() - infos + infos.min(9) + failed + 1;
    assert_eq!(text.lines().count(), expected, "{text}");
    for line in text.lines() {
        let (name, rest) = line.strip_prefix("::").unwrap().split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let (properties, _) = rest.split_once("::").unwrap();
        let keys: BTreeSet<_> = properties
            .split(',')
            .map(|p| p.split_once('=').unwrap().0)
            .collect();
        let known = ["file", "line", "endLine", "col", "endColumn", "title"];
        assert!(keys.iter().all(|key| known.contains(key)), "{line}");
    }
}

fn check_markdown(text: &str) {
    assert_eq!(text.lines().next(), Some(MARKDOWN_MARKER));
    assert_eq!(text.matches(MARKDOWN_MARKER).count(), 1);
    assert!(text.len() < 65_536);
    let known = [
        "<!-- upsafe-report -->",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<code>",
        "</code>",
        "<br>",
    ];
    let mut columns = None;
    for line in text.lines() {
        let outside: String = line.split('`').step_by(2).collect();
        let plain = known
            .iter()
            .fold(outside, |line, tag| line.replace(tag, ""));
        assert!(!plain.contains('<') && !plain.contains("@s"), "{line}");
        let is_row = line.starts_with('|');
        let pipes = line.matches('|').count();
        assert!(is_row || pipes == 0, "{line}");
        columns = is_row.then(|| *columns.get_or_insert(pipes));
        assert!(!is_row || columns == Some(pipes), "{line}");
    }
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn no_text_breaks_out_and_no_span_panics(findings in prop::collection::vec(one(), 0..5)) {
        check(&report(&findings));
    }

    #[test]
    fn excerpts_show_the_place_that_the_report_names(
        source in prop::collection::vec(prop::sample::select(&["a", "ö", "漢", "\t", "\n", "\r\n", " ", "\u{1b}"][..]), 1..30),
        from in 0..60_usize,
        to in 0..60_usize,
    ) {
        let mut report = Report::default();
        let id = report.sources.add("f", source.concat());
        let span = std::ops::Range { start: from, end: to };
        let text = report.sources.get(id).text();
        let from = from.min(text.len());
        let inside_line_end = text.is_char_boundary(from)
            && text[from..].starts_with('\n')
            && text[..from].ends_with('\r');
        let position = report.sources.get(id).position(from - usize::from(inside_line_end));
        report.findings.push(finding(&DUPLICATE, Subject::file("f"), "m", |f| {
            f.at(Place::new(id, span), "here");
        }));
        let text = render(&report, Format::Text, &Options::default());
        let place = format!("--> f:{}:{}\n", position.line, position.column);
        prop_assert!(text.contains(&place), "{place}{text}");
    }
}

#[test]
fn the_sample_keeps_every_rule_as_well() {
    check(&every_feature());
    check(&Report::default());
}

#[test]
fn thousands_of_hostile_findings_stay_within_what_a_comment_takes() {
    let texts = Texts {
        source: "x\n".repeat(50),
        path: "a|b`c".to_owned(),
        texts: vec!["|`<b>` @someone ".repeat(40); 8],
        spans: vec![(0, 1), (4, 50)],
        rule: 0,
    };
    let mut many = report(&vec![texts; 500]);
    many.gates.truncate(1);
    check_markdown(&render(&many, Format::Markdown, &Options::default()));
}
