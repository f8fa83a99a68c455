//! Comparisons of APIs behind the gate `semver`, also where they were not built in.
//!
//! What must stay true: a build without the feature `api` never takes an API that somebody asked to
//! compare for one that did not change.

#[cfg(not(feature = "api"))]
use {
    crate::{Request, Workspace},
    upsafe_config::Config,
    upsafe_semver::Loaded,
};

#[cfg(feature = "api")]
pub(crate) use crate::api::fill;

/// Says of every package that nobody could compare its API, where that was asked for.
#[cfg(not(feature = "api"))]
pub(crate) fn fill(_: &Workspace, config: &Config, request: &Request, loaded: &mut Loaded) {
    let api = config.semver.as_ref().map(|semver| &semver.api);
    let asked = api.is_some_and(|api| api.snapshot.is_some() || !api.diff.is_empty());
    if !asked && !request.deep {
        return;
    }
    for package in &mut loaded.packages {
        let is_told = request.api.contains_key(&package.declared.name);
        if !package.is_published() || package.compared_tag().is_none() || is_told {
            continue;
        }
        package.api.since_release = upsafe_semver::ApiVerdict::Unknown {
            reason: "this build compares no APIs: build it with the feature `api`".to_owned(),
        };
    }
}
