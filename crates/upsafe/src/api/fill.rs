//! Asks for each package what its API needs, and puts the answers into the evidence.

use upsafe_config::{BumpPart, Config, SemverApi};
use upsafe_core::{closest, count};
use upsafe_semver::{ApiVerdict, ApiVerdicts, Exposure, GitBinary, Loaded, Package};

use super::{other, rust, words::Acknowledged};
use crate::{Request, Workspace};

/// What comparisons are made with.
pub(super) struct Comparer<'c> {
    pub(super) workspace: &'c Workspace,
    pub(super) settings: &'c SemverApi,
    pub(super) git: GitBinary,
    /// Whether to build what no snapshot tells.
    pub(super) deep: bool,
}

/// What was found out about the API of a package.
#[derive(Default)]
pub(super) struct Answer {
    pub(super) verdicts: ApiVerdicts,
    pub(super) exposure: Exposure,
}

/// Fills in what comparisons of public APIs say, but for packages that the request has answers for.
pub(crate) fn fill(workspace: &Workspace, config: &Config, request: &Request, loaded: &mut Loaded) {
    let defaults = SemverApi::default();
    let settings = config
        .semver
        .as_ref()
        .map_or(&defaults, |semver| &semver.api);
    loaded
        .troubles
        .extend(unknown_packages(settings, &loaded.packages));
    let comparer = Comparer {
        workspace,
        settings,
        git: GitBinary::new(&workspace.root),
        deep: request.deep,
    };
    let mut acknowledged = Acknowledged::new(settings);
    for package in &mut loaded.packages {
        let name = package.declared.name.as_str();
        let excluded = settings.exclude.iter().any(|glob| glob.matches(name));
        if !package.is_published() || excluded {
            continue;
        }
        let Some(answer) = comparer.answer(package, &mut acknowledged) else {
            continue;
        };
        if !request.api.contains_key(name) {
            package.api = answer.verdicts;
        }
        if !request.exposure.contains_key(&package.declared.name) {
            package.exposure = answer.exposure;
        }
    }
    // Who was acknowledged for a release that is out by now is of no use to anybody.
    for (name, item) in acknowledged.unmatched() {
        let package = loaded
            .packages
            .iter_mut()
            .find(|one| one.declared.name == name);
        if let Some(package) = package.filter(|one| one.api.since_release != ApiVerdict::NotAsked) {
            let limit = format!("`{item}` is acknowledged, but nothing of it is suspected");
            package.api.limits.push(limit);
        }
    }
}

/// Packages that the configuration names and nobody has.
fn unknown_packages(settings: &SemverApi, packages: &[Package]) -> Vec<String> {
    let names = || packages.iter().map(|one| one.declared.name.as_str());
    let diffs = settings.diff.iter().map(|one| &one.package);
    let features = settings.features.iter().map(|one| &one.package);
    let acknowledged = settings.acknowledged.iter().map(|one| &one.package);
    let mut told = Vec::new();
    for name in diffs.chain(features).chain(acknowledged) {
        let name = name.as_str();
        if names().any(|one| one == name) {
            continue;
        }
        let near = closest(name, names());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        told.push(format!(
            "`[semver.api]` names the package `{name}`, which is not here{near}"
        ));
    }
    told.sort();
    told.dedup();
    told
}

impl Comparer<'_> {
    /// What is known of the API of a package; none where nobody is to look.
    fn answer(&self, package: &Package, acknowledged: &mut Acknowledged<'_>) -> Option<Answer> {
        let name = &package.declared.name;
        let mut diffs = self.settings.diff.iter();
        if let Some(told) = diffs.find(|one| one.package.as_str() == name) {
            return Some(other::answer(self, package, &told.file, acknowledged));
        }
        if package.ecosystem != upsafe_config::Ecosystem::Cargo {
            return None;
        }
        let asked = self.settings.snapshot.is_some() || self.deep;
        rust::of_program(self, package)
            .or_else(|| asked.then(|| rust::answer(self, package, acknowledged)))
    }
}

impl Answer {
    /// Nobody can tell: neither what the version must be, nor what stands in the API.
    pub(super) fn unknown(mut self, package: &Package, reason: impl Into<String>) -> Self {
        let reason = reason.into();
        let unknown = || ApiVerdict::Unknown {
            reason: reason.clone(),
        };
        // Without a release before it, nothing is asked.
        if package.compared_tag().is_some() {
            self.verdicts.since_release = unknown();
        }
        self.exposure = Exposure::Unknown { reason };
        self
    }
}

/// `patch`, `minor` and `major` of the engine as those of the policy.
pub(super) fn part(bump: upsafe_api_rust::Bump) -> BumpPart {
    match bump {
        upsafe_api_rust::Bump::Patch => BumpPart::Patch,
        upsafe_api_rust::Bump::Minor => BumpPart::Minor,
        upsafe_api_rust::Bump::Major => BumpPart::Major,
    }
}

/// The first few of a list, and how many more there are.
pub(super) fn shortened(all: Vec<String>, most: usize, what: &str) -> Vec<String> {
    let more = all.len().saturating_sub(most);
    let mut shown: Vec<String> = all.into_iter().take(most).collect();
    if more > 0 {
        shown.push(format!("and {}", count(more, what)));
    }
    shown
}
