//! Objects: properties by content model, dependencies, the rest.

use super::compare::{Compare, Way};
use super::load::Model;
use super::shape::{Id, Object, Rest, Shape};
use crate::profile::model::Refusal;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Compare<'_> {
    pub(super) fn objects(
        &mut self,
        was: &Object,
        is: &Object,
        path: &str,
        way: Way,
    ) -> Vec<Refusal> {
        let mut told = Vec::new();
        let names: BTreeSet<&Arc<str>> =
            was.properties.keys().chain(is.properties.keys()).collect();
        for name in names {
            let path = format!("{path}/properties/{name}");
            told.extend(match (was.properties.get(name), is.properties.get(name)) {
                (Some(&from), Some(&to)) => {
                    let mut told = self.compare(Some(from), Some(to), &path, way);
                    if is.required.contains(name)
                        && !was.required.contains(name)
                        && !self.model(way, false).has_default(to)
                    {
                        told.extend(self.one("required-attribute-added", &path));
                    }
                    told
                }
                (Some(&from), None) => self.removed(name, from, is, &path, way),
                (None, Some(&to)) => self.added(name, to, was, is, &path, way),
                (None, None) => Vec::new(),
            });
        }
        told.extend(self.dependencies(was, is, path, way));
        let rules = [
            "additional-properties-removed",
            "additional-properties-narrowed",
        ];
        let at = format!("{path}/additionalProperties");
        told.extend(self.rest(was.rest, is.rest, rules, &at, way));
        let rules = [
            "unevaluated-properties-removed",
            "unevaluated-properties-narrowed",
        ];
        let at = format!("{path}/unevaluatedProperties");
        told.extend(self.rest(was.unevaluated, is.unevaluated, rules, &at, way));
        let rules = ["max-properties-added", "max-properties-decreased"];
        told.extend(self.upper((&was.max, &is.max), rules, &format!("{path}/maxProperties")));
        let rules = ["min-properties-added", "min-properties-increased"];
        told.extend(self.lower((&was.min, &is.min), rules, &format!("{path}/minProperties")));
        told
    }

    fn removed(&mut self, name: &str, from: Id, is: &Object, path: &str, way: Way) -> Vec<Refusal> {
        if is_open(is) {
            return Vec::new();
        }
        match covering(self.model(way, false), is, name) {
            Some(cover) => {
                let mut told = self.compare(Some(from), Some(cover), path, way);
                if !told.is_empty() {
                    let rule = "property-removed-not-covered-by-partially-open-content-model";
                    told.extend(self.one(rule, path));
                }
                told
            }
            None if matches!(self.model(way, true).shape(from), Shape::False) => Vec::new(),
            None => self.one("property-removed-from-closed-content-model", path),
        }
    }

    fn added(
        &mut self,
        name: &str,
        to: Id,
        was: &Object,
        is: &Object,
        path: &str,
        way: Way,
    ) -> Vec<Refusal> {
        let model = self.model(way, false);
        let is_required = is.required.contains(name);
        let has_default = model.has_default(to);
        if is_open(was) {
            return if matches!(model.shape(to), Shape::Empty) {
                Vec::new()
            } else if !is_required {
                self.one("optional-property-added-to-open-content-model", path)
            } else if has_default {
                let rule = "required-property-with-default-added-to-open-content-model";
                self.one(rule, path)
            } else {
                self.one("required-property-added-to-open-content-model", path)
            };
        }
        let mut told = Vec::new();
        if let Some(cover) = covering(self.model(way, true), was, name) {
            told = self.compare(Some(cover), Some(to), path, way);
            if !told.is_empty() {
                let rule = "property-added-not-covered-by-partially-open-content-model";
                told.extend(self.one(rule, path));
            }
        }
        if is_required && !has_default && !was.required.contains(name) {
            told.extend(self.one("required-property-added-to-unopen-content-model", path));
        }
        told
    }

    fn dependencies(&mut self, was: &Object, is: &Object, path: &str, way: Way) -> Vec<Refusal> {
        let mut told = Vec::new();
        for (name, now) in &is.names_by_name {
            let path = format!("{path}/dependencies/{name}");
            let rule = match was.names_by_name.get(name) {
                None => "dependency-array-added",
                Some(before) if now.is_subset(before) => continue,
                Some(before) if now.is_superset(before) => "dependency-array-extended",
                Some(_) => "dependency-array-changed",
            };
            told.extend(self.one(rule, &path));
        }
        for (name, &now) in &is.schemas_by_name {
            let path = format!("{path}/dependencies/{name}");
            told.extend(match was.schemas_by_name.get(name) {
                None => self.one("dependency-schema-added", &path),
                Some(&before) => self.compare(Some(before), Some(now), &path, way),
            });
        }
        told
    }

    /// What is allowed beyond what is named: `rules` for "nothing more" and "less".
    pub(super) fn rest(
        &mut self,
        was: Rest,
        is: Rest,
        rules: [&'static str; 2],
        path: &str,
        way: Way,
    ) -> Vec<Refusal> {
        match (was, is) {
            (Rest::Forbidden, _) | (_, Rest::Free) => Vec::new(),
            (_, Rest::Forbidden) => self.one(rules[0], path),
            (Rest::Free, Rest::Schema(_)) => self.one(rules[1], path),
            (Rest::Schema(was), Rest::Schema(is)) => self.compare(Some(was), Some(is), path, way),
        }
    }
}

fn is_open(object: &Object) -> bool {
    object.patterns.is_empty() && object.rest == Rest::Free && object.unevaluated == Rest::Free
}

/// The schema for a name that is no property: of the first pattern that finds it, or the rest.
fn covering(model: &Model<'_>, object: &Object, name: &str) -> Option<Id> {
    let finds = |(pattern, _): &&(Arc<str>, Id)| model.side.matches(pattern, name) == Some(true);
    if let Some((_, id)) = object.patterns.iter().find(finds) {
        return Some(*id);
    }
    let rest = if object.has_rest {
        object.rest
    } else {
        object.unevaluated
    };
    match rest {
        Rest::Schema(id) => Some(id),
        Rest::Free | Rest::Forbidden => None,
    }
}
