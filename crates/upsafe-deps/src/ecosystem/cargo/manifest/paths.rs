//! Paths without asking the file system: `.` and `..` resolved by their text, as Cargo does.

use std::path::{Component, Path, PathBuf};

/// The path without `.` and, where something stands before them, without `..`.
pub(crate) fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normal.components().next_back() {
                Some(Component::Normal(_)) => {
                    normal.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::ParentDir | Component::CurDir) | None => normal.push(".."),
            },
            other => normal.push(other),
        }
    }
    normal
}

/// `path` as seen from `base`, both normalized, with forward slashes; the path itself where they
/// share nothing.
pub(crate) fn relative(base: &Path, path: &Path) -> String {
    let (mut base, mut rest) = (base.components(), path.components());
    loop {
        match (base.clone().next(), rest.clone().next()) {
            (Some(a), Some(b)) if a == b => {
                base.next();
                rest.next();
            }
            _ => break,
        }
    }
    let is_anchor = |component: Component<'_>| {
        matches!(
            component,
            Component::RootDir | Component::Prefix(_) | Component::ParentDir
        )
    };
    if base.clone().any(is_anchor) || rest.clone().next().is_some_and(is_anchor) {
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = base.map(|_| "..".to_owned());
    let down = rest.map(|component| component.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<_> = up.chain(down).collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_normalize_by_text() {
        let check = |path: &str, expected: &str| {
            assert_eq!(normalize(Path::new(path)), Path::new(expected), "{path}");
        };
        check("/a/./b/../c/", "/a/c");
        check("/../a", "/a");
        check("../../a/../b", "../../b");
        check("a/..", "");
    }

    #[test]
    fn paths_are_seen_from_a_base() {
        let check = |base: &str, path: &str, expected: &str| {
            assert_eq!(relative(Path::new(base), Path::new(path)), expected);
        };
        check("/w", "/w/a/Cargo.toml", "a/Cargo.toml");
        check("/w/x", "/w/a/Cargo.toml", "../a/Cargo.toml");
        check("/w", "/w", ".");
        check("", "a/Cargo.toml", "a/Cargo.toml");
        check("../b", "a", "a");
        check("a", "/b", "/b");
    }
}
