//! Values for the items of a planned array: any, two equal, or all different.

use super::array::{Layout, MAX_COUNTED};
use super::{Gap, Outcome, Solver, keep};
use crate::json::Value;
use crate::set::Id;
use ahash::AHashSet as HashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest array that a witness may be.
const MAX_ITEMS: u64 = 20_000;

/// Some values of a position, and whether they are all.
type Choice = (Vec<Value>, Result<bool, Gap>);

impl Solver<'_> {
    /// Values for the positions, equal or different as demanded.
    pub(super) fn build(
        &mut self,
        layout: &mut Layout,
        length: u64,
        sets: &BTreeMap<u64, Vec<Id>>,
    ) -> Option<Value> {
        if length > MAX_ITEMS {
            keep(
                &mut layout.gap,
                Gap::new("`minItems`: more than a witness may have"),
            );
            return None;
        }
        let at = |position: u64, layout: &Layout| {
            sets.get(&position)
                .cloned()
                .unwrap_or_else(|| layout.base(position).to_vec())
        };
        if layout.repeated {
            return self.build_repeated(layout, length, sets);
        }
        let all: Vec<Vec<Id>> = (0..length).map(|position| at(position, layout)).collect();
        if layout.unique {
            return self.build_unique(layout, &all);
        }
        self.build_plain(layout, &all)
    }

    fn build_plain(&mut self, layout: &mut Layout, all: &[Vec<Id>]) -> Option<Value> {
        let mut items = Vec::with_capacity(all.len());
        let mut gap = None;
        let mut last: Option<(&Vec<Id>, Value)> = None;
        for sets in all {
            if let Some((known, value)) = &last
                && *known == sets
            {
                items.push(value.clone());
                continue;
            }
            let value = match self.sat(sets.clone()) {
                Outcome::Sat(value) => value,
                Outcome::Unsat => return None,
                Outcome::Unknown(new) => {
                    let candidate = new.candidate.clone();
                    keep(&mut gap, new);
                    match candidate {
                        Some(value) => value,
                        None => {
                            keep(&mut layout.gap, gap?);
                            return None;
                        }
                    }
                }
            };
            last = Some((sets, value.clone()));
            items.push(value);
        }
        let value = Value::Array(Arc::new(items));
        match gap {
            None => Some(value),
            Some(gap) => {
                keep(
                    &mut layout.gap,
                    Gap {
                        candidate: Some(value),
                        ..gap
                    },
                );
                None
            }
        }
    }

    /// Two equal items somewhere.
    fn build_repeated(
        &mut self,
        layout: &mut Layout,
        length: u64,
        sets: &BTreeMap<u64, Vec<Id>>,
    ) -> Option<Value> {
        let last = layout.max.min(length.max(layout.tail()).max(2) + 2);
        if last > MAX_COUNTED {
            keep(
                &mut layout.gap,
                Gap::new("`uniqueItems`: more items than are compared"),
            );
            return None;
        }
        for second in 1..last {
            for first in 0..second {
                if !self.spend_in(layout) {
                    return None;
                }
                let new_length = length.max(second + 1);
                // Items behind the planned length would change the counts with upper bounds.
                if new_length > length && layout.counts.iter().any(|c| c.max.is_some()) {
                    continue;
                }
                let mut sets = sets.clone();
                let mut both = sets
                    .get(&first)
                    .map_or_else(|| layout.base(first).to_vec(), Clone::clone);
                both.extend(
                    sets.get(&second)
                        .map_or_else(|| layout.base(second).to_vec(), Clone::clone),
                );
                both.sort_unstable();
                both.dedup();
                match self.sat(both.clone()) {
                    Outcome::Unsat => continue,
                    Outcome::Unknown(gap) => {
                        keep(&mut layout.gap, gap);
                        continue;
                    }
                    Outcome::Sat(_) => {}
                }
                sets.insert(first, both.clone());
                sets.insert(second, both);
                let all: Vec<Vec<Id>> = (0..new_length)
                    .map(|at| {
                        sets.get(&at)
                            .cloned()
                            .unwrap_or_else(|| layout.base(at).to_vec())
                    })
                    .collect();
                let found = self.build_plain(layout, &all);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// All items different: positions with few values are matched, the others have enough.
    fn build_unique(&mut self, layout: &mut Layout, all: &[Vec<Id>]) -> Option<Value> {
        let n = all.len();
        let mut known: BTreeMap<Vec<Id>, Choice> = BTreeMap::new();
        // The more items there are, the fewer values suffice to see that they do not suffice.
        for sets in all {
            if known.contains_key(sets) {
                continue;
            }
            let alike = all.iter().filter(|other| *other == sets).count();
            let (values, complete) = self.values(sets, alike.min(MAX_COUNTED as usize));
            if let (true, Ok(true)) = (values.len() < alike, &complete) {
                return None;
            }
            known.insert(sets.clone(), (values, complete));
        }
        if n as u64 > MAX_COUNTED {
            keep(
                &mut layout.gap,
                Gap::new("`uniqueItems`: more items than are compared"),
            );
            return None;
        }
        for (sets, entry) in &mut known {
            if entry.0.len() < n && matches!(entry.1, Ok(false)) {
                *entry = self.values(sets, n);
            }
        }
        let mut poor = Vec::new();
        for (position, sets) in all.iter().enumerate() {
            let (values, complete) = &known[sets];
            match complete {
                _ if values.len() >= n => {}
                Ok(_) => poor.push(position),
                Err(gap) => {
                    keep(&mut layout.gap, gap.clone().forget());
                    return None;
                }
            }
        }
        let mut taken: BTreeMap<usize, Value> = BTreeMap::new();
        for &position in &poor {
            let mut visited = HashSet::default();
            if !augment(position, all, &known, &mut taken, &mut visited) {
                return None;
            }
        }
        let mut used: HashSet<Value> = taken.values().cloned().collect();
        let mut items = Vec::with_capacity(n);
        for (position, sets) in all.iter().enumerate() {
            let value = match taken.get(&position) {
                Some(value) => value.clone(),
                None => known[sets]
                    .0
                    .iter()
                    .find(|value| !used.contains(*value))?
                    .clone(),
            };
            used.insert(value.clone());
            items.push(value);
        }
        Some(Value::Array(Arc::new(items)))
    }
}

impl Gap {
    fn forget(self) -> Gap {
        Gap {
            candidate: None,
            ..self
        }
    }
}

/// Kuhn's augmenting path: gives `position` a value, moving others if need be.
fn augment(
    position: usize,
    all: &[Vec<Id>],
    known: &BTreeMap<Vec<Id>, Choice>,
    taken: &mut BTreeMap<usize, Value>,
    visited: &mut HashSet<Value>,
) -> bool {
    let Some((values, _)) = known.get(&all[position]) else {
        return false;
    };
    for value in values {
        if !visited.insert(value.clone()) {
            continue;
        }
        let holder = taken
            .iter()
            .find(|(_, held)| *held == value)
            .map(|(&holder, _)| holder);
        let free = match holder {
            None => true,
            Some(holder) => augment(holder, all, known, taken, visited),
        };
        if free {
            taken.insert(position, value.clone());
            return true;
        }
    }
    false
}
