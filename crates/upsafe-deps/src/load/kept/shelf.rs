//! The folder in which answers are kept.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use upsafe_config::Tier;

use super::{
    key::{Digest, Hasher, Question},
    witness::{Witness, nanoseconds, states},
};
use crate::{
    Alternative, Floor, MissingFacts, RegistryFacts, Triage,
    ecosystem::cargo::{index::LocalIndex, manifest::read_bytes},
    graph::{Graph, PackageId},
    load::facts::{self, Gathered},
};

/// How long after the last change of a file of the index answers may be kept, in nanoseconds: a
/// file system that counts time coarsely would not tell a change right after the reading.
const SETTLED: u128 = 2_000_000_000;

/// How many workspaces' answers are kept.
const MAX_FILES: usize = 100;

/// The length of the first line, in bytes.
const HEAD: usize = 33;

/// The first line of a file: the digest of the rest.
fn head(rest: &[u8]) -> String {
    format!("{}\n", Digest::of(rest))
}

/// Where the answers of one workspace are kept.
pub(in crate::load) struct Shelf {
    folder: PathBuf,
    file: PathBuf,
}

/// What the configured targets and features really build, and from which answer of cargo's that
/// follows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::load) struct Build {
    /// The digest of cargo's answer.
    pub(in crate::load) answer: Digest,
    pub(in crate::load) packages: BTreeSet<PackageId>,
}

/// What a run derives last.
pub(in crate::load) struct Ends<'e> {
    pub(in crate::load) build: Option<&'e Build>,
    /// What the rest was derived from.
    pub(in crate::load) digest: Digest,
    pub(in crate::load) duplicates: &'e Triage,
    pub(in crate::load) floor: &'e Floor,
}

/// What was kept, as it is written: after the digest a line of JSON, then the locked releases as the index has them,
/// a line each.
#[derive(Serialize, Deserialize)]
struct Page {
    question: Digest,
    /// What of the index was asked for, by registry, and in which state that was.
    asked: Vec<(String, Vec<String>)>,
    states: Digest,
    build: Option<Build>,
    /// What the rest was derived from.
    ends: Digest,
    releases: Vec<PackageId>,
    missing: Vec<(PackageId, MissingFacts)>,
    alternatives: Vec<(PackageId, Vec<Alternative>)>,
    duplicates: Triage,
    floor: Floor,
}

/// Answers that still hold.
pub(in crate::load) struct Answers {
    page: Page,
    releases: Vec<Box<[u8]>>,
}

impl Shelf {
    /// The place of what a tier answers for a lock: one, so that old answers give way to new ones.
    pub(in crate::load) fn new(folder: &Path, lock: &Path, tier: Tier) -> Self {
        let mut hasher = Hasher::default();
        hasher.add(format_args!("{tier:?} {}", lock.display()));
        Self {
            folder: folder.to_owned(),
            file: folder.join(format!("{}.kept", hasher.digest())),
        }
    }

    /// The answers to a question, where they are kept and still hold.
    pub(in crate::load) fn find(
        &self,
        question: &Question<'_>,
        n_packages: usize,
    ) -> Option<Answers> {
        let bytes = read_bytes(&self.file, "answers").ok()?;
        let (digest, rest) = bytes.split_at_checked(HEAD)?;
        if digest != head(rest).as_bytes() {
            return None;
        }
        let mut lines = rest.split(|&byte| byte == b'\n');
        let page: Page = serde_json::from_slice(lines.next()?).ok()?;
        if page.question != question.digest() || page.states != now(&page, question.index) {
            return None;
        }
        let releases: Vec<Box<[u8]>> = lines.map(Box::from).collect();
        let is_whole = releases.len() == page.releases.len()
            && page.releases.iter().all(|id| id.index() < n_packages)
            && page.build.iter().all(|build| {
                let mut packages = build.packages.iter();
                packages.all(|id| id.index() < n_packages)
            });
        is_whole.then_some(Answers { page, releases })
    }

    /// Lets go of what is kept.
    pub(in crate::load) fn clear(&self) {
        drop(fs::remove_file(&self.file));
    }

    /// Keeps answers. What cannot be written is not kept; what is there already stays until the new
    /// file is whole.
    pub(in crate::load) fn keep(
        &self,
        question: &Question<'_>,
        witness: &Witness<'_>,
        gathered: &Gathered,
        ends: &Ends<'_>,
    ) {
        let mut asked: Vec<(String, Vec<String>)> = Vec::new();
        for (registry, name) in witness.asked() {
            match asked.last_mut() {
                Some((last, names)) if *last == registry => names.push(name),
                _ => asked.push((registry, vec![name])),
            }
        }
        let facts = &gathered.facts;
        let page = Page {
            question: question.digest(),
            asked,
            states: witness.states(),
            build: ends.build.cloned(),
            ends: ends.digest,
            releases: gathered.releases.iter().map(|(id, _)| *id).collect(),
            missing: facts.missing.clone().into_iter().collect(),
            alternatives: facts.alternatives.clone().into_iter().collect(),
            duplicates: ends.duplicates.clone(),
            floor: ends.floor.clone(),
        };
        let Ok(mut rest) = serde_json::to_vec(&page) else {
            return;
        };
        for (_, release) in &gathered.releases {
            // An index has one release on a line.
            if release.contains(&b'\n') {
                return;
            }
            rest.push(b'\n');
            rest.extend(release);
        }
        // Whoever keeps answers for himself alone does not want to hear that it failed.
        drop(self.write(&rest, witness.latest()));
    }

    fn write(&self, rest: &[u8], latest: u128) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        self.make_room();
        let new = self
            .file
            .with_extension(format!("{}.new", std::process::id()));
        let bytes = [head(rest).as_bytes(), rest].concat();
        let written = fs::write(&new, bytes).and_then(|()| {
            let now = nanoseconds(new.metadata()?.modified()?);
            match latest + SETTLED < now {
                true => fs::rename(&new, &self.file),
                false => fs::remove_file(&new),
            }
        });
        if written.is_err() {
            fs::remove_file(&new)?;
        }
        written
    }

    /// Lets go of those that were written the longest time ago.
    fn make_room(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let modified = |entry: &fs::DirEntry| entry.metadata().and_then(|it| it.modified()).ok();
        let mut files: Vec<_> = entries
            .filter_map(|entry| Some((modified(&entry)?, entry.path())))
            .collect();
        files.sort();
        let n_old = files.len().saturating_sub(MAX_FILES);
        for (_, file) in files.drain(..n_old) {
            drop(fs::remove_file(file));
        }
    }
}

fn now(page: &Page, index: &LocalIndex) -> Digest {
    let asked = page.asked.iter().flat_map(|(registry, names)| {
        let names = names.iter().map(String::as_str);
        names.map(|name| (registry.as_str(), name))
    });
    states(index, asked)
}

impl Answers {
    /// Completes the requirements of locked packages, and returns what the index says of them; none
    /// where what was kept cannot be read.
    pub(in crate::load) fn complete(&self, graph: &mut Graph) -> Option<RegistryFacts> {
        let releases = self.releases.iter().map(|release| &**release);
        let releases = self.page.releases.iter().copied().zip(releases);
        let mut facts = facts::again(graph, releases)?;
        facts.missing = self.page.missing.iter().cloned().collect();
        facts.alternatives = self.page.alternatives.iter().cloned().collect();
        Some(facts)
    }

    /// What really is built.
    pub(in crate::load) fn build(&self) -> Option<Build> {
        self.page.build.clone()
    }

    /// The duplicates and the floor, where they were derived from the same.
    pub(in crate::load) fn ends(self, ends: Digest) -> Option<(Triage, Floor)> {
        (self.page.ends == ends).then_some((self.page.duplicates, self.page.floor))
    }
}
