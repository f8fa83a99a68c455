//! Finds every go.mod of the repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

use upsafe_core::Sources;

use super::{
    LoadRequest,
    go::{add, shown},
};
use crate::{GoRepository, RepositoryModule, ecosystem::go::modfile::GoMod};

/// Folders that hold copies of others' modules, or none that are built.
const SKIPPED: [&str; 3] = ["vendor", "testdata", "node_modules"];
/// Deeper folders are not looked at.
const DEPTH: usize = 32;

/// The modules below the root. A file that is not understood is none of the manifests that were
/// asked for: it is named, and the others are judged.
pub(super) fn load(request: &LoadRequest<'_>, sources: &mut Sources) -> GoRepository {
    let mut found = Vec::new();
    let mut repository = GoRepository::default();
    let mut queue = vec![(request.root.to_owned(), 0)];
    while let Some((folder, depth)) = queue.pop() {
        if depth > DEPTH {
            let name = shown(&folder, request.root);
            let reason = format!("`{name}` is more than {DEPTH} folders deep");
            repository.unread.push(reason);
            continue;
        }
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let Ok(entries) = entries else {
            let name = shown(&folder, request.root);
            repository.unread.push(format!("`{name}` cannot be listed"));
            continue;
        };
        // What a tool can make again, such as Cargo's `target`.
        if entries
            .iter()
            .any(|entry| entry.file_name() == "CACHEDIR.TAG")
        {
            continue;
        }
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            if is_excluded(&path, request) {
                continue;
            }
            let Ok(kind) = entry.file_type() else {
                let name = shown(&path, request.root);
                repository.unread.push(format!("`{name}` cannot be read"));
                continue;
            };
            if kind.is_dir() {
                let is_skipped = name.starts_with('.') || SKIPPED.contains(&&*name);
                queue.extend((!is_skipped).then_some((path, depth + 1)));
            } else if name == "go.mod" {
                found.push(path);
            }
        }
    }
    found.sort();
    for path in found {
        match read(path, request.root, sources) {
            Ok(module) => repository.modules.push(module),
            Err(reason) => repository.unread.push(reason),
        }
    }
    repository.unread.sort();
    repository
}

fn is_excluded(path: &Path, request: &LoadRequest<'_>) -> bool {
    let shown = shown(path, request.root).replace('\\', "/");
    let mut excluded = request.settings.exclude.iter();
    excluded.any(|glob| glob.covers(&shown))
}

fn read(path: PathBuf, root: &Path, sources: &mut Sources) -> Result<RepositoryModule, String> {
    let file = add(&path, root, sources).map_err(|error| error.to_string())?;
    let text = sources.get(file.source).text();
    let go_mod = GoMod::parse(text.as_bytes());
    let go_mod = go_mod.map_err(|errors| format!("{}: {errors}", file.name))?;
    Ok(RepositoryModule {
        file,
        path: go_mod.module.map(|line| line.path),
        require: go_mod.require,
        replace: go_mod.replace,
    })
}
