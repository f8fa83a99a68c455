//! Property names fall into classes that no constraint tells apart.

use super::Solver;
use super::object::Constraints;
use crate::set::{Id, LangId, NameSet, NamesId};
use crate::text::{Found, Query, words};
use ahash::AHashMap as HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest number of languages whose combinations are told apart.
const MAX_LANGS: usize = 12;

/// Names that are in the same of the languages, and are not single names of a constraint.
#[derive(Clone, Debug)]
struct NameClass {
    inside: Vec<bool>,
    names: Vec<Arc<str>>,
    complete: bool,
}

type ClassKey = (Vec<LangId>, BTreeSet<Arc<str>>, usize);

/// Classes that were worked out before.
#[derive(Default)]
pub(super) struct NameClasses(HashMap<ClassKey, Option<Vec<NameClass>>>);

/// Names of which any may stand for any other.
pub(super) struct Class {
    pub(super) names: Vec<Arc<str>>,
    /// Whether there are no further names.
    pub(super) complete: bool,
    /// Whether a property of the class is in the set of names, by the plan's sets.
    pub(super) inside: Vec<Option<bool>>,
    /// What every property of the class must be.
    pub(super) base: Vec<Id>,
    pub(super) used: usize,
}

impl Solver<'_> {
    /// The sets of names, and the classes of names, single names first; `None` if too many.
    pub(super) fn classes(
        &mut self,
        constraints: &Constraints,
    ) -> Option<(Vec<NamesId>, Vec<Class>)> {
        let mut single: BTreeSet<Arc<str>> = BTreeSet::new();
        let mut langs: BTreeSet<LangId> = BTreeSet::new();
        let sets: BTreeSet<NamesId> = constraints
            .every
            .iter()
            .chain(&constraints.some)
            .map(|&(names, _)| names)
            .collect();
        for &names in &sets {
            self.store.name_atoms(names, &mut |atom| match atom {
                NameSet::One(name) => {
                    single.insert(name.clone());
                }
                NameSet::Lang(lang) => {
                    langs.insert(*lang);
                }
                _ => {}
            });
        }
        let langs: Vec<LangId> = langs.into_iter().collect();
        let wanted = constraints.some.len() + usize::try_from(constraints.min).ok()? + 1;
        let others = self.name_classes(&langs, &single, wanted)?;

        let mut classes = Vec::new();
        for name in single {
            if !self.meter.spend(1 + sets.len() as u64 / 256) {
                return None;
            }
            let inside: Vec<_> = sets
                .iter()
                .map(|&set| self.store.has_name(set, &name))
                .collect();
            let base = base(constraints, &sets, &inside);
            classes.push(Class {
                names: vec![name],
                complete: true,
                inside,
                base,
                used: 0,
            });
        }
        for other in others {
            let inside: Vec<_> = sets
                .iter()
                .map(|&set| self.in_class(set, &langs, &other.inside))
                .collect();
            let base = base(constraints, &sets, &inside);
            let NameClass {
                names, complete, ..
            } = other;
            classes.push(Class {
                names,
                complete,
                inside,
                base,
                used: 0,
            });
        }
        Some((sets.into_iter().collect(), classes))
    }

    fn in_class(&self, names: NamesId, langs: &[LangId], inside: &[bool]) -> Option<bool> {
        match self.store.name_set(names) {
            NameSet::One(_) => Some(false),
            NameSet::Lang(lang) => langs
                .iter()
                .position(|known| known == lang)
                .map(|at| inside[at]),
            NameSet::Opaque(_) => None,
            NameSet::Not(inner) => self.in_class(*inner, langs, inside).map(|yes| !yes),
            NameSet::Either(parts) => {
                let parts = parts.iter().map(|&part| self.in_class(part, langs, inside));
                let known: Vec<Option<bool>> = parts.collect();
                match known.contains(&Some(true)) {
                    true => Some(true),
                    false if known.contains(&None) => None,
                    false => Some(false),
                }
            }
        }
    }

    fn name_classes(
        &mut self,
        langs: &[LangId],
        single: &BTreeSet<Arc<str>>,
        wanted: usize,
    ) -> Option<Vec<NameClass>> {
        if langs.len() > MAX_LANGS {
            return None;
        }
        let key = (langs.to_vec(), single.clone(), wanted);
        if let Some(known) = self.name_classes.0.get(&key) {
            return known.clone();
        }
        let mut found = Vec::new();
        let mut inside = Vec::new();
        let ok = self.divide(langs, single, wanted, &mut inside, &mut found);
        let result = ok.then_some(found);
        self.name_classes.0.insert(key, result.clone());
        result
    }

    /// Splits the names by one language after the other, leaving out what is empty.
    fn divide(
        &mut self,
        langs: &[LangId],
        single: &BTreeSet<Arc<str>>,
        wanted: usize,
        inside: &mut Vec<bool>,
        found: &mut Vec<NameClass>,
    ) -> bool {
        let done = inside.len() == langs.len();
        let chosen = langs.iter().zip(inside.iter());
        let (yes, no): (Vec<_>, Vec<_>) = chosen.partition(|(_, yes)| **yes);
        let query = Query {
            inside: yes
                .iter()
                .map(|(lang, _)| self.store.lang(**lang))
                .collect(),
            outside: no.iter().map(|(lang, _)| self.store.lang(**lang)).collect(),
            min: 0,
            max: None,
            excluded: single,
        };
        let mut steps = 1;
        let words = words(&query, if done { wanted + 1 } else { 1 }, &mut steps);
        if !self.meter.spend(steps) {
            return false;
        }
        let Found::Words {
            mut words,
            complete,
        } = words
        else {
            return false;
        };
        if words.is_empty() {
            return complete;
        }
        if !done {
            return [false, true].into_iter().all(|side| {
                inside.push(side);
                let ok = self.divide(langs, single, wanted, inside, found);
                inside.pop();
                ok
            });
        }
        // The empty name is a poor example.
        if words[0].is_empty() {
            words.rotate_left(1);
        }
        let names = words.into_iter().map(Arc::from).collect();
        found.push(NameClass {
            inside: inside.clone(),
            names,
            complete,
        });
        true
    }
}

/// What the constraints demand of every property of a class.
fn base(constraints: &Constraints, sets: &BTreeSet<NamesId>, inside: &[Option<bool>]) -> Vec<Id> {
    let outside: BTreeSet<NamesId> = (sets.iter().zip(inside))
        .filter(|(_, inside)| **inside == Some(false))
        .map(|(&names, _)| names)
        .collect();
    let applies = |names: &NamesId| !outside.contains(names);
    constraints
        .every
        .iter()
        .filter(|(names, _)| applies(names))
        .map(|&(_, id)| id)
        .collect()
}
