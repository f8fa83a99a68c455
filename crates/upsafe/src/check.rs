//! One run: load, run the gates, apply the policy, and make the report.

use std::path::PathBuf;

use upsafe_config::{Config, Tier};
use upsafe_core::{Gate, GateRun, GateStatus, LoadError, Report, RuleMeta, Sources};
use upsafe_deps::{Deps, LoadRequest, Loaded};

use crate::{Environment, Workspace};

/// The gates, in the order in which they run and report.
pub const GATES: [&str; 1] = [Deps::NAME];

/// What a run is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The gates to run; all where none are named.
    pub gates: Vec<String>,
    /// Another tier than the configuration's.
    pub tier: Option<Tier>,
    /// Whether to hash every cached archive.
    pub deep: bool,
    /// A folder of Go modules laid out as a module proxy, instead of the module cache.
    pub modules: Option<PathBuf>,
    /// The output of `go mod graph`, as the source of what Go modules require.
    pub go_graph: Option<PathBuf>,
    /// Whether findings of the baseline count, too.
    pub ignore_baseline: bool,
}

/// Every rule of every gate, by id.
pub fn rules() -> Vec<&'static RuleMeta> {
    let mut rules: Vec<_> = Deps::rules().iter().map(|rule| rule.meta).collect();
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// Runs the gates and returns the report: findings that count, those that do not and why, and how
/// each gate went. A gate that could not look stands in the report as failed.
pub fn check(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
) -> Report {
    let mut report = Report::default();
    let mut sources = Sources::new();
    match load_deps(workspace, config, environment, request, &mut sources) {
        Ok(loaded) => {
            let (findings, run) = upsafe_deps::check(&loaded, config);
            report.findings.extend(findings);
            report.gates.push(run);
        }
        Err(error) => {
            let reason = error.to_string();
            report
                .gates
                .push(GateRun::new(Deps::NAME, GateStatus::Failed { reason }));
        }
    }
    report.sources = sources;
    report.sort();
    report
}

/// Loads what the dependency gate looks at, without judging it.
///
/// # Errors
/// Where a file that must be there cannot be read or understood.
pub fn load_deps(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let manifests = workspace.manifests(&config.deps)?;
    let load = LoadRequest {
        root: &workspace.root,
        manifests: &manifests,
        settings: &config.deps,
        tier: request.tier.unwrap_or(config.deps.tier),
        cargo_home: environment.cargo_home.as_deref(),
        deep: request.deep,
    };
    upsafe_deps::load(&load, sources)
}
