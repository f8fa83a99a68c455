//! One side of a comparison: the schema, what its references name, which parts are equal.

use super::super::dialect::Dialect;
use super::super::registry::{Registry, ResourceId, Spot};
use super::super::schema::Schema;
use crate::change::Location;
use crate::decimal::Decimal;
use crate::json::{Document, Members, NodeId, NodeKind};
use crate::text::Dfa;
use ahash::AHashMap as HashMap;
use std::sync::Arc;

/// A subschema, seen from inside a resource.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct At {
    pub(crate) node: NodeId,
    pub(crate) resource: ResourceId,
}

/// Numbers for values: equal values of both sides have equal numbers.
#[derive(Default)]
pub(crate) struct Numbering<'a> {
    known: HashMap<Key<'a>, u32>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Null,
    Bool(bool),
    Number(&'a Decimal),
    String(&'a str),
    Array(Vec<u32>),
    Object(Vec<(&'a str, u32)>),
}

/// The last step on the way to a value.
#[derive(Clone, Copy)]
enum Token<'a> {
    Item(usize),
    Member(&'a str),
}

pub(crate) struct Side<'a> {
    schema: &'a Schema,
    registry: Registry,
    numbers: HashMap<NodeId, u32>,
    parents: HashMap<NodeId, (NodeId, Token<'a>)>,
    /// Whether a keyword is used whose meaning depends on what other keywords looked at.
    pub(crate) has_unevaluated: bool,
    pub(crate) is_dynamic: bool,
}

impl<'a> Side<'a> {
    pub(crate) fn new(schema: &'a Schema, numbering: &mut Numbering<'a>) -> Side<'a> {
        let registry = Registry::new(schema.document.clone(), schema.dialect);
        let is_dynamic = registry.is_dynamic;
        let mut side = Side {
            schema,
            registry,
            numbers: HashMap::new(),
            parents: HashMap::new(),
            has_unevaluated: false,
            is_dynamic,
        };
        side.number(schema.document.root(), numbering);
        side
    }

    fn document(&self) -> &'a Document {
        &self.schema.document
    }

    /// Numbers a value and its parts. Recursion is bounded by the parser's depth limit.
    fn number(&mut self, node: NodeId, numbering: &mut Numbering<'a>) -> u32 {
        let document = self.document();
        let key = match document.kind(node) {
            NodeKind::Null => Key::Null,
            NodeKind::Bool(value) => Key::Bool(value),
            NodeKind::Number(value) => Key::Number(value),
            NodeKind::String(text) => Key::String(text),
            NodeKind::Array(items) => {
                let mut numbers = Vec::with_capacity(items.len());
                for (at, &item) in items.iter().enumerate() {
                    self.parents.insert(item, (node, Token::Item(at)));
                    numbers.push(self.number(item, numbering));
                }
                Key::Array(numbers)
            }
            NodeKind::Object(members) => {
                let mut numbers = Vec::with_capacity(members.len());
                for (name, part) in members {
                    self.has_unevaluated |= name.starts_with("unevaluated");
                    self.parents.insert(part, (node, Token::Member(name)));
                    numbers.push((name, self.number(part, numbering)));
                }
                Key::Object(numbers)
            }
        };
        let next = u32::try_from(numbering.known.len()).unwrap_or(u32::MAX);
        let number = *numbering.known.entry(key).or_insert(next);
        self.numbers.insert(node, number);
        number
    }

    /// The number of a value; equal values have equal numbers.
    pub(crate) fn number_of(&self, node: NodeId) -> Option<u32> {
        self.numbers.get(&node).copied()
    }

    pub(crate) fn root(&self) -> At {
        let root = self.registry.root();
        At {
            node: root.spot.node,
            resource: root.resource,
        }
    }

    pub(crate) fn kind(&self, node: NodeId) -> NodeKind<'a> {
        self.document().kind(node)
    }

    pub(crate) fn member(&self, at: At, name: &str) -> Option<NodeId> {
        self.document().member(at.node, name)
    }

    pub(crate) fn object(&self, node: NodeId) -> Option<Members<'a>> {
        match self.kind(node) {
            NodeKind::Object(members) => Some(members),
            _ => None,
        }
    }

    pub(crate) fn array(&self, node: NodeId) -> Option<&'a [NodeId]> {
        match self.kind(node) {
            NodeKind::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(crate) fn string(&self, node: NodeId) -> Option<&'a str> {
        match self.kind(node) {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// A value as JSON, shortened to what a message can hold.
    pub(crate) fn show(&self, node: NodeId) -> String {
        const MAX: usize = 60;
        let text = match self.kind(node) {
            NodeKind::Array(items) if items.len() > MAX => format!("{} items", items.len()),
            NodeKind::Object(members) if members.len() > MAX => {
                format!("{} members", members.len())
            }
            _ => self.document().value(node).to_string(),
        };
        match text.char_indices().nth(MAX) {
            Some((end, _)) => format!("`{}...`", &text[..end]),
            None => format!("`{text}`"),
        }
    }

    /// A subschema of `at`.
    pub(crate) fn part(&self, at: At, node: NodeId) -> At {
        let spot = Spot { document: 0, node };
        let resource = self.registry.resource_at(spot, at.resource);
        At { node, resource }
    }

    pub(crate) fn dialect(&self, at: At) -> Dialect {
        self.registry.resource(at.resource).dialect
    }

    /// What a reference names, if that is a part of this very text.
    pub(crate) fn resolve(&mut self, at: At, reference: &str) -> Target {
        match self.registry.resolve(at.resource, reference) {
            Ok(target) if target.spot.document == 0 => Target::Here(At {
                node: target.spot.node,
                resource: target.resource,
            }),
            Ok(_) => Target::Metaschema,
            Err(_) => Target::Nowhere,
        }
    }

    /// Whether a pattern finds a name; `None` where that cannot be told.
    pub(crate) fn matches(&self, pattern: &str, name: &str) -> Option<bool> {
        let dfa: &Arc<Dfa> = self.schema.patterns.get(pattern)?.as_ref().ok()?;
        Some(dfa.matches(name))
    }

    pub(crate) fn location(&self, node: NodeId) -> Location {
        let mut tokens = Vec::new();
        let mut at = node;
        while let Some((parent, token)) = self.parents.get(&at) {
            tokens.push(*token);
            at = *parent;
        }
        let mut pointer = String::new();
        for token in tokens.into_iter().rev() {
            pointer.push('/');
            match token {
                Token::Item(at) => pointer.push_str(&at.to_string()),
                Token::Member(name) => {
                    pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                }
            }
        }
        Location {
            text: 0,
            place: self.document().place(node),
            pointer: Some(pointer),
        }
    }
}

/// What a reference names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    Here(At),
    Metaschema,
    Nowhere,
}
