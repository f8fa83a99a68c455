//! The search among values of one type: a tableau guided by models.
//!
//! Constraints are collected, alternatives are left pending. A value for the constraints alone is
//! a model: if there is none, the branch is closed; if it satisfies what is pending, it is the
//! answer; else one alternative that it violates is split. So only alternatives that matter are
//! ever split.

use super::{Gap, Outcome, Question, Solver, keep};
use crate::json::{Type, Value};
use crate::set::{Id, NameSet, NamesId, Set};
use ahash::{AHashMap as HashMap, AHashSet as HashSet};

/// The deepest nesting of splits.
const MAX_SPLITS: u32 = 100;

#[derive(Clone)]
pub(super) struct World {
    kind: Type,
    /// Everything that was asserted.
    asserted: HashSet<Id>,
    /// Constraints on values of this type.
    pub(super) constraints: Vec<Id>,
    /// Alternatives that are not decided.
    pending: Vec<Id>,
    /// A condition that is not modelled was asserted.
    gap: Option<Gap>,
    splits: u32,
}

/// The branch is closed.
struct Closed;

enum Split {
    /// One of these branches must hold; each asserts some sets.
    Into(Vec<Vec<Id>>),
    Nothing,
}

impl Solver<'_> {
    pub(super) fn search_type(&mut self, kind: Type, question: &Question) -> Outcome {
        let mut world = World {
            kind,
            asserted: HashSet::default(),
            constraints: Vec::new(),
            pending: Vec::new(),
            gap: None,
            splits: 0,
        };
        match self.assert(&mut world, question.to_vec()) {
            Ok(()) => self.search(world),
            Err(Closed) => Outcome::Unsat,
        }
    }

    fn assert(&mut self, world: &mut World, mut todo: Vec<Id>) -> Result<(), Closed> {
        while let Some(id) = todo.pop() {
            if !world.asserted.insert(id) {
                continue;
            }
            let negation = self.store.not(id);
            if world.asserted.contains(&negation) {
                return Err(Closed);
            }
            match self.store.set(id) {
                Set::All => {}
                Set::None => return Err(Closed),
                Set::Types(types) => {
                    if !types.has(world.kind) {
                        return Err(Closed);
                    }
                }
                Set::And(parts) => todo.extend_from_slice(parts),
                Set::Or(_) | Set::ExactlyOne(..) => world.pending.push(id),
                Set::Ref(definition, yes) => {
                    let yes = *yes;
                    match self.store.definition(*definition) {
                        Some(body) => {
                            todo.push(if yes { body } else { self.store.not(body) });
                        }
                        None => keep(&mut world.gap, Gap::new("a reference without a target")),
                    }
                }
                Set::Opaque(opaque, yes) => {
                    if self.store.opaque(*opaque).types.has(world.kind) {
                        keep(&mut world.gap, Gap::of(self.store, *opaque));
                    } else if !yes {
                        return Err(Closed);
                    }
                }
                set => {
                    if kind_of(set) == Some(world.kind) {
                        world.constraints.push(id);
                    }
                }
            }
        }
        Ok(())
    }

    /// Drops alternatives that cannot hold, and asserts what is left alone.
    fn reduce(&mut self, world: &mut World) -> Result<(), Closed> {
        loop {
            let mut forced = Vec::new();
            let mut pending = Vec::new();
            let index = PartIndex::new(self, world);
            for id in std::mem::take(&mut world.pending) {
                let Set::Or(parts) = self.store.set(id).clone() else {
                    pending.push(id);
                    continue;
                };
                let mut open = Vec::new();
                let mut holds = false;
                for &part in &parts {
                    if world.asserted.contains(&part) || self.is_vacuous(world.kind, part) {
                        holds = true;
                        break;
                    }
                    if !self.cannot_hold(world, part) && !self.has_impossible_part(&index, part) {
                        open.push(part);
                    }
                }
                match open.as_slice() {
                    _ if holds => {}
                    [] => return Err(Closed),
                    [only] => forced.push(*only),
                    _ => pending.push(id),
                }
            }
            world.pending = pending;
            if forced.is_empty() {
                return Ok(());
            }
            self.assert(world, forced)?;
        }
    }

    fn is_vacuous(&self, kind: Type, id: Id) -> bool {
        match self.store.set(id) {
            Set::All => true,
            Set::Types(types) => types.has(kind),
            Set::Opaque(opaque, yes) => *yes && !self.store.opaque(*opaque).types.has(kind),
            set => kind_of(set).is_some_and(|of| of != kind),
        }
    }

    /// The set itself where it is a reference.
    fn resolved(&mut self, mut id: Id) -> Id {
        for _ in 0..4 {
            let &Set::Ref(definition, yes) = self.store.set(id) else {
                break;
            };
            let Some(body) = self.store.definition(definition) else {
                break;
            };
            id = if yes { body } else { self.store.not(body) };
        }
        id
    }

    fn cannot_hold(&mut self, world: &World, id: Id) -> bool {
        let id = self.resolved(id);
        if !self.store.mask(id).has(world.kind) {
            return true;
        }
        let negation = self.store.not(id);
        if world.asserted.contains(&negation) {
            return true;
        }
        match self.store.set(id) {
            Set::And(parts) => {
                let parts = parts.clone();
                parts.iter().any(|&part| self.cannot_hold(world, part))
            }
            Set::Or(parts) => {
                let parts = parts.clone();
                parts.iter().all(|&part| self.cannot_hold(world, part))
            }
            _ => false,
        }
    }

    /// Whether a part of the value that the set demands is plainly impossible.
    fn has_impossible_part(&mut self, index: &PartIndex, id: Id) -> bool {
        let id = self.resolved(id);
        match self.store.set(id).clone() {
            Set::Some(names, of) => {
                let demanded = index.properties(self, names);
                self.is_impossible(demanded, of)
            }
            Set::Item(at, of) if at < index.min_items => {
                let demanded = index.item(at);
                self.is_impossible(demanded, of)
            }
            Set::And(parts) => {
                // An item that is there and must be something.
                let long = parts.iter().find_map(|&part| match self.store.set(part) {
                    Set::Items(min, _) => Some(*min),
                    _ => None,
                });
                parts
                    .iter()
                    .any(|&part| match (self.store.set(part), long) {
                        (&Set::Item(at, of), Some(min)) if at < min => {
                            let demanded = index.item(at);
                            self.is_impossible(demanded, of)
                        }
                        _ => self.has_impossible_part(index, part),
                    })
            }
            Set::Or(parts) => parts
                .iter()
                .all(|&part| self.has_impossible_part(index, part)),
            _ => false,
        }
    }

    fn is_impossible(&mut self, mut demanded: Vec<Id>, of: Id) -> bool {
        demanded.push(of);
        matches!(self.sat(demanded), Outcome::Unsat)
    }

    fn search(&mut self, mut world: World) -> Outcome {
        if !self.meter.spend(1) {
            return self.out_of_budget();
        }
        if self.reduce(&mut world).is_err() {
            return Outcome::Unsat;
        }
        let model = match self.model(&world) {
            Outcome::Unsat => return Outcome::Unsat,
            Outcome::Sat(value) => Ok(value),
            Outcome::Unknown(gap) => Err(gap),
        };
        let value = match &model {
            Ok(value) => Some(value),
            Err(gap) => gap.candidate.as_ref(),
        };
        if world.splits >= MAX_SPLITS || self.frames >= super::MAX_FRAMES {
            return Outcome::Unknown(Gap::new("alternatives nested deeper than the search goes"));
        }
        match self.split(&world, value) {
            Split::Nothing => match (world.gap, model) {
                (None, Ok(value)) => Outcome::Sat(value),
                (Some(gap), Ok(value)) => Outcome::Unknown(Gap {
                    candidate: Some(value),
                    ..gap
                }),
                (_, Err(gap)) => Outcome::Unknown(gap),
            },
            Split::Into(branches) => {
                let mut gap = None;
                for branch in branches {
                    let mut inner = world.clone();
                    inner.splits += 1;
                    if self.assert(&mut inner, branch).is_err() {
                        continue;
                    }
                    self.frames += 1;
                    let outcome = self.search(inner);
                    self.frames -= 1;
                    match outcome {
                        Outcome::Sat(value) => return Outcome::Sat(value),
                        Outcome::Unsat => {}
                        Outcome::Unknown(new) => keep(&mut gap, new),
                    }
                }
                gap.map_or(Outcome::Unsat, Outcome::Unknown)
            }
        }
    }

    /// Which pending alternative to split: one that the model violates, the smallest first.
    fn split(&mut self, world: &World, model: Option<&Value>) -> Split {
        let mut best: Option<Vec<Vec<Id>>> = None;
        let mut unclear: Option<Vec<Vec<Id>>> = None;
        for &id in &world.pending {
            let holds = model.and_then(|value| self.store.has(id, value));
            if holds == Some(true) {
                continue;
            }
            let branches = match self.store.set(id).clone() {
                Set::Or(parts) => {
                    let open = parts.iter().filter(|&&part| !self.cannot_hold(world, part));
                    open.map(|&part| vec![part]).collect()
                }
                Set::ExactlyOne(parts, true) => self.split_one(world, &parts, model),
                Set::ExactlyOne(parts, false) => self.split_not_one(world, &parts, model),
                _ => continue,
            };
            let is_new = |branch: &Vec<Id>| branch.iter().any(|id| !world.asserted.contains(id));
            if !branches.iter().all(is_new) {
                continue;
            }
            let slot = if holds == Some(false) {
                &mut best
            } else {
                &mut unclear
            };
            if slot.as_ref().is_none_or(|old| branches.len() < old.len()) {
                *slot = Some(branches);
            }
        }
        best.or(unclear).map_or(Split::Nothing, Split::Into)
    }

    fn split_one(&mut self, world: &World, parts: &[Id], model: Option<&Value>) -> Vec<Vec<Id>> {
        let truth = |id: Id| model.and_then(|value| self.store.has(id, value));
        let yes: Vec<Id> = parts
            .iter()
            .copied()
            .filter(|&id| truth(id) == Some(true))
            .collect();
        let clear = parts.iter().all(|&id| truth(id).is_some());
        if let [first, second, ..] = yes.as_slice() {
            return vec![vec![self.store.not(*first)], vec![self.store.not(*second)]];
        }
        let open: Vec<Id> = parts
            .iter()
            .copied()
            .filter(|&id| !self.cannot_hold(world, id))
            .collect();
        if clear {
            return open.into_iter().map(|id| vec![id]).collect();
        }
        let mut branches = Vec::new();
        for (at, &id) in parts.iter().enumerate() {
            let mut branch = vec![id];
            for (other, &part) in parts.iter().enumerate() {
                if other != at {
                    branch.push(self.store.not(part));
                }
            }
            branches.push(branch);
        }
        branches
    }

    fn split_not_one(
        &mut self,
        world: &World,
        parts: &[Id],
        model: Option<&Value>,
    ) -> Vec<Vec<Id>> {
        let truth = |id: Id| model.and_then(|value| self.store.has(id, value));
        let pivot = parts.iter().position(|&id| truth(id) == Some(true));
        // Without a model any member will do: it holds or it does not.
        let pivot = pivot.unwrap_or(0);
        let others: Vec<Id> = (parts.iter().enumerate())
            .filter(|&(at, &id)| at != pivot && !self.cannot_hold(world, id))
            .map(|(_, &id)| id)
            .collect();
        let mut branches = vec![vec![self.store.not(parts[pivot])]];
        branches.extend(others.into_iter().map(|other| vec![parts[pivot], other]));
        branches
    }

    /// A value for the constraints alone.
    fn model(&mut self, world: &World) -> Outcome {
        match world.kind {
            Type::Null => Outcome::Sat(Value::Null),
            Type::Boolean => {
                let says = |value: bool| {
                    world
                        .constraints
                        .iter()
                        .all(|&id| *self.store.set(id) == Set::Bool(value))
                };
                match (says(false), says(true)) {
                    (true, _) => Outcome::Sat(Value::Bool(false)),
                    (_, true) => Outcome::Sat(Value::Bool(true)),
                    _ => Outcome::Unsat,
                }
            }
            Type::Number => self.number(&world.constraints),
            Type::String => self.text(&world.constraints),
            Type::Array => self.array(&world.constraints),
            Type::Object => self.object(&world.constraints),
        }
    }
}

/// What the constraints demand of parts, by part.
struct PartIndex {
    named: HashMap<NamesId, Vec<Id>>,
    every: Vec<(NamesId, Id)>,
    items: HashMap<u64, Vec<Id>>,
    rests: Vec<(u64, Id)>,
    min_items: u64,
}

impl PartIndex {
    fn new(solver: &Solver<'_>, world: &World) -> PartIndex {
        let mut index = PartIndex {
            named: HashMap::default(),
            every: Vec::new(),
            items: HashMap::default(),
            rests: Vec::new(),
            min_items: 0,
        };
        for &id in &world.constraints {
            match solver.store.set(id) {
                Set::Every(names, of) => match solver.store.name_set(*names) {
                    NameSet::One(_) => index.named.entry(*names).or_default().push(*of),
                    _ => index.every.push((*names, *of)),
                },
                Set::Item(at, of) => index.items.entry(*at).or_default().push(*of),
                Set::Rest(from, of) => index.rests.push((*from, *of)),
                Set::Items(min, _) => index.min_items = index.min_items.max(*min),
                _ => {}
            }
        }
        index
    }

    /// What a property is, whichever of the names it has.
    fn properties(&self, solver: &mut Solver<'_>, names: NamesId) -> Vec<Id> {
        let mut demanded = self.named.get(&names).cloned().unwrap_or_default();
        for &(others, of) in &self.every {
            if solver.covers(others, names) {
                demanded.push(of);
            }
        }
        demanded
    }

    fn item(&self, at: u64) -> Vec<Id> {
        let mut demanded = self.items.get(&at).cloned().unwrap_or_default();
        demanded.extend(
            self.rests
                .iter()
                .filter(|rest| rest.0 <= at)
                .map(|rest| rest.1),
        );
        demanded
    }
}

/// The type that a constraint says something about.
fn kind_of(set: &Set) -> Option<Type> {
    Some(match set {
        Set::Bool(_) => Type::Boolean,
        Set::Bound { .. } | Set::Multiple(..) | Set::Numbers(..) => Type::Number,
        Set::Length(..) | Set::Lang(..) | Set::Texts(..) => Type::String,
        Set::Every(..) | Set::Some(..) | Set::Size(..) => Type::Object,
        Set::Item(..) | Set::Rest(..) | Set::Among { .. } | Set::Items(..) | Set::Unique(_) => {
            Type::Array
        }
        _ => return None,
    })
}
