//! One Cargo workspace: lock, manifests, what the index says, and the tier that answers.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use upsafe_config::{Deps as Settings, Kind, Tier};
use upsafe_core::{LoadError, Sources, without_folder};

use super::{
    LoadRequest, annotate, archives,
    facts::{self, Gathered},
    kept::{self, Answers, Build, Ends, Question, Shelf, Witness},
};
use crate::{
    CargoEvidence, TierAnswer,
    analysis::{
        NoIndex, analyse,
        catalog::Catalog,
        manifests::Manifests,
        recorder::Recorder,
        world::{Declared, World},
    },
    ecosystem::cargo::{
        Lock, LockGraph, UnresolvedLine,
        config::CargoConfig,
        crate_cache::CrateCache,
        index::{Index, LocalIndex},
        manifest::{Package, RustVersion, Workspace, normalize, read_text, relative},
    },
    evidence::cargo_version,
    graph::{DependencyKind, Graph, PackageId, PackageSource},
    wording::is_kind,
};

/// Loads the workspace of a manifest, or a lock that stands alone.
pub(super) fn load(
    path: &Path,
    request: &LoadRequest<'_>,
    index: Option<&dyn Index>,
    sources: &mut Sources,
) -> Result<CargoEvidence, LoadError> {
    let (mut graph, read) = read(path, request, sources)?;
    let workspace = read.workspace.as_ref();
    let local = request
        .cargo_home
        .map(|home| LocalIndex::new(home, read.config.clone()));
    let oldest_rust = oldest_rust(workspace, request.settings);
    let shelf = request.kept.filter(|_| index.is_none());
    let shelf = shelf.zip(local.as_ref()).map(|(kept, index)| {
        let question = Question {
            program: kept.program,
            tier: request.tier,
            settings: request.settings,
            lock_text: sources.get(read.lock.source).text(),
            lock: &read.lock,
            workspace,
            config: &read.config,
            index,
            oldest_rust,
        };
        let shelf = Shelf::new(kept.folder, &read.lock_path, request.tier);
        (shelf, question)
    });
    let kept = shelf
        .as_ref()
        .and_then(|(shelf, question)| shelf.find(question, graph.n_packages()));
    let witness = local.as_ref().map(Witness::new);
    let index = index.or(witness.as_ref().map(|index| index as &dyn Index));
    let catalog = Catalog::new(index.unwrap_or(&NoIndex));
    let declared = Declared {
        workspace,
        manifest_ids: &read.manifest_ids,
        config: &read.config,
    };
    let manifests = Manifests::read(&catalog, &graph, declared);
    let gathered = match kept.as_ref().and_then(|kept| kept.complete(&mut graph)) {
        Some(facts) => Gathered::of(facts),
        None => {
            let recorder = index.map(|index| Recorder::new(index, &catalog, &graph));
            facts::gather(&mut graph, recorder.as_ref(), oldest_rust, shelf.is_some())
        }
    };
    let archives = request
        .cargo_home
        .filter(|_| request.deep)
        .map(|home| archives::digest(&graph, &CrateCache::new(home, read.config.clone())));
    let known_build = kept.as_ref().and_then(Answers::build);
    let build_before = known_build.as_ref().map(|build| build.answer);
    let (tier, build) = answer(&mut graph, &read, request, known_build);
    let wanted = counted(&graph, &request.settings.duplicates.kinds);
    let counts = |id: PackageId| {
        let is_built = build.as_ref().is_none_or(|it| it.packages.contains(&id));
        is_built && wanted.as_ref().is_none_or(|wanted| wanted.contains(&id))
    };
    let digest = shelf.as_ref().map(|_| kept::ends_digest(&graph, &counts));
    let is_anew = kept.is_none();
    let known = kept
        .zip(digest)
        .and_then(|(kept, digest)| kept.ends(digest));
    let is_as_kept = known.is_some() && build.as_ref().map(|build| build.answer) == build_before;
    let (duplicates, floor) = known.unwrap_or_else(|| {
        let world = World::with(catalog, manifests, &graph, declared);
        analyse(&world, &counts)
    });
    match (&shelf, digest, &witness) {
        (Some((shelf, question)), Some(digest), Some(witness)) if is_anew => {
            let ends = Ends {
                build: build.as_ref(),
                digest,
                duplicates: &duplicates,
                floor: &floor,
            };
            shelf.keep(question, witness, &gathered, &ends);
        }
        // What has become another answer is kept by the next run, whose witness sees all of it.
        (Some((shelf, _)), ..) if !is_as_kept => shelf.clear(),
        _ => {}
    }
    Ok(CargoEvidence {
        tier,
        tree: tree_of(&read.folder, &read.root),
        lock: read.lock,
        unresolved: read.unresolved,
        repeated: read.repeated,
        lock_ids: read.lock_ids,
        graph,
        workspace: read.workspace,
        manifest_ids: read.manifest_ids,
        config: read.config,
        registry: gathered.facts,
        archives,
        built: build.map(|build| build.packages),
        duplicates,
        floor,
    })
}

/// What the files say, without the index.
struct Read {
    /// The folder that is checked.
    root: PathBuf,
    /// The folder of the lock.
    folder: PathBuf,
    lock_path: PathBuf,
    lock: Lock,
    lock_ids: Vec<PackageId>,
    unresolved: Vec<UnresolvedLine>,
    repeated: Vec<(usize, usize)>,
    workspace: Option<Workspace>,
    manifest_ids: Vec<Option<PackageId>>,
    config: CargoConfig,
}

fn read(
    path: &Path,
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<(Graph, Read), LoadError> {
    let root = absolute(request.root);
    let is_lock = path.file_name().is_some_and(|name| name == "Cargo.lock");
    let workspace = match is_lock {
        true => None,
        false => {
            let home = request.cargo_home;
            Some(Workspace::load_seen_from(Some(&root), path, home, sources)?)
        }
    };
    let lock_path = match &workspace {
        Some(workspace) => workspace.root.join("Cargo.lock"),
        None => absolute(path),
    };
    let folder = lock_path.parent().unwrap_or(Path::new("")).to_owned();
    let lock = read_lock(&lock_path, &root, sources)?;
    let LockGraph {
        mut graph,
        ids: lock_ids,
        unresolved,
        repeated,
        ..
    } = LockGraph::build(&lock);
    let config =
        CargoConfig::load(&folder, request.cargo_home).map_err(|error| seen_from(&root, error))?;
    let manifest_ids = mark_members(&mut graph, workspace.as_ref());
    if let Some(workspace) = &workspace {
        annotate::by_manifests(&mut graph, workspace, &manifest_ids);
    }
    let read = Read {
        root,
        folder,
        lock_path,
        lock,
        lock_ids,
        unresolved,
        repeated,
        workspace,
        manifest_ids,
        config,
    };
    Ok((graph, read))
}

/// Which tier answers, and what it says is built.
fn answer(
    graph: &mut Graph,
    read: &Read,
    request: &LoadRequest<'_>,
    known: Option<Build>,
) -> (TierAnswer, Option<Build>) {
    match (request.tier, &read.workspace) {
        (Tier::Exact, Some(workspace)) => match exact(graph, workspace, request, known) {
            Ok(build) => (TierAnswer::Exact, Some(build)),
            Err(reason) => (instead(&read.root, &reason), None),
        },
        (Tier::Exact, None) => {
            let reason = "the lock stands without a manifest";
            (instead(&read.root, reason), None)
        }
        _ => (TierAnswer::Fast, None),
    }
}

#[cfg(feature = "exact")]
fn exact(
    graph: &mut Graph,
    workspace: &Workspace,
    request: &LoadRequest<'_>,
    known: Option<Build>,
) -> Result<Build, String> {
    super::exact::complete(
        graph,
        workspace,
        request.settings,
        request.cargo_home,
        known,
    )
}

#[cfg(not(feature = "exact"))]
fn exact(
    _: &mut Graph,
    _: &Workspace,
    _: &LoadRequest<'_>,
    _: Option<Build>,
) -> Result<Build, String> {
    Err("this program was built without the feature `exact`".to_owned())
}

/// The fast tier's answer, and why not the exact one's; without absolute paths.
fn instead(root: &Path, reason: &str) -> TierAnswer {
    let reason = without_folder(reason, root);
    TierAnswer::FastInstead { reason }
}

/// The packages that members require for some of the kinds, and what those require in turn; none
/// where all kinds count.
fn counted(graph: &Graph, kinds: &[Kind]) -> Option<BTreeSet<PackageId>> {
    if [Kind::Normal, Kind::Build, Kind::Dev]
        .iter()
        .all(|kind| kinds.contains(kind))
    {
        return None;
    }
    let counts = |kind: DependencyKind| {
        kind == DependencyKind::Unknown || kinds.iter().any(|wanted| is_kind(*wanted, kind))
    };
    let mut open: Vec<PackageId> = graph.members().collect();
    let mut seen: BTreeSet<PackageId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for edge in graph.dependencies(id) {
            let follows = !graph.package(id).member || counts(edge.dependency.kind);
            if follows && seen.insert(edge.to) {
                open.push(edge.to);
            }
        }
    }
    Some(seen)
}

/// The oldest Rust that a member must build with.
fn oldest_rust(workspace: Option<&Workspace>, settings: &Settings) -> Option<RustVersion> {
    let configured = || {
        settings
            .msrv
            .rust_version
            .as_ref()?
            .to_string()
            .parse()
            .ok()
    };
    let members = workspace.into_iter().flat_map(Workspace::members);
    let stated = |member: &Package| {
        let stated = member.rust_version.as_ref().map(|stated| stated.value);
        stated.or_else(configured)
    };
    members.filter_map(stated).min()
}

fn read_lock(path: &Path, root: &Path, sources: &mut Sources) -> Result<Lock, LoadError> {
    let shown = relative(root, path);
    if path.symlink_metadata().is_err() {
        let message = "expected a lock, found none; `cargo generate-lockfile` writes it";
        return Err(LoadError::whole(shown, message));
    }
    let id = sources.add(&shown, read_text(path, &shown)?);
    Lock::parse(sources, id)
}

/// The path without symbolic links, or at least without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| normalize(path))
}

/// An error that names its file by an absolute path, with the path that output uses.
fn seen_from(root: &Path, error: LoadError) -> LoadError {
    let shown = relative(root, Path::new(error.path()));
    match error.position() {
        Some(position) => LoadError::at_position(shown, position, error.message()),
        None => LoadError::whole(shown, error.message()),
    }
}

/// The outermost of: the workspace's folder, the folder that is checked, the git repository.
fn tree_of(folder: &Path, root: &Path) -> PathBuf {
    let repository = folder.ancestors().find(|above| above.join(".git").exists());
    let holds = [Some(folder), Some(root), repository];
    let holds = holds
        .into_iter()
        .flatten()
        .filter(|above| folder.starts_with(above));
    let outermost = holds.min_by_key(|above| above.components().count());
    outermost.unwrap_or(folder).to_owned()
}

/// Marks the members and returns the package of each manifest.
///
/// Where the version in the lock is another than the manifest's, the name alone decides: that the
/// lock is stale is for a rule to say, and the rest of the graph can still be judged.
fn mark_members(graph: &mut Graph, workspace: Option<&Workspace>) -> Vec<Option<PackageId>> {
    let paths: Vec<PackageId> = graph
        .packages()
        .filter(|(_, package)| package.source == PackageSource::Path)
        .map(|(id, _)| id)
        .collect();
    let Some(workspace) = workspace else {
        for id in paths {
            graph.package_mut(id).member = true;
        }
        return Vec::new();
    };
    let mut ids = Vec::new();
    for package in &workspace.packages {
        let named = |id: &&PackageId| *graph.package(**id).name == *package.name;
        let exact = |id: &&PackageId| cargo_version(graph, **id) == Some(&package.version);
        let same_name: Vec<PackageId> = paths.iter().filter(named).copied().collect();
        let found = match (same_name.iter().find(exact), &same_name[..]) {
            (Some(id), _) | (None, [id]) => Some(*id),
            _ => None,
        };
        if let Some(id) = found {
            graph.package_mut(id).member |= package.member;
        }
        ids.push(found);
    }
    ids
}
