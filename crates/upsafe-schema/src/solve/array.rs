//! Arrays: positions with what each must be, items that are needed somewhere, and uniqueness.

use super::{Gap, Outcome, Solver, keep};
use crate::json::Value;
use crate::set::{Id, Set};
use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use std::collections::{BTreeMap, BTreeSet};

/// The longest array that a witness may be.
const MAX_ITEMS: u64 = 20_000;
/// The longest array in which items are counted or compared.
pub(super) const MAX_COUNTED: u64 = 120;
/// The largest number of upper-bounded counts at once.
const MAX_COUNTS: usize = 6;

#[derive(Clone, Copy, PartialEq)]
pub(super) struct Count {
    from: u64,
    of: Id,
    min: u64,
    pub(super) max: Option<u64>,
}

#[derive(Default)]
struct Constraints {
    items: BTreeMap<u64, Vec<Id>>,
    rests: Vec<(u64, Id)>,
    counts: Vec<Count>,
    min: u64,
    max: Option<u64>,
    unique: bool,
    repeated: bool,
}

/// The array under construction: what each position must be.
pub(super) struct Layout {
    /// For positions before the tail, and last for the tail.
    bases: Vec<Vec<Id>>,
    min: u64,
    /// No array is longer.
    pub(super) max: u64,
    pub(super) counts: Vec<Count>,
    pub(super) unique: bool,
    pub(super) repeated: bool,
    pub(super) gap: Option<Gap>,
}

impl Layout {
    pub(super) fn base(&self, position: u64) -> &[Id] {
        let at = usize::try_from(position)
            .unwrap_or(usize::MAX)
            .min(self.bases.len() - 1);
        &self.bases[at]
    }

    pub(super) fn tail(&self) -> u64 {
        self.bases.len() as u64 - 1
    }
}

impl Solver<'_> {
    pub(super) fn array(&mut self, constraints: &[Id]) -> Outcome {
        let constraints = self.gather(constraints);
        if constraints.unique && constraints.repeated {
            return Outcome::Unsat;
        }
        if constraints.max.is_some_and(|max| max < constraints.min) {
            return Outcome::Unsat;
        }
        let tail = (constraints.items.keys().map(|at| at + 1))
            .chain(constraints.rests.iter().map(|rest| rest.0))
            .chain(constraints.counts.iter().map(|count| count.from))
            .max()
            .unwrap_or(0);
        if tail > MAX_ITEMS {
            return Outcome::Unknown(Gap::new("arrays: positions beyond the longest witness"));
        }
        let bases = (0..=tail).map(|at| constraints.base(at, tail)).collect();
        let mut layout = Layout {
            bases,
            min: constraints.min,
            max: constraints.max.unwrap_or(u64::MAX),
            counts: constraints.counts,
            unique: constraints.unique,
            repeated: constraints.repeated,
            gap: None,
        };
        // Where no item can stand, the array ends.
        let mut unclear = HashSet::default();
        for at in 0..=tail {
            if at >= layout.max {
                break;
            }
            let base = layout.base(at).to_vec();
            match self.sat(base.clone()) {
                Outcome::Sat(_) => {}
                Outcome::Unsat => layout.max = at,
                Outcome::Unknown(_) => {
                    unclear.insert(base);
                }
            }
        }
        if layout.max < layout.min {
            return Outcome::Unsat;
        }
        let found = if layout.counts.iter().all(|count| count.max.is_none()) {
            self.by_needs(&mut layout)
        } else {
            self.by_positions(&mut layout)
        };
        match found {
            Some(value) => Outcome::Sat(value),
            None => layout.gap.map_or(Outcome::Unsat, Outcome::Unknown),
        }
    }

    fn gather(&self, constraints: &[Id]) -> Constraints {
        let mut result = Constraints::default();
        for &id in constraints {
            match self.store.set(id) {
                Set::Item(at, id) => result.items.entry(*at).or_default().push(*id),
                Set::Rest(from, id) => result.rests.push((*from, *id)),
                Set::Among { from, of, min, max } => {
                    result.counts.push(Count {
                        from: *from,
                        of: *of,
                        min: *min,
                        max: *max,
                    });
                }
                Set::Items(min, max) => {
                    result.min = result.min.max(*min);
                    result.max = [result.max, *max].into_iter().flatten().min();
                }
                Set::Unique(true) => result.unique = true,
                Set::Unique(false) => result.repeated = true,
                _ => {}
            }
        }
        result
    }

    /// Without upper bounds on counts: place each needed item, fill the rest.
    fn by_needs(&mut self, layout: &mut Layout) -> Option<Value> {
        let needed: u64 = layout
            .counts
            .iter()
            .map(|count| count.min)
            .fold(0, u64::saturating_add);
        if needed > MAX_COUNTED {
            keep(
                &mut layout.gap,
                Gap::new("`minContains`: more than are counted"),
            );
            return None;
        }
        let mut needs = Vec::new();
        for (which, count) in layout.counts.iter().enumerate() {
            needs.extend((0..count.min).map(|_| (which, *count)));
        }
        // Positions that are alike, up to the length that may matter.
        let last = layout.max.min(layout.tail() + needed + 2);
        let mut alike: Vec<(Vec<Id>, Vec<u64>)> = Vec::new();
        let mut index: HashMap<Vec<Id>, usize> = HashMap::default();
        for at in 0..last {
            let base = layout.base(at).to_vec();
            // A position before and one behind the start of a count are not alike.
            let mut key = base.clone();
            key.extend(
                layout
                    .counts
                    .iter()
                    .filter(|count| count.from <= at)
                    .map(|count| count.of),
            );
            let group = *index.entry(key).or_insert_with(|| {
                alike.push((base, Vec::new()));
                alike.len() - 1
            });
            alike[group].1.push(at);
        }
        let mut slots = BTreeMap::new();
        self.place_item(layout, &alike, &needs, 0, &mut slots)
    }

    fn place_item(
        &mut self,
        layout: &mut Layout,
        alike: &[(Vec<Id>, Vec<u64>)],
        needs: &[(usize, Count)],
        at: usize,
        slots: &mut BTreeMap<u64, (Vec<Id>, Vec<usize>)>,
    ) -> Option<Value> {
        if !self.spend_in(layout) {
            return None;
        }
        if self.frames >= super::MAX_FRAMES {
            keep(
                &mut layout.gap,
                Gap::new("arrays: nested deeper than the search goes"),
            );
            return None;
        }
        let Some(&(which, count)) = needs.get(at) else {
            let length = slots
                .keys()
                .last()
                .map_or(0, |last| last + 1)
                .max(layout.min);
            let sets: BTreeMap<u64, Vec<Id>> = slots
                .iter()
                .map(|(&at, (sets, _))| (at, sets.clone()))
                .collect();
            return self.build(layout, length, &sets);
        };
        let taken: Vec<u64> = slots.keys().copied().collect();
        let fresh = alike.iter().filter_map(|(_, positions)| {
            positions
                .iter()
                .copied()
                .find(|&p| p >= count.from && !slots.contains_key(&p))
        });
        let positions: Vec<u64> = taken.into_iter().chain(fresh).collect();
        for position in positions {
            let old = slots.get(&position).cloned();
            if position < count.from || old.as_ref().is_some_and(|(_, has)| has.contains(&which)) {
                continue;
            }
            let (mut sets, mut has) = old
                .clone()
                .unwrap_or_else(|| (layout.base(position).to_vec(), Vec::new()));
            sets.push(count.of);
            has.push(which);
            match self.sat(sets.clone()) {
                Outcome::Unsat => continue,
                Outcome::Unknown(gap) if gap.candidate.is_none() => {
                    keep(&mut layout.gap, gap);
                    continue;
                }
                Outcome::Unknown(_) | Outcome::Sat(_) => {}
            }
            slots.insert(position, (sets, has));
            self.frames += 1;
            let found = self.place_item(layout, alike, needs, at + 1, slots);
            self.frames -= 1;
            match old {
                Some(old) => slots.insert(position, old),
                None => slots.remove(&position),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// With upper bounds: try each length, position by position.
    fn by_positions(&mut self, layout: &mut Layout) -> Option<Value> {
        let needed: u64 = layout
            .counts
            .iter()
            .map(|count| count.min)
            .fold(0, u64::saturating_add);
        let last = layout
            .min
            .max(layout.tail())
            .saturating_add(needed)
            .saturating_add(2);
        let last = last.min(layout.max);
        if last > MAX_COUNTED || layout.counts.len() > MAX_COUNTS {
            keep(
                &mut layout.gap,
                Gap::new("`maxContains`: more items than are counted"),
            );
            return None;
        }
        for length in layout.min..=last {
            let mut failed = HashSet::default();
            let left: Vec<(u64, u64)> = layout
                .counts
                .iter()
                .map(|c| (c.min, c.max.unwrap_or(u64::MAX)))
                .collect();
            let mut chosen = Vec::new();
            let found = self.position(layout, length, &mut chosen, &left, &mut failed);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    fn position(
        &mut self,
        layout: &mut Layout,
        length: u64,
        chosen: &mut Vec<Vec<Id>>,
        left: &[(u64, u64)],
        failed: &mut HashSet<(u64, Vec<(u64, u64)>)>,
    ) -> Option<Value> {
        if !self.spend_in(layout) {
            return None;
        }
        if self.frames >= super::MAX_FRAMES {
            keep(
                &mut layout.gap,
                Gap::new("arrays: nested deeper than the search goes"),
            );
            return None;
        }
        let at = chosen.len() as u64;
        if at == length {
            if left.iter().any(|&(min, _)| min > 0) {
                return None;
            }
            let sets = chosen
                .iter()
                .enumerate()
                .map(|(at, sets)| (at as u64, sets.clone()));
            return self.build(layout, length, &sets.collect());
        }
        let hopeless = left.iter().any(|&(min, _)| min > length - at);
        if hopeless || failed.contains(&(at, left.to_vec())) {
            return None;
        }
        let applying: Vec<usize> = (0..layout.counts.len())
            .filter(|&i| layout.counts[i].from <= at)
            .collect();
        for choice in 0..(1_u32 << applying.len()) {
            let mut sets = layout.base(at).to_vec();
            let mut next = left.to_vec();
            let mut possible = true;
            for (bit, &which) in applying.iter().enumerate() {
                let count = layout.counts[which];
                let (min, max) = next[which];
                if choice & (1 << bit) != 0 {
                    sets.push(count.of);
                    possible &= max > 0;
                    next[which] = (
                        min.saturating_sub(1),
                        if max == u64::MAX {
                            max
                        } else {
                            max.saturating_sub(1)
                        },
                    );
                } else if count.max.is_some() {
                    sets.push(self.store.not(count.of));
                }
            }
            if !possible {
                continue;
            }
            match self.sat(sets.clone()) {
                Outcome::Unsat => continue,
                Outcome::Unknown(gap) if gap.candidate.is_none() => {
                    keep(&mut layout.gap, gap);
                    continue;
                }
                Outcome::Unknown(_) | Outcome::Sat(_) => {}
            }
            chosen.push(sets);
            self.frames += 1;
            let found = self.position(layout, length, chosen, &next, failed);
            self.frames -= 1;
            chosen.pop();
            if found.is_some() {
                return found;
            }
        }
        if !layout.unique && !layout.repeated {
            failed.insert((at, left.to_vec()));
        }
        None
    }

    pub(super) fn spend_in(&mut self, layout: &mut Layout) -> bool {
        if self.meter.spend(1) {
            return true;
        }
        if let Outcome::Unknown(gap) = self.out_of_budget() {
            keep(&mut layout.gap, gap);
        }
        false
    }
}

impl Constraints {
    fn base(&self, position: u64, tail: u64) -> Vec<Id> {
        let mut base: Vec<Id> = if position < tail {
            self.items.get(&position).cloned().unwrap_or_default()
        } else {
            Vec::new()
        };
        base.extend(
            self.rests
                .iter()
                .filter(|rest| rest.0 <= position)
                .map(|rest| rest.1),
        );
        let base: BTreeSet<Id> = base.into_iter().collect();
        base.into_iter().collect()
    }
}
