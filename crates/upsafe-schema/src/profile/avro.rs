//! Avro as Java's `SchemaCompatibility` answers, which Confluent calls and Karapace's port follows.

use super::model::{Answer, Refusal};
use crate::budget::Budget;
use crate::format::avro::{Class, ConflictKind, Meanings, Rules, Schema, compare};
use crate::relation::Verdict;

pub(super) fn check(reader: &Schema, writer: &Schema) -> Answer {
    let rules = Rules {
        meanings: Meanings::Ignored,
        ..Rules::default()
    };
    let comparison = compare(reader, writer, rules, Budget::default());
    let refused: Vec<_> = comparison
        .conflicts
        .iter()
        .filter(|conflict| conflict.kind.class() == Class::Refused)
        .collect();
    for conflict in &refused {
        if let ConflictKind::AmbiguousField { .. } = conflict.kind {
            return Err(conflict.message.clone());
        }
    }
    if let (Verdict::Unknown(unknown), true) = (&comparison.verdict, refused.is_empty()) {
        return Err(unknown.to_string());
    }
    Ok(refused
        .into_iter()
        .map(|conflict| Refusal {
            rule: conflict.kind.name(),
            path: conflict.location.clone(),
        })
        .collect())
}
