//! The nodes of a text in one arena: no allocation of their own for strings, arrays and objects.
//!
//! A node is numbered when it is complete, so a part always comes before what holds it, and what
//! is written earlier before what is written later.

use super::members::{Member, Members, by_name};
use super::text::{Span, Texts};
use crate::decimal::Decimal;

/// A node of one [`Document`](super::Document).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct NodeId(u32);

impl NodeId {
    /// The number of the node in its document.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is. Complete: JSON has no other kinds.
#[derive(Clone, Copy, Debug)]
pub enum NodeKind<'d> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(&'d Decimal),
    /// A string.
    String(&'d str),
    /// The items of an array.
    Array(&'d [NodeId]),
    /// The members of an object; where a name is written twice, the last one.
    Object(Members<'d>),
}

impl NodeKind<'_> {
    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, NodeKind::Null)
    }

    /// Whether it is `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, NodeKind::Bool(true))
    }

    /// Whether it is `false`.
    pub fn is_false(&self) -> bool {
        matches!(self, NodeKind::Bool(false))
    }
}

/// A node as it is kept: lists are ranges of lists that all nodes share.
#[derive(Clone, Copy, Debug)]
enum Kept {
    Null,
    Bool(bool),
    Number(u32),
    String(Span),
    Array { from: u32, length: u32 },
    Object { from: u32, length: u32 },
}

#[derive(Clone, Copy, Debug)]
struct Node {
    start: u32,
    kept: Kept,
}

/// All nodes of a text.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    nodes: Vec<Node>,
    items: Vec<NodeId>,
    members: Vec<Member>,
    numbers: Vec<Decimal>,
    /// The strings that the text does not hold as they are, one after the other.
    pub(super) unescaped: String,
}

/// The offsets and numbers of nodes in a text are kept in 32 bits.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

impl Nodes {
    /// Room for so many nodes.
    pub(super) fn with_capacity(n_nodes: usize) -> Nodes {
        Nodes {
            nodes: Vec::with_capacity(n_nodes),
            // Most nodes are members, and some are items.
            members: Vec::with_capacity(n_nodes),
            items: Vec::with_capacity(n_nodes / 4),
            ..Nodes::default()
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The byte offset at which a node starts.
    pub(super) fn start(&self, node: NodeId) -> usize {
        self.nodes
            .get(node.index())
            .map_or(0, |node| node.start as usize)
    }

    /// What a node is, in the text that it was made of; `null` where it is no node of it.
    #[inline]
    pub(super) fn kind<'d>(&'d self, node: NodeId, text: &'d str) -> NodeKind<'d> {
        let Some(node) = self.nodes.get(node.index()) else {
            return NodeKind::Null;
        };
        let range = |from: u32, length: u32| from as usize..from as usize + length as usize;
        match node.kept {
            Kept::Null => NodeKind::Null,
            Kept::Bool(value) => NodeKind::Bool(value),
            Kept::Number(at) => NodeKind::Number(&self.numbers[at as usize]),
            Kept::String(span) => NodeKind::String(self.texts(text).get(span)),
            Kept::Array { from, length } => NodeKind::Array(&self.items[range(from, length)]),
            Kept::Object { from, length } => NodeKind::Object(Members {
                list: &self.members[range(from, length)],
                texts: self.texts(text),
            }),
        }
    }

    pub(super) fn texts<'d>(&'d self, text: &'d str) -> Texts<'d> {
        Texts {
            written: text,
            unescaped: &self.unescaped,
        }
    }

    /// Keeps a string that the text does not hold as it is.
    pub(super) fn keep(&mut self, text: &str) -> Span {
        let start = self.unescaped.len();
        self.unescaped.push_str(text);
        Span::unescaped(start, text.len())
    }

    #[inline]
    fn push(&mut self, start: usize, kept: Kept) -> NodeId {
        let id = NodeId(short(self.nodes.len()));
        let start = short(start);
        self.nodes.push(Node { start, kept });
        id
    }

    pub(super) fn null(&mut self, start: usize) -> NodeId {
        self.push(start, Kept::Null)
    }

    pub(super) fn bool(&mut self, start: usize, value: bool) -> NodeId {
        self.push(start, Kept::Bool(value))
    }

    pub(super) fn number(&mut self, start: usize, value: Decimal) -> NodeId {
        let at = short(self.numbers.len());
        self.numbers.push(value);
        self.push(start, Kept::Number(at))
    }

    #[inline]
    pub(super) fn string(&mut self, start: usize, span: Span) -> NodeId {
        self.push(start, Kept::String(span))
    }

    pub(super) fn array(&mut self, start: usize, items: &[NodeId]) -> NodeId {
        let (from, length) = (short(self.items.len()), short(items.len()));
        self.items.extend_from_slice(items);
        self.push(start, Kept::Array { from, length })
    }

    /// Members in the order in which they are written. Those that a later one of the same name
    /// takes the place of are told to `replaced`, with the later one.
    pub(super) fn object(
        &mut self,
        start: usize,
        text: &str,
        members: &mut [Member],
        mut replaced: impl FnMut(&str, usize),
    ) -> NodeId {
        let texts = Texts {
            written: text,
            unescaped: &self.unescaped,
        };
        members.sort_by(|a, b| by_name(a, b, texts));
        let from = self.members.len();
        for &member in &*members {
            let last = self.members[from..].last();
            if last.is_some_and(|last| by_name(last, &member, texts).is_eq()) {
                self.members.pop();
                let start = self.nodes.get(member.node.index());
                let start = start.map_or(0, |node| node.start as usize);
                replaced(member.name(texts), start);
            }
            self.members.push(member);
        }
        let (from, length) = (short(from), short(self.members.len() - from));
        self.push(start, Kept::Object { from, length })
    }
}
