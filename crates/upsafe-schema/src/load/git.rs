//! The few questions that the gate asks of git, behind a trait.
//!
//! Only plumbing is called: it runs no filter, and nothing that a repository's configuration names.

use std::{collections::BTreeMap, fmt, path::PathBuf};

use upsafe_git::Call;

/// A commit, by the name of its object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commit(String);

/// A file of a commit's tree.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TreeFile {
    /// The path below the folder that was asked about, with forward slashes.
    pub path: String,
    /// The name of its content.
    pub blob: String,
    /// Its size in bytes; none where it is no regular file.
    pub size: Option<u64>,
}

/// What the gate asks of a history. Paths are relative to the folder of `upsafe.toml`.
pub trait Repository {
    /// The commit of a revision.
    ///
    /// # Errors
    /// Where there is no such revision here, with what helps.
    fn commit(&self, revision: &str) -> Result<Commit, GitError>;

    /// The best common ancestor of HEAD and a revision.
    ///
    /// # Errors
    /// Where there is none, or the clone is too shallow to know.
    fn merge_base(&self, revision: &str) -> Result<Commit, GitError>;

    /// The tags that HEAD contains, oldest first; with a pattern, those that match.
    ///
    /// # Errors
    /// Where the clone is too shallow to know.
    fn tags(&self, pattern: Option<&str>) -> Result<Vec<(String, Commit)>, GitError>;

    /// The files of a commit.
    ///
    /// # Errors
    /// Where its tree is not here.
    fn files(&self, commit: &Commit) -> Result<Vec<TreeFile>, GitError>;

    /// The content of a file.
    ///
    /// # Errors
    /// Where it is not here.
    fn content(&self, blob: &str) -> Result<Vec<u8>, GitError>;

    /// The files that have another path in the index than in the commit: old to new.
    ///
    /// # Errors
    /// Where a tree or the index is not here.
    fn renames(&self, commit: &Commit) -> Result<BTreeMap<String, String>, GitError>;
}

/// Why git could not answer, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitError {
    message: String,
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GitError {}

impl GitError {
    fn new(message: impl fmt::Display) -> GitError {
        GitError {
            message: message.to_string(),
        }
    }
}

/// The binary `git`, asked in a folder.
#[derive(Clone, Debug)]
pub struct GitBinary {
    folder: PathBuf,
}

impl GitBinary {
    /// Asks in `folder`, which may be any folder of a work tree.
    pub fn new(folder: impl Into<PathBuf>) -> GitBinary {
        GitBinary {
            folder: folder.into(),
        }
    }

    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let ended = Call::new(&self.folder, args).run().map_err(|error| {
            GitError::new(format_args!("{error}: a baseline `git:...` is read by git"))
        })?;
        if ended.success {
            return Ok(ended.stdout);
        }
        let talk = ended.talk();
        if talk.contains("not a git repository") {
            return Err(GitError::new(
                "this is no git repository; run in a clone, or name a `folder:` as the baseline",
            ));
        }
        let asked = args.first().copied().unwrap_or_default();
        Err(GitError::new(format_args!("git {asked}: {talk}")))
    }

    fn line(&self, args: &[&str]) -> Result<String, GitError> {
        let bytes = self.ask(args)?;
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    fn is_shallow(&self) -> Result<bool, GitError> {
        Ok(self.line(&["rev-parse", "--is-shallow-repository"])? == "true")
    }

    /// The help for a revision that is not here.
    fn missing(&self, revision: &str) -> GitError {
        let remote = format!("refs/remotes/origin/{revision}^{{commit}}");
        let there = self.line(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &remote,
        ]);
        let help = match (there.is_ok(), self.is_shallow()) {
            (true, _) => format!("did you mean `git:origin/{revision}`?"),
            (false, Ok(true)) => {
                format!("the clone is shallow: `git fetch --unshallow origin {revision}` brings it")
            }
            _ => format!("`git fetch origin {revision}:{revision}` brings a branch of the origin"),
        };
        GitError::new(format_args!(
            "the revision `{revision}` is not here; {help}"
        ))
    }
}

impl Repository for GitBinary {
    fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        // A question that only fails where there is no repository at all.
        self.ask(&["rev-parse", "--git-dir"])?;
        let wanted = format!("{revision}^{{commit}}");
        self.line(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ])
        .map(Commit)
        .map_err(|_| self.missing(revision))
    }

    fn merge_base(&self, revision: &str) -> Result<Commit, GitError> {
        let other = self.commit(revision)?;
        let head = self.commit("HEAD")?;
        let found = self.line(&["merge-base", "--", &head.0, &other.0]);
        match found {
            Ok(commit) if !commit.is_empty() => Ok(Commit(commit)),
            _ if self.is_shallow()? => Err(GitError::new(format_args!(
                "the common ancestor of HEAD and `{revision}` is not here: the clone is shallow; \
                 `git fetch --unshallow` brings it"
            ))),
            _ => Err(GitError::new(format_args!(
                "HEAD and `{revision}` have no common ancestor; name a revision with `git:REF`"
            ))),
        }
    }

    fn tags(&self, pattern: Option<&str>) -> Result<Vec<(String, Commit)>, GitError> {
        self.commit("HEAD")?;
        if self.is_shallow()? {
            return Err(GitError::new(
                "the clone is shallow, so tags may be missing; `git fetch --unshallow --tags` brings them",
            ));
        }
        let refs = format!("refs/tags/{}", pattern.unwrap_or("**"));
        let mut args = vec!["for-each-ref", "--merged=HEAD", "--sort=version:refname"];
        args.extend([
            "--sort=creatordate",
            "--format=%(objectname) %(*objectname) %(refname:strip=2)",
        ]);
        // Without a pattern all of them: `**` is no pattern for git.
        args.push(if pattern.is_some() {
            &refs
        } else {
            "refs/tags"
        });
        let listed = self.line(&args)?;
        let mut tags = Vec::new();
        for line in listed.lines() {
            let mut words = line.splitn(3, ' ');
            let (Some(object), Some(peeled), Some(name)) =
                (words.next(), words.next(), words.next())
            else {
                continue;
            };
            let commit = if peeled.is_empty() { object } else { peeled };
            tags.push((name.to_owned(), Commit(commit.to_owned())));
        }
        match (tags.is_empty(), pattern) {
            (false, _) => Ok(tags),
            (true, Some(pattern)) => Err(GitError::new(format_args!(
                "no tag that HEAD contains matches `{pattern}`; `git fetch --tags` brings those of the origin"
            ))),
            (true, None) => Err(GitError::new(
                "HEAD contains no tag; `git fetch --tags` brings those of the origin",
            )),
        }
    }

    fn files(&self, commit: &Commit) -> Result<Vec<TreeFile>, GitError> {
        let listed = self.ask(&["ls-tree", "-r", "-l", "-z", &commit.0])?;
        let entries = listed
            .split(|&byte| byte == 0)
            .filter(|entry| !entry.is_empty());
        Ok(entries.filter_map(tree_file).collect())
    }

    fn content(&self, blob: &str) -> Result<Vec<u8>, GitError> {
        self.ask(&["cat-file", "blob", blob]).map_err(|error| {
            GitError::new(format_args!(
                "{error}; where the clone is partial, a full clone brings the \
                 contents"
            ))
        })
    }

    fn renames(&self, commit: &Commit) -> Result<BTreeMap<String, String>, GitError> {
        // The index, not the work tree: git would run filters on files of the work tree.
        let listed = self.ask(&[
            "diff-index",
            "--cached",
            "--relative",
            "--no-ext-diff",
            "--no-textconv",
            "-M",
            "-l5000",
            "--diff-filter=R",
            "--name-status",
            "-z",
            &commit.0,
            "--",
        ])?;
        let mut parts = listed.split(|&byte| byte == 0);
        let mut renames = BTreeMap::new();
        while let (Some(_status), Some(old), Some(new)) = (parts.next(), parts.next(), parts.next())
        {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            renames.insert(text(old), text(new));
        }
        Ok(renames)
    }
}

/// `MODE TYPE OBJECT SIZE<tab>PATH`.
fn tree_file(entry: &[u8]) -> Option<TreeFile> {
    let entry = String::from_utf8_lossy(entry);
    let (head, path) = entry.split_once('\t')?;
    let words: Vec<&str> = head.split_whitespace().collect();
    let [mode, "blob", blob, size] = words[..] else {
        return None;
    };
    Some(TreeFile {
        path: path.to_owned(),
        blob: blob.to_owned(),
        size: size.parse().ok().filter(|_| mode.starts_with("100")),
    })
}
