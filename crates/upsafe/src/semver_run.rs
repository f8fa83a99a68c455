//! The version gate, run: history, manifests and the matrix beside the one of before.

use upsafe_config::{Config, Ecosystem};
use upsafe_core::{Gate, GateRun, LoadError, Report, SourceId, Sources};
use upsafe_deps::ecosystem::cargo::{
    config::CargoConfig,
    index::{CRATES_IO, Index as _, LocalIndex},
};
use upsafe_semver::{Git, GitBinary, LoadRequest, Loaded, Semver, matrix::MatrixRequest};

use crate::{Environment, Request, Workspace, api_gate, check::rule_ids, stored_schemas};

/// Runs the gate.
pub(crate) fn look(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    report: &mut Report,
) {
    match load_semver(workspace, config, environment, request, &mut report.sources) {
        Ok(mut loaded) => {
            add_matrix(workspace, config, &mut loaded, &mut report.sources);
            let (findings, run) = upsafe_semver::check(&loaded, config);
            report.findings.extend(findings);
            report.gates.push(run);
        }
        Err(error) => report
            .gates
            .push(GateRun::failed(Semver::NAME, error.to_string())),
    }
}

/// Adds the version matrix beside the one of the release before.
fn add_matrix(workspace: &Workspace, config: &Config, loaded: &mut Loaded, sources: &mut Sources) {
    let Some((source, shown)) = config_source(workspace, sources) else {
        return;
    };
    let base = matrix_before(workspace, loaded, &shown);
    let request = MatrixRequest {
        root: &workspace.root,
        config: config.matrix(),
        source,
        version: None,
        base: match &base {
            Ok(Some((before, version))) => Ok(Some((before.matrix(), version))),
            Ok(None) => Ok(None),
            Err(reason) => Err(reason),
        },
    };
    loaded.add_matrix(&request, sources);
}

/// The configuration at the release before, and its version; none where there is none, the reason
/// where it is there and cannot be read.
fn matrix_before(
    workspace: &Workspace,
    loaded: &Loaded,
    shown: &str,
) -> Result<Option<(Config, String)>, String> {
    let Some(tag) = loaded.release_before() else {
        return Ok(None);
    };
    let unread = |reason: String| format!("`{shown}` at `{}` cannot be read: {reason}", tag.name);
    let git = GitBinary::new(&workspace.root);
    let text = git.read(&format!("refs/tags/{}", tag.name), shown);
    let Some(text) = text.map_err(|error| unread(error.to_string()))? else {
        return Ok(None);
    };
    match Config::load(text, shown, &rule_ids()) {
        Ok(before) => Ok(Some((before, tag.named.text.clone()))),
        Err(error) => Err(unread(error.to_string())),
    }
}

/// The text of `upsafe.toml` among the sources, and its path.
fn config_source(workspace: &Workspace, sources: &mut Sources) -> Option<(SourceId, String)> {
    let path = workspace.config_path.as_deref()?;
    let shown = workspace.shown(path);
    let text = upsafe_deps::read_text(path, &shown).ok()?;
    Some((sources.add(&shown, text), shown))
}

/// Loads what the gate `semver` looks at, without judging it.
///
/// # Errors
/// Where a manifest cannot be read or understood.
pub fn load_semver(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let within = (workspace, config, environment);
    load_by(upsafe_semver::load, within, request, sources)
}

/// Loads what the lowest honest versions are told from: each package beside its newest release.
///
/// # Errors
/// As [`load_semver`].
pub fn load_semver_suggestion(
    workspace: &Workspace,
    config: &Config,
    environment: &Environment,
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let within = (workspace, config, environment);
    load_by(upsafe_semver::load_for_suggestion, within, request, sources)
}

/// Adds which releases before were yanked, as far as the local index of crates.io tells.
fn add_yanked(environment: &Environment, loaded: &mut Loaded) {
    let Some(cargo_home) = environment.cargo_home.as_deref() else {
        return;
    };
    let index = LocalIndex::new(cargo_home, CargoConfig::default());
    for package in &mut loaded.packages {
        let Some(tag) = package.compared_tag() else {
            continue;
        };
        if package.ecosystem != Ecosystem::Cargo || !package.is_published() {
            continue;
        }
        // A package that the index does not hold was never published there, or nobody asked yet.
        let Ok(known) = index.package(CRATES_IO, &package.declared.name) else {
            continue;
        };
        let mut versions = known.versions().rev();
        let same =
            versions.find(|(version, _)| tag.release.has_precedence_of(&version.to_string()));
        let yanked = same.map(|(_, id)| known.is_yanked(id));
        package.is_base_yanked |= matches!(yanked, Some(Ok(true)));
    }
}

fn load_by(
    load: impl FnOnce(&LoadRequest<'_>, &mut Sources) -> Result<Loaded, LoadError>,
    (workspace, config, environment): (&Workspace, &Config, &Environment),
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let git = GitBinary::new(&workspace.root);
    let settings = config.semver.clone().unwrap_or_default();
    let asked = LoadRequest {
        root: &workspace.root,
        settings: &settings,
        git: &git,
        api: &request.api,
        exposure: &request.exposure,
    };
    let mut loaded = load(&asked, sources)?;
    api_gate::fill(workspace, config, request, &mut loaded);
    stored_schemas::fill(workspace, config, &mut loaded);
    add_yanked(environment, &mut loaded);
    Ok(loaded)
}
