//! The shapes that node-semver's regular expressions match, as plain scanners.

use crate::identifiers::{is_identifier_byte, is_numeric};

/// The longest version in UTF-16 units, and the longest number in a range.
pub(super) const MAX_LENGTH: usize = 256;

/// The longest range in bytes: the rewritings take time that grows with the square of the length.
pub(super) const MAX_RANGE_LENGTH: usize = 16 * 1024;

/// The greatest number, 2^53 - 1.
pub(super) const MAX_SAFE_INTEGER: u64 = 9_007_199_254_740_991;

/// The parts of `1.2.3-pre+build`, of which all but the first may be missing and each number may be
/// `x`, `X` or `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// What stands before the numbers: `v`, `=` and white space.
    pub(super) prefix: &'a str,
    pub(super) numbers: [Option<&'a str>; 3],
    pub(super) prerelease: Option<&'a str>,
    pub(super) build: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Matches a whole text.
    pub(super) fn of(text: &'a str, loose: bool) -> Option<Self> {
        let rest = text.trim_start_matches(|c| matches!(c, 'v' | '=') || is_space(c));
        let prefix = &text[..text.len() - rest.len()];
        let mut parts = Self {
            prefix,
            numbers: [None; 3],
            prerelease: None,
            build: None,
        };
        let mut rest = rest;
        for n in 0..3 {
            if n > 0 {
                match rest.strip_prefix('.') {
                    Some(behind) => rest = behind,
                    None => return rest.is_empty().then_some(parts),
                }
            }
            let number = number(rest, loose)?;
            parts.numbers[n] = Some(number);
            rest = &rest[number.len()..];
        }
        if loose
            && rest.starts_with('.')
            && let Some(patch) = parts.numbers[2]
            && let Some((shorter, _)) = patch.split_at_checked(patch.len() - 1)
            && is_numeric(shorter)
        {
            // The expression gives back one digit, so that `1.2.34.5` is `1.2.3-4.5`.
            parts.numbers[2] = Some(shorter);
            rest = &text[text.len() - rest.len() - 1..];
        }
        if let Some(found) = prerelease(rest, loose) {
            parts.prerelease = Some(found.identifiers);
            rest = found.rest;
        }
        if let Some(behind) = rest.strip_prefix('+') {
            let build = identifiers(behind, |identifier| !identifier.is_empty())?;
            parts.build = Some(build);
            rest = &behind[build.len()..];
        }
        rest.is_empty().then_some(parts)
    }

    /// Whether the first, second or third number is missing or a wildcard.
    pub(super) fn is_x(&self, n: usize) -> bool {
        self.numbers[n].is_none_or(|number| matches!(number, "x" | "X" | "*"))
    }

    /// Whether this is a version: three numbers, and in front of them at most what may stand there.
    pub(super) fn is_version(&self, loose: bool) -> bool {
        (loose || matches!(self.prefix, "" | "v")) && (0..3).all(|n| !self.is_x(n))
    }
}

fn number(text: &str, loose: bool) -> Option<&str> {
    if let Some('x' | 'X' | '*') = text.chars().next() {
        return Some(&text[..1]);
    }
    let digits = &text[..text.bytes().take_while(u8::is_ascii_digit).count()];
    let fits = !digits.is_empty()
        && digits.len() <= MAX_LENGTH + usize::from(!loose)
        && (loose || digits == "0" || !digits.starts_with('0'));
    fits.then_some(digits)
}

struct Prerelease<'a> {
    identifiers: &'a str,
    rest: &'a str,
}

fn prerelease(text: &str, loose: bool) -> Option<Prerelease<'_>> {
    let fits = |identifier: &str| !identifier.is_empty() && (loose || !has_zero(identifier));
    let after_dash = text.strip_prefix('-').and_then(|behind| {
        let identifiers = identifiers(behind, fits)?;
        Some(Prerelease {
            identifiers,
            rest: &behind[identifiers.len()..],
        })
    });
    after_dash.or_else(|| {
        // Loosely the `-` is optional, and then it may be the first identifier.
        let identifiers = if loose {
            identifiers(text, fits)?
        } else {
            return None;
        };
        Some(Prerelease {
            identifiers,
            rest: &text[identifiers.len()..],
        })
    })
}

/// Whether an identifier is a number with a zero too many.
fn has_zero(identifier: &str) -> bool {
    identifier.len() > 1 && identifier.starts_with('0') && is_numeric(identifier)
}

/// The dot-separated identifiers at the start of `text`; `None` if one of them does not fit.
fn identifiers(text: &str, fits: impl Fn(&str) -> bool) -> Option<&str> {
    let end = text
        .bytes()
        .take_while(|&b| is_identifier_byte(b) || b == b'.')
        .count();
    let list = &text[..end];
    list.split('.').all(fits).then_some(list)
}

/// Whether `text` is a list of identifiers that may follow the `-` of a pre-release.
pub(super) fn is_prerelease(text: &str, loose: bool) -> bool {
    identifiers(text, |identifier| {
        !identifier.is_empty() && (loose || !has_zero(identifier))
    })
    .is_some_and(|list| list.len() == text.len())
}

/// White space as JavaScript's `\s` and `trim` have it.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
            | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, loose: bool, expected: Option<(&str, Option<&str>)>) {
        let found = Parts::of(text, loose).map(|parts| {
            let numbers: Vec<_> = parts.numbers.iter().flatten().copied().collect();
            (numbers.join("."), parts.prerelease)
        });
        assert_eq!(
            found,
            expected.map(|(numbers, pre)| (numbers.to_owned(), pre)),
            "{text}"
        );
    }

    #[test]
    fn strict_shapes() {
        check("1.2.3-a.1", false, Some(("1.2.3", Some("a.1"))));
        check("v=1.x", false, Some(("1.x", None)));
        check("*", false, Some(("*", None)));
        check("1.2.3-", false, None);
        check("1.2.3-01", false, None);
        check("01.2", false, None);
        check("1.2.3beta", false, None);
        check("1.2-beta", false, None);
    }

    #[test]
    fn loose_shapes() {
        check("= v 01.2.3beta", true, Some(("01.2.3", Some("beta"))));
        check("1.2.3-", true, Some(("1.2.3", Some("-"))));
        check("1.2.34.5", true, Some(("1.2.3", Some("4.5"))));
        check("1.2.3.4", true, None);
    }
}
