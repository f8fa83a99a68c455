//! Writes a small report in the format that is named, `text` if none is: `cargo run --example render -- sarif`.
#![expect(clippy::print_stdout, reason = "an example is a binary")]

use upsafe_core::{GateRun, GateStatus, Level, Place, Report, RuleMeta, Sink, Status, Subject};
use upsafe_report::{Format, FormatError, Options, render};

static WILDCARD: RuleMeta = RuleMeta {
    id: "deps/wildcard",
    summary: "a requirement has no upper end",
    docs: "# wildcard\n\nA requirement has no upper end.\n",
    level: Level::Error,
    since: "0.1.0",
    status: Status::Stable,
    aliases: &["cargo-deny:wildcard"],
};

fn main() -> Result<(), FormatError> {
    let word = std::env::args().nth(1);
    let format: Format = word.as_deref().unwrap_or("text").parse()?;

    let mut report = Report::default();
    let manifest = report
        .sources
        .add("Cargo.toml", "[dependencies]\nserde = \"*\"\n");
    let mut gate = GateRun::new("deps", GateStatus::Checked);
    gate.rules.push(&WILDCARD);
    let subject = Subject::dependency("cargo", "app", "serde");
    Sink::new(
        &WILDCARD,
        WILDCARD.level,
        &mut report.findings,
        &mut gate.limits,
    )
    .report(subject, "`app` takes any version of `serde`")
    .at(Place::new(manifest, 23..26), "no upper end")
    .help_command(
        "cargo add serde@1",
        "takes the versions that are compatible with 1.0",
    );
    report.gates.push(gate);
    report.sort();

    print!("{}", render(&report, format, &Options::default()));
    Ok(())
}
