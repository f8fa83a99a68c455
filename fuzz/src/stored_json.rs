//! Stored JSON: every other reader of JSON agrees on what it is, and it is written as it was read.

use upsafe_metadata::text::{parse_json, write_compact_json, write_json};

use crate::promise;

/// Reads a text and writes it both ways.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    let value = match parse_json(text) {
        Ok(value) => value,
        Err(error) => {
            promise::talk(&error);
            let at = error.position;
            promise::position(text, at.line as usize, at.column as usize);
            return;
        }
    };
    // serde_json refuses numbers beyond all floating point ones, and nothing else that is read here.
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        assert!(
            error.to_string().contains("number out of range"),
            "{error}: {text}"
        );
    }
    for written in [write_json(&value), write_compact_json(&value)] {
        let again = parse_json(&written);
        assert_eq!(again.as_ref(), Ok(&value), "{written}");
    }
}
