//! .cargo/config.toml: the parser, and where source replacement ends.

use std::path::Path;

use upsafe::deps::ecosystem::cargo::{
    config::CargoConfig, index::CRATES_IO, manifest::RegistryName,
};

use crate::promise;

/// Merges two files, and follows replacements to their end.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    // A second file, farther away, stands behind a line that no TOML has.
    let (near, far) = text.split_once("\n----\n").unwrap_or((text, ""));
    let mut config = CargoConfig::default();
    for text in [near, far] {
        if let Err(error) = config.merge(text, Path::new("/base/.cargo")) {
            promise::talk(&error);
            return promise::offset(text, error.offset());
        }
    }
    let before = format!("{config:?}");
    let again = config.merge(near, Path::new("/base/.cargo"));
    assert!(again.is_ok(), "the same text is refused the second time");
    assert_eq!(
        before,
        format!("{config:?}"),
        "the same text says something new"
    );
    for registry in [
        CRATES_IO,
        "sparse+https://r.example/index/",
        "https://r.example/git",
    ] {
        match config.location(registry) {
            Ok(location) => assert_eq!(Ok(location), config.location(registry)),
            Err(reason) => promise::talk(&reason),
        }
    }
    let default = config.registry_url(&RegistryName::Default);
    assert_eq!(default, Some(CRATES_IO), "crates.io has one index");
}
