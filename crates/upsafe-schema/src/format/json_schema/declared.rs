//! What a writer declares: the documents whose objects hold declared properties only.
//!
//! A property is declared where any schema of the object names it, in whichever branch; so the set
//! is never smaller than what a writer that follows its schema may write. An object whose schemas
//! name nothing is open, and so is one of which a schema describes further properties.

use super::lower::{Lowering, MAX_DEPTH};
use super::registry::Target;
use crate::json::NodeKind;
use crate::set::{DefId, Id, NamesId};
use ahash::AHashMap as HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Schemas of one part of a document, and what they declare together.
pub(super) type Groups = HashMap<BTreeSet<Target>, DefId>;

/// The properties that a group of schemas declares.
#[derive(Default)]
struct Properties {
    named: BTreeMap<Arc<str>, BTreeSet<Target>>,
    patterns: Vec<(NamesId, Target)>,
    /// Schemas of all properties that their own schema does not name.
    maps: Vec<(BTreeSet<Arc<str>>, Target)>,
}

impl Lowering<'_> {
    pub(super) fn declared_only(&mut self, root: Target) -> Id {
        self.group(BTreeSet::from([root]))
    }

    /// What schemas of the same value declare together.
    fn group(&mut self, group: BTreeSet<Target>) -> Id {
        let Some(schemas) = self.of_one_value(&group) else {
            return self.store.all();
        };
        let Some(&first) = schemas.first() else {
            return self.store.all();
        };
        if let Some(&definition) = self.groups.get(&schemas) {
            return self.store.reference(definition);
        }
        if self.depth >= MAX_DEPTH {
            return self.too_deep(first);
        }
        let definition = self.store.declare();
        self.groups.insert(schemas.clone(), definition);
        self.depth += 1;
        let mut parts = Vec::new();
        self.declared_properties(&schemas, &mut parts);
        self.declared_items(&schemas, &mut parts);
        self.depth -= 1;
        let body = self.store.and(parts);
        self.store.define(definition, body);
        body
    }

    /// The schemas that may apply to a value in place; `None` where one of them is not known.
    fn of_one_value(&mut self, group: &BTreeSet<Target>) -> Option<BTreeSet<Target>> {
        let mut seen = group.clone();
        let mut todo: Vec<Target> = group.iter().copied().collect();
        let mut found = BTreeSet::new();
        while let Some(at) = todo.pop() {
            let NodeKind::Object(members) = self.registry.kind(at.spot) else {
                continue;
            };
            let refers = members.contains_key("$ref");
            if members.contains_key("$dynamicRef") || members.contains_key("$recursiveRef") {
                return None;
            }
            let mut next = Vec::new();
            let context = super::lower::Context {
                scope: Default::default(),
                defaults: Default::default(),
            };
            for target in self.reference_targets(at, &context) {
                next.push(target.ok()?);
            }
            if !(refers && self.dialect(at).ref_stands_alone()) {
                found.insert(at);
                for keyword in ["allOf", "anyOf", "oneOf"] {
                    next.extend(self.list(at, keyword));
                }
                for keyword in ["if", "then", "else"] {
                    next.extend(self.part(at, keyword));
                }
                for keyword in ["dependentSchemas", "dependencies"] {
                    next.extend(self.map(at, keyword).into_iter().map(|(_, part)| part));
                }
            }
            todo.extend(next.into_iter().filter(|&target| seen.insert(target)));
        }
        Some(found)
    }

    fn declared_properties(&mut self, schemas: &BTreeSet<Target>, parts: &mut Vec<Id>) {
        let mut found = Properties::default();
        for &at in schemas {
            let own = self.map(at, "properties");
            let names = own.iter().map(|(name, _)| name.clone()).collect();
            for (name, part) in own {
                found.named.entry(name).or_default().insert(part);
            }
            for (source, part) in self.map(at, "patternProperties") {
                let names = self.pattern_names(&source, part);
                found.patterns.push((names, part));
            }
            for keyword in ["additionalProperties", "unevaluatedProperties"] {
                // A schema that says something declares a map; `true` and `{}` declare nothing.
                if let Some(part) = self.part(at, keyword)
                    && let NodeKind::Object(members) = self.registry.kind(part.spot)
                    && !members.is_empty()
                {
                    found.maps.push((BTreeSet::clone(&names), part));
                }
            }
        }
        if found.named.is_empty() && found.patterns.is_empty() && found.maps.is_empty() {
            return;
        }
        let mut declared = Vec::new();
        for (name, group) in &found.named {
            let mut group = group.clone();
            for &(names, part) in &found.patterns {
                if self.store.has_name(names, name) != Some(false) {
                    group.insert(part);
                }
            }
            let maps = found.maps.iter().filter(|(named, _)| !named.contains(name));
            group.extend(maps.map(|&(_, part)| part));
            let names = self.store.one_name(name);
            declared.push(names);
            let of = self.group(group);
            parts.push(self.store.every(names, of));
        }
        let named = self.store.any_names(declared.iter().copied());
        let others = self.store.names_but(named);
        let rest = found.patterns.iter().map(|&(_, part)| part);
        let rest = rest.chain(found.maps.iter().map(|&(_, part)| part));
        let of = self.group(rest.collect());
        parts.push(self.store.every(others, of));
        if found.maps.is_empty() {
            declared.extend(found.patterns.iter().map(|&(names, _)| names));
            let declared = self.store.any_names(declared);
            let others = self.store.names_but(declared);
            let none = self.store.none();
            parts.push(self.store.every(others, none));
        }
    }

    fn declared_items(&mut self, schemas: &BTreeSet<Target>, parts: &mut Vec<Id>) {
        let mut heads: Vec<BTreeSet<Target>> = Vec::new();
        let mut anywhere = BTreeSet::new();
        for &at in schemas {
            let (own, rest) = self.item_schemas(at);
            heads.resize(heads.len().max(own.len()), BTreeSet::new());
            for (index, part) in own.into_iter().enumerate() {
                heads[index].insert(part);
            }
            anywhere.extend(rest);
            for keyword in ["contains", "unevaluatedItems"] {
                anywhere.extend(self.part(at, keyword));
            }
        }
        let n_heads = heads.len() as u64;
        for (index, mut group) in heads.into_iter().enumerate() {
            group.extend(anywhere.iter().copied());
            let of = self.group(group);
            parts.push(self.store.item(index as u64, of));
        }
        let of = self.group(anywhere);
        parts.push(self.store.rest(n_heads, of));
    }
}
