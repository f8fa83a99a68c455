//! A gate of one's own: evidence, a rule over it, a report and its verdict.
//!
//! `cargo run -p upsafe-core --example own_gate -- LICENSE README.md` asks that the files have text.
#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{fs, process::ExitCode};

use upsafe_core::{
    Gate, Level, Place, Report, Rule, RuleMeta, Setting, Sink, Sources, Status, Subject, run_rules,
};

/// The gate `files`.
struct Files;

impl Gate for Files {
    const NAME: &'static str = "files";
    type Evidence<'e> = Sources;

    fn rules() -> &'static [&'static Rule<Self>] {
        &RULES
    }
}

static RULES: [&Rule<Files>; 1] = [&EMPTY_FILE];

static EMPTY_FILE: Rule<Files> = Rule {
    meta: &RuleMeta {
        id: "files/empty-file",
        summary: "a file says nothing",
        docs: "# empty-file\n",
        level: Level::Error,
        since: "0.1.0",
        status: Status::Stable,
        aliases: &[],
    },
    check: empty_file,
};

/// A rule sees its evidence and reports; it opens no file and chooses no level.
fn empty_file(files: &Sources, sink: &mut Sink<'_>) {
    for (id, file) in files
        .iter()
        .filter(|(_, file)| file.text().trim().is_empty())
    {
        sink.report(
            Subject::file(file.path()),
            format!("`{}` says nothing", file.path()),
        )
        .at(Place::whole(id), "here")
        .help("write it, or delete it");
    }
}

fn main() -> ExitCode {
    let mut files = Sources::new();
    for path in std::env::args().skip(1) {
        match fs::read_to_string(&path) {
            Ok(text) => drop(files.add(&path, text)),
            Err(error) => {
                println!("cannot tell: {path}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    let (findings, run) = run_rules::<Files>(&files, |rule| Setting::At(rule.level));
    let mut report = Report {
        findings,
        gates: vec![run],
        sources: files,
        ..Report::default()
    };
    report.sort();
    for finding in &report.findings {
        println!(
            "{} {} ({})",
            finding.level,
            finding.message,
            finding.fingerprint()
        );
    }
    println!("{}", report.verdict());
    ExitCode::from(report.verdict().exit_code())
}
