//! Foreign definitions that moved between the crates of one family: `serde` and `serde_core`.
//!
//! Paths are those of definitions. When a dependency splits itself and re-exports its parts, every
//! path of it changes with the lock file, and for no user anything does.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Api;

/// Old foreign paths, with what they are called in the new API.
pub(super) fn moved(old: &Api, new: &Api) -> BTreeMap<String, String> {
    let (before, after) = (old.foreign_paths(), new.foreign_paths());
    let mut tails: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in after.difference(&before) {
        if let Some((_, tail)) = path.split_once("::") {
            tails.entry(tail).or_default().insert(path);
        }
    }
    let mut found = BTreeMap::new();
    for path in before.difference(&after) {
        let Some((krate, tail)) = path.split_once("::") else {
            continue;
        };
        let family: Vec<&str> = (tails.get(tail).into_iter().flatten().copied())
            .filter(|other| {
                other
                    .split_once("::")
                    .is_some_and(|(one, _)| related(krate, one))
            })
            .collect();
        if let [to] = family.as_slice() {
            found.insert(path.clone(), (*to).to_owned());
        }
    }
    found
}

/// Whether two crates are of one family by their names, and no two majors of one crate.
fn related(a: &str, b: &str) -> bool {
    let split = |name: &str| -> (String, Option<String>) {
        match name.split_once('@') {
            Some((name, class)) => (name.to_owned(), Some(class.to_owned())),
            None => (name.to_owned(), None),
        }
    };
    let ((a, x), (b, y)) = (split(a), split(b));
    if a == b {
        // `dep` and `dep@1` are one crate, told apart from another major on one side only.
        return x.is_none() || y.is_none();
    }
    let below = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('_'));
    below(&a, &b) || below(&b, &a)
}

#[cfg(test)]
mod tests {
    use super::related;

    #[test]
    fn families_go_by_the_name() {
        assert!(related("serde", "serde_core"));
        assert!(related("rayon", "rayon@1"));
        assert!(!related("rayon@0.5", "rayon@1"));
        assert!(!related("time", "chrono"));
        assert!(!related("time", "timer"));
    }
}
