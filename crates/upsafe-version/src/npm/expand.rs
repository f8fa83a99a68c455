//! From what people write to plain comparators: `^1.2`, `~1.2`, `1.x`, `1.2 - 2.3`.
//!
//! Each step takes a text and gives one, as in node-semver, since its results depend on it.

use super::Options;
use super::grammar::{Parts, is_space};
use crate::Number;

/// Rewrites one alternative of a range, with single spaces, to comparators.
pub(super) fn alternative(text: &str, options: Options) -> Vec<String> {
    let text = hyphen(text, options).unwrap_or_else(|| text.to_owned());
    let text = join_operators(&text, options.loose);
    let text = join_sign(&text, "~");
    let text = join_sign(&text, "^");
    let words: Vec<String> = text
        .split(' ')
        .map(|word| comparator(word, options))
        .collect();
    let text = words.join(" ");
    // A text that begins or ends with a space has an empty word there; one between words is lost.
    let mut expanded: Vec<String> = Vec::new();
    let last = text.split(is_space).count() - 1;
    for (n, word) in text.split(is_space).enumerate() {
        if !word.is_empty() || n == 0 || (n == last && !expanded.is_empty()) {
            expanded.push(drop_lowest(word, options).to_owned());
        }
    }
    // Several spaces at the start make one empty word, not several.
    expanded
}

/// `1.2 - 2.3`.
fn hyphen(text: &str, options: Options) -> Option<String> {
    text.match_indices(" - ").find_map(|(at, sign)| {
        let (from, to) = (&text[..at], &text[at + sign.len()..]);
        let to = to.strip_suffix(' ').unwrap_or(to);
        let (low, high) = (
            Parts::of(from, options.loose)?,
            Parts::of(to, options.loose)?,
        );
        let zero = zero(options);
        let low = match low.numbers {
            _ if low.is_x(0) => String::new(),
            [Some(major), ..] if low.is_x(1) => format!(">={major}.0.0{zero}"),
            [Some(major), Some(minor), _] if low.is_x(2) => format!(">={major}.{minor}.0{zero}"),
            _ if low.prerelease.is_some() => format!(">={from}"),
            _ => format!(">={from}{zero}"),
        };
        let high = match (high.numbers, high.prerelease) {
            _ if high.is_x(0) => String::new(),
            ([Some(major), ..], _) if high.is_x(1) => format!("<{}.0.0-0", next(major)),
            ([Some(major), Some(minor), _], _) if high.is_x(2) => {
                format!("<{major}.{}.0-0", next(minor))
            }
            ([Some(major), Some(minor), Some(patch)], Some(prerelease)) => {
                format!("<={major}.{minor}.{patch}-{prerelease}")
            }
            ([Some(major), Some(minor), Some(patch)], None) if options.include_prerelease => {
                format!("<{major}.{minor}.{}-0", next(patch))
            }
            _ => format!("<={to}"),
        };
        Some(format!("{low} {high}").trim_matches(is_space).to_owned())
    })
}

/// Takes out the space between an operator and the version behind it: one, so that build metadata
/// that stood between the two keeps them apart.
fn join_operators(text: &str, loose: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let from_operator = rest.trim_start_matches(is_space);
        let spaces = &rest[..rest.len() - from_operator.len()];
        let operator_len = operator_len(from_operator);
        let (operator, behind) = from_operator.split_at(operator_len);
        let version = behind.strip_prefix(is_space).unwrap_or(behind);
        let numbers = version.trim_start_matches(|c| matches!(c, 'v' | '=') || is_space(c));
        if numbers.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*')) {
            let end = version.len() - numbers.len() + version_len(numbers, loose);
            out.push_str(spaces);
            out.push_str(operator);
            out.push_str(&version[..end]);
            rest = &version[end..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// `<`, `>`, `=`, `<=` or `>=`.
fn operator_len(text: &str) -> usize {
    let sign = usize::from(text.starts_with(['<', '>']));
    sign + usize::from(text[sign..].starts_with('='))
}

/// How much of `text` a version or a part of one takes: up to three numbers with dots, and what may
/// belong to a pre-release.
fn version_len(text: &str, loose: bool) -> usize {
    let bytes = text.as_bytes();
    let digits = |at: usize| {
        bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut at = 0;
    for n in 0..3 {
        if n > 0 {
            let has_more = bytes.get(at) == Some(&b'.')
                && bytes
                    .get(at + 1)
                    .is_some_and(|b| b.is_ascii_digit() || matches!(b, b'x' | b'X' | b'*'));
            if !has_more {
                return at;
            }
            at += 1;
        }
        at += match bytes.get(at) {
            Some(b'0') if !loose && n < 2 && bytes.get(at + 1) != Some(&b'.') => digits(at).min(1),
            Some(b) if b.is_ascii_digit() => digits(at),
            _ => 1,
        };
    }
    let is_suffix = |b: &&u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    at + match bytes.get(at) {
        Some(b'-') => bytes[at..].iter().take_while(is_suffix).count(),
        Some(b) if b.is_ascii_alphanumeric() => bytes[at..].iter().take_while(is_suffix).count(),
        _ => 0,
    }
}

/// Takes out the space behind `~`, `~>` or `^`: one, as between an operator and its version.
fn join_sign(text: &str, sign: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(sign) {
        let behind = &rest[at + sign.len()..];
        let behind_arrow = if sign == "~" {
            behind.strip_prefix('>')
        } else {
            None
        };
        let spaced = behind_arrow.unwrap_or(behind);
        out.push_str(&rest[..at + sign.len()]);
        // With a space behind it the `>` of `~>` goes as well.
        rest = spaced.strip_prefix(is_space).unwrap_or(behind);
    }
    out.push_str(rest);
    out
}

/// Rewrites one word.
fn comparator(word: &str, options: Options) -> String {
    if let Some(expanded) = caret(word, options).or_else(|| tilde(word, options)) {
        return expanded;
    }
    let word = x_range(word, options).unwrap_or_else(|| word.to_owned());
    drop_star(&word)
}

fn caret(word: &str, options: Options) -> Option<String> {
    let parts = Parts::of(word.strip_prefix('^')?, options.loose)?;
    let zero = zero(options);
    let Some((major, minor, patch)) = written(&parts) else {
        return Some(String::new());
    };
    let high = match (major, minor, patch) {
        ("0", Some("0"), Some(patch)) => format!("0.0.{}", next(patch)),
        ("0", Some(minor), _) => format!("0.{}.0", next(minor)),
        _ => format!("{}.0.0", next(major)),
    };
    Some(match (minor, patch, parts.prerelease) {
        (Some(minor), Some(patch), Some(pre)) => {
            format!(">={major}.{minor}.{patch}-{pre} <{high}-0")
        }
        (Some(minor), Some(patch), None) => format!(">={major}.{minor}.{patch} <{high}-0"),
        (minor, ..) => format!(">={major}.{}.0{zero} <{high}-0", minor.unwrap_or("0")),
    })
}

fn tilde(word: &str, options: Options) -> Option<String> {
    let behind = word.strip_prefix('~')?;
    let parts = Parts::of(behind.strip_prefix('>').unwrap_or(behind), options.loose)?;
    let zero = zero(options);
    let Some((major, minor, patch)) = written(&parts) else {
        return Some(String::new());
    };
    let Some(minor) = minor else {
        return Some(format!(">={major}.0.0{zero} <{}.0.0-0", next(major)));
    };
    let high = next(minor);
    Some(match (patch, parts.prerelease) {
        (None, _) => format!(">={major}.{minor}.0{zero} <{major}.{high}.0-0"),
        (Some(patch), Some(pre)) => format!(">={major}.{minor}.{patch}-{pre} <{major}.{high}.0-0"),
        (Some(patch), None) => format!(">={major}.{minor}.{patch} <{major}.{high}.0-0"),
    })
}

/// `1.x`, `>1.2`, `*`; `None` leaves the word as it is.
fn x_range(word: &str, options: Options) -> Option<String> {
    let sign_len = operator_len(word);
    let (sign, behind) = word.split_at(sign_len);
    let parts = Parts::of(behind, options.loose)?;
    let is_wrong = (parts.is_x(0) && !parts.is_x(1))
        || (parts.is_x(1) && parts.numbers[2].is_some() && !parts.is_x(2));
    if is_wrong {
        return None;
    }
    let Some((major, minor, patch)) = written(&parts) else {
        let is_nothing = matches!(sign, "<" | ">");
        return Some(if is_nothing { "<0.0.0-0" } else { "*" }.to_owned());
    };
    if patch.is_some() {
        return None;
    }
    let zero = zero(options);
    let lowest = format!("{major}.{}.0", minor.unwrap_or("0"));
    let above = match minor {
        None => format!("{}.0.0", next(major)),
        Some(minor) => format!("{major}.{}.0", next(minor)),
    };
    Some(match sign {
        ">" => format!(">={above}{zero}"),
        ">=" => format!(">={lowest}{zero}"),
        "<" => format!("<{lowest}-0"),
        "<=" => format!("<{above}-0"),
        _ => format!(">={lowest}{zero} <{above}-0"),
    })
}

/// Takes out the first `*`, with the operator before it.
fn drop_star(word: &str) -> String {
    let Some(at) = word.find('*') else {
        return word.to_owned();
    };
    let mut before = word[..at].trim_end_matches(is_space);
    before = before.strip_suffix('=').unwrap_or(before);
    before = before.strip_suffix(['<', '>']).unwrap_or(before);
    format!("{before}{}", &word[at + 1..])
}

/// Every version meets `>=0.0.0`, so that it says nothing.
fn drop_lowest(word: &str, options: Options) -> &str {
    let lowest = if options.include_prerelease {
        ">=0.0.0-0"
    } else {
        ">=0.0.0"
    };
    if word == lowest { "" } else { word }
}

/// The numbers up to the first wildcard; `None` if that is the first.
fn written<'a>(parts: &Parts<'a>) -> Option<(&'a str, Option<&'a str>, Option<&'a str>)> {
    let [major, minor, patch] = parts.numbers;
    let major = major.filter(|_| !parts.is_x(0))?;
    let minor = minor.filter(|_| !parts.is_x(1));
    let patch = patch.filter(|_| minor.is_some() && !parts.is_x(2));
    Some((major, minor, patch))
}

/// What makes a lowest version take its pre-releases in.
fn zero(options: Options) -> &'static str {
    if options.include_prerelease { "-0" } else { "" }
}

fn next(digits: &str) -> Number {
    Number::from_digits(digits).unwrap_or(Number::ZERO).next()
}
