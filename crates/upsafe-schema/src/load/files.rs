//! Files and folders of the work tree, read within bounds.

use std::{
    fs::{self, File},
    io::Read as _,
    path::Path,
};

use upsafe_core::LoadError;

/// The largest file that is read, in bytes.
pub(super) const LARGEST: u64 = 64 << 20;
/// The most files that a folder is looked through for.
const MOST_FILES: usize = 100_000;
/// How deep a folder is looked through.
const DEEPEST: usize = 64;

/// Reads a regular file; `shown` names it in errors.
pub(super) fn read(path: &Path, shown: &str) -> Result<Vec<u8>, LoadError> {
    let failed = |error: std::io::Error| {
        LoadError::whole(
            shown,
            format_args!("expected a file that can be read: {error}"),
        )
    };
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        let found = if metadata.is_dir() {
            "a folder"
        } else {
            "a device, pipe or socket"
        };
        return Err(LoadError::whole(
            shown,
            format_args!("expected a file, found {found}"),
        ));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        let message = format_args!(
            "expected a file of at most {} MiB, found a larger one",
            LARGEST >> 20
        );
        return Err(LoadError::whole(shown, message));
    }
    Ok(bytes)
}

/// The files below a folder that `wanted` takes, by their path below it with forward slashes,
/// sorted. Links to folders are not followed, and `.git` is not looked into.
pub(super) fn below(
    folder: &Path,
    shown: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<String>, LoadError> {
    let mut found = Vec::new();
    let mut n_seen = 0;
    let mut todo = vec![(folder.to_owned(), String::new(), 0)];
    while let Some((folder, prefix, depth)) = todo.pop() {
        let failed = |error: std::io::Error| {
            let at = if prefix.is_empty() {
                shown.to_owned()
            } else {
                format!("{shown}/{prefix}")
            };
            LoadError::whole(
                at,
                format_args!("expected a folder that can be read: {error}"),
            )
        };
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            n_seen += 1;
            if n_seen > MOST_FILES || depth > DEEPEST {
                let message =
                    format_args!("expected at most {MOST_FILES} files, {DEEPEST} folders deep");
                return Err(LoadError::whole(shown, message));
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() && name != ".git" {
                todo.push((entry.path(), path, depth + 1));
            } else if !kind.is_dir() && wanted(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Compares names with their numbers taken as numbers: `v9` comes before `v10`.
pub(super) fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let (p, q) = (piece(&mut x), piece(&mut y));
        let order = match (number(p), number(q)) {
            (Some(m), Some(n)) => m.len().cmp(&n.len()).then_with(|| m.cmp(n)),
            _ => p.cmp(q),
        };
        if order.is_ne() || p.is_empty() {
            return order.then_with(|| a.cmp(b));
        }
    }
}

/// Takes a run of digits, or of everything else, from the front.
fn piece<'t>(text: &mut &'t str) -> &'t str {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text
        .find(|c: char| c.is_ascii_digit() != digits)
        .unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    *text = rest;
    head
}

fn number(piece: &str) -> Option<&str> {
    let is_number = piece.starts_with(|c: char| c.is_ascii_digit());
    is_number.then(|| piece.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_count() {
        let check = |names: &str| {
            let mut sorted: Vec<&str> = names.split(' ').rev().collect();
            sorted.sort_by(|a, b| natural(a, b));
            assert_eq!(sorted.join(" "), names);
        };
        check("v1 v2 v9 v10 v10a");
        check("1.9.0.avsc 1.10.0.avsc 2.avsc");
        check("a a01 a1 a2 b");
    }
}
