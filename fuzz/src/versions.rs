//! Versions and ranges of every scheme: orders are orders, and what is printed can be read.

use std::cmp::Ordering;

use serde_json::{Value, json};
use upsafe_version::{Part, Scheme, batch};

use crate::promise;

/// The first byte chooses a scheme, the lines behind it are three versions and a range.
pub fn run(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else {
        return;
    };
    let Some(text) = promise::text(rest) else {
        return;
    };
    let schemes = Scheme::all();
    let scheme = schemes[first as usize % schemes.len()];
    let mut lines = text.split('\n').chain(std::iter::repeat(""));
    let mut line = || lines.next().unwrap_or_default();
    let (a, b, c, range) = (line(), line(), line(), line());
    for version in [a, b, c] {
        one(scheme, version);
        if let Err(error) = scheme.satisfies(version, range) {
            promise::talk(&error);
        }
    }
    two(scheme, a, b);
    three(scheme, [a, b, c]);
    for operation in batch::operations(scheme) {
        let arguments = [json!(a), json!(b), json!(c)];
        for n in 0..=arguments.len() {
            if let Err(error) =
                batch::evaluate(scheme.name(), operation, &arguments[..n], &Value::Null)
            {
                promise::talk(&error);
            }
        }
    }
}

fn one(scheme: Scheme, version: &str) {
    if let Err(error) = scheme.check(version) {
        promise::talk(&error);
        assert!(!scheme.valid(version));
        if let Some(span) = error.span() {
            promise::span(version, &span);
        }
        return;
    }
    let canonical = scheme.canonical(version);
    let canonical = canonical.expect("a version has a canonical form");
    // Maven's own canonical form drops zeros that count: it is for people, not to be read again.
    if scheme != Scheme::Maven {
        let again = scheme.canonical(&canonical);
        assert_eq!(again.as_deref(), Ok(&*canonical), "{scheme} {version:?}");
        let order = scheme.compare(version, &canonical);
        assert_eq!(order, Ok(Ordering::Equal), "{scheme} {version:?}");
    }
    assert_eq!(scheme.compare(version, version), Ok(Ordering::Equal));
    assert!(scheme.class(version).is_ok(), "{scheme} {version:?}");
    for part in [Part::Major, Part::Minor, Part::Patch] {
        let Ok(next) = scheme.bump(version, part) else {
            continue;
        };
        let order = scheme.compare(version, &next);
        assert_eq!(
            order,
            Ok(Ordering::Less),
            "{scheme} {version:?} to {next:?} by {part}"
        );
    }
}

fn two(scheme: Scheme, a: &str, b: &str) {
    let (Ok(forth), Ok(back)) = (scheme.compare(a, b), scheme.compare(b, a)) else {
        return;
    };
    assert_eq!(forth, back.reverse(), "{scheme} {a:?} {b:?}");
    let difference = (scheme.difference(a, b), scheme.difference(b, a));
    assert_eq!(difference.0, difference.1, "{scheme} {a:?} {b:?}");
}

fn three(scheme: Scheme, versions: [&str; 3]) {
    let mut sorted = versions;
    if scheme.sort(&mut sorted).is_err() {
        assert_eq!(sorted, versions, "sort refuses before it moves");
        return;
    }
    for [low, high] in [[0, 1], [1, 2], [0, 2]] {
        let order = scheme.compare(sorted[low], sorted[high]);
        assert_ne!(order, Ok(Ordering::Greater), "{scheme} {sorted:?}");
    }
}
