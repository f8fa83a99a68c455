//! CustomResourceDefinitions: two texts are read and compared, and objects judged by them.

use upsafe_schema::Budget;
use upsafe_schema::format::crd::{
    Audience, File, compare,
    object::{Definition, value},
};

use crate::promise;

/// Between the old definitions, the new ones and an object; no byte of a text.
const BETWEEN: u8 = 0xff;
/// Enough for what a fuzzer writes.
const BUDGET: Budget = Budget::steps(3_000);

/// Reads definitions, and definitions and an object behind bytes 255.
pub fn run(data: &[u8]) {
    let mut parts = data.splitn(3, |&byte| byte == BETWEEN);
    let Some(old) = parts.next().and_then(file) else {
        return;
    };
    let same = compare(&old, &old, Audience::StoredData, BUDGET);
    assert!(same.changes.is_empty(), "{:?}", same.changes);
    let new = parts.next().and_then(file);
    if let Some(new) = &new {
        for change in &compare(&old, new, Audience::StoredData, BUDGET).changes {
            promise::talk(&change.message);
        }
    }
    let object = parts.next().and_then(promise::text);
    let Some(object) = object.and_then(|text| value(text).ok()) else {
        return;
    };
    for (_, crd) in new.as_ref().unwrap_or(&old).crds.iter() {
        for cause in &Definition::new(crd).judge(&object, None).causes {
            promise::talk(&cause.message);
        }
    }
}

fn file(data: &[u8]) -> Option<File> {
    let text = promise::text(data)?;
    match File::parse(text) {
        Ok(file) => Some(file),
        Err(error) => {
            promise::talk(&error);
            None
        }
    }
}
