//! Manifests that are broken in many ways: an error with its place, never a panic, never a hang.

use std::{collections::BTreeMap, fs, sync::OnceLock};

use upsafe_core::Sources;
use upsafe_semver::{
    Branch, Commit, CommitMessage, Git, GitError, Head, LoadRequest, Signature, Signers, TagObject,
    load,
};

use crate::support::config;

/// A history of which nothing is known.
struct NoGit;

fn no<T>() -> Result<T, GitError> {
    static ERROR: OnceLock<GitError> = OnceLock::new();
    let asked = || {
        upsafe_semver::GitBinary::new("/nowhere")
            .head()
            .unwrap_err()
    };
    Err(ERROR.get_or_init(asked).clone())
}

impl Git for NoGit {
    fn head(&self) -> Result<Head, GitError> {
        no()
    }
    fn tags(&self) -> Result<Vec<TagObject>, GitError> {
        no()
    }
    fn read_many(&self, _: &[(String, String)]) -> Result<Vec<Option<Vec<u8>>>, GitError> {
        no()
    }
    fn merge_base(&self, _: &str, _: &str) -> Result<Option<Commit>, GitError> {
        no()
    }
    fn changed(&self, _: &str, _: Option<&str>) -> Result<Vec<String>, GitError> {
        no()
    }
    fn files(&self) -> Result<Vec<String>, GitError> {
        no()
    }
    fn files_at(&self, _: &str) -> Result<Vec<String>, GitError> {
        no()
    }
    fn commits(&self, _: &str, _: &str, _: usize) -> Result<Vec<CommitMessage>, GitError> {
        no()
    }
    fn branches(&self) -> Result<Vec<Branch>, GitError> {
        no()
    }
    fn tags_of(&self, _: &str) -> Result<Vec<String>, GitError> {
        no()
    }
    fn verify(&self, _: &str, _: &Signers<'_>) -> Result<Signature, GitError> {
        no()
    }
    fn has_remote(&self) -> Result<bool, GitError> {
        no()
    }
}

/// What loading a folder with one manifest says: an error, or how many packages.
fn told(name: &str, text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    let settings = config("").semver.unwrap_or_default();
    let (api, exposure) = (BTreeMap::new(), BTreeMap::new());
    let request = LoadRequest {
        root: folder.path(),
        settings: &settings,
        git: &NoGit,
        api: &api,
        exposure: &exposure,
    };
    match load(&request, &mut Sources::new()) {
        Ok(loaded) => {
            assert!(
                !loaded.troubles.is_empty(),
                "a history of which nothing is known is trouble"
            );
            format!("{} packages", loaded.packages.len())
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn mistakes_have_their_place() {
    for (name, text, expected) in [
        (
            "Cargo.toml",
            "[package]\nversion = \"1.0.0\"\n",
            "Cargo.toml:1:1: expected `name` in `[package]`",
        ),
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"gone\"]\n",
            "Cargo.toml: the member `gone` has no `Cargo.toml`",
        ),
        (
            "package.json",
            "{\"name\": \"web\",\n}\n",
            "package.json:2:1: trailing comma",
        ),
        (
            "go.mod",
            "go 1.22\n",
            "go.mod:1:1: expected the directive `module`",
        ),
        (
            "pom.xml",
            "<project>\n  <version>1</version>\n</project>\n",
            "pom.xml:1:1: expected `artifactId` in the project",
        ),
        (
            "pyproject.toml",
            "[project]\nversion = \"1\"\n",
            "pyproject.toml:1:1: expected `name` in `[project]`",
        ),
        (
            "pom.xml",
            "<project><modules><module>x</module></modules></project>",
            "x/pom.xml: there is no such file, but a pom names it",
        ),
    ] {
        assert_eq!(told(name, text.as_bytes()), expected, "{name}: {text}");
    }
    assert!(told("Cargo.toml", b"[package\n").starts_with("Cargo.toml:1:9: "));
    assert!(told("pom.xml", b"<a>\n<b></a>").starts_with("pom.xml:2:"));
    assert!(told("go.mod", b"module \xff\n").contains("expected text in UTF-8"));
}

#[test]
fn broken_manifests_never_panic() {
    let samples = [
        (
            "Cargo.toml",
            "[package]\nname = \"ü\"\nversion = \"1.0.0-rc.1\"\nexclude = [\"/a/**\"]\n[dependencies]\nx = { version = \">=1, <2\", package = \"y\", path = \"../z\" }\n[features]\ndefault = [\"x\"]\n[patch.crates-io]\nx = { git = \"u\" }\n",
        ),
        (
            "package.json",
            "{\"name\": \"\\u00fc\", \"version\": \"1.0.0\", \"workspaces\": [\"a/*\", \"!a/b\"], \"dependencies\": {\"x\": \"npm:@y/z@^1\", \"w\": \"file:../w\"}, \"overrides\": {\"x\": \"1\"}}",
        ),
        (
            "pyproject.toml",
            "[project]\nname = \"ü\"\nversion = \"1!2.0rc1.post2+l\"\ndependencies = [\"a[b] >=1,<2; python_version<'3'\", \"c @ file:../c\"]\n",
        ),
        (
            "go.mod",
            "module \"e.org/ü/v2\" // x\n\ngo 1.22\n\nrequire (\n\te.org/a v1.2.3 // indirect\n)\nreplace e.org/a => ../a\n",
        ),
        (
            "pom.xml",
            "<project><parent><version>1</version></parent><artifactId>ü</artifactId><properties><a>${b}</a><b>${a}</b></properties><version>${a}${project.version}</version><dependencies><dependency><groupId>g</groupId><artifactId>${b}</artifactId><version>[1,)</version></dependency></dependencies></project>",
        ),
    ];
    for (name, text) in samples {
        let bytes = text.as_bytes();
        for at in 0..bytes.len() {
            told(name, &bytes[..at]);
            let odd = [b'"', b'\\', 0, b'{', b'<', 0xff, b'$'];
            let mut changed = bytes.to_vec();
            changed[at] = odd[at % odd.len()];
            told(name, &changed);
        }
    }
}

#[test]
fn deep_documents_are_refused_or_read() {
    let deep = 20_000;
    told(
        "package.json",
        format!("{}1{}", "[".repeat(deep), "]".repeat(deep)).as_bytes(),
    );
    told(
        "Cargo.toml",
        format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)).as_bytes(),
    );
    told(
        "pom.xml",
        format!("{}{}", "<a>".repeat(deep), "</a>".repeat(deep)).as_bytes(),
    );
    let features: String = (0..2000)
        .map(|n| format!("f{n} = [\"f{}\"]\n", n + 1))
        .collect();
    let text = format!(
        "[package]\nname = \"a\"\nversion = \"1.0.0\"\n[features]\ndefault = [\"f0\"]\n{features}"
    );
    assert_eq!(told("Cargo.toml", text.as_bytes()), "1 packages");
}
