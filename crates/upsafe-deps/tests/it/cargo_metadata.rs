//! The cargo that runs these tests, asked about workspaces without dependencies from elsewhere.

use std::{collections::BTreeSet, time::Duration};

use upsafe_core::Sources;
use upsafe_deps::ecosystem::cargo::{
    manifest::{Resolver, Workspace},
    metadata::{
        BuildGraph, BuildQuestion, Built, Features, Members, Metadata, MetadataCommand,
        MetadataError, Network, Target,
    },
};

use crate::tree::Tree;

const FILES: &str = "
-- w/Cargo.lock
version = 4
[[package]]
name = \"app\"
version = \"0.1.0\"
dependencies = [\"dev\", \"mac\", \"plain\", \"unix-only\", \"windows-only\"]
[[package]]
name = \"dev\"
version = \"0.1.0\"
[[package]]
name = \"mac\"
version = \"0.1.0\"
dependencies = [\"plain\"]
[[package]]
name = \"plain\"
version = \"0.1.0\"
dependencies = [\"unix-only\"]
[[package]]
name = \"unix-only\"
version = \"0.2.0\"
[[package]]
name = \"windows-only\"
version = \"0.1.0\"
-- w/Cargo.toml
[workspace]
members = [\"app\", \"mac\"]
resolver = \"2\"
[workspace.package]
edition = \"2021\"
[workspace.dependencies]
plain = { path = \"../outside/plain\", version = \"0.1\", default-features = false }
-- w/app/Cargo.toml
[package]
name = \"app\"
version = \"0.1.0\"
edition.workspace = true
rust-version = \"1.70\"
[features]
default = [\"extra\"]
extra = [\"dep:w\"]
more = [\"plain/more\"]
[dependencies]
plain = { workspace = true, features = [\"a\"] }
mac = { path = \"../mac\" }
w = { package = \"windows-only\", path = \"../../outside/w\", version = \"^0.1\", optional = true }
[target.'cfg(unix)'.build-dependencies]
unix-only = { path = \"../../outside/u\" }
[dev-dependencies]
dev = { path = \"../../outside/dev\" }
-- w/app/src/lib.rs
-- w/app/build.rs
fn main() {}
-- w/mac/Cargo.toml
[package]
name = \"mac\"
version = \"0.1.0\"
edition.workspace = true
[lib]
proc-macro = true
[dependencies]
plain.workspace = true
-- w/mac/src/lib.rs
-- outside/Cargo.toml
[workspace]
members = [\"plain\", \"w\", \"u\", \"dev\"]
-- outside/plain/Cargo.toml
[package]
name = \"plain\"
version = \"0.1.0\"
[features]
a = []
more = [\"dep:unix-only\"]
[dependencies]
unix-only = { path = \"../u\", version = \"0.2\", optional = true }
-- outside/plain/src/lib.rs
-- outside/w/Cargo.toml
[package]
name = \"windows-only\"
version = \"0.1.0\"
-- outside/w/src/lib.rs
-- outside/u/Cargo.toml
[package]
name = \"unix-only\"
version = \"0.2.0\"
-- outside/u/src/lib.rs
-- outside/dev/Cargo.toml
[package]
name = \"dev\"
version = \"0.1.0\"
-- outside/dev/src/lib.rs
";

fn command(tree: &Tree) -> MetadataCommand {
    MetadataCommand::new(&tree.path("w/Cargo.toml")).cargo(env!("CARGO"))
}

fn metadata(tree: &Tree) -> Metadata {
    Metadata::parse(command(tree).run().unwrap().json).unwrap()
}

#[test]
fn cargo_and_the_manifest_reader_say_the_same() {
    let tree = Tree::new(FILES);
    let metadata = metadata(&tree);
    let mut sources = Sources::new();
    let workspace = Workspace::load(&tree.path("w/app/Cargo.toml"), None, &mut sources).unwrap();
    let by_cargo: BTreeSet<String> = metadata
        .packages
        .iter()
        .flat_map(|package| {
            let rust = package.rust_version.as_ref().map(ToString::to_string);
            let head = format!(
                "{} {} {} {rust:?}",
                package.name, package.version, package.member
            );
            let declared = package.requirements.iter().map(|d| {
                let path = d.path.as_ref().map(|path| path.display().to_string());
                format!(
                    "{} -> {} {} {} {:?} {:?} {} {} {:?} {path:?}",
                    package.name,
                    d.key,
                    d.package,
                    d.requirement,
                    d.kind,
                    d.target,
                    d.optional,
                    d.default_features,
                    d.features,
                )
            });
            declared.chain([head]).collect::<Vec<_>>()
        })
        .collect();
    let by_reader: BTreeSet<String> = workspace
        .packages
        .iter()
        .flat_map(|package| {
            let rust = package
                .rust_version
                .as_ref()
                .map(|rust| rust.value.to_version().to_string());
            let head = format!(
                "{} {} {} {rust:?}",
                package.name, package.version, package.member
            );
            let declared = package.dependencies.iter().map(|d| {
                let requirement = d.requirement.as_ref().map(|r| r.parsed.to_string());
                let requirement = requirement.unwrap_or_else(|| "*".into());
                let features: Vec<_> = d.features.iter().map(|feature| &feature.value).collect();
                let path = match &d.origin {
                    upsafe_deps::ecosystem::cargo::manifest::Origin::Path(path) => {
                        Some(path.display().to_string())
                    }
                    _ => None,
                };
                format!(
                    "{} -> {} {} {requirement} {:?} {:?} {} {} {features:?} {path:?}",
                    package.name,
                    d.key,
                    d.package,
                    d.kind,
                    d.target,
                    d.optional,
                    d.default_features,
                )
            });
            declared.chain([head]).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(by_cargo, by_reader);
}

#[test]
fn resolved_edges_know_their_declarations() {
    let tree = Tree::new(FILES);
    let metadata = metadata(&tree);
    let mut edges = Vec::new();
    for edge in &metadata.edges {
        let (from, to) = (&metadata.packages[edge.from], &metadata.packages[edge.to]);
        for kind in &edge.kinds {
            let declared = &from.requirements[kind.requirement.unwrap()];
            edges.push(format!(
                "{} -> {} {} {:?} {}",
                from.name,
                to.name,
                kind.kind.name(),
                kind.target.as_deref(),
                declared.requirement
            ));
        }
    }
    edges.sort();
    assert_eq!(
        edges,
        [
            "app -> dev dev None *",
            "app -> mac normal None *",
            "app -> plain normal None ^0.1",
            "app -> unix-only build Some(\"cfg(unix)\") *",
            "app -> windows-only normal None ^0.1",
            "mac -> plain normal None ^0.1",
            "plain -> unix-only normal None ^0.2",
        ]
    );
    let graph = metadata.to_graph();
    assert_eq!(graph.graph.n_packages(), 6);
    assert_eq!(graph.graph.n_dependencies(), edges.len());
    assert_eq!(graph.graph.members().count(), 2);
}

#[test]
fn what_is_built_depends_on_target_features_and_tests() {
    let tree = Tree::new(FILES);
    let metadata = metadata(&tree);
    let builds = BuildGraph::new(&metadata).unwrap();
    let names = |ids: &BTreeSet<String>| {
        let packages = metadata
            .packages
            .iter()
            .filter(|package| ids.contains(&package.id));
        packages
            .map(|package| package.name.as_str())
            .collect::<BTreeSet<_>>()
    };
    let shown = |built: &Built| format!("{:?} host {:?}", names(&built.target), names(&built.host));
    let check = |change: &dyn Fn(&mut BuildQuestion), expected: &str| {
        let mut question = BuildQuestion::new(Resolver::V2);
        question.members = Members::Named(vec!["app".into()]);
        change(&mut question);
        let answer = builds.built(&question);
        assert_eq!(
            answer.map_or_else(|error| error.to_string(), |built| shown(&built)),
            expected
        );
    };
    let on = |triple: &str| Target::Triples(vec![triple.into()]);
    let (linux, windows) = ("x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc");
    let app_plain_w = "{\"app\", \"plain\", \"windows-only\"}";
    check(
        &|_| {},
        &format!("{app_plain_w} host {{\"mac\", \"plain\", \"unix-only\"}}"),
    );
    check(
        &|q| (q.target, q.host) = (on(windows), on(linux)),
        &format!("{app_plain_w} host {{\"mac\", \"plain\", \"unix-only\"}}"),
    );
    check(
        &|q| (q.target, q.host) = (on(windows), on(windows)),
        &format!("{app_plain_w} host {{\"mac\", \"plain\"}}"),
    );
    check(
        &|q| (q.features, q.host) = (Features::None, on(linux)),
        "{\"app\", \"plain\"} host {\"mac\", \"plain\", \"unix-only\"}",
    );
    check(
        &|q| q.features = Features::Only(vec!["more".into()]),
        "{\"app\", \"plain\", \"unix-only\"} host {\"mac\", \"plain\", \"unix-only\"}",
    );
    check(
        &|q| q.features = Features::DefaultAnd(vec!["more".into()]),
        "{\"app\", \"plain\", \"unix-only\", \"windows-only\"} host {\"mac\", \"plain\", \"unix-only\"}",
    );
    check(
        &|q| (q.features, q.include_dev) = (Features::All, true),
        "{\"app\", \"dev\", \"plain\", \"unix-only\", \"windows-only\"} host {\"mac\", \"plain\", \"unix-only\"}",
    );
    check(
        &|q| q.members = Members::All,
        &format!("{app_plain_w} host {{\"mac\", \"plain\", \"unix-only\"}}"),
    );
    check(
        &|q| q.members = Members::Named(vec!["app".into(), "nobody".into()]),
        "expected the name of a member, found `nobody`",
    );
    check(
        &|q| q.features = Features::Only(vec!["nothing".into()]),
        "expected a feature of a member, found `nothing`",
    );
    let mut question = BuildQuestion::new(Resolver::V1);
    question.target = on("nonsense");
    let error = builds.built(&question).unwrap_err().to_string();
    assert!(
        error.starts_with("expected the triple of a platform, found `nonsense`"),
        "{error}"
    );
}

#[test]
fn cargo_that_gives_no_answer_is_an_error_with_its_words() {
    let tree = Tree::new(
        "
-- w/Cargo.toml
[package]
name = \"a\"
version = \"0.1.0\"
edition = \"2021\"
[dependencies]
x = { git = \"file:///nowhere/upsafe-test.git\" }
-- w/Cargo.lock
version = 4
[[package]]
name = \"a\"
version = \"0.1.0\"
dependencies = [\"x\"]
[[package]]
name = \"x\"
version = \"0.1.0\"
source = \"git+file:///nowhere/upsafe-test.git#0123456789012345678901234567890123456789\"
-- w/src/lib.rs
-- w/.cargo/config.toml
net.retry = 0
",
    );
    let home = tree.path("home");
    for network in [Network::Offline, Network::IfNeeded] {
        let error = command(&tree)
            .cargo_home(&home)
            .network(network)
            .run()
            .unwrap_err();
        assert!(!error.lines().is_empty());
        let shown = error.to_string();
        assert!(
            shown.starts_with("`cargo metadata` gave no answer: "),
            "{shown}"
        );
        assert!(shown.contains("nowhere/upsafe-test.git"), "{shown}");
        assert!(!shown.contains('\n'), "{shown}");
    }
    let error = command(&tree).timeout(Duration::ZERO).run().unwrap_err();
    assert_eq!(
        error,
        MetadataError::TimedOut {
            after: Duration::ZERO
        }
    );
    let error = command(&tree).cargo("no-such-program").run().unwrap_err();
    assert!(matches!(error, MetadataError::NotStarted { .. }), "{error}");
}

#[test]
fn other_json_is_refused() {
    let check = |json: &[u8], expected: &str| {
        let error = Metadata::parse(json.to_vec()).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(b"\xff", "expected UTF-8 text");
    check(
        b"{}",
        "expected metadata of format 1: missing field `packages`",
    );
    check(
        br#"{"packages":[],"workspace_members":[],"resolve":null,"workspace_root":"/","target_directory":"/","version":1}"#,
        "expected resolved dependencies, found none",
    );
    check(
        "[".repeat(100_000).as_bytes(),
        "expected metadata of format 1",
    );
}
