//! `upsafe schema check OLD NEW`: the report on two schemas or two folders.

use std::path::Path;

use upsafe::{
    config::Config,
    core::{Gate, GateRun, Report, Sources},
    schema::{self, Loaded, PairRequest, PairSide, Schemas},
};

use crate::{
    args::Global,
    commands::check::options,
    failure::Failure,
    output::{Output, write_report},
    schema_args::Pair,
};

pub(super) fn run(
    pair: &Pair,
    verbose: bool,
    output: &[Output],
    global: &Global,
) -> Result<u8, Failure> {
    let config = Config::default();
    let mut report = Report::default();
    match load(pair, &mut report.sources) {
        Ok(loaded) => {
            let (findings, run) = schema::check(&loaded, &config);
            report.findings = findings;
            report.gates.push(run);
            schema::settle(&mut report, &config);
        }
        Err(failure) => {
            // Machine-readable outputs say so as well.
            let run = GateRun::failed(Schemas::NAME, failure.reason());
            report.gates.push(run);
        }
    }
    report.sort();
    write_report(&report, output, &options(verbose, global))?;
    Ok(report.verdict().exit_code())
}

/// Loads and compares what the command line names.
pub(super) fn load(pair: &Pair, sources: &mut Sources) -> Result<Loaded, Failure> {
    let (old, new) = (shown(&pair.old), shown(&pair.new));
    let request = PairRequest {
        old: PairSide {
            path: &pair.old,
            shown: &old,
        },
        new: PairSide {
            path: &pair.new,
            shown: &new,
        },
        format: pair.format,
        mode: pair.how.mode,
        judge: pair.how.judge()?,
        dialect: pair.how.dialect,
        switches: pair.how.switches(),
    };
    Ok(schema::load_pairs(&request, sources)?)
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
