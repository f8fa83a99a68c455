//! Questions in JSON lines: one object in, one object out, nothing kept between two.
//!
//! `{"id", "old", "new", "mode"?, "profile"?, "dialect"?, "writers"?, "defaults"?, "formats"?}` is
//! answered with `{"id", "compatible", "verdict", "findings": [{"rule", "path", "breaks", "confirmed",
//! "aliases"?, "message"}], "witness", "reason"}`. Instead of `old` a question may hold `history`, a list, oldest
//! first. Under a profile the answer is the incumbent's, and `proved` tells `{"verdict", "witness"}`
//! beside it. What is no question is answered with `{"id", "error"}`. A schema that cannot be read is
//! answered with both, for then nobody knows.

mod findings;
mod question;
mod row;

use std::fmt::Write as _;

use crate::{
    any::{Format, Judge, Judgement, Parsed, Ruling, Sample, Switches},
    format::json_schema::Dialect,
    json::Value,
    mode::{Direction, Mode},
    profile::Outcome,
    relation::{Verdict, Witness},
};
use question::Question;
use row::Row;

/// What holds for questions that do not say otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Defaults {
    /// The format of every schema.
    pub format: Format,
    /// The mode.
    pub mode: Mode,
    /// Who judges.
    pub judge: Judge,
    /// How a JSON Schema without `$schema` is read.
    pub dialect: Dialect,
    /// The meaning of reading, and the budget.
    pub switches: Switches,
}

/// Answers one line, without a line feed at the end.
pub fn answer(line: &str, defaults: &Defaults) -> String {
    let row = match Row::split(line) {
        Ok(row) => row,
        Err(error) => return refused(&Value::Null, &error),
    };
    let id = match row.value("id") {
        Ok(id) => id,
        Err(error) => return refused(&Value::Null, &error),
    };
    let mut question = match Question::read(row, defaults) {
        Ok(question) => question,
        Err(error) => return refused(&id, &error),
    };
    let (history, new) = match question.schemas(defaults.format) {
        Ok(schemas) => schemas,
        Err(error) => return unreadable(&id, &error),
    };
    let mut judgements = Vec::new();
    let answers = question.mode.check(&new, &history, |reader, writer| {
        let judgement = question.judge.compare(reader, writer, question.switches);
        let verdict = judgement.verdict.clone();
        judgements.push(judgement);
        verdict
    });
    let asked = answers.iter().zip(&judgements);
    let asked = asked.map(|(answer, judgement)| Asked {
        version: answer.version,
        direction: answer.direction,
        judgement,
    });
    answered(&id, &asked.collect::<Vec<_>>(), &history, &new)
}

/// The answer to a line that is no text.
pub fn refused_bytes(message: &str) -> String {
    refused(&Value::Null, message)
}

fn refused(id: &Value, message: &str) -> String {
    format!("{{\"id\":{id},\"error\":{}}}", Value::text(message))
}

fn unreadable(id: &Value, message: &str) -> String {
    let message = Value::text(message);
    format!(
        "{{\"id\":{id},\"compatible\":false,\"verdict\":\"unknown\",\"findings\":[],\
         \"witness\":null,\"reason\":{message},\"error\":{message}}}"
    )
}

/// One answer about one version.
struct Asked<'a> {
    version: usize,
    direction: Direction,
    judgement: &'a Judgement,
}

fn answered(id: &Value, asked: &[Asked<'_>], history: &[Parsed], new: &Parsed) -> String {
    // Of equals the first, which is the newest version.
    let worst = |rank: fn(&Judgement) -> Ruling| {
        let judgements = asked.iter().rev().map(|one| one.judgement);
        judgements.max_by_key(|judgement| rank(judgement))
    };
    let ruling = worst(Judgement::ruling);
    let verdict = ruling.map_or(Ruling::Compatible, Judgement::ruling);
    let shown = ruling.filter(|_| verdict >= Ruling::Misread);
    let shown = shown.and_then(Judgement::witness);
    let findings = findings::of(asked, history, new);
    let mut line = format!(
        "{{\"id\":{id},\"compatible\":{},\"verdict\":\"{}\",\"findings\":[{}],\"witness\":{}",
        verdict == Ruling::Compatible,
        verdict.name(),
        findings.join(","),
        witness(shown)
    );
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(line, ",\"{name}\":{}", Value::text(&value)).expect("a String can be written");
        }
    };
    let sample = shown.map(|witness| &witness.document);
    add("hex", sample.and_then(|sample| sample.hex.clone()));
    let outcome = sample.and_then(|sample| sample.outcome.clone());
    add("reason", outcome.or_else(|| ruling.and_then(unknown)));
    if ruling.is_some_and(|judgement| judgement.incumbent.is_some())
        && let Some(proved) = worst(Judgement::proved)
    {
        let beside = format!(
            ",\"proved\":{{\"verdict\":\"{}\",\"witness\":{}}}",
            proved.proved().name(),
            witness(proved.witness())
        );
        line.push_str(&beside);
    }
    line.push('}');
    line
}

fn witness(shown: Option<&Witness<Sample>>) -> String {
    shown.map_or_else(
        || "null".to_owned(),
        |shown| shown.document.json.to_string(),
    )
}

/// Why nobody knows.
fn unknown(judgement: &Judgement) -> Option<String> {
    match (&judgement.incumbent, &judgement.verdict) {
        (Some(incumbent), _) => match &incumbent.report.outcome {
            Outcome::Failed(reason) => Some(reason.clone()),
            _ => None,
        },
        (None, Verdict::Unknown(unknown)) => Some(unknown.reason.clone()),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Document;

    fn answered_by(format: Format, line: &str) -> String {
        let defaults = Defaults {
            format,
            mode: Mode::Backward,
            judge: Judge::Relation,
            dialect: Dialect::default(),
            switches: Switches::default(),
        };
        let found = answer(line, &defaults);
        assert!(Document::parse(&found).is_ok(), "{found}");
        found
    }

    fn check(format: Format, line: &str, expected: &str) {
        let found = answered_by(format, line);
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn questions_and_answers() {
        let json = |line, expected| check(Format::JsonSchema, line, expected);
        json(
            r#"{"id": 1, "old": {"type": "integer"}, "new": {"type": "number"}, "profile": null}"#,
            r#"{"id":1,"compatible":true,"verdict":"compatible","findings":[],"witness":null}"#,
        );
        json(
            r#"{"id": "x", "old": "true", "new": "{\"type\": \"null\"}"}"#,
            r#"{"id":"x","compatible":false,"verdict":"incompatible","findings":[{"rule":"json-schema/schema-narrowed","path":"","breaks":["readers"],"confirmed":true,"message":"the schema changed from `true` to `{\"type\":\"null\"}`"}],"witness":false}"#,
        );
        json(
            r#"{"id": 2, "old": false, "new": true, "mode": "none"}"#,
            r#"{"id":2,"compatible":true,"verdict":"compatible","findings":[],"witness":null}"#,
        );
        let avro = |line, expected| check(Format::Avro, line, expected);
        avro(
            r#"{"id": 3, "old": "int", "new": "\"long\""}"#,
            r#"{"id":3,"compatible":true,"verdict":"compatible","findings":[],"witness":null}"#,
        );
        let line =
            r#"{"id": 4, "history": ["long", "int"], "new": "int", "mode": "BACKWARD_TRANSITIVE"}"#;
        let found = answered_by(Format::Avro, line);
        for part in [
            r#"{"id":4,"compatible":false,"verdict":"incompatible","findings":[{"#,
            r#""rule":"avro/type-narrowed","path":"","breaks":["readers"]"#,
            r#""witness":0,"hex":"00""#,
        ] {
            assert!(found.contains(part), "{part}: {found}");
        }
    }

    #[test]
    fn what_the_document_shows_comes_before_what_merely_can_break() {
        check(
            Format::JsonSchema,
            r#"{"id": 1, "old": {"properties": {"a": {"minimum": 1}, "b": {"minimum": 1}}}, "new": {"properties": {"a": {"minimum": 1, "maximum": 9}, "b": {"minimum": 2}}, "minProperties": 0}}"#,
            r#"{"id":1,"compatible":false,"verdict":"incompatible","findings":[{"rule":"json-schema/maximum-added","path":"/properties/a/maximum","breaks":["readers"],"confirmed":true,"message":"`maximum` `9` was added"},{"rule":"json-schema/min-properties-added","path":"/minProperties","breaks":["readers"],"confirmed":false,"message":"`minProperties` `0` was added"},{"rule":"json-schema/minimum-increased","path":"/properties/b/minimum","breaks":["readers"],"confirmed":false,"message":"`minimum` changed from `1` to `2`"}],"witness":{"a":10}}"#,
        );
        // Each disagreement in Avro has a value of its own.
        let found = answered_by(
            Format::Avro,
            r#"{"id": 2, "old": {"type": "record", "name": "R", "fields": [{"name": "a", "type": "long"}, {"name": "b", "type": "string"}]}, "new": {"type": "record", "name": "R", "fields": [{"name": "a", "type": "int"}, {"name": "b", "type": "long"}]}}"#,
        );
        assert_eq!(found.matches(r#""confirmed":true"#).count(), 2, "{found}");
        assert!(!found.contains(r#""confirmed":false"#), "{found}");
    }

    #[test]
    fn a_question_may_turn_the_switches() {
        let json = |switch: &str, expected: &str| {
            let line = format!(
                r#"{{"id": 1, "old": {{"properties": {{"a": {{"format": "ipv4"}}}}}}, "new": {{"properties": {{"a": {{"format": "ipv6"}}, "b": {{"type": "null"}}}}}}{switch}}}"#
            );
            let found = answered_by(Format::JsonSchema, &line);
            let start = format!(r#"{{"id":1,{expected}"#);
            assert!(found.starts_with(&start), "{line}: {found}");
        };
        json("", r#""compatible":false,"verdict":"incompatible""#);
        json(
            r#", "writers": "declared""#,
            r#""compatible":true,"verdict":"compatible""#,
        );
        json(
            r#", "writers": "declared", "formats": "assert""#,
            r#""compatible":false,"verdict":"unknown""#,
        );
        json(
            r#", "defaults": "always""#,
            r#""error":"expected `ignored` or `filled` as `defaults`, found `always`""#,
        );
    }

    #[test]
    fn one_change_that_breaks_both_directions_is_one_finding() {
        check(
            Format::JsonSchema,
            r#"{"id": 1, "old": {"type": "string"}, "new": {"type": "null"}, "mode": "full"}"#,
            r#"{"id":1,"compatible":false,"verdict":"incompatible","findings":[{"rule":"json-schema/type-changed","path":"/type","breaks":["readers","writers"],"confirmed":true,"message":"`type` changed from `\"string\"` to `\"null\"`"}],"witness":""}"#,
        );
    }

    #[test]
    fn under_a_profile_the_answer_is_the_incumbents_and_the_proof_stands_beside_it() {
        let json = |line, expected| check(Format::JsonSchema, line, expected);
        json(
            r#"{"id": 1, "old": {"patternProperties": {"^x": {"type": "string"}}}, "new": {"patternProperties": {"^x": {"type": "null"}}}, "profile": "confluent"}"#,
            r#"{"id":1,"compatible":true,"verdict":"compatible","findings":[],"witness":null,"proved":{"verdict":"incompatible","witness":{"x":""}}}"#,
        );
        json(
            r#"{"id": 2, "old": {"type": "string"}, "new": true, "profile": "karapace"}"#,
            r#"{"id":2,"compatible":false,"verdict":"incompatible","findings":[{"rule":"type-changed","path":"","breaks":["readers"],"confirmed":false,"message":"`karapace` refuses it"}],"witness":null,"proved":{"verdict":"compatible","witness":null}}"#,
        );
        json(
            r#"{"id": 3, "old": {"enum": [1, 2]}, "new": {"enum": [1]}, "profile": "karapace"}"#,
            r#"{"id":3,"compatible":false,"verdict":"unknown","findings":[{"rule":"schema/undecided","path":"","breaks":["readers"],"confirmed":false,"message":"a value of `enum` that is gone is no text"}],"witness":null,"reason":"a value of `enum` that is gone is no text","proved":{"verdict":"incompatible","witness":2}}"#,
        );
        check(
            Format::Avro,
            r#"{"id": 4, "old": "long", "new": "int", "mode": "full", "profile": "confluent"}"#,
            r#"{"id":4,"compatible":false,"verdict":"incompatible","findings":[{"rule":"type-mismatch","path":"/","breaks":["readers"],"confirmed":false,"message":"`confluent` refuses it"}],"witness":0,"hex":"00","reason":"found long, expected int","proved":{"verdict":"incompatible","witness":0}}"#,
        );
    }

    #[test]
    fn what_is_no_question_gets_an_error() {
        let json = |line, expected| check(Format::JsonSchema, line, expected);
        json(
            "{",
            r#"{"id":null,"error":"expected a JSON object: expected a name in double quotes at line 1, column 2"}"#,
        );
        json(
            "[]",
            r#"{"id":null,"error":"expected a JSON object with `id`, `old` and `new`"}"#,
        );
        json(
            r#"{"id": 1}"#,
            r#"{"id":1,"error":"expected `old`, the schema before"}"#,
        );
        json(
            r#"{"id": 1, "old": true, "new": true, "mode": "sideways"}"#,
            r#"{"id":1,"error":"expected a mode such as `backward` or `full-transitive`, found `sideways`"}"#,
        );
        json(
            r#"{"id": 1, "old": true, "new": true, "profile": "nobody"}"#,
            r#"{"id":1,"error":"there is no profile `nobody`, expected one of `confluent`, `confluent-lenient`, `karapace`, `crdify`, or for definitions one of `strict`, `stored-data`, `clients`, `olm`; without one, the answer is proved or shown by a document"}"#,
        );
        json(
            r#"{"id": 1, "old": "{", "new": true}"#,
            r#"{"id":1,"compatible":false,"verdict":"unknown","findings":[],"witness":null,"reason":"old: expected a name in double quotes at line 1, column 2","error":"old: expected a name in double quotes at line 1, column 2"}"#,
        );
    }
}
