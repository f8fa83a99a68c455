//! Renderers: no text of a report leaves its place, whatever it is.

use serde_json::Value;
use upsafe::core::{
    GateRun, GateStatus, Level, Place, Report, RuleMeta, Sink, Status, Subject, Waived, wire,
};
use upsafe_report::{Format, MARKDOWN_MARKER, Options, render};

use crate::promise;

static RULES: [RuleMeta; 2] = [
    RuleMeta {
        id: "deps/duplicate-version",
        summary: "one package is built in several versions",
        docs: "# duplicate-version\n\n## What it finds\nText.\n",
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &["cargo-deny:duplicate"],
    },
    RuleMeta {
        id: "deps/drift",
        summary: "a lock is above the floor",
        docs: "# drift\n",
        level: Level::Info,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    },
];

/// Cuts the input into texts, makes a report of them, and renders it in every format.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split('\u{1}').map(str::to_owned);
    let report = report(&mut parts);
    for format in Format::ALL {
        for verbose in [false, true] {
            let options = Options::default().with_verbose(verbose);
            let shown = render(&report, format, &options);
            assert_eq!(shown, render(&report, format, &options), "{format} differs");
            printable(format, &shown);
            match format {
                Format::Text => check_text(&report, &shown),
                Format::Json => {
                    let read: wire::Report = serde_json::from_str(&shown).expect("it is JSON");
                    assert_eq!(read, wire::Report::from(&report));
                }
                Format::Sarif => check_sarif(&report, &shown),
                Format::Github => check_github(&shown),
                Format::Markdown => check_markdown(&shown),
                _ => {}
            }
        }
    }
    let color = render(&report, Format::Text, &Options::default().with_color(true));
    assert!(!color.contains("\u{1b}]"), "a terminal command: {color:?}");
}

fn report(parts: &mut dyn Iterator<Item = String>) -> Report {
    let mut report = Report::default();
    let mut deps = GateRun::new("deps", GateStatus::Checked);
    deps.rules = RULES.iter().collect();
    for n in 0..6_usize {
        let Some(source) = parts.next() else { break };
        let mut part = || parts.next().unwrap_or_default();
        let length = source.len();
        let id = report.sources.add(&part(), source);
        let rule = &RULES[n % 2];
        let (subject, message) = (Subject::file(&part()), part());
        let mut limits = Vec::new();
        let mut found = Vec::new();
        let mut sink = Sink::new(rule, rule.level, &mut found, &mut limits);
        let finding = sink.report(subject, message);
        // The spans are as hostile as the texts: beyond the end, inside a character, backwards.
        for (from, to) in [
            (length / 2, length / 2 + 3),
            (n, n * 7),
            (length, length + 9),
            (5, 2),
        ] {
            let span = std::ops::Range {
                start: from,
                end: to,
            };
            finding.at(Place::new(id, span), part());
        }
        finding
            .because(part())
            .because_path([part(), part()])
            .help(part())
            .help_command(part(), part())
            .witness(Value::String(part()));
        sink.limit(part());
        deps.limits.append(&mut limits);
        deps.notes.push(part());
        if n == 3 {
            let reason = part();
            let waived = found.drain(..).map(|finding| Waived {
                finding,
                reason: reason.clone(),
            });
            report.waived.extend(waived);
        }
        if n == 4 {
            report.gates.push(GateRun::new(
                "semver",
                GateStatus::Failed { reason: part() },
            ));
        }
        report.findings.append(&mut found);
    }
    report.gates.insert(0, deps);
    report.sort();
    report
}

fn printable(format: Format, text: &str) {
    let bad = text.chars().find(|&c| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{200b}' | '\u{feff}')
    });
    assert_eq!(bad, None, "{format}: {text:?}");
    assert!(text.ends_with('\n'), "{format} does not end its last line");
}

fn check_text(report: &Report, text: &str) {
    let verdict = format!("{}: ", report.verdict());
    let last = text.lines().next_back().unwrap_or_default();
    assert!(last.starts_with(&verdict), "{last}");
    let n_verdicts = text
        .lines()
        .filter(|line| line.starts_with("safe: ") || line.starts_with("not safe: "))
        .count();
    assert!(n_verdicts <= 1, "a forged verdict: {text}");
}

fn check_sarif(report: &Report, text: &str) {
    let log: Value = serde_json::from_str(text).expect("it is JSON");
    let results = log["runs"][0]["results"]
        .as_array()
        .expect("a list of results");
    assert!(results.len() >= report.findings.len());
    for region in results
        .iter()
        .flat_map(|r| r["locations"].as_array().into_iter().flatten())
    {
        let region = &region["physicalLocation"]["region"];
        let number = |key: &str| region[key].as_u64();
        assert!(number("startLine") != Some(0) && number("startColumn") != Some(0));
        assert!(number("endLine") >= number("startLine") || number("endLine").is_none());
    }
}

fn check_github(text: &str) {
    for line in text.lines() {
        let kinds = ["::error ", "::warning ", "::notice "];
        assert!(kinds.iter().any(|kind| line.starts_with(kind)), "{line}");
    }
}

fn check_markdown(text: &str) {
    assert_eq!(text.matches(MARKDOWN_MARKER).count(), 1);
    assert!(text.len() < 65_536, "longer than a comment may be");
    assert_eq!(
        text.matches("<details>").count(),
        text.matches("</details>").count()
    );
    assert!(!promise::text(text.as_bytes()).is_none_or(str::is_empty));
}
