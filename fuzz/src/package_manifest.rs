//! `package.json`, `pyproject.toml`, `pom.xml` and their like, as the version gate reads them.

use upsafe_semver::declared_by;

use crate::promise;

const NAMES: [&str; 5] = [
    "package.json",
    "pyproject.toml",
    "pom.xml",
    "go.mod",
    "Cargo.toml",
];

/// The first byte says which manifest the rest is.
pub fn run(data: &[u8]) {
    let Some((name, rest)) = data.split_first() else {
        return;
    };
    let Some(text) = promise::text(rest) else {
        return;
    };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    match declared_by(name, text) {
        // What it is asked twice, it says twice.
        Ok(declared) => assert_eq!(Ok(format!("{declared:?}")), again(name, text)),
        Err(error) => promise::refusal(&error, name, text),
    }
}

fn again(name: &str, text: &str) -> Result<String, String> {
    declared_by(name, text)
        .map(|declared| format!("{declared:?}"))
        .map_err(|error| error.to_string())
}
