//! Arrays: items, tuples, the rest.

use super::compare::{Compare, Way};
use super::shape::{Array, Id, Rest, Shape};
use crate::profile::model::Refusal;

impl Compare<'_> {
    pub(super) fn arrays(&mut self, was: &Array, is: &Array, path: &str, way: Way) -> Vec<Refusal> {
        let items = format!("{path}/items");
        let mut told = match (was.all, is.all) {
            (None, None) => Vec::new(),
            (from, to) => self.compare(from, to, &items, way),
        };
        let n_common = was.tuple.len().min(is.tuple.len());
        for (index, (&from, &to)) in was.tuple.iter().zip(&is.tuple).enumerate() {
            told.extend(self.compare(Some(from), Some(to), &format!("{items}/{index}"), way));
        }
        for (index, &from) in was.tuple.iter().enumerate().skip(n_common) {
            let path = format!("{items}/{index}");
            told.extend(self.item_removed(from, is, &path, way));
        }
        for (index, &to) in is.tuple.iter().enumerate().skip(n_common) {
            let path = format!("{items}/{index}");
            told.extend(self.item_added(to, was, &path, way));
        }
        let rules = ["additional-items-removed", "additional-items-narrowed"];
        let at = format!("{path}/additionalItems");
        told.extend(self.rest(was.rest, is.rest, rules, &at, way));
        let rules = ["unevaluated-items-removed", "unevaluated-items-narrowed"];
        let at = format!("{path}/unevaluatedItems");
        told.extend(self.rest(was.unevaluated, is.unevaluated, rules, &at, way));
        let rules = ["max-items-added", "max-items-decreased"];
        told.extend(self.upper((&was.max, &is.max), rules, &format!("{path}/maxItems")));
        let rules = ["min-items-added", "min-items-increased"];
        told.extend(self.lower((&was.min, &is.min), rules, &format!("{path}/minItems")));
        let rules = ["max-contains-added", "max-contains-decreased"];
        let limits = (&was.max_contains, &is.max_contains);
        told.extend(self.upper(limits, rules, &format!("{path}/maxContains")));
        let rules = ["min-contains-added", "min-contains-increased"];
        let limits = (&was.min_contains, &is.min_contains);
        told.extend(self.lower(limits, rules, &format!("{path}/minContains")));
        if is.is_unique && !was.is_unique {
            told.extend(self.one("unique-items-added", &format!("{path}/uniqueItems")));
        }
        told
    }

    fn item_removed(&mut self, from: Id, is: &Array, path: &str, way: Way) -> Vec<Refusal> {
        match rest_of(is) {
            Rest::Free => Vec::new(),
            Rest::Schema(cover) if self.is_fine(from, cover, path, way) => Vec::new(),
            Rest::Schema(_) => {
                let rule = "item-removed-not-covered-by-partially-open-content-model";
                self.one(rule, path)
            }
            Rest::Forbidden if matches!(self.model(way, true).shape(from), Shape::False) => {
                Vec::new()
            }
            Rest::Forbidden => self.one("item-removed-from-closed-content-model", path),
        }
    }

    fn item_added(&mut self, to: Id, was: &Array, path: &str, way: Way) -> Vec<Refusal> {
        match rest_of(was) {
            Rest::Free if matches!(self.model(way, false).shape(to), Shape::Empty) => Vec::new(),
            Rest::Free => self.one("item-added-to-open-content-model", path),
            Rest::Schema(cover) if self.is_fine(cover, to, path, way) => Vec::new(),
            Rest::Schema(_) => {
                let rule = "item-added-not-covered-by-partially-open-content-model";
                self.one(rule, path)
            }
            Rest::Forbidden => Vec::new(),
        }
    }
}

/// What is said about items after the tuple.
fn rest_of(array: &Array) -> Rest {
    if array.rest == Rest::Free {
        array.unevaluated
    } else {
        array.rest
    }
}
