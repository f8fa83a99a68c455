//! What the go.mod files of selected modules say that the module graph leaves out.

use std::collections::BTreeMap;

use crate::{
    GoModuleFacts,
    ecosystem::go::{
        Actual, DownloadFolder, GoModule, Loader, ModulePath, ModuleSource, Workspace,
        WorkspaceError, modfile::GoMod,
    },
};

/// The facts of these modules, where their go.mod is at hand.
pub(super) fn facts(
    workspace: &Workspace,
    folder: &DownloadFolder,
    selected: Vec<&GoModule>,
) -> Result<BTreeMap<ModulePath, GoModuleFacts>, WorkspaceError> {
    let loader = Loader::new(workspace, folder)?;
    let mut facts = BTreeMap::new();
    for module in selected {
        let is_main = module
            .version
            .as_ref()
            .is_none_or(|version| version.is_main());
        if is_main || module.path.is_toolchain() || workspace.is_main(&module.path) {
            continue;
        }
        let actual = loader.actual(module);
        let Some(go_mod) = go_mod(&actual, folder) else {
            continue;
        };
        let versions = loader.known_versions(&module.path).unwrap_or_default();
        facts.insert(
            module.path.clone(),
            GoModuleFacts {
                actual,
                require: go_mod.require,
                replace: go_mod.replace,
                exclude: go_mod.exclude,
                latest: loader.retractions(&module.path, &versions),
            },
        );
    }
    Ok(facts)
}

/// The go.mod of what stands in for a module, with its `replace` and `exclude` where it is written
/// as a main module's must be.
fn go_mod(actual: &Actual, folder: &DownloadFolder) -> Option<GoMod> {
    let text = match actual {
        Actual::Module(module) => folder.go_mod(&module.path, module.version.as_ref()?),
        Actual::Directory(directory) => folder.directory_go_mod(directory),
    };
    let text = text.ok().flatten()?;
    GoMod::parse(&text)
        .or_else(|_| GoMod::parse_lax(&text))
        .ok()
}
