//! Real modules, where a folder of them and a module cache are at hand.

use std::path::{Path, PathBuf};

use upsafe_deps::ecosystem::go::{DownloadFolder, Workspace, build_list, read_file};

use super::{Go, is_there, listed, ours};

#[test]
fn build_lists_of_real_modules() {
    #[expect(
        clippy::disallowed_methods,
        reason = "which modules is for the one who runs it"
    )]
    let Some(folder) = std::env::var_os("UPSAFE_GO_MODULES") else {
        println!("skipped: UPSAFE_GO_MODULES names no folder");
        return;
    };
    if !is_there() {
        return;
    }
    let copy = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    copy_manifests(Path::new(&folder), copy.path(), &mut files);
    files.sort();
    let go = Go {
        root: copy.path().to_owned(),
        module_cache: None,
        proxy: None,
    };
    let cache = go.run(copy.path(), "off", &["env", "GOMODCACHE"]).unwrap();
    let source = DownloadFolder::of_module_cache(Path::new(cache.trim()));
    let mut n_same = 0;
    for file in &files {
        let shown = file
            .strip_prefix(copy.path())
            .unwrap()
            .display()
            .to_string();
        let directory = file.parent().unwrap();
        let is_work = file.ends_with("go.work");
        let workspace = match is_work {
            true => Workspace::load_work(file, &read_file),
            false => Workspace::load_module(file, &read_file),
        };
        let workspace = workspace.unwrap();
        let answer = match is_work {
            // From inside a module of the workspace.
            true => go.run(&workspace.main[0].directory, "", &["list", "-m", "all"]),
            false => go.run(directory, "off", &["list", "-mod=mod", "-m", "all"]),
        };
        let found = build_list(&workspace, &source);
        let expected = match answer {
            Ok(text) => listed(&text),
            Err(message) => {
                println!("{shown}: go has no answer: {}", message.trim());
                assert!(found.is_err(), "{shown} has an answer");
                continue;
            }
        };
        println!("{shown}: {} modules", expected.len());
        assert_eq!(ours(&found.unwrap().modules), expected, "{shown}");
        n_same += 1;
    }
    println!("{n_same} of {} files have the same list", files.len());
    assert!(n_same > 0, "no file had an answer");
}

/// Copies every go.mod, go.sum, go.work and go.work.sum; notes the go.mod and go.work files.
fn copy_manifests(from: &Path, to: &Path, files: &mut Vec<PathBuf>) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            copy_manifests(&path, &to.join(&name), files);
        } else if let Some("go.mod" | "go.sum" | "go.work" | "go.work.sum") = name.to_str() {
            let target = to.join(&name);
            std::fs::write(&target, std::fs::read(&path).unwrap()).unwrap();
            if name == "go.mod" || name == "go.work" {
                files.push(target);
            }
        }
    }
}
