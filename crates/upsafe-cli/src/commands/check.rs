//! `upsafe check`: run the gates, show the report, answer with its verdict.

use upsafe::{GATES, Request, Workspace, check, config::Tier, core::closest, failed};
use upsafe_report::Options;

use crate::{
    args::{self, Check, Global, Where},
    environment,
    failure::{Failure, of_workspace},
    output::write_report,
};

pub(crate) fn run(args: &Check, global: &Global) -> Result<u8, Failure> {
    run_gates(&args.gates, args, global)
}

/// Runs one gate, whatever others are named.
#[cfg(feature = "semver")]
pub(crate) fn run_only(gate: &str, args: &Check, global: &Global) -> Result<u8, Failure> {
    if let Some(other) = args.gates.iter().find(|named| *named != gate) {
        let failure = Failure::new(format_args!(
            "this command runs the gate `{gate}`, not `{other}`"
        ));
        return Err(failure.with_hint(format_args!("`upsafe check {gate} {other}` runs both")));
    }
    run_gates(&[gate.to_owned()], args, global)
}

fn run_gates(gates: &[String], args: &Check, global: &Global) -> Result<u8, Failure> {
    for gate in gates {
        if !GATES.contains(&gate.as_str()) {
            return Err(unknown_gate(gate));
        }
    }
    let workspace = discover(&args.place)?;
    let config = match workspace.load_config() {
        Ok(config) => config,
        Err(error) => {
            // Machine-readable outputs say so as well; the problems themselves are talk.
            write_report(
                &failed("the configuration cannot be used"),
                &args.output,
                &options(args.verbose, global),
            )?;
            return Err(of_workspace(error));
        }
    };
    let request = Request {
        gates: gates.to_vec(),
        deep: args.deep,
        ignore_baseline: args.no_baseline,
        ..request(&args.place)
    };
    let report = check(&workspace, &config, &environment::read(), &request);
    write_report(&report, &args.output, &options(args.verbose, global))?;
    Ok(report.verdict().exit_code())
}

/// Whether the exact tier is asked for, by an option or by the policy of the place. A place or a
/// policy that cannot be read asks for nothing: the run will say what is wrong with it.
pub(crate) fn wants_exact(args: &Check) -> bool {
    let configured = || Some(discover(&args.place).ok()?.load_config().ok()?.deps.tier);
    request(&args.place).tier.or_else(configured) == Some(Tier::Exact)
}

/// What a place on the command line stands for.
pub(crate) fn discover(place: &Where) -> Result<Workspace, Failure> {
    let here = environment::working_directory()?;
    let path = place
        .manifest_path
        .as_deref()
        .map_or(here.clone(), |path| here.join(path));
    Ok(Workspace::discover(&path, place.config.as_deref())?)
}

/// A request for all gates at a place.
pub(crate) fn request(place: &Where) -> Request {
    Request {
        tier: place.tier.map(|tier| match tier {
            args::Tier::Fast => Tier::Fast,
            args::Tier::Exact => Tier::Exact,
        }),
        fresh: place.fresh,
        modules: place.modules.clone(),
        go_graph: place.go_graph.clone(),
        ..Request::default()
    }
}

/// How text looks on this terminal.
pub(crate) fn options(verbose: bool, global: &Global) -> Options {
    environment::data_options(global.color).with_verbose(verbose)
}

fn unknown_gate(gate: &str) -> Failure {
    let failure = Failure::new(format_args!("there is no gate `{gate}`"));
    match closest(gate, GATES) {
        Some(near) => failure.with_hint(format_args!("did you mean `{near}`?")),
        None => failure.with_hint(format_args!("the gates are: {}", GATES.join(", "))),
    }
}
