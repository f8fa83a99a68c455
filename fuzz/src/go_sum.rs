//! go.sum: nothing that a line says gets lost, and no conflict is overlooked.

use std::collections::{BTreeMap, BTreeSet};

use upsafe::deps::ecosystem::go::sum::{GoSum, H1, OddityKind};

use crate::promise;

/// Reads a go.sum and counts what must have been found.
pub fn run(data: &[u8]) {
    let sum = GoSum::parse(data);
    let text = String::from_utf8_lossy(data);
    let mut hashes: BTreeMap<_, BTreeSet<&str>> = BTreeMap::new();
    let mut n_lines: BTreeMap<_, usize> = BTreeMap::new();
    for line in &sum.lines {
        promise::position(&text, line.span.line as usize, line.span.column as usize);
        promise::position(
            &text,
            line.hash_span.line as usize,
            line.hash_span.end_column as usize,
        );
        let row = text
            .split('\n')
            .nth(line.span.line as usize - 1)
            .unwrap_or_default();
        assert!(
            row.contains(&line.hash) && row.contains(line.key.path.as_str()),
            "{line:?}"
        );
        if let Some(hash) = H1::parse(&line.hash) {
            assert_eq!(hash.to_string(), line.hash, "one hash, two texts");
        }
        hashes.entry(&line.key).or_default().insert(&line.hash);
        *n_lines.entry(&line.key).or_default() += 1;
        assert!(sum.of(&line.key).any(|other| other == line));
    }
    let mut n_extra = 0;
    for oddity in &sum.oddities {
        promise::talk(&oddity);
        promise::position(
            &text,
            oddity.span.line as usize,
            oddity.span.column as usize,
        );
        match &oddity.kind {
            OddityKind::Conflict { first, key } => {
                assert!(
                    *first < oddity.span.line && hashes[key].len() > 1,
                    "{oddity:?}"
                );
                n_extra += 1;
            }
            OddityKind::Repeated { first } => {
                assert!(*first < oddity.span.line, "{oddity:?}");
                n_extra += 1;
            }
            _ => {}
        }
    }
    // Every line but the first for its key is a repetition or a conflict.
    let expected: usize = n_lines.values().map(|n| n - 1).sum();
    assert_eq!(n_extra, expected);
    assert!(sum.oddities.is_sorted_by_key(|oddity| oddity.span.line));
}
