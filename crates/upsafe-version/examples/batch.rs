//! Reads questions as JSON lines and writes the answers as JSON lines.
//!
//! A question is `{"id", "scheme", "op", "args", "opts"}`, its answer `{"id", "result"}` or
//! `{"id", "error"}`:
//!
//! ```text
//! $ echo '{"id":1,"scheme":"npm","op":"satisfies","args":["^1.2","1.3.0"]}' \
//!     | cargo run -q -p upsafe-version --features batch --example batch
//! {"id":1,"result":true}
//! ```

use serde_json::{Value, json};
use std::io::{self, BufRead, Write};
use upsafe_version::batch::evaluate;

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Value = serde_json::from_str(&line)?;
        writeln!(out, "{}", answer(&question))?;
    }
    out.flush()
}

fn answer(question: &Value) -> Value {
    let text = |key: &str| question[key].as_str().unwrap_or_default();
    let arguments = question["args"].as_array().map_or(&[][..], Vec::as_slice);
    match evaluate(text("scheme"), text("op"), arguments, &question["opts"]) {
        Ok(result) => json!({"id": question["id"], "result": result}),
        Err(error) => json!({"id": question["id"], "error": error.to_string()}),
    }
}
