//! Takes what a tool of another language told, and writes the file that the gate reads.

use upsafe_api_rust::ApiDiff;
use upsafe_config::{Config, SemverApi};
use upsafe_semver::{GitBinary, Loaded};

use super::{fill::Comparer, other::sources, snapshots::replace};
use crate::Workspace;

/// Why a difference cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ImportError(String);

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// The file.
    pub path: String,
    /// The release tag that it says it compares with.
    pub base: String,
}

/// Writes a difference as the file that `[[semver.api.diff]]` names for a package, with the release
/// that it compares with and digests of the sources as they are now.
///
/// # Errors
/// Where no file is named for the package, it has no release to compare with, the difference says
/// that it compares with another one, or a file cannot be read or written.
pub fn import_diff(
    workspace: &Workspace,
    config: &Config,
    loaded: &Loaded,
    package: &str,
    mut told: ApiDiff,
) -> Result<Imported, ImportError> {
    let fail = |reason: String| ImportError(reason);
    let defaults = SemverApi::default();
    let settings = config
        .semver
        .as_ref()
        .map_or(&defaults, |semver| &semver.api);
    let mut named = settings.diff.iter();
    let Some(file) = named
        .find(|one| one.package.as_str() == package)
        .map(|one| &one.file)
    else {
        return Err(fail(format!(
            "no `[[semver.api.diff]]` in upsafe.toml names the package `{package}`"
        )));
    };
    let found = loaded
        .packages
        .iter()
        .find(|one| one.declared.name == package);
    let found = found.ok_or_else(|| fail(format!("there is no package `{package}`")))?;
    let Some(tag) = found.compared_tag() else {
        return Err(fail(format!(
            "`{package}` has no release that it could be compared with"
        )));
    };
    let is_other = |base: &String| *base != tag.name && !tag.release.has_precedence_of(base);
    if let Some(base) = told.base.as_ref().filter(|base| is_other(base)) {
        let expected = &tag.name;
        return Err(fail(format!(
            "it compares with `{base}`, expected `{expected}`"
        )));
    }
    let comparer = Comparer {
        workspace,
        settings,
        git: GitBinary::new(&workspace.root),
        deep: false,
    };
    told.base = Some(tag.name.clone());
    told.sources = sources(&comparer, found).map_err(|error| fail(error.to_string()))?;
    let path = file.as_str();
    replace(&workspace.root.join(path), &told.to_json())
        .map_err(|error| fail(format!("`{path}` cannot be written: {error}")))?;
    Ok(Imported {
        path: path.to_owned(),
        base: tag.name.clone(),
    })
}
