//! Questions in JSON lines: one object in, one object out, nothing kept between two.
//!
//! `{"id", "old", "new", "mode"?, "profile"?, "dialect"?}` is answered with `{"id", "compatible",
//! "verdict", "findings": [{"rule", "path", "breaks", "message"}], "witness", "reason"}`. Instead of
//! `old` a question may hold `history`, a list, oldest first. What is no question is answered with
//! `{"id", "error"}`. A schema that cannot be read is answered with both, for then nobody knows.

use std::fmt::Write as _;

use crate::{
    any::{Format, Judge, Judgement, Parsed, Sample, Switches},
    format::json_schema::Dialect,
    json::{Document, NodeId, NodeKind, Value},
    mode::{Direction, Mode},
    relation::Verdict,
};

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
    let row = match Document::parse(line) {
        Ok(row) => row,
        Err(error) => return refused(&Value::Null, &format!("expected a JSON object: {error}")),
    };
    let id = member(&row, "id").map_or(Value::Null, |node| row.value(node));
    let question = match Question::read(&row, defaults) {
        Ok(question) => question,
        Err(error) => return refused(&id, &error),
    };
    let (history, new) = match question.schemas(&row, defaults.format) {
        Ok(schemas) => schemas,
        Err(error) => return unreadable(&id, &error),
    };
    let mut judgements = Vec::new();
    let answers = question.mode.check(&new, &history, |reader, writer| {
        let judgement = question.judge.compare(reader, writer, defaults.switches);
        let verdict = judgement.verdict.clone();
        judgements.push(judgement);
        verdict
    });
    let directions = answers.iter().map(|answer| answer.direction);
    answered(&id, directions.zip(&judgements).collect())
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

/// A question whose schemas are not read yet.
struct Question {
    mode: Mode,
    judge: Judge,
    dialect: Dialect,
    old: Vec<NodeId>,
    new: NodeId,
}

impl Question {
    fn read(row: &Document, defaults: &Defaults) -> Result<Question, String> {
        if !matches!(row.kind(row.root()), NodeKind::Object(_)) {
            return Err("expected a JSON object with `id`, `old` and `new`".to_owned());
        }
        let word = |name: &str| match member(row, name).map(|node| row.kind(node)) {
            None | Some(NodeKind::Null) => Ok(None),
            Some(NodeKind::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(format!("expected a string as `{name}`")),
        };
        let mode = match word("mode")? {
            None => defaults.mode,
            Some(name) => Mode::from_name(&name).ok_or_else(|| {
                format!("expected a mode such as `backward` or `full-transitive`, found `{name}`")
            })?,
        };
        let judge = match word("profile")? {
            None => defaults.judge,
            Some(name) => Judge::from_name(Some(&name)).map_err(|error| error.to_string())?,
        };
        let dialect = match word("dialect")? {
            None => defaults.dialect,
            Some(name) => Dialect::from_name(&name).ok_or_else(|| {
                format!("expected a dialect from `draft-04` to `2020-12`, found `{name}`")
            })?,
        };
        let old = match (member(row, "history"), member(row, "old")) {
            (Some(history), _) if *row.kind(history) != NodeKind::Null => match row.kind(history) {
                NodeKind::Array(versions) => versions.clone(),
                _ => return Err("expected a list of schemas as `history`".to_owned()),
            },
            (_, Some(old)) => vec![old],
            (_, None) => return Err("expected `old`, the schema before".to_owned()),
        };
        let new = member(row, "new").ok_or("expected `new`, the schema after")?;
        Ok(Question {
            mode,
            judge,
            dialect,
            old,
            new,
        })
    }

    fn schemas(&self, row: &Document, format: Format) -> Result<(Vec<Parsed>, Parsed), String> {
        let parse = |node: NodeId, what: &str| {
            let text = schema_text(row, node, format);
            Parsed::parse(format, &text, self.dialect, &[])
                .map_err(|error| format!("{what}: {error}"))
        };
        let old = self.old.iter().map(|&node| parse(node, "old"));
        let old = old.collect::<Result<Vec<Parsed>, String>>()?;
        Ok((old, parse(self.new, "new")?))
    }
}

/// The text of a schema that stands in a question as a value, or as a text that holds one.
fn schema_text(row: &Document, node: NodeId, format: Format) -> String {
    if let Some(text) = row.string(node) {
        // An Avro schema may be a string itself: the name of a type.
        if format != Format::Avro || text.trim_start().starts_with(['{', '[', '"']) {
            return text.to_string();
        }
    }
    row.value(node).to_string()
}

fn answered(id: &Value, judgements: Vec<(Direction, &Judgement)>) -> String {
    let rank = |verdict: &Verdict<Sample>| match verdict {
        Verdict::Compatible(_) => 0,
        Verdict::Unknown(_) => 1,
        Verdict::Misread(_) => 2,
        Verdict::Incompatible(_) => 3,
    };
    // Of equals the first, which is the newest version.
    let verdicts = judgements
        .iter()
        .rev()
        .map(|(_, judgement)| &judgement.verdict);
    let worst = verdicts.max_by_key(|verdict| rank(verdict));
    let verdict = worst.map_or("compatible", Verdict::name);
    let (witness, hex, reason) = match worst {
        Some(Verdict::Incompatible(witness) | Verdict::Misread(witness)) => {
            let Sample { json, hex, outcome } = &witness.document;
            (json.to_string(), hex.clone(), outcome.clone())
        }
        Some(Verdict::Unknown(unknown)) => ("null".to_owned(), None, Some(unknown.reason.clone())),
        _ => ("null".to_owned(), None, None),
    };
    let findings: Vec<String> = judgements
        .iter()
        .flat_map(|one| findings(one.0, one.1))
        .collect();
    let mut line = format!(
        "{{\"id\":{id},\"compatible\":{},\"verdict\":\"{verdict}\",\"findings\":[{}],\
         \"witness\":{witness}",
        verdict == "compatible",
        findings.join(",")
    );
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(line, ",\"{name}\":{}", Value::text(&value)).expect("a String can be written");
        }
    };
    add("hex", hex);
    add("reason", reason);
    line.push('}');
    line
}

fn findings(direction: Direction, judgement: &Judgement) -> Vec<String> {
    let breaks = match direction {
        Direction::Backward => "readers",
        Direction::Forward => "writers",
    };
    let finding = |rule: &str, path: &str, message: &str| {
        format!(
            "{{\"rule\":{},\"path\":{},\"breaks\":[\"{breaks}\"],\"message\":{}}}",
            Value::text(rule),
            Value::text(path),
            Value::text(message)
        )
    };
    let told = judgement.disagreements.iter();
    let told: Vec<String> = told
        .map(|one| finding(&one.rule, &one.path, &one.message))
        .collect();
    if !told.is_empty() {
        return told;
    }
    match &judgement.verdict {
        Verdict::Compatible(_) => Vec::new(),
        Verdict::Incompatible(_) => vec![finding("schema/incompatible", "", "refused")],
        Verdict::Misread(_) => vec![finding("schema/misread", "", "misread")],
        Verdict::Unknown(unknown) => vec![finding("schema/undecided", "", &unknown.reason)],
    }
}

fn member(row: &Document, name: &str) -> Option<NodeId> {
    row.member(row.root(), name)
}

#[cfg(test)]
mod tests {
    use super::*;

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
            r#"{"id":"x","compatible":false,"verdict":"incompatible","findings":[{"rule":"json-schema/type","path":"/type","breaks":["readers"],"message":"false is not of type \"null\""}],"witness":false}"#,
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
            r#""rule":"avro/type-mismatch","path":"","breaks":["readers"]"#,
            r#""witness":0,"hex":"00""#,
        ] {
            assert!(found.contains(part), "{part}: {found}");
        }
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
            r#"{"id":1,"error":"there is no profile `nobody`; without one, the answer is proved or shown by a document"}"#,
        );
        json(
            r#"{"id": 1, "old": "{", "new": true}"#,
            r#"{"id":1,"compatible":false,"verdict":"unknown","findings":[],"witness":null,"reason":"old: expected a name in double quotes at line 1, column 2","error":"old: expected a name in double quotes at line 1, column 2"}"#,
        );
    }
}
