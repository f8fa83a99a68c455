//! The nodes of a text in one arena: no allocation of their own for strings, arrays and objects.
//!
//! A node is numbered when it is complete, so a part always comes before what holds it, and what
//! is written earlier before what is written later.

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

/// The members of an object, in the order of their names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Members<'d> {
    list: &'d [Member],
    texts: Texts<'d>,
}

/// The name of a member, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    name: Name,
    node: NodeId,
}

/// A name with the first bytes of it, by which most names are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    first: u64,
    span: Span,
}

impl Name {
    #[inline]
    pub(super) fn new(span: Span, texts: Texts<'_>) -> Name {
        let first = texts.first(span);
        Name { first, span }
    }

    pub(super) fn with(self, node: NodeId) -> Member {
        Member { name: self, node }
    }

    #[inline]
    fn is(self, key: Key<'_>, texts: Texts<'_>) -> bool {
        self.first == key.first
            && self.span.length() == key.text.len()
            && (key.text.len() <= 8 || texts.bytes(self.span) == key.text.as_bytes())
    }
}

/// A name to look for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key<'k> {
    text: &'k str,
    first: u64,
}

impl<'k> Key<'k> {
    pub(crate) const fn new(text: &'k str) -> Key<'k> {
        let bytes = text.as_bytes();
        let (mut first, mut at) = (0, 0);
        while at < 8 {
            first <<= 8;
            if at < bytes.len() {
                first |= bytes[at] as u64;
            }
            at += 1;
        }
        Key { text, first }
    }

    /// Several names.
    pub(crate) const fn all<const N: usize>(names: [&'k str; N]) -> [Key<'k>; N] {
        let mut keys = [Key::new(""); N];
        let mut at = 0;
        while at < N {
            keys[at] = Key::new(names[at]);
            at += 1;
        }
        keys
    }
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

impl<'d> Members<'d> {
    /// So many names are compared one after the other.
    const FEW: usize = 8;

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<NodeId> {
        let (key, texts) = (Key::new(name), self.texts);
        if self.list.len() <= Self::FEW {
            let mut list = self.list.iter();
            return list
                .find(|member| member.name.is(key, texts))
                .map(|member| member.node);
        }
        let order = |member: &Member| {
            let by_first = member.name.first.cmp(&key.first);
            by_first.then_with(|| texts.bytes(member.name.span).cmp(name.as_bytes()))
        };
        let at = self.list.binary_search_by(order).ok()?;
        Some(self.list[at].node)
    }

    /// Each member by the index of its name in a list, or by its name where it is not there.
    pub(crate) fn sorted<'k>(
        &self,
        keys: &'k [Key<'k>],
    ) -> impl Iterator<Item = (Result<usize, &'d str>, NodeId)> + use<'d, 'k> {
        let texts = self.texts;
        self.list.iter().map(move |&Member { name, node }| {
            let known = keys.iter().position(|&key| name.is(key, texts));
            (known.ok_or_else(|| texts.get(name.span)), node)
        })
    }

    /// Whether there is a member of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The names and their values.
    pub fn iter(&self) -> MembersIter<'d> {
        MembersIter {
            list: self.list.iter(),
            texts: self.texts,
        }
    }

    /// The names.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &'d str> + use<'d> {
        self.iter().map(|(name, _)| name)
    }

    /// The values.
    pub fn values(&self) -> impl ExactSizeIterator<Item = NodeId> + use<'d> {
        self.list.iter().map(|member| member.node)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl<'d> IntoIterator for Members<'d> {
    type Item = (&'d str, NodeId);
    type IntoIter = MembersIter<'d>;

    fn into_iter(self) -> MembersIter<'d> {
        self.iter()
    }
}

/// The names of members and their values, in the order of the names.
#[derive(Clone, Debug)]
pub struct MembersIter<'d> {
    list: std::slice::Iter<'d, Member>,
    texts: Texts<'d>,
}

impl<'d> Iterator for MembersIter<'d> {
    type Item = (&'d str, NodeId);

    fn next(&mut self) -> Option<(&'d str, NodeId)> {
        let &Member { name, node } = self.list.next()?;
        Some((self.texts.get(name.span), node))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.list.size_hint()
    }
}

impl ExactSizeIterator for MembersIter<'_> {}

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
        let rest = |name: Name| texts.bytes(name.span);
        members.sort_by(|Member { name: a, .. }, Member { name: b, .. }| {
            let by_first = a.first.cmp(&b.first);
            by_first.then_with(|| rest(*a).cmp(rest(*b)))
        });
        let from = self.members.len();
        for &Member { name, node } in &*members {
            let is_again = |last: Name| last.first == name.first && rest(last) == rest(name);
            let last = self.members[from..].last();
            if last.is_some_and(|last| is_again(last.name)) {
                self.members.pop();
                let start = self.nodes.get(node.index()).map_or(0, |node| node.start);
                replaced(texts.get(name.span), start as usize);
            }
            self.members.push(Member { name, node });
        }
        let (from, length) = (short(from), short(self.members.len() - from));
        self.push(start, Kept::Object { from, length })
    }
}
