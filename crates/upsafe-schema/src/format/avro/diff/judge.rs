//! Changes and verdicts together: whom the changes from an old to a new schema really break.

use super::super::resolve::{Comparison, Conflict, compare};
use super::super::rules::Rules;
use super::super::schema::Schema;
use super::change::Change;
use super::walk::changes;
use crate::budget::Budget;
use crate::change::Breaks;
use crate::mode::Direction;

/// An upgrade from an old schema to a new one, judged in both directions.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Judgement {
    /// Every change; none is said to break a direction that is proved compatible.
    pub changes: Vec<Change>,
    /// The new schema reads what was written with the old one.
    pub backward: Comparison,
    /// The old schema reads what is written with the new one.
    pub forward: Comparison,
    /// The disagreements of directions in which no change is said to break anything: nobody
    /// answers for them.
    pub unclaimed: Vec<(Direction, Conflict)>,
}

impl Judgement {
    /// Whom the upgrade breaks as a whole; what is not decided counts as broken.
    pub fn breaks(&self) -> Breaks {
        Breaks::new(
            !self.backward.verdict.is_compatible(),
            !self.forward.verdict.is_compatible(),
        )
    }
}

/// Lists the changes from `old` to `new`, compares both directions, and tells of each change whom
/// it breaks.
///
/// The budget is that of each of the two comparisons.
pub fn judge(old: &Schema, new: &Schema, rules: Rules, budget: Budget) -> Judgement {
    let backward = compare(new, old, rules, budget);
    let forward = compare(old, new, rules, budget);
    let mut changes = changes(old, new);
    for change in &mut changes {
        change.breaks = Breaks::new(
            change.breaks.includes(Direction::Backward) && !backward.verdict.is_compatible(),
            change.breaks.includes(Direction::Forward) && !forward.verdict.is_compatible(),
        );
    }
    let mut unclaimed = Vec::new();
    for (direction, comparison) in [
        (Direction::Backward, &backward),
        (Direction::Forward, &forward),
    ] {
        let is_claimed = |change: &Change| change.breaks.includes(direction);
        if !changes.iter().any(is_claimed) {
            let conflicts = comparison.conflicts.iter();
            unclaimed.extend(conflicts.map(|conflict| (direction, conflict.clone())));
        }
    }
    Judgement {
        changes,
        backward,
        forward,
        unclaimed,
    }
}
