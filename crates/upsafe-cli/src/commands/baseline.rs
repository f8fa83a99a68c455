//! `upsafe baseline`: today's findings are known, only new ones fail.

use upsafe::{
    Request, check,
    core::{Report, Verdict, count},
    policy::{Baseline, BaselineUpdate, Growth},
};

use crate::{
    args::{self, Check, Global, Where},
    commands::check::{discover, request},
    environment,
    failure::{Failure, of_workspace},
    output::print,
};

pub(crate) fn run(args: &args::Baseline, global: &Global) -> Result<u8, Failure> {
    match args {
        args::Baseline::Write {
            place,
            allow_growth,
        } => {
            let growth = if *allow_growth {
                Growth::Allow
            } else {
                Growth::Refuse
            };
            write(place, growth)
        }
        args::Baseline::Check { place, output } => {
            let check = Check {
                gates: Vec::new(),
                place: place.clone(),
                deep: false,
                verbose: false,
                no_baseline: false,
                output: output.clone(),
            };
            super::check::run(&check, global)
        }
    }
}

fn write(place: &Where, growth: Growth) -> Result<u8, Failure> {
    let workspace = discover(place)?;
    let config = workspace.load_config().map_err(of_workspace)?;
    let request = Request {
        ignore_baseline: true,
        ..request(place)
    };
    let report = check(&workspace, &config, &environment::read(), &request);
    if let Some(reason) = failed_gate(&report) {
        return Err(Failure::new(format_args!(
            "there is nothing to write: {reason}"
        )));
    }
    let shown = config.baseline.file.as_str();
    let path = workspace.root.join(shown);
    let old = Baseline::read(&path, shown)?;
    let update = BaselineUpdate::plan(shown, old.as_ref(), &report);
    update.write(&path, growth)?;
    print(&format!(
        "wrote {shown}: {}, {} added, {} higher, {} lower, {} gone\n",
        count(update.baseline.entries().len(), "entry"),
        update.added.len(),
        update.grown.len(),
        update.fallen.len(),
        update.gone.len(),
    ))?;
    Ok(0)
}

/// Why a gate could not look; what it would have found is not known then.
fn failed_gate(report: &Report) -> Option<String> {
    if report.verdict() == Verdict::CannotTell
        || report
            .gates
            .iter()
            .any(|gate| gate.status.name() == "failed")
    {
        let failed = report
            .gates
            .iter()
            .find(|gate| gate.status.name() != "checked");
        return Some(
            failed
                .and_then(|gate| gate.status.reason())
                .unwrap_or("no gate looked")
                .to_owned(),
        );
    }
    None
}
