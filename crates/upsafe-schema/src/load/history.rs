//! Where the earlier versions of contracts are: revisions, each with a tree to look files up in.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use upsafe_config::{Baseline, RelativePath};

use super::{
    export::{self, Reference},
    files,
    git::{Commit, GitError, Repository, TreeFile},
};
use crate::any::Format;

/// One point of a history.
pub(super) struct Revision {
    /// What it is called.
    pub(super) label: String,
    /// Whether it is the commit that HEAD is at: a release that may be the candidate itself.
    pub(super) is_head: bool,
    tree: Tree,
}

enum Tree {
    Git {
        files: Vec<TreeFile>,
        renames: BTreeMap<String, String>,
    },
    /// A folder that holds contracts by their path, or by their name alone.
    Folder { path: PathBuf, shown: String },
    /// One file, whatever the contract's path is.
    File { path: PathBuf, shown: String },
    /// One text, whatever the contract's path is.
    Text {
        path: String,
        schema: String,
        references: Vec<Reference>,
    },
}

/// A text that was found at a revision.
pub(super) struct Found {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// Texts that come with it; none where the contract's own references hold.
    pub(super) references: Option<Vec<Reference>>,
}

/// What is asked of a baseline.
pub(super) struct Wanted<'w> {
    pub(super) root: &'w Path,
    pub(super) repository: &'w dyn Repository,
    pub(super) format: Format,
    pub(super) subject: &'w str,
    /// The property of a registry's metadata that tells its versions apart.
    pub(super) group: Option<&'w str>,
    /// The path of the contract, or its pattern.
    pub(super) path: &'w str,
}

/// The revisions of a baseline, oldest first.
pub(super) fn revisions(baseline: &Baseline, wanted: &Wanted<'_>) -> Result<Vec<Revision>, String> {
    let repository = wanted.repository;
    let told = |error: GitError| error.to_string();
    match baseline {
        Baseline::Revision(revision) => {
            let commit = repository.commit(revision).map_err(told)?;
            Ok(vec![of_commit(revision, &commit, false, repository)?])
        }
        Baseline::MergeBase(revision) => {
            let commit = repository.merge_base(revision).map_err(told)?;
            let label = format!("merge-base({revision})");
            Ok(vec![of_commit(&label, &commit, false, repository)?])
        }
        Baseline::LastTag => {
            let tags = repository.tags(None).map_err(told)?;
            of_tags(&tags[tags.len().saturating_sub(2)..], repository)
        }
        Baseline::Tags(pattern) => {
            let tags = repository.tags(pattern.as_deref()).map_err(told)?;
            of_tags(&tags, repository)
        }
        Baseline::File(path) => Ok(vec![Revision {
            label: path.to_string(),
            is_head: false,
            tree: Tree::File {
                path: wanted.root.join(path.as_str()),
                shown: path.to_string(),
            },
        }]),
        Baseline::Folder(path) => of_folder(path, wanted),
        Baseline::Export(path) => of_export(path, wanted),
    }
}

fn of_tags(
    tags: &[(String, Commit)],
    repository: &dyn Repository,
) -> Result<Vec<Revision>, String> {
    let head = repository
        .commit("HEAD")
        .map_err(|error| error.to_string())?;
    let revisions = tags
        .iter()
        .map(|(name, commit)| of_commit(name, commit, *commit == head, repository));
    revisions.collect()
}

fn of_commit(
    label: &str,
    commit: &Commit,
    is_head: bool,
    repository: &dyn Repository,
) -> Result<Revision, String> {
    let told = |error: GitError| error.to_string();
    Ok(Revision {
        label: label.to_owned(),
        is_head,
        tree: Tree::Git {
            files: repository.files(commit).map_err(told)?,
            renames: repository.renames(commit).map_err(told)?,
        },
    })
}

/// A file, or a folder, is a version; their names tell the order, with numbers taken as numbers.
fn of_folder(folder: &RelativePath, wanted: &Wanted<'_>) -> Result<Vec<Revision>, String> {
    let path = wanted.root.join(folder.as_str());
    let failed = |error| format!("{folder}: expected a folder that can be read: {error}");
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.path().is_dir();
        let own = entry.path() == wanted.root.join(wanted.path);
        if is_folder || (wanted.format.may_be(&name) && !own && !is_pattern(wanted.path)) {
            names.push((name, is_folder));
        }
    }
    names.sort_by(|a, b| files::natural(&a.0, &b.0));
    if names.is_empty() {
        return Err(format!(
            "{folder}: expected a file or a folder for each version, found none"
        ));
    }
    let revision = |(name, is_folder): (String, bool)| {
        let (path, shown) = (path.join(&name), format!("{folder}/{name}"));
        Revision {
            tree: match is_folder {
                true => Tree::Folder { path, shown },
                false => Tree::File { path, shown },
            },
            label: name,
            is_head: false,
        }
    };
    Ok(names.into_iter().map(revision).collect())
}

fn of_export(path: &RelativePath, wanted: &Wanted<'_>) -> Result<Vec<Revision>, String> {
    if is_pattern(wanted.path) {
        return Err(
            "an export holds the versions of one subject, expected a path without `*`".into(),
        );
    }
    let bytes = files::read(&wanted.root.join(path.as_str()), path.as_str());
    let bytes = bytes.map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{path}: expected UTF-8 text"))?;
    let question = export::Question {
        subject: wanted.subject,
        format: wanted.format,
        group: wanted.group,
    };
    let versions = export::versions(&text, question).map_err(|error| format!("{path}: {error}"))?;
    let revision = |one: export::Exported| Revision {
        label: format!("version {}", one.version),
        is_head: false,
        tree: Tree::Text {
            path: path.to_string(),
            schema: one.schema,
            references: one.references,
        },
    };
    Ok(versions.into_iter().map(revision).collect())
}

/// Whether a path is a pattern.
pub(super) fn is_pattern(path: &str) -> bool {
    path.contains('*')
}

impl Revision {
    /// The texts that a version of a registry uses.
    pub(super) fn references(&self) -> &[Reference] {
        match &self.tree {
            Tree::Text { references, .. } => references,
            _ => &[],
        }
    }

    /// The paths that contracts of a pattern had.
    pub(super) fn paths(&self, matches: impl Fn(&str) -> bool) -> Result<Vec<String>, String> {
        match &self.tree {
            Tree::Git { files, .. } => {
                let paths = files.iter().map(|file| &file.path);
                Ok(paths.filter(|path| matches(path)).cloned().collect())
            }
            Tree::Folder { path, shown } => {
                files::below(path, shown, matches).map_err(|error| error.to_string())
            }
            Tree::File { .. } | Tree::Text { .. } => Ok(Vec::new()),
        }
    }

    /// Where a file of this revision is now, if it moved.
    pub(super) fn moved(&self, old: &str) -> Option<&str> {
        match &self.tree {
            Tree::Git { renames, .. } => renames.get(old).map(String::as_str),
            _ => None,
        }
    }

    /// The path that a file had here, where it is another one than now.
    pub(super) fn was_at(&self, old: &str, now: &str) -> Option<String> {
        (self.moved(old) == Some(now)).then(|| old.to_owned())
    }

    /// The text that is now at a path.
    pub(super) fn find(
        &self,
        path: &str,
        repository: &dyn Repository,
    ) -> Result<Option<Found>, String> {
        match &self.tree {
            Tree::Git { files, renames } => {
                let at = |path: &str| files.iter().find(|file| file.path == path);
                let renamed = renames.iter().find(|(_, new)| *new == path);
                let file = at(path).or_else(|| at(renamed?.0));
                file.map(|file| of_blob(file, repository)).transpose()
            }
            Tree::Folder {
                path: folder,
                shown,
            } => {
                let name = path.rsplit('/').next().unwrap_or(path);
                for below in [path, name] {
                    if folder.join(below).is_file() {
                        return of_file(&folder.join(below), format!("{shown}/{below}")).map(Some);
                    }
                }
                Ok(None)
            }
            Tree::File { path, shown } => of_file(path, shown.clone()).map(Some),
            Tree::Text {
                path,
                schema,
                references,
            } => Ok(Some(Found {
                path: path.clone(),
                bytes: schema.clone().into_bytes(),
                references: Some(references.clone()),
            })),
        }
    }
}

fn of_file(path: &Path, shown: String) -> Result<Found, String> {
    Ok(Found {
        bytes: files::read(path, &shown).map_err(|error| error.to_string())?,
        path: shown,
        references: None,
    })
}

fn of_blob(file: &TreeFile, repository: &dyn Repository) -> Result<Found, String> {
    let TreeFile { path, blob, size } = file;
    match size {
        None => return Err(format!("{path}: expected a regular file")),
        Some(size) if *size > files::LARGEST => {
            return Err(format!(
                "{path}: expected a file of at most {} MiB",
                files::LARGEST >> 20
            ));
        }
        Some(_) => {}
    }
    Ok(Found {
        path: path.clone(),
        bytes: repository
            .content(blob)
            .map_err(|error| error.to_string())?,
        references: None,
    })
}
