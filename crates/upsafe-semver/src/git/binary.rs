//! The binary `git`, asked in a folder.

use std::{collections::BTreeSet, path::PathBuf};

use upsafe_git::Call;

use super::{
    Branch, Commit, CommitMessage, Git, GitError, Head, Signature, Signers, TagObject,
    parse::{self, COMMIT_FORMAT, TAG_FORMAT, text},
    verify,
};

/// The binary `git`, asked in a folder of a work tree.
#[derive(Clone, Debug)]
pub struct GitBinary {
    folder: PathBuf,
}

impl GitBinary {
    /// Asks in `folder`, which may be any folder of a work tree, also of a linked one.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn ask(&self, args: &[&str]) -> Result<Vec<u8>, GitError> {
        self.ask_with(args, Vec::new())
    }

    fn ask_with(&self, args: &[&str], input: Vec<u8>) -> Result<Vec<u8>, GitError> {
        let ended = Call::new(&self.folder, args).input(input).run()?;
        if ended.success {
            return Ok(ended.stdout);
        }
        let talk = text(&ended.stderr);
        let talk = talk.trim();
        if talk.contains("not a git repository") {
            return Err(GitError::new(
                "this is no git repository, so there are no release tags to compare with; \
                 run in a clone with its tags",
            ));
        }
        if talk.contains("dubious ownership") {
            return Err(GitError::new(
                "the repository belongs to somebody else, so git refuses to read it; \
                 `git config --global --add safe.directory FOLDER` trusts it",
            ));
        }
        let asked = args.first().copied().unwrap_or_default();
        Err(GitError::new(format_args!("git {asked}: {talk}")))
    }

    fn line(&self, args: &[&str]) -> Result<String, GitError> {
        Ok(text(&self.ask(args)?).trim().to_owned())
    }

    /// The commit of a revision; a tag object is peeled.
    fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        check_revision(revision)?;
        let wanted = format!("{revision}^{{commit}}");
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let [a, b, c, d] = args;
        self.line(&[a, b, c, d, &wanted])
            .map(Commit)
            .map_err(|error| match error.to_string().as_str() {
                "git rev-parse:" | "git rev-parse: " => GitError::new(format_args!(
                    "the revision `{revision}` is not here; `git fetch --tags` brings those of \
                     the origin"
                )),
                _ => error,
            })
    }
}

/// A revision that git takes for an option, or that ends the line of a batch, is refused.
fn check_revision(revision: &str) -> Result<(), GitError> {
    let strange = |c: char| c.is_control() || c == ' ' || c == ':';
    if revision.is_empty() || revision.starts_with('-') || revision.contains(strange) {
        let shown: String = revision.chars().take(60).collect();
        return Err(GitError::new(format_args!(
            "expected the name of a revision, found `{}`",
            shown.escape_debug()
        )));
    }
    Ok(())
}

impl Git for GitBinary {
    fn head(&self) -> Result<Head, GitError> {
        let state = self.line(&[
            "rev-parse",
            "--is-inside-work-tree",
            "--is-shallow-repository",
        ])?;
        let mut state = state.lines();
        if state.next() != Some("true") {
            return Err(GitError::new(
                "this is no work tree: run where the files are checked out",
            ));
        }
        let commit = self
            .line(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
            .map_err(|_| GitError::new("the repository has no commit yet"))?;
        let branch = self
            .line(&["symbolic-ref", "--quiet", "--short", "HEAD"])
            .ok();
        Ok(Head {
            commit: Commit(commit),
            branch: branch.filter(|name| !name.is_empty()),
            // A git that is too old to know prints the question.
            is_shallow: state.next() != Some("false"),
        })
    }

    fn tags(&self) -> Result<Vec<TagObject>, GitError> {
        let args = ["for-each-ref", "--sort=refname", TAG_FORMAT, "refs/tags"];
        let listed = self.ask(&args)?;
        if listed.is_empty() {
            return Ok(Vec::new());
        }
        let reachable: BTreeSet<String> = self.tags_of("HEAD")?.into_iter().collect();
        Ok(parse::tags(&listed, &reachable))
    }

    fn read_many(&self, wanted: &[(String, String)]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut input = Vec::new();
        for (revision, path) in wanted {
            check_revision(revision)?;
            if path.contains(char::is_control) {
                return Err(GitError::new(format_args!(
                    "expected a path without control characters, found `{}`",
                    path.escape_debug()
                )));
            }
            input.extend(format!("{revision}:./{path}\n").into_bytes());
        }
        let answer = self.ask_with(&["cat-file", "--batch"], input)?;
        parse::batch(&answer, wanted.len())
    }

    fn merge_base(&self, a: &str, b: &str) -> Result<Option<Commit>, GitError> {
        let (a, b) = (self.commit(a)?, self.commit(b)?);
        let ended = Call::new(&self.folder, &["merge-base", &a.0, &b.0]).run()?;
        match (ended.success, ended.code) {
            (true, _) => Ok(Some(Commit(text(&ended.stdout).trim().to_owned()))),
            (false, Some(1)) => Ok(None),
            _ => Err(GitError::new(format_args!(
                "git merge-base: {}",
                text(&ended.stderr).trim()
            ))),
        }
    }

    fn changed(&self, base: &str, head: Option<&str>) -> Result<Vec<String>, GitError> {
        let base = self.commit(base)?;
        let options = [
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=none",
            "--relative",
            "--name-only",
            "-z",
        ];
        let answer = match head {
            Some(head) => {
                let head = self.commit(head)?;
                let mut args = vec!["diff-tree", "-r"];
                args.extend(options);
                args.extend([base.0.as_str(), head.0.as_str(), "--"]);
                self.ask(&args)?
            }
            // The index, not the work tree: git would run filters on files of the work tree.
            None => {
                let mut args = vec!["diff-index", "--cached"];
                args.extend(options);
                args.extend([base.0.as_str(), "--"]);
                self.ask(&args)?
            }
        };
        Ok(parse::list(&answer))
    }

    fn files(&self) -> Result<Vec<String>, GitError> {
        Ok(parse::list(&self.ask(&["ls-files", "--cached", "-z"])?))
    }

    fn files_at(&self, revision: &str) -> Result<Vec<String>, GitError> {
        let commit = self.commit(revision)?;
        let answer = self.ask(&["ls-tree", "-r", "-z", "--name-only", &commit.0])?;
        Ok(parse::list(&answer))
    }

    fn commits(
        &self,
        base: &str,
        head: &str,
        limit: usize,
    ) -> Result<Vec<CommitMessage>, GitError> {
        let (base, head) = (self.commit(base)?, self.commit(head)?);
        let (range, limit) = (format!("{}..{}", base.0, head.0), limit.to_string());
        let answer = self.ask(&[
            "log",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            "--no-show-signature",
            "--no-color",
            "--no-decorate",
            "--no-mailmap",
            "--relative",
            "--name-only",
            "-z",
            "--max-count",
            &limit,
            COMMIT_FORMAT,
            &range,
            "--",
        ])?;
        Ok(parse::commits(&answer))
    }

    fn branches(&self) -> Result<Vec<Branch>, GitError> {
        let format = "--format=%(refname)%00%(refname:lstrip=2)%00%(refname:lstrip=3)%00";
        let answer = self.ask(&["for-each-ref", format, "refs/heads", "refs/remotes"])?;
        let answer = text(&answer).replace('\n', "");
        let fields: Vec<&str> = answer.split('\0').collect();
        let read = |chunk: &[&str]| {
            let [reference, local, remote] = chunk else {
                return None;
            };
            let name = match reference.starts_with("refs/heads/") {
                true => local,
                false => remote,
            };
            (*name != "HEAD").then(|| Branch {
                name: (*name).to_owned(),
                reference: (*reference).to_owned(),
            })
        };
        Ok(fields.chunks_exact(3).filter_map(read).collect())
    }

    fn tags_of(&self, reference: &str) -> Result<Vec<String>, GitError> {
        check_revision(reference)?;
        let merged = format!("--merged={reference}");
        let format = "--format=%(refname:strip=2)%00";
        let answer = self.ask(&["for-each-ref", &merged, format, "refs/tags"])?;
        Ok(text(&answer)
            .split('\0')
            .map(|name| name.trim_start_matches('\n').to_owned())
            .filter(|name| !name.is_empty())
            .collect())
    }

    fn verify(&self, tag: &str, signers: &Signers<'_>) -> Result<Signature, GitError> {
        check_revision(tag)?;
        verify::verify(&self.folder, tag, signers)
    }

    fn has_remote(&self) -> Result<bool, GitError> {
        Ok(!self.line(&["remote"])?.is_empty())
    }
}
