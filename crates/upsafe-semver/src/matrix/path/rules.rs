//! Which steps are allowed: every rule of the matrix about one version and about one pair.

use std::collections::BTreeSet;

use upsafe_config::{StepRule, StepWidth};
use upsafe_core::Span;

use super::answer::{Direction, NeedAt, Refusal, RuleKind};
use crate::matrix::{
    Line, Matrix, Planes, Range, Version,
    model::{Component, Step},
};

/// How many minor versions around a stop are tried as a place for what is too far from it.
const SEARCHED_MINORS: u64 = 32;

/// A version that a path may stop at, with what the rules have to know of it.
pub(super) struct Place {
    pub(super) version: Version,
    line: Line,
    /// For each rule about steps, whether the version is in its `from` and in its `to`.
    sides: Vec<(bool, bool)>,
    /// Why nobody may enter it, from wherever they come.
    closed: Vec<(RuleKind, String, Span)>,
}

/// The rules about the steps of one component, beside other versions that stay as they are.
pub(super) struct Rules<'m> {
    matrix: &'m Matrix,
    id: usize,
    component: &'m Component,
    beside: &'m [(usize, Version)],
}

impl<'m> Rules<'m> {
    pub(super) fn new(
        matrix: &'m Matrix,
        id: usize,
        beside: &'m [(usize, Version)],
    ) -> Option<Self> {
        Some(Self {
            matrix,
            id,
            component: matrix.components.get(id)?,
            beside,
        })
    }

    pub(super) fn place(&self, version: Version) -> Place {
        let sides = self.component.steps.iter();
        Place {
            line: version.line(),
            sides: sides
                .map(|step| (step.from.contains(&version), step.to.contains(&version)))
                .collect(),
            closed: self.closed(&version),
            version,
        }
    }

    /// What a version needs of others.
    pub(super) fn needs(&self, version: &Version) -> Vec<NeedAt> {
        let rows = self.component.rows_of(version);
        rows.flat_map(|row| &row.needs)
            .map(|need| NeedAt {
                component: self.matrix.name(need.component).to_owned(),
                range: need.range.as_str().to_owned(),
                span: need.range.span(),
            })
            .collect()
    }

    /// The components beside that are not what `to` needs, with the versions of them that do for it
    /// and for `from`, if there are any.
    pub(super) fn to_move(&self, from: &Version, to: &Version) -> Vec<(&'m str, Option<Planes>)> {
        let mut moves: Vec<(&'m str, Option<Planes>)> = Vec::new();
        for (id, version) in self.beside.iter().filter(|(id, _)| *id != self.id) {
            let wanted = self.needed(to, *id);
            let name = self.matrix.name(*id);
            if wanted.contains(version) || moves.iter().any(|(told, _)| *told == name) {
                continue;
            }
            let both = wanted.intersection(&self.needed(from, *id));
            moves.push((name, (!both.is_empty()).then_some(both)));
        }
        moves
    }

    /// Why nobody may enter a version.
    fn closed(&self, version: &Version) -> Vec<(RuleKind, String, Span)> {
        let name = &*self.component.name;
        let mut closed = Vec::new();
        for blocked in &self.component.blocked {
            if blocked.versions.contains(version) {
                let (range, reason) = (&*blocked.versions, &blocked.reason);
                let message = format!("`{name}` {range} is blocked: {reason}");
                closed.push((RuleKind::Blocked, message, blocked.versions.span()));
            }
        }
        let mut rows = self.component.rows_of(version).peekable();
        if rows.peek().is_none() && !self.component.rows.is_empty() {
            let message = format!("no row says what `{name}` {version} needs");
            closed.push((RuleKind::NoRow, message, self.component.name.span()));
        }
        for need in rows.flat_map(|row| &row.needs) {
            for (_, other) in self.beside.iter().filter(|(id, _)| *id == need.component) {
                if !need.range.contains(other) {
                    let needed = self.matrix.name(need.component);
                    let range = &*need.range;
                    let message =
                        format!("`{name}` {version} needs `{needed}` {range}, {other} is there");
                    closed.push((RuleKind::Need, message, need.range.span()));
                }
            }
        }
        for (id, other) in self.beside {
            closed.extend(self.needs_of_other(*id, other, version));
            for breach in self.matrix.skew_between((self.id, version), (*id, other)) {
                closed.push((RuleKind::Skew, breach.to_string(), breach.rule.span.clone()));
            }
        }
        closed
    }

    /// What another component needs of this one and would no longer have.
    fn needs_of_other(
        &self,
        id: usize,
        other: &Version,
        version: &Version,
    ) -> Vec<(RuleKind, String, Span)> {
        let Some(component) = self.matrix.components.get(id) else {
            return Vec::new();
        };
        let needs = component.rows_of(other).flat_map(|row| &row.needs);
        needs
            .filter(|need| need.component == self.id && !need.range.contains(version))
            .map(|need| {
                let (theirs, ours) = (&*component.name, &*self.component.name);
                let range = &*need.range;
                let message = format!("`{theirs}` {other} needs `{ours}` {range}");
                (RuleKind::Need, message, need.range.span())
            })
            .collect()
    }

    /// Why nobody may enter a version, from wherever they come.
    pub(super) fn is_closed(&self, place: &Place) -> bool {
        !place.closed.is_empty()
    }

    /// The components beside that are too far from `to`, with the first and the last minor version of
    /// them that are near enough to it and to `from`, if there are any.
    pub(super) fn to_move_minors(
        &self,
        from: &Version,
        to: &Version,
    ) -> Vec<(&'m str, Option<(Line, Line)>)> {
        let mut moves = Vec::new();
        for (id, other) in self.beside.iter().filter(|(id, _)| *id != self.id) {
            let near = |version: &Version, stop: &Version| {
                let between = self.matrix.skew_between((self.id, stop), (*id, version));
                between.is_empty()
            };
            if near(other, to) {
                continue;
            }
            let scheme = self.matrix.components.get(*id).map(|one| one.scheme);
            let lines = to.line().around(SEARCHED_MINORS).into_iter();
            let does = lines.filter(|line| {
                let version = scheme.and_then(|scheme| line.first_version(scheme));
                version.is_some_and(|version| near(&version, from) && near(&version, to))
            });
            let does: Vec<Line> = does.collect();
            let ends = does.first().cloned().zip(does.last().cloned());
            moves.push((self.matrix.name(*id), ends));
        }
        moves
    }

    /// What no version of another component does for at both ends of a step: it has to be moved with it.
    pub(super) fn moved_together(&self, from: &Version, to: &Version) -> Vec<&'m str> {
        let ids: BTreeSet<usize> = self
            .component
            .rows_of(from)
            .chain(self.component.rows_of(to))
            .flat_map(|row| row.needs.iter().map(|need| need.component))
            .collect();
        let apart = ids.into_iter().filter(|id| {
            let (a, b) = (self.needed(from, *id), self.needed(to, *id));
            !a.is_empty() && !b.is_empty() && a.intersection(&b).is_empty()
        });
        apart.map(|id| self.matrix.name(id)).collect()
    }

    /// The versions of another component that do for a version of this one.
    fn needed(&self, version: &Version, id: usize) -> Planes {
        let rows = self.component.rows_of(version);
        let ranges = rows.flat_map(|row| &row.needs);
        let ranges = ranges.filter(|need| need.component == id);
        ranges.fold(Planes::all(), |all, need| {
            all.intersection(need.range.planes())
        })
    }

    /// Whether no step at all leads in a direction.
    pub(super) fn is_shut(&self, direction: Direction) -> bool {
        let width = match direction {
            Direction::Down => &self.component.downgrade,
            _ => &self.component.upgrade,
        };
        let also = |step: &Step| *step.rule == StepRule::Also;
        **width == StepWidth::None && !self.component.steps.iter().any(also)
    }

    /// Whether a step is allowed.
    pub(super) fn allows(&self, from: &Place, to: &Place) -> bool {
        to.closed.is_empty()
            && self.width_holds(from, to)
            && self.breaking(from, to).next().is_none()
            && (!self.has_own_skew() || self.own_skew(from, to).is_empty())
    }

    /// Every reason why a step is not allowed; empty if it is.
    pub(super) fn refusals(&self, from: &Place, to: &Place) -> Vec<Refusal> {
        let mut all = to.closed.clone();
        if !self.width_holds(from, to) {
            all.push(self.width_refusal(from, to));
        }
        for step in self.breaking(from, to) {
            let (name, a, b) = (&*self.component.name, &*step.from, &*step.to);
            let why = step.reason.as_ref().map(|reason| format!(": {reason}"));
            let why = why.unwrap_or_default();
            all.push(match *step.rule {
                StepRule::Only => (
                    RuleKind::OnlyFrom,
                    format!("`{name}` {b} is entered only from {a}{why}"),
                    step.from.span(),
                ),
                _ => (
                    RuleKind::Never,
                    format!("no step leads from `{name}` {a} to {b}{why}"),
                    step.from.span(),
                ),
            });
        }
        for (message, span) in self.own_skew(from, to) {
            all.push((RuleKind::Skew, message, span));
        }
        let of_step = |(rule, message, span)| Refusal {
            rule,
            from: from.version.clone(),
            to: to.version.clone(),
            message,
            span,
        };
        all.into_iter().map(of_step).collect()
    }

    /// The ranges that a version has to be in to enter another, by the rules that name them.
    pub(super) fn entries(&self, to: &Place) -> Vec<&'m Range> {
        let steps = self.component.steps.iter().zip(&to.sides);
        steps
            .filter(|(step, (_, into))| *step.rule == StepRule::Only && *into)
            .map(|(step, _)| &*step.from)
            .collect()
    }

    /// The rules about steps that a step breaks.
    fn breaking<'r>(
        &'r self,
        from: &'r Place,
        to: &'r Place,
    ) -> impl Iterator<Item = &'m Step> + 'r {
        let up = from.version < to.version;
        let sides = from.sides.iter().zip(&to.sides);
        let steps = self.component.steps.iter().zip(sides);
        steps
            .filter(
                move |(step, ((in_from, was_in), (_, into)))| match *step.rule {
                    StepRule::Only => up && *into && !*was_in && !*in_from,
                    StepRule::Never => *in_from && *into,
                    _ => false,
                },
            )
            .map(|(step, _)| step)
    }

    fn width_holds(&self, from: &Place, to: &Place) -> bool {
        let (width, low, high) = match from.version < to.version {
            true => (*self.component.upgrade, &from.line, &to.line),
            false => (*self.component.downgrade, &to.line, &from.line),
        };
        let minors = high.minors_above(low);
        let holds = match width {
            StepWidth::None => false,
            StepWidth::Patch => minors == Some(0),
            StepWidth::Minor => matches!(minors, Some(0 | 1)),
            StepWidth::Major => high.is_same_major(low) || high.is_next_major(low),
            _ => true,
        };
        holds || self.is_also(from, to)
    }

    /// Whether a rule allows the step although it is wider than others may be.
    fn is_also(&self, from: &Place, to: &Place) -> bool {
        let sides = from.sides.iter().zip(&to.sides);
        let mut steps = self.component.steps.iter().zip(sides);
        steps.any(|(step, ((in_from, _), (_, into)))| {
            *step.rule == StepRule::Also && *in_from && *into
        })
    }

    fn width_refusal(&self, from: &Place, to: &Place) -> (RuleKind, String, Span) {
        let name = &*self.component.name;
        let (kind, width, word) = match from.version < to.version {
            true => (RuleKind::UpgradeWidth, &self.component.upgrade, "up"),
            false => (RuleKind::DowngradeWidth, &self.component.downgrade, "down"),
        };
        let (a, b) = (&from.line, &to.line);
        let message = match **width {
            StepWidth::None if width.is_placed() => {
                format!("`{name}` takes no step {word}")
            }
            StepWidth::None => {
                format!("`{name}` takes no step {word}: none is declared with `downgrade`")
            }
            StepWidth::Patch => {
                format!(
                    "a step {word} of `{name}` stays within a minor version, this one from {a} to {b}"
                )
            }
            StepWidth::Minor => {
                format!(
                    "a step {word} of `{name}` leads at most to the next minor version, this one from {a} to {b}"
                )
            }
            _ => {
                format!(
                    "a step {word} of `{name}` leads at most to the next major version, this one from {a} to {b}"
                )
            }
        };
        let span = match width.is_placed() {
            true => width.span(),
            false => self.component.name.span(),
        };
        (kind, message, span)
    }

    fn has_own_skew(&self) -> bool {
        let mut skews = self.matrix.skews.iter();
        skews.any(|skew| skew.component == self.id && skew.with == self.id)
    }

    /// While instances are replaced one by one, both versions run.
    fn own_skew(&self, from: &Place, to: &Place) -> Vec<(String, Span)> {
        let breaches = self
            .matrix
            .skew_between((self.id, &to.version), (self.id, &from.version));
        breaches
            .iter()
            .map(|breach| {
                let message = format!("while instances are replaced, {breach}");
                (message, breach.rule.span.clone())
            })
            .collect()
    }
}
