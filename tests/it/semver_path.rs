//! `upsafe semver path`.

use crate::world::World;

const MATRIX: &str = r#"
[[semver.matrix.component]]
name = "etcd"
versions = ["3.4.20", "3.5.3", "3.5.26", "3.6.1"]
upgrade = "minor"

[[semver.matrix.component.row]]
versions = ">=3.4.0, <3.7.0"
needs = { go = ">=1.19, <1.26" }

[[semver.matrix.component.step]]
rule = "only"
from = ">=3.5.26, <3.6.0"
to = ">=3.6.0"

[[semver.matrix.component]]
name = "go"
scheme = "go-toolchain"
"#;

#[test]
fn the_path_stands_on_the_first_line() {
    let world = World::with(&[("upsafe.toml", MATRIX)]);
    let run = world.upsafe(&["semver", "path", "etcd", "3.4.20", "3.6.1"]);
    run.exits(0).quietly();
    assert!(
        run.out.starts_with("3.4.20 -> 3.5.26 -> 3.6.1\n"),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("entered only from >=3.5.26, <3.6.0 (upsafe.toml:13:8)"),
        "{}",
        run.out
    );
}

#[test]
fn no_path_is_not_safe_and_says_why() {
    let world = World::with(&[("upsafe.toml", MATRIX)]);
    let args = [
        "semver", "path", "etcd", "3.6.1", "3.5.26", "--output", "json",
    ];
    let run = world.upsafe(&args);
    run.exits(1).quietly();
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["outcome"], "refused");
    assert_eq!(answer["refused"][0]["rule"], "downgrade-width");
    assert_eq!(answer["refused"][0]["place"]["line"], 3);
    let beside = [
        "semver", "path", "etcd", "3.5.26", "3.6.1", "--with", "go=1.18",
    ];
    world.upsafe(&beside).exits(1).quietly();
}

#[test]
fn bad_input_is_told_with_its_place() {
    let world = World::with(&[("upsafe.toml", MATRIX)]);
    let check = |args: &[&str], expected: &str| {
        let mut line = vec!["semver", "path"];
        line.extend(args);
        world.upsafe(&line).exits(2).complains(expected);
    };
    check(&["etdc", "3.4.20", "3.6.1"], "did you mean `etcd`?");
    check(&["etcd", "3.4", "3.6.1"], "no version of `etcd`");
    check(&["etcd", "3.4.20", "3.6.2"], "not among the known versions");
    check(
        &["etcd", "3.4.20", "3.6.1", "--with", "go"],
        "expected NAME=VERSION",
    );
    world.write(
        "upsafe.toml",
        MATRIX.replace(">=1.19, <1.26", ">=1.19 <1.26"),
    );
    check(&["etcd", "3.4.20", "3.6.1"], "--> upsafe.toml:9:16");
    world.write("upsafe.toml", "edition = \"2026\"\n");
    check(&["etcd", "3.4.20", "3.6.1"], "the matrix declares none");
}

#[test]
fn git_tags_are_known_versions() {
    let world = World::with(&[(
        "upsafe.toml",
        "[[semver.matrix.component]]\nname = \"app\"\ntags = \"app-v{version}\"\nupgrade = \"minor\"\n",
    )]);
    let world = world.repository();
    let args = ["semver", "path", "app", "1.0.0", "1.2.0"];
    world
        .upsafe(&args)
        .exits(2)
        .complains("no git tag names a version of `app`");
    for tag in [
        "app-v1.0.0",
        "app-v1.1.4",
        "app-v1.2.0",
        "app-vnext",
        "other-v1.1.9",
    ] {
        world.git(&["tag", tag]);
    }
    let run = world.upsafe(&args);
    run.exits(0);
    assert!(
        run.out.starts_with("1.0.0 -> 1.1.4 -> 1.2.0\n"),
        "{}",
        run.out
    );
}
