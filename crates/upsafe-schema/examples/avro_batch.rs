//! Compares pairs of Avro schemas from standard input, JSON lines in, JSON lines out.
//!
//! `{"id", "old", "new", "mode"?, "history"?}` gives `{"id", "compatible", "verdict", "findings",
//! "witness", "reason", "changes", "micros"}`.
#![expect(clippy::print_stdout, reason = "an example prints its answers")]

use std::io::{BufRead, stdin};
use std::time::Instant;
use upsafe_schema::format::avro::{Comparison, Rules, Schema, changes, compare};
use upsafe_schema::{Budget, Direction, Document, Mode, NodeId, NodeKind, Value, Verdict};

fn main() {
    for line in stdin().lock().lines() {
        let Ok(line) = line else { return };
        if !line.trim().is_empty() {
            println!("{}", answer(&line));
        }
    }
}

fn answer(line: &str) -> String {
    let row = match Document::parse(line) {
        Ok(row) => row,
        Err(error) => return format!("{{\"error\":{}}}", Value::text(&error.to_string())),
    };
    let root = row.root();
    let id = row
        .member(root, "id")
        .map_or(Value::Null, |node| row.value(node));
    let mode = row.member(root, "mode").and_then(|node| row.string(node));
    let mode = mode
        .and_then(|name| Mode::from_name(name))
        .unwrap_or_default();
    let history = match row.member(root, "history").map(|node| row.kind(node)) {
        Some(NodeKind::Array(items)) => items.iter().map(|&node| schema(&row, node)).collect(),
        _ => row
            .member(root, "old")
            .map(|node| schema(&row, node))
            .into_iter()
            .collect(),
    };
    let history: Result<Vec<Schema>, String> = history;
    let new = row
        .member(root, "new")
        .ok_or_else(|| "expected `new`".to_owned());
    let both = history.and_then(|history| Ok((history, schema(&row, new?)?)));
    let (history, new) = match both {
        Ok(both) => both,
        Err(error) => {
            return format!(
                "{{\"id\":{id},\"compatible\":false,\"verdict\":\"unknown\",\"findings\":[],\
                 \"witness\":null,\"reason\":{}}}",
                Value::text(&error)
            );
        }
    };
    let start = Instant::now();
    let mut told = Vec::new();
    let answers = mode.check(&new, &history, |reader, writer| {
        let comparison = compare(reader, writer, Rules::default(), Budget::default());
        let verdict = comparison.verdict.clone();
        told.push(comparison);
        verdict
    });
    let micros = start.elapsed().as_micros();
    let rank = |verdict: &Verdict<_>| match verdict {
        Verdict::Compatible(_) => 0,
        Verdict::Unknown(_) => 1,
        Verdict::Misread(_) => 2,
        Verdict::Incompatible(_) => 3,
    };
    let worst = answers
        .iter()
        .map(|answer| &answer.verdict)
        .max_by_key(|verdict| rank(verdict));
    let name = worst.map_or("compatible", Verdict::name);
    let (witness, reason) = match worst {
        Some(Verdict::Incompatible(witness) | Verdict::Misread(witness)) => {
            let example = &witness.document;
            let json = format!(
                "{{\"json\":{},\"hex\":\"{}\"}}",
                example.json(),
                example.hex()
            );
            (json, example.outcome.clone())
        }
        Some(Verdict::Unknown(unknown)) => ("null".to_owned(), unknown.reason.clone()),
        _ => ("null".to_owned(), String::new()),
    };
    let mut findings = Vec::new();
    for (answer, comparison) in answers.iter().zip(&told) {
        let breaks = if answer.direction == Direction::Backward {
            "readers"
        } else {
            "writers"
        };
        findings.extend(list(comparison, breaks));
    }
    let n_changes = history.last().map_or(0, |old| changes(old, &new).len());
    format!(
        "{{\"id\":{id},\"compatible\":{},\"verdict\":\"{name}\",\"findings\":[{}],\
         \"witness\":{witness},\"reason\":{},\"changes\":{n_changes},\"micros\":{micros}}}",
        name == "compatible",
        findings.join(","),
        Value::text(&reason)
    )
}

fn list(comparison: &Comparison, breaks: &str) -> Vec<String> {
    let one = |conflict: &upsafe_schema::format::avro::Conflict| {
        format!(
            "{{\"rule\":\"avro/{}\",\"path\":{},\"location\":{},\"breaks\":[\"{breaks}\"],\
             \"message\":{},\"has_example\":{}}}",
            conflict.kind.name(),
            Value::text(&conflict.path),
            Value::text(&conflict.location),
            Value::text(&conflict.message),
            conflict.example.is_some()
        )
    };
    comparison.conflicts.iter().map(one).collect()
}

/// A schema is a JSON value, or a text that holds one.
fn schema(row: &Document, node: NodeId) -> Result<Schema, String> {
    let value = row.value(node);
    let text = match row.string(node) {
        Some(text) if text.trim_start().starts_with(['{', '[', '"']) => text.to_string(),
        _ => value.to_string(),
    };
    Schema::parse(&text).map_err(|error| error.to_string())
}
