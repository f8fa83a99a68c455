//! Avro: what a reader makes of what a writer wrote.

mod changes;
mod hostile;
mod judging;
mod laws;
mod misread;
mod parsing;
mod peers;
mod resolution;
mod sources;
mod transitive;

use upsafe_schema::Budget;
use upsafe_schema::format::avro::{Class, Comparison, Rules, Schema, compare};

/// A schema from a text in which single quotes stand for double ones.
pub(crate) fn schema(text: &str) -> Schema {
    let text = text.replace('\'', "\"");
    Schema::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn comparison(old: &str, new: &str, rules: Rules) -> Comparison {
    compare(&schema(new), &schema(old), rules, Budget::default())
}

/// The verdict; each disagreement as `kind location`, with line and column of reader and writer;
/// the example of the verdict as JSON and hexadecimal digits.
pub(crate) fn told(old: &str, new: &str, rules: Rules) -> String {
    use upsafe_schema::Verdict;
    let (writer, reader) = (schema(old), schema(new));
    let found = compare(&reader, &writer, rules, Budget::default());
    let is_refused = found.verdict.name() == "incompatible";
    let mut text = found.verdict.name().to_owned();
    for conflict in &found.conflicts {
        let (r, w) = (reader.place(conflict.reader), writer.place(conflict.writer));
        text.push_str(&format!(
            "; {} {} {}:{}<{}:{}",
            conflict.kind.name(),
            conflict.location,
            r.line,
            r.column,
            w.line,
            w.column
        ));
        // Where every value is refused, none shows that another part of it is misread.
        let is_hidden = is_refused && conflict.kind.class() == Class::Misread;
        assert!(
            conflict.example.is_some() || is_hidden,
            "no example: {old} {new} {conflict:?}"
        );
    }
    match &found.verdict {
        Verdict::Incompatible(witness) | Verdict::Misread(witness) => {
            let example = &witness.document;
            text.push_str(&format!("; {} {}", example.json(), example.hex()));
        }
        Verdict::Unknown(unknown) => text.push_str(&format!("; {}", unknown.reason)),
        Verdict::Compatible(_) => {}
    }
    text
}

pub(crate) fn check_with(rules: Rules, old: &str, new: &str, expected: &str) {
    assert_eq!(told(old, new, rules), expected, "\nold {old}\nnew {new}");
}

pub(crate) fn check(old: &str, new: &str, expected: &str) {
    check_with(Rules::default(), old, new, expected);
}
