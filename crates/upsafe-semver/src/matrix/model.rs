//! The matrix as data: components, rows, steps and skews, with every version and range read.
//!
//! What must stay true: a [`Matrix`] exists if and only if every text in it was a version or a range
//! of its component's scheme.

use std::{collections::BTreeMap, fmt};

use upsafe_config::{
    DroppedSupport, MatrixComponent, MatrixScheme, MatrixSkew, Name, Spanned, StepRule, StepWidth,
    VersionMatrix,
};
use upsafe_core::{Span, closest};

use super::{Range, Version};

/// Components with more versions are refused: a path looks at every pair.
const MOST_VERSIONS: usize = 10_000;

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
    fn parse(text: &str) -> Option<Self> {
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
    /// Reads every version and range of the configuration.
    ///
    /// # Errors
    /// Every text that is none, in the order of the file.
    pub fn read(config: &VersionMatrix) -> Result<Self, Vec<MatrixProblem>> {
        let mut ids = BTreeMap::new();
        let mut problems = Vec::new();
        for (id, component) in config.component.iter().enumerate() {
            let name = component.name.as_str();
            if ids.insert(name, id).is_some() {
                problems.push(MatrixProblem {
                    span: component.name.span(),
                    message: format!("a second component `{name}`, expected one for each name"),
                });
            }
        }
        let mut reader = Reader {
            ids,
            schemes: config.component.iter().map(|one| scheme(one)).collect(),
            problems,
        };
        let components = config.component.iter();
        let components: Vec<_> = components
            .enumerate()
            .map(|(id, component)| reader.component(id, component))
            .collect();
        let skews: Vec<_> = config.skew.iter().map(|skew| reader.skew(skew)).collect();
        let own = config.own.as_ref().and_then(|own| reader.id(own));
        if !reader.problems.is_empty() {
            reader
                .problems
                .sort_by_key(|problem| (problem.span.start, problem.span.end));
            return Err(reader.problems);
        }
        Ok(Self {
            components: components.into_iter().flatten().collect(),
            skews: skews.into_iter().flatten().collect(),
            own,
            dropped_support: config
                .dropped_support
                .as_ref()
                .map_or(DroppedSupport::Minor, |dropped| **dropped),
        })
    }

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

fn scheme(component: &MatrixComponent) -> MatrixScheme {
    component
        .scheme
        .as_ref()
        .map_or(MatrixScheme::Semver, |scheme| **scheme)
}

fn settle(versions: &mut Vec<Version>) {
    versions.sort_by(|a, b| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
    versions.dedup();
    versions.truncate(MOST_VERSIONS + 1);
}

struct Reader<'c> {
    ids: BTreeMap<&'c str, usize>,
    schemes: Vec<MatrixScheme>,
    problems: Vec<MatrixProblem>,
}

impl Reader<'_> {
    fn problem<T>(&mut self, span: Span, message: String) -> Option<T> {
        self.problems.push(MatrixProblem { span, message });
        None
    }

    fn id(&mut self, name: &Spanned<Name>) -> Option<usize> {
        self.id_of(name.as_str(), name.span())
    }

    fn id_of(&mut self, name: &str, span: Span) -> Option<usize> {
        match self.ids.get(name) {
            Some(id) => Some(*id),
            None => {
                let near = closest(name, self.ids.keys().copied());
                let near = near.map(|near| format!("; did you mean `{near}`?"));
                let message = format!(
                    "unknown component `{name}`, expected the name of a `[[semver.matrix.component]]`{}",
                    near.unwrap_or_default()
                );
                self.problem(span, message)
            }
        }
    }

    fn range(&mut self, of: usize, text: &Spanned<Name>) -> Option<Spanned<Range>> {
        let scheme = self
            .schemes
            .get(of)
            .copied()
            .unwrap_or(MatrixScheme::Semver);
        match Range::parse(scheme, text.as_str()) {
            Ok(range) => Some(Spanned::new(range, text.span())),
            Err(error) => {
                let message = format!("no range of the scheme `{scheme}`: {error}");
                self.problem(text.span(), message)
            }
        }
    }

    fn version(&mut self, of: usize, text: &Spanned<Name>) -> Option<Version> {
        let scheme = self
            .schemes
            .get(of)
            .copied()
            .unwrap_or(MatrixScheme::Semver);
        match Version::parse(scheme, text.as_str()) {
            Ok(version) => Some(version),
            Err(error) => {
                let message = format!("no version of the scheme `{scheme}`: {error}");
                self.problem(text.span(), message)
            }
        }
    }

    fn component(&mut self, id: usize, from: &MatrixComponent) -> Option<Component> {
        let texts = from.versions.iter();
        let versions: Vec<_> = texts.map(|text| self.version(id, text)).collect();
        let mut versions: Vec<Version> = versions.into_iter().flatten().collect();
        settle(&mut versions);
        if versions.len() > MOST_VERSIONS {
            let message = format!("found more than {MOST_VERSIONS} versions of one component");
            return self.problem(from.name.span(), message);
        }
        let tags = match &from.tags {
            None => None,
            Some(text) => match TagForm::parse(text.as_str()) {
                Some(form) => Some(form),
                None => {
                    let message = format!(
                        "found `{text}`, expected `{{version}}` once, as in `v{{version}}`",
                        text = text.as_str()
                    );
                    self.problem(text.span(), message)
                }
            },
        };
        let supported = from.supported.as_ref();
        let supported = supported.and_then(|text| self.range(id, text));
        let rows: Vec<_> = from.row.iter().map(|row| self.row(id, row)).collect();
        let steps: Vec<_> = from
            .step
            .iter()
            .map(|step| {
                let (a, b) = (self.range(id, &step.from), self.range(id, &step.to));
                Some(Step {
                    rule: step.rule.clone(),
                    from: a?,
                    to: b?,
                    reason: step.reason.as_ref().map(|reason| reason.to_string()),
                })
            })
            .collect();
        let blocked: Vec<_> = from
            .blocked
            .iter()
            .map(|blocked| {
                Some(Blocked {
                    versions: self.range(id, &blocked.versions)?,
                    reason: blocked.reason.to_string(),
                })
            })
            .collect();
        let width = |given: &Option<Spanned<StepWidth>>, absent| match given {
            Some(width) => width.clone(),
            None => Spanned::unplaced(absent),
        };
        Some(Component {
            name: Spanned::new(from.name.to_string(), from.name.span()),
            scheme: scheme(from),
            versions,
            tags,
            supported,
            upgrade: width(&from.upgrade, StepWidth::Any),
            downgrade: width(&from.downgrade, StepWidth::None),
            rows: rows.into_iter().flatten().collect(),
            steps: steps.into_iter().flatten().collect(),
            blocked: blocked.into_iter().flatten().collect(),
        })
    }

    fn row(&mut self, id: usize, row: &upsafe_config::MatrixRow) -> Option<Row> {
        let versions = self.range(id, &row.versions);
        let needs: Vec<_> = row
            .needs
            .iter()
            .map(|need| {
                let component = self.id_of(&need.component, need.component.span())?;
                let range = self.range(component, &need.range)?;
                Some(RowNeed { component, range })
            })
            .collect();
        Some(Row {
            versions: versions?,
            needs: needs.into_iter().flatten().collect(),
        })
    }

    fn skew(&mut self, skew: &Spanned<MatrixSkew>) -> Option<Skew> {
        let (component, with) = (self.id(&skew.component), self.id(&skew.with));
        let (component, with) = (component?, with?);
        let versions = skew.versions.as_ref();
        let versions = versions.map(|text| self.range(component, text));
        let minors = |given: &Option<Spanned<upsafe_config::Minors>>| {
            given.as_ref().map_or(0, |minors| minors.0)
        };
        Some(Skew {
            component,
            with,
            older: minors(&skew.older),
            newer: minors(&skew.newer),
            versions: match versions {
                Some(range) => Some(range?),
                None => None,
            },
            reason: skew.reason.as_ref().map(|reason| reason.to_string()),
            span: skew.component.span(),
        })
    }
}
