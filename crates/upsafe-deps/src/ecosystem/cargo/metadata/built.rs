//! Which packages a target and feature set really build. guppy simulates cargo's resolution.

use std::collections::BTreeSet;

use guppy::{
    graph::{
        PackageGraph, PackageSource,
        cargo::{CargoOptions, CargoResolverVersion},
        feature::{FeatureSet, StandardFeatures, named_feature_filter},
    },
    platform::{Platform, PlatformSpec, TargetFeatures},
};

use semver::Version;

use super::{model::Metadata, source::package_source};
use crate::{ecosystem::cargo::manifest::Resolver, graph};

/// A workspace whose builds can be asked about.
#[derive(Clone, Debug)]
pub struct BuildGraph {
    graph: PackageGraph,
}

/// A build: of which members, for what, with which features.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildQuestion {
    /// The members that are built.
    pub members: Members,
    /// What they are built for.
    pub target: Target,
    /// What build scripts and procedural macros are built for.
    pub host: Target,
    /// Their features.
    pub features: Features,
    /// Whether their tests, examples and benchmarks are built too.
    pub include_dev: bool,
    /// How features are unified.
    pub resolver: Resolver,
}

impl BuildQuestion {
    /// All members with their default features, for any platform, without tests.
    pub fn new(resolver: Resolver) -> Self {
        Self {
            members: Members::All,
            target: Target::Any,
            host: Target::Any,
            features: Features::Default,
            include_dev: false,
            resolver,
        }
    }
}

/// Members of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Members {
    /// All of them.
    All,
    /// Those of these names.
    Named(Vec<String>),
}

/// What is built for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// Any platform there is.
    Any,
    /// The platform that this program was built for.
    Own,
    /// Any of the platforms of these triples.
    Triples(Vec<String>),
}

/// The features of the members.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Features {
    /// The default ones.
    Default,
    /// All.
    All,
    /// None: `--no-default-features`.
    None,
    /// The default ones and those of these names, in every member that has them.
    DefaultAnd(Vec<String>),
    /// Those of these names alone, in every member that has them.
    Only(Vec<String>),
}

/// A package that can be built.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildPackage<'a> {
    /// Cargo's own name for it.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a Version,
    /// Where it comes from.
    pub source: graph::PackageSource,
}

/// The packages that a build builds, by cargo's ids.
///
/// A package can be built for the target and again for the host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Built {
    /// Those that are built for the target.
    pub target: BTreeSet<String>,
    /// Those that are built for the host: build scripts, procedural macros and what they need.
    pub host: BTreeSet<String>,
}

impl Built {
    /// Whether a package is built at all.
    pub fn contains(&self, id: &str) -> bool {
        self.target.contains(id) || self.host.contains(id)
    }
}

/// Why a build cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// guppy cannot read the metadata.
    #[error("expected metadata that guppy reads: {0}")]
    Metadata(String),
    /// A triple names no platform that is known.
    #[error("expected the triple of a platform, found `{triple}`: {reason}")]
    Target {
        /// The triple.
        triple: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No member has this name.
    #[error("expected the name of a member, found `{0}`")]
    Member(String),
    /// No member that is built has this feature.
    #[error("expected a feature of a member, found `{0}`")]
    Feature(String),
}

impl BuildGraph {
    /// Reads the metadata once more, as guppy needs it.
    ///
    /// # Errors
    /// Where guppy refuses it.
    pub fn new(metadata: &Metadata) -> Result<Self, BuildError> {
        Self::parse(&metadata.json)
    }

    /// Reads what `cargo metadata --format-version 1 --all-features` prints. Where only builds are
    /// asked about, this saves the time that [`Metadata::parse`] takes.
    ///
    /// Text that was made with `--no-deps` gives a graph without requirements, which is no error
    /// here: see [`BuildGraph::n_requirements`].
    ///
    /// # Errors
    /// Where guppy refuses it.
    pub fn parse(json: &str) -> Result<Self, BuildError> {
        let graph = PackageGraph::from_json(json)
            .map_err(|error| BuildError::Metadata(error.to_string()))?;
        Ok(Self { graph })
    }

    /// Every package, in no order that means anything.
    pub fn packages(&self) -> impl Iterator<Item = BuildPackage<'_>> {
        self.graph.packages().map(|package| {
            let source = match package.source() {
                PackageSource::External(text) => Some(text),
                _ => None,
            };
            BuildPackage {
                id: package.id().repr(),
                name: package.name(),
                version: package.version(),
                source: package_source(source),
            }
        })
    }

    /// How many pairs of packages there are of which one requires the other.
    pub fn n_requirements(&self) -> usize {
        self.graph.link_count()
    }

    /// The packages that a build builds. Where a platform's answer is unknown (a condition on a
    /// target feature), the package counts as built.
    ///
    /// # Errors
    /// Where the question names a member, feature or platform that is not there.
    pub fn built(&self, question: &BuildQuestion) -> Result<Built, BuildError> {
        let members = match &question.members {
            Members::All => self.graph.resolve_workspace(),
            Members::Named(names) => self
                .graph
                .resolve_workspace_names(names)
                .map_err(|_| self.first_unknown(names))?,
        };
        let filtered = |base, names: &[String]| {
            let names = names.iter().map(String::as_str);
            members.to_feature_set(named_feature_filter(base, names))
        };
        let initials: FeatureSet<'_> = match &question.features {
            Features::Default => members.to_feature_set(StandardFeatures::Default),
            Features::All => members.to_feature_set(StandardFeatures::All),
            Features::None => members.to_feature_set(StandardFeatures::None),
            Features::DefaultAnd(names) => filtered(StandardFeatures::Default, names),
            Features::Only(names) => filtered(StandardFeatures::None, names),
        };
        if let Features::DefaultAnd(names) | Features::Only(names) = &question.features {
            let known = |name: &String| {
                let mut packages = members.packages(guppy::graph::DependencyDirection::Forward);
                packages.any(|package| package.named_features().any(|known| known == name))
            };
            if let Some(unknown) = names.iter().find(|name| !known(name)) {
                return Err(BuildError::Feature(unknown.clone()));
            }
        }
        let mut options = CargoOptions::new();
        options
            .set_resolver(match question.resolver {
                Resolver::V1 => CargoResolverVersion::V1,
                Resolver::V2 => CargoResolverVersion::V2,
                Resolver::V3 => CargoResolverVersion::V3,
            })
            .set_include_dev(question.include_dev)
            .set_target_platform(platform(&question.target)?)
            .set_host_platform(platform(&question.host)?);
        let set = initials
            .into_cargo_set(&options)
            .map_err(|error| BuildError::Metadata(error.to_string()))?;
        Ok(Built {
            target: ids(set.target_features()),
            host: ids(set.host_features()),
        })
    }

    fn first_unknown(&self, names: &[String]) -> BuildError {
        let workspace = self.graph.workspace();
        let unknown = names.iter().find(|name| !workspace.contains_name(name));
        BuildError::Member(unknown.cloned().unwrap_or_default())
    }
}

fn ids(built: &FeatureSet<'_>) -> BTreeSet<String> {
    let packages = built.to_package_set();
    let ids = packages.package_ids(guppy::graph::DependencyDirection::Forward);
    ids.map(|id| id.repr().to_owned()).collect()
}

fn platform(target: &Target) -> Result<PlatformSpec, BuildError> {
    let error = |triple: &str, reason: String| BuildError::Target {
        triple: triple.to_owned(),
        reason,
    };
    match target {
        Target::Any => Ok(PlatformSpec::Any),
        Target::Own => PlatformSpec::build_target()
            .map_err(|reason| error("of this program", reason.to_string())),
        Target::Triples(triples) => {
            let platforms = triples.iter().map(|triple| {
                Platform::new(triple.clone(), TargetFeatures::Unknown)
                    .map_err(|reason| error(triple, reason.to_string()))
            });
            Ok(PlatformSpec::platforms(
                platforms.collect::<Result<Vec<_>, _>>()?,
            ))
        }
    }
}
