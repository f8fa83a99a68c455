//! What is read out of the files of a tree, and what is said where it cannot be read.

use std::fs;

use proptest::{prelude::*, sample::select};
use upsafe_config::Config;
use upsafe_core::Sources;
use upsafe_semver::matrix::{Matrix, Said, load_facts};

const COMPONENTS: &str = r#"
[semver.matrix]
own = "app"
[[semver.matrix.component]]
name = "app"
[[semver.matrix.component]]
name = "go"
scheme = "go-toolchain"
[[semver.matrix.component]]
name = "python"
scheme = "pep440"
[[semver.matrix.component]]
name = "node"
scheme = "npm"
[[semver.matrix.component]]
name = "rust"
[[semver.matrix.component]]
name = "lib"
scheme = "cargo"
[[semver.matrix.component]]
name = "module"
scheme = "go"
"#;

/// What a fact reads: `path:line:column what = version`, a line each; `fact` is the lines below
/// `[[semver.matrix.fact]]`.
fn facts(fact: &str, files: &[(&str, &str)]) -> String {
    let dir = tempfile::tempdir().expect("the input of the test is right");
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("the input of the test is right"))
            .expect("the folder is writable");
        fs::write(path, text).expect("the input of the test is right");
    }
    let toml = format!("{COMPONENTS}\n[[semver.matrix.fact]]\n{fact}\n");
    let config = Config::load(toml, "upsafe.toml", &[]).expect("the input of the test is right");
    let matrix = Matrix::read(config.matrix()).expect("the input of the test is right");
    let mut sources = Sources::new();
    let loaded = load_facts(dir.path(), config.matrix(), &matrix, &mut sources);
    let mut lines: Vec<String> = Vec::new();
    for fact in &loaded.facts {
        let span = fact
            .place
            .span
            .clone()
            .expect("the input of the test is right");
        let source = sources.get(fact.place.source);
        assert!(source.text().get(span.clone()).is_some(), "{span:?}");
        let at = source.position(span.start);
        let said = match &fact.said {
            Said::Version(version) => version.to_string(),
            Said::Range(range) => format!("[{range}]"),
        };
        lines.push(format!(
            "{}:{}:{} {} = {said}",
            fact.path, at.line, at.column, fact.what
        ));
    }
    lines.extend(loaded.troubles.iter().map(ToString::to_string));
    lines.join("\n")
}

#[test]
fn files_are_read_by_their_names() {
    let check = |fact: &str, file: (&str, &str), expected: &str| {
        assert_eq!(facts(fact, &[file]), expected, "{fact} {file:?}");
    };
    check(
        "component = \"go\"\nfile = \"go.mod\"",
        (
            "go.mod",
            "module m\n\ngo 1.21 // as tested\n\ntoolchain go1.21.5\nrequire go.uber.org/x v1.0.0\n",
        ),
        "go.mod:3:4 line `go` = 1.21\ngo.mod:5:13 line `toolchain` = 1.21.5",
    );
    check(
        "component = \"rust\"\nfile = \"Cargo.toml\"",
        (
            "Cargo.toml",
            "[workspace.package]\nrust-version = \"1.80\"\n",
        ),
        "Cargo.toml:2:16 key `rust-version` = 1.80.0",
    );
    check(
        "component = \"rust\"\nfile = \"rust-toolchain\"",
        ("rust-toolchain", "1.95\n"),
        "rust-toolchain:1:1 channel = [1.95.x]",
    );
    check(
        "component = \"rust\"\nfile = \"rust-toolchain.toml\"",
        ("rust-toolchain.toml", "[toolchain]\nchannel = \"stable\"\n"),
        "rust-toolchain.toml:2:11: no version of the scheme `semver`: unexpected character `s` at column 1 of `stable`, expected a digit",
    );
    check(
        "component = \"python\"\nfile = \"pyproject.toml\"",
        ("pyproject.toml", "[project]\nrequires-python = \">=3.9\"\n"),
        "pyproject.toml:2:19 key `requires-python` = [>=3.9]",
    );
    check(
        "component = \"node\"\nfile = \"package.json\"",
        (
            "package.json",
            "{\n  \"name\": \"node\",\n  \"engines\": {\"npm\": \"9\", \"node\": \">=18\"}\n}",
        ),
        "package.json:3:36 key `engines.node` = [>=18]",
    );
    check(
        "component = \"app\"\nfile = \"package.json\"",
        (
            "package.json",
            "{\"name\": \"app\", \"version\": \"1.2.3\"}",
        ),
        "package.json:1:29 version = 1.2.3",
    );
    check(
        "component = \"lib\"\nfile = \"Cargo.lock\"\npackage = \"bytes\"",
        (
            "Cargo.lock",
            "version = 4\n[[package]]\nname = \"bytes\"\nversion = \"0.5.6\"\n[[package]]\nname = \"bytes-x\"\nversion = \"9.0.0\"\n[[package]]\nname = \"bytes\"\nversion = \"1.7.1\"\n",
        ),
        "Cargo.lock:4:11 lock of `bytes` = 0.5.6\nCargo.lock:10:11 lock of `bytes` = 1.7.1",
    );
    check(
        "component = \"node\"\nfile = \"package-lock.json\"\npackage = \"a\"",
        (
            "package-lock.json",
            "{\"packages\": {\"node_modules/a\": {\"version\": \"1.0.0\"}, \"node_modules/b/node_modules/a\": {\"version\": \"2.0.0\"}, \"node_modules/ba\": {\"version\": \"3.0.0\"}}}",
        ),
        "package-lock.json:1:46 lock of `a` = 1.0.0\npackage-lock.json:1:101 lock of `a` = 2.0.0",
    );
    check(
        "component = \"module\"\nfile = \"go.mod\"\npackage = \"example.com/m\"",
        (
            "go.mod",
            "module x\nrequire (\n\texample.com/m v1.4.0 // indirect\n\texample.com/m/v2 v2.0.0\n)\n",
        ),
        "go.mod:3:16 lock of `example.com/m` = v1.4.0",
    );
}

#[test]
fn images_are_read_where_they_are_chosen() {
    let check = |text: &str, expected: &str| {
        let fact = "component = \"go\"\nfile = \"ci/*\"\npackage = \"golang\"";
        assert_eq!(
            facts(fact, &[("ci/x/Dockerfile", text)]),
            expected,
            "{text}"
        );
    };
    let at = "ci/x/Dockerfile";
    check(
        "FROM golang:1.22.3-alpine AS b\n",
        &format!("{at}:1:13 image `golang` = 1.22.3"),
    );
    check(
        "image: 'docker.io/library/golang:1.23rc1'\n",
        &format!("{at}:1:34 image `golang` = 1.23rc1"),
    );
    check(
        "FROM golang:1.22@sha256:0123\n",
        &format!("{at}:1:13 image `golang` = 1.22"),
    );
    let expected = "expected a digit";
    check(
        "FROM golang:latest\n",
        &format!(
            "{at}:1:13: no version of the scheme `go-toolchain`: unexpected character `l` at column 1 of `latest`, {expected}"
        ),
    );
    check(
        "FROM golang:${GO}-alpine\n",
        &format!("{at}:1:13: no version of the scheme `go-toolchain`: unexpected character `$` at column 1 of `${{GO}}-alpine`, {expected}").replace("`${GO}-alpine`", "`${GO`"),
    );
    check(
        "FROM golang\n",
        &format!(
            "{at}:1:6: no version of the scheme `go-toolchain`: unexpected character `g` at column 1 of `golang`, {expected}"
        ),
    );
    let nothing = format!("{at}: nothing here says which version of `go` is used");
    check(
        "# FROM golang:1.1\nRUN golang-lint --x\nFROM my-golang:1.9\n",
        &nothing,
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let check = |fact: &str, files: &[(&str, &str)], expected: &str| {
        let found = facts(fact, files);
        assert!(found.contains(expected), "{fact}: {found}");
    };
    check("component = \"go\"\nfile = \"go.mod\"", &[], "go.mod: ");
    check(
        "component = \"go\"\nfile = \"x/*.mod\"",
        &[],
        "x/*.mod: no file has such a path",
    );
    check(
        "component = \"go\"\nfile = \"go.mod\"",
        &[("go.mod", "module m\n")],
        "go.mod: nothing here says which version of `go` is used",
    );
    check(
        "component = \"rust\"\nfile = \"Cargo.toml\"",
        &[("Cargo.toml", "[package\n")],
        "Cargo.toml:1:9: no TOML",
    );
    check(
        "component = \"node\"\nfile = \"package.json\"",
        &[("package.json", "{\n \"a\": }")],
        "package.json:2:7: no JSON",
    );
    check(
        "component = \"go\"\nfile = \"x.txt\"",
        &[("x.txt", "1")],
        "must say with `read` or `pattern`",
    );
    check(
        "component = \"go\"\nfile = \"x.txt\"\nread = \"image\"",
        &[("x.txt", "1")],
        "needs `package`",
    );
    check(
        "component = \"go\"\nfile = \"x.txt\"\npattern = '('",
        &[("x.txt", "1")],
        "no regular expression",
    );
    check(
        "component = \"go\"\nfile = \"x.txt\"\npattern = '(a)(b)'",
        &[("x.txt", "1")],
        "found 2 groups, expected one",
    );
    check(
        "component = \"python\"\nfile = \"pyproject.toml\"",
        &[("pyproject.toml", "[project]\nrequires-python = \"3.9\"")],
        "pyproject.toml:2:19: no range of the scheme `pep440`",
    );
    check(
        "component = \"go\"\nfile = \"dir\"\npattern = '(1)'",
        &[("dir/x", "1")],
        "dir: expected a regular file",
    );
}

proptest! {
    #![proptest_config(crate::cases(300))]

    #[test]
    fn no_text_of_a_file_makes_it_panic(
        fact in select(&[
            "component = \"go\"\nfile = \"go.mod\"",
            "component = \"module\"\nfile = \"go.mod\"\npackage = \"m\"",
            "component = \"rust\"\nfile = \"Cargo.toml\"",
            "component = \"lib\"\nfile = \"Cargo.lock\"\npackage = \"m\"",
            "component = \"node\"\nfile = \"package.json\"",
            "component = \"node\"\nfile = \"package-lock.json\"\npackage = \"m\"",
            "component = \"rust\"\nfile = \"rust-toolchain\"",
            "component = \"go\"\nfile = \"Dockerfile\"\npackage = \"m\"",
        ][..]),
        text in "([ \n\"#é]|go|toolchain|m:?|v?1\\.2|require|[{}\\[\\]:=]|FROM|engines|node|\\[\\[package\\]\\]\n|name = \"m\"\n){0,12}",
    ) {
        let file = fact.split('"').nth(3).expect("the input of the test is right");
        facts(fact, &[(file, &text)]);
    }
}
