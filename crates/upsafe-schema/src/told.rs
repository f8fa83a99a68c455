//! What is told about a pair that breaks: the changes that can break it, each with what the reader
//! says about it, and what the reader says beside that. Nothing is told twice.

use std::ops::Range;

use crate::{
    any::Disagreement,
    change::{Change, Location},
    evidence::{MarkedChange, PairAnswer, Version},
    mode::Direction,
};

/// One thing to tell: a change, a disagreement, or both.
#[derive(Debug)]
pub(crate) struct Told<'e> {
    /// In one line.
    pub(crate) line: String,
    /// The kind of the change, or what the disagreement is.
    pub(crate) name: &'e str,
    /// The bytes of the new text.
    pub(crate) new: Option<Range<usize>>,
    /// The bytes of the old text.
    pub(crate) old: Option<Range<usize>>,
}

/// Everything to tell about an answer: what the witness shows first, then what else can break.
pub(crate) fn told<'e>(answer: &'e PairAnswer, version: &'e Version) -> Vec<Told<'e>> {
    let direction = answer.direction;
    let breaking: Vec<&MarkedChange> = version
        .changes
        .iter()
        .filter(|marked| marked.change.breaks.includes(direction))
        .collect();
    let disagreements = &answer.judgement.disagreements;
    let causes = causes(disagreements, &breaking, direction);
    let mut told = Vec::new();
    for (nth, (one, cause)) in disagreements.iter().zip(&causes).enumerate() {
        if cause.is_some() && causes[..nth].contains(cause) {
            continue;
        }
        told.push(match cause.map(|nth| breaking[nth]) {
            Some(marked) => both(one, marked, direction),
            None => alone(one, direction),
        });
    }
    let others = breaking.iter().enumerate();
    let others = others.filter(|(nth, _)| !causes.contains(&Some(*nth)));
    told.extend(others.map(|(_, marked)| Told {
        line: format!("can break it: {}", of_change(&marked.change)),
        name: marked.change.kind,
        new: marked.new.clone(),
        old: marked.old.clone(),
    }));
    told
}

fn of_change(change: &Change) -> String {
    format!("{}{}: {}", change.kind, at(&change.path), change.message)
}

fn at(path: &str) -> String {
    match path {
        "" => String::new(),
        _ => format!(" at `{path}`"),
    }
}

fn both<'e>(one: &Disagreement, marked: &'e MarkedChange, direction: Direction) -> Told<'e> {
    // The reader's word marks what refuses, the change what stood there before.
    let (new, old) = match direction {
        Direction::Backward => (
            one.reader.as_ref().or(marked.new.as_ref()),
            marked.old.as_ref(),
        ),
        Direction::Forward => (
            marked.new.as_ref(),
            one.reader.as_ref().or(marked.old.as_ref()),
        ),
    };
    Told {
        line: format!("{}; {}", of_change(&marked.change), one.message),
        name: marked.change.kind,
        new: new.cloned(),
        old: old.cloned(),
    }
}

fn alone(one: &Disagreement, direction: Direction) -> Told<'_> {
    let (new, old) = match direction {
        Direction::Backward => (&one.reader, &one.writer),
        Direction::Forward => (&one.writer, &one.reader),
    };
    Told {
        line: format!(
            "{}{}: {}{}",
            one.rule,
            at(&one.path),
            one.message,
            others(one)
        ),
        name: &one.rule,
        new: new.clone(),
        old: old.clone(),
    }
}

/// What other tools call it, for those who come from them.
fn others(one: &Disagreement) -> String {
    match one.aliases {
        [] => String::new(),
        names => format!(" ({})", names.join(", ")),
    }
}

/// The change behind each disagreement, by its number.
pub(crate) fn causes(
    disagreements: &[Disagreement],
    breaking: &[&MarkedChange],
    direction: Direction,
) -> Vec<Option<usize>> {
    let cause_of = |one| cause(one, breaking, direction);
    disagreements.iter().map(cause_of).collect()
}

/// The change behind a disagreement: at the very place, else the innermost in it, else one of the
/// schema that it stands in.
fn cause(one: &Disagreement, breaking: &[&MarkedChange], direction: Direction) -> Option<usize> {
    let read = |marked: &MarkedChange| match direction {
        Direction::Backward => marked.new.clone(),
        Direction::Forward => marked.old.clone(),
    };
    let is_there = |marked: &&MarkedChange| {
        one.reader.is_some() && read(marked) == one.reader && is_related(one, marked, direction)
    };
    if let Some(nth) = breaking.iter().position(is_there) {
        return Some(nth);
    }
    let related = breaking.iter().enumerate();
    let related = related.filter(|(_, marked)| is_related(one, marked, direction));
    let length = |marked: &MarkedChange| way(marked, direction).len();
    // Of equals the first.
    related
        .rev()
        .max_by_key(|(_, marked)| length(marked))
        .map(|(nth, _)| nth)
}

/// The way to a change as the disagreement tells its own: a JSON pointer into the reader where
/// the format has those, else through the data.
fn way(marked: &MarkedChange, direction: Direction) -> &str {
    let location: Option<&Location> = match direction {
        Direction::Backward => marked.change.new.as_ref(),
        Direction::Forward => marked.change.old.as_ref(),
    };
    let pointer = location.and_then(|location| location.pointer.as_deref());
    pointer.unwrap_or(&marked.change.path)
}

fn is_related(one: &Disagreement, marked: &MarkedChange, direction: Direction) -> bool {
    let way = way(marked, direction);
    is_within(way, &one.path) || way == around(&one.path)
}

/// The way without its last step.
fn around(way: &str) -> &str {
    &way[..way.rfind(STEPS).unwrap_or(0)]
}

/// What a step of a way starts with.
const STEPS: [char; 5] = ['/', '.', '[', '{', '<'];

/// Whether a way leads through another one.
fn is_within(way: &str, outer: &str) -> bool {
    way.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || outer.is_empty() || rest.starts_with(STEPS))
}

#[cfg(test)]
mod tests {
    use super::told;
    use crate::{
        Direction, MarkedChange, PairAnswer, Version,
        any::{Format, Judge, Parsed, Switches},
        change::Scope,
    };
    use upsafe_core::Sources;

    /// What is told about reading the old with the new: the line, and both places.
    fn check(format: Format, old: &str, new: &str, expected: &[(&str, &str, &str)]) {
        let parse = |text| Parsed::parse(format, text, Default::default(), &[]).unwrap();
        let (old_schema, new_schema) = (parse(old), parse(new));
        let version = Version {
            label: String::new(),
            source: Sources::new().add("old", old),
            changes: MarkedChange::between(&old_schema, &new_schema, Scope::All),
        };
        let answer = PairAnswer {
            version: 0,
            direction: Direction::Backward,
            judgement: Judge::Relation.compare(&new_schema, &old_schema, Switches::default()),
        };
        let found = told(&answer, &version);
        let found: Vec<_> = found
            .iter()
            .map(|one| {
                let (old_span, new_span) = (one.old.clone().unwrap(), one.new.clone().unwrap());
                (one.line.as_str(), &old[old_span], &new[new_span])
            })
            .collect();
        assert_eq!(found, expected, "{old} -> {new}");
    }

    #[test]
    fn a_change_is_told_with_what_the_reader_says_of_it() {
        check(
            Format::JsonSchema,
            r#"{"properties": {"a": {"type": "string"}}}"#,
            r#"{"properties": {"a": {"type": "string", "maxLength": 2}}}"#,
            &[(
                "max-length-added at `a`: `maxLength` `2` was added; \"aaa\" is longer than 2 characters",
                r#""a": {"type": "string"}"#,
                r#""maxLength": 2"#,
            )],
        );
        // A definition that moved: the old place is the one that was moved.
        check(
            Format::JsonSchema,
            r##"{"$ref": "#/$defs/a", "$defs": {"a": {"maxLength": 5}}}"##,
            r##"{"$ref": "#/$defs/b", "$defs": {"b": {"maxLength": 4}}}"##,
            &[(
                "max-length-decreased: `maxLength` changed from `5` to `4`; \"aaaaa\" is longer than 4 characters",
                r#""maxLength": 5"#,
                r#""maxLength": 4"#,
            )],
        );
        check(
            Format::Avro,
            r#"{"type": "record", "name": "a", "fields": []}"#,
            r#"{"type": "record", "name": "a", "fields": [{"name": "x", "type": "int"}]}"#,
            &[(
                "field-added: field `x` was added to `a` without a default; field `x` of `a` is not written and has no default",
                r#"{"type": "record", "name": "a", "fields": []}"#,
                r#"{"name": "x", "type": "int"}"#,
            )],
        );
    }

    #[test]
    fn changes_that_the_document_does_not_show_are_told_after_it() {
        check(
            Format::JsonSchema,
            r#"{"properties": {"a": {"minimum": 1}, "b": {"minimum": 1}}}"#,
            r#"{"properties": {"a": {"minimum": 2}, "b": {"minimum": 2}}}"#,
            &[
                (
                    "minimum-increased at `a`: `minimum` changed from `1` to `2`; 1 is less than the minimum of 2",
                    r#""minimum": 1"#,
                    r#""minimum": 2"#,
                ),
                (
                    "can break it: minimum-increased at `b`: `minimum` changed from `1` to `2`",
                    r#""minimum": 1"#,
                    r#""minimum": 2"#,
                ),
            ],
        );
    }
}
