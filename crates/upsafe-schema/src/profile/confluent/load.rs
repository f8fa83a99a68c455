//! From the text to the classes of the library: one schema object may be several schemas, which
//! the library joins as an `allOf` of its own.

use super::shape::{Array, Criterion, Id, Number, Object, Rest, Shape, Text};
use crate::decimal::Decimal;
use crate::format::json_schema::{At, Dialect, Numbering, Schema, Side, Target};
use crate::json::{NodeId, NodeKind};
use ahash::AHashMap as HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The loaded schemas of one side.
pub(super) struct Model<'a> {
    pub(super) side: Side<'a>,
    shapes: Vec<Shape>,
    /// The number of the value each was written as, for those that are written.
    numbers: Vec<Option<u32>>,
    defaults: BTreeSet<Id>,
    by_place: HashMap<At, Id>,
    references: Vec<(Id, At)>,
    pub(super) root: Id,
}

/// Why the library does not load a schema.
pub(super) type LoadError = String;

const ARRAY: [&str; 9] = [
    "items",
    "additionalItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "prefixItems",
    "unevaluatedItems",
    "minContains",
];
const OBJECT: [&str; 11] = [
    "properties",
    "required",
    "minProperties",
    "maxProperties",
    "dependencies",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
];
const NUMBER: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
const TEXT: [&str; 4] = ["minLength", "maxLength", "pattern", "format"];
const CONDITIONAL: [&str; 3] = ["if", "then", "else"];

impl<'a> Model<'a> {
    pub(super) fn load(
        schema: &'a Schema,
        numbering: &mut Numbering<'a>,
    ) -> Result<Model<'a>, LoadError> {
        let side = Side::new(schema, numbering);
        let root = side.root();
        let mut model = Model {
            side,
            shapes: Vec::new(),
            numbers: Vec::new(),
            defaults: BTreeSet::new(),
            by_place: HashMap::new(),
            references: Vec::new(),
            root: 0,
        };
        model.root = model.at(root)?;
        while let Some((id, target)) = model.references.pop() {
            let target = model.at(target)?;
            model.shapes[id] = Shape::Reference(target);
        }
        Ok(model)
    }

    pub(super) fn shape(&self, id: Id) -> &Shape {
        &self.shapes[id]
    }

    /// The number of the value it was written as.
    pub(super) fn number_of(&self, id: Id) -> Option<u32> {
        self.numbers[id]
    }

    pub(super) fn has_default(&self, id: Id) -> bool {
        self.defaults.contains(&id)
    }

    fn add(&mut self, shape: Shape) -> Id {
        self.shapes.push(shape);
        self.numbers.push(None);
        self.shapes.len() - 1
    }

    fn part(&mut self, at: At, node: NodeId) -> Result<Id, LoadError> {
        let part = self.side.part(at, node);
        self.at(part)
    }

    /// Loads a subschema. Recursion is bounded by the parser's depth limit: references wait.
    fn at(&mut self, at: At) -> Result<Id, LoadError> {
        if let Some(&known) = self.by_place.get(&at) {
            return Ok(known);
        }
        let id = self.add(Shape::Empty);
        self.numbers[id] = self.side.number_of(at.node);
        self.by_place.insert(at, id);
        let shape = match self.side.kind(at.node) {
            NodeKind::Bool(true) => Shape::Empty,
            NodeKind::Bool(false) => Shape::False,
            NodeKind::Object(_) => self.object_at(id, at)?,
            _ => return Err("a schema that is no object and no boolean".to_owned()),
        };
        self.shapes[id] = shape;
        if self.side.member(at, "default").is_some() {
            self.defaults.insert(id);
        }
        Ok(id)
    }

    fn object_at(&mut self, id: Id, at: At) -> Result<Shape, LoadError> {
        if let Some(node) = self.side.member(at, "$ref") {
            let text = self.side.string(node).unwrap_or_default();
            return match self.side.resolve(at, text) {
                Target::Here(target) => {
                    self.references.push((id, target));
                    Ok(Shape::Empty)
                }
                Target::Metaschema => Ok(Shape::Empty),
                Target::Nowhere => Err(format!("`{text}` is not found")),
            };
        }
        let mut parts = self.parts(at)?;
        if parts.len() > 1 {
            let ids: Vec<Id> = parts.into_iter().map(|part| self.add(part)).collect();
            return Ok(Shape::Combined(Criterion::All, ids));
        }
        Ok(parts.pop().unwrap_or(Shape::Empty))
    }

    /// The schemas that the library finds in one object.
    fn parts(&mut self, at: At) -> Result<Vec<Shape>, LoadError> {
        let dialect = self.side.dialect(at);
        let mut parts = Vec::new();
        if let Some(values) = self.list(at, "enum") {
            let numbers = values.iter().filter_map(|&node| self.side.number_of(node));
            parts.push(Shape::Enum(numbers.collect()));
        }
        let combined = [
            ("allOf", Criterion::All),
            ("anyOf", Criterion::Any),
            ("oneOf", Criterion::One),
        ];
        for (keyword, criterion) in combined {
            if let Some(branches) = self.list(at, keyword) {
                let ids: Result<Vec<Id>, LoadError> =
                    branches.iter().map(|&node| self.part(at, node)).collect();
                parts.push(Shape::Combined(criterion, ids?));
            }
        }
        if let Some(node) = self.side.member(at, "not") {
            parts.push(Shape::Not(self.part(at, node)?));
        }
        if dialect >= Dialect::Draft6
            && let Some(node) = self.side.member(at, "const")
        {
            parts.push(Shape::Const(self.side.number_of(node)));
        }
        let mut taken: Vec<&'static str> = Vec::new();
        if let Some(node) = self.side.member(at, "type") {
            if let Some(names) = self.side.array(node) {
                let mut ids = Vec::new();
                for &node in names {
                    let shape = self.typed(at, node, &mut taken)?;
                    ids.push(self.add(shape));
                }
                parts.push(Shape::Combined(Criterion::Any, ids));
            } else {
                parts.push(self.typed(at, node, &mut taken)?);
            }
        }
        let has = |model: &Self, group: &[&str]| {
            let is_left =
                |name: &&&str| !taken.iter().any(|known| known == *name) && dialect.knows(name);
            group
                .iter()
                .filter(is_left)
                .any(|name| model.side.member(at, name).is_some())
        };
        if has(self, &ARRAY) {
            parts.push(self.array(at)?);
        }
        if has(self, &OBJECT) {
            parts.push(self.object(at)?);
        }
        if has(self, &NUMBER) {
            parts.push(self.numeric(at, false));
        }
        if has(self, &TEXT) {
            parts.push(self.text(at));
        }
        if has(self, &CONDITIONAL) {
            parts.push(Shape::Conditional);
        }
        Ok(parts)
    }

    fn typed(
        &mut self,
        at: At,
        node: NodeId,
        taken: &mut Vec<&'static str>,
    ) -> Result<Shape, LoadError> {
        let name = self.side.string(node).unwrap_or_default();
        match name {
            "string" => {
                taken.extend(TEXT);
                Ok(self.text(at))
            }
            "integer" | "number" => {
                taken.extend(NUMBER);
                Ok(self.numeric(at, name == "integer"))
            }
            "array" => {
                taken.extend(ARRAY);
                self.array(at)
            }
            "object" => {
                taken.extend(OBJECT);
                self.object(at)
            }
            "boolean" => Ok(Shape::Boolean),
            "null" => Ok(Shape::Null),
            _ => Err(format!("`{name}` is no type")),
        }
    }

    fn text(&self, at: At) -> Shape {
        let pattern = self.side.member(at, "pattern");
        Shape::Text(Text {
            min: self.limit(at, "minLength"),
            max: self.limit(at, "maxLength"),
            pattern: pattern
                .and_then(|node| self.side.string(node))
                .map(Arc::from),
        })
    }

    /// The exclusive limits of draft 4, which are no numbers, are not compared.
    fn numeric(&self, at: At, is_integer: bool) -> Shape {
        Shape::Number(Number {
            min: self.limit(at, "minimum"),
            max: self.limit(at, "maximum"),
            above: self.limit(at, "exclusiveMinimum"),
            below: self.limit(at, "exclusiveMaximum"),
            multiple_of: self.limit(at, "multipleOf"),
            is_integer,
        })
    }

    fn limit(&self, at: At, name: &str) -> Option<Decimal> {
        match self.side.kind(self.side.member(at, name)?) {
            NodeKind::Number(value) => Some(value.clone()),
            _ => None,
        }
    }

    fn list(&self, at: At, name: &str) -> Option<&'a [NodeId]> {
        self.side.array(self.side.member(at, name)?)
    }

    fn names(&self, items: &[NodeId]) -> BTreeSet<Arc<str>> {
        let names = items.iter().filter_map(|&node| self.side.string(node));
        names.map(Arc::from).collect()
    }

    fn rest(&mut self, at: At, name: &str) -> Result<Rest, LoadError> {
        let Some(node) = self.side.member(at, name) else {
            return Ok(Rest::Free);
        };
        Ok(match self.side.kind(node) {
            NodeKind::Bool(true) => Rest::Free,
            NodeKind::Bool(false) => Rest::Forbidden,
            _ => Rest::Schema(self.part(at, node)?),
        })
    }

    fn object(&mut self, at: At) -> Result<Shape, LoadError> {
        let mut object = Object {
            rest: self.rest(at, "additionalProperties")?,
            has_rest: self.side.member(at, "additionalProperties").is_some(),
            min: self.limit(at, "minProperties"),
            max: self.limit(at, "maxProperties"),
            ..Object::default()
        };
        if self.side.dialect(at) >= Dialect::Draft2019 {
            object.unevaluated = self.rest(at, "unevaluatedProperties")?;
        }
        if let Some(items) = self.list(at, "required") {
            object.required = self.names(items);
        }
        for (name, node) in self.map(at, "properties") {
            let id = self.part(at, node)?;
            object.properties.insert(name, id);
        }
        for (name, node) in self.map(at, "patternProperties") {
            object.patterns.push((name, self.part(at, node)?));
        }
        for keyword in ["dependencies", "dependentRequired", "dependentSchemas"] {
            for (name, node) in self.map(at, keyword) {
                if let Some(items) = self.side.array(node) {
                    object.names_by_name.insert(name, self.names(items));
                } else {
                    let id = self.part(at, node)?;
                    object.schemas_by_name.insert(name, id);
                }
            }
        }
        Ok(Shape::Object(Box::new(object)))
    }

    fn map(&self, at: At, name: &str) -> Vec<(Arc<str>, NodeId)> {
        let members = self
            .side
            .member(at, name)
            .and_then(|node| self.side.object(node));
        let members = members.into_iter().flatten();
        members
            .map(|(name, node)| (Arc::from(name), node))
            .collect()
    }

    fn array(&mut self, at: At) -> Result<Shape, LoadError> {
        let is_late = self.side.dialect(at) == Dialect::Draft2020;
        let tuple = self.list(at, if is_late { "prefixItems" } else { "items" });
        let mut array = Array {
            min: self.limit(at, "minItems"),
            max: self.limit(at, "maxItems"),
            ..Array::default()
        };
        if self.side.dialect(at) >= Dialect::Draft2019 {
            array.unevaluated = self.rest(at, "unevaluatedItems")?;
            array.min_contains = self.limit(at, "minContains");
            array.max_contains = self.limit(at, "maxContains");
        }
        let unique = self.side.member(at, "uniqueItems");
        array.is_unique = unique.is_some_and(|node| self.side.kind(node).is_true());
        for &node in tuple.unwrap_or_default() {
            array.tuple.push(self.part(at, node)?);
        }
        let items = self.side.member(at, "items");
        if tuple.is_none()
            && let Some(node) = items
        {
            array.all = Some(self.part(at, node)?);
        }
        let rest = if is_late && tuple.is_some() {
            "items"
        } else {
            "additionalItems"
        };
        array.rest = self.rest(at, rest)?;
        Ok(Shape::Array(Box::new(array)))
    }
}
