//! Rust libraries: the snapshot in the tree beside the one at the tag, or both built anew.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use upsafe_api_rust::{
    Api, BuildError, BuildRequest, CrossCheck, CrossCheckRequest, Diff, Features, Snapshot,
    SourceChange, build, cross_check, diff, has_library, read_sources, target_directory,
};
use upsafe_config::{BumpPart, Ecosystem, RelativePath, ZeroPolicy};
use upsafe_core::without_folder;
use upsafe_semver::{
    ApiChange, ApiVerdict, Certainty, Exposure, Git, Package, Release, StaleSnapshot, Tag,
    needed_core,
};

use super::{
    export::Export,
    fill::{Answer, Comparer, shortened},
    words::{Acknowledged, Lines, changes},
};

/// How many differences of a stale snapshot are told.
const SHOWN: usize = 5;
/// The largest snapshot that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// An API, and where its items stand.
struct Side {
    api: Api,
    lines: Lines,
}

/// What is known of a package without a library: a program has no API.
pub(super) fn of_program(comparer: &Comparer<'_>, package: &Package) -> Option<Answer> {
    if !matches!(has_library(&comparer.folder(package)), Ok(false)) {
        return None;
    }
    let mut answer = Answer::default();
    if package.compared_tag().is_some() {
        answer.verdicts.since_release = ApiVerdict::Compatible;
    }
    answer.exposure = Exposure::Known(BTreeMap::new());
    Some(answer)
}

/// What is known of a package's library in the tree.
pub(super) fn answer(
    comparer: &Comparer<'_>,
    package: &Package,
    acknowledged: &mut Acknowledged<'_>,
) -> Answer {
    let mut answer = Answer::default();
    if let Err(error) = has_library(&comparer.folder(package)) {
        return answer.unknown(package, error.to_string());
    }
    let (head, stale) = comparer.head(package);
    answer.verdicts.stale = stale;
    let head = match head {
        Ok(head) => head,
        Err(reason) => return answer.unknown(package, reason),
    };
    answer.exposure = Exposure::Known(exposed(&head.api));
    let mut compare = |tag: &Tag, answer: &mut Answer| -> ApiVerdict {
        let old = match comparer.at(package, tag) {
            Ok(Some(old)) => old,
            Ok(None) => {
                let limit = format!("there was no library at `{}`: all of it is new", tag.name);
                answer.verdicts.limits.push(limit);
                return ApiVerdict::Compatible;
            }
            Err(reason) => return ApiVerdict::Unknown { reason },
        };
        let found: Diff = diff(&old.api, &head.api);
        answer.verdicts.limits.extend(found.limits.clone());
        let name = &package.declared.name;
        let lines = (&old.lines, &head.lines);
        ApiVerdict::of(changes(name, &found.changes, lines, acknowledged))
    };
    if let Some(tag) = package.compared_tag() {
        let verdict = compare(tag, &mut answer);
        let second = comparer.second_opinion(package, tag, &mut answer);
        answer.verdicts.since_release = verdict.stricter(second);
    }
    let before = package.base_tag().filter(|tag| tag.release.is_prerelease());
    if let Some(tag) = before {
        answer.verdicts.since_prerelease = compare(tag, &mut answer);
    }
    answer.verdicts.limits.sort();
    answer.verdicts.limits.dedup();
    answer
}

/// The packages whose items stand in the API, each with one of those.
fn exposed(api: &Api) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for (name, items) in api.exposure() {
        let package = api
            .dependencies
            .get(&name)
            .and_then(|one| one.package.clone());
        if let Some(item) = items.into_iter().next() {
            found.insert(package.unwrap_or(name), item);
        }
    }
    found
}

impl Comparer<'_> {
    pub(super) fn folder(&self, package: &Package) -> PathBuf {
        self.workspace.root.join(&package.dir)
    }

    fn manifest(&self, package: &Package) -> PathBuf {
        self.workspace.root.join(&package.manifest)
    }

    /// Where the snapshot of a package is.
    ///
    /// # Errors
    /// Where the name of the package makes no path.
    pub(super) fn path(&self, package: &Package) -> Option<Result<String, String>> {
        let template = self.settings.snapshot.as_ref()?;
        let path = template.of(&package.declared.name, &package.dir);
        Some(match RelativePath::new(&path) {
            Some(path) => Ok(path.as_str().to_owned()),
            None => Err(format!("`{path}` is no path of a snapshot")),
        })
    }

    /// The snapshot in the tree; none where there is none.
    pub(super) fn committed(&self, path: &str) -> Result<Option<(Snapshot, String)>, String> {
        let full = self.workspace.root.join(path);
        let text = match fs::metadata(&full) {
            Ok(found) if found.len() > LARGEST => {
                let n_bytes = found.len();
                return Err(format!(
                    "`{path}`: found {n_bytes} bytes, expected at most {LARGEST}"
                ));
            }
            _ => fs::read_to_string(&full),
        };
        match text {
            Ok(text) => match Snapshot::from_text(&text) {
                Ok(snapshot) => Ok(Some((snapshot, text))),
                Err(error) => Err(format!("`{path}` cannot be read: {error}")),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("`{path}` cannot be read: {error}")),
        }
    }

    /// The API in the tree, and why its snapshot is stale, if it is.
    fn head(&self, package: &Package) -> (Result<Side, String>, Option<StaleSnapshot>) {
        let path = match self.path(package) {
            Some(Ok(path)) => Some(path),
            Some(Err(reason)) => return (Err(reason), None),
            None => None,
        };
        let committed = match path.as_deref().map(|path| self.committed(path)) {
            Some(Ok(committed)) => committed,
            Some(Err(reason)) => return (Err(reason), None),
            None => None,
        };
        let stale = |reasons: Vec<String>| {
            let path = path.clone()?;
            (!reasons.is_empty()).then_some(StaleSnapshot { path, reasons })
        };
        let missing = || stale(vec!["there is no such file".to_owned()]);
        if self.deep {
            let built = match self.built_as_it_is(package) {
                Ok(built) => built,
                Err(error) => return (Err(told(&error, package, &self.workspace.root)), None),
            };
            let stale = match &committed {
                Some((snapshot, _)) => stale(differences(&snapshot.api, &built)),
                None => missing(),
            };
            let lines = Lines::default();
            return (Ok(Side { api: built, lines }), stale);
        }
        let Some((snapshot, text)) = committed else {
            let path = path.clone().unwrap_or_default();
            let reason = format!("there is no `{path}`; `upsafe semver api write` writes it");
            return (Err(reason), missing());
        };
        let stale = match self.changed_sources(package, &snapshot) {
            Ok(reasons) => stale(reasons),
            Err(reason) => return (Err(reason), None),
        };
        let lines = Lines::of(path.clone().unwrap_or_default(), &text, &snapshot.api.items);
        let api = snapshot.api;
        (Ok(Side { api, lines }), stale)
    }

    /// Why a snapshot may not be that of the sources, without a build.
    ///
    /// # Errors
    /// Where a source cannot be read.
    pub(super) fn changed_sources(
        &self,
        package: &Package,
        snapshot: &Snapshot,
    ) -> Result<Vec<String>, String> {
        let Some(before) = &snapshot.sources else {
            return Ok(vec!["it does not say what it was written from".to_owned()]);
        };
        let manifest = self.manifest(package);
        let above = workspace_manifest(&manifest);
        let now = read_sources(&self.folder(package), above.as_deref());
        let now = now.map_err(|error| error.to_string())?;
        let changes = SourceChange::between(before, &now);
        let told = changes
            .iter()
            .map(|one| format!("`{}` {}", one.file, one.what));
        let mut told: Vec<String> = told.collect();
        let lock = above.map(|above| above.with_file_name("Cargo.lock"));
        if let Some(Ok(lock)) = lock.map(fs::read_to_string) {
            told.extend(moved(&snapshot.api, &lock, package));
        }
        Ok(told)
    }

    /// The API at a tag; none where the package had no library there.
    fn at(&self, package: &Package, tag: &Tag) -> Result<Option<Side>, String> {
        let revision = format!("refs/tags/{}", tag.name);
        let path = self.path(package).transpose()?;
        if let Some(path) = &path {
            let bytes = self
                .git
                .read(&revision, path)
                .map_err(|error| error.to_string())?;
            if let Some(bytes) = bytes {
                let text = String::from_utf8_lossy(&bytes);
                let snapshot = Snapshot::from_text(&text).map_err(|error| {
                    format!("`{path}` at `{}` cannot be read: {error}", tag.name)
                })?;
                let shown = format!("{path} at {}", tag.name);
                let lines = Lines::of(shown, &text, &snapshot.api.items);
                let api = snapshot.api;
                return Ok(Some(Side { api, lines }));
            }
        }
        if self.deep {
            return self.built_at(package, tag);
        }
        let path = path.unwrap_or_default();
        Err(format!(
            "`{}` has no `{path}`; `--deep` builds it, and a release that carries one is compared \
             without",
            tag.name
        ))
    }

    /// Builds the API at a tag, in a folder of its own.
    fn built_at(&self, package: &Package, tag: &Tag) -> Result<Option<Side>, String> {
        let of_tag = |reason: String| format!("at `{}`: {reason}", tag.name);
        let export = Export::new(&self.git, &format!("refs/tags/{}", tag.name)).map_err(of_tag)?;
        let manifest = export.path().join(&package.manifest);
        if !manifest.is_file() {
            return Ok(None);
        }
        let here = self.request(package, self.manifest(package)).offline();
        let root = &self.workspace.root;
        let target_dir = target_directory(&here).map_err(|error| told(&error, package, root))?;
        let request = self
            .request(package, manifest)
            .offline()
            .target_dir(target_dir);
        match build(&request) {
            Ok(api) => {
                // Places there are places of files that nobody has; a snapshot has none.
                let api = Api::from_snapshot(&api.to_snapshot());
                let api = api.map_err(|error| of_tag(error.to_string()))?;
                let lines = Lines::default();
                Ok(Some(Side { api, lines }))
            }
            Err(BuildError::NoLibrary(_)) => Ok(None),
            Err(error) => Err(of_tag(told(&error, package, export.path()))),
        }
    }

    /// The features of a package that are configured.
    fn features(&self, package: &Package) -> Features {
        let name = &package.declared.name;
        let mut configured = self.settings.features.iter();
        match configured.find(|one| one.package.as_str() == name) {
            Some(one) => {
                let names = one.features.iter().map(|name| name.as_str().to_owned());
                Features::These(names.collect())
            }
            None => Features::Stable,
        }
    }

    /// A request for a package with the features that are configured.
    pub(super) fn request(&self, package: &Package, manifest: PathBuf) -> BuildRequest {
        // The toolchain is that of the tree, also for what is built elsewhere.
        BuildRequest::new(manifest)
            .package(&package.declared.name)
            .features(self.features(package))
            .run_in(self.folder(package))
    }

    /// Builds a package in the tree, of which a gate changes nothing: no lock either.
    fn built_as_it_is(&self, package: &Package) -> Result<Api, BuildError> {
        let request = self.request_here(package).offline();
        let folder = upsafe_deps::cargo_root(&self.manifest(package));
        let has_lock = folder.is_some_and(|folder| folder.join("Cargo.lock").is_file());
        match has_lock {
            true => build(&request.locked()),
            false => self.leaving_no_lock(package, || build(&request)),
        }
    }

    /// Runs what may write a lock, and takes one away that was not there before.
    fn leaving_no_lock<T>(&self, package: &Package, run: impl FnOnce() -> T) -> T {
        let manifest = self.manifest(package);
        let top = workspace_manifest(&manifest).unwrap_or(manifest);
        let lock = top.with_file_name("Cargo.lock");
        let was_there = lock.exists();
        let done = run();
        if !was_there {
            // Where it cannot be taken away, the tree has one file more, and the answer is the same.
            drop(fs::remove_file(lock));
        }
        done
    }

    /// The request for a package in the tree.
    pub(super) fn request_here(&self, package: &Package) -> BuildRequest {
        self.request(package, self.manifest(package))
    }

    /// What cargo-semver-checks says, where it is asked.
    fn second_opinion(&self, package: &Package, tag: &Tag, answer: &mut Answer) -> ApiVerdict {
        if !self.deep || !self.settings.cross_check || package.ecosystem != Ecosystem::Cargo {
            return ApiVerdict::NotAsked;
        }
        let revision = format!("refs/tags/{}", tag.name);
        let name = &package.declared.name;
        let request = CrossCheckRequest::at_revision(&self.manifest(package), name, &revision)
            .features(self.features(package));
        match self.leaving_no_lock(package, || cross_check(&request)) {
            CrossCheck::Compatible => ApiVerdict::Compatible,
            CrossCheck::Absent { reason } => {
                answer
                    .verdicts
                    .limits
                    .push(format!("no second opinion: {reason}"));
                ApiVerdict::NotAsked
            }
            CrossCheck::Failed { reason } => ApiVerdict::Unknown {
                reason: format!(
                    "cargo-semver-checks could not tell: {}",
                    without_folder(&reason, &self.workspace.root)
                ),
            },
            CrossCheck::Breaks { lints } => {
                let ids = shortened(lints, SHOWN, "more lint").join(", ");
                ApiVerdict::of([ApiChange {
                    part: BumpPart::Major,
                    certainty: Certainty::Proved,
                    text: format!("cargo-semver-checks: {ids}"),
                }])
            }
        }
    }
}

/// The manifest that one inherits from: the nearest at or above it with a workspace. Whether there is
/// a lock does not matter: libraries often commit none.
pub(super) fn workspace_manifest(manifest: &Path) -> Option<PathBuf> {
    let is_workspace = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default();
        text.lines()
            .any(|line| line.trim_start().starts_with("[workspace"))
    };
    let folders = manifest.ancestors().skip(1);
    folders
        .map(|folder| folder.join("Cargo.toml"))
        .find(is_workspace)
}

/// Dependencies that stand in an API, and that the lock moved to a version that is not compatible.
fn moved(api: &Api, lock: &str, package: &Package) -> Vec<String> {
    let parse = |text: &str| Release::parse(package.scheme, text);
    let quoted = |line: &str, key: &str| -> Option<String> {
        let value = line.strip_prefix(key)?.strip_prefix(" = \"")?;
        Some(value.strip_suffix('"')?.to_owned())
    };
    let mut locked: BTreeMap<String, Vec<Release>> = BTreeMap::new();
    let mut name = String::new();
    for line in lock.lines().map(str::trim_end) {
        if let Some(found) = quoted(line, "name") {
            name = found;
        } else if let Some(version) = quoted(line, "version") {
            locked
                .entry(name.clone())
                .or_default()
                .extend(parse(&version));
        }
    }
    let mut told = Vec::new();
    for dependency in api.dependencies.values() {
        let (Some(package), Some(version)) = (&dependency.package, &dependency.version) else {
            continue;
        };
        let (Some(now), Some(then)) = (locked.get(package), parse(version)) else {
            continue;
        };
        // What breaks next is the same for two versions that are compatible.
        let next = |release: &Release| {
            needed_core(&release.core, BumpPart::Major, ZeroPolicy::BreakingMinor)
        };
        if now.iter().all(|now| next(now) != next(&then)) {
            let now: Vec<&str> = now.iter().map(|now| now.text.as_str()).collect();
            let now = now.join(" and ");
            told.push(format!(
                "`{package}` {version} stands in it, and Cargo.lock has {now}"
            ));
        }
    }
    told
}

/// Why an API could not be built in a folder, and what helps. Paths are told from that folder on.
pub(super) fn told(error: &BuildError, package: &Package, folder: &Path) -> String {
    let help = match error {
        BuildError::Network(_) => "; `cargo fetch` brings them",
        BuildError::Broken { .. } if !package.declared.features.is_empty() => {
            "; where not all features go together, `[[semver.api.features]]` names those it is built with"
        }
        BuildError::Lock(_) => "; `cargo update --workspace` brings it up to date",
        BuildError::Component(_) => "; `rustup component add` brings it",
        BuildError::Read(_) => "; the toolchain of `rust-toolchain.toml` decides the format",
        _ => "",
    };
    without_folder(&format!("{error}{help}"), folder)
}

/// How a built API differs from a committed one, in words; empty where it does not.
pub(super) fn differences(committed: &Api, built: &Api) -> Vec<String> {
    if built.is_told_by(committed) {
        return Vec::new();
    }
    let changes = diff(committed, built).changes;
    let told = changes.iter().map(|change| {
        let rules = upsafe_api_rust::RULES.iter();
        let rule = rules.clone().find(|rule| rule.id == change.rule);
        let what = rule.map_or(change.rule.as_str(), |rule| rule.summary);
        format!("`{}`: {what}", change.path)
    });
    let mut told: Vec<String> = told.collect();
    told.dedup();
    if told.is_empty() {
        told.push("its text differs from that of a build of these sources".to_owned());
    }
    told
}
