//! Avro's changes, told as every format tells them.

use super::model::{Change, Location, Scope};
use crate::format::avro::{self, Schema, Spot};

/// Every change from `old` to `new`, format-neutral.
///
/// Whom a change breaks is told for the default rules; what stands between a change and a value is
/// the verdict's to know.
pub fn avro_changes(old: &Schema, new: &Schema) -> Vec<Change> {
    avro_changes_within(old, new, Scope::All)
}

pub(crate) fn avro_changes_within(old: &Schema, new: &Schema, scope: Scope) -> Vec<Change> {
    let location = |schema: &Schema, spot: Spot| {
        Some(Location {
            text: schema.text_index(spot),
            place: schema.place(spot),
            pointer: None,
        })
    };
    avro::changes_within(old, new, scope)
        .into_iter()
        .map(|change| Change {
            kind: change.kind.name(),
            breaks: change.breaks,
            message: change.message,
            old: location(old, change.old),
            new: location(new, change.new),
            path: change.path,
        })
        .collect()
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
