//! Avro's changes, told as every format tells them.

use super::model::{Breaks, Change, Location};
use crate::format::avro::{self, ChangeKind, Schema, Spot};

/// Every change from `old` to `new`, format-neutral.
///
/// [`Breaks`] is told for the default rules: unqualified names agree, and a value that is read
/// with another meaning counts as broken. An alias that makes one field of the reader two fields
/// of the writer is told as harmless; the verdict knows.
pub fn avro_changes(old: &Schema, new: &Schema) -> Vec<Change> {
    let location = |schema: &Schema, spot: Spot| {
        Some(Location {
            text: schema.text_index(spot),
            place: schema.place(spot),
            pointer: None,
        })
    };
    avro::changes(old, new)
        .into_iter()
        .map(|change| Change {
            kind: change.kind.name(),
            breaks: breaks(&change.kind),
            message: change.message,
            old: location(old, change.old),
            new: location(new, change.new),
            path: change.path,
        })
        .collect()
}

fn breaks(kind: &ChangeKind) -> Breaks {
    match kind {
        ChangeKind::TypeNarrowed
        | ChangeKind::MadePlain
        | ChangeKind::BranchRemoved(_)
        | ChangeKind::FieldAdded {
            has_default: false, ..
        }
        | ChangeKind::SymbolRemoved(_) => Breaks::Readers,
        ChangeKind::TypeWidened
        | ChangeKind::MadeUnion
        | ChangeKind::BranchAdded(_)
        | ChangeKind::NameChanged { has_alias: true }
        | ChangeKind::FieldRemoved {
            has_default: false, ..
        }
        | ChangeKind::SymbolAdded(_) => Breaks::Writers,
        // A smaller precision is misread backward, a greater one forward.
        ChangeKind::PrecisionChanged { from, to } if from > to => Breaks::Readers,
        ChangeKind::PrecisionChanged { .. } => Breaks::Writers,
        ChangeKind::TypeChanged
        | ChangeKind::NameChanged { has_alias: false }
        | ChangeKind::FieldRenamed { .. }
        | ChangeKind::SizeChanged { .. }
        | ChangeKind::LogicalAdded
        | ChangeKind::LogicalRemoved
        | ChangeKind::LogicalChanged
        | ChangeKind::ScaleChanged { .. } => Breaks::Both,
        ChangeKind::BranchMoved(_)
        | ChangeKind::NamespaceChanged
        | ChangeKind::AliasAdded(_)
        | ChangeKind::AliasRemoved(_)
        | ChangeKind::ErrorChanged
        | ChangeKind::FieldAdded { .. }
        | ChangeKind::FieldRemoved { .. }
        | ChangeKind::FieldMoved(_)
        | ChangeKind::DefaultAdded(_)
        | ChangeKind::DefaultRemoved(_)
        | ChangeKind::DefaultChanged(_)
        | ChangeKind::FieldAliasAdded { .. }
        | ChangeKind::FieldAliasRemoved { .. }
        | ChangeKind::OrderChanged(_)
        | ChangeKind::SymbolMoved(_)
        | ChangeKind::EnumDefaultAdded(_)
        | ChangeKind::EnumDefaultRemoved(_)
        | ChangeKind::EnumDefaultChanged
        | ChangeKind::DocChanged
        | ChangeKind::PropertyAdded(_)
        | ChangeKind::PropertyRemoved(_)
        | ChangeKind::PropertyChanged(_) => Breaks::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::avro_changes;
    use crate::format::avro::Schema;

    fn check(old: &str, new: &str, expected: &[&str]) {
        let parse = |text: &str| Schema::parse(text).unwrap();
        let told: Vec<String> = avro_changes(&parse(old), &parse(new))
            .iter()
            .map(|change| {
                let at = |location: &Option<super::Location>| {
                    let place = location.as_ref().unwrap().place;
                    format!("{}:{}", place.line, place.column)
                };
                let (old, new) = (at(&change.old), at(&change.new));
                format!("{} {} {old} {new}", change.kind, change.breaks.name())
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn changes_of_avro_have_both_places_and_say_whom_they_can_break() {
        check(r#""int""#, r#""long""#, &["type-widened writers 1:1 1:1"]);
        check(
            r#"{"type":"record","name":"a","fields":[]}"#,
            "{\"type\":\"record\",\"name\":\"a\",\"fields\":[\n {\"name\":\"x\",\"type\":\"int\"}]}",
            &["field-added readers 1:1 2:2"],
        );
        check(
            r#"{"type":"enum","name":"e","symbols":["A","B"]}"#,
            r#"{"type":"enum","name":"e","symbols":["A"],"doc":"d"}"#,
            &[
                "doc-changed nobody 1:1 1:1",
                "symbol-removed readers 1:42 1:1",
            ],
        );
        check(r#""int""#, r#""int""#, &[]);
    }
}
