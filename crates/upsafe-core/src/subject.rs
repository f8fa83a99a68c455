//! What a finding is about: the key of waivers and fingerprints.

use std::fmt;

/// What a finding is about, as a stable key such as `cargo:bytes@0.5.6` or `file:go.sum`.
///
/// Never holds a line number: a subject stays the same while the file around it changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(Box<str>);

impl Subject {
    /// Something with a key of its own, such as a stored object: `Topic/orders`.
    pub fn key(key: &str) -> Self {
        Self(key.into())
    }

    /// A package of an ecosystem, or one version of it.
    pub fn package(ecosystem: &str, name: &str, version: Option<&str>) -> Self {
        match version {
            Some(version) => Self(format!("{ecosystem}:{name}@{version}").into()),
            None => Self(format!("{ecosystem}:{name}").into()),
        }
    }

    /// A dependency as one package declares it.
    pub fn dependency(ecosystem: &str, from: &str, to: &str) -> Self {
        Self(format!("{ecosystem}:{from}->{to}").into())
    }

    /// A file, by its path relative to the root, with forward slashes.
    pub fn file(path: &str) -> Self {
        Self(format!("file:{path}").into())
    }

    /// Something else, by a kind and a key within it.
    pub fn other(kind: &str, key: &str) -> Self {
        Self(format!("{kind}:{key}").into())
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
