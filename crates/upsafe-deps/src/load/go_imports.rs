//! Finds out whether modules are imported whose content has no line in go.sum.
//!
//! Only then a line is known to be missing: what nobody imports from is not downloaded. In the usual
//! case, where every module that is required directly has its line, no source file is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use upsafe_core::{Place, Sources};

use super::{
    LoadRequest,
    go::{add, shown},
};
use crate::{
    GoImport, GoImports, GoSumFile,
    ecosystem::go::{
        Actual, GoModule, MainModule, ModulePath, ReplaceMap, Workspace, imports, is_always_built,
        read_file,
        sum::{SumKey, SumKind},
    },
};

/// Deeper folders are not looked at.
const DEPTH: usize = 32;

/// The imports of the only main module that need a line which its go.sum does not have.
pub(super) fn load(
    workspace: &Workspace,
    sums: &[GoSumFile],
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> GoImports {
    let mut imports = GoImports::default();
    let [main] = &workspace.main[..] else {
        return imports;
    };
    let mut open = without_line(main, sums);
    if open.is_empty() {
        return imports;
    }
    for path in source_files(main, request, &mut imports.unread) {
        if let Err(reason) = look_into(&path, &mut open, &mut imports, request, sources) {
            imports.unread.push(reason);
        }
        if open.is_empty() {
            break;
        }
    }
    imports.open = open.into_keys().collect();
    imports.unread.sort();
    imports
}

/// What go.sum should vouch for, of each module that is required directly and has no line there.
fn without_line(main: &MainModule, sums: &[GoSumFile]) -> BTreeMap<ModulePath, GoModule> {
    let lines = sums.iter().flat_map(|sum| &sum.sum.lines);
    let recorded: BTreeSet<&SumKey> = lines.map(|line| &line.key).collect();
    let replaced = ReplaceMap::new(&main.go_mod.replace, &main.directory).unwrap_or_default();
    let is_excluded = |module: &GoModule| {
        let mut excludes = main.go_mod.exclude.iter();
        excludes.any(|exclude| exclude.module == *module)
    };
    let mut without = BTreeMap::new();
    for require in main
        .go_mod
        .require
        .iter()
        .filter(|require| !require.indirect)
    {
        let module = &require.module;
        let actual = match replaced.find(module) {
            Some(Actual::Directory(_)) => continue,
            Some(Actual::Module(actual)) => actual,
            None => module,
        };
        let Some(version) = &actual.version else {
            continue;
        };
        let key = SumKey::new(actual.path.clone(), version.clone(), SumKind::Zip);
        if !is_excluded(module) && !recorded.contains(&key) {
            without.insert(module.path.clone(), actual.clone());
        }
    }
    without
}

/// The source files of a module that are built on every platform, sorted.
fn source_files(
    main: &MainModule,
    request: &LoadRequest<'_>,
    unread: &mut Vec<String>,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut queue = vec![(main.directory.clone(), 0)];
    while let Some((folder, depth)) = queue.pop() {
        if depth > DEPTH {
            let name = shown(&folder, request.root);
            unread.push(format!("`{name}` is more than {DEPTH} folders deep"));
            continue;
        }
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let Ok(entries) = entries else {
            let name = shown(&folder, request.root);
            unread.push(format!("`{name}` cannot be listed"));
            continue;
        };
        // A folder with a go.mod is another module.
        if depth > 0 && entries.iter().any(|entry| entry.file_name() == "go.mod") {
            continue;
        }
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() && is_walked(main, &entry.path(), &name) {
                queue.push((entry.path(), depth + 1));
            } else if kind.is_file() && is_always_built(&name) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    found
}

/// Whether `./...` reaches a folder.
fn is_walked(main: &MainModule, path: &Path, name: &str) -> bool {
    let is_ignored = main.go_mod.ignore.iter().any(|line| {
        let ignored = line.path.trim_end_matches('/');
        match ignored.strip_prefix("./") {
            Some(below) => path == main.directory.join(below),
            None => path.ends_with(ignored),
        }
    });
    !is_ignored && !name.starts_with(['.', '_']) && !matches!(name, "testdata" | "vendor")
}

/// Takes the modules that a file imports from out of `open`.
fn look_into(
    path: &Path,
    open: &mut BTreeMap<ModulePath, GoModule>,
    found: &mut GoImports,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<(), String> {
    let content = read_file(path).map_err(|error| error.to_string())?;
    let content = content.unwrap_or_default();
    for import in imports(&String::from_utf8_lossy(&content)) {
        // Every module that may hold the package is looked into, not the longest path alone.
        let of_import = |module: &ModulePath| {
            let below = import.path.strip_prefix(module.as_str());
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        while let Some(module) = open.keys().find(|module| of_import(module)).cloned() {
            let Some(needed) = open.remove(&module) else {
                break;
            };
            let file = add(path, request.root, sources).map_err(|error| error.to_string())?;
            let place = Place::new(file.source, import.span.clone());
            let import = GoImport {
                needed,
                package: import.path.clone(),
                file,
                place,
            };
            found.found.insert(module, import);
        }
    }
    Ok(())
}
