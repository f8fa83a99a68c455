//! Loads Go modules: the main modules, the build list and its graph.
//!
//! What dependencies require is not in the tree: it comes from the module cache, from a folder laid
//! out as a module proxy, or from the output of `go mod graph`. Without any of them the build list
//! is what the go.mod states, and the evidence says why.

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};

use upsafe_core::{LoadError, Position, Sources};

use super::{GoRequirements, LoadRequest, go_facts, go_imports, go_local, go_sums};
use crate::{
    GoEvidence, GoFile, GoImports,
    ecosystem::cargo::manifest::read_file,
    ecosystem::go::{
        BuildList, BuildListError, DownloadFolder, GoModule, GraphText, MAX_FILE, NodeVersion,
        Workspace, WorkspaceError, build_list, read_file as read_go_file, stated_list,
    },
    graph::{
        Dependency, DependencyKind, Ecosystem, Graph, Package, PackageId, PackageSource,
        PackageVersion,
    },
};

pub(super) fn load(
    path: &Path,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<GoEvidence, LoadError> {
    let is_work = path.file_name().is_some_and(|name| name == "go.work");
    let loaded = if is_work {
        Workspace::load_work(path, &read_go_file)
    } else {
        Workspace::load_module(path, &read_go_file)
    };
    let workspace = loaded.map_err(|error| load_error(&error, request.root))?;
    let mut files = Vec::new();
    for module in &workspace.main {
        let path = module.directory.join("go.mod");
        files.push(add(&path, request.root, sources)?);
    }
    let work_file = match is_work {
        true => Some(add(path, request.root, sources)?),
        false => None,
    };
    let folder = download_folder(request)?;
    let mut unknown = None;
    let Requirements {
        edges,
        selected,
        read,
        updated_roots,
    } = match requirements(&workspace, folder.as_ref(), request)? {
        Ok(requirements) => requirements,
        Err(reason) => {
            unknown = Some(reason);
            stated(&workspace)
        }
    };
    let modules = match &folder {
        Some(folder) => go_facts::facts(
            &workspace,
            folder,
            counting(&selected, &read, unknown.as_ref()),
        )
        .map_err(|error| load_error(&error, request.root))?,
        None => BTreeMap::new(),
    };
    let sums = go_sums::load(&workspace, folder.as_ref(), request, sources)?;
    let vendor = go_sums::vendor(&workspace, request, sources)?;
    let local = go_local::load(&workspace, &files, request);
    let imports = match (&workspace.work, &vendor) {
        (None, None) => go_imports::load(&workspace, &sums, request, sources),
        _ => GoImports::default(),
    };
    let mut graph = Graph::new();
    let ids = add_packages(&workspace, &files, &selected, &mut graph);
    for (from, to) in &edges {
        add_edge(from, to, &ids, &mut graph);
    }
    place_requirements(&workspace, &files, &ids, &mut graph);
    Ok(GoEvidence {
        manifest: path.to_owned(),
        workspace,
        files,
        work_file,
        graph,
        edges,
        read,
        unknown,
        updated_roots,
        modules,
        sums,
        vendor,
        local,
        imports,
    })
}

#[derive(Default)]
struct Requirements {
    edges: Vec<(GoModule, GoModule)>,
    selected: Vec<GoModule>,
    read: Vec<GoModule>,
    updated_roots: Option<Vec<GoModule>>,
}

/// Where the go.mod files of dependencies are.
fn download_folder(request: &LoadRequest<'_>) -> Result<Option<DownloadFolder>, LoadError> {
    Ok(match request.go {
        GoRequirements::Unknown | GoRequirements::Graph(_) => None,
        GoRequirements::Cache(cache) => Some(DownloadFolder::of_module_cache(cache)),
        GoRequirements::Folder(folder) if folder.is_dir() => Some(DownloadFolder::new(folder)),
        GoRequirements::Folder(folder) => {
            let message = "expected a folder of modules, laid out as a module proxy";
            return Err(LoadError::whole(folder.display(), message));
        }
    })
}

/// Every requirement and the selected versions, or why they are not known.
fn requirements(
    workspace: &Workspace,
    folder: Option<&DownloadFolder>,
    request: &LoadRequest<'_>,
) -> Result<Result<Requirements, String>, LoadError> {
    if let GoRequirements::Graph(path) = request.go {
        let shown = path.display().to_string();
        let bytes = read_file(path, &shown, MAX_FILE)?;
        let text = GraphText::parse(&bytes).map_err(|error| {
            let line = u32::try_from(error.line).unwrap_or(u32::MAX);
            LoadError::at_position(&shown, Position { line, column: 1 }, error.reason())
        })?;
        let selected = text.build_list();
        return Ok(Ok(Requirements {
            read: requiring(&text.edges),
            edges: text.edges,
            selected,
            updated_roots: None,
        }));
    }
    let Some(folder) = folder else {
        return Ok(Err("there is no module cache".to_owned()));
    };
    Ok(match build_list(workspace, folder) {
        Ok(BuildList {
            modules,
            edges,
            read,
            updated_roots,
        }) => Ok(Requirements {
            edges,
            read,
            selected: modules
                .into_iter()
                .map(|selected| selected.module)
                .collect(),
            updated_roots,
        }),
        Err(BuildListError::Workspace(error)) => return Err(load_error(&error, request.root)),
        Err(BuildListError::Graph(error)) => Err(error.to_string().replace('\n', " ")),
    })
}

/// What the go.mod files themselves state: for go 1.17 and later, all that is selected.
fn stated(workspace: &Workspace) -> Requirements {
    let mut edges = Vec::new();
    for main in &workspace.main {
        let from = GoModule::new(main.path.clone(), NodeVersion::main());
        let required = main.go_mod.require.iter();
        edges.extend(required.map(|require| (from.clone(), require.module.clone())));
    }
    Requirements {
        edges,
        selected: stated_list(workspace),
        read: Vec::new(),
        updated_roots: None,
    }
}

/// The selected modules whose go.mod counts: all, where it is not known which were read.
fn counting<'s>(
    selected: &'s [GoModule],
    read: &[GoModule],
    unknown: Option<&String>,
) -> Vec<&'s GoModule> {
    let read: HashSet<&GoModule> = read.iter().collect();
    let counts = |module: &&GoModule| unknown.is_some() || read.contains(module);
    selected.iter().filter(counts).collect()
}

/// The modules of a printed graph that require something: their go.mod was read, and perhaps that of
/// others which require nothing.
fn requiring(edges: &[(GoModule, GoModule)]) -> Vec<GoModule> {
    let from = edges.iter().map(|(from, _)| from);
    let is_downloaded = |module: &&GoModule| {
        let version = module.version.as_ref();
        !module.path.is_toolchain() && version.is_some_and(|version| !version.is_main())
    };
    let mut modules: Vec<GoModule> = from.filter(is_downloaded).cloned().collect();
    modules.dedup();
    modules
}

/// The packages of the graph by path: of each path, one version is selected.
fn add_packages(
    workspace: &Workspace,
    files: &[GoFile],
    selected: &[GoModule],
    graph: &mut Graph,
) -> BTreeMap<String, PackageId> {
    let mut ids = BTreeMap::new();
    for (main, file) in workspace.main.iter().zip(files) {
        let version = PackageVersion::Go(None);
        let mut package = Package::new(
            Ecosystem::Go,
            main.path.as_str(),
            version,
            PackageSource::Path,
        );
        package.member = true;
        package.place = main
            .go_mod
            .module
            .as_ref()
            .map(|line| file.place(line.span));
        ids.insert(main.path.as_str().to_owned(), graph.add_package(package));
    }
    for module in selected {
        let path = module.path.as_str();
        let Some(version) = module.version.as_ref().filter(|version| !version.is_main()) else {
            continue;
        };
        if ids.contains_key(path) {
            continue;
        }
        let parsed = upsafe_version::go::Version::parse(version.as_str());
        let version = match parsed {
            Ok(version) => PackageVersion::Go(Some(version)),
            Err(_) => PackageVersion::GoRelease(version.as_str().into()),
        };
        let package = Package::new(Ecosystem::Go, path, version, PackageSource::Proxy);
        ids.insert(path.to_owned(), graph.add_package(package));
    }
    ids
}

/// A requirement counts where the version that states it is the selected one.
fn add_edge(from: &GoModule, to: &GoModule, ids: &BTreeMap<String, PackageId>, graph: &mut Graph) {
    let (Some(&from_id), Some(&to_id)) = (ids.get(from.path.as_str()), ids.get(to.path.as_str()))
    else {
        return;
    };
    let stated = from.version.as_ref().map_or("", |version| version.as_str());
    let is_selected = graph.package(from_id).version.to_string() == stated;
    if is_selected && from_id != to_id {
        let mut dependency = Dependency::new(DependencyKind::Normal);
        dependency.requirement = to.version.as_ref().map(|version| version.as_str().into());
        graph.add_dependency(from_id, to_id, dependency);
    }
}

/// Gives the requirements of main modules their places.
fn place_requirements(
    workspace: &Workspace,
    files: &[GoFile],
    ids: &BTreeMap<String, PackageId>,
    graph: &mut Graph,
) {
    for (main, file) in workspace.main.iter().zip(files) {
        let Some(&from) = ids.get(main.path.as_str()) else {
            continue;
        };
        for require in &main.go_mod.require {
            let Some(&to) = ids.get(require.module.path.as_str()) else {
                continue;
            };
            let edges: Vec<_> = graph
                .dependencies(from)
                .iter()
                .filter(|edge| edge.to == to)
                .map(|edge| edge.id)
                .collect();
            for id in edges {
                graph.dependency_mut(id).place = Some(file.place(require.version_span));
            }
        }
    }
}

/// Adds a file to the sources.
pub(super) fn add(path: &Path, root: &Path, sources: &mut Sources) -> Result<GoFile, LoadError> {
    let shown = shown(path, root);
    let bytes = read_file(path, &shown, MAX_FILE)?;
    let source = sources.add(&shown, String::from_utf8_lossy(&bytes).into_owned());
    let text = sources.get(source).clone();
    Ok(GoFile::new(path.to_owned(), source, text))
}

pub(super) fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// The place of an error as the report names it.
pub(super) fn load_error(error: &WorkspaceError, root: &Path) -> LoadError {
    match error {
        WorkspaceError::Parse { file, errors } => {
            let first = errors.errors().first();
            let position = first.map_or(Position { line: 1, column: 1 }, |error| Position {
                line: error.span.line.max(1),
                column: error.span.column.max(1),
            });
            let message = first.map_or_else(|| errors.to_string(), |error| error.message.clone());
            LoadError::at_position(shown(file, root), position, message)
        }
        WorkspaceError::Missing(path) => {
            LoadError::whole(shown(path, root), "there is no such file")
        }
        other => {
            let text = other
                .to_string()
                .replace(&format!("{}/", root.display()), "");
            LoadError::whole(shown(&PathBuf::from("go.mod"), root), text)
        }
    }
}
