//! The members of an object, found by name.

use super::nodes::NodeId;
use super::text::{Span, Texts};
use std::cmp::Ordering;

/// The members of an object, in the order of their names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Members<'d> {
    pub(super) list: &'d [Member],
    pub(super) texts: Texts<'d>,
}

/// The name of a member, and its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    name: Name,
    pub(super) node: NodeId,
}

impl Member {
    pub(super) fn name<'d>(&self, texts: Texts<'d>) -> &'d str {
        texts.get(self.name.span)
    }
}

/// The order of members.
#[inline]
pub(super) fn by_name(a: &Member, b: &Member, texts: Texts<'_>) -> Ordering {
    let rest = |member: &Member| texts.bytes(member.name.span);
    let by_first = a.name.first.cmp(&b.name.first);
    by_first.then_with(|| rest(a).cmp(rest(b)))
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
    pub(crate) fn matched<'k>(
        &self,
        keys: &'k [Key<'k>],
    ) -> impl Iterator<Item = (Result<usize, &'d str>, NodeId)> + use<'d, 'k> {
        let texts = self.texts;
        self.list.iter().map(move |member| {
            let known = keys.iter().position(|&key| member.name.is(key, texts));
            (known.ok_or_else(|| member.name(texts)), member.node)
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
        let member = self.list.next()?;
        Some((member.name(self.texts), member.node))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.list.size_hint()
    }
}

impl ExactSizeIterator for MembersIter<'_> {}

#[cfg(test)]
mod tests {
    use super::Key;
    use crate::json::Document;

    #[test]
    fn names_are_told_apart_by_their_first_bytes_and_their_length() {
        let names = [
            "",
            "a",
            "a\0",
            "ab",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            "abcdefgh\0",
        ];
        // Few are looked at one after the other, many are not.
        for n_others in [0, 20] {
            let others: Vec<String> = (0..n_others).map(|at| format!("other {at}")).collect();
            let all = names
                .iter()
                .copied()
                .chain(others.iter().map(String::as_str));
            let text = all
                .enumerate()
                .map(|(at, name)| (name.to_owned(), at.into()));
            let text = serde_json::Value::Object(text.collect()).to_string();
            let document = Document::parse(&text).unwrap();
            for (at, name) in names.iter().enumerate() {
                let node = document.member(document.root(), name).unwrap();
                assert_eq!(document.value(node).to_string(), at.to_string(), "{name:?}");
            }
            for other in ["a\0\0", "b", "abcdefghij", "abcdefgi"] {
                assert!(
                    document.member(document.root(), other).is_none(),
                    "{other:?}"
                );
            }
            let crate::json::NodeKind::Object(members) = document.kind(document.root()) else {
                panic!("an object");
            };
            let keys = Key::all(["abcdefgh", "ab"]);
            let found: Vec<_> = members
                .matched(&keys)
                .filter_map(|(found, _)| found.ok())
                .collect();
            assert_eq!(found, [1, 0]);
        }
    }
}
