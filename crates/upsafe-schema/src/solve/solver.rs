//! The solver: questions, their answers, and the rounds of the fixed point.

use super::name_classes::NameClasses;
use crate::budget::Meter;
use crate::json::{Type, TypeSet, Value};
use crate::set::{Id, OpaqueId, Set, Store};
use ahash::{AHashMap as HashMap, AHashSet as HashSet};
use std::sync::Arc;

/// The deepest nesting of questions, hence of witnesses.
const MAX_DEPTH: u32 = 100;
/// The deepest nesting of the search's own recursion, whatever recurses.
pub(super) const MAX_FRAMES: u32 = 500;
/// The largest number of rounds.
const MAX_ROUNDS: u32 = 40;

/// The answer to "is there a value in all of these sets?".
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// Yes: this one.
    Sat(Value),
    /// No.
    Unsat,
    /// It could not be decided.
    Unknown(Gap),
}

/// What defeated the solver.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    pub(crate) reason: Arc<str>,
    /// The condition that is not modelled, if it is one.
    pub(crate) opaque: Option<OpaqueId>,
    /// A value that may be in all the sets.
    pub(crate) candidate: Option<Value>,
}

impl Gap {
    pub(crate) fn new(reason: &str) -> Gap {
        Gap {
            reason: Arc::from(reason),
            opaque: None,
            candidate: None,
        }
    }

    pub(crate) fn of(store: &Store, opaque: OpaqueId) -> Gap {
        Gap {
            opaque: Some(opaque),
            ..Gap::new(&store.opaque(opaque).reason)
        }
    }
}

pub(super) type Question = Box<[Id]>;

enum Answer {
    /// Final.
    Sat(Value),
    /// Final if the flag is set, else for this round.
    Unsat { proved: bool },
    /// For this round.
    Unknown(Gap),
    /// Being answered.
    Open,
}

pub(crate) struct Solver<'a> {
    pub(super) store: &'a mut Store,
    pub(super) meter: &'a mut Meter,
    answers: HashMap<Question, Answer>,
    /// Open questions that were answered "no" in this round.
    assumed: HashSet<Question>,
    /// Whether one of them was then answered "yes".
    mistaken: bool,
    /// Why one of them could not be answered after all.
    unsettled: Option<Gap>,
    depth: u32,
    pub(super) frames: u32,
    pub(super) name_classes: NameClasses,
}

impl<'a> Solver<'a> {
    pub(crate) fn new(store: &'a mut Store, meter: &'a mut Meter) -> Solver<'a> {
        Solver {
            store,
            meter,
            answers: HashMap::default(),
            assumed: HashSet::default(),
            mistaken: false,
            unsettled: None,
            depth: 0,
            frames: 0,
            name_classes: NameClasses::default(),
        }
    }

    pub(crate) fn store(&mut self) -> &mut Store {
        self.store
    }

    /// Membership, decided without a search.
    pub(crate) fn has(&self, id: Id, value: &Value) -> Option<bool> {
        self.store.has(id, value)
    }

    /// The number of questions that were closed without a value: the obligations of a proof.
    pub(crate) fn n_closed(&self) -> usize {
        self.answers
            .values()
            .filter(|answer| matches!(answer, Answer::Unsat { .. }))
            .count()
    }

    /// Decides whether the sets have a value in common.
    pub(crate) fn solve(&mut self, sets: &[Id]) -> Outcome {
        for _ in 0..MAX_ROUNDS {
            self.assumed.clear();
            self.mistaken = false;
            self.unsettled = None;
            let outcome = self.sat(sets.to_vec());
            self.close_round();
            if matches!(outcome, Outcome::Sat(_)) {
                return outcome;
            }
            if !self.mistaken {
                return match (outcome, self.unsettled.take()) {
                    (Outcome::Unsat, Some(gap)) => Outcome::Unknown(gap),
                    (outcome, _) => outcome,
                };
            }
        }
        Outcome::Unknown(Gap::new(
            "recursion: the fixed point was not reached in 40 rounds",
        ))
    }

    fn close_round(&mut self) {
        let sound = !self.mistaken && self.unsettled.is_none();
        self.answers.retain(|_, answer| match answer {
            Answer::Sat(_) => true,
            Answer::Unsat { proved } => {
                *proved |= sound;
                *proved
            }
            Answer::Unknown(_) | Answer::Open => false,
        });
    }

    /// Answers one question, within a round.
    pub(super) fn sat(&mut self, sets: Vec<Id>) -> Outcome {
        if !self.meter.spend(1) {
            return self.out_of_budget();
        }
        let Some(question) = self.normal(sets) else {
            return Outcome::Unsat;
        };
        match self.answers.get(&question) {
            Some(Answer::Sat(value)) => return Outcome::Sat(value.clone()),
            Some(Answer::Unsat { .. }) => return Outcome::Unsat,
            Some(Answer::Unknown(gap)) => return Outcome::Unknown(gap.clone()),
            Some(Answer::Open) => {
                self.assumed.insert(question);
                return Outcome::Unsat;
            }
            None => {}
        }
        if let Some(outcome) = self.by_single(&question) {
            return outcome;
        }
        if self.depth >= MAX_DEPTH || self.frames >= MAX_FRAMES {
            return Outcome::Unknown(Gap::new("documents nested deeper than the search goes"));
        }
        self.answers.insert(question.clone(), Answer::Open);
        self.depth += 1;
        self.frames += 1;
        let outcome = self.by_type(&question);
        self.depth -= 1;
        self.frames -= 1;
        let answer = match &outcome {
            Outcome::Sat(value) => {
                self.mistaken |= self.assumed.contains(&question);
                Answer::Sat(value.clone())
            }
            Outcome::Unsat => Answer::Unsat { proved: false },
            Outcome::Unknown(gap) => {
                if self.assumed.contains(&question) {
                    keep(&mut self.unsettled, gap.clone());
                }
                Answer::Unknown(gap.clone())
            }
        };
        self.answers.insert(question, answer);
        outcome
    }

    /// The sets flattened and sorted; `None` if they plainly have nothing in common.
    fn normal(&mut self, sets: Vec<Id>) -> Option<Question> {
        let mut flat = Vec::with_capacity(sets.len());
        let mut mask = TypeSet::ALL;
        for id in sets {
            mask = mask.both(self.store.mask(id));
            match self.store.set(id) {
                Set::All => {}
                Set::None => return None,
                Set::And(parts) if self.store.single(id).is_none() => {
                    flat.extend_from_slice(parts);
                }
                _ => flat.push(id),
            }
        }
        if mask.is_empty() {
            return None;
        }
        flat.sort_unstable();
        flat.dedup();
        for &id in &flat {
            let negation = self.store.not(id);
            if flat.binary_search(&negation).is_ok() {
                return None;
            }
        }
        Some(flat.into())
    }

    /// Where one of the sets holds one value only, it decides.
    fn by_single(&self, question: &Question) -> Option<Outcome> {
        let value = question.iter().find_map(|&id| self.store.single(id))?;
        let mut clear = true;
        for &id in question {
            match self.store.has(id, value) {
                Some(true) => {}
                Some(false) => return Some(Outcome::Unsat),
                None => clear = false,
            }
        }
        clear.then(|| Outcome::Sat(value.clone()))
    }

    fn by_type(&mut self, question: &Question) -> Outcome {
        let mask = question
            .iter()
            .fold(TypeSet::ALL, |mask, &id| mask.both(self.store.mask(id)));
        let mut gap = None;
        for kind in Type::ALL.into_iter().filter(|&kind| mask.has(kind)) {
            match self.search_type(kind, question) {
                Outcome::Sat(value) => return Outcome::Sat(value),
                Outcome::Unsat => {}
                Outcome::Unknown(new) => keep(&mut gap, new),
            }
        }
        gap.map_or(Outcome::Unsat, Outcome::Unknown)
    }

    /// Up to `wanted` different values in all the sets; and whether there are no others.
    pub(super) fn values(&mut self, sets: &[Id], wanted: usize) -> (Vec<Value>, Result<bool, Gap>) {
        let mut sets = sets.to_vec();
        let mut values = Vec::new();
        while values.len() < wanted {
            match self.sat(sets.clone()) {
                Outcome::Sat(value) => {
                    let constant = self.store.constant(&value);
                    sets.push(self.store.not(constant));
                    values.push(value);
                }
                Outcome::Unsat => return (values, Ok(true)),
                Outcome::Unknown(gap) => return (values, Err(gap)),
            }
        }
        (values, Ok(false))
    }

    pub(super) fn out_of_budget(&self) -> Outcome {
        let limit = self.meter.limit();
        Outcome::Unknown(Gap::new(&format!(
            "the work budget of {limit} steps is used up"
        )))
    }
}

/// Remembers a gap, preferring one that comes with a candidate.
pub(super) fn keep(slot: &mut Option<Gap>, new: Gap) {
    match slot {
        Some(old) if old.candidate.is_some() || new.candidate.is_none() => {}
        _ => *slot = Some(new),
    }
}
