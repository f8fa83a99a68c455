//! The whole load: manifests, then history, then what changed.

use std::{collections::BTreeMap, rc::Rc};

use upsafe_config::{Ecosystem, Semver as Settings, ZeroPolicy};
use upsafe_core::{LoadError, Place, Sources, Subject};

use super::{
    LoadRequest, Loaded, base, changelog,
    docs::{Doc, Docs, HeadDocs},
    ecosystem::{self, Manifest, declare, discover},
    group, resolved, tags,
};
use crate::{
    evidence::{Declared, HistoryTrouble, LockEntry, Package, Text},
    git::{Git, Head, Signers, TagObject},
};

/// How many of a package's newest tags are judged where nothing is configured.
const JUDGED: usize = 20;

/// Reads packages and their history. `sources` takes every text that findings may point into.
///
/// # Errors
/// Where a manifest cannot be read or understood. What is wrong with the history is no error, but
/// stands in the result.
pub fn load(request: &LoadRequest<'_>, sources: &mut Sources) -> Result<Loaded, LoadError> {
    load_for(request, Purpose::Check, sources)
}

/// What a load is for. Complete: there are these two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    /// Is the version in the manifest honest? The base is below it.
    Check,
    /// Which version would be? The base is the newest release.
    Suggest,
}

/// Reads packages and their history to name the lowest honest versions: the base of each package is
/// its newest release, whatever its manifest says.
///
/// # Errors
/// As [`load`].
pub fn load_for_suggestion(
    request: &LoadRequest<'_>,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    load_for(request, Purpose::Suggest, sources)
}

fn load_for(
    request: &LoadRequest<'_>,
    purpose: Purpose,
    sources: &mut Sources,
) -> Result<Loaded, LoadError> {
    let settings = request.settings;
    let mut docs = HeadDocs::new(request.root, sources);
    let found = manifests(settings, &mut docs)?;
    let mut troubles = Vec::new();
    let head = request.git.head().map_err(|error| error.to_string());
    let all = match &head {
        Ok(_) => request.git.tags().unwrap_or_else(|error| {
            troubles.push(error.to_string());
            Vec::new()
        }),
        Err(reason) => {
            troubles.push(reason.clone());
            Vec::new()
        }
    };
    let (groups, of) = group::groups(settings, &found);
    let mut locks = locks(&found, &mut docs)?;
    // A lock that nobody commits is that of one machine.
    if !locks.is_empty()
        && head.is_ok()
        && let Ok(files) = request.git.files()
    {
        locks.retain(|(_, entry)| files.contains(&entry.path));
    }
    let mut packages = Vec::new();
    for ((manifest, declared), group) in found.iter().zip(of) {
        let doc = docs
            .doc(&manifest.path)?
            .ok_or_else(|| LoadError::whole(&manifest.path, "there is no such file"))?;
        let configured = settings.changelog.as_ref().map(|one| one.as_str());
        let changelog = changelog::find(manifest.dir(), configured, &mut docs)?;
        let parts = Parts {
            settings,
            manifest,
            declared,
            head: head.as_ref().ok(),
            tags: &all,
        };
        let mut package = parts.package(group, place(&doc)?);
        package.changelog = Some(changelog);
        let same = |(name, _): &&(String, LockEntry)| *name == declared.name;
        package.locks = locks
            .iter()
            .filter(same)
            .map(|(_, entry)| entry.clone())
            .collect();
        package.api = request.api.get(&declared.name).cloned().unwrap_or_default();
        package.exposure = request
            .exposure
            .get(&declared.name)
            .cloned()
            .unwrap_or_default();
        packages.push(package);
    }
    let found: Vec<Manifest> = found.into_iter().map(|(manifest, _)| manifest).collect();
    resolved::add_prereleases(&mut packages, &found, &mut docs)?;
    let judged = settings.tags.judged.as_ref();
    let judged = judged.map_or(JUDGED, |judged| judged.get() as usize);
    if head.is_ok() {
        let read = base::manifests(&mut packages, &found, judged, request.git)?;
        base::share(&mut packages, &groups);
        for package in &mut packages {
            base::choose(package, purpose == Purpose::Suggest);
        }
        base::at_base(&mut packages, &found, read, request.git);
        base::changes(&mut packages, request.git, &mut troubles);
        of_tags(&mut packages, request, &mut troubles);
    }
    let history_troubles = history_troubles(&packages, head.as_ref().ok(), request.git);
    for package in &mut packages {
        let troubled = history_troubles
            .iter()
            .any(|one| one.is_about(&package.subject()));
        package.has_history = head.is_ok() && !troubled;
        package.is_base_yanked = is_base_retracted(package);
    }
    Ok(Loaded {
        packages,
        groups,
        head,
        history_troubles,
        matrix: None,
        troubles,
    })
}

/// Whether the manifest takes back the release that its package is compared with.
fn is_base_retracted(package: &Package) -> bool {
    let Some(tag) = package.compared_tag() else {
        return false;
    };
    let compare = |text: &str| package.scheme.compare(&tag.release.text, text).ok();
    let retracted = package.declared.retracted.iter();
    retracted.into_iter().any(|(first, last)| {
        compare(first).is_some_and(std::cmp::Ordering::is_ge)
            && compare(last).is_some_and(std::cmp::Ordering::is_le)
    })
}

/// The manifests to judge with what they say.
fn manifests(
    settings: &Settings,
    docs: &mut HeadDocs<'_>,
) -> Result<Vec<(Manifest, Declared)>, LoadError> {
    let roots: Vec<String> = match settings.roots.is_empty() {
        false => settings
            .roots
            .iter()
            .map(|root| root.as_str().to_owned())
            .collect(),
        true => {
            let there = |name: &&str| docs.root().join(name).is_file();
            let there: Vec<&str> = ecosystem::NAMES
                .into_iter()
                .filter(|name| there(name))
                .collect();
            // A `go.work` names the modules, its own folder's among them.
            let work = there.contains(&"go.work");
            let there = there
                .into_iter()
                .filter(|name| !(work && *name == "go.mod"));
            there.map(str::to_owned).collect()
        }
    };
    let mut found: Vec<(Manifest, Declared)> = Vec::new();
    for root in roots {
        for manifest in discover(&root, docs)? {
            if found.iter().any(|(known, _)| known.path == manifest.path) {
                continue;
            }
            let Some(declared) = declare(&manifest, docs)? else {
                continue;
            };
            let excluded = settings.exclude.iter();
            if !excluded
                .into_iter()
                .any(|pattern| pattern.matches(&declared.name))
            {
                found.push((manifest, declared));
            }
        }
    }
    found.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    Ok(found)
}

fn place(doc: &Rc<Doc>) -> Result<Place, LoadError> {
    doc.whole()
        .ok_or_else(|| LoadError::whole(&doc.path, "the text is not among the sources"))
}

fn locks(
    found: &[(Manifest, Declared)],
    docs: &mut HeadDocs<'_>,
) -> Result<Vec<(String, LockEntry)>, LoadError> {
    let mut read: BTreeMap<String, ()> = BTreeMap::new();
    let mut entries = Vec::new();
    for (manifest, _) in found {
        let name = match manifest.ecosystem {
            Ecosystem::Cargo => "Cargo.lock",
            Ecosystem::Npm => "package-lock.json",
            _ => continue,
        };
        let top = manifest
            .parent
            .as_deref()
            .map_or(manifest.dir(), super::docs::folder);
        for dir in [top, ""] {
            let path = if dir.is_empty() {
                name.to_owned()
            } else {
                format!("{dir}/{name}")
            };
            if read.insert(path.clone(), ()).is_some() {
                continue;
            }
            let Some(doc) = docs.doc(&path)? else {
                continue;
            };
            entries.extend(match manifest.ecosystem {
                Ecosystem::Npm => super::npm::lock(&doc)?,
                _ => super::cargo::lock(&doc)?,
            });
        }
    }
    Ok(entries)
}

struct Parts<'p> {
    settings: &'p Settings,
    manifest: &'p Manifest,
    declared: &'p Declared,
    head: Option<&'p Head>,
    tags: &'p [TagObject],
}

impl Parts<'_> {
    fn package(&self, group: usize, manifest_place: Place) -> Package {
        let Self {
            settings,
            manifest,
            declared,
            head,
            tags: all,
        } = *self;
        let template = tags::template(settings, manifest, declared, all);
        let tags = tags::of_package(&template, manifest, declared, all, head);
        let mut declared = declared.clone();
        if manifest.ecosystem == Ecosystem::Go {
            // Nothing but its tag gives a module a version.
            let own = tags.iter().rfind(|tag| tag.is_head);
            declared.version = own.map(|tag| Text::new(tag.release.text.clone(), None));
        }
        let branch = head.and_then(|head| head.branch.as_deref());
        let maintenance = settings.maintenance_branches.iter();
        let is_maintenance =
            branch.is_some_and(|branch| maintenance.clone().any(|one| one.matches(branch)));
        Package {
            ecosystem: manifest.ecosystem,
            scheme: manifest.scheme(),
            dir: manifest.dir().to_owned(),
            manifest: manifest.path.clone(),
            manifest_place,
            declared,
            at_base: None,
            group,
            zero: match manifest.ecosystem {
                Ecosystem::Go => ZeroPolicy::Free,
                _ => settings.zero,
            },
            template,
            tags,
            base: None,
            base_release: None,
            changed: None,
            changed_since_own: None,
            commits: Vec::new(),
            changelog: None,
            locks: Vec::new(),
            prereleases: Vec::new(),
            api: crate::ApiVerdicts::default(),
            exposure: crate::Exposure::NotAsked,
            stored: Vec::new(),
            is_base_yanked: false,
            is_maintenance,
            has_history: false,
        }
    }
}

/// What is asked of tags only where the configuration asks for it.
fn of_tags(packages: &mut [Package], request: &LoadRequest<'_>, troubles: &mut Vec<String>) {
    let settings = request.settings;
    if let Some(allowed) = &settings.branches
        && let Err(error) = base::branches(packages, allowed, request.git)
    {
        troubles.push(error.to_string());
    }
    if settings.tags.signed {
        let path = |path: &Option<upsafe_config::Spanned<upsafe_config::RelativePath>>| {
            path.as_ref().map(|path| request.root.join(path.as_str()))
        };
        let allowed = path(&settings.tags.allowed_signers);
        let keyring = path(&settings.tags.keyring);
        let signers = Signers::new(allowed.as_deref(), keyring.as_deref());
        base::signatures(packages, &signers, request.git);
    }
}

/// Where tags may be missing, nobody can tell what was released.
fn history_troubles(
    packages: &[Package],
    head: Option<&Head>,
    git: &dyn Git,
) -> Vec<HistoryTrouble> {
    let Some(head) = head else { return Vec::new() };
    let repository = || Subject::other("repository", "history");
    if head.is_shallow {
        return vec![HistoryTrouble {
            subject: repository(),
            message: "the clone is shallow: older commits and tags may be missing".to_owned(),
            help: (
                "git fetch --unshallow --tags".to_owned(),
                "brings them; in GitHub Actions, `fetch-depth: 0` for actions/checkout".to_owned(),
            ),
        }];
    }
    let mut troubles = Vec::new();
    let mut remote = None;
    for package in packages.iter().filter(|package| package.is_published()) {
        if !package.tags.is_empty() {
            continue;
        }
        let has_remote = *remote.get_or_insert_with(|| git.has_remote().unwrap_or(true));
        let Some(reason) = was_released(package, has_remote) else {
            continue;
        };
        troubles.push(HistoryTrouble {
            subject: package.subject(),
            message: format!(
                "`{}` has no release tag `{}`, but {reason}",
                package.declared.name,
                package.template.replace("{name}", &package.declared.name),
            ),
            help: (
                "git fetch --tags".to_owned(),
                "brings the tags of the origin; `template` in `[semver.tags]` says how they are \
                 named"
                    .to_owned(),
            ),
        });
    }
    troubles
}

/// What speaks against a first release.
fn was_released(package: &Package, has_remote: bool) -> Option<String> {
    let version = &package.declared.version.as_ref()?.value;
    let sections = package.changelog.iter().flat_map(|one| &one.sections);
    let mut earlier = sections.filter_map(|section| section.version.as_deref());
    if let Some(earlier) =
        earlier.find(|one| !package.release().is_some_and(|r| r.has_precedence_of(one)))
    {
        return Some(format!("its changelog tells of `{earlier}`"));
    }
    let release = package.release()?;
    let [major, minor, patch] = &release.core;
    let zero_patch =
        patch.is_zero() && (minor.to_u64() == Some(1) && major.is_zero() || minor.is_zero());
    let low = major.to_u64().is_some_and(|major| major <= 1) && zero_patch;
    (has_remote && !low).then(|| format!("`{version}` is no first version"))
}
