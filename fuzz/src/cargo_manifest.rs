//! Cargo.toml: the parser, and the workspace of a manifest that stands alone.

use std::{fs, path::PathBuf, sync::LazyLock};

use upsafe::{
    core::Sources,
    deps::ecosystem::cargo::manifest::{Manifest, Workspace},
};

use crate::promise;

/// A folder of this process, with nothing in it but the manifest.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("upsafe-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("the folder for temporary files can be written");
    folder
});

/// Parses a manifest, then loads the workspace that it is.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    if let Err(error) = Manifest::parse(text) {
        promise::talk(&error);
        promise::offset(text, error.offset());
        return;
    }
    // What leads out of the folder depends on the machine.
    if text.contains("..") || text.contains("\"/") || text.contains("'/") || text.contains('\\') {
        return;
    }
    let path = FOLDER.join("Cargo.toml");
    fs::write(&path, text).expect("the folder was made above");
    let mut sources = Sources::new();
    let workspace = match Workspace::load(&path, Some(&FOLDER), &mut sources) {
        Ok(workspace) => workspace,
        Err(error) => {
            promise::talk(&error);
            if let Some(at) = error.position() {
                promise::position(text, at.line as usize, at.column as usize);
            }
            return;
        }
    };
    assert!(workspace.packages.len() <= 1, "there is one manifest");
    for package in &workspace.packages {
        let place = |place: &upsafe::core::Place| {
            if let Some(span) = &place.span {
                promise::span(sources.get(place.source).text(), span);
            }
        };
        place(&package.place);
        for dependency in &package.dependencies {
            place(&dependency.place);
            dependency.inherited_place.iter().for_each(place);
            dependency.origin_place.iter().for_each(place);
            if let Some(requirement) = &dependency.requirement {
                place(&requirement.place);
                let parsed = requirement.text.parse().ok();
                assert_eq!(parsed.as_ref(), Some(&requirement.parsed));
            }
            if let Some(shared) = dependency.shared {
                assert!(workspace.shared[shared].n_users > 0);
            }
        }
        for feature in &package.features {
            place(&feature.place);
            feature.values.iter().for_each(|value| place(&value.place));
        }
    }
}
