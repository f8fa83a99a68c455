//! A real git repository, made from the files of an example.
//!
//! Each folder in `released/`, in the order of its version, is a commit with an annotated tag of its
//! name; the other files are what HEAD has. A file `history` tells something else, a line a step:
//! `tree DIR`, `commit MESSAGE`, `tag NAME`, `light NAME`, `branch NAME`,
//! `checkout NAME`, `detach`, `remote`, `shallow`, `none`, `nothing`, `sign NAME`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

pub(crate) struct World {
    folder: tempfile::TempDir,
    repository: PathBuf,
}

impl World {
    /// The repository of an example.
    pub(crate) fn new(example: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("world").tempdir().unwrap();
        let repository = folder.path().join("repository");
        fs::create_dir(&repository).unwrap();
        let mut world = Self { folder, repository };
        world.git(&["init", "--quiet", "--initial-branch=main"]);
        let script = fs::read_to_string(example.join("history"));
        let script = script.unwrap_or_else(|_| plain(example));
        for line in script.lines().filter(|line| !line.trim().is_empty()) {
            world.step(example, line);
        }
        if !script.lines().any(|line| line == "tree .") {
            world.step(example, "tree .");
            if world.repository.join(".git").exists() {
                world.git(&["commit", "--quiet", "--allow-empty", "-m", "work"]);
            }
        }
        world
    }

    /// Where the files are.
    pub(crate) fn path(&self) -> &Path {
        &self.repository
    }

    fn step(&mut self, example: &Path, line: &str) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb {
            "tree" => self.tree(example, rest),
            "commit" => self.git(&["commit", "--quiet", "--allow-empty", "-m", rest]),
            "tag" => self.git(&["tag", "-a", "-m", rest, rest]),
            "light" => self.git(&["tag", rest]),
            "branch" => self.git(&["checkout", "--quiet", "-b", rest]),
            "checkout" => self.git(&["checkout", "--quiet", rest]),
            "detach" => self.git(&["checkout", "--quiet", "--detach"]),
            "remote" => self.git(&["remote", "add", "origin", "https://example.org/x.git"]),
            "shallow" => {
                let clone = self.folder.path().join("clone");
                let from = format!("file://{}", self.repository.display());
                self.git(&[
                    "clone",
                    "--quiet",
                    "--depth",
                    "1",
                    &from,
                    clone.to_str().unwrap(),
                ]);
                self.repository = clone;
            }
            "nothing" => {}
            "sign" => self.forged(rest),
            "none" => fs::remove_dir_all(self.repository.join(".git")).unwrap(),
            other => panic!("there is no step `{other}`"),
        }
    }

    /// A tag with a signature that is none, in the form of one.
    fn forged(&self, name: &str) {
        let lines = [
            "-----BEGIN SSH SIGNATURE-----",
            "AAAA",
            "-----END SSH SIGNATURE-----",
        ];
        self.git(&[
            "tag",
            "-a",
            "-m",
            &format!("{name}\n{}", lines.join("\n")),
            name,
        ]);
    }

    /// Makes the work tree and the index what a folder of the example is.
    fn tree(&self, example: &Path, name: &str) {
        for entry in fs::read_dir(&self.repository).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap() == ".git" {
                continue;
            }
            match path.is_dir() {
                true => fs::remove_dir_all(path).unwrap(),
                false => fs::remove_file(path).unwrap(),
            }
        }
        copy(&example.join(name), &self.repository);
        if self.repository.join(".git").exists() {
            self.git(&["add", "--all", "--force"]);
        }
    }

    /// Runs git, with a clock and a person that never change.
    #[expect(clippy::disallowed_methods, reason = "tests make real repositories")]
    pub(crate) fn git(&self, args: &[&str]) {
        let output = Command::new("git")
            .args(args)
            .current_dir(&self.repository)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_AUTHOR_NAME", "A. Author")
            .env("GIT_AUTHOR_EMAIL", "author@example.org")
            .env("GIT_COMMITTER_NAME", "A. Author")
            .env("GIT_COMMITTER_EMAIL", "author@example.org")
            .env("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
            .env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
            .output()
            .unwrap();
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {talk}");
    }
}

/// The script of an example that has none.
fn plain(example: &Path) -> String {
    let Ok(entries) = fs::read_dir(example.join("released")) else {
        return String::new();
    };
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let key = |name: &String| -> Vec<u64> {
        let digits = name.split(|c: char| !c.is_ascii_digit());
        digits.filter_map(|part| part.parse().ok()).collect()
    };
    names.sort_by_key(|name| (key(name), name.clone()));
    let lines = names
        .iter()
        .map(|name| format!("tree released/{name}\ncommit release {name}\ntag {name}\n"));
    lines.collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if ["history", "released", "api", "exposure", "stored"]
            .iter()
            .any(|one| name == *one)
        {
            continue;
        }
        let (from, to) = (entry.path(), to.join(&name));
        if from.is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}
