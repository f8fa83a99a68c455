//! Objects: names fall into classes that no constraint tells apart; properties are slots in them.

use super::name_classes::Class;
use super::{Gap, Outcome, Solver, keep};
use crate::json::Value;
use crate::set::{Id, NameSet, NamesId, Set};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest number of properties that a witness gets.
const MAX_PROPERTIES: u64 = 2_000;
/// The largest number of properties that are demanded at once.
const MAX_SOME: usize = 3_000;
#[derive(Default)]
pub(super) struct Constraints {
    pub(super) every: Vec<(NamesId, Id)>,
    pub(super) some: Vec<(NamesId, Id)>,
    pub(super) min: u64,
    pub(super) max: Option<u64>,
}

struct Slot {
    class: usize,
    name: Arc<str>,
    sets: Vec<Id>,
    value: Value,
}

struct Plan {
    /// The sets of names in the constraints, sorted.
    sets: Vec<NamesId>,
    classes: Vec<Class>,
    slots: Vec<Slot>,
    some: Vec<(NamesId, Id)>,
    min: u64,
    max: u64,
    gap: Option<Gap>,
}

impl Solver<'_> {
    pub(super) fn object(&mut self, constraints: &[Id]) -> Outcome {
        let constraints = self.collect(constraints);
        if constraints.max.is_some_and(|max| max < constraints.min) {
            return Outcome::Unsat;
        }
        if constraints.min > MAX_PROPERTIES {
            return Outcome::Unknown(Gap::new("`minProperties`: more than a witness may have"));
        }
        let some = match self.by_name(&constraints) {
            Some(some) => some,
            None => return Outcome::Unsat,
        };
        if some.len() > MAX_SOME {
            return Outcome::Unknown(Gap::new(
                "objects: more properties in demand than are placed",
            ));
        }
        let constraints = Constraints {
            some,
            ..constraints
        };
        let Some((sets, classes)) = self.classes(&constraints) else {
            if self.meter.is_used_up() {
                return self.out_of_budget();
            }
            let reason = "`patternProperties`: the patterns are too many or too large";
            return Outcome::Unknown(Gap::new(reason));
        };
        let gap = self.opaque_name(&constraints);
        let mut plan = Plan {
            sets,
            classes,
            slots: Vec::new(),
            some: Vec::new(),
            min: constraints.min,
            max: constraints.max.unwrap_or(u64::MAX),
            gap,
        };
        // A single name has one place: no choice is to be made.
        let (single, mut open): (Vec<_>, Vec<_>) = (constraints.some.iter().copied())
            .partition(|&(names, _)| matches!(self.store.name_set(names), NameSet::One(_)));
        for (names, id) in single {
            let Some(class) = plan.only_class(names) else {
                continue;
            };
            let mut sets = plan.classes[class].base.clone();
            sets.push(id);
            let value = match self.sat(sets.clone()) {
                Outcome::Sat(value) => value,
                Outcome::Unsat => return self.impossible(&plan, &constraints, class, id),
                Outcome::Unknown(gap) => {
                    let candidate = gap.candidate.clone();
                    keep(&mut plan.gap, gap.without_candidate());
                    match candidate {
                        Some(value) => value,
                        None => return plan.gap.map_or(Outcome::Unsat, Outcome::Unknown),
                    }
                }
            };
            let name = plan.classes[class].names[0].clone();
            plan.classes[class].used = 1;
            plan.slots.push(Slot {
                class,
                name,
                sets,
                value,
            });
        }
        if plan.slots.len() as u64 > plan.max {
            return Outcome::Unsat;
        }
        open.sort_by_key(|&(names, _)| {
            plan.classes
                .iter()
                .filter(|class| plan.holds(class, names) != Some(false))
                .count()
        });
        plan.some = open;
        let unclear = plan.gap.clone();
        match (self.place(&mut plan, 0), unclear) {
            (Some(value), None) => Outcome::Sat(value),
            (Some(value), Some(gap)) => Outcome::Unknown(Gap {
                candidate: Some(value),
                ..gap
            }),
            (None, _) => plan.gap.map_or(Outcome::Unsat, Outcome::Unknown),
        }
    }

    /// The answer where a property that is needed can have no value: `Unsat` only if that does not
    /// hang on names of which it is not modelled whether they are in a set.
    fn impossible(
        &mut self,
        plan: &Plan,
        constraints: &Constraints,
        class: usize,
        id: Id,
    ) -> Outcome {
        let Some(gap) = plan.gap.clone() else {
            return Outcome::Unsat;
        };
        let certain = constraints.every.iter();
        let certain =
            certain.filter(|(names, _)| plan.holds(&plan.classes[class], *names) == Some(true));
        let sets = certain.map(|&(_, every)| every).chain([id]).collect();
        match self.sat(sets) {
            Outcome::Unsat => Outcome::Unsat,
            _ => Outcome::Unknown(gap.without_candidate()),
        }
    }

    /// The demands, those on the same single name as one; `None` if one is plainly impossible.
    fn by_name(&mut self, constraints: &Constraints) -> Option<Vec<(NamesId, Id)>> {
        let mut single: BTreeMap<NamesId, Vec<Id>> = BTreeMap::new();
        let mut open = Vec::new();
        for &(names, id) in &constraints.some {
            if matches!(self.store.name_set(names), NameSet::One(_)) {
                single.entry(names).or_default().push(id);
                continue;
            }
            let mut sets = vec![id];
            for &(others, every) in &constraints.every {
                if self.covers(others, names) {
                    sets.push(every);
                }
            }
            if matches!(self.sat(sets), Outcome::Unsat) {
                return None;
            }
            open.push((names, id));
        }
        for (names, ids) in single {
            open.push((names, self.store.and(ids)));
        }
        Some(open)
    }

    fn collect(&self, constraints: &[Id]) -> Constraints {
        let mut result = Constraints::default();
        for &id in constraints {
            match self.store.set(id) {
                Set::Every(names, id) => result.every.push((*names, *id)),
                Set::Some(names, id) => result.some.push((*names, *id)),
                Set::Size(min, max) => {
                    result.min = result.min.max(*min);
                    result.max = [result.max, *max].into_iter().flatten().min();
                }
                _ => {}
            }
        }
        result
    }

    /// Whether every name of `inner` is plainly one of `outer`.
    pub(super) fn covers(&mut self, outer: NamesId, inner: NamesId) -> bool {
        if outer == inner || outer == self.store.all_names() {
            return true;
        }
        match self.store.name_set(inner) {
            NameSet::One(name) => self.store.has_name(outer, name) == Some(true),
            _ => false,
        }
    }

    fn opaque_name(&self, constraints: &Constraints) -> Option<Gap> {
        let mut gap = None;
        for &(names, _) in constraints.every.iter().chain(&constraints.some) {
            self.store.name_atoms(names, &mut |atom| {
                if let NameSet::Opaque(opaque) = atom {
                    gap = Some(Gap::of(self.store, *opaque));
                }
            });
        }
        gap
    }

    /// Finds a place for each property that is needed, from the `at`-th on.
    fn place(&mut self, plan: &mut Plan, at: usize) -> Option<Value> {
        if !self.meter.spend(1) {
            if let Outcome::Unknown(gap) = self.out_of_budget() {
                plan.gap = Some(gap);
            }
            return None;
        }
        let Some(&(names, id)) = plan.some.get(at) else {
            return self.fill(plan);
        };
        if self.frames >= super::MAX_FRAMES {
            keep(
                &mut plan.gap,
                Gap::new("objects: more properties in demand than are placed"),
            );
            return None;
        }
        self.frames += 1;
        let found = self.place_one(plan, at, names, id);
        self.frames -= 1;
        found
    }

    fn place_one(&mut self, plan: &mut Plan, at: usize, names: NamesId, id: Id) -> Option<Value> {
        for slot in 0..plan.slots.len() {
            let Slot {
                class, sets, value, ..
            } = &plan.slots[slot];
            if plan.holds(&plan.classes[*class], names) != Some(true) {
                continue;
            }
            let mut sets = sets.clone();
            sets.push(id);
            let old = (plan.slots[slot].sets.clone(), value.clone());
            match self.sat(sets.clone()) {
                Outcome::Sat(value) => {
                    plan.slots[slot].sets = sets;
                    plan.slots[slot].value = value;
                    let found = self.place(plan, at + 1);
                    if found.is_some() {
                        return found;
                    }
                    (plan.slots[slot].sets, plan.slots[slot].value) = old;
                }
                Outcome::Unsat => {}
                Outcome::Unknown(gap) => keep(&mut plan.gap, gap.without_candidate()),
            }
        }
        if plan.slots.len() as u64 >= plan.max {
            return None;
        }
        for class in 0..plan.classes.len() {
            // Where that is not modelled it is a guess: the plan has its gap already.
            if plan.holds(&plan.classes[class], names) == Some(false) {
                continue;
            }
            let Some(name) = plan.free_name(class) else {
                continue;
            };
            let mut sets = plan.classes[class].base.clone();
            sets.push(id);
            match self.sat(sets.clone()) {
                Outcome::Sat(value) => {
                    plan.classes[class].used += 1;
                    plan.slots.push(Slot {
                        class,
                        name,
                        sets,
                        value,
                    });
                    let found = self.place(plan, at + 1);
                    if found.is_some() {
                        return found;
                    }
                    plan.slots.pop();
                    plan.classes[class].used -= 1;
                }
                Outcome::Unsat => {}
                Outcome::Unknown(gap) => {
                    let gap = self.guess(plan, at, class, name, sets, gap);
                    keep(&mut plan.gap, gap);
                }
            }
        }
        None
    }

    /// Goes on with the candidate of a gap, to make a candidate of the whole.
    fn guess(
        &mut self,
        plan: &mut Plan,
        at: usize,
        class: usize,
        name: Arc<str>,
        sets: Vec<Id>,
        gap: Gap,
    ) -> Gap {
        let Some(value) = gap.candidate.clone() else {
            return gap;
        };
        plan.classes[class].used += 1;
        plan.slots.push(Slot {
            class,
            name,
            sets,
            value,
        });
        let candidate = self.place(plan, at + 1);
        plan.slots.pop();
        plan.classes[class].used -= 1;
        Gap { candidate, ..gap }
    }

    /// Adds properties up to the least number, and builds the object.
    fn fill(&mut self, plan: &mut Plan) -> Option<Value> {
        let before: Vec<usize> = plan.classes.iter().map(|class| class.used).collect();
        let n_slots = plan.slots.len();
        let mut class = 0;
        let mut guessed = None;
        while (plan.slots.len() as u64) < plan.min && class < plan.classes.len() {
            let Some(name) = plan.free_name(class) else {
                class += 1;
                continue;
            };
            let sets = plan.classes[class].base.clone();
            let value = match self.sat(sets.clone()) {
                Outcome::Sat(value) => value,
                Outcome::Unsat => {
                    class += 1;
                    continue;
                }
                Outcome::Unknown(gap) => match gap.candidate.clone() {
                    Some(value) => {
                        guessed = Some(gap);
                        value
                    }
                    None => {
                        keep(&mut plan.gap, gap);
                        class += 1;
                        continue;
                    }
                },
            };
            plan.classes[class].used += 1;
            plan.slots.push(Slot {
                class,
                name,
                sets,
                value,
            });
        }
        let full = plan.slots.len() as u64 >= plan.min;
        let built = full.then(|| {
            let members = plan
                .slots
                .iter()
                .map(|slot| (slot.name.clone(), slot.value.clone()));
            Value::Object(Arc::new(members.collect()))
        });
        plan.slots.truncate(n_slots);
        for (class, used) in plan.classes.iter_mut().zip(before) {
            class.used = used;
        }
        match guessed {
            None => built,
            Some(gap) => {
                keep(
                    &mut plan.gap,
                    Gap {
                        candidate: built,
                        ..gap
                    },
                );
                None
            }
        }
    }
}

impl Plan {
    /// Whether the properties of a class are in a set of names.
    fn holds(&self, class: &Class, names: NamesId) -> Option<bool> {
        let Ok(at) = self.sets.binary_search(&names) else {
            return Some(false);
        };
        let inside = &class.inside;
        match inside.binary_search_by_key(&at, |&(known, _)| known) {
            Ok(nth) => inside[nth].1,
            Err(_) => Some(false),
        }
    }

    /// The class of a single name.
    fn only_class(&self, names: NamesId) -> Option<usize> {
        self.classes
            .iter()
            .position(|class| self.holds(class, names) == Some(true))
    }

    /// A name of the class that no slot has.
    fn free_name(&mut self, class: usize) -> Option<Arc<str>> {
        let Class {
            names,
            complete,
            used,
            ..
        } = &self.classes[class];
        let name = names.get(*used).cloned();
        if name.is_none() && !complete {
            keep(
                &mut self.gap,
                Gap::new("`patternProperties`: more names than were looked for"),
            );
        }
        name
    }
}

impl Gap {
    fn without_candidate(self) -> Gap {
        Gap {
            candidate: None,
            ..self
        }
    }
}
