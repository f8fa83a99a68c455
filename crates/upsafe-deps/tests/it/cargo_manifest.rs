//! Workspaces written into a temporary directory, and what is read of them.

use std::fmt::Write;

use expect_test::{Expect, expect};
use upsafe_core::{Place, Sources};
use upsafe_deps::ecosystem::cargo::manifest::{Dependency, Manifest, Origin, Workspace};

use crate::tree::Tree;

fn check(files: &str, start: &str, expected: &Expect) {
    check_tree(&Tree::new(files), start, expected);
}

fn check_tree(tree: &Tree, start: &str, expected: &Expect) {
    let mut sources = Sources::new();
    let home = tree.path("home");
    let shown = match Workspace::load(&tree.path(start), Some(&home), &mut sources) {
        Ok(workspace) => shown(&workspace, &sources, tree),
        Err(error) => format!("{error}\n"),
    };
    expected.assert_eq(&without_root(&shown, tree));
}

fn without_root(text: &str, tree: &Tree) -> String {
    text.replace(tree.path("").to_str().unwrap(), "/ROOT/")
}

fn shown(workspace: &Workspace, sources: &Sources, tree: &Tree) -> String {
    let mut out = String::new();
    let root = workspace
        .root
        .strip_prefix(tree.path(""))
        .unwrap()
        .display();
    writeln!(out, "root `{root}` {:?}", workspace.resolver).unwrap();
    for shared in &workspace.shared {
        let at = place(&shared.place, sources);
        writeln!(
            out,
            "shared {} used {} times at {at}",
            shared.key, shared.n_users
        )
        .unwrap();
    }
    for package in &workspace.packages {
        let word = if package.member { "member" } else { "outside" };
        let at = place(&package.place, sources);
        write!(
            out,
            "{word} {} {} {} ",
            package.name, package.version, package.edition
        )
        .unwrap();
        if let Some(rust) = &package.rust_version {
            write!(
                out,
                "rust {} at {} ",
                rust.value,
                place(&rust.place, sources)
            )
            .unwrap();
        }
        writeln!(out, "{:?} at {at}", package.publish).unwrap();
        for feature in &package.features {
            let values = feature.values.iter().map(|value| value.value.as_str());
            let values = values.collect::<Vec<_>>().join(" ");
            writeln!(out, "  [{}] {values}", feature.name).unwrap();
        }
        for dependency in &package.dependencies {
            writeln!(out, "  {}", line(dependency, sources, tree)).unwrap();
        }
    }
    for patch in &workspace.patches {
        let line = line(&patch.dependency, sources, tree);
        writeln!(out, "patch {}: {line}", patch.source).unwrap();
    }
    for replacement in &workspace.replacements {
        let version = replacement.version.as_ref().map(ToString::to_string);
        let line = line(&replacement.dependency, sources, tree);
        writeln!(out, "replace {} {version:?}: {line}", replacement.name).unwrap();
    }
    out
}

fn line(dependency: &Dependency, sources: &Sources, tree: &Tree) -> String {
    let mut out = format!("{} {}", dependency.kind.name(), dependency.key);
    if dependency.package != dependency.key {
        write!(out, " = {}", dependency.package).unwrap();
    }
    match &dependency.origin {
        Origin::Path(directory) => {
            let root = tree.path("");
            let directory = directory.strip_prefix(&root).unwrap_or(directory).display();
            write!(out, " path {directory}").unwrap();
        }
        Origin::Git { url, reference } => write!(out, " git {url} {reference:?}").unwrap(),
        Origin::Registry(name) => write!(out, " {name:?}").unwrap(),
        other => write!(out, " {other:?}").unwrap(),
    }
    if let Some(requirement) = &dependency.requirement {
        let at = place(&requirement.place, sources);
        write!(out, " {} at {at}", requirement.text).unwrap();
    }
    if let Some(target) = &dependency.target {
        write!(out, " for {target}").unwrap();
    }
    for (word, is) in [
        ("optional", dependency.optional),
        ("without-default", !dependency.default_features),
    ] {
        if is {
            write!(out, " {word}").unwrap();
        }
    }
    let features = dependency
        .features
        .iter()
        .map(|feature| feature.value.as_str());
    let features: Vec<_> = features.collect();
    if !features.is_empty() {
        write!(out, " {features:?}").unwrap();
    }
    write!(out, " key at {}", place(&dependency.place, sources)).unwrap();
    if let Some(inherited) = &dependency.inherited_place {
        write!(out, " from {}", place(inherited, sources)).unwrap();
    }
    out
}

/// `path:line:column "text"`
fn place(place: &Place, sources: &Sources) -> String {
    let source = sources.get(place.source);
    let span = place.span.clone().unwrap();
    let position = source.position(span.start);
    let (line, column) = (position.line, position.column);
    format!("{}:{line}:{column} {}", source.path(), &source.text()[span])
}

const ROOT: &str = "
-- Cargo.toml
[workspace]
members = [\"crates/*\", \"tool\"]
exclude = [\"crates/old\"]
resolver = \"2\"

[workspace.package]
version = \"1.2.3\"
edition = \"2024\"
rust-version = \"1.85\"
publish = false

[workspace.dependencies]
bytes = { version = \"1.4\", default-features = false, features = [\"std\"] }
base = { path = \"crates/base\", version = \"1.2\" }
unused = \"0.1\"
-- crates/base/Cargo.toml
[package]
name = \"base\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
publish.workspace = true
-- crates/old/Cargo.toml
[package]
name = \"old\"
-- tool/Cargo.toml
[package]
name = \"tool\"
version = \"0.1.0\"
rust-version = \"1.90.0\"

[features]
default = [\"fast\"]
fast = [\"dep:renamed\", \"bytes/serde\"]

[dependencies]
base.workspace = true
bytes = { workspace = true, features = [\"serde\"], default-features = true, optional = true }
renamed = { package = \"real-name\", version = \">=0.3, <0.5\", optional = true }

[dev_dependencies]
old = { path = \"../crates/old\" }

[target.'cfg(windows)'.build-dependencies]
cc = { version = \"1\", registry = \"mirror\" }
gitted = { git = \"https://example.com/x\", rev = \"abc\", version = \"2\" }
";

#[test]
fn a_workspace_is_read_with_what_it_inherits() {
    check(
        ROOT,
        "Cargo.toml",
        &expect![[r#"
        root `` V2
        shared bytes used 1 times at Cargo.toml:13:1 bytes
        shared base used 1 times at Cargo.toml:14:1 base
        shared unused used 0 times at Cargo.toml:15:1 unused
        member base 1.2.3 2024 rust 1.85 at Cargo.toml:9:16 "1.85" Nowhere at crates/base/Cargo.toml:2:8 "base"
        member tool 0.1.0 2015 rust 1.90.0 at tool/Cargo.toml:4:16 "1.90.0" Anywhere at tool/Cargo.toml:2:8 "tool"
          [default] fast
          [fast] dep:renamed bytes/serde
          normal base path crates/base 1.2 at Cargo.toml:14:42 "1.2" key at tool/Cargo.toml:11:1 base from Cargo.toml:14:1 base
          normal bytes Default 1.4 at Cargo.toml:13:21 "1.4" optional ["std", "serde"] key at tool/Cargo.toml:12:1 bytes from Cargo.toml:13:1 bytes
          normal renamed = real-name Default >=0.3, <0.5 at tool/Cargo.toml:13:46 ">=0.3, <0.5" optional key at tool/Cargo.toml:13:1 renamed
          dev old path crates/old key at tool/Cargo.toml:16:1 old
          build cc Named("mirror") 1 at tool/Cargo.toml:19:18 "1" for cfg(windows) key at tool/Cargo.toml:19:1 cc
          build gitted git https://example.com/x Rev("abc") 2 at tool/Cargo.toml:20:66 "2" for cfg(windows) key at tool/Cargo.toml:20:1 gitted
        outside old 0.0.0 2015 Nowhere at crates/old/Cargo.toml:2:8 "old"
    "#]],
    );
}

#[test]
fn the_workspace_is_the_same_from_any_member() {
    let tree = Tree::new(ROOT);
    let load = |start: &str| {
        let mut sources = Sources::new();
        let workspace = Workspace::load(&tree.path(start), None, &mut sources).unwrap();
        shown(&workspace, &sources, &tree)
    };
    assert_eq!(load("tool/Cargo.toml"), load("Cargo.toml"));
    assert_eq!(load("crates/base/Cargo.toml"), load("tool/../Cargo.toml"));
}

#[test]
fn an_excluded_package_is_alone() {
    check(
        ROOT,
        "crates/old/Cargo.toml",
        &expect![[r#"
        root `crates/old` V1
        member old 0.0.0 2015 Nowhere at Cargo.toml:2:8 "old"
    "#]],
    );
}

#[test]
fn path_dependencies_below_the_root_are_members_and_others_are_not() {
    check(
        "
-- w/Cargo.toml
[package]
name = \"app\"
version = \"0.1.0\"
edition = \"2021\"
[workspace]
[dependencies]
inner = { path = \"inner\" }
other = { path = \"../other/lib\" }
-- w/inner/Cargo.toml
[package]
name = \"inner\"
-- other/Cargo.toml
[workspace]
members = [\"lib\"]
[workspace.package]
version = \"7.0.0\"
[workspace.dependencies]
far = { path = \"far\" }
-- other/lib/Cargo.toml
[package]
name = \"other\"
version.workspace = true
[dependencies]
far.workspace = true
gone = { path = \"gone\", optional = true }
-- other/far/Cargo.toml
[package]
name = \"far\"
",
        "w/Cargo.toml",
        &expect![[r#"
            root `w` V2
            member app 0.1.0 2021 Anywhere at Cargo.toml:2:8 "app"
              normal inner path w/inner key at Cargo.toml:7:1 inner
              normal other path other/lib key at Cargo.toml:8:1 other
            member inner 0.0.0 2015 Nowhere at inner/Cargo.toml:2:8 "inner"
            outside far 0.0.0 2015 Nowhere at ../other/far/Cargo.toml:2:8 "far"
            outside other 7.0.0 2015 Anywhere at ../other/lib/Cargo.toml:2:8 "other"
              normal far path other/far key at ../other/lib/Cargo.toml:5:1 far from ../other/Cargo.toml:6:1 far
              normal gone path other/lib/gone optional key at ../other/lib/Cargo.toml:6:1 gone
        "#]],
    );
}

#[test]
fn a_nearer_root_counts_only_where_the_search_starts_below_it() {
    let files = "
-- Cargo.toml
[workspace]
members = [\"vendor/x\"]
-- vendor/Cargo.toml
[workspace]
members = [\"x\"]
-- vendor/x/Cargo.toml
[package]
name = \"x\"
";
    check(
        files,
        "Cargo.toml",
        &expect![[r#"
        root `` V1
        member x 0.0.0 2015 Nowhere at vendor/x/Cargo.toml:2:8 "x"
    "#]],
    );
    check(
        files,
        "vendor/x/Cargo.toml",
        &expect![[r#"
        root `vendor` V1
        member x 0.0.0 2015 Nowhere at x/Cargo.toml:2:8 "x"
    "#]],
    );
}

#[test]
fn package_workspace_names_a_root_elsewhere() {
    check(
        "
-- root/Cargo.toml
[workspace]
members = [\"../member\"]
-- member/Cargo.toml
[package]
name = \"member\"
workspace = \"../root\"
",
        "member/Cargo.toml",
        &expect![[r#"
            root `root` V1
            member member 0.0.0 2015 Nowhere at ../member/Cargo.toml:2:8 "member"
        "#]],
    );
}

#[test]
fn patches_and_replacements_are_read() {
    check(
        "
-- Cargo.toml
[package]
name = \"a\"
[patch.crates-io]
bytes = { path = \"vendored/bytes\" }
[patch.'https://example.com/git']
x = { git = \"https://example.com/fork\", branch = \"main\" }
[replace]
\"foo:0.1.0\" = { git = \"https://example.com/foo\" }
\"https://github.com/rust-lang/crates.io-index#bar@1.0.0\" = { path = \"bar\" }
-- vendored/bytes/Cargo.toml
[package]
name = \"bytes\"
version = \"1.0.0\"
-- bar/Cargo.toml
[package]
name = \"bar\"
version = \"1.0.0\"
",
        "Cargo.toml",
        &expect![[r#"
            root `` V1
            member a 0.0.0 2015 Nowhere at Cargo.toml:2:8 "a"
            outside bar 1.0.0 2015 Anywhere at bar/Cargo.toml:2:8 "bar"
            outside bytes 1.0.0 2015 Anywhere at vendored/bytes/Cargo.toml:2:8 "bytes"
            patch crates-io: normal bytes path vendored/bytes key at Cargo.toml:4:1 bytes
            patch https://example.com/git: normal x git https://example.com/fork Branch("main") key at Cargo.toml:6:1 x
            replace foo Some("0.1.0"): normal foo:0.1.0 git https://example.com/foo DefaultBranch key at Cargo.toml:8:1 "foo:0.1.0"
            replace bar Some("1.0.0"): normal https://github.com/rust-lang/crates.io-index#bar@1.0.0 path bar key at Cargo.toml:9:1 "https://github.com/rust-lang/crates.io-index#bar@1.0.0"
        "#]],
    );
}

#[test]
fn a_downloaded_package_is_no_part_of_the_tree_around_it() {
    check(
        "
-- Cargo.toml
[workspace]
-- home/registry/src/i/x-1.0.0/Cargo.toml
[package]
name = \"x\"
version = \"1.0.0\"
",
        "home/registry/src/i/x-1.0.0/Cargo.toml",
        &expect![[r#"
            root `home/registry/src/i/x-1.0.0` V1
            member x 1.0.0 2015 Anywhere at Cargo.toml:2:8 "x"
        "#]],
    );
}

#[test]
fn what_cargo_refuses_is_refused_at_its_place() {
    let package = |rest: &str| format!("-- Cargo.toml\n[package]\nname = \"a\"\n{rest}");
    let refused = |files: &str, expected: Expect| check(files, "Cargo.toml", &expected);
    refused(
        "-- other\n",
        expect![[r#"
        /ROOT/Cargo.toml: expected a file, found none
    "#]],
    );
    refused(
        "-- Cargo.toml/file\n",
        expect![[r#"
        /ROOT/Cargo.toml: expected a file, found a directory
    "#]],
    );
    refused(
        "-- Cargo.toml\n",
        expect![[r#"
        /ROOT/Cargo.toml:1:1: expected a manifest with `[package]` or `[workspace]`, found neither
    "#]],
    );
    refused(
        "-- Cargo.toml\n[package]\n",
        expect![[r#"
        /ROOT/Cargo.toml:1:2: expected `[package]` to have a `name`, found none
    "#]],
    );
    refused(
        "-- Cargo.toml\n[package]\nname = \"\"\n",
        expect![[r#"
        /ROOT/Cargo.toml:2:8: expected the name of a package, found an empty string
    "#]],
    );
    refused(
        "-- Cargo.toml\n[package\n",
        expect![[r#"
        /ROOT/Cargo.toml:1:9: expected TOML: unclosed table, expected `]`
    "#]],
    );
    refused(
        "-- Cargo.toml\npackage = 1\n",
        expect![[r#"
        /ROOT/Cargo.toml:1:11: expected `package` to be a table, found an integer
    "#]],
    );
    refused(
        &package("<<<<<<< HEAD\nversion = \"1\"\n"),
        expect![[r#"
            /ROOT/Cargo.toml:3:1: expected TOML, found the marker of an unresolved merge
        "#]],
    );
    refused(
        &package("version = \"1\"\n"),
        expect![[r#"
        /ROOT/Cargo.toml:3:11: expected a version such as `1.2.3`, found `1`: unexpected end of input while parsing major version number
    "#]],
    );
    refused(
        &package("version.workspace = true\n"),
        expect![[r#"
        Cargo.toml:3:1: expected `[workspace.package]` to have the `version` inherited here, found none
    "#]],
    );
    refused(
        &package("version.workspace = false\n"),
        expect![[r#"
            /ROOT/Cargo.toml:3:1: expected `workspace` to be `true`, found `false`
        "#]],
    );
    refused(
        &package("rust-version = \"stable\"\n"),
        expect![[r#"
        /ROOT/Cargo.toml:3:16: expected a Rust release such as `1.70`, found `stable`
    "#]],
    );
    refused(
        &package("publish = 1\n"),
        expect![[r#"
        /ROOT/Cargo.toml:3:11: expected `publish` to be a boolean or a list of registry names, found an integer
    "#]],
    );
    refused(
        &package("workspace = \"..\"\n[workspace]\n"),
        expect![[r#"
            /ROOT/Cargo.toml:3:13: expected either `package.workspace` or `[workspace]`, found both
        "#]],
    );
    refused(
        &package("workspace = \"no\"\n"),
        expect![[r#"
        Cargo.toml:3:13: expected a manifest at `no/Cargo.toml`, found none
    "#]],
    );
    refused(
        &package("resolver = \"9\"\n"),
        expect![[r#"
        Cargo.toml:3:12: expected the resolver to be `1`, `2` or `3`, found `9`
    "#]],
    );
    refused(
        &package("[features]\nx = [1]\n"),
        expect![[r#"
        /ROOT/Cargo.toml:4:6: expected `x` to list strings, found an integer
    "#]],
    );
    refused(
        &package("[dependencies]\nx = {}\n"),
        expect![[r#"
        /ROOT/Cargo.toml:4:1: expected dependency `x` to have `version`, `path`, `git` or `workspace`, found none
    "#]],
    );
    refused(
        &package("[dependencies]\nx = 1\n"),
        expect![[r#"
        /ROOT/Cargo.toml:4:5: expected `x` to be a version requirement or a table, found an integer
    "#]],
    );
    refused(
        &package("[dependencies]\nx = \"one\"\n"),
        expect![[r#"
        /ROOT/Cargo.toml:4:5: expected a version requirement such as `1.2`, found `one`: unexpected character 'o' while parsing major version number
    "#]],
    );
    refused(
        &package("[dependencies]\nx = { version = 1 }\n"),
        expect![[r#"
            /ROOT/Cargo.toml:4:17: expected `version` to be a string, found an integer
        "#]],
    );
    refused(
        &package("[dependencies]\nx = { workspace = false }\n"),
        expect![[r#"
            /ROOT/Cargo.toml:4:19: expected `workspace` to be `true`, found `false`
        "#]],
    );
    refused(
        &package("[dependencies]\nx.workspace = true\n"),
        expect![[r#"
            Cargo.toml:4:1: expected a workspace from which `x` is inherited, found none
        "#]],
    );
    refused(
        &package(
            "[dependencies]\nseerde.workspace = true\n[workspace.dependencies]\nserde = \"1\"\n",
        ),
        expect![[r#"
            Cargo.toml:4:1: expected `seerde` in `[workspace.dependencies]`, found none; did you mean `serde`?
        "#]],
    );
    refused(
        &package("[dependencies]\nx = { git = \"g\", tag = \"1\", rev = \"2\" }\n"),
        expect![[r#"
            /ROOT/Cargo.toml:4:35: expected one of `branch`, `tag` and `rev`, found several
        "#]],
    );
    refused(
        &package("[dependencies]\nx = { git = \"g\", path = \"p\" }\n"),
        expect![[r#"
            /ROOT/Cargo.toml:4:13: expected either `git` or `path`, found both
        "#]],
    );
    refused(
        &package(
            "[dependencies]\nx = { version = \"1\", registry = \"r\", registry-index = \"u\" }\n",
        ),
        expect![[r#"
            /ROOT/Cargo.toml:4:33: expected either `registry` or `registry-index`, found both
        "#]],
    );
    refused(
        &package("[dependencies]\nx = { path = \"gone\" }\n"),
        expect![[r#"
            Cargo.toml:4:14: expected a manifest at `gone/Cargo.toml`, found none
        "#]],
    );
    refused(
        &package("[replace]\n\"x:one\" = { path = \".\" }\n"),
        expect![[r#"
            Cargo.toml:4:1: expected `NAME:VERSION`, found `x:one`: unexpected character 'o' while parsing major version number
        "#]],
    );
    refused(
        "-- Cargo.toml\n[workspace]\nmembers = [\"gone\"]\n",
        expect![[r#"
            Cargo.toml:2:12: expected a manifest at `gone/Cargo.toml`, found none
        "#]],
    );
    refused(
        "-- Cargo.toml\n[workspace]\nmembers = [\"x/*\"]\n-- x/y/z\n",
        expect![[r#"
            Cargo.toml:2:12: expected a manifest at `x/y/Cargo.toml`, found none
        "#]],
    );
    refused(
        "-- Cargo.toml\n[workspace]\nmembers = [\"x[\"]\n",
        expect![[r#"
            Cargo.toml:2:12: expected `]` to close the `[` in pattern `x[`, found the end
        "#]],
    );
}

#[test]
fn members_that_belong_elsewhere_are_refused() {
    let workspace = "-- Cargo.toml\n[workspace]\nmembers = [\"a\"]\n";
    let a = |rest: &str| format!("{workspace}-- a/Cargo.toml\n[package]\nname = \"a\"\n{rest}");
    let b = "-- b/Cargo.toml\n[package]\nname = \"b\"\n";
    check(
        &a("[workspace]\n"),
        "Cargo.toml",
        &expect![[r#"
        Cargo.toml: expected one workspace, found the member `a/Cargo.toml` to be a workspace root of its own
    "#]],
    );
    let pointed = a("workspace = \"../other\"\n-- other/Cargo.toml\n[workspace]\n");
    check(
        &pointed,
        "Cargo.toml",
        &expect![[r#"
        a/Cargo.toml: expected a member of the workspace `Cargo.toml`, found one of `other/Cargo.toml`
    "#]],
    );
    check(
        &format!("{}{b}", a("")),
        "b/Cargo.toml",
        &expect![[r#"
        b/Cargo.toml: expected `members` or `exclude` of the workspace `Cargo.toml` to name this package, found it in neither
    "#]],
    );
    let outside = "-- w/Cargo.toml\n[workspace]\nmembers = [\"../a\"]\n-- a/Cargo.toml\n[package]\nname = \"a\"\n";
    check(
        outside,
        "w/Cargo.toml",
        &expect![[r#"
        ../a/Cargo.toml: expected the member to be below its workspace `Cargo.toml` or to name it in `package.workspace`, found neither
    "#]],
    );
    let same = "-- Cargo.toml\n[workspace]\nmembers = [\"a\", \"b\"]\n-- a/Cargo.toml\n[package]\nname = \"x\"\n-- b/Cargo.toml\n[package]\nname = \"x\"\n";
    check(
        same,
        "Cargo.toml",
        &expect![[r#"
        b/Cargo.toml:2:8: expected members of different names, found `x` here and in `a/Cargo.toml`
    "#]],
    );
}

#[test]
fn files_that_are_no_text_are_refused() {
    let check_bytes = |bytes: &[u8], expected: Expect| {
        let tree = Tree::new("");
        tree.write("Cargo.toml", bytes);
        check_tree(&tree, "Cargo.toml", &expected);
    };
    check_bytes(
        b"[package]\nname = \"\xc3\xb6\xff\"\n",
        expect![[r#"
        /ROOT/Cargo.toml:2:10: expected UTF-8 text, found the byte 0xff
    "#]],
    );
    check_bytes(
        b"\x00\x01\x02",
        expect![[r#"
            /ROOT/Cargo.toml:1:1: expected UTF-8 text, found the byte 0x00
        "#]],
    );
    check_bytes(
        b"\xef\xbb\xbf[package]\nname = 1\n",
        expect![[r#"
        /ROOT/Cargo.toml:2:8: expected `name` to be a string, found an integer
    "#]],
    );
    let tree = Tree::new("");
    let file = std::fs::File::create(tree.path("Cargo.toml")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    check_tree(
        &tree,
        "Cargo.toml",
        &expect![[r#"
            /ROOT/Cargo.toml: expected a file of at most 4 MiB, found a larger one
        "#]],
    );
}

#[test]
fn deep_nesting_ends() {
    let refused = |text: String| assert!(Manifest::parse(&text).is_err());
    refused(format!("x = {}", "[".repeat(100_000)));
    refused(format!("x = {}", "{a=".repeat(100_000)));
    refused(format!("x{} = 1", ".a".repeat(100_000)));
    refused(format!("[x{}]", ".a".repeat(100_000)));
    refused("[a]\n".repeat(100_000));
}

#[test]
fn circles_of_path_dependencies_end() {
    let package = |name: &str, other: &str| {
        format!(
            "-- {name}/Cargo.toml\n[package]\nname = \"{name}\"\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n"
        )
    };
    let files = format!(
        "-- Cargo.toml\n[workspace]\nmembers = [\"a\"]\n{}{}",
        package("a", "b"),
        package("b", "a"),
    );
    check(
        &files,
        "Cargo.toml",
        &expect![[r#"
        root `` V1
        member a 0.0.0 2015 Nowhere at a/Cargo.toml:2:8 "a"
          normal b path b key at a/Cargo.toml:4:1 b
        member b 0.0.0 2015 Nowhere at b/Cargo.toml:2:8 "b"
          normal a path a key at b/Cargo.toml:4:1 a
    "#]],
    );
}

#[test]
fn a_long_chain_of_path_dependencies_ends() {
    let n = 300;
    let mut files = String::from("-- Cargo.toml\n[workspace]\nmembers = [\"p0\"]\n");
    for at in 0..n {
        write!(files, "-- p{at}/Cargo.toml\n[package]\nname = \"p{at}\"\n").unwrap();
        if at + 1 < n {
            let next = at + 1;
            write!(
                files,
                "[dependencies]\np{next} = {{ path = \"../p{next}\" }}\n"
            )
            .unwrap();
        }
    }
    let tree = Tree::new(&files);
    let workspace = Workspace::load(&tree.path("Cargo.toml"), None, &mut Sources::new()).unwrap();
    assert_eq!(workspace.members().count(), n);
}

#[cfg(unix)]
#[test]
fn circles_of_symbolic_links_end() {
    use std::os::unix::fs::symlink;

    let tree = Tree::new(
        "-- Cargo.toml\n[workspace]\nmembers = [\"a/**\"]\n-- a/Cargo.toml\n[package]\nname = \"a\"\n",
    );
    for name in ["x", "y"] {
        symlink(tree.path("a"), tree.path("a").join(name)).unwrap();
    }
    check_tree(
        &tree,
        "Cargo.toml",
        &expect![[r#"
        root `` V1
        member a 0.0.0 2015 Nowhere at a/Cargo.toml:2:8 "a"
    "#]],
    );
    let tree = Tree::new("-- other\n");
    symlink(tree.path("Cargo.toml"), tree.path("Cargo.toml")).unwrap();
    check_tree(
        &tree,
        "Cargo.toml",
        &expect![[r#"
        /ROOT/Cargo.toml: expected a file that can be read: Too many levels of symbolic links (os error 40)
    "#]],
    );
    let tree = Tree::new(
        "-- real/Cargo.toml\n[workspace]\nmembers = [\"l*\"]\n-- member/Cargo.toml\n[package]\nname = \"m\"\n",
    );
    symlink(tree.path("member"), tree.path("real/link")).unwrap();
    check_tree(
        &tree,
        "real/Cargo.toml",
        &expect![[r#"
        root `real` V1
        member m 0.0.0 2015 Nowhere at link/Cargo.toml:2:8 "m"
    "#]],
    );
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(\\[(package|workspace|dependencies|features|patch\\.x)\\]\n|(name|version|members|a|b\\.path|c\\.workspace) = (\"[a-z0-9.*^~=<, ]{0,6}\"|true|\\[\"x\"\\]|\\{ (version|path|features) = \"1\" \\})\n|\\PC{0,4}){0,12}") {
        if let Err(error) = Manifest::parse(&text) {
            proptest::prop_assert!(error.offset() <= text.len());
            proptest::prop_assert!(!error.to_string().is_empty());
        }
    }
}
