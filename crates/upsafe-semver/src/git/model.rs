//! The questions and the shapes of their answers.

use std::{fmt, path::Path};

/// A commit, by the name of its object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commit(pub(crate) String);

impl Commit {
    /// The name of the object, in hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first twelve digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.short())
    }
}

/// Where the repository stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Head {
    /// The commit of HEAD.
    pub commit: Commit,
    /// The branch; none where HEAD is detached.
    pub branch: Option<String>,
    /// Whether older commits were left out of the clone.
    pub is_shallow: bool,
}

/// What kind of object a tag names. Complete: git has these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagKind {
    /// An object with a tagger, a message and maybe a signature.
    Annotated,
    /// A bare name of a commit.
    Lightweight,
}

/// A tag as it stands in the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TagObject {
    /// Its name, without `refs/tags/`.
    pub name: String,
    /// Its kind.
    pub kind: TagKind,
    /// The commit that it leads to; none where it leads to something else.
    pub target: Option<Commit>,
    /// When it was made, in seconds since 1970; that of the commit for a lightweight tag.
    pub seconds: u64,
    /// Whether HEAD contains its commit.
    pub is_reachable: bool,
    /// How it is signed, unverified: `ssh`, `openpgp`, `x509`.
    pub signature: Option<&'static str>,
}

/// A branch and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Branch {
    /// Its name without `refs/heads/` or `refs/remotes/REMOTE/`.
    pub name: String,
    /// The full name of the reference.
    pub reference: String,
}

/// A commit with its message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CommitMessage {
    /// The commit.
    pub commit: Commit,
    /// Its whole message.
    pub message: String,
    /// The files that it changes, relative to the folder that is asked about.
    pub files: Vec<String>,
}

/// Who may sign.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Signers<'s> {
    /// A file as `ssh-keygen -Y verify` reads it.
    pub allowed_signers: Option<&'s Path>,
    /// A file with OpenPGP public keys.
    pub keyring: Option<&'s Path>,
}

impl<'s> Signers<'s> {
    /// Those of two files.
    pub fn new(allowed_signers: Option<&'s Path>, keyring: Option<&'s Path>) -> Self {
        Self {
            allowed_signers,
            keyring,
        }
    }
}

/// What is known of a signature. Complete: a gate handles each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// It is right and of an allowed signer.
    Good {
        /// Who signed, as the list of signers or the key calls them.
        signer: String,
    },
    /// It is wrong, or of somebody who is not allowed.
    Bad {
        /// What is wrong with it.
        reason: String,
    },
    /// There is none.
    Unsigned,
    /// Nobody could tell.
    CannotVerify {
        /// What is missing.
        reason: String,
    },
}

/// What the gate asks of a history. Paths are relative to the folder that it asks in.
pub trait Git {
    /// Where HEAD is.
    ///
    /// # Errors
    /// Where there is no repository, no commit, or no git.
    fn head(&self) -> Result<Head, GitError>;

    /// Every tag, by name.
    ///
    /// # Errors
    /// Where git fails.
    fn tags(&self) -> Result<Vec<TagObject>, GitError>;

    /// The files of several revisions in one go, `None` where a revision has no such file.
    ///
    /// # Errors
    /// Where a revision is refused or git fails.
    fn read_many(&self, wanted: &[(String, String)]) -> Result<Vec<Option<Vec<u8>>>, GitError>;

    /// A file of a revision, `None` where it has none.
    ///
    /// # Errors
    /// As [`Git::read_many`].
    fn read(&self, revision: &str, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let mut read = self.read_many(&[(revision.to_owned(), path.to_owned())])?;
        Ok(read.pop().flatten())
    }

    /// The best common ancestor of two revisions, if they have one.
    ///
    /// # Errors
    /// Where a revision is not here.
    fn merge_base(&self, a: &str, b: &str) -> Result<Option<Commit>, GitError>;

    /// The files that differ between two revisions; without `head`, between one and the index.
    /// Renames are a removal and an addition.
    ///
    /// # Errors
    /// Where a tree is not here.
    fn changed(&self, base: &str, head: Option<&str>) -> Result<Vec<String>, GitError>;

    /// The files of the index.
    ///
    /// # Errors
    /// Where git fails.
    fn files(&self) -> Result<Vec<String>, GitError>;

    /// The files of a revision.
    ///
    /// # Errors
    /// Where the revision is not here.
    fn files_at(&self, revision: &str) -> Result<Vec<String>, GitError>;

    /// The commits that `head` has and `base` has not, newest first, at most `limit`.
    ///
    /// # Errors
    /// Where a revision is not here.
    fn commits(&self, base: &str, head: &str, limit: usize)
    -> Result<Vec<CommitMessage>, GitError>;

    /// Local and remote branches.
    ///
    /// # Errors
    /// Where git fails.
    fn branches(&self) -> Result<Vec<Branch>, GitError>;

    /// The names of the tags whose commits a branch contains.
    ///
    /// # Errors
    /// Where the reference is not here.
    fn tags_of(&self, reference: &str) -> Result<Vec<String>, GitError>;

    /// Verifies the signature of a tag against the allowed signers, and nobody else.
    ///
    /// # Errors
    /// Where git cannot be started or does not end.
    fn verify(&self, tag: &str, signers: &Signers<'_>) -> Result<Signature, GitError>;

    /// Whether a remote repository is known: tags may then be missing here.
    ///
    /// # Errors
    /// Where git fails.
    fn has_remote(&self) -> Result<bool, GitError>;
}

/// Why git could not answer, and what helps.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct GitError {
    message: String,
}

impl From<upsafe_git::CallError> for GitError {
    fn from(error: upsafe_git::CallError) -> Self {
        Self::new(format_args!("{error}: the gate `semver` asks it"))
    }
}

impl GitError {
    pub(crate) fn new(message: impl fmt::Display) -> Self {
        Self {
            message: message.to_string(),
        }
    }
}
