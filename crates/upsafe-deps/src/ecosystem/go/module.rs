//! The nodes of Go's module graph.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use upsafe_version::go::{self, GoVersion, Toolchain};

use crate::resolve::Module;

/// A module at a version; without a version, the module is absent (`none`).
pub type GoModule = Module<ModulePath, NodeVersion>;

/// The path of a module: `example.com/mod/v2`; also `go` and `toolchain`, which are nodes since
/// Go 1.21.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModulePath(Arc<str>);

/// A version in the module graph: `v1.2.3` of a module, `1.21.0` of `go`, `go1.21.0` of
/// `toolchain`, or nothing for a main module, which is above every version.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NodeVersion(Arc<str>);

impl ModulePath {
    /// The path written `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The path as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The node of the Go language version.
    #[must_use]
    pub fn go() -> Self {
        Self::new("go")
    }

    /// The node of the toolchain.
    #[must_use]
    pub fn toolchain() -> Self {
        Self::new("toolchain")
    }

    /// Whether this is `go` or `toolchain` and not a module that could be downloaded.
    #[must_use]
    pub fn is_toolchain(&self) -> bool {
        matches!(self.as_str(), "go" | "toolchain")
    }

    /// Whether two modules are of one repository, as far as their paths say: the owner and the name
    /// of the repository on the well-known hosts, the host and the first element elsewhere.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        const HOSTS: [&str; 4] = [
            "github.com/",
            "gitlab.com/",
            "bitbucket.org/",
            "codeberg.org/",
        ];
        let (path, other) = (self.as_str(), other.as_str());
        let n_elements = match HOSTS.iter().any(|host| path.starts_with(host)) {
            true => 3,
            false => 2,
        };
        let (a, b) = (path.split('/'), other.split('/'));
        a.take(n_elements).eq(b.take(n_elements))
    }
}

impl NodeVersion {
    /// The version written `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The version of a main module: none, and above all others.
    #[must_use]
    pub fn main() -> Self {
        Self::new("")
    }

    /// The version as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the version of a main module.
    #[must_use]
    pub fn is_main(&self) -> bool {
        self.0.is_empty()
    }
}

/// The order of two versions of `path`: that of Go versions for `go` and `toolchain`, of semantic
/// versions for all others. A main module is above all; what is no version is below all.
#[must_use]
pub fn compare(path: &ModulePath, a: &NodeVersion, b: &NodeVersion) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    if a.is_main() || b.is_main() {
        return a.is_main().cmp(&b.is_main());
    }
    match path.as_str() {
        "go" => go_version(a.as_str()).cmp(&go_version(b.as_str())),
        "toolchain" => toolchain_version(a.as_str()).cmp(&toolchain_version(b.as_str())),
        _ => go::compare(a.as_str(), b.as_str()),
    }
}

/// [`compare`], where absence is below every version.
#[must_use]
pub(crate) fn compare_optional(
    path: &ModulePath,
    a: Option<&NodeVersion>,
    b: Option<&NodeVersion>,
) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(path, a, b),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// The order of a sorted list of modules: by path, then by version.
#[must_use]
pub(crate) fn compare_modules(a: &GoModule, b: &GoModule) -> Ordering {
    let by_version = || compare_optional(&a.path, a.version.as_ref(), b.version.as_ref());
    a.path.cmp(&b.path).then_with(by_version)
}

/// The Go version written `text`; `None`, which is below all, if it is not one.
pub(crate) fn go_version(text: &str) -> Option<GoVersion> {
    GoVersion::parse(text).ok()
}

/// The Go version that the name of a toolchain stands for.
pub(crate) fn toolchain_version(name: &str) -> Option<GoVersion> {
    go_version(name).or_else(|| Some(Toolchain::parse(name).ok()?.version().clone()))
}

impl Borrow<str> for ModulePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NodeVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for NodeVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_main() { "(main)" } else { &self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, a: &str, expected: Ordering, b: &str) {
        let path = ModulePath::new(path);
        let (a, b) = (NodeVersion::new(a), NodeVersion::new(b));
        assert_eq!(compare(&path, &a, &b), expected);
        assert_eq!(compare(&path, &b, &a), expected.reverse());
    }

    #[test]
    fn every_kind_of_node_has_its_own_order() {
        use Ordering::{Equal, Less};
        check("m", "v1.9.0", Less, "v1.10.0");
        check("m", "v1.10.0", Less, "");
        check("m", "v1.0.0", Equal, "v1.0.0+incompatible");
        check("go", "1.9", Less, "1.10");
        check("go", "1.20", Equal, "1.20.0");
        check("go", "1.21", Less, "1.21.0");
        check("go", "default", Less, "1");
        check("toolchain", "go1.21", Less, "go1.21.0-custom");
        check("toolchain", "default", Less, "go1.21");
        check("toolchain", "default", Equal, "auto");
    }
}
