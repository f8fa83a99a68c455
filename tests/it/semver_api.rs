//! Public APIs: their snapshots, what a release owes to the one before, and what stops the answer.

use std::{fs, path::Path};

use crate::world::{World, is_there};

const POLICY: &str = "edition = \"2026\"\n\n[levels]\n\"semver/missing-changelog\" = \"off\"\n\
    \"semver/stale-lock-version\" = \"off\"\n\n[semver.api]\nsnapshot = \"api/{name}.json\"\n";
const OLD: &str = "/// Reads.\npub fn parse(text: &str) -> usize { text.len() }\npub struct Point { pub x: i32 }\n";
const BROKEN: &str =
    "pub fn parse(text: &str) -> String { text.to_owned() }\npub struct Point { pub x: i32 }\n";

fn manifest(version: &str, more: &str) -> String {
    format!("[package]\nname = \"one\"\nversion = \"{version}\"\nedition = \"2021\"\n{more}")
}

/// A package with a snapshot's configuration, in a repository without a tag.
fn world(policy: &str) -> World {
    World::with(&[
        ("Cargo.toml", &manifest("1.0.0", "")),
        ("src/lib.rs", OLD),
        (".gitignore", "target\nCargo.lock\n"),
        ("upsafe.toml", policy),
    ])
    .repository()
}

fn commit(world: &World) {
    world.git(&["add", "--all"]);
    world.git(&["commit", "--quiet", "--allow-empty", "--message=fix: more"]);
}

fn release(world: &World, version: &str) {
    commit(world);
    world.git(&["tag", "-a", "-m", version, &format!("v{version}")]);
}

fn has_rustdoc() -> bool {
    is_there("cargo") && is_there("rustdoc")
}

/// A program of this name in place of the real one.
#[cfg(unix)]
fn instead(world: &World, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = world.top().join("bin").join(name);
    fs::write(&path, format!("#!/bin/sh\n{script}")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_release_is_compared_with_the_snapshot_at_the_tag_before() {
    if !has_rustdoc() {
        return;
    }
    let world = world(POLICY);
    let write = || world.upsafe(&["semver", "api", "write", "--offline"]);
    write().exits(0).says("one: api/one.json written");
    write().exits(0).says("one: api/one.json current");
    release(&world, "1.0.0");

    // What nobody outside can see makes nothing stale.
    world.write(
        "src/lib.rs",
        OLD.replace("text.len()", "text.chars().count()"),
    );
    world.write("Cargo.toml", manifest("1.0.1", ""));
    commit(&world);
    world.upsafe(&["check", "semver"]).exits(0);
    let suggested = world.upsafe(&["semver", "suggest", "--output", "json"]);
    assert_eq!(suggested.json()[0]["version"], "1.0.1");

    // A signature does.
    world.write("src/lib.rs", BROKEN);
    commit(&world);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("semver/stale-api-snapshot")
        .says("`src/lib.rs` changed");
    let check = world.upsafe(&["semver", "api", "check", "--offline"]);
    check
        .exits(1)
        .says("one: api/one.json stale")
        .says("one::parse");
    let suggested = world.upsafe(&["semver", "suggest"]);
    suggested
        .exits(2)
        .says("cannot tell")
        .says("upsafe semver api write");

    write().exits(0).says("written");
    commit(&world);
    world
        .upsafe(&["semver", "api", "check", "--offline"])
        .exits(0);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("error[semver/insufficient-bump]: `one` 1.0.1 changes the API so that it has to be 2.0.0 at least")
        .says("`one::parse`: a function returns another type")
        .says("became `fn parse(text: &str) -> std::string::String`")
        .says("(api/one.json:");
    let suggested = world.upsafe(&["semver", "suggest", "--output", "json"]);
    suggested.exits(0);
    assert_eq!(suggested.json()[0]["version"], "2.0.0");
    world.write("Cargo.toml", manifest("2.0.0", ""));
    commit(&world);
    world.upsafe(&["check", "semver"]).exits(0);
}

#[test]
fn a_release_without_a_snapshot_is_built_where_that_is_asked_for() {
    if !has_rustdoc() {
        return;
    }
    let world =
        world("edition = \"2026\"\n[levels]\n\"semver/missing-changelog\" = \"off\"\n[semver]\n");
    release(&world, "1.0.0");
    world
        .write("src/lib.rs", BROKEN)
        .write("Cargo.toml", manifest("1.0.1", ""))
        .write("upsafe.toml", POLICY);
    world
        .upsafe(&["semver", "api", "write", "--offline"])
        .exits(0);
    commit(&world);
    world
        .upsafe(&["check", "semver"])
        .exits(2)
        .says("semver/unknown-api")
        .says("`v1.0.0` has no `api/one.json`")
        .says("`--deep` builds it");
    world
        .upsafe(&["check", "semver", "--deep"])
        .exits(1)
        .says("semver/insufficient-bump")
        .says("(src/lib.rs:1:1)");
    world
        .upsafe(&["semver", "suggest", "--deep"])
        .exits(0)
        .says("one 1.0.0 -> 2.0.0");
    // Nothing else is written: no lock either, where a library commits none.
    assert!(!world.path("Cargo.lock").exists());
}

#[test]
fn a_lock_that_nobody_commits_is_not_judged() {
    let world =
        world("edition = \"2026\"\n[levels]\n\"semver/missing-changelog\" = \"off\"\n[semver]\n");
    release(&world, "1.0.0");
    let lock = "version = 4\n\n[[package]]\nname = \"one\"\nversion = \"1.0.0\"\n";
    world.write("Cargo.lock", lock);
    world.write("Cargo.toml", manifest("1.0.1", ""));
    commit(&world);
    world.upsafe(&["check", "semver"]).exits(0);
    world.git(&["add", "--force", "Cargo.lock"]);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("semver/stale-lock-version");
}

#[test]
fn a_crate_that_does_not_build_and_dependencies_that_are_not_here() {
    if !has_rustdoc() {
        return;
    }
    let world = world(POLICY);
    release(&world, "1.0.0");
    world
        .write("src/lib.rs", "pub fn f() -> Missing { loop {} }\n")
        .write("Cargo.toml", manifest("1.0.1", ""));
    commit(&world);
    let deep = world.upsafe(&["check", "semver", "--deep"]);
    deep.exits(2)
        .says("`one` does not build: src/lib.rs:1:15: ");
    let write = world.upsafe(&["semver", "api", "write", "--offline"]);
    write.exits(2).says("cannot tell").says("does not build");
    assert!(!world.path("api/one.json").exists());

    world.write("src/lib.rs", OLD).write(
        "Cargo.toml",
        manifest("1.0.1", "[dependencies]\nnowhere-to-be-found = \"1\"\n"),
    );
    commit(&world);
    let deep = world.upsafe(&["check", "semver", "--deep"]);
    deep.exits(2)
        .says("dependencies are missing, and the network does not answer");
}

/// `cargo metadata` of the package as the real one prints it, then what `cargo rustdoc` does.
#[cfg(unix)]
fn cargo_that(world: &World, rustdoc: &str) {
    let root = world.path("");
    let root = root.display();
    let metadata = format!(
        "{{\"target_directory\":\"{root}/target\",\"packages\":[{{\"id\":\"path+file://{root}#one@1.0.1\",\
         \"name\":\"one\",\"version\":\"1.0.1\",\"edition\":\"2021\",\"manifest_path\":\"{root}/Cargo.toml\",\
         \"features\":{{}},\"targets\":[{{\"kind\":[\"lib\"],\"name\":\"one\",\
         \"src_path\":\"{root}/src/lib.rs\",\"edition\":\"2021\"}}]}}]}}"
    );
    let script =
        format!("case \"$1\" in\nmetadata) echo '{metadata}';;\nrustdoc) {rustdoc};;\nesac\n");
    instead(world, "cargo", &script);
}

#[cfg(unix)]
#[test]
fn what_stops_rustdoc_is_told_and_nothing_is_taken_for_good() {
    let world =
        world("edition = \"2026\"\n[levels]\n\"semver/missing-changelog\" = \"off\"\n[semver]\n");
    release(&world, "1.0.0");
    world.write("src/lib.rs", OLD.replace("x: i32", "y: i32"));
    world.write("Cargo.toml", manifest("1.0.1", ""));
    commit(&world);
    let check = |script: &str, reason: &str| {
        cargo_that(&world, script);
        let run = world.upsafe(&["check", "semver", "--deep"]);
        run.exits(2).says("semver/unknown-api").says(reason);
    };
    check(
        "echo \"error: 'rustdoc' is not installed for the toolchain '1.95.0'\" >&2; exit 1",
        "a component of the toolchain is missing: 'rustdoc' is not installed",
    );
    check(
        "mkdir -p target/doc; echo '{\"format_version\": 9999}' > target/doc/one.json",
        "rustdoc JSON of format 9999 is not known, expected 57",
    );
    check("exit 0", "cannot be read: No such file");
    check("kill -9 $$", "cargo failed: ");
    instead(
        &world,
        "cargo",
        "echo \"error: toolchain '1.2.3' is not installed\" >&2; exit 1",
    );
    let run = world.upsafe(&["check", "semver", "--deep"]);
    run.exits(2)
        .says("the toolchain is missing: toolchain '1.2.3' is not installed");
}

/// A snapshot with one function.
fn snapshot(function: &str) -> String {
    format!(
        "{{\n\"api-snapshot\": 1,\n\"crate\": {{\"package\":\"one\",\"name\":\"one\",\"version\":\"1.0.0\",\
         \"edition\":\"2021\",\"rustc\":\"1.95.0\",\"target\":\"t\",\"library\":\"std\"}},\n\
         \"dependencies\": {{}},\n\"items\": [\n{{\"text\":\"mod one\",\"path\":\"one\",\"is\":{{\"module\":{{}}}}}},\n\
         {{\"text\":\"fn {function}()\",\"path\":\"one::{function}\",\"is\":{{\"function\":{{}}}}}}\n],\n\"impls\": []\n}}\n"
    )
}

#[test]
fn two_snapshots_are_compared_by_hand() {
    let world = World::with(&[("a.json", &snapshot("f")), ("b.json", &snapshot("g"))]);
    let run = world.upsafe(&["semver", "api", "diff", "a.json", "b.json"]);
    run.exits(0)
        .says("proved function-removed at `one::f`")
        .says("one: 2 changes: a major release");
    let diff = |args: &[&str]| world.upsafe(&[&["semver", "api", "diff"], args].concat());
    diff(&["a.json", "b.json", "--at-most", "minor"]).exits(1);
    diff(&["a.json", "a.json", "--at-most", "patch"]).exits(0);
    let run = diff(&["a.json", "b.json", "--output", "json"]);
    world.write("diff.json", &run.out);
    diff(&["diff.json", "--at-most", "minor"]).exits(1);
    diff(&["a.json"]).exits(2).complains("api-diff");
    diff(&["a.json", "nothing.json"])
        .exits(2)
        .complains("`nothing.json` cannot be read");
    world.write("c.json", "{\"format_version\": 1}");
    diff(&["a.json", "c.json"])
        .exits(2)
        .complains("rustdoc JSON of format 1 is not known");
}

#[test]
fn a_snapshot_that_cannot_be_read_tells_nothing() {
    let world = world(POLICY);
    world.write("api/one.json", "{\"api-snapshot\": 2}");
    release(&world, "1.0.0");
    world.write("Cargo.toml", manifest("1.0.1", ""));
    commit(&world);
    let run = world.upsafe(&["check", "semver"]);
    run.exits(2).says("`api/one.json` cannot be read: line 1, column 1: expected a snapshot of format 1, found format 2");
    world.write("upsafe.toml", POLICY.replace("{name}", "one"));
    world
        .upsafe(&["check", "semver"])
        .exits(2)
        .complains("{name}");
    world.write("upsafe.toml", "edition = \"2026\"\n[semver]\n");
    let run = world.upsafe(&["semver", "api", "check"]);
    run.exits(2).complains("no `snapshot` in `[semver.api]`");
}

const GO: &str = "edition = \"2026\"\n[levels]\n\"semver/missing-changelog\" = \"off\"\n[semver]\n\
    [[semver.api.diff]]\npackage = \"example.com/m\"\nfile = \"api/m.json\"\n";

#[test]
fn what_apidiff_printed_decides_about_a_go_module() {
    let world = World::with(&[
        ("go.mod", "module example.com/m\n\ngo 1.21\n"),
        ("m.go", "package m\n\nfunc F() {}\n"),
        ("upsafe.toml", GO),
    ])
    .repository();
    release(&world, "1.0.0");
    world.write("m.go", "package m\n\nfunc G() {}\n");
    world.write(
        "told.txt",
        "Incompatible changes:\n- F: removed\nCompatible changes:\n- G: added\n",
    );
    commit(&world);
    world.git(&["tag", "-a", "-m", "x", "v1.0.1"]);
    let run = world.upsafe(&["check", "semver"]);
    run.exits(2)
        .says("`upsafe semver api import --package example.com/m FILE` writes it");
    let import = [
        "semver",
        "api",
        "import",
        "--package",
        "example.com/m",
        "told.txt",
    ];
    world
        .upsafe(&import)
        .exits(0)
        .says("example.com/m: api/m.json written, since v1.0.0");
    let run = world.upsafe(&["check", "semver"]);
    run.exits(1)
        .says("semver/insufficient-bump")
        .says("`example.com/m.F`: go-removed");
    world.write("m.go", "package m\n\nfunc H() {}\n");
    let run = world.upsafe(&["check", "semver"]);
    run.exits(1)
        .says("semver/stale-api-snapshot")
        .says("`m.go` changed");
    world.write(
        "api/m.json",
        world.read("api/m.json").replace("v1.0.0", "v0.9.0"),
    );
    let run = world.upsafe(&["check", "semver"]);
    run.exits(2)
        .says("compares with `v0.9.0`, expected `v1.0.0`");
    assert!(Path::new(&world.path("api/m.json")).is_file());
}

#[test]
fn a_base_that_was_yanked_tells_nothing() {
    let world = World::with(&[
        ("Cargo.toml", &manifest("1.0.0", "")),
        ("src/main.rs", "fn main() {}\n"),
        ("upsafe.toml", POLICY),
    ])
    .repository();
    world.index("one", &[("1.0.0", &[])]);
    release(&world, "1.0.0");
    world
        .write("Cargo.toml", manifest("1.0.1", ""))
        .write("src/main.rs", "fn main() { println!() }\n");
    commit(&world);
    // A program has no API: nothing is asked of it.
    world.upsafe(&["check", "semver"]).exits(0);
    let file = world.index_file("one");
    let bytes = fs::read(&file).unwrap();
    let yanked = String::from_utf8_lossy(&bytes).replace("\"yanked\":false", "\"yanked\":true");
    fs::write(&file, yanked).unwrap();
    world
        .upsafe(&["check", "semver"])
        .exits(2)
        .says("semver/yanked-base")
        .says("compared with `v1.0.0`, which was yanked");
    world
        .upsafe(&["semver", "suggest"])
        .exits(2)
        .says("cannot tell")
        .says("`v1.0.0`, which it would be compared with, was yanked");
}

#[cfg(unix)]
#[test]
fn a_second_opinion_counts_where_it_is_stricter() {
    if !has_rustdoc() {
        return;
    }
    let policy = format!("{POLICY}cross-check = true\n");
    let world = world(&policy);
    world
        .upsafe(&["semver", "api", "write", "--offline"])
        .exits(0);
    release(&world, "1.0.0");
    world.write("Cargo.toml", manifest("1.0.1", ""));
    world.write("src/lib.rs", OLD.replace("text.len()", "1"));
    commit(&world);
    let says = |version: &str, rest: &str| {
        let script = format!("[ \"$2\" = --version ] && echo x {version} && exit 0\n{rest}\n");
        instead(&world, "cargo-semver-checks", &script);
        world.upsafe(&["check", "semver", "--deep", "--verbose"])
    };
    says("0.51.0", "exit 0").exits(0);
    says("0.51.0", "echo '--- failure enum_missing: x ---'; exit 100")
        .exits(1)
        .says("semver/insufficient-bump")
        .says("cargo-semver-checks: enum_missing");
    says("0.51.0", "echo 'error: no rustdoc' >&2; exit 101")
        .exits(2)
        .says("cargo-semver-checks could not tell: no rustdoc");
    says("0.48.0", "exit 1")
        .exits(0)
        .says("no second opinion: found cargo-semver-checks 0.48.0, expected 0.49 or later");
}

#[test]
fn a_sibling_that_breaks_reaches_who_shows_its_types() {
    if !has_rustdoc() {
        return;
    }
    let package = |name: &str, version: &str, more: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2021\"\n{more}")
    };
    let needs = |range: &str| {
        let table = "[dependencies]\nlow = { path = \"../low\", version = ";
        format!("{table}\"{range}\" }}\n")
    };
    let policy = format!("{POLICY}[semver.tags]\ntemplate = \"{{name}}-v{{version}}\"\n");
    let world = World::with(&[
        (
            "Cargo.toml",
            "[workspace]\nresolver = \"2\"\nmembers = [\"low\", \"top\"]\n",
        ),
        ("low/Cargo.toml", &package("low", "0.1.0", "")),
        ("low/src/lib.rs", "pub struct Low;\n"),
        ("top/Cargo.toml", &package("top", "0.1.0", &needs("0.1"))),
        (
            "top/src/lib.rs",
            "pub fn top(low: low::Low) { drop(low) }\n",
        ),
        (".gitignore", "target\n"),
        (
            "Cargo.lock",
            "version = 4\n\n[[package]]\nname = \"low\"\nversion = \"0.1.0\"\n\n\
             [[package]]\nname = \"top\"\nversion = \"0.1.0\"\ndependencies = [\n \"low\",\n]\n",
        ),
        ("upsafe.toml", &policy),
    ])
    .repository();
    world
        .upsafe(&["semver", "api", "write", "--offline"])
        .exits(0);
    commit(&world);
    world.git(&["tag", "-a", "-m", "x", "low-v0.1.0"]);
    world.git(&["tag", "-a", "-m", "x", "top-v0.1.0"]);

    let lock = world.read("Cargo.lock");
    world
        .write("low/Cargo.toml", package("low", "0.2.0", ""))
        .write("low/src/lib.rs", "pub struct Low(pub u8);\n")
        .write("top/Cargo.toml", package("top", "0.1.1", &needs("0.2")))
        .write(
            "Cargo.lock",
            lock.replacen("0.1.0", "0.2.0", 1)
                .replacen("0.1.0", "0.1.1", 1),
        );
    commit(&world);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("`low` 0.1.0 stands in it, and Cargo.lock has 0.2.0");
    world
        .upsafe(&["semver", "api", "write", "--offline"])
        .exits(0);
    commit(&world);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("semver/raised-public-dependency")
        .says("`top::top` shows it");
    world
        .upsafe(&["semver", "suggest", "top"])
        .exits(0)
        .says("top 0.1.0 -> 0.2.0")
        .says("minor: `low` went from `0.1` to `0.2`, and `top::top` shows it");
}
