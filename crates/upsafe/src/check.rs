//! One run: load, run the gates, apply the policy, and make the report.

#[cfg(feature = "semver")]
use std::collections::BTreeMap;
use std::path::PathBuf;

use upsafe_config::{Config, Tier};
use upsafe_core::{Gate, GateRun, LoadError, Report, RuleMeta, Sources};
use upsafe_deps::{Deps, GoRequirements, KeptAnswers, LoadRequest, Loaded};

use crate::{
    Environment, Workspace, metadata_gate,
    policy::{Baseline, ConfigGate, Exceptions},
    schema_gate, semver_gate,
};

/// The gates, in the order in which they run and report.
pub const GATES: [&str; 4] = [
    Deps::NAME,
    schema_gate::NAME,
    semver_gate::NAME,
    metadata_gate::NAME,
];

/// What a run is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The gates to run; all where none are named.
    pub gates: Vec<String>,
    /// Another tier than the configuration's.
    pub tier: Option<Tier>,
    /// Whether to take pains: to hash every cached archive, and to build both sides of an API.
    pub deep: bool,
    /// Whether to ask the index again, whatever an earlier run found.
    pub fresh: bool,
    /// A folder of Go modules laid out as a module proxy, instead of the module cache.
    pub modules: Option<PathBuf>,
    /// The output of `go mod graph`, as the source of what Go modules require.
    pub go_graph: Option<PathBuf>,
    /// Whether findings of the baseline count, too.
    pub ignore_baseline: bool,
    /// What comparisons of public APIs said, by package name.
    #[cfg(feature = "semver")]
    pub api: BTreeMap<String, upsafe_semver::ApiVerdicts>,
    /// Which dependencies stand in public APIs, by package name.
    #[cfg(feature = "semver")]
    pub exposure: BTreeMap<String, upsafe_semver::Exposure>,
}

/// Every rule of every gate, by id.
pub fn rules() -> Vec<&'static RuleMeta> {
    let mut rules: Vec<_> = Deps::rules().iter().map(|rule| rule.meta).collect();
    rules.extend(ConfigGate::rules().iter().map(|rule| rule.meta));
    #[cfg(feature = "schema")]
    rules.extend(upsafe_schema::Schemas::rules().iter().map(|rule| rule.meta));
    #[cfg(feature = "semver")]
    rules.extend(upsafe_semver::Semver::rules().iter().map(|rule| rule.meta));
    #[cfg(feature = "metadata")]
    rules.extend(
        upsafe_metadata::StoredMetadata::rules()
            .iter()
            .map(|rule| rule.meta),
    );
    rules.sort_by_key(|rule| rule.id);
    rules
}

/// The ids of every rule, also of gates that this build is without: a configuration may name them.
pub(crate) fn rule_ids() -> Vec<&'static str> {
    let mut ids: Vec<_> = rules().iter().map(|rule| rule.id).collect();
    ids.extend(schema_gate::absent_rules());
    ids.extend(semver_gate::absent_rules());
    ids.extend(metadata_gate::absent_rules());
    ids
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
    let wanted =
        |gate: &str| request.gates.is_empty() || request.gates.iter().any(|wanted| wanted == gate);
    if wanted(Deps::NAME) {
        check_deps(workspace, config, environment, request, &mut report);
    }
    if wanted(schema_gate::NAME) {
        schema_gate::run(workspace, config, &mut report);
    }
    if wanted(semver_gate::NAME) {
        semver_gate::run(workspace, config, environment, request, &mut report);
    }
    if wanted(metadata_gate::NAME) {
        metadata_gate::run(workspace, environment, config, &mut report);
    }
    apply_exceptions(workspace, config, environment, request, &mut report);
    schema_gate::settle(config, &mut report);
    semver_gate::settle(config, &mut report);
    metadata_gate::settle(config, &mut report);
    report
}

fn check_deps(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    report: &mut Report,
) {
    match load_deps(workspace, config, environment, request, &mut report.sources) {
        Ok(loaded) => {
            let (findings, run) = upsafe_deps::check(&loaded, config);
            report.findings.extend(findings);
            report.gates.push(run);
        }
        Err(error) => report
            .gates
            .push(GateRun::failed(Deps::NAME, error.to_string())),
    }
}

/// A report that says why there is nothing to judge: no verdict but "cannot tell" follows from it.
pub fn failed(reason: impl std::fmt::Display) -> Report {
    let mut report = Report::default();
    let run = GateRun::failed(ConfigGate::NAME, reason.to_string());
    report.gates.push(run);
    report
}

fn apply_exceptions(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    report: &mut Report,
) {
    let path = workspace.root.join(config.baseline.file.as_str());
    let baseline = match request.ignore_baseline {
        true => Ok(None),
        false => Baseline::read(&path, config.baseline.file.as_str()),
    };
    let source = workspace.config_path.as_deref().and_then(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        Some(report.sources.add(&workspace.shown(path), text))
    });
    let failed = baseline.as_ref().err().map(ToString::to_string);
    let exceptions = Exceptions {
        config,
        source,
        baseline: baseline.as_ref().ok().and_then(Option::as_ref),
        today: environment.today,
    };
    exceptions.apply(report);
    if let Some(reason) = failed {
        // The findings count as if there were no baseline, and the verdict is never "safe".
        report.gates.retain(|gate| gate.name != ConfigGate::NAME);
        report.gates.push(GateRun::failed(ConfigGate::NAME, reason));
    }
    if let Some(gate) = report
        .gates
        .iter_mut()
        .find(|gate| gate.name == ConfigGate::NAME)
    {
        gate.notes.extend(config.notes());
    }
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
        kept: kept_answers(environment).filter(|_| !request.fresh),
        go: go_requirements(environment, request),
    };
    upsafe_deps::load(&load, sources)
}

fn kept_answers(environment: &Environment) -> Option<KeptAnswers<'_>> {
    let kept = environment.kept.as_ref()?;
    Some(KeptAnswers {
        folder: &kept.folder,
        program: &kept.program,
    })
}

/// The first of what the request names, else the module cache.
fn go_requirements<'r>(environment: &'r Environment, request: &'r Request) -> GoRequirements<'r> {
    match (
        &request.go_graph,
        &request.modules,
        &environment.go_mod_cache,
    ) {
        (Some(file), ..) => GoRequirements::Graph(file),
        (None, Some(folder), _) => GoRequirements::Folder(folder),
        (None, None, Some(cache)) => GoRequirements::Cache(cache),
        (None, None, None) => GoRequirements::Unknown,
    }
}
