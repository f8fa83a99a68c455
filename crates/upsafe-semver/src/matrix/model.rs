//! The matrix as data: components, rows, steps and skews, with every version and range read.
//!
//! What must stay true: a [`Matrix`] exists if and only if every text in it was a version or a range
//! of its component's scheme.

use std::fmt;

use upsafe_config::{DroppedSupport, MatrixScheme, Spanned, StepRule, StepWidth};
use upsafe_core::Span;

use super::{Range, Version};

/// Components with more versions are refused: a path looks at every pair.
pub(super) const MOST_VERSIONS: usize = 10_000;

/// Which version of a component goes with which versions of others.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Matrix {
    /// What has versions, in the order of the file.
    pub components: Vec<Component>,
    /// How far versions that run together may be apart.
    pub skews: Vec<Skew>,
    /// The component that the repository is.
    pub own: Option<usize>,
    /// Which release a version needs that supports less than the one before.
    pub dropped_support: DroppedSupport,
}

/// Something that has versions.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Component {
    /// What it is called, and where.
    pub name: Spanned<String>,
    /// How its versions are written and ordered.
    pub scheme: MatrixScheme,
    /// The versions that there are, in rising order, none equal to another.
    pub versions: Vec<Version>,
    /// How git tags name its versions.
    pub tags: Option<TagForm>,
    /// The versions that are supported.
    pub supported: Option<Spanned<Range>>,
    /// How far one step up may lead, and where that is said.
    pub upgrade: Spanned<StepWidth>,
    /// How far one step down may lead.
    pub downgrade: Spanned<StepWidth>,
    /// What its versions need of others.
    pub rows: Vec<Row>,
    /// Rules about its steps.
    pub steps: Vec<Step>,
    /// Versions that nobody should move to.
    pub blocked: Vec<Blocked>,
}

/// What some versions of a component need.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Row {
    /// The versions that it is about.
    pub versions: Spanned<Range>,
    /// What they need, in the order of the components' names.
    pub needs: Vec<RowNeed>,
}

/// A component and the range that is needed of it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RowNeed {
    /// The index of the component.
    pub component: usize,
    /// The versions of it that do.
    pub range: Spanned<Range>,
}

/// A rule about steps.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Step {
    /// What it says.
    pub rule: Spanned<StepRule>,
    /// The versions from which a step leads.
    pub from: Spanned<Range>,
    /// The versions to which it leads.
    pub to: Spanned<Range>,
    /// Why.
    pub reason: Option<String>,
}

/// Versions that nobody should move to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Blocked {
    /// Which.
    pub versions: Spanned<Range>,
    /// Why.
    pub reason: String,
}

/// How far the versions of a component may be from those of another.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Skew {
    /// The index of the component that the rule is about.
    pub component: usize,
    /// The index of the one that it is compared with.
    pub with: usize,
    /// How many minor versions it may be older.
    pub older: u16,
    /// How many minor versions it may be newer.
    pub newer: u16,
    /// The versions of the component for which it holds.
    pub versions: Option<Spanned<Range>>,
    /// Why.
    pub reason: Option<String>,
    /// Where the rule stands.
    pub span: Span,
}

/// How git tags name versions: what stands before and behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagForm {
    before: Box<str>,
    behind: Box<str>,
}

impl TagForm {
    /// Reads a text with `{version}` in it, once.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (before, behind) = text.split_once("{version}")?;
        (!behind.contains("{version}")).then(|| Self {
            before: before.into(),
            behind: behind.into(),
        })
    }

    /// The version in a tag's name, if the name has this form.
    pub fn version_in<'t>(&self, tag: &'t str) -> Option<&'t str> {
        tag.strip_prefix(&*self.before)?.strip_suffix(&*self.behind)
    }
}

/// A text of the matrix that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatrixProblem {
    /// Where in `upsafe.toml`, in bytes.
    pub span: Span,
    /// What was found and what was expected, one line.
    pub message: String,
}

impl fmt::Display for MatrixProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Matrix {
    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.components.is_empty()
    }

    /// The index of the component of a name.
    pub fn component(&self, name: &str) -> Option<usize> {
        self.components.iter().position(|one| *one.name == name)
    }

    /// The name of a component.
    pub(super) fn name(&self, id: usize) -> &str {
        self.components.get(id).map_or("", |one| &one.name)
    }
}

impl Component {
    /// Adds the versions that git tags name; a tag of another form, or whose rest is no version, is
    /// passed over. Returns how many are known now.
    pub fn add_tags<'t>(&mut self, tags: impl IntoIterator<Item = &'t str>) -> usize {
        if let Some(form) = &self.tags {
            let found = tags.into_iter().filter_map(|tag| form.version_in(tag));
            let found = found.filter_map(|text| Version::parse(self.scheme, text).ok());
            self.versions.extend(found);
            settle(&mut self.versions);
        }
        self.versions.len()
    }

    /// The indexes of the rows that a version is in.
    pub fn rows_of(&self, version: &Version) -> impl Iterator<Item = &Row> {
        let version = version.clone();
        self.rows
            .iter()
            .filter(move |row| row.versions.contains(&version))
    }
}

/// Brings versions into rising order; of equal ones the first text stays.
pub(super) fn settle(versions: &mut Vec<Version>) {
    versions.sort_by(|a, b| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
    versions.dedup();
    versions.truncate(MOST_VERSIONS + 1);
}
