//! A parsed text: an arena of nodes, each with its place in the text.

use super::lines::Lines;
use super::parse::{self, ParseError};
use super::value::Value;
use crate::decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A node of one [`Document`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    /// The number of the node in its document.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place in a text: 1-based line and column (in characters).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// What a node is. Complete: JSON has no other kinds.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// A string.
    String(Arc<str>),
    /// The items of an array.
    Array(Vec<NodeId>),
    /// The members of an object; where a name is written twice, the last one.
    Object(BTreeMap<Arc<str>, NodeId>),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) kind: NodeKind,
}

/// A JSON text, parsed once.
#[derive(Debug)]
pub struct Document {
    pub(super) text: Arc<str>,
    pub(super) nodes: Vec<Node>,
    pub(super) root: NodeId,
    pub(super) duplicates: Vec<(Arc<str>, Place)>,
    pub(super) lines: OnceLock<Lines>,
}

/// A document that is put together node by node, by the reader of another notation.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    nodes: Vec<Node>,
}

impl Assembly {
    /// Adds a node that starts at a byte offset.
    pub(crate) fn push(&mut self, start: usize, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            kind,
        });
        id
    }

    /// What a node is.
    pub(crate) fn kind(&self, node: NodeId) -> Option<&NodeKind> {
        self.nodes.get(node.0 as usize).map(|node| &node.kind)
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
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

    /// The outermost value.
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The text it was parsed from.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What a node is.
    pub fn kind(&self, node: NodeId) -> &NodeKind {
        self.nodes
            .get(node.0 as usize)
            .map_or(&NodeKind::Null, |node| &node.kind)
    }

    /// The member of an object node by name.
    pub fn member(&self, node: NodeId, name: &str) -> Option<NodeId> {
        match self.kind(node) {
            NodeKind::Object(members) => members.get(name).copied(),
            _ => None,
        }
    }

    /// The text of a string node.
    pub fn string(&self, node: NodeId) -> Option<&Arc<str>> {
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
        let node = self.nodes.get(node.0 as usize);
        node.map_or(0, |node| node.start as usize)
    }

    /// Whether both say the same: equal values, however they are laid out. Linear in the smaller one.
    pub(crate) fn is_equal(&self, other: &Document) -> bool {
        let mut todo = vec![(self.root, other.root)];
        while let Some((a, b)) = todo.pop() {
            match (self.kind(a), other.kind(b)) {
                (NodeKind::Array(a), NodeKind::Array(b)) if a.len() == b.len() => {
                    todo.extend(a.iter().copied().zip(b.iter().copied()));
                }
                (NodeKind::Object(a), NodeKind::Object(b)) if a.keys().eq(b.keys()) => {
                    todo.extend(a.values().copied().zip(b.values().copied()));
                }
                (NodeKind::Array(_) | NodeKind::Object(_), _) => return false,
                (a, b) if a == b => {}
                _ => return false,
            }
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
                NodeKind::Object(members) => todo.extend(members.iter().map(|(name, &part)| {
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
            NodeKind::Bool(value) => Value::Bool(*value),
            NodeKind::Number(value) => Value::Number(value.clone()),
            NodeKind::String(text) => Value::String(text.clone()),
            NodeKind::Array(items) => Value::Array(Arc::new(
                items.iter().map(|&item| self.value(item)).collect(),
            )),
            NodeKind::Object(members) => Value::Object(Arc::new(
                members
                    .iter()
                    .map(|(name, &part)| (name.clone(), self.value(part)))
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
