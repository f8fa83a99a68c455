//! Reports to render: one that uses every feature, and helpers to build others.

use upsafe_core::{
    Audience, Finding, GateRun, GateStatus, Level, Limit, Place, Report, RuleMeta, Sink, SourceId,
    Status, Subject, Waived,
};

macro_rules! rules {
    ($($name:ident = $id:literal, $level:ident, $summary:literal, $aliases:expr;)+) => {
        $(pub(crate) static $name: RuleMeta = RuleMeta {
            id: $id,
            summary: $summary,
            docs: concat!("# ", $id, "\n\n## What it finds\n\n", $summary, ": `a | b` <here>.\n"),
            level: Level::$level,
            since: "0.1.0",
            status: Status::Stable,
            aliases: $aliases,
        };)+
    };
}

rules! {
    DUPLICATE = "deps/duplicate-version", Error, "one package is built in several versions", &["cargo-deny:duplicate"];
    DRIFT = "deps/drift", Warning, "the locked version is above the declared minimum", &[];
    WILDCARD = "deps/wildcard", Info, "a requirement has no upper end", &[];
    YANKED = "deps/yanked", Error, "a yanked version is used", &[];
    TYPE = "schema/field-same-type", Error, "a field changed its type", &["buf:FIELD_SAME_TYPE"];
}

/// A finding of a rule at its default level.
pub(crate) fn finding(
    meta: &'static RuleMeta,
    subject: Subject,
    message: &str,
    fill: impl FnOnce(&mut Finding),
) -> Finding {
    let (mut findings, mut limits) = (Vec::new(), Vec::new());
    let mut sink = Sink::new(meta, meta.level, &mut findings, &mut limits);
    fill(sink.report(subject, message));
    findings.remove(0)
}

/// The place of the first `needle` in a source.
pub(crate) fn place(report: &Report, source: SourceId, needle: &str) -> Place {
    let at = report
        .sources
        .get(source)
        .text()
        .find(needle)
        .expect("the sample has it");
    Place::new(source, at..at + needle.len())
}

/// Every feature of a report once.
pub(crate) fn every_feature() -> Report {
    let mut report = Report::default();
    let lock = report.sources.add(
        "Cargo.lock",
        "[[package]]\nname = \"bytes\"\nversion = \"0.5.6\"\n\n[[package]]\nname = \"bytes\"\nversion = \"1.7.1\"\n",
    );
    let manifest = report.sources.add(
        "app/Cargo.toml",
        "[dependencies]\r\n\tzwölf = \"*\"\r\nserde = \"1\"\r\n",
    );
    let old = report
        .sources
        .add("api.proto", "message M {\n  int32 id = 1;\n}\n");
    let new = report
        .sources
        .add("api.proto", "message M {\n  string id = 1;\n}\n");

    let mut deps = GateRun::new("deps", GateStatus::Checked);
    deps.rules = vec![&DUPLICATE, &DRIFT, &WILDCARD, &YANKED];
    deps.notes
        .push("fast tier: Cargo.lock and 2 manifests, 3 packages".to_owned());
    deps.limits = limits(
        &YANKED,
        &[
            "no local index entry for `bytes`",
            "no local index entry for `http`",
        ],
    );
    let mut schema = GateRun::new("schema", GateStatus::Checked);
    schema.rules = vec![&TYPE];
    let semver = GateRun::new(
        "semver",
        GateStatus::Skipped {
            reason: "no [semver] table".to_owned(),
        },
    );
    let reason = "cannot read `matrix.toml`: line 3, column 1: expected a table".to_owned();
    let matrix = GateRun::new("matrix", GateStatus::Failed { reason });
    report.gates = vec![deps, schema, semver, matrix];

    report.findings.push(finding(
        &DUPLICATE,
        Subject::package("cargo", "bytes", None),
        "`bytes` is built in 2 versions",
        |f| {
            f.at(place(&report, lock, "0.5.6"), "version 0.5.6")
                .at(place(&report, lock, "1.7.1"), "version 1.7.1")
                .because_path(["app 1.0.0", "tokio 1.40.0", "bytes 1.7.1"])
                .because_path(["app 1.0.0", "old-http 0.2.0", "bytes 0.5.6"])
                .help_command(
                    "cargo update -p old-http",
                    "moves it to 0.3, which takes bytes 1",
                )
                .copies(2);
        },
    ));
    report.findings.push(finding(
        &WILDCARD,
        Subject::dependency("cargo", "app", "zwölf"),
        "`app` takes any version of `zwölf`",
        |f| {
            f.at(place(&report, manifest, "\"*\""), "no upper end")
                .help("write the version that was tested");
        },
    ));
    report.findings.push(finding(
        &DRIFT,
        Subject::dependency("cargo", "app", "serde"),
        "`serde` is locked above its minimum",
        |f| {
            f.at(Place::whole(manifest), "")
                .because("1.0.0 is declared, 1.0.228 is locked");
        },
    ));
    report.findings.push(finding(
        &TYPE,
        Subject::other("protobuf", "M.id"),
        "field `id` of `M` changed from `int32` to `string`",
        |f| {
            f.at(place(&report, new, "string"), "now a `string`")
                .at_old(place(&report, old, "int32"), "was an `int32`")
                .breaks(Audience::Readers)
                .breaks(Audience::Writers)
                .witness(serde_json::json!({"id": "x"}));
        },
    ));
    let excused = finding(
        &DUPLICATE,
        Subject::package("cargo", "syn", None),
        "`syn` is built in 2 versions",
        |f| {
            f.at(Place::whole(lock), "");
        },
    );
    report.waived.push(Waived {
        finding: excused,
        reason: "waits for darling 0.21, until 2027-01-31".to_owned(),
    });
    report.sort();
    report
}

fn limits(meta: &'static RuleMeta, messages: &[&str]) -> Vec<Limit> {
    let (mut findings, mut limits) = (Vec::new(), Vec::new());
    let mut sink = Sink::new(meta, meta.level, &mut findings, &mut limits);
    messages.iter().for_each(|message| sink.limit(*message));
    limits
}
