//! Snapshots of the API of a Rust crate: what is read is written again byte by byte.

use upsafe_api_rust::{Api, diff};

use crate::promise;

/// Reads a snapshot.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    match Api::from_snapshot(text) {
        Ok(api) => {
            let written = api.to_snapshot();
            let again = Api::from_snapshot(&written);
            let again = again.unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(again.to_snapshot(), written);
            assert!(diff(&api, &again).changes.is_empty(), "{written}");
        }
        Err(error) => promise::talk(&error),
    }
}
