//! Strings: regular languages, a length and exceptions.

use super::{Gap, Outcome, Solver};
use crate::json::Value;
use crate::set::{Id, Set};
use crate::text::{Found, Query, words};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Solver<'_> {
    pub(super) fn text(&mut self, constraints: &[Id]) -> Outcome {
        let mut among: Option<BTreeSet<Arc<str>>> = None;
        let mut excluded = BTreeSet::new();
        let (mut inside, mut outside) = (BTreeSet::new(), BTreeSet::new());
        let (mut min, mut max): (u64, Option<u64>) = (0, None);
        for &id in constraints {
            match self.store.set(id) {
                Set::Length(low, high) => {
                    min = min.max(*low);
                    max = [max, *high].into_iter().flatten().min();
                }
                Set::Lang(lang, true) => {
                    inside.insert(*lang);
                }
                Set::Lang(lang, false) => {
                    outside.insert(*lang);
                }
                Set::Texts(texts, true) => {
                    let texts: BTreeSet<Arc<str>> = texts.iter().cloned().collect();
                    among = Some(match among {
                        Some(old) => old.intersection(&texts).cloned().collect(),
                        None => texts,
                    });
                }
                Set::Texts(texts, false) => excluded.extend(texts.iter().cloned()),
                _ => {}
            }
        }
        let query = Query {
            inside: inside.iter().map(|&lang| self.store.lang(lang)).collect(),
            outside: outside.iter().map(|&lang| self.store.lang(lang)).collect(),
            min,
            max,
            excluded: &excluded,
        };
        if let Some(among) = among {
            let found = among.into_iter().find(|text| query.allows(text));
            return found.map_or(Outcome::Unsat, |text| Outcome::Sat(Value::String(text)));
        }
        let mut steps = 0;
        let found = words(&query, 1, &mut steps);
        if !self.meter.spend(steps) {
            return self.out_of_budget();
        }
        match found {
            Found::Words { words, complete } => match words.first() {
                Some(word) => Outcome::Sat(Value::text(word)),
                None if complete => Outcome::Unsat,
                None => too_large(),
            },
            Found::TooLarge => too_large(),
        }
    }
}

fn too_large() -> Outcome {
    Outcome::Unknown(Gap::new(
        "`pattern` or `minLength`: the automaton is too large",
    ))
}
