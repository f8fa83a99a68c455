//! A parsed text: its nodes, each with its place in the text.

use super::lines::Lines;
use super::members::{Member, Name};
use super::nodes::{NodeId, NodeKind, Nodes};
use super::parse::{self, ParseError};
use super::text::MAX_BYTES;
use super::value::Value;
use crate::decimal::Decimal;
use std::sync::{Arc, OnceLock};

/// A place in a text: 1-based line and column (in characters).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A JSON text, parsed once.
#[derive(Debug)]
pub struct Document {
    pub(super) text: Arc<str>,
    pub(super) nodes: Nodes,
    pub(super) root: NodeId,
    pub(super) duplicates: Vec<(Arc<str>, Place)>,
    pub(super) lines: OnceLock<Lines>,
}

/// A document that is put together node by node, by the reader of another notation.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    nodes: Nodes,
    members: Vec<Member>,
}

/// A node for an [`Assembly`]. Complete: JSON has no other kinds.
#[derive(Clone, Debug)]
pub(crate) enum Draft<'a> {
    Null,
    Bool(bool),
    Number(Decimal),
    String(&'a str),
    Array(&'a [NodeId]),
    /// Members with names that differ.
    Object(&'a [(Arc<str>, NodeId)]),
}

impl Draft<'_> {
    /// How many bytes of strings and names it adds.
    pub(crate) fn n_bytes(&self) -> usize {
        match self {
            Draft::String(text) => text.len(),
            Draft::Object(members) => members.iter().map(|(name, _)| name.len()).sum(),
            _ => 0,
        }
    }
}

impl Assembly {
    /// The most bytes of strings and names that can be kept.
    pub(crate) const MAX_BYTES: usize = MAX_BYTES;

    /// Adds a node that starts at a byte offset.
    pub(crate) fn push(&mut self, start: usize, draft: Draft<'_>) -> NodeId {
        match draft {
            Draft::Null => self.nodes.null(start),
            Draft::Bool(value) => self.nodes.bool(start, value),
            Draft::Number(value) => self.nodes.number(start, value),
            Draft::String(text) => {
                let span = self.nodes.keep(text);
                self.nodes.string(start, span)
            }
            Draft::Array(items) => self.nodes.array(start, items),
            Draft::Object(members) => {
                self.members.clear();
                for (name, node) in members {
                    let span = self.nodes.keep(name);
                    let name = Name::new(span, self.nodes.texts(""));
                    self.members.push(name.with(*node));
                }
                self.nodes.object(start, "", &mut self.members, |_, _| {})
            }
        }
    }

    /// What a node is.
    pub(crate) fn kind(&self, node: NodeId) -> NodeKind<'_> {
        self.nodes.kind(node, "")
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// How many bytes of strings and names are kept.
    pub(crate) fn n_bytes(&self) -> usize {
        self.nodes.unescaped.len()
    }

    /// The document.
    pub(crate) fn finish(
        self,
        text: Arc<str>,
        root: NodeId,
        duplicates: Vec<(Arc<str>, Place)>,
    ) -> Document {
        Document {
            text,
            nodes: self.nodes,
            root,
            duplicates,
            lines: OnceLock::new(),
        }
    }
}

impl Document {
    /// Parses a JSON text.
    ///
    /// # Errors
    /// Where the text is not JSON, or is beyond a limit (depth, digits of a number), with its place.
    pub fn parse(text: &str) -> Result<Document, ParseError> {
        parse::document(text)
    }

    /// Parses the value that a text starts with; what is behind it is not looked at. The text of
    /// the document is that value's.
    ///
    /// # Errors
    /// As [`Document::parse`].
    pub(crate) fn first(text: &str) -> Result<Document, ParseError> {
        parse::first(text)
    }

    /// The outermost value.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> NodeKind<'_> {
        self.nodes.kind(node, &self.text)
    }

    /// The member of an object node by name.
    pub fn member(&self, node: NodeId, name: &str) -> Option<NodeId> {
        match self.kind(node) {
            NodeKind::Object(members) => members.get(name),
            _ => None,
        }
    }

    /// The text of a string node.
    pub fn string(&self, node: NodeId) -> Option<&str> {
        match self.kind(node) {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// Where a node starts. The first call indexes the lines of the text, so each is quick.
    pub fn place(&self, node: NodeId) -> Place {
        self.lines().place(&self.text, self.start(node))
    }

    /// The byte offset at which a node starts.
    pub(crate) fn start(&self, node: NodeId) -> usize {
        self.nodes.start(node)
    }

    /// Whether both say the same: equal values, however they are laid out. Linear in the smaller one.
    pub(crate) fn is_equal(&self, other: &Document) -> bool {
        self.is_equal_at(self.root, other, other.root)
    }

    /// Whether a node says the same as one of another document.
    pub(crate) fn is_equal_at(&self, own: NodeId, other: &Document, its: NodeId) -> bool {
        let mut todo = Vec::new();
        let mut next = Some((own, its));
        while let Some((a, b)) = next {
            match (self.kind(a), other.kind(b)) {
                (NodeKind::Null, NodeKind::Null) => {}
                (NodeKind::Bool(a), NodeKind::Bool(b)) if a == b => {}
                (NodeKind::Number(a), NodeKind::Number(b)) if a == b => {}
                (NodeKind::String(a), NodeKind::String(b)) if a == b => {}
                (NodeKind::Array(a), NodeKind::Array(b)) if a.len() == b.len() => {
                    todo.extend(a.iter().copied().zip(b.iter().copied()));
                }
                (NodeKind::Object(a), NodeKind::Object(b)) if a.keys().eq(b.keys()) => {
                    todo.extend(a.values().zip(b.values()));
                }
                _ => return false,
            }
            next = todo.pop();
        }
        true
    }

    /// The text of a node as it is written. Linear in its length.
    pub(crate) fn written(&self, node: NodeId) -> &str {
        let rest = self.text.get(self.start(node)..).unwrap_or_default();
        let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' if in_string => is_escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => continue,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => {
                    return &rest[..at];
                }
                _ => continue,
            }
            let is_end = matches!(byte, b'"' | b'}' | b']') && depth == 0 && !in_string;
            if is_end && !is_escaped {
                return &rest[..=at];
            }
        }
        rest
    }

    /// The byte offset of a place.
    pub(crate) fn offset(&self, place: Place) -> usize {
        self.lines().offset(&self.text, place)
    }

    fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }

    /// The JSON pointer (RFC 6901) of a node; empty for the outermost value, and for one that is
    /// not in the document. Linear in the size of the document.
    pub fn pointer(&self, node: NodeId) -> String {
        let mut todo = vec![(self.root, String::new())];
        while let Some((here, pointer)) = todo.pop() {
            if here == node {
                return pointer;
            }
            match self.kind(here) {
                NodeKind::Array(items) => {
                    let parts = items.iter().enumerate();
                    todo.extend(parts.map(|(at, &item)| (item, format!("{pointer}/{at}"))));
                }
                NodeKind::Object(members) => todo.extend(members.iter().map(|(name, part)| {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    (part, format!("{pointer}/{name}"))
                })),
                _ => {}
            }
        }
        String::new()
    }

    /// Names written twice in one object, with the place of the later value.
    pub fn duplicates(&self) -> &[(Arc<str>, Place)] {
        &self.duplicates
    }

    /// The value of a node. Recursion is bounded by the parser's depth limit.
    pub fn value(&self, node: NodeId) -> Value {
        match self.kind(node) {
            NodeKind::Null => Value::Null,
            NodeKind::Bool(value) => Value::Bool(value),
            NodeKind::Number(value) => Value::Number(value.clone()),
            NodeKind::String(text) => Value::text(text),
            NodeKind::Array(items) => Value::Array(Arc::new(
                items.iter().map(|&item| self.value(item)).collect(),
            )),
            NodeKind::Object(members) => Value::Object(Arc::new(
                members
                    .iter()
                    .map(|(name, part)| (Arc::from(name), self.value(part)))
                    .collect(),
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[test]
    fn a_node_is_told_as_it_is_written() {
        let check = |text: &str, expected: &str| {
            let document = Document::parse(text).unwrap();
            let node = document.member(document.root(), "a").unwrap();
            assert_eq!(document.written(node), expected, "{text}");
        };
        check(r#"{"a": -1.50e3}"#, "-1.50e3");
        check(r#"{"a":null,"b":1}"#, "null");
        check(r#"{"a" : "x\"]}\\" }"#, r#""x\"]}\\""#);
        check(r#"{"a": {"b": [1, "}"]} , "c": 2}"#, r#"{"b": [1, "}"]}"#);
        check(r#"{"b": 0, "a": []}"#, "[]");
        check("{\"a\": true\n}", "true");
    }
}
