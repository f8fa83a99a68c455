//! What the rules of the gate may look at: packages, their tags, their changelogs, what changed.
//!
//! What must stay true: everything was read before; a rule only looks. Where something could not be
//! read, the evidence says so with a reason, and never with an empty list.

use std::collections::BTreeMap;

use upsafe_config::{Ecosystem, GroupKind, Semver as Settings, ZeroPolicy};
use upsafe_core::{Place, Subject};
use upsafe_version::Scheme;

use crate::{
    api::{ApiChange, ApiVerdicts, Exposure},
    git::{CommitMessage, Head, Signature, TagKind},
    matrix::MatrixEvidence,
    policy::Release,
};

/// Everything that was loaded.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// What the configuration demands.
    pub settings: &'e Settings,
    /// The packages, by path.
    pub packages: &'e [Package],
    /// The groups in which versions go together.
    pub groups: &'e [GroupEvidence],
    /// Where HEAD is; the reason where nobody could tell.
    pub head: &'e Result<Head, String>,
    /// Why the history cannot be relied on, if it cannot: a shallow clone, missing tags.
    pub history_troubles: &'e [HistoryTrouble],
    /// What was found out about the version matrix, where there is one.
    pub matrix: Option<&'e MatrixEvidence>,
}

/// Why a history cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HistoryTrouble {
    /// What it is about: a package, or the repository.
    pub subject: Subject,
    /// What is missing.
    pub message: String,
    /// The command that brings it, and what it does.
    pub help: (String, String),
}

impl HistoryTrouble {
    /// Whether it concerns the package with this key: the whole repository does.
    pub fn is_about(&self, package: &Subject) -> bool {
        self.subject == *package || self.subject.as_str().starts_with("repository:")
    }
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Where it stands, where that is known.
    pub place: Option<Place>,
}

impl Text {
    /// A text at a place.
    pub fn new(value: impl Into<String>, place: Option<Place>) -> Self {
        Self {
            value: value.into(),
            place,
        }
    }
}

/// A package that may be published.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Package {
    /// Whose it is.
    pub ecosystem: Ecosystem,
    /// How its versions are written and ordered.
    pub scheme: Scheme,
    /// Its folder relative to the root; empty for the root itself.
    pub dir: String,
    /// The path of its manifest.
    pub manifest: String,
    /// Its manifest as a whole.
    pub manifest_place: Place,
    /// What its manifest says now.
    pub declared: Declared,
    /// What its manifest said at the base; none where there is no base or it was not there.
    pub at_base: Option<Declared>,
    /// Which group it belongs to, as an index.
    pub group: usize,
    /// What a break means before 1.0.0.
    pub zero: ZeroPolicy,
    /// How a release of it is tagged: the template that is used here.
    pub template: String,
    /// Its release tags, the lowest first.
    pub tags: Vec<Tag>,
    /// The tag that it is compared with, as an index: the highest reachable one below its version.
    pub base: Option<usize>,
    /// The highest reachable release (no pre-release) below its version, as an index.
    pub base_release: Option<usize>,
    /// Its own files that differ from the base; the reason where nobody could tell. None where there
    /// is no base.
    pub changed: Option<Result<Vec<String>, String>>,
    /// Its own files that differ from the tag of its own version, if there is one.
    pub changed_since_own: Option<Result<Vec<String>, String>>,
    /// The commits since the base that touch its files, newest first.
    pub commits: Vec<CommitMessage>,
    /// Its changelog.
    pub changelog: Option<ChangelogEvidence>,
    /// Its entries in locks.
    pub locks: Vec<LockEntry>,
    /// The pre-releases that its lock resolves its requirements to.
    pub prereleases: Vec<ResolvedPrerelease>,
    /// What comparisons of the public API said.
    pub api: ApiVerdicts,
    /// Which dependencies stand in its public API.
    pub exposure: Exposure,
    /// What changed about the schemas of what it stores, with the part that each asks for.
    pub stored: Vec<ApiChange>,
    /// Whether the release that it is compared with is known to be taken back.
    pub is_base_yanked: bool,
    /// Whether the branch of HEAD is one that only gets fixes.
    pub is_maintenance: bool,
    /// Whether its tags are known: where they may be missing, nobody can tell what was released.
    pub has_history: bool,
}

impl Package {
    /// The key of findings about it.
    pub fn subject(&self) -> Subject {
        Subject::package(self.ecosystem.name(), &self.declared.name, None)
    }

    /// Its version, parsed; none where it has none or it cannot be parsed.
    pub fn release(&self) -> Option<Release> {
        let version = self.declared.version.as_ref()?;
        Release::parse(self.scheme, &version.value)
    }

    /// Whether releases of it concern others.
    pub fn is_published(&self) -> bool {
        self.declared.publish
    }

    /// What its users get: everything that it requires but for its tests.
    pub fn carried(&self) -> impl Iterator<Item = &Requirement> {
        let requirements = self.declared.requirements.iter();
        requirements.filter(|one| one.kind != DependencyKind::Dev)
    }

    /// Whether its version is known to be about to be published: there is no tag of it, or it is at
    /// HEAD itself.
    pub fn is_proposed(&self) -> bool {
        self.is_published()
            && self.has_history
            && self.declared.version.is_some()
            && self.own_tag().is_none_or(|tag| tag.is_head)
    }

    /// The place of its version, else its manifest.
    pub fn version_place(&self) -> Place {
        let version = self.declared.version.as_ref();
        let place = version.and_then(|version| version.place.clone());
        place.unwrap_or_else(|| self.manifest_place.clone())
    }

    /// The tag it is compared with.
    pub fn base_tag(&self) -> Option<&Tag> {
        self.tags.get(self.base?)
    }

    /// The tag that contents are compared with: the base release, or without one the base.
    pub fn compared_tag(&self) -> Option<&Tag> {
        self.tags.get(self.base_release.or(self.base)?)
    }

    /// The highest reachable release below its version.
    pub fn base_release_tag(&self) -> Option<&Tag> {
        self.tags.get(self.base_release?)
    }

    /// The tag of exactly its version.
    pub fn own_tag(&self) -> Option<&Tag> {
        let version = &self.declared.version.as_ref()?.value;
        let same = |tag: &&Tag| tag.release.has_precedence_of(version);
        self.tags.iter().find(same)
    }
}

/// What a manifest says of its package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its version; none where something else gives it.
    pub version: Option<Text>,
    /// Whether the version is that of the workspace.
    pub inherits_version: bool,
    /// Whether it may be published.
    pub publish: bool,
    /// What it requires.
    pub requirements: Vec<Requirement>,
    /// The oldest toolchain that it works with.
    pub toolchain: Option<Toolchain>,
    /// Its features and what each turns on.
    pub features: BTreeMap<String, Vec<String>>,
    /// Dependencies that are taken from elsewhere, which a release does not carry.
    pub replaced: Vec<Replaced>,
    /// Versions of its own that it takes back, from the first to the last of each range.
    pub retracted: Vec<(String, String)>,
    /// Patterns of files that are packed; all where there are none.
    pub include: Vec<String>,
    /// Patterns of files that are not packed.
    pub exclude: Vec<String>,
}

/// What a dependency is needed for. Complete: a manifest tells these three apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DependencyKind {
    /// By the code itself.
    Normal,
    /// To build it.
    Build,
    /// By its tests alone.
    Dev,
}

/// A dependency as a manifest declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Requirement {
    /// The package that is required.
    pub name: String,
    /// The name that it has here.
    pub key: String,
    /// What it is needed for.
    pub kind: DependencyKind,
    /// The versions that are asked for; none where any is.
    pub range: Option<Text>,
    /// The folder that it is taken from here, relative to the root.
    pub path: Option<String>,
    /// Whether it is taken from a version control system.
    pub is_git: bool,
    /// Whether a feature must turn it on.
    pub is_optional: bool,
    /// Where it stands.
    pub place: Option<Place>,
}

impl Requirement {
    /// Where its range stands, else the whole of it.
    pub fn range_place(&self) -> Option<&Place> {
        let range = self.range.as_ref().and_then(|range| range.place.as_ref());
        range.or(self.place.as_ref())
    }
}

/// The oldest toolchain that a package works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// The key that says so: `rust-version`, `go`, `engines.node`, `requires-python`.
    pub key: &'static str,
    /// What it says.
    pub text: Text,
    /// The oldest version, as numbers; none where it names none.
    pub oldest: Option<Vec<u64>>,
}

/// A dependency that is taken from elsewhere here, but not by users of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The directive: `replace`, `exclude`, `[patch]`, `overrides`.
    pub directive: &'static str,
    /// What is replaced.
    pub name: String,
    /// Where it stands.
    pub place: Option<Place>,
}

/// A pre-release that a package is built with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResolvedPrerelease {
    /// The package.
    pub name: String,
    /// Its version, as the lock has it.
    pub version: Text,
    /// The packages on the way to it, each with its version: itself last.
    pub chain: Vec<String>,
}

/// A release tag of a package.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// The version that the package was released with: the one in the name, but where packages with
    /// versions of their own share tags, the one of the manifest there.
    pub release: Release,
    /// The version in its name.
    pub named: Release,
    /// Its kind.
    pub kind: TagKind,
    /// Whether it leads to a commit.
    pub leads_to_commit: bool,
    /// Whether HEAD contains its commit.
    pub is_reachable: bool,
    /// Whether it is at HEAD itself.
    pub is_head: bool,
    /// What the manifest said there, for tags that are judged.
    pub manifest: TagManifest,
    /// The branches among the allowed ones that contain it; none where it was not asked.
    pub branches: Option<Vec<String>>,
    /// What is known of its signature; none where it was not asked.
    pub signature: Option<Signature>,
}

impl Tag {
    /// The key of findings about it.
    pub fn subject(&self) -> Subject {
        Subject::other("tag", &self.name)
    }

    /// Whether it is among those that are judged.
    pub fn is_judged(&self) -> bool {
        self.manifest != TagManifest::NotJudged
    }
}

/// What the manifest said at a tag. Complete: it was read, was not there, or was not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagManifest {
    /// It has this version.
    Version(String),
    /// It is there, and says no version or cannot be read.
    NoVersion,
    /// The package was not there.
    Absent,
    /// The tag is not judged.
    NotJudged,
}

/// Packages whose versions go together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GroupEvidence {
    /// What findings call it.
    pub name: String,
    /// How their versions go together.
    pub kind: GroupKind,
    /// The packages, as indices.
    pub members: Vec<usize>,
}

/// A changelog.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChangelogEvidence {
    /// Its path.
    pub path: String,
    /// Its text; none where the file is not there.
    pub place: Option<Place>,
    /// Its sections, as they stand.
    pub sections: Vec<ChangelogSection>,
}

/// What a changelog says of one version.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ChangelogSection {
    /// The version as it is written; none for what is not released.
    pub version: Option<String>,
    /// The date as it is written.
    pub date: Option<String>,
    /// Where its heading stands.
    pub place: Place,
    /// The titles within: `Added`, `Breaking changes`.
    pub titles: Vec<String>,
    /// Whether anything stands below.
    pub has_text: bool,
    /// Whether a line speaks of a break.
    pub tells_break: bool,
}

/// What a lock says of a package of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockEntry {
    /// The path of the lock.
    pub path: String,
    /// The version there.
    pub version: Text,
}
