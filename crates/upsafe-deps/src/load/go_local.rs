//! Where the folders are that a main module's go.mod puts in the place of modules.

use std::path::Path;

use super::LoadRequest;
use crate::{
    GoFile, LocalReplace, ReplaceFolder,
    ecosystem::go::{
        MainModule, Workspace, join,
        modfile::{GoMod, Replacement},
        read_file,
    },
};

/// The `replace` lines of the main modules whose right side is a folder.
pub(super) fn load(
    workspace: &Workspace,
    files: &[GoFile],
    request: &LoadRequest<'_>,
) -> Vec<LocalReplace> {
    let mut local = Vec::new();
    for (main, file) in workspace.main.iter().zip(files) {
        for replace in &main.go_mod.replace {
            let Replacement::Directory(text) = &replace.with else {
                continue;
            };
            local.push(LocalReplace {
                module: main.path.clone(),
                file: file.clone(),
                replace: replace.clone(),
                folder: kind(main, text, request.root),
            });
        }
    }
    local
}

fn kind(main: &MainModule, text: &str, root: &Path) -> ReplaceFolder {
    let folder = join(&main.directory, text);
    let Ok(Some(content)) = read_file(&folder.join("go.mod")) else {
        return ReplaceFolder::Missing;
    };
    let repository = main.directory.ancestors();
    let repository = repository
        .into_iter()
        .find(|above| above.join(".git").exists())
        .unwrap_or(root);
    let declared = GoMod::parse_lax(&content)
        .ok()
        .and_then(|go_mod| go_mod.module);
    let is_beside = declared.is_some_and(|line| line.path.is_beside(&main.path));
    if folder.starts_with(repository) || is_beside {
        return ReplaceFolder::Repository;
    }
    ReplaceFolder::Elsewhere
}
