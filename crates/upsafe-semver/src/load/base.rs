//! What a package is compared with, and what changed since.

use std::collections::{BTreeMap, BTreeSet};

use upsafe_config::{Ecosystem, GroupKind};
use upsafe_core::LoadError;

use super::{
    docs::PastDocs,
    ecosystem::{Manifest, declare},
    packed,
};
use crate::{
    evidence::{Declared, Package, Tag, TagManifest},
    git::{Git, GitError, Signature, Signers},
    policy::{Release, lowest},
};

/// How many commits are read at most.
const COMMITS: usize = 2_000;

/// The name under which git knows a tag and nothing else.
pub(super) fn reference(tag: &Tag) -> String {
    format!("refs/tags/{}", tag.name)
}

/// Sets the base: the highest reachable tag below the version, or where `newest` is asked for,
/// below nothing.
pub(super) fn choose(package: &mut Package, newest: bool) {
    let proposed = package.release().filter(|_| !newest);
    let below = |tag: &Tag| {
        let lower = proposed
            .as_ref()
            .is_none_or(|proposed| tag.release.compare(proposed).is_lt());
        tag.is_reachable && tag.leads_to_commit && lower
    };
    package.base = package.tags.iter().rposition(below);
    let is_release = |tag: &Tag| below(tag) && !tag.release.is_prerelease();
    package.base_release = package.tags.iter().rposition(is_release);
}

/// Reads the manifests at the judged tags in one go, and gives what they declare, by tag.
pub(super) fn manifests(
    packages: &mut [Package],
    found: &[Manifest],
    judged: usize,
    git: &dyn Git,
) -> Result<Vec<BTreeMap<String, Declared>>, LoadError> {
    let mut wanted: BTreeSet<(String, String)> = BTreeSet::new();
    let mut chosen: Vec<Vec<usize>> = Vec::new();
    for (package, manifest) in packages.iter().zip(found) {
        let reachable = package.tags.iter().enumerate().rev();
        let reachable = reachable.filter(|(_, tag)| tag.is_reachable && tag.leads_to_commit);
        let tags: Vec<usize> = reachable.map(|(at, _)| at).take(judged).collect();
        for &at in &tags {
            let revision = reference(&package.tags[at]);
            wanted.insert((revision.clone(), manifest.path.clone()));
            if let Some(parent) = &manifest.parent {
                wanted.insert((revision, parent.clone()));
            }
        }
        chosen.push(tags);
    }
    let wanted: Vec<(String, String)> = wanted.into_iter().collect();
    let texts = git
        .read_many(&wanted)
        .map_err(|error| LoadError::whole("git", error))?;
    let mut texts: BTreeMap<_, _> = wanted.into_iter().zip(texts).collect();
    let mut read = Vec::new();
    for ((package, manifest), tags) in packages.iter_mut().zip(found).zip(chosen) {
        let mut known = BTreeMap::new();
        for at in tags {
            let revision = reference(&package.tags[at]);
            let mut docs = PastDocs::new(git, &revision);
            for path in std::iter::once(&manifest.path).chain(&manifest.parent) {
                let text = texts.get_mut(&(revision.clone(), path.clone()));
                docs.knows(path, text.cloned().flatten());
            }
            let declared = declare(manifest, &mut docs);
            package.tags[at].manifest = match &declared {
                Ok(Some(declared)) => match &declared.version {
                    Some(version) => TagManifest::Version(version.value.clone()),
                    None => TagManifest::NoVersion,
                },
                Ok(None) => TagManifest::Absent,
                Err(_) => TagManifest::NoVersion,
            };
            if let Ok(Some(declared)) = declared {
                known.insert(package.tags[at].name.clone(), declared);
            }
        }
        read.push(known);
    }
    Ok(read)
}

/// Sets the manifest at the base: one of those that were read, or read for it.
pub(super) fn at_base(
    packages: &mut [Package],
    found: &[Manifest],
    mut read: Vec<BTreeMap<String, Declared>>,
    git: &dyn Git,
) {
    for ((package, manifest), known) in packages.iter_mut().zip(found).zip(&mut read) {
        let Some(at) = compared_with(package) else {
            continue;
        };
        if let Some(declared) = known.remove(&package.tags[at].name) {
            package.at_base = Some(declared);
            continue;
        }
        let mut docs = PastDocs::new(git, &reference(&package.tags[at]));
        // A manifest that cannot be read there is told of by what compares with it.
        package.at_base = declare(manifest, &mut docs).ok().flatten();
    }
}

/// The tag that the contents are compared with: a pre-release has to keep what the last release
/// promised.
pub(super) fn compared_with(package: &Package) -> Option<usize> {
    package.base_release.or(package.base)
}

/// Fills in the files and commits that differ from the base and from the tag of the own version.
pub(super) fn changes(packages: &mut [Package], git: &dyn Git, troubles: &mut Vec<String>) {
    let known: Vec<String> = packages.iter().map(|package| package.dir.clone()).collect();
    let nested = nested(packages, git).unwrap_or_else(|error| {
        troubles.push(error.to_string());
        Vec::new()
    });
    let names: Vec<String> = packages
        .iter()
        .map(|one| one.declared.name.clone())
        .collect();
    let mut asked: BTreeMap<String, Result<Vec<String>, GitError>> = BTreeMap::new();
    let mut logs: BTreeMap<String, Vec<crate::git::CommitMessage>> = BTreeMap::new();
    for package in packages {
        let below = nested.iter().filter(|(of, _)| *of == package.ecosystem);
        let dirs: Vec<String> = known
            .iter()
            .chain(below.map(|(_, dir)| dir))
            .cloned()
            .collect();
        let mut ask = |tag: &Tag| {
            let revision = reference(tag);
            let known = asked.entry(revision.clone());
            known
                .or_insert_with(|| git.changed(&revision, None))
                .clone()
        };
        let changelog = package.changelog.as_ref().map(|one| one.path.clone());
        let own = |changed: Result<Vec<String>, GitError>, package: &Package| {
            let changed = changed.map_err(|error| error.to_string())?;
            let (dir, manifest) = (&package.dir, &package.manifest);
            let declared = &package.declared;
            Ok::<_, String>(packed::own(
                &changed,
                dir,
                &dirs,
                manifest,
                changelog.as_deref(),
                declared,
            ))
        };
        if let Some(at) = compared_with(package) {
            let changed = own(ask(&package.tags[at]), package);
            let same = package.at_base.as_ref().is_some_and(|base| {
                base.version.as_ref().map(|v| &v.value)
                    != package.declared.version.as_ref().map(|v| &v.value)
                    && essence(base, &names) == essence(&package.declared, &names)
            });
            package.changed = Some(changed.map(|mut files| {
                // A manifest in which only the version changed is no change of the package.
                files.retain(|file| !same || *file != package.manifest);
                files
            }));
            let revision = reference(&package.tags[at]);
            let log = logs.entry(revision.clone()).or_insert_with(|| {
                git.commits(&revision, "HEAD", COMMITS)
                    .unwrap_or_else(|error| {
                        troubles.push(error.to_string());
                        Vec::new()
                    })
            });
            let touches = |commit: &&crate::git::CommitMessage| {
                let own = packed::own(
                    &commit.files,
                    &package.dir,
                    &dirs,
                    &package.manifest,
                    changelog.as_deref(),
                    &package.declared,
                );
                !own.is_empty()
            };
            package.commits = log.iter().filter(touches).cloned().collect();
        }
        if let Some(tag) = package.own_tag().filter(|tag| tag.leads_to_commit) {
            package.changed_since_own = Some(own(ask(tag), package));
        }
    }
}

/// The folders of the tree with a manifest of a kind that no package above carries along, whether it is
/// one of the packages or not: fuzz targets, examples, other modules.
fn nested(packages: &[Package], git: &dyn Git) -> Result<Vec<(Ecosystem, String)>, GitError> {
    let kinds = [(Ecosystem::Cargo, "Cargo.toml"), (Ecosystem::Go, "go.mod")];
    let is_here = |kind: Ecosystem| packages.iter().any(|package| package.ecosystem == kind);
    if !kinds.iter().any(|(kind, _)| is_here(*kind)) {
        return Ok(Vec::new());
    }
    let files = git.files()?;
    let folders = files.iter().filter_map(|file| {
        let (folder, name) = file.rsplit_once('/')?;
        let (kind, _) = kinds.iter().find(|(_, manifest)| *manifest == name)?;
        Some((*kind, folder.to_owned()))
    });
    Ok(folders.collect())
}

/// Packages with versions of their own that share tags were released with the versions that their
/// manifests had there; where a tag was not read, or had no such package, it says nothing of it.
pub(super) fn share(packages: &mut [Package], groups: &[crate::evidence::GroupEvidence]) {
    let published = packages
        .iter()
        .filter(|package| package.is_published())
        .count();
    for package in packages.iter_mut().filter(|_| published > 1) {
        let own_name = package.template.contains("{name}") || package.template.contains("{dir}");
        let in_step = groups
            .get(package.group)
            .is_some_and(|group| group.kind == GroupKind::LockStep);
        if own_name || in_step || package.ecosystem == Ecosystem::Go {
            continue;
        }
        let scheme = package.scheme;
        package.tags.retain_mut(|tag| match &tag.manifest {
            TagManifest::Version(version) => {
                Release::parse(scheme, version).is_some_and(|release| {
                    tag.release = release;
                    true
                })
            }
            _ => false,
        });
        package.tags.sort_by(|a, b| {
            a.release
                .compare(&b.release)
                .then_with(|| a.named.compare(&b.named))
        });
    }
}

/// The numbers of a requirement that must stay for it to take compatible versions.
fn compatible(range: &str) -> String {
    match lowest(range) {
        Some([0, 0, patch]) => format!("0.0.{patch}"),
        Some([0, minor, _]) => format!("0.{minor}"),
        Some([major, ..]) => major.to_string(),
        None => range.to_owned(),
    }
}

/// What a manifest says apart from its version, how much of a sibling it asks for, and all places.
fn essence(declared: &Declared, siblings: &[String]) -> Declared {
    let mut essence = declared.clone();
    essence.version = None;
    essence.inherits_version = false;
    for replaced in &mut essence.replaced {
        replaced.place = None;
    }
    if let Some(toolchain) = &mut essence.toolchain {
        toolchain.text.place = None;
    }
    for requirement in &mut essence.requirements {
        requirement.place = None;
        let is_sibling = siblings.contains(&requirement.name);
        if let Some(range) = &mut requirement.range {
            range.place = None;
            if is_sibling {
                range.value = compatible(&range.value);
            }
        }
    }
    essence
}

/// Fills in the allowed branches that contain the judged tags.
pub(super) fn branches(
    packages: &mut [Package],
    allowed: &[upsafe_config::Spanned<upsafe_config::Glob>],
    git: &dyn Git,
) -> Result<(), GitError> {
    let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for branch in git.branches()? {
        if !allowed.iter().any(|pattern| pattern.matches(&branch.name)) {
            continue;
        }
        for tag in git.tags_of(&branch.reference)? {
            let names = of.entry(tag).or_default();
            if !names.contains(&branch.name) {
                names.push(branch.name.clone());
            }
        }
    }
    for tag in packages.iter_mut().flat_map(|package| &mut package.tags) {
        if tag.manifest != TagManifest::NotJudged {
            tag.branches = Some(of.get(&tag.name).cloned().unwrap_or_default());
        }
    }
    Ok(())
}

/// Verifies the signatures of the judged tags, each once.
pub(super) fn signatures(packages: &mut [Package], signers: &Signers<'_>, git: &dyn Git) {
    let mut known: BTreeMap<String, Signature> = BTreeMap::new();
    for tag in packages.iter_mut().flat_map(|package| &mut package.tags) {
        if tag.manifest == TagManifest::NotJudged {
            continue;
        }
        let signature = known.entry(tag.name.clone()).or_insert_with(|| {
            git.verify(&tag.name, signers)
                .unwrap_or_else(|error| Signature::CannotVerify {
                    reason: error.to_string(),
                })
        });
        tag.signature = Some(signature.clone());
    }
}
