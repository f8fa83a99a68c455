//! Compares pairs of JSON Schemas from standard input, JSON lines in, JSON lines out.
//!
//! `{"id", "old", "new", "mode", "dialect"?}` gives `{"id", "compatible", "verdict", "findings",
//! "witness", "reason"}`.
#![expect(clippy::print_stdout, reason = "an example prints its answers")]

use std::io::{BufRead, stdin};
use std::time::Instant;
use upsafe_schema::format::json_schema::{Dialect, Schema, can_read};
use upsafe_schema::{Budget, Document, Mode, NodeId, Semantics, Value, Verdict};

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
    let member = |name: &str| row.member(root, name);
    let text = |name: &str| member(name).and_then(|node| row.string(node)).cloned();
    let id = member("id").map_or(Value::Null, |node| row.value(node));
    let dialect = text("dialect")
        .and_then(|name| Dialect::from_name(&name))
        .unwrap_or_default();
    let mode = text("mode")
        .and_then(|name| Mode::from_name(&name))
        .unwrap_or_default();
    let schema = |name: &str| {
        let node: NodeId = member(name).ok_or_else(|| format!("expected `{name}`"))?;
        Schema::parse(&row.value(node).to_string(), dialect).map_err(|error| error.to_string())
    };
    let (old, new) = match (schema("old"), schema("new")) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(error), _) | (_, Err(error)) => {
            return format!(
                "{{\"id\":{id},\"compatible\":false,\"verdict\":\"unknown\",\"findings\":[],\
                 \"witness\":null,\"reason\":{}}}",
                Value::text(&error)
            );
        }
    };
    let start = Instant::now();
    let history = [old];
    let answers = mode.check(&new, &history, |reader, writer| {
        can_read(reader, writer, Semantics::default(), Budget::default())
    });
    let micros = start.elapsed().as_micros();
    let worst = answers
        .iter()
        .map(|answer| &answer.verdict)
        .max_by_key(|verdict| match verdict {
            Verdict::Compatible(_) => 0,
            Verdict::Unknown(_) => 1,
            Verdict::Misread(_) => 2,
            Verdict::Incompatible(_) => 3,
        });
    let name = worst.map_or("compatible", |verdict| verdict.name());
    let (witness, reason, steps) = match worst {
        Some(Verdict::Incompatible(witness) | Verdict::Misread(witness)) => {
            (witness.document.to_string(), String::new(), witness.steps)
        }
        Some(Verdict::Unknown(unknown)) => {
            ("null".to_owned(), unknown.reason.clone(), unknown.steps)
        }
        Some(Verdict::Compatible(proof)) => {
            ("null".to_owned(), proof.method.to_string(), proof.steps)
        }
        None => ("null".to_owned(), String::new(), 0),
    };
    format!(
        "{{\"id\":{id},\"compatible\":{},\"verdict\":\"{name}\",\"findings\":[],\
         \"witness\":{witness},\"reason\":{},\"steps\":{steps},\"micros\":{micros}}}",
        name == "compatible",
        Value::text(&reason)
    )
}
