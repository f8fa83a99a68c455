//! `upsafe metadata` and `upsafe check metadata` over stores on disk, and the example's one command.

use std::process::Command;

use crate::world::{World, is_there, run};

const SCHEMA: &str = r#"{"type": "object", "required": ["size"],
  "properties": {"kind": {}, "size": {"type": "integer", "maximum": 9}, "name": {"type": "string"}}}"#;

const CONFIG: &str = "edition = \"2026\"\n\n[[metadata.store]]\nname = \"hats\"\nsource = \"dir:hats\"\nschema = \"schema.json\"\n\n\
    [[metadata.migration]]\nid = \"001-size\"\n[[metadata.migration.step]]\nop = \"rename\"\npath = \"length\"\nto = \"size\"\n";

fn world() -> World {
    World::with(&[
        ("schema.json", SCHEMA),
        ("hats/a.yaml", "size: 3\n"),
        ("hats/b.yaml", "length: 4\n"),
        ("hats/c.yaml", "length: 5\n"),
        ("hats/d.yaml", "size: 3\nfeather: red\n"),
    ])
}

#[test]
fn verify_counts_every_verdict_and_names_every_object() {
    let world = world();
    let run = world.upsafe(&[
        "metadata",
        "verify",
        "--source",
        "dir:hats",
        "--schema",
        "schema.json",
        "--format",
        "json-schema",
        "--output",
        "json",
    ]);
    let json = run.exits(1).json();
    assert_eq!(json["verdict"], "not-safe");
    let objects = &json["objects"];
    let counts: Vec<u64> = [
        "total",
        "unreadable",
        "lossy",
        "update-blocked",
        "client-breaking",
        "fine",
        "unverifiable",
    ]
    .iter()
    .map(|name| objects[name].as_u64().unwrap())
    .collect();
    assert_eq!(counts, [4, 2, 1, 0, 0, 1, 0]);
    let findings = json["findings"].as_array().unwrap();
    let told: Vec<(&str, &str)> = findings
        .iter()
        .map(|finding| {
            (
                finding["rule"].as_str().unwrap(),
                finding["subject"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("metadata/lossy", "d.yaml"),
            ("metadata/unreadable", "b.yaml"),
            ("metadata/unreadable", "c.yaml")
        ]
    );
    assert_eq!(findings[0]["witness"], "red");
    assert_eq!(findings[0]["labels"][0]["line"], 2);
    assert_eq!(json["stores"][0]["causes"][0]["count"], 2);
    assert!(!world.path("hats.upsafe").exists());
}

#[test]
fn what_cannot_be_looked_at_is_no_answer() {
    let world = world();
    let check = |source: &str, schema: &str, reason: &str| {
        let run = world.upsafe(&[
            "metadata", "verify", "--source", source, "--schema", schema, "--output", "json",
        ]);
        let json = run.exits(2).json();
        assert_eq!(json["verdict"], "cannot-tell", "{source} {schema}");
        let told = json["gates"][0]["reason"].as_str().unwrap();
        assert!(told.contains(reason), "{told}");
    };
    check(
        "dir:nothing",
        "schema.json",
        "found nothing, expected a folder",
    );
    check("dir:hats", "none.json", "none.json");
    check("hats", "schema.json", "expected `dir:PATH`");
    world.write("bad.json", "{\"type\": 3}");
    check("dir:hats", "bad.json", "expected a JSON Schema");
}

#[test]
fn a_store_is_migrated_and_brought_back() {
    let world = world();
    world.write("upsafe.toml", CONFIG);
    world.write("hats/d.yaml", "size: 3\n");
    world
        .upsafe(&["check", "metadata"])
        .exits(1)
        .says("2 objects unreadable: missing field `size`");
    world
        .upsafe(&["metadata", "migrate", "--dry-run"])
        .exits(0)
        .says("2 files would be written");
    assert_eq!(world.read("hats/b.yaml"), "length: 4\n");
    world
        .upsafe(&["metadata", "migrate"])
        .exits(0)
        .says("2 files written and read back");
    assert_eq!(world.read("hats/b.yaml"), "size: 4\n");
    world.upsafe(&["check", "metadata"]).exits(0);
    world
        .upsafe(&["metadata", "migrate"])
        .exits(0)
        .says("nothing to do");
    world
        .upsafe(&["metadata", "restore"])
        .exits(0)
        .says("run-0001 is undone");
    assert_eq!(world.read("hats/b.yaml"), "length: 4\n");
    world
        .upsafe(&["metadata", "history"])
        .exits(0)
        .says("undid run-0001");
}

#[test]
fn a_migration_that_leaves_a_bad_object_writes_nothing() {
    let world = world();
    world.write("upsafe.toml", CONFIG);
    world
        .upsafe(&["metadata", "migrate"])
        .exits(1)
        .says("not fine after it:\n  1 lossy: `d.yaml`");
    assert_eq!(world.read("hats/b.yaml"), "length: 4\n");
    for format in ["markdown", "html", "json"] {
        let report = world.upsafe(&["metadata", "report", "--output", format]);
        report.exits(1).says("feather").says("001-size");
    }
}

#[test]
fn the_example_is_one_command() {
    if cfg!(not(unix)) || !is_there("sh") {
        eprintln!("skipped: no `sh`");
        return;
    }
    let world = World::new();
    let example = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../examples/fluvio-upgrade/run.sh"
    );
    let mut command: Command = world.command("sh");
    let run = run(command
        .arg(example)
        .env("UPSAFE", world.top().join("bin/upsafe")));
    run.exits(0)
        .says("3 `Mirror` unreadable")
        .says("every byte is as it was");
}
