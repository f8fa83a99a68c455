//! Stored YAML: the quick reader of the plain form agrees with the reader of all YAML, and what is
//! written is read again as what it was.

use upsafe_metadata::text::{RootTag, locate, parse_any_yaml, parse_yaml, write_yaml};

use crate::promise;

/// Reads the documents of a text both ways, and writes them.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    let read = parse_yaml(text);
    assert_eq!(read, parse_any_yaml(text), "{text}");
    let values = match read {
        Ok(values) => values,
        Err(error) => {
            promise::talk(&error);
            return;
        }
    };
    for (n, value) in values.iter().enumerate() {
        let _places = locate(text, n, RootTag::Value);
        let json = value.to_json();
        assert_eq!(json, value.clone().into_json());
        let written = write_yaml(value);
        let again = parse_yaml(&written);
        assert_eq!(
            again.as_deref(),
            Ok(std::slice::from_ref(value)),
            "{written}"
        );
    }
}
