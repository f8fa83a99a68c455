//! Files that lead back to where they came from.

use crate::{
    fixtures::{go, lock, manifest, safe},
    world::{World, link},
};

/// The answer comes in time and without a panic, whatever it is.
fn answers(world: &World, args: &[&str]) -> i32 {
    let run = world.upsafe(args);
    assert!(!run.err.contains("panicked"), "{args:?}: {}", run.err);
    assert!((0..=2).contains(&run.code), "{args:?}: {run:?}");
    run.code
}

#[test]
fn packages_that_require_each_other() {
    let world = safe();
    world.write("Cargo.toml", manifest(&["leaf = \"1\""]));
    world.write(
        "Cargo.lock",
        lock(&[
            ("app", "1.0.0", &["leaf 1.0.0"]),
            ("leaf", "1.0.0", &["leaf 2.0.0", "twig"]),
            ("leaf", "2.0.0", &["leaf 1.0.0"]),
            ("twig", "1.0.0", &["twig", "leaf 1.0.0", "app"]),
        ]),
    );
    assert_ne!(answers(&world, &["check"]), 2);
    for args in [
        &["deps", "why", "twig"][..],
        &["deps", "graph", "--format", "svg"],
        &["deps", "graph", "--format", "html"],
        &["deps", "duplicates"],
        &["deps", "diff", "Cargo.lock", "Cargo.lock"],
    ] {
        assert_eq!(answers(&world, args), 0, "{args:?}");
    }
}

#[test]
fn members_that_contain_each_other() {
    let world = World::new();
    let member = |name: &str, other: &str| {
        format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\n\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n"
        )
    };
    world.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"one\", \"two\", \".\", \"./one/../two\"]\n",
    );
    world
        .write("one/Cargo.toml", member("one", "two"))
        .write("two/Cargo.toml", member("two", "one"));
    world.write("Cargo.lock", "version = 4\n\n[[package]]\nname = \"one\"\nversion = \"1.0.0\"\ndependencies = [\n \"two\",\n]\n\n[[package]]\nname = \"two\"\nversion = \"1.0.0\"\ndependencies = [\n \"one\",\n]\n");
    answers(&world, &["check"]);
}

#[test]
fn manifests_that_name_each_other_as_their_workspace() {
    let world = World::new();
    for (name, other) in [("one", "two"), ("two", "one")] {
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"1.0.0\"\nworkspace = \"../{other}\"\n"
        );
        world.write(&format!("{name}/Cargo.toml"), text);
        world.write(&format!("{name}/Cargo.lock"), "version = 4\n");
    }
    assert_eq!(
        answers(&world, &["check", "--manifest-path", "one/Cargo.toml"]),
        2
    );
    let world = safe();
    world.write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"1.0.0\"\nworkspace = \".\"\n",
    );
    assert_eq!(answers(&world, &["check"]), 2);
}

#[test]
fn sources_that_replace_each_other() {
    let world = crate::fixtures::not_safe();
    world.write(".cargo/config.toml", "[source.crates-io]\nreplace-with = \"a\"\n[source.a]\nreplace-with = \"b\"\n[source.b]\nreplace-with = \"a\"\n");
    let run = world.upsafe(&["check", "--verbose"]);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    assert_ne!(run.code, 0);
}

#[test]
fn tables_that_lead_back() {
    let world = World::new();
    world.write("table.txt", "A: B1 A\nB1: C1 B1\nC1: B2 A9\nB2: A\nA9: A\n");
    for (op, args) in [
        ("build", &[][..]),
        ("upgrade-all", &[]),
        ("upgrade", &["B2"]),
        ("downgrade", &["B1"]),
        ("downgrade", &["Cnone"]),
        ("req", &[]),
        ("upgrade-req", &["C1"]),
    ] {
        let mut line = vec![
            "deps",
            "mvs",
            "--graph",
            "table.txt",
            "--op",
            op,
            "--target",
            "A",
        ];
        line.extend(args);
        answers(&world, &line);
    }
}

#[test]
fn a_table_of_many_nodes_is_no_hang() {
    let world = World::new();
    let mut text = "A: B1\n".to_owned();
    for version in 1..20_000 {
        text += &format!("B{version:06}: C{version:06} B{:06}\n", version + 1);
    }
    world.write("table.txt", text.replace("A: B1", "A: B000001"));
    for op in ["build", "upgrade-all", "req"] {
        let run = world.upsafe(&[
            "deps",
            "mvs",
            "--graph",
            "table.txt",
            "--op",
            op,
            "--target",
            "A",
        ]);
        run.exits(0);
    }
}

#[test]
fn modules_that_require_each_other() {
    let world = go();
    world.module("example.com/a", "v1.0.0", &["example.com/b v1.2.0"]);
    world.module(
        "example.com/b",
        "v1.2.0",
        &["example.com/a v1.0.0", "example.com/app v1.0.0"],
    );
    world.module("example.com/app", "v1.0.0", &["example.com/a v1.0.0"]);
    for args in [
        &["check"][..],
        &["deps", "list"],
        &["deps", "why", "example.com/b"],
        &["deps", "plan", "example.com/b@v1.2.0"],
    ] {
        answers(&world, args);
    }
    // Replaced by itself, and by a folder that replaces it back.
    let text = world.read("go.mod");
    for replacement in [
        "example.com/a => ./",
        "example.com/a => ./../work",
        "example.com/a => example.com/a v1.0.0",
        "example.com/a => ./missing",
    ] {
        world.write("go.mod", format!("{text}\nreplace {replacement}\n"));
        answers(&world, &["check"]);
        answers(&world, &["deps", "list"]);
    }
}

#[test]
fn a_work_file_that_uses_itself() {
    let world = go();
    for uses in [".", "../work", "./.", "missing", "/", "\"\""] {
        world.write("go.work", format!("go 1.18\nuse .\nuse {uses}\n"));
        answers(&world, &["check"]);
        answers(&world, &["deps", "list"]);
    }
}

#[cfg(unix)]
#[test]
fn folders_that_lead_back() {
    let world = World::new();
    world.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"crates/*\", \"crates/**\", \"*/*/*\"]\n",
    );
    world.write(
        "Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"one\"\nversion = \"1.0.0\"\n",
    );
    world.write(
        "crates/one/Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"1.0.0\"\n",
    );
    link(&world.path("crates"), &world.path("crates/one/back"));
    link(&world.path(""), &world.path("crates/one/top"));
    answers(&world, &["check"]);
}

#[test]
fn very_deep_chains() {
    let n = 20_000;
    let world = safe();
    world.write("Cargo.toml", manifest(&["p0 = \"1\""]));
    let mut text = "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\ndependencies = [\n \"p0\",\n]\n".to_owned();
    for at in 0..n {
        text += &format!(
            "\n[[package]]\nname = \"p{at}\"\nversion = \"1.0.0\"\nsource = \"{}\"\nchecksum = \"{}\"\n",
            crate::fixtures::CRATES_IO,
            "ab".repeat(32)
        );
        if at + 1 < n {
            text += &format!("dependencies = [\n \"p{}\",\n]\n", at + 1);
        }
    }
    world.write("Cargo.lock", text);
    let last = format!("p{}", n - 1);
    for args in [
        &["check"][..],
        &["deps", "why", &last],
        &["deps", "list"],
        &["deps", "graph", "--format", "dot"],
    ] {
        answers(&world, args);
    }
}
