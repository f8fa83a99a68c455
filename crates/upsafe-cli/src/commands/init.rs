//! `upsafe init`: a commented policy, fitted to what is there.

use std::{collections::BTreeSet, fs, path::Path};

use upsafe::{
    CONFIG_NAME, Workspace,
    config::{Config, Duplicate, Ecosystem, Found, Manifest, starter},
    core::Sources,
    deps::{self, Loaded, graph::PackageSource},
};

use crate::{
    args::Init,
    commands::check::{discover, request},
    environment,
    failure::Failure,
    git,
    output::{print, write_file},
};

pub(crate) fn run(args: &Init) -> Result<u8, Failure> {
    let workspace = discover(&args.place)?;
    let path = workspace.root.join(CONFIG_NAME);
    if path.exists() && !args.dry_run {
        return Err(
            Failure::new(format_args!("`{}` is there already", path.display()))
                .with_hint("`upsafe init --dry-run` prints what would be written"),
        );
    }
    let text = starter(&found(&workspace, args)?);
    if args.dry_run {
        print(&text)?;
    } else {
        write_file(&path, &text)?;
        print(&format!("wrote {}\n", path.display()))?;
    }
    Ok(0)
}

fn found(workspace: &Workspace, args: &Init) -> Result<Found, Failure> {
    let mut sources = Sources::new();
    let config = Config::load("", CONFIG_NAME, &[])?;
    let loaded = upsafe::load_deps(
        workspace,
        &config,
        &environment::read(),
        &request(&args.place),
        &mut sources,
    )?;
    let mut found = Found::default();
    found.manifests = workspace
        .manifests
        .iter()
        .map(|manifest| manifest_of(workspace, manifest, &loaded))
        .collect();
    found.duplicates = duplicates(&loaded);
    found.git_sources = git_sources(&loaded);
    found.ci = ci(&workspace.root);
    let hook = git::hooks_folder(&workspace.root).map(|hooks| hooks.join("pre-commit"));
    found.hook =
        hook.is_ok_and(|hook| fs::read_to_string(hook).is_ok_and(|text| text.contains("upsafe")));
    Ok(found)
}

fn manifest_of(workspace: &Workspace, manifest: &deps::Manifest, loaded: &Loaded) -> Manifest {
    let (ecosystem, known, path) = match manifest {
        deps::Manifest::Cargo(path) => (Ecosystem::Cargo, deps::graph::Ecosystem::Cargo, path),
        deps::Manifest::Go(path) => (Ecosystem::Go, deps::graph::Ecosystem::Go, path),
        _ => (
            Ecosystem::Cargo,
            deps::graph::Ecosystem::Cargo,
            &workspace.root,
        ),
    };
    let members = loaded.graphs().map(|graph| {
        graph
            .members()
            .filter(|&id| graph.package(id).ecosystem == known)
            .count()
    });
    Manifest {
        ecosystem,
        path: workspace.shown(path),
        members: members.sum(),
    }
}

fn duplicates(loaded: &Loaded) -> Vec<Duplicate> {
    let mut found = Vec::new();
    for graph in loaded.graphs() {
        for (_, name, ids) in graph.names().filter(|(.., ids)| ids.len() > 1) {
            let name = name.to_owned();
            found.push(Duplicate {
                ecosystem: Ecosystem::Cargo,
                name,
                versions: ids.len(),
            });
        }
    }
    found
}

fn git_sources(loaded: &Loaded) -> Vec<String> {
    let mut urls = BTreeSet::new();
    for (_, package) in loaded.graphs().flat_map(|graph| graph.packages()) {
        if let PackageSource::Git { url, .. } = &package.source {
            let plain = url.split_once("://").map_or(&**url, |(_, rest)| rest);
            urls.insert(
                plain
                    .trim_end_matches('/')
                    .trim_end_matches(".git")
                    .to_owned(),
            );
        }
    }
    urls.into_iter().collect()
}

/// The file that runs `upsafe` in CI, of the usual places.
fn ci(root: &Path) -> Option<String> {
    let mut files = vec![
        root.join(".gitlab-ci.yml"),
        root.join(".ci/run"),
        root.join("Jenkinsfile"),
    ];
    if let Ok(entries) = fs::read_dir(root.join(".github/workflows")) {
        files.extend(entries.flatten().map(|entry| entry.path()));
    }
    files.sort();
    let runs = |path: &&std::path::PathBuf| {
        fs::read_to_string(path).is_ok_and(|text| text.contains("upsafe"))
    };
    let file = files.iter().find(runs)?;
    Some(
        file.strip_prefix(root)
            .unwrap_or(file)
            .display()
            .to_string(),
    )
}
