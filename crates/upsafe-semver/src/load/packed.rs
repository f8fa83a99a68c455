//! Which changed files a release of a package carries.

use super::members::matches;
use crate::evidence::Declared;

/// Files that no release is about.
const NEVER: [&str; 10] = [
    "Cargo.lock",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "go.sum",
    "go.work",
    "uv.lock",
    "upsafe.toml",
    "upsafe.baseline.json",
];

/// The files among `changed` that belong to the package in `dir`, where `dirs` are the folders of
/// all packages.
pub(super) fn own(
    changed: &[String],
    dir: &str,
    dirs: &[String],
    manifest: &str,
    changelog: Option<&str>,
    declared: &Declared,
) -> Vec<String> {
    let inside = |path: &str, dir: &str| {
        dir.is_empty()
            || path
                .strip_prefix(dir)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    let own = |path: &&String| {
        let nearest = dirs
            .iter()
            .filter(|dir| inside(path, dir))
            .max_by_key(|dir| dir.len());
        if nearest.map(String::as_str) != Some(dir) || !inside(path, dir) {
            return false;
        }
        let within = if dir.is_empty() {
            path.as_str()
        } else {
            &path[dir.len() + 1..]
        };
        let name = path.rsplit('/').next().unwrap_or(path);
        if *path == manifest {
            return true;
        }
        let hidden = within.split('/').any(|step| step.starts_with('.'));
        if NEVER.contains(&name) || Some(path.as_str()) == changelog || hidden {
            return false;
        }
        let named = |patterns: &[String]| patterns.iter().any(|pattern| names(pattern, within));
        match declared.include.is_empty() {
            true => !named(&declared.exclude),
            false => named(&declared.include),
        }
    };
    changed.iter().filter(own).cloned().collect()
}

/// Whether a pattern as `.gitignore` has them names a path or a folder above it.
fn names(pattern: &str, path: &str) -> bool {
    let anchored = pattern.trim_end_matches('/').contains('/');
    let steps: Vec<&str> = pattern
        .split('/')
        .filter(|step| !matches!(*step, "" | "."))
        .collect();
    let path: Vec<&str> = path.split('/').collect();
    if steps.is_empty() {
        return false;
    }
    let starts = if anchored { 1 } else { path.len() };
    (0..starts).any(|start| begins(&steps, &path[start..]))
}

/// Whether the steps of a pattern name the first steps of a path; `**` stands for any number.
fn begins(steps: &[&str], path: &[&str]) -> bool {
    // `reached[n]`: the steps so far can stand for the first `n` steps of the path.
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for step in steps {
        let mut next = vec![false; path.len() + 1];
        for at in 0..=path.len() {
            if *step == "**" {
                next[at] = reached[at] || (at > 0 && next[at - 1]);
            } else if at > 0 {
                next[at] = reached[at - 1] && matches(step, path[at - 1]);
            }
        }
        reached = next;
    }
    reached.iter().any(|reached| *reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_gitignore() {
        for (pattern, path, expected) in [
            ("tests", "tests/a.rs", true),
            ("tests", "src/tests/a.rs", true),
            ("/tests", "src/tests/a.rs", false),
            ("src/**/*.rs", "src/a/b/c.rs", true),
            ("src/**/*.rs", "src/c.rs", true),
            ("*.md", "docs/a.md", true),
            ("dist/", "dist/x.js", true),
            ("dist/*.js", "dist/a/x.js", false),
        ] {
            assert_eq!(names(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_file_belongs_to_the_innermost_package() {
        let changed: Vec<String> = [
            "src/lib.rs",
            "a/src/x.rs",
            "a/b/y.rs",
            "Cargo.lock",
            ".github/w.yml",
        ]
        .map(str::to_owned)
        .to_vec();
        let dirs: Vec<String> = ["", "a", "a/b"].map(str::to_owned).to_vec();
        let check = |dir: &str, expected: &[&str]| {
            let manifest = "none";
            let found = own(&changed, dir, &dirs, manifest, None, &Declared::default());
            assert_eq!(found, expected, "{dir}");
        };
        check("", &["src/lib.rs"]);
        check("a", &["a/src/x.rs"]);
        check("a/b", &["a/b/y.rs"]);
    }
}
