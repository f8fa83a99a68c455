//! Repositories written file by file, and what the gate says of them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use upsafe_config::Config;
use upsafe_core::{Gate, Report, Sources};
use upsafe_semver::{
    ApiVerdicts, GitBinary, LoadRequest, Loaded, Semver, check, load, load_for_suggestion, settle,
};

pub(crate) struct Repo {
    pub(crate) folder: tempfile::TempDir,
}

impl Repo {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("repo").tempdir().unwrap();
        let repo = Self { folder };
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) -> &Self {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn commit(&self, message: &str) -> &Self {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
        self
    }

    pub(crate) fn tag(&self, name: &str) -> &Self {
        self.git(&["tag", "-a", "-m", name, name]);
        self
    }

    pub(crate) fn git(&self, args: &[&str]) {
        let output = git_in(self.path(), args);
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {talk}");
    }

    pub(crate) fn binary(&self) -> GitBinary {
        GitBinary::new(self.path())
    }
}

pub(crate) fn git_in(folder: &Path, args: &[&str]) -> Output {
    let fixed = [
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_AUTHOR_NAME", "A. Author"),
        ("GIT_AUTHOR_EMAIL", "author@example.org"),
        ("GIT_COMMITTER_NAME", "A. Author"),
        ("GIT_COMMITTER_EMAIL", "author@example.org"),
        ("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z"),
        ("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z"),
    ];
    let mut command = program("git");
    command.args(args).current_dir(folder).envs(fixed);
    command.output().unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests make real repositories and keys"
)]
pub(crate) fn program(name: &str) -> Command {
    Command::new(name)
}

pub(crate) fn config(text: &str) -> Config {
    let ids: Vec<&str> = Semver::rules().iter().map(|rule| rule.meta.id).collect();
    Config::load(text, "upsafe.toml", &ids).unwrap()
}

/// The report on a folder.
pub(crate) fn judge(folder: &Path, text: &str) -> Report {
    let config = config(text);
    let settings = config.semver.clone().unwrap_or_default();
    let git = GitBinary::new(folder);
    let (api, exposure) = (BTreeMap::new(), BTreeMap::new());
    let request = LoadRequest {
        root: folder,
        settings: &settings,
        git: &git,
        api: &api,
        exposure: &exposure,
    };
    let mut report = Report::default();
    let loaded = load(&request, &mut report.sources).unwrap();
    let (findings, run) = check(&loaded, &config);
    report.findings = findings;
    report.gates.push(run);
    settle(&mut report, &config);
    report.sort();
    report
}

/// The rules that fired, with what they are about, and the exit code.
pub(crate) fn told(report: &Report) -> (Vec<String>, u8) {
    let told = report.findings.iter();
    let told = told.map(|finding| format!("{} {}", finding.rule, finding.subject));
    (told.collect(), report.verdict().exit_code())
}

/// What suggestions are made of.
pub(crate) fn newest(
    folder: &Path,
    text: &str,
    api: &BTreeMap<String, ApiVerdicts>,
) -> (Loaded, upsafe_config::Semver, Sources) {
    let settings = config(text).semver.unwrap_or_default();
    let git = GitBinary::new(folder);
    let exposure = BTreeMap::new();
    let request = LoadRequest {
        root: folder,
        settings: &settings,
        git: &git,
        api,
        exposure: &exposure,
    };
    let mut sources = Sources::new();
    let loaded = load_for_suggestion(&request, &mut sources).unwrap();
    (loaded, settings, sources)
}

/// Whether a program is there; says so where it is not.
pub(crate) fn has(name: &str, arg: &str) -> bool {
    let there = program(name).arg(arg).output().is_ok();
    if !there {
        println!("skipped: `{name}` is not installed");
    }
    there
}

pub(crate) fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(name)
}
