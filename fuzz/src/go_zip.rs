//! A module's zip: it is hashed or refused, and its hash depends on nothing but its content.

use std::io::Cursor;

use upsafe_deps::ecosystem::go::sum::{H1, hash_zip};

use crate::promise;

/// Hashes a zip twice.
pub fn run(data: &[u8]) {
    match hash_zip(Cursor::new(data)) {
        Ok(hash) => {
            let again = hash_zip(Cursor::new(data)).expect("it was hashed before");
            assert_eq!(hash, again);
            assert_eq!(H1::parse(&hash.to_string()), Some(hash));
        }
        Err(error) => promise::talk(&error),
    }
}
