//! Folders that a pattern of a workspace names.

use std::{fs, path::Path};

/// How many folders a workspace may have.
const MOST: usize = 20_000;

/// The folders below `folder` (relative to `root`) that a pattern of path steps with `*` and `?`
/// names, and `**` for any depth, by name. A pattern without any stands for itself.
pub(super) fn expand(root: &Path, folder: &str, pattern: &str) -> Vec<String> {
    let steps: Vec<&str> = pattern
        .split('/')
        .filter(|step| !matches!(*step, "" | "."))
        .collect();
    let mut open: Vec<(String, usize)> = vec![(folder.to_owned(), 0)];
    let mut found = Vec::new();
    while let Some((at, nth)) = open.pop() {
        if found.len() + open.len() > MOST {
            break;
        }
        let Some(step) = steps.get(nth) else {
            found.push(at);
            continue;
        };
        match *step {
            ".." => {
                let above = at.rsplit_once('/').map_or("", |(above, _)| above);
                open.push((above.to_owned(), nth + 1));
            }
            "**" => {
                open.push((at.clone(), nth + 1));
                let inner = folders(root, &at);
                open.extend(inner.into_iter().map(|name| (below(&at, &name), nth)));
            }
            step if step.contains(['*', '?', '[']) => {
                let inner = folders(root, &at).into_iter();
                let named = inner.filter(|name| matches(step, name));
                open.extend(named.map(|name| (below(&at, &name), nth + 1)));
            }
            step => open.push((below(&at, step), nth + 1)),
        }
    }
    found.sort();
    found.dedup();
    found
}

fn below(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}

fn folders(root: &Path, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else {
        return Vec::new();
    };
    let name = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let skipped = name.starts_with('.') || name == "node_modules" || name == "target";
        // A link may lead in a circle.
        (!skipped && entry.file_type().ok()?.is_dir()).then_some(name)
    };
    entries.filter_map(|entry| name(entry.ok()?)).collect()
}

/// One step of a pattern: `*` any characters, `?` one. At most quadratic, without recursion.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if *c == '?' || *c == text[t] => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((at, from)) = star else { return false };
                star = Some((at, from + 1));
                p = at + 1;
                t = from + 1;
            }
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}
