//! `upsafe check schema` over real git repositories, and `upsafe schema` without a configuration.

use crate::world::World;

const OLD: &str =
    "{\n  \"type\": \"object\",\n  \"properties\": {\"note\": {\"type\": \"string\"}}\n}\n";
const NARROW: &str = "{\n  \"type\": \"object\",\n  \"properties\": {\"note\": {\"type\": \"string\", \"maxLength\": 3}}\n}\n";

fn config(path: &str, baseline: &str, more: &str) -> String {
    format!(
        "edition = \"2026\"\n\n[[schema.contract]]\nname = \"orders\"\npath = \"{path}\"\nbaseline = \"{baseline}\"\n{more}"
    )
}

/// A repository whose first commit holds the old schema.
fn world(baseline: &str, more: &str) -> World {
    World::with(&[
        ("upsafe.toml", &config("order.schema.json", baseline, more)),
        ("order.schema.json", OLD),
    ])
    .repository()
}

fn commit(world: &World, message: &str) {
    world.git(&["add", "--all"]);
    world.git(&["commit", "--quiet", "--message", message]);
}

fn rules(world: &World, code: i32) -> Vec<String> {
    let run = world.upsafe(&["check", "schema", "--output", "json"]);
    run.exits(code);
    let json = run.json();
    let findings = json["findings"].as_array().unwrap();
    let id = |finding: &serde_json::Value| finding["rule"].as_str().unwrap().to_owned();
    findings.iter().map(id).collect()
}

#[test]
fn a_break_is_shown_with_both_places_and_a_document() {
    let world = world("git:main", "");
    assert!(rules(&world, 0).is_empty());
    world.write("order.schema.json", NARROW);
    let run = world.upsafe(&["check", "schema"]);
    run.exits(1)
        .quietly()
        .says("this document, accepted until now, will be refused: {\"note\":\"aaaa\"}")
        .says("order.schema.json:3")
        .says("order.schema.json (old):3")
        .says("writers may emit anything the schema allows");
    let json = world
        .upsafe(&["check", "schema", "--output", "json"])
        .json();
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "schema/incompatible");
    assert_eq!(finding["subject"], "contract:orders");
    assert_eq!(finding["breaks"], serde_json::json!(["readers"]));
    assert_eq!(finding["witness"], serde_json::json!({"note": "aaaa"}));
    assert_eq!(finding["labels"][1]["side"], "old");
    for format in ["sarif", "junit", "github", "markdown"] {
        let run = world.upsafe(&["check", "schema", "--output", format]);
        run.exits(1).says("accepted until now, will be refused");
    }
}

#[test]
fn without_contracts_the_gate_is_skipped_with_the_reason() {
    let world = crate::fixtures::safe();
    let json = world.upsafe(&["check", "--output", "json"]).json();
    let gates = json["gates"].as_array().unwrap();
    let schema = gates.iter().find(|gate| gate["name"] == "schema").unwrap();
    assert_eq!(schema["status"], "skipped");
    assert_eq!(schema["reason"], "no `[[schema.contract]]` in upsafe.toml");
    world.upsafe(&["check", "schema"]).exits(2);
}

#[test]
fn the_common_ancestor_counts_not_what_main_became() {
    let world = world("git:merge-base(main)", "");
    world.git(&["checkout", "--quiet", "-b", "topic"]);
    world.git(&["checkout", "--quiet", "main"]);
    world.write("order.schema.json", "false\n");
    commit(&world, "main moves on");
    world.git(&["checkout", "--quiet", "topic"]);
    assert!(rules(&world, 0).is_empty());
    world.write("order.schema.json", NARROW);
    assert_eq!(rules(&world, 1), ["schema/incompatible"]);
}

#[test]
fn tags_are_the_history_of_a_transitive_mode() {
    let world = world("git:tags(v*)", "mode = \"backward-transitive\"\n");
    world.git(&["tag", "v9"]);
    world.write("order.schema.json", NARROW);
    commit(&world, "narrow");
    world.git(&["tag", "v10"]);
    world.git(&["tag", "other"]);
    // Compatible with v10, which is what it is, and not with v9.
    let json = world
        .upsafe(&["check", "schema", "--output", "json"])
        .json();
    let messages = json["findings"].to_string();
    assert!(
        messages.contains("against `v9`") && !messages.contains("against `v10`"),
        "{messages}"
    );
    world.write(
        "upsafe.toml",
        config("order.schema.json", "git:last-tag", ""),
    );
    // This commit is the release v10: what came before it counts.
    let run = world.upsafe(&["check", "schema"]);
    run.exits(1).says("against `v9`");
    world.write("order.schema.json", OLD.replace("string", "integer"));
    world
        .upsafe(&["check", "schema"])
        .exits(1)
        .says("against `v10`");
}

#[test]
fn a_renamed_contract_is_followed_and_a_deleted_one_is_a_finding() {
    let first = world("git:main", "");
    first.git(&["checkout", "--quiet", "-b", "topic"]);
    first.git(&["mv", "order.schema.json", "moved.schema.json"]);
    // Also where upsafe.toml still has the old path.
    assert!(rules(&first, 0).is_empty());
    first
        .upsafe(&["check", "schema"])
        .says("`order.schema.json` is now `moved.schema.json`");
    first.write("upsafe.toml", config("moved.schema.json", "git:main", ""));
    first.write("moved.schema.json", NARROW);
    assert_eq!(rules(&first, 1), ["schema/incompatible"]);

    let second = world("git:main", "");
    second.git(&["rm", "--quiet", "order.schema.json"]);
    assert_eq!(rules(&second, 1), ["schema/deleted-contract"]);
    second.write("upsafe.toml", config("*.schema.json", "git:main", ""));
    assert_eq!(rules(&second, 1), ["schema/deleted-contract"]);
    second.write("new.schema.json", "{\"type\": \"string\"}");
    assert_eq!(
        rules(&second, 1),
        ["schema/deleted-contract", "schema/no-baseline"]
    );
}

#[test]
fn what_cannot_be_looked_up_is_never_a_pass() {
    let check = |world: &World, says: &str| {
        let run = world.upsafe(&["check", "schema"]);
        run.exits(2).says(says);
    };
    check(
        &world("git:nowhere", ""),
        "the revision `nowhere` is not here",
    );
    check(&world("git:last-tag", ""), "git fetch --tags");
    check(
        &world("git:tags(v*)", ""),
        "no tag that HEAD contains matches `v*`",
    );
    check(&world("folder:nowhere", ""), "nowhere: expected a folder");
    check(
        &world("git:main", "profile = \"nobody\"\n"),
        "there is no profile `nobody`",
    );
    let world_without_git = World::with(&[
        ("upsafe.toml", &config("order.schema.json", "git:main", "")),
        ("order.schema.json", OLD),
    ]);
    check(&world_without_git, "this is no git repository");
    let broken = world("git:main", "");
    broken.write("order.schema.json", "{\"type\": \n");
    check(&broken, "order.schema.json:2:1: ");
    let exported = world("export:registry.json", "subject = \"order\"\n");
    exported.write(
        "registry.json",
        r#"{"subject": "order", "version": 1, "schemaType": "JSON", "schema": "{}", "references": [{"name": "money.json", "subject": "money", "version": 7}]}"#,
    );
    check(
        &exported,
        "version 7 of `money` is referred to as `money.json` and is not in the export",
    );
}

#[test]
fn a_shallow_clone_cannot_tell() {
    let origin = world("git:tags", "");
    origin.git(&["tag", "v1"]);
    origin.write("order.schema.json", NARROW);
    commit(&origin, "narrow");
    let from = format!("file://{}", origin.path("").display());
    let clone = World::new();
    clone.git(&["clone", "--quiet", "--depth=1", &from, "."]);
    let run = clone.upsafe(&["check", "schema"]);
    run.exits(2).says("git fetch --unshallow --tags");
    clone.write("upsafe.toml", config("order.schema.json", "git:v1", ""));
    clone
        .upsafe(&["check", "schema"])
        .exits(2)
        .says("git fetch --unshallow origin v1");
}

#[cfg(unix)]
#[test]
fn a_repository_cannot_choose_programs() {
    let world = world("git:main", "");
    let trap = world.path("trap.sh");
    world.write(
        "trap.sh",
        format!("#!/bin/sh\ntouch {}\ncat\n", world.path("sprung").display()),
    );
    std::fs::set_permissions(&trap, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    world.write(".gitattributes", "* diff=evil filter=evil\n");
    commit(&world, "attributes");
    let trap = trap.display().to_string();
    for key in [
        "core.fsmonitor",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "core.pager",
        "core.sshCommand",
    ] {
        world.git(&["config", key, &trap]);
    }
    world.write("order.schema.json", NARROW);
    assert_eq!(rules(&world, 1), ["schema/incompatible"]);
    assert!(!world.path("sprung").exists());
}

#[test]
fn an_undecided_comparison_weighs_what_the_configuration_says() {
    let text = |levels: &str| {
        let contract = config("order.schema.json", "git:main", "");
        let (edition, contract) = contract.split_once("\n\n").unwrap();
        format!("{edition}\n{levels}\n[schema]\nsteps = 1\n\n{contract}")
    };
    let world = World::with(&[
        ("upsafe.toml", &text("")),
        (
            "order.schema.json",
            "{\"type\": \"string\", \"maxLength\": 5}",
        ),
    ])
    .repository();
    world.write(
        "order.schema.json",
        "{\"type\": \"string\", \"maxLength\": 6}",
    );
    assert_eq!(rules(&world, 2), ["schema/undecided"]);
    for (level, code) in [("warning", 0), ("error", 1)] {
        world.write(
            "upsafe.toml",
            text(&format!("[levels]\n\"schema/undecided\" = \"{level}\"\n")),
        );
        assert_eq!(rules(&world, code), ["schema/undecided"], "{level}");
    }
    let waiver = "[[waivers]]\nrule = \"schema/undecided\"\nsubject = \"contract:orders\"\nreason = \"checked by hand\"\n";
    world.write("upsafe.toml", text(waiver));
    assert!(rules(&world, 0).is_empty());
}

#[test]
fn two_files_two_folders_and_a_folder_of_versions() {
    let world = World::with(&[
        ("old/a.avsc", "\"int\""),
        ("old/gone.avsc", "\"int\""),
        ("new/a.avsc", "\"long\""),
        ("versions/v9.avsc", "\"int\""),
        ("versions/v10.avsc", "\"long\""),
    ]);
    let check = |args: &[&str], code: i32, says: &str| {
        let mut line = vec!["schema", "check"];
        line.extend(args);
        world.upsafe(&line).exits(code).says(says);
    };
    check(&["old/a.avsc", "new/a.avsc"], 0, "1 compatible");
    check(
        &["old/a.avsc", "new/a.avsc", "--mode", "forward"],
        1,
        "breaks writers",
    );
    check(&["old", "new"], 1, "`gone.avsc` is gone");
    check(&["versions", "old/a.avsc"], 1, "against `v10.avsc`");
    let all = [
        "versions",
        "new/a.avsc",
        "--mode",
        "full-transitive",
        "--output",
        "json",
    ];
    check(&all, 1, "against `v9.avsc`");
    check(&["old/a.avsc", "missing.avsc"], 2, "missing.avsc");
    check(
        &["old/a.avsc", "new/a.avsc", "--profile", "nobody"],
        2,
        "there is no profile `nobody`",
    );
    world.write("a.json", "1");
    check(&["a.json", "a.json"], 2, "--format json-schema");
}

#[test]
fn what_is_in_a_file_tells_its_format() {
    let world = World::with(&[
        ("old/order.json", "{\"type\": \"object\"}"),
        ("old/event.json", "{\"type\": \"int\"}"),
        (
            "old/package.json",
            "{\"name\": \"web\", \"dependencies\": {}}",
        ),
        (
            "new/order.json",
            "{\"type\": \"object\", \"required\": [\"id\"]}",
        ),
        ("new/event.json", "{\"type\": \"long\"}"),
        ("either.json", "{\"type\": \"string\"}"),
    ]);
    let check = |args: &[&str], code: i32, says: &str| {
        let mut line = vec!["schema"];
        line.extend(args);
        world.upsafe(&line).exits(code).says(says);
    };
    check(&["check", "old/event.json", "new/event.json"], 0, "avro");
    check(&["witness", "old/order.json", "new/order.json"], 1, "{}");
    check(&["check", "old", "new"], 1, "1 compatible");
    check(
        &["check", "old/order.json", "new/event.json"],
        2,
        "expected the format of the old schema, json-schema, found avro",
    );
    check(
        &["check", "either.json", "either.json"],
        2,
        "expected `--format json-schema`",
    );
    world.write(
        "upsafe.toml",
        config("new/order.json", "file:old/order.json", ""),
    );
    let run = world.upsafe(&["check", "schema"]);
    run.exits(1).says("json-schema, backward");
}

#[test]
fn a_profile_decides_and_a_document_shows_where_it_is_wrong() {
    let world = world("git:main", "profile = \"confluent\"\n");
    world.write(
        "order.schema.json",
        OLD.replace(
            "\"note\": {\"type\": \"string\"}",
            "\"note\": {\"type\": \"string\", \"format\": \"date\"}",
        ),
    );
    assert!(rules(&world, 0).is_empty());
    world.write("order.schema.json", NARROW);
    assert_eq!(rules(&world, 1), ["schema/incompatible"]);
    let with = |patterns: &str| format!("{{\"patternProperties\": {{\"^x\": {patterns}}}}}");
    world.write("old.json", with("{\"type\": \"string\"}"));
    world.write("new.json", with("{\"type\": \"null\"}"));
    let check = [
        "schema",
        "check",
        "--format",
        "json-schema",
        "old.json",
        "new.json",
    ];
    world.upsafe(&check).exits(1);
    let profile = [&check[..], &["--profile", "confluent-lenient"]].concat();
    world
        .upsafe(&profile)
        .exits(0)
        .says("`confluent-lenient` passes this, but this document, accepted until now, will be refused: {\"x\":\"\"}")
        .says("right or wrong");
}

#[test]
fn a_witness_is_just_the_document() {
    let world = World::with(&[
        ("long.avsc", "\"long\""),
        ("int.avsc", "\"int\""),
        ("a.schema.json", "{\"type\": \"string\"}"),
        ("b.schema.json", "{\"type\": \"string\", \"minLength\": 1}"),
    ]);
    let check = |args: &[&str], code: i32, out: &str| {
        let mut line = vec!["schema", "witness"];
        line.extend(args);
        let run = world.upsafe(&line);
        assert_eq!(run.exits(code).out, out, "{args:?}");
    };
    check(&["long.avsc", "int.avsc"], 1, "0\n");
    check(&["long.avsc", "int.avsc", "--encoding", "hex"], 1, "00\n");
    check(&["int.avsc", "long.avsc"], 0, "");
    check(&["a.schema.json", "b.schema.json"], 1, "\"\"\n");
    check(
        &["a.schema.json", "b.schema.json", "--encoding", "hex"],
        2,
        "",
    );
    check(&["a.schema.json", "missing.schema.json"], 2, "");
}

#[test]
fn a_batch_answers_line_by_line() {
    let world = World::new();
    let lines = b"{\"id\": 1, \"old\": {}, \"new\": true}\n\nnonsense\n\xff\n\
        {\"id\": \"b\", \"old\": {\"type\": \"string\"}, \"new\": false, \"mode\": \"full\", \"profile\": null}\n\
        {\"id\": 3, \"old\": true, \"new\": true, \"profile\": \"nobody\"}\n";
    let run = world.upsafe_reading(lines, &["schema", "batch", "--format", "json-schema"]);
    run.exits(0).quietly();
    let rows: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 5, "{}", run.out);
    assert_eq!(
        (&rows[0]["id"], &rows[0]["compatible"]),
        (&1.into(), &true.into())
    );
    assert!(rows[1]["error"].is_string() && rows[2]["error"].is_string());
    assert_eq!(rows[3]["verdict"], "incompatible");
    assert_eq!(rows[3]["witness"], "");
    assert_eq!(rows[3]["findings"][0]["confirmed"], true);
    assert_eq!(
        rows[3]["findings"][0]["breaks"],
        serde_json::json!(["readers"])
    );
    assert!(rows[4]["error"].as_str().unwrap().contains("nobody"));
    let deep = format!(
        "{{\"id\":1,\"old\":{},\"new\":true}}\n",
        "[".repeat(1_000_000)
    );
    let run = world.upsafe_reading(deep.as_bytes(), &["schema", "batch", "--format", "avro"]);
    run.exits(0).says("error");
    world
        .upsafe(&["schema", "batch", "--format", "xml"])
        .exits(2)
        .complains("`json-schema`, `avro` or `crd`");
}
