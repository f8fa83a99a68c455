//! Sets of code points as sorted, disjoint, inclusive ranges.

use regex_syntax::hir::{Class as HirClass, HirKind};

/// The last code point.
pub(super) const LAST: u32 = 0x10_FFFF;

/// A set of code points. Invariant: sorted, disjoint, not touching; no surrogates.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Class(Vec<(u32, u32)>);

impl Class {
    pub(super) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> Class {
        let mut ranges: Vec<_> = ranges.into_iter().filter(|(a, b)| a <= b).collect();
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1.saturating_add(1) => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Class(merged)
    }

    pub(super) fn one(c: char) -> Class {
        Class(vec![(u32::from(c), u32::from(c))])
    }

    pub(super) fn chars(pairs: &[(char, char)]) -> Class {
        Class::of(pairs.iter().map(|&(a, b)| (u32::from(a), u32::from(b))))
    }

    /// Every character a JSON string may hold: all code points but surrogates.
    pub(super) fn any() -> Class {
        Class(vec![(0, 0xD7FF), (0xE000, LAST)])
    }

    pub(super) fn union(&self, other: &Class) -> Class {
        Class::of(self.0.iter().chain(&other.0).copied())
    }

    /// All characters that are not in it.
    pub(super) fn complement(&self) -> Class {
        let mut gaps = Vec::new();
        let mut next = 0;
        for &(start, end) in &self.0 {
            if next < start {
                gaps.push((next, start - 1));
            }
            next = end + 1;
        }
        if next <= LAST {
            gaps.push((next, LAST));
        }
        let mut kept = Vec::new();
        for (start, end) in gaps {
            kept.push((start, end.min(0xD7FF)));
            kept.push((start.max(0xE000), end));
        }
        Class::of(kept)
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, code: u32) -> bool {
        self.0
            .binary_search_by(|&(start, end)| {
                if end < code {
                    std::cmp::Ordering::Less
                } else if start > code {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            })
            .is_ok()
    }

    /// `\d`
    pub(super) fn digit() -> Class {
        Class::chars(&[('0', '9')])
    }

    /// `\w`
    pub(super) fn word() -> Class {
        Class::chars(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
    }

    /// `\s`: white space and line terminators of ECMA 262.
    pub(super) fn space() -> Class {
        Class::of([
            (0x9, 0xD),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ])
    }

    /// `.`: everything but line terminators.
    pub(super) fn dot() -> Class {
        Class::of([(0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029)]).complement()
    }

    /// `\p{name}`, from the tables of `regex-syntax`.
    pub(super) fn property(name: &str) -> Option<Class> {
        let plain = name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '=' | ' '));
        if !plain {
            return None;
        }
        let hir = regex_syntax::parse(&format!(r"\p{{{name}}}")).ok()?;
        match hir.into_kind() {
            HirKind::Class(HirClass::Unicode(class)) => Some(Class::of(
                class
                    .ranges()
                    .iter()
                    .map(|r| (u32::from(r.start()), u32::from(r.end()))),
            )),
            _ => None,
        }
    }
}
