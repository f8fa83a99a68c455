//! The gate `semver` behind the facade.
//!
//! What must stay true: it runs where `upsafe.toml` has a table `[semver]` or somebody names it, and
//! stands in the report as skipped otherwise: most repositories have no versions to publish.

use upsafe_config::Config;
use upsafe_core::{Gate, GateRun, GateStatus, LoadError, Report, Sources};
use upsafe_semver::{GitBinary, LoadRequest, Loaded, Semver};

use crate::{Request, Workspace};

/// The gate's name.
pub(crate) const NAME: &str = Semver::NAME;

/// Runs the gate, or says why it did not look.
pub(crate) fn run(workspace: &Workspace, config: &Config, request: &Request, report: &mut Report) {
    let named = request.gates.iter().any(|gate| gate == NAME);
    if config.semver.is_none() && !named {
        let reason = "no `[semver]` in upsafe.toml".to_owned();
        let status = GateStatus::Skipped { reason };
        report.gates.push(GateRun::new(NAME, status));
        return;
    }
    match load_semver(workspace, config, request, &mut report.sources) {
        Ok(loaded) => {
            let (findings, run) = upsafe_semver::check(&loaded, config);
            report.findings.extend(findings);
            report.gates.push(run);
        }
        Err(error) => {
            let reason = error.to_string();
            report
                .gates
                .push(GateRun::new(NAME, GateStatus::Failed { reason }));
        }
    }
}

/// Loads what the gate `semver` looks at, without judging it.
///
/// # Errors
/// Where a manifest cannot be read or understood.
pub fn load_semver(
    workspace: &Workspace,
    config: &Config,
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    load_by(upsafe_semver::load, workspace, config, request, sources)
}

/// Loads what the lowest honest versions are told from: each package beside its newest release.
///
/// # Errors
/// As [`load_semver`].
pub fn load_semver_suggestion(
    workspace: &Workspace,
    config: &Config,
    request: &Request,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let load = upsafe_semver::load_for_suggestion;
    load_by(load, workspace, config, request, sources)
}

fn load_by(
    load: impl FnOnce(&LoadRequest<'_>, &mut Sources) -> Result<Loaded, LoadError>,
    workspace: &Workspace,
    config: &Config,
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
    load(&asked, sources)
}
