//! `upsafe check semver` and `upsafe semver` over real git repositories.

use crate::world::World;

const CHANGELOG: &str =
    "# Changelog\n\n## [Unreleased]\n\n- new\n\n## [0.1.0] - 2026-01-01\n\n- first\n";

fn manifest(version: &str) -> String {
    format!("[package]\nname = \"one\" # ours\nversion = \"{version}\"\n")
}

/// A package that was released as 0.1.0, and changed.
fn world() -> World {
    let world = World::with(&[
        ("Cargo.toml", &manifest("0.1.0")),
        ("src/lib.rs", "// a\n"),
        ("CHANGELOG.md", CHANGELOG),
        ("upsafe.toml", "edition = \"2026\"\n\n[semver]\n"),
    ])
    .repository();
    world.git(&["tag", "-a", "-m", "0.1.0", "v0.1.0"]);
    world.write("src/lib.rs", "// b\n");
    world.git(&["commit", "--quiet", "--all", "--message=fix: b"]);
    world
}

fn rules(world: &World, code: i32) -> Vec<String> {
    let run = world.upsafe(&["check", "semver", "--output", "json"]);
    run.exits(code);
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let rules = findings
        .iter()
        .map(|one| one["rule"].as_str().unwrap().to_owned());
    rules.collect()
}

#[test]
fn a_change_needs_a_version_and_next_gives_it_one() {
    let world = world();
    assert_eq!(rules(&world, 1), ["semver/reused-version"]);
    world
        .upsafe(&["semver", "check"])
        .exits(1)
        .says("error[semver/reused-version]");
    let suggested = world.upsafe(&["semver", "suggest", "--output", "json"]);
    suggested.exits(0);
    let json = suggested.json();
    assert_eq!(json[0]["version"], "0.1.1");
    assert_eq!(json[0]["tag"], "v0.1.1");
    assert_eq!(json[0]["why"][0], "patch: `src/lib.rs` changed");
    let planned = world.upsafe(&["semver", "next", "--dry-run"]);
    planned
        .exits(0)
        .says("one 0.1.0 -> 0.1.1")
        .says("`--write` does it");
    assert_eq!(world.read("Cargo.toml"), manifest("0.1.0"));
    world
        .upsafe(&["semver", "next", "--write"])
        .exits(0)
        .says("wrote Cargo.toml");
    assert_eq!(world.read("Cargo.toml"), manifest("0.1.1"));
    assert!(
        world
            .read("CHANGELOG.md")
            .contains("## [Unreleased]\n\n## [0.1.1] - ")
    );
    assert_eq!(rules(&world, 0), Vec::<String>::new());
    let again = world.upsafe(&["semver", "next", "--output", "json"]);
    again.exits(0);
    assert_eq!(again.json()["edits"].as_array().unwrap().len(), 0);
}

#[test]
fn a_matrix_of_before_that_cannot_be_read_is_told() {
    let matrix = "[semver.matrix]\nown = \"one\"\n\
        [[semver.matrix.component]]\nname = \"one\"\n\
        [[semver.matrix.fact]]\ncomponent = \"one\"\nfile = \"VERSION\"\npattern = \"(.+)\"\n";
    let world = World::with(&[
        ("Cargo.toml", &manifest("0.1.0")),
        ("VERSION", "0.1.0\n"),
        ("CHANGELOG.md", CHANGELOG),
        ("upsafe.toml", "[semver.matrix\n"),
    ])
    .repository();
    world.git(&["tag", "-a", "-m", "0.1.0", "v0.1.0"]);
    world
        .write("upsafe.toml", matrix)
        .write("VERSION", "0.1.1\n")
        .write("Cargo.toml", manifest("0.1.1"));
    world.git(&["commit", "--quiet", "--all", "--message=fix: b"]);
    let run = world.upsafe(&["check", "semver", "--output", "json"]);
    let json = run.json();
    let limits = json["gates"][0]["limits"].as_array().unwrap();
    let told = limits.iter().any(|limit| {
        let message = limit["message"].as_str().unwrap();
        limit["rule"] == "semver/matrix-support-dropped"
            && message.starts_with("`upsafe.toml` at `v0.1.0` cannot be read: ")
    });
    assert!(told, "{limits:?}");
}

#[test]
fn the_gate_runs_where_it_is_configured_or_named() {
    let world = world();
    world
        .upsafe(&["check"])
        .exits(1)
        .says("semver/reused-version");
    world.write("upsafe.toml", "edition = \"2026\"\n");
    let run = world.upsafe(&["check", "deps", "semver", "--output", "json"]);
    run.exits(1);
    let all = world.upsafe(&["check", "--output", "json"]);
    let json = all.json();
    let gate = json["gates"]
        .as_array()
        .unwrap()
        .iter()
        .find(|gate| gate["name"] == "semver");
    assert_eq!(gate.unwrap()["status"], "skipped");
    assert_eq!(gate.unwrap()["reason"], "no `[semver]` in upsafe.toml");
    world
        .upsafe(&["semver", "check", "deps"])
        .exits(2)
        .complains("`upsafe check semver deps` runs both");
}

#[test]
fn what_nobody_can_tell_is_exit_code_2() {
    let folder = World::with(&[
        ("Cargo.toml", &manifest("0.1.0")),
        ("CHANGELOG.md", CHANGELOG),
    ]);
    let run = folder.upsafe(&["check", "semver"]);
    run.exits(2).says("this is no git repository");
    folder
        .upsafe(&["semver", "suggest"])
        .exits(2)
        .says("cannot tell");
    folder
        .upsafe(&["semver", "next"])
        .exits(2)
        .complains("this is no git repository");
    folder
        .upsafe(&["semver", "suggest", "two"])
        .exits(2)
        .complains("there is no published package `two`");
    let world = world();
    let from = format!("file://{}", world.path("").display());
    world.git(&["clone", "--quiet", "--depth=1", "--no-tags", &from, "clone"]);
    let run = world.upsafe(&["check", "semver", "--manifest-path", "clone"]);
    run.exits(2).says("git fetch --unshallow --tags");
    world.write("Cargo.toml", "[package\n");
    world
        .upsafe(&["check", "semver"])
        .exits(2)
        .says("Cargo.toml:1:9");
    world
        .upsafe(&["semver", "next"])
        .exits(2)
        .complains("Cargo.toml:1:9");
}

#[test]
fn other_ecosystems_need_a_configuration_only() {
    let world = World::with(&[
        (
            "package.json",
            "{\"name\": \"web\", \"version\": \"1.2\"}\n",
        ),
        (
            "upsafe.toml",
            "[semver]\n[levels]\n\"semver/missing-changelog\" = \"off\"\n",
        ),
    ])
    .repository();
    assert_eq!(rules(&world, 1), ["semver/malformed-version"]);
}

#[test]
fn modules_are_judged_in_batches() {
    let world = World::new();
    let questions = concat!(
        r#"{"id": 1, "op": "go-release", "module": {"path": "e.org/m", "base": "v1.2.3", "compatible": true}}"#,
        "\n",
        r#"{"id": 2, "op": "go-release", "module": {"path": "e.org/m", "base": "v1.2.3"}, "version": "v2.0.0"}"#,
        "\n",
        r#"{"id": 3, "op": "other", "module": {"path": "e.org/m"}}"#,
        "\n",
    );
    let run = world.upsafe_reading(questions.as_bytes(), &["semver", "batch"]);
    let lines: Vec<serde_json::Value> = run
        .exits(0)
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["result"]["version"], "v1.3.0");
    assert_eq!(lines[1]["result"]["valid"], false);
    assert_eq!(
        lines[2]["error"],
        "expected the operation `go-release`, found `other`"
    );
    world
        .upsafe_reading(b"{\n", &["semver", "batch"])
        .exits(2)
        .complains("line 1 of stdin is no question");
}

#[test]
fn manifests_of_other_ecosystems_are_found_without_a_configuration() {
    let files = [
        (
            "package.json",
            "{\"name\": \"one\", \"version\": \"0.1.0\"}\n",
        ),
        (
            "pyproject.toml",
            "[project]\nname = \"one\"\nversion = \"0.1.0\"\n",
        ),
        (
            "pom.xml",
            "<project><groupId>g</groupId><artifactId>one</artifactId><version>0.1.0</version></project>\n",
        ),
        ("go.mod", "module example.com/one\n\ngo 1.21\n"),
    ];
    for (name, text) in files {
        let changelog = "# Changelog\n\n## [0.1.0] - 2026-01-01\n\n- first\n";
        let world = World::with(&[
            (name, text),
            ("CHANGELOG.md", changelog),
            ("src/inner/x.txt", ""),
        ])
        .repository();
        let run = world.upsafe(&["check", "semver"]);
        run.exits(0).says("note: semver: `");
        let below = ["check", "semver", "--manifest-path", "src/inner"];
        assert_eq!(world.upsafe(&below), run, "{name}");
        let named = ["check", "semver", "--manifest-path", name];
        assert_eq!(world.upsafe(&named), run, "{name}");
        world.upsafe(&["semver", "suggest"]).exits(0);
    }
    let nothing = World::with(&[("x.txt", "")]).repository();
    let run = nothing.upsafe(&["check", "semver"]);
    run.exits(2).complains("expected a manifest here or above");
}

/// The manifests, the lock and the changelog of this repository, as a release of it would be.
#[test]
fn this_workspace_passes_its_own_gate_from_release_to_release() {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap();
    let world = World::new();
    let mut copied = vec![
        "Cargo.toml".to_owned(),
        "Cargo.lock".to_owned(),
        "CHANGELOG.md".to_owned(),
    ];
    for folder in ["crates", "."] {
        for entry in std::fs::read_dir(top.join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            copied.push(format!("{folder}/{name}/Cargo.toml"));
        }
    }
    for path in copied {
        if let Ok(text) = std::fs::read_to_string(top.join(&path)) {
            world.write(&path, text);
        }
    }
    let unreleased = "## [Unreleased]\n";
    let release = |version: &str| {
        let heading = format!("{unreleased}\n## [{version}] - 2026-01-01\n");
        world.write(
            "CHANGELOG.md",
            world.read("CHANGELOG.md").replacen(unreleased, &heading, 1),
        );
    };
    if !world.read("CHANGELOG.md").contains("## [0.1.0]") {
        release("0.1.0");
    }
    // What is waived until the first release is not waived here.
    let policy = std::fs::read_to_string(top.join("upsafe.toml")).unwrap();
    let policy = policy.split("[[waivers]]").next().unwrap();
    world.write("upsafe.toml", policy);
    let world = world.repository();
    let passes = || {
        let run = world.upsafe(&["check", "semver"]);
        run.exits(0).says("safe: 0 errors, 0 warnings");
    };
    passes();
    world.git(&["tag", "-a", "-m", "release", "v0.1.0"]);
    passes();
    world.write("crates/upsafe-core/src/lib.rs", "// a change\n");
    world.write(
        "CHANGELOG.md",
        world
            .read("CHANGELOG.md")
            .replacen(unreleased, "## [Unreleased]\n\n- a change\n", 1),
    );
    world.git(&["add", "--all"]);
    world.git(&["commit", "--quiet", "--message=fix: a change"]);
    world
        .upsafe(&["check", "semver"])
        .exits(1)
        .says("semver/reused-version");
    let next = world.upsafe(&["semver", "next", "--write"]);
    next.exits(0).says("upsafe-core 0.1.0 -> 0.1.1");
    world.git(&["commit", "--quiet", "--all", "--message=release 0.1.1"]);
    passes();
    assert!(
        world
            .read("Cargo.toml")
            .contains("upsafe-core = { path = \"crates/upsafe-core\", version = \"0.1.1\" }")
    );
    world.git(&["tag", "-a", "-m", "release", "v0.1.1"]);
    passes();

    // Every way to spoil it is seen.
    world.write("crates/upsafe-core/src/lib.rs", "// another change\n");
    let told = "## [Unreleased]\n\n- another change\n";
    let text = world.read("CHANGELOG.md");
    world.write("CHANGELOG.md", text.replacen(unreleased, told, 1));
    world.git(&[
        "commit",
        "--quiet",
        "--all",
        "--message=fix: another change",
    ]);
    world.upsafe(&["semver", "next", "--write"]).exits(0);
    world.git(&["commit", "--quiet", "--all", "--message=release 0.1.2"]);
    passes();
    let spoil = |path: &str, from: &str, to: &str, rule: &str| {
        let text = world.read(path);
        assert!(text.contains(from), "no `{from}` in {path}");
        world.write(path, text.replacen(from, to, 1));
        world.upsafe(&["check", "semver"]).exits(1).says(rule);
        world.write(path, text);
        passes();
    };
    let version = "version = \"0.1.2\"";
    spoil(
        "Cargo.toml",
        version,
        "version = \"0.1.4\"",
        "semver/skipped-version",
    );
    spoil("Cargo.toml", version, "version = \"0.1.0\"", "semver/");
    spoil(
        "Cargo.toml",
        "upsafe-core = { path = \"crates/upsafe-core\", version = \"0.1.2\" }",
        "upsafe-core = { path = \"crates/upsafe-core\", version = \"0.2.0\" }",
        "semver/member-requirement",
    );
    spoil(
        "CHANGELOG.md",
        "## [0.1.2]",
        "## [0.1.3]",
        "semver/missing-changelog",
    );
    let inherited = "version.workspace = true";
    spoil(
        "crates/upsafe-core/Cargo.toml",
        inherited,
        "version = \"0.1.1\"",
        "semver/",
    );
}

const STORED: &str = "edition = \"2026\"\n[levels]\n\"semver/missing-changelog\" = \"off\"\n\
    \"semver/stale-lock-version\" = \"off\"\n[semver]\n\
    [[semver.stored]]\npackage = \"one\"\ncontract = \"orders\"\n\
    [[schema.contract]]\nname = \"orders\"\npath = \"order.schema.json\"\nbaseline = \"git:last-tag\"\n";

#[test]
fn what_a_package_stores_counts_for_its_version() {
    let order = |properties: &str| {
        format!(
            "{{\"type\": \"object\", \"properties\": {{{properties}}}, \"additionalProperties\": false}}"
        )
    };
    let (name, size) = (
        "\"name\": {\"type\": \"string\"}",
        "\"size\": {\"type\": \"integer\"}",
    );
    let world = World::with(&[
        (
            "Cargo.toml",
            "[package]\nname = \"one\"\nversion = \"1.0.0\"\n",
        ),
        ("src/main.rs", "fn main() {}\n"),
        ("order.schema.json", &order(name)),
        ("upsafe.toml", STORED),
    ])
    .repository();
    world.git(&["tag", "-a", "-m", "1.0.0", "v1.0.0"]);
    let change = |schema: &str, version: &str| {
        world.write("order.schema.json", schema);
        world.write(
            "Cargo.toml",
            format!("[package]\nname = \"one\"\nversion = \"{version}\"\n"),
        );
        world.git(&["add", "--all"]);
        world.git(&["commit", "--quiet", "--allow-empty", "--message=fix: more"]);
        world.upsafe(&["check", "semver"])
    };
    change(&order(name), "1.0.1").exits(0);
    let more = order(&format!("{name}, {size}"));
    change(&more, "1.0.1")
        .exits(1)
        .says("error[semver/stored-schema-changed]: `one` 1.0.1 changes what it stores so that it has to be 1.1.0 at least")
        .says("`orders`: the release before refuses {\"size\":");
    change(&more, "1.1.0").exits(0);
    change(&order(size), "1.1.0")
        .exits(1)
        .says("it has to be 2.0.0 at least")
        .says("`orders`: this release refuses {\"name\":");
    let suggested = world.upsafe(&["semver", "suggest", "--output", "json"]);
    assert_eq!(suggested.json()[0]["version"], "2.0.0");
    change(&order(size), "2.0.0").exits(0);
    // Nobody can tell from a schema that is none.
    change("{", "1.0.1")
        .exits(2)
        .says("what `one` stores could not be compared");
    world.write(
        "upsafe.toml",
        STORED.replace("contract = \"orders\"", "contract = \"order\""),
    );
    world.upsafe(&["check", "semver"]).exits(2).says(
        "`[[semver.stored]]` names the contract `order`, which is not here; did you mean `orders`?",
    );
}

#[test]
fn a_suggestion_says_what_nobody_looked_at() {
    let world = world();
    world
        .upsafe(&["semver", "suggest"])
        .exits(0)
        .says("  but nobody compared the public API")
        .says("`--deep` builds and compares it");
    world.write("src/lib.rs", "// c\n");
    world.git(&["commit", "--quiet", "--all", "--message=feat!: c"]);
    let suggested = world.upsafe(&["semver", "suggest", "--output", "json"]);
    let json = suggested.json();
    assert_eq!(json[0]["version"], "0.1.1");
    let limits = json[0]["limits"].to_string();
    assert!(limits.contains("a commit asks for the major"), "{limits}");
    assert!(limits.contains("feat!: c"), "{limits}");
}

#[test]
fn a_package_of_its_own_below_is_no_part_of_a_release() {
    let world = world();
    world.write("Cargo.toml", manifest("0.1.1"));
    world.git(&["commit", "--quiet", "--all", "--message=chore: version"]);
    world.git(&["tag", "-a", "-m", "x", "v0.1.1"]);
    // As `cargo package` and Go's zips have it, nobody gets it.
    world.write(
        "fuzz/Cargo.toml",
        "[package]\nname = \"fuzz\"\nversion = \"0.0.0\"\n\n[workspace]\n",
    );
    world.write("fuzz/src/main.rs", "fn main() {}\n");
    world.git(&["add", "--all"]);
    world.git(&["commit", "--quiet", "--message=test: fuzz"]);
    world
        .upsafe(&["semver", "suggest"])
        .exits(0)
        .says("one 0.1.1: nothing to release");
}
