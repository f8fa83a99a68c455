//! The keywords that assert: on any value, numbers, strings, arrays and objects.

use super::dialect::Dialect;
use super::formats::{self, Sorted};
use super::lower::{Context, Lowering};
use super::registry::{Spot, Target};
use crate::decimal::Decimal;
use crate::json::{NodeKind, Type, TypeSet, Value};
use crate::set::{Id, NamesId};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Lowering<'_> {
    /// Everything that needs no subschema.
    pub(super) fn assertions(&mut self, at: Target, parts: &mut Vec<Id>) {
        if let Some(part) = self.part(at, "type") {
            parts.push(self.type_keyword(at, part));
        }
        if let Some(part) = self.part(at, "const") {
            let value = self.value(part);
            parts.push(self.store.constant(&value));
        }
        if let Some(part) = self.part(at, "enum") {
            parts.push(match self.value(part) {
                Value::Array(values) => self.store.constants(values.iter()),
                _ => self.invalid(at, "enum", "an array"),
            });
        }
        self.bounds(at, parts);
        if let Some(part) = self.part(at, "multipleOf") {
            parts.push(match self.value(part) {
                Value::Number(of) if of.is_positive() => self.store.multiple(of),
                _ => self.invalid(at, "multipleOf", "a positive number"),
            });
        }
        let min = self.count(at, "minLength", parts).unwrap_or(0);
        let max = self.count(at, "maxLength", parts);
        parts.push(self.store.length(min, max));
        if let Some(part) = self.part(at, "pattern") {
            parts.push(match self.registry.kind(part.spot) {
                NodeKind::String(source) => {
                    let source = Arc::from(source);
                    match self.lang(&source, part) {
                        Ok(lang) => self.store.in_lang(lang),
                        Err(opaque) => self.store.unmodelled(opaque),
                    }
                }
                _ => self.invalid(at, "pattern", "a string"),
            });
        }
        if self.asserts_formats()
            && let Some(part) = self.part(at, "format")
            && let NodeKind::String(name) = self.registry.kind(part.spot)
        {
            let name = name.to_owned();
            let key = format!("format {name}");
            let what = format!("`{name}` is not modelled");
            let types = TypeSet::only(Type::String);
            let whole = self.opaque(&key, ("format", part), &what, types);
            let known = formats::sorted(&name, &self.texts, self.dialect(at));
            parts.push(match known {
                Some(known) => self.format_of(whole, known),
                None => whole,
            });
        }
    }

    /// A format of which it is known whether it holds for some texts.
    fn format_of(&mut self, whole: Id, known: Sorted) -> Id {
        let mut of = |texts: Vec<Arc<str>>| {
            let values: Vec<Value> = texts.into_iter().map(Value::String).collect();
            self.store.constants(values.iter())
        };
        let (yes, no) = (of(known.yes), of(known.no));
        let known = self.store.or([yes, no]);
        let other = self.store.not(known);
        let other = self.store.and([whole, other]);
        self.store.or([yes, other])
    }

    fn type_keyword(&mut self, at: Target, part: Target) -> Id {
        let names = match self.value(part) {
            Value::String(name) => vec![Value::String(name)],
            Value::Array(names) => names.to_vec(),
            _ => return self.invalid(at, "type", "a type or an array of types"),
        };
        let mut types = TypeSet::NONE;
        let mut whole = false;
        for name in &names {
            let Value::String(name) = name else {
                return self.invalid(at, "type", "a type or an array of types");
            };
            let kind = match name.as_ref() {
                "null" => Type::Null,
                "boolean" => Type::Boolean,
                "number" => Type::Number,
                "string" => Type::String,
                "array" => Type::Array,
                "object" => Type::Object,
                "integer" => {
                    whole = true;
                    continue;
                }
                _ => return self.invalid(at, "type", "one of the seven types"),
            };
            types = types.union(TypeSet::only(kind));
        }
        if whole && !types.has(Type::Number) {
            let types = self.store.types(types.union(TypeSet::only(Type::Number)));
            let whole = self.store.multiple(Decimal::one());
            return self.store.and([types, whole]);
        }
        self.store.types(types)
    }

    fn bounds(&mut self, at: Target, parts: &mut Vec<Id>) {
        for (keyword, exclusive_keyword, lower) in [
            ("minimum", "exclusiveMinimum", true),
            ("maximum", "exclusiveMaximum", false),
        ] {
            let old = self.dialect(at) == Dialect::Draft4;
            let exclusive = self
                .part(at, exclusive_keyword)
                .map(|part| self.value(part));
            if let Some(part) = self.part(at, keyword) {
                let exclusive = old && exclusive == Some(Value::Bool(true));
                parts.push(match self.value(part) {
                    Value::Number(bound) => self.store.bound(lower, bound, exclusive),
                    _ => self.invalid(at, keyword, "a number"),
                });
            }
            match exclusive {
                None => {}
                Some(Value::Bool(_)) if old => {}
                Some(Value::Number(bound)) if !old => {
                    parts.push(self.store.bound(lower, bound, true));
                }
                Some(_) => {
                    let expected = if old { "a boolean" } else { "a number" };
                    parts.push(self.invalid(at, exclusive_keyword, expected));
                }
            }
        }
    }

    /// A keyword that holds a count; one beyond `u32` is not modelled.
    fn count(&mut self, at: Target, keyword: &str, parts: &mut Vec<Id>) -> Option<u64> {
        let part = self.part(at, keyword)?;
        match self.value(part) {
            Value::Number(n) if n.is_integer() && n >= Decimal::zero() => {
                let count = n.to_u64().filter(|&count| count <= u64::from(u32::MAX));
                if count.is_none() {
                    let key = format!("{keyword} {n}");
                    let types = TypeSet::SCALAR
                        .complement()
                        .union(TypeSet::only(Type::String));
                    let what = "a count beyond 2^32";
                    parts.push(self.opaque(&key, (keyword, part), what, types));
                }
                count
            }
            _ => {
                parts.push(self.invalid(at, keyword, "a whole number that is not negative"));
                None
            }
        }
    }

    pub(super) fn of_arrays(&mut self, at: Target, context: &Context, parts: &mut Vec<Id>) {
        let (heads, rest) = self.item_schemas(at);
        let n_heads = heads.len() as u64;
        for (index, head) in heads.into_iter().enumerate() {
            let head = self.child(head, context);
            parts.push(self.store.item(index as u64, head));
        }
        if let Some(rest) = rest {
            let rest = self.child(rest, context);
            parts.push(self.store.rest(n_heads, rest));
        }
        if let Some(part) = self.part(at, "contains") {
            let of = self.child(part, context);
            // A count that is not modelled leaves its own condition behind; the default of
            // `minContains` does not take its place.
            let has_min = self.part(at, "minContains").is_some();
            let min = self.count(at, "minContains", parts);
            let min = min.unwrap_or(if has_min { 0 } else { 1 });
            let max = self.count(at, "maxContains", parts);
            parts.push(self.store.among(0, of, min, max));
        }
        let min = self.count(at, "minItems", parts).unwrap_or(0);
        let max = self.count(at, "maxItems", parts);
        parts.push(self.store.items(min, max));
        if let Some(part) = self.part(at, "uniqueItems") {
            match self.registry.kind(part.spot) {
                NodeKind::Bool(true) => parts.push(self.store.unique()),
                NodeKind::Bool(false) => {}
                _ => parts.push(self.invalid(at, "uniqueItems", "a boolean")),
            }
        }
    }

    /// The schemas of the first items, and of all items behind them.
    pub(super) fn item_schemas(&self, at: Target) -> (Vec<Target>, Option<Target>) {
        let items = self.part(at, "items");
        if self.dialect(at) == Dialect::Draft2020 {
            return (self.list(at, "prefixItems"), items);
        }
        match items.map(|part| self.registry.kind(part.spot)) {
            Some(NodeKind::Array(_)) => (self.list(at, "items"), self.part(at, "additionalItems")),
            _ => (Vec::new(), items),
        }
    }

    pub(super) fn of_objects(&mut self, at: Target, context: &Context, parts: &mut Vec<Id>) {
        let mut named: Vec<NamesId> = Vec::new();
        for (name, part) in self.map(at, "properties") {
            let names = self.store.one_name(&name);
            named.push(names);
            let id = self.child(part, context);
            parts.push(self.every(names, id, part, context));
        }
        for (source, part) in self.map(at, "patternProperties") {
            let names = self.pattern_names(&source, part);
            named.push(names);
            let id = self.child(part, context);
            parts.push(self.every(names, id, part, context));
        }
        if let Some(part) = self.part(at, "additionalProperties") {
            let named = self.store.any_names(named);
            let others = self.store.names_but(named);
            let id = self.child(part, context);
            parts.push(self.every(others, id, part, context));
        }
        if let Some(part) = self.part(at, "propertyNames") {
            let bare = Context {
                defaults: Default::default(),
                ..context.clone()
            };
            let id = self.in_place(part, &bare);
            let names = self.names_of(id);
            let others = self.store.names_but(names);
            let none = self.store.none();
            parts.push(self.every(others, none, part, context));
        }
        if let Some(part) = self.part(at, "required") {
            let names = self.strings(part);
            match names {
                Some(names) => {
                    for name in names {
                        parts.push(self.present(&name, context));
                    }
                }
                None => parts.push(self.invalid(at, "required", "an array of names")),
            }
        }
        let min = self.count(at, "minProperties", parts).unwrap_or(0);
        let max = self.count(at, "maxProperties", parts);
        if context.defaults.is_empty() {
            parts.push(self.store.size(min, max));
        } else if min > 0 || max.is_some() {
            let key = format!("size {min} {max:?} {:?}", context.defaults);
            let what = "defaults are filled in";
            let types = TypeSet::only(Type::Object);
            parts.push(self.opaque(&key, ("minProperties", at), what, types));
        }
        self.dependencies(at, context, parts);
    }

    fn dependencies(&mut self, at: Target, context: &Context, parts: &mut Vec<Id>) {
        for keyword in ["dependencies", "dependentRequired", "dependentSchemas"] {
            for (name, part) in self.map(at, keyword) {
                let needed = match self.strings(part) {
                    Some(names) if keyword != "dependentSchemas" => {
                        let parts: Vec<Id> = names
                            .iter()
                            .map(|name| self.present(name, context))
                            .collect();
                        self.store.and(parts)
                    }
                    _ => self.in_place(part, context),
                };
                let absent = self.absent(&name, context);
                parts.push(self.store.or([absent, needed]));
            }
        }
    }

    pub(super) fn strings(&self, at: Target) -> Option<Vec<Arc<str>>> {
        let NodeKind::Array(items) = self.registry.kind(at.spot) else {
            return None;
        };
        let strings =
            items
                .iter()
                .map(|&node| match self.registry.kind(Spot { node, ..at.spot }) {
                    NodeKind::String(text) => Some(Arc::from(text)),
                    _ => None,
                });
        strings.collect()
    }

    pub(super) fn pattern_names(&mut self, source: &Arc<str>, part: Target) -> NamesId {
        match self.lang(source, part) {
            Ok(lang) => self.store.names_in(lang),
            Err(opaque) => self.store.opaque_names(opaque),
        }
    }

    /// All properties of such names are in the set, those filled in as well.
    pub(super) fn every(&mut self, names: NamesId, id: Id, part: Target, context: &Context) -> Id {
        let mut parts = vec![self.store.every(names, id)];
        for (name, value) in context.defaults.iter() {
            let named = self.store.has_name(names, name);
            match (named, self.store.has(id, value)) {
                (Some(false), _) | (_, Some(true)) => {}
                (Some(true), Some(false)) => {
                    let name = self.store.one_name(name);
                    let all = self.store.all();
                    parts.push(self.store.some(name, all));
                }
                _ => {
                    let key = format!("default {names:?} {id:?} {name} {value}");
                    let what = format!("whether that of `{name}` fits is not modelled");
                    let types = TypeSet::only(Type::Object);
                    parts.push(self.opaque(&key, ("default", part), &what, types));
                }
            }
        }
        self.store.and(parts)
    }

    /// The property exists, or is filled in.
    pub(super) fn present(&mut self, name: &Arc<str>, context: &Context) -> Id {
        if context.defaults.contains_key(name) {
            return self.store.all();
        }
        let names = self.store.one_name(name);
        let all = self.store.all();
        self.store.some(names, all)
    }

    /// The value is no object, or the property does not exist and is not filled in.
    fn absent(&mut self, name: &Arc<str>, context: &Context) -> Id {
        if context.defaults.contains_key(name) {
            return self.store.types(TypeSet::only(Type::Object).complement());
        }
        let names = self.store.one_name(name);
        let none = self.store.none();
        self.store.every(names, none)
    }

    /// The defaults that a reader inserts into an object of this schema.
    pub(super) fn collect_defaults(
        &mut self,
        at: Target,
        found: &mut BTreeMap<Arc<str>, Value>,
        depth: u32,
    ) {
        if depth > 20 {
            return;
        }
        let context = Context {
            scope: Default::default(),
            defaults: Default::default(),
        };
        for target in self.reference_targets(at, &context).into_iter().flatten() {
            self.collect_defaults(target, found, depth + 1);
        }
        if self.dialect(at).ref_stands_alone() && self.registry.member(at.spot, "$ref").is_some() {
            return;
        }
        for (name, part) in self.map(at, "properties") {
            if let Some(default) = self.registry.member(part.spot, "default") {
                let value = self.registry.document(default).value(default.node);
                found.entry(name).or_insert(value);
            }
        }
        for part in self.list(at, "allOf") {
            self.collect_defaults(part, found, depth + 1);
        }
    }
}
