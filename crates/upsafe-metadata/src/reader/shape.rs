//! Which fields of an object a JSON Schema knows: what it does not know, a typed reader drops.
//!
//! A schema is compiled once into a graph of nodes. What must stay true: a node that uses something
//! that is not understood here keeps every field, and says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jsonschema::{Validator, ValidatorMap};
use serde_json::{Map, Value as Json};

use crate::path::{push_index, push_key};

/// A compiled schema.
pub(super) struct Graph {
    nodes: Vec<Node>,
    validators: ValidatorMap,
    /// What is not understood: pointers of references that lead outside.
    pub(super) opaque: BTreeSet<String>,
}

#[derive(Default)]
struct Node {
    /// Whether it says anything about properties; a node that does not keeps them all.
    closed: bool,
    /// Whether every field is kept: `additionalProperties` stands there.
    open: bool,
    properties: BTreeMap<String, usize>,
    patterns: Vec<(Validator, usize)>,
    additional: Option<usize>,
    items: Option<usize>,
    tuple: Vec<usize>,
    /// Nodes that always apply at the same place.
    always: Vec<usize>,
    /// Nodes that apply where their validator accepts: its pointer in the map.
    choices: Vec<(String, usize)>,
    /// `if`, `then`, `else`.
    condition: Option<(String, Option<usize>, Option<usize>)>,
}

/// A field that no node knows.
pub(super) struct Unknown {
    pub(super) path: String,
    pub(super) value: Json,
}

struct Compiler<'s> {
    root: &'s Json,
    nodes: Vec<Node>,
    known: HashMap<String, usize>,
    waiting: Vec<(String, usize)>,
    opaque: BTreeSet<String>,
}

impl Graph {
    pub(super) fn new(root: &Json, validators: ValidatorMap) -> Self {
        let mut compiler = Compiler {
            root,
            nodes: Vec::new(),
            known: HashMap::new(),
            waiting: Vec::new(),
            opaque: BTreeSet::new(),
        };
        compiler.node("");
        while let Some((pointer, at)) = compiler.waiting.pop() {
            let node = compiler.compile(&pointer);
            compiler.nodes[at] = node;
        }
        Self {
            nodes: compiler.nodes,
            validators,
            opaque: compiler.opaque,
        }
    }

    /// The fields that the schema does not know, topmost only.
    pub(super) fn unknown(&self, instance: &Json) -> Vec<Unknown> {
        let mut out = Vec::new();
        self.walk(&[0], instance, &mut String::new(), &mut out);
        out
    }

    /// The object without them.
    pub(super) fn prune(&self, instance: &Json) -> Json {
        let mut pruned = instance.clone();
        self.cut(&[0], &mut pruned);
        pruned
    }

    /// All nodes that apply to a value.
    fn applying(&self, start: &[usize], instance: &Json) -> Vec<usize> {
        let mut all: Vec<usize> = Vec::new();
        let mut waiting: Vec<usize> = start.to_vec();
        while let Some(at) = waiting.pop() {
            if all.contains(&at) {
                continue;
            }
            all.push(at);
            let node = &self.nodes[at];
            waiting.extend(&node.always);
            for (pointer, choice) in &node.choices {
                if self.accepts(pointer, instance) {
                    waiting.push(*choice);
                }
            }
            if let Some((pointer, then, otherwise)) = &node.condition {
                let branch = if self.accepts(pointer, instance) {
                    then
                } else {
                    otherwise
                };
                waiting.extend(branch);
            }
        }
        all
    }

    fn accepts(&self, pointer: &str, instance: &Json) -> bool {
        // A branch that cannot be asked counts: it may know the field.
        self.validators
            .get(pointer)
            .is_none_or(|validator| validator.is_valid(instance))
    }

    /// The nodes of a field; none where the field is not known, empty where anything is.
    fn below(&self, applying: &[usize], key: &str) -> Option<Vec<usize>> {
        let mut below = Vec::new();
        let mut known = !applying.iter().any(|at| self.nodes[*at].closed);
        for at in applying {
            let node = &self.nodes[*at];
            let mut named = false;
            if let Some(child) = node.properties.get(key) {
                below.push(*child);
                named = true;
            }
            for (pattern, child) in &node.patterns {
                if pattern.is_valid(&Json::from(key)) {
                    below.push(*child);
                    named = true;
                }
            }
            if !named {
                if let Some(child) = node.additional {
                    below.push(child);
                }
                named = node.open;
            }
            known |= named;
        }
        known.then_some(below)
    }

    fn element(&self, applying: &[usize], index: usize) -> Vec<usize> {
        let of = |at: &usize| {
            let node = &self.nodes[*at];
            node.tuple.get(index).copied().or(node.items)
        };
        applying.iter().filter_map(of).collect()
    }

    fn walk(&self, nodes: &[usize], instance: &Json, path: &mut String, out: &mut Vec<Unknown>) {
        let length = path.len();
        match instance {
            Json::Object(map) => {
                let applying = self.applying(nodes, instance);
                for (key, value) in map {
                    push_key(path, key);
                    match self.below(&applying, key) {
                        Some(below) if below.is_empty() => {}
                        Some(below) => self.walk(&below, value, path, out),
                        None => out.push(Unknown {
                            path: path.clone(),
                            value: value.clone(),
                        }),
                    }
                    path.truncate(length);
                }
            }
            Json::Array(items) => {
                let applying = self.applying(nodes, instance);
                for (n, item) in items.iter().enumerate() {
                    push_index(path, n);
                    let below = self.element(&applying, n);
                    if !below.is_empty() {
                        self.walk(&below, item, path, out);
                    }
                    path.truncate(length);
                }
            }
            _ => {}
        }
    }

    fn cut(&self, nodes: &[usize], instance: &mut Json) {
        if nodes.is_empty() {
            return;
        }
        let applying = self.applying(nodes, instance);
        match instance {
            Json::Object(map) => map.retain(|key, value| match self.below(&applying, key) {
                Some(below) => {
                    self.cut(&below, value);
                    true
                }
                None => false,
            }),
            Json::Array(items) => {
                for (n, item) in items.iter_mut().enumerate() {
                    self.cut(&self.element(&applying, n), item);
                }
            }
            _ => {}
        }
    }
}

impl Compiler<'_> {
    /// The node of a pointer; it is compiled later.
    fn node(&mut self, pointer: &str) -> usize {
        if let Some(at) = self.known.get(pointer) {
            return *at;
        }
        let at = self.nodes.len();
        self.nodes.push(Node::default());
        self.known.insert(pointer.to_owned(), at);
        self.waiting.push((pointer.to_owned(), at));
        at
    }

    fn compile(&mut self, pointer: &str) -> Node {
        let mut node = Node::default();
        let Some(Json::Object(schema)) = self.root.pointer(pointer) else {
            // `true` and `false`, and what is no schema.
            node.open = true;
            return node;
        };
        let schema: &Map<String, Json> = schema;
        if let Some(Json::Object(properties)) = schema.get("properties") {
            node.closed = true;
            for key in properties.keys() {
                let child = self.node(&format!("{pointer}/properties/{}", escape(key)));
                node.properties.insert(key.clone(), child);
            }
        }
        if let Some(Json::Object(patterns)) = schema.get("patternProperties") {
            node.closed = true;
            for pattern in patterns.keys() {
                let child = self.node(&format!("{pointer}/patternProperties/{}", escape(pattern)));
                match jsonschema::validator_for(&serde_json::json!({ "pattern": pattern })) {
                    Ok(validator) => node.patterns.push((validator, child)),
                    Err(_) => node.open = true,
                }
            }
        }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            if schema.contains_key(keyword) {
                node.open = true;
                node.additional = Some(self.node(&format!("{pointer}/{keyword}")));
            }
        }
        match schema.get("items") {
            Some(Json::Array(items)) => {
                for n in 0..items.len() {
                    let child = self.node(&format!("{pointer}/items/{n}"));
                    node.tuple.push(child);
                }
                node.items = schema
                    .contains_key("additionalItems")
                    .then(|| self.node(&format!("{pointer}/additionalItems")));
            }
            Some(_) => node.items = Some(self.node(&format!("{pointer}/items"))),
            None => {}
        }
        if let Some(Json::Array(items)) = schema.get("prefixItems") {
            for n in 0..items.len() {
                let child = self.node(&format!("{pointer}/prefixItems/{n}"));
                node.tuple.push(child);
            }
        }
        self.combinations(pointer, schema, &mut node);
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(Json::String(reference)) = schema.get(keyword) {
                self.reference(reference, &mut node);
            }
        }
        node
    }

    fn combinations(&mut self, pointer: &str, schema: &Map<String, Json>, node: &mut Node) {
        if let Some(Json::Array(all)) = schema.get("allOf") {
            for n in 0..all.len() {
                let child = self.node(&format!("{pointer}/allOf/{n}"));
                node.always.push(child);
            }
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(Json::Array(any)) = schema.get(keyword) {
                for n in 0..any.len() {
                    let at = format!("{pointer}/{keyword}/{n}");
                    let child = self.node(&at);
                    node.choices.push((format!("#{at}"), child));
                }
            }
        }
        if let Some(Json::Object(dependent)) = schema.get("dependentSchemas") {
            for key in dependent.keys() {
                let child = self.node(&format!("{pointer}/dependentSchemas/{}", escape(key)));
                node.always.push(child);
            }
        }
        if schema.contains_key("if") {
            let mut branch = |keyword: &str| {
                let there = schema.contains_key(keyword);
                there.then(|| self.node(&format!("{pointer}/{keyword}")))
            };
            let (then, otherwise) = (branch("then"), branch("else"));
            node.condition = Some((format!("#{pointer}/if"), then, otherwise));
        }
    }

    fn reference(&mut self, reference: &str, node: &mut Node) {
        let target = match reference.strip_prefix('#') {
            Some("") => Some(String::new()),
            Some(pointer) if pointer.starts_with('/') => Some(decode(pointer)),
            Some(anchor) => find_anchor(self.root, anchor),
            None => None,
        };
        match target.filter(|pointer| self.root.pointer(pointer).is_some()) {
            Some(pointer) => {
                let child = self.node(&pointer);
                node.always.push(child);
            }
            None => {
                node.open = true;
                self.opaque.insert(reference.to_owned());
            }
        }
    }
}

/// The pointer of the schema with an anchor. Linear, without recursion.
fn find_anchor(root: &Json, anchor: &str) -> Option<String> {
    let mut waiting = vec![(String::new(), root)];
    while let Some((pointer, value)) = waiting.pop() {
        match value {
            Json::Object(map) => {
                let named = ["$anchor", "$dynamicAnchor"]
                    .iter()
                    .any(|keyword| map.get(*keyword).and_then(Json::as_str) == Some(anchor));
                let old = map
                    .get("$id")
                    .and_then(Json::as_str)
                    .and_then(|id| id.strip_prefix('#'))
                    == Some(anchor);
                if named || old {
                    return Some(pointer);
                }
                for (key, value) in map {
                    waiting.push((format!("{pointer}/{}", escape(key)), value));
                }
            }
            Json::Array(items) => {
                for (n, value) in items.iter().enumerate() {
                    waiting.push((format!("{pointer}/{n}"), value));
                }
            }
            _ => {}
        }
    }
    None
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A pointer in a fragment: `%41` stands for a byte.
fn decode(pointer: &str) -> String {
    let bytes = pointer.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = pointer.get(at + 1..at + 3);
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) if *byte == b'%' => {
                out.push(code);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| pointer.to_owned())
}
