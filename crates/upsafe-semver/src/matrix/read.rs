//! From the configuration to the matrix: every text is read in the scheme of its component.
//!
//! What must stay true: every problem is noted, none stops the reading.

use std::collections::BTreeMap;

use upsafe_config::{
    DroppedSupport, MatrixComponent, MatrixRow, MatrixScheme, MatrixSkew, Minors, Name, Spanned,
    StepWidth, VersionMatrix,
};
use upsafe_core::{Span, closest};

use super::{
    Matrix, Range, Version,
    model::{
        Blocked, Component, MOST_VERSIONS, MatrixProblem, Row, RowNeed, Skew, Step, TagForm, settle,
    },
};

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
}

fn scheme(component: &MatrixComponent) -> MatrixScheme {
    component
        .scheme
        .as_ref()
        .map_or(MatrixScheme::Semver, |scheme| **scheme)
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

    fn row(&mut self, id: usize, row: &MatrixRow) -> Option<Row> {
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
        let minors = |given: &Option<Spanned<Minors>>| given.as_ref().map_or(0, |minors| minors.0);
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
