//! What is wrong with a matrix in itself: gaps, overlaps, ends that are missing, ranges of nothing.
//!
//! Gaps are looked for among releases: that `<2.0.0` of Cargo and npm leaves out the pre-releases of
//! 2.0.0 is the scheme's rule, and no hole in the table. Overlaps count for both.

use upsafe_config::Spanned;
use upsafe_core::Span;

use super::{IntervalSet, Matrix, Planes, Range, model::Component};

/// Something that is wrong with a matrix in itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// What is wrong.
    pub kind: IssueKind,
    /// The component whose part of the matrix it is.
    pub component: String,
    /// The versions that it is about, as a range.
    pub versions: String,
    /// One line that stands alone.
    pub message: String,
    /// Where, in bytes of `upsafe.toml`.
    pub span: Span,
    /// Another place that matters, and what is to be seen there.
    pub related: Option<(Span, String)>,
}

/// The kinds of issues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum IssueKind {
    /// Versions between rows, or supported ones, are in no row.
    Gap,
    /// Versions are in several rows.
    Overlap,
    /// Versions are in several rows, of which no version of another component meets all.
    Contradiction,
    /// A range has no end on one side.
    Unbounded,
    /// No version is in a range.
    Empty,
    /// A row is about versions that are not supported.
    Outside,
    /// No supported or known version of the other component is in what is needed of it.
    Unmet,
}

impl IssueKind {
    /// A word for it, stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Overlap => "overlap",
            Self::Contradiction => "contradiction",
            Self::Unbounded => "unbounded",
            Self::Empty => "empty",
            Self::Outside => "outside",
            Self::Unmet => "unmet",
        }
    }
}

impl Matrix {
    /// Everything that is wrong with it, in the order of the components. Quadratic in the rows of a
    /// component.
    pub fn issues(&self) -> Vec<Issue> {
        let mut issues = Vec::new();
        for component in &self.components {
            Checker {
                matrix: self,
                component,
                issues: &mut issues,
            }
            .all();
        }
        issues
    }
}

struct Checker<'m> {
    matrix: &'m Matrix,
    component: &'m Component,
    issues: &'m mut Vec<Issue>,
}

impl Checker<'_> {
    fn add(&mut self, kind: IssueKind, versions: String, message: String, span: Span) {
        self.issues.push(Issue {
            kind,
            component: self.component.name.as_str().to_owned(),
            versions,
            message,
            span,
            related: None,
        });
    }

    fn relate(&mut self, span: Span, text: &str) {
        if let Some(last) = self.issues.last_mut() {
            last.related = Some((span, text.to_owned()));
        }
    }

    fn all(&mut self) {
        let component = self.component;
        let ranges = component
            .steps
            .iter()
            .flat_map(|step| [&step.from, &step.to]);
        let ranges = ranges.chain(component.blocked.iter().map(|blocked| &blocked.versions));
        for range in ranges.chain(&component.supported) {
            self.not_empty(range, component.name.as_str());
        }
        for row in &component.rows {
            self.not_empty(&row.versions, component.name.as_str());
            self.bounded(&row.versions, component.name.as_str());
            for need in &row.needs {
                let name = self.matrix.name(need.component);
                self.not_empty(&need.range, name);
                self.bounded(&need.range, name);
                self.met(need.component, &need.range);
            }
        }
        self.gaps();
        self.overlaps();
    }

    fn not_empty(&mut self, range: &Spanned<Range>, of: &str) {
        if range.planes().is_empty() {
            let message = format!("no version of `{of}` is in `{}`", **range);
            self.add(IssueKind::Empty, range.to_string(), message, range.span());
        }
    }

    fn bounded(&mut self, range: &Spanned<Range>, of: &str) {
        let releases = range.planes().releases.intervals();
        let low = releases.first().is_some_and(|first| first.low.is_none());
        let high = releases.last().is_some_and(|last| last.high.is_none());
        let missing = match (low, high) {
            (false, false) => return,
            (true, false) => "lower bound",
            (false, true) => "upper bound",
            (true, true) => "bounds",
        };
        let message = format!("`{}` of `{of}` has no {missing}", **range);
        self.add(
            IssueKind::Unbounded,
            range.to_string(),
            message,
            range.span(),
        );
    }

    /// Whether something that is supported, and something that is there, is what is needed.
    fn met(&mut self, other: usize, range: &Spanned<Range>) {
        let Some(other) = self.matrix.components.get(other) else {
            return;
        };
        let name = other.name.as_str();
        let supported = other.supported.as_ref();
        if let Some(supported) = supported
            && !range.planes().is_empty()
            && range.planes().intersection(supported.planes()).is_empty()
        {
            let message = format!("no supported version of `{name}` is in `{}`", **range);
            self.add(IssueKind::Unmet, range.to_string(), message, range.span());
            self.relate(supported.span(), "these are supported");
        } else if !other.versions.is_empty()
            && !other.versions.iter().any(|version| range.contains(version))
        {
            let message = format!("no known version of `{name}` is in `{}`", **range);
            self.add(IssueKind::Unmet, range.to_string(), message, range.span());
            self.relate(other.name.span(), "its versions are listed here");
        }
    }

    fn gaps(&mut self) {
        let component = self.component;
        let name = component.name.as_str();
        let Some(first) = component.rows.first() else {
            return;
        };
        let rows = component.rows.iter();
        let covered = rows.fold(IntervalSet::default(), |all, row| {
            all.union(&row.versions.planes().releases)
        });
        let (gaps, span) = match &component.supported {
            Some(supported) => (
                supported.planes().releases.minus(&covered),
                supported.span(),
            ),
            None => {
                let inner = covered.complement();
                let inner = inner.intervals().iter();
                let inner = inner.filter(|one| one.low.is_some() && one.high.is_some());
                (IntervalSet::of(inner.cloned()), first.versions.span())
            }
        };
        for gap in gaps.intervals() {
            let what = match component.supported {
                Some(_) => "supported, and in no row",
                None => "between rows, and in none",
            };
            let message = format!("`{name}` {gap} is {what}");
            self.add(IssueKind::Gap, gap.to_string(), message, span.clone());
            // The row that ends where the gap begins.
            let before = component.rows.iter().find(|row| {
                let intervals = row.versions.planes().releases.intervals();
                let mut ends = intervals.iter().map(|one| &one.high);
                gap.low.is_some() && ends.any(|high| *high == gap.low)
            });
            if let Some(before) = before
                && before.versions.span() != span
            {
                self.relate(before.versions.span(), "the row below the gap");
            }
        }
        let Some(supported) = &component.supported else {
            return;
        };
        for row in &component.rows {
            let outside = row.versions.planes().minus(supported.planes());
            if !outside.releases.is_empty() {
                let message = format!(
                    "the row `{}` of `{name}` is about {outside}, which is not supported",
                    *row.versions
                );
                let span = row.versions.span();
                self.add(IssueKind::Outside, outside.to_string(), message, span);
                self.relate(supported.span(), "these are supported");
            }
        }
    }

    fn overlaps(&mut self) {
        let component = self.component;
        let name = component.name.as_str();
        for (n, a) in component.rows.iter().enumerate() {
            for b in &component.rows[n + 1..] {
                let both = a.versions.planes().intersection(b.versions.planes());
                if both.is_empty() {
                    continue;
                }
                let (first, second) = (&*a.versions, &*b.versions);
                let message = format!("`{name}` {both} is in the rows `{first}` and `{second}`");
                let span = b.versions.span();
                self.add(IssueKind::Overlap, both.to_string(), message, span);
                self.relate(a.versions.span(), "the other row");
                for need in &a.needs {
                    let others = b.needs.iter();
                    for other in others.filter(|other| other.component == need.component) {
                        self.contradiction(&both, need, other);
                    }
                }
            }
        }
    }

    fn contradiction(
        &mut self,
        both: &Planes,
        a: &super::model::RowNeed,
        b: &super::model::RowNeed,
    ) {
        let ranges = (a.range.planes(), b.range.planes());
        if ranges.0.is_empty() || ranges.1.is_empty() {
            return;
        }
        if ranges.0.intersection(ranges.1).is_empty() {
            let (name, needed) = (self.component.name.as_str(), self.matrix.name(a.component));
            let message = format!(
                "no `{needed}` does for `{name}` {both}: one row needs {}, another {}",
                *a.range, *b.range
            );
            let span = b.range.span();
            self.add(IssueKind::Contradiction, both.to_string(), message, span);
            self.relate(a.range.span(), "the other row's need");
        }
    }
}
