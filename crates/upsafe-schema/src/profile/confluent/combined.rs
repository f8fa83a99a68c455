//! `allOf`, `anyOf`, `oneOf`, by a greatest matching of branches.

use super::compare::{Compare, Way};
use super::load::Model;
use super::shape::{Criterion, Id};
use crate::profile::model::Refusal;
use crate::profile::registry::matching;
use std::collections::BTreeSet;

impl Compare<'_> {
    pub(super) fn combined(
        &mut self,
        (was_of, was): (Criterion, &[Id]),
        (is_of, is): (Criterion, &[Id]),
        path: &str,
        way: Way,
    ) -> Vec<Refusal> {
        let was = distinct(self.model(way, true), was);
        let is = distinct(self.model(way, false), is);
        let are_lone = was.len() == 1 && is.len() == 1;
        if was_of != is_of && is_of != Criterion::Any && !are_lone {
            return self.one("combined-type-changed", path);
        }
        let mut told = Vec::new();
        if was.len() < is.len() && is_of == Criterion::All {
            told.extend(self.one("product-type-extended", path));
        }
        if was.len() > is.len() && is_of != Criterion::All {
            told.extend(self.one("sum-type-narrowed", path));
        }
        let mut edges = Vec::with_capacity(was.len());
        for &from in &was {
            let mut partners = Vec::new();
            for (index, &to) in is.iter().enumerate() {
                if self.is_fine(from, to, &format!("{path}/{index}"), way) {
                    partners.push(index);
                }
            }
            edges.push(partners);
        }
        if matching(&edges, is.len()) < was.len().min(is.len()) {
            told.extend(self.one("combined-type-subschemas-changed", path));
        }
        told
    }
}

/// The branches without those that are written twice.
fn distinct(model: &Model<'_>, branches: &[Id]) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    let is_first = |&&id: &&Id| model.number_of(id).is_none_or(|number| seen.insert(number));
    branches.iter().filter(is_first).copied().collect()
}
