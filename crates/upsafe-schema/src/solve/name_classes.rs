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
    /// The sets of names that a property of the class is in, by their number in the plan, and those
    /// of which that is not modelled; sorted. It is in no other.
    pub(super) inside: Vec<(usize, Option<bool>)>,
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

        let sets: Vec<NamesId> = sets.into_iter().collect();
        // Most sets are a single name: only the others have to be asked.
        let mut own: HashMap<&str, usize> = HashMap::default();
        let mut mixed: Vec<usize> = Vec::new();
        for (at, &set) in sets.iter().enumerate() {
            match self.store.name_set(set) {
                NameSet::One(name) => {
                    own.insert(name, at);
                }
                _ => mixed.push(at),
            }
        }
        let demands = Demands::new(constraints, &sets);
        let mut classes = Vec::new();
        for name in &single {
            if !self.meter.spend(1 + mixed.len() as u64 / 64) {
                return None;
            }
            let asked = mixed.iter();
            let asked = asked.map(|&at| (at, self.store.has_name(sets[at], name)));
            let mut inside: Vec<_> = asked.filter(|(_, yes)| *yes != Some(false)).collect();
            if let Some(&at) = own.get(name.as_ref()) {
                inside.push((at, Some(true)));
                inside.sort_unstable();
            }
            let base = demands.of(&inside);
            let name = name.clone();
            classes.push(Class {
                names: vec![name],
                complete: true,
                inside,
                base,
                used: 0,
            });
        }
        for other in others {
            let asked = mixed.iter();
            let asked = asked.map(|&at| (at, self.in_class(sets[at], &langs, &other.inside)));
            let inside: Vec<_> = asked.filter(|(_, yes)| *yes != Some(false)).collect();
            let base = demands.of(&inside);
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
        Some((sets, classes))
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

/// What is demanded of every property in a set of names.
struct Demands<'c> {
    constraints: &'c Constraints,
    /// The places among the demands, by the number of the set.
    places: Vec<Vec<usize>>,
}

impl<'c> Demands<'c> {
    fn new(constraints: &'c Constraints, sets: &[NamesId]) -> Demands<'c> {
        let mut places = vec![Vec::new(); sets.len()];
        for (place, (names, _)) in constraints.every.iter().enumerate() {
            if let Ok(at) = sets.binary_search(names) {
                places[at].push(place);
            }
        }
        Demands {
            constraints,
            places,
        }
    }

    /// What is demanded of a class, in the order of the demands.
    fn of(&self, inside: &[(usize, Option<bool>)]) -> Vec<Id> {
        let places = inside.iter().flat_map(|&(at, _)| &self.places[at]);
        let mut places: Vec<usize> = places.copied().collect();
        places.sort_unstable();
        let demand = |place: usize| self.constraints.every[place].1;
        places.into_iter().map(demand).collect()
    }
}
