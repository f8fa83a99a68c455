//! Which version `path@query` means: what `go help get` calls a version query, without a network.

use std::cmp::Ordering;

use upsafe_version::go::Version;
use upsafe_version::go::path::check_module;

use crate::ecosystem::go::loader::{LoadCause, Loader};
use crate::ecosystem::go::module::{compare, go_version, toolchain_version};
use crate::ecosystem::go::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// Why a query has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// There is no `@`.
    #[error("`{0}` has no version; expected `path@version`, such as `example.com/m@v1.2.3`")]
    NoVersion(String),
    /// The version is neither a version nor a query that can be answered without a network.
    #[error(
        "`{query}` is not a version of `{path}`; expected v1.2.3, v1.2, v1, latest, upgrade, patch, none, or one of < <= > >= with a version"
    )]
    NotAVersion {
        /// The module.
        path: ModulePath,
        /// What was asked for.
        query: String,
    },
    /// The major version does not belong to the path.
    #[error("`{path}`: {reason}")]
    Major {
        /// The module.
        path: ModulePath,
        /// Why not.
        reason: String,
    },
    /// The go.mod excludes the version.
    #[error("{0} is excluded by the go.mod")]
    Excluded(GoModule),
    /// No known version fits.
    #[error("no version of `{path}` that is at hand fits `{query}`")]
    NoMatch {
        /// The module.
        path: ModulePath,
        /// What was asked for.
        query: String,
    },
    /// A main module has no version.
    #[error("`{0}` is a main module; it has no version to move to")]
    Main(ModulePath),
    /// The versions could not be listed.
    #[error(transparent)]
    Load(#[from] LoadCause),
}

/// The module that `text`, a `path@query`, means; absent for `@none`.
pub(super) fn resolve(
    loader: &Loader<'_>,
    text: &str,
    current: impl Fn(&ModulePath) -> Option<NodeVersion>,
) -> Result<GoModule, QueryError> {
    let Some((path, query)) = text.split_once('@').filter(|(_, query)| !query.is_empty()) else {
        return Err(QueryError::NoVersion(text.to_owned()));
    };
    let path = ModulePath::new(path);
    if loader.workspace.is_main(&path) {
        return Err(QueryError::Main(path));
    }
    if query == "none" {
        return Ok(Module::absent(path));
    }
    let not_a_version = || QueryError::NotAVersion {
        path: path.clone(),
        query: query.to_owned(),
    };
    if path.is_toolchain() {
        let is_valid = match path.as_str() {
            "go" => go_version(query).is_some(),
            _ => toolchain_version(query).is_some(),
        };
        let version = NodeVersion::new(query);
        return match is_valid {
            true => Ok(Module::new(path, version)),
            false => Err(not_a_version()),
        };
    }
    let current = current(&path);
    let matcher = Matcher::new(query, current.as_ref()).ok_or_else(not_a_version)?;
    if let Matcher::Exact(version) = &matcher {
        return exact(loader, path, version, query);
    }
    let fits = |version: &NodeVersion| matcher.fits(&path, version);
    let mut versions = loader.allowed_versions(&path)?;
    versions.retain(fits);
    let is_legacy = current.as_ref().is_some_and(|v| is_incompatible(v));
    let found = match is_legacy {
        true => matcher.pick(&versions),
        false => matcher.pick(&compatible(loader, &path, &versions)),
    };
    let stays = matches!(query, "upgrade" | "patch")
        .then_some(current)
        .flatten();
    match found.or(stays) {
        Some(version) => Ok(Module::new(path, version)),
        None => Err(QueryError::NoMatch {
            path: path.clone(),
            query: query.to_owned(),
        }),
    }
}

fn exact(
    loader: &Loader<'_>,
    path: ModulePath,
    version: &Version,
    query: &str,
) -> Result<GoModule, QueryError> {
    if let Err(error) = check_module(path.as_str(), version) {
        let reason = error.to_string();
        return Err(QueryError::Major { path, reason });
    }
    let module = Module::new(path, NodeVersion::new(version.canonical().as_str()));
    if loader.is_excluded(&module) {
        return Err(QueryError::Excluded(module));
    }
    match loader.summary(&module) {
        Err(cause) if matches!(*cause, LoadCause::NotAtHand(_)) => Err(QueryError::NoMatch {
            path: module.path,
            query: query.to_owned(),
        }),
        _ => Ok(module),
    }
}

/// What a query accepts.
enum Matcher {
    Exact(Version),
    /// Versions from `low` up that begin with `prefix`, and the greatest of them.
    Greatest {
        prefix: String,
        low: Option<NodeVersion>,
    },
    /// Versions that compare so with `bound`.
    Bound {
        accepts: &'static [Ordering],
        bound: NodeVersion,
    },
}

impl Matcher {
    fn new(query: &str, current: Option<&NodeVersion>) -> Option<Self> {
        use Ordering::{Equal, Greater, Less};
        let greatest = |prefix: String, low: Option<&NodeVersion>| Self::Greatest {
            prefix,
            low: low.cloned(),
        };
        match query {
            "latest" => return Some(greatest(String::new(), None)),
            "upgrade" => return Some(greatest(String::new(), current)),
            "patch" => {
                let version = Version::parse(current?.as_str()).ok()?;
                return Some(greatest(format!("{}.", version.major_minor()), current));
            }
            _ => {}
        }
        let bounds: [(&str, &[Ordering]); 4] = [
            ("<=", &[Less, Equal]),
            ("<", &[Less]),
            (">=", &[Greater, Equal]),
            (">", &[Greater]),
        ];
        for (sign, accepts) in bounds {
            if let Some(text) = query.strip_prefix(sign) {
                let version = Version::parse(text).ok()?;
                // Does <=v1.2 accept v1.2.3? Go refuses to say.
                let is_ambiguous = matches!(sign, "<=" | ">") && is_short(text);
                let bound = NodeVersion::new(version.as_str());
                return (!is_ambiguous).then_some(Self::Bound { accepts, bound });
            }
        }
        let version = Version::parse(query).ok()?;
        Some(match is_short(query) {
            true => greatest(format!("{query}."), Some(&NodeVersion::new(query))),
            false => Self::Exact(version),
        })
    }

    fn fits(&self, path: &ModulePath, version: &NodeVersion) -> bool {
        match self {
            Self::Exact(exact) => compare(path, version, &NodeVersion::new(exact.as_str())).is_eq(),
            Self::Greatest { prefix, low } => {
                let is_low = low
                    .as_ref()
                    .is_some_and(|low| compare(path, version, low).is_lt());
                version.as_str().starts_with(prefix) && !is_low
            }
            Self::Bound { accepts, bound } => accepts.contains(&compare(path, version, bound)),
        }
    }

    /// The best of `versions`, in rising order: releases before pre-releases.
    fn pick(&self, versions: &[NodeVersion]) -> Option<NodeVersion> {
        let is_release = |version: &&NodeVersion| {
            Version::parse(version.as_str()).is_ok_and(|version| !version.is_prerelease())
        };
        let prefers_lower = match self {
            Self::Bound { accepts, .. } => accepts.contains(&Ordering::Greater),
            Self::Exact(_) | Self::Greatest { .. } => false,
        };
        let mut releases = versions.iter().filter(is_release);
        let found = match prefers_lower {
            true => releases.next().or_else(|| versions.first()),
            false => releases.next_back().or_else(|| versions.last()),
        };
        found.cloned()
    }
}

/// `versions` without those that are `+incompatible`, unless the module knows no go.mod.
fn compatible(
    loader: &Loader<'_>,
    path: &ModulePath,
    versions: &[NodeVersion],
) -> Vec<NodeVersion> {
    let n_compatible = versions.iter().position(is_incompatible);
    let Some(at) = n_compatible.and_then(|n| n.checked_sub(1)) else {
        return versions.to_vec();
    };
    // A module without a go.mod of its own gets one with nothing but the module line.
    let last = Module::new(path.clone(), versions[at].clone());
    let has_go_mod = loader.has_own_go_mod(&last);
    let end = if has_go_mod { at + 1 } else { versions.len() };
    versions[..end].to_vec()
}

fn is_incompatible(version: &NodeVersion) -> bool {
    version.as_str().ends_with("+incompatible")
}

fn is_short(version: &str) -> bool {
    !version.contains(['-', '+']) && version.matches('.').count() < 2
}
