//! A batch of questions about versions: lines of JSON, every operation, arguments of any kind.

use serde_json::Value;
use upsafe_version::{Scheme, batch};

use crate::promise;

/// Answers every line that is a question.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    for line in text.lines().take(16) {
        let Ok(question) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let word = |key: &str| question[key].as_str().unwrap_or_default();
        let arguments = question["args"].as_array().map_or(&[][..], Vec::as_slice);
        let answer = |scheme: &str, operation: &str| {
            batch::evaluate(scheme, operation, arguments, &question["opts"])
        };
        let (scheme, operation) = (word("scheme"), word("op"));
        match answer(scheme, operation) {
            Ok(value) => {
                let named = Scheme::all().iter().find(|known| known.name() == scheme);
                let named = named.is_some_and(|s| batch::operations(*s).contains(&operation));
                assert!(named, "an answer to an unknown operation: {line}");
                assert_eq!(answer(scheme, operation).as_ref(), Ok(&value), "{line}");
            }
            Err(error) => promise::talk(&error),
        }
        // The same arguments, for all other schemes and operations.
        for scheme in Scheme::all() {
            for operation in batch::operations(*scheme) {
                if let Err(error) = answer(scheme.name(), operation) {
                    promise::talk(&error);
                }
            }
        }
    }
}
