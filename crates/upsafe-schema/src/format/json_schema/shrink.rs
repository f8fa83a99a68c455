//! Makes a confirmed witness smaller: fewer parts, plainer values, still a witness.

use crate::json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest number of attempts, each a validation by both sides.
const MAX_ATTEMPTS: u32 = 300;
/// The largest number of values validated in all attempts together.
const MAX_VALUES: usize = 100_000;
/// The largest number of parts of an array or object that is made smaller.
const MAX_WIDTH: usize = 200;

/// The smallest document found for which `is_witness` still holds.
pub(super) fn shrink(witness: Value, is_witness: impl Fn(&Value) -> bool) -> Value {
    let mut best = witness;
    let mut attempts = 0;
    let mut left = MAX_VALUES;
    'again: loop {
        let mut size = 0;
        best.measure(&mut size);
        for candidate in smaller(&best) {
            attempts += 1;
            if attempts > MAX_ATTEMPTS || left < size {
                return best;
            }
            left -= size;
            if is_witness(&candidate) {
                best = candidate;
                continue 'again;
            }
        }
        return best;
    }
}

/// Documents one step smaller: without a part, or with one part smaller.
fn smaller(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) if items.len() > MAX_WIDTH => Vec::new(),
        Value::Object(members) if members.len() > MAX_WIDTH => Vec::new(),
        Value::Array(items) => {
            let mut found = Vec::new();
            if items.len() > 8 {
                let half = items.len() / 2;
                found.push(array(items[..half].to_vec()));
                found.push(array(items[half..].to_vec()));
            }
            for at in (0..items.len()).take(64) {
                let mut fewer = items.to_vec();
                fewer.remove(at);
                found.push(array(fewer));
            }
            for at in (0..items.len()).take(64) {
                for part in smaller(&items[at]) {
                    let mut changed = items.to_vec();
                    changed[at] = part;
                    found.push(array(changed));
                }
            }
            found
        }
        Value::Object(members) => {
            let mut found = Vec::new();
            for name in members.keys().take(64) {
                let mut fewer: BTreeMap<_, _> = members.as_ref().clone();
                fewer.remove(name);
                found.push(Value::Object(Arc::new(fewer)));
            }
            for (name, part) in members.iter().take(64) {
                for part in smaller(part) {
                    let mut changed: BTreeMap<_, _> = members.as_ref().clone();
                    changed.insert(name.clone(), part);
                    found.push(Value::Object(Arc::new(changed)));
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

fn array(items: Vec<Value>) -> Value {
    Value::Array(Arc::new(items))
}

#[cfg(test)]
mod tests {
    use super::shrink;
    use crate::json::{Document, Value};

    #[test]
    fn what_is_not_needed_goes() {
        let check = |text: &str, keep: &str, expected: &str| {
            let document = Document::parse(text).unwrap();
            let value = document.value(document.root());
            let shrunk = shrink(value, |value: &Value| value.to_string().contains(keep));
            assert_eq!(shrunk.to_string(), expected);
        };
        check(
            r#"{"a":1,"b":[1,2,"x"],"c":null}"#,
            "\"x\"",
            r#"{"b":["x"]}"#,
        );
        check("[1,2,3,4,5,6,7,8,9,10]", "7", "[7]");
        check("3", "3", "3");
    }
}
