//! Limits of text and numbers.

use super::compare::Compare;
use super::shape::{Number, Text};
use crate::decimal::Decimal;
use crate::profile::model::Refusal;

type Limits<'a> = (&'a Option<Decimal>, &'a Option<Decimal>);

impl Compare<'_> {
    /// A limit that must not come, and must not go down.
    pub(super) fn upper(
        &self,
        (was, is): Limits<'_>,
        rules: [&'static str; 2],
        path: &str,
    ) -> Vec<Refusal> {
        match (was, is) {
            (None, Some(_)) => self.one(rules[0], path),
            (Some(was), Some(is)) if was > is => self.one(rules[1], path),
            _ => Vec::new(),
        }
    }

    /// A limit that must not come, and must not go up.
    pub(super) fn lower(
        &self,
        (was, is): Limits<'_>,
        rules: [&'static str; 2],
        path: &str,
    ) -> Vec<Refusal> {
        match (was, is) {
            (None, Some(_)) => self.one(rules[0], path),
            (Some(was), Some(is)) if was < is => self.one(rules[1], path),
            _ => Vec::new(),
        }
    }

    pub(super) fn texts(&self, was: &Text, is: &Text, path: &str) -> Vec<Refusal> {
        let rules = ["max-length-added", "max-length-decreased"];
        let mut told = self.upper((&was.max, &is.max), rules, &format!("{path}/maxLength"));
        let rules = ["min-length-added", "min-length-increased"];
        told.extend(self.lower((&was.min, &is.min), rules, &format!("{path}/minLength")));
        let path = format!("{path}/pattern");
        match (&was.pattern, &is.pattern) {
            (None, Some(_)) => told.extend(self.one("pattern-added", &path)),
            (Some(was), Some(is)) if was != is => {
                told.extend(self.one("pattern-changed", &path));
            }
            _ => {}
        }
        told
    }

    pub(super) fn numbers(&mut self, was: &Number, is: &Number, path: &str) -> Vec<Refusal> {
        let rules = ["maximum-added", "maximum-decreased"];
        let mut told = self.upper((&was.max, &is.max), rules, &format!("{path}/maximum"));
        let rules = ["minimum-added", "minimum-increased"];
        told.extend(self.lower((&was.min, &is.min), rules, &format!("{path}/minimum")));
        told.extend(self.below(was, is, &format!("{path}/exclusiveMaximum")));
        let rules = ["exclusive-minimum-added", "exclusive-minimum-increased"];
        let at = format!("{path}/exclusiveMinimum");
        told.extend(self.lower((&was.above, &is.above), rules, &at));
        told.extend(self.multiples(was, is, &format!("{path}/multipleOf")));
        if is.is_integer && !was.is_integer {
            told.extend(self.one("type-narrowed", path));
        }
        told
    }

    /// A smaller `exclusiveMaximum` is compared with the new `maximum`, as the incumbent does.
    fn below(&mut self, was: &Number, is: &Number, path: &str) -> Vec<Refusal> {
        match (&was.below, &is.below) {
            (None, Some(_)) => self.one("exclusive-maximum-added", path),
            (Some(was), Some(now)) if was > now => match &is.max {
                None => {
                    self.fail("a smaller `exclusiveMaximum` without a `maximum`");
                    Vec::new()
                }
                Some(max) if was > max => self.one("exclusive-maximum-decreased", path),
                Some(_) => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn multiples(&self, was: &Number, is: &Number, path: &str) -> Vec<Refusal> {
        match (&was.multiple_of, &is.multiple_of) {
            (None, Some(_)) => self.one("multiple-of-added", path),
            (Some(was), Some(is)) if was == is || was.is_multiple_of(is) => Vec::new(),
            (Some(was), Some(is)) if is.is_multiple_of(was) => {
                self.one("multiple-of-expanded", path)
            }
            (Some(_), Some(_)) => self.one("multiple-of-changed", path),
            _ => Vec::new(),
        }
    }
}
