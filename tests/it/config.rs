//! upsafe.toml: mistakes with their place, and levels that hold.

use crate::{
    fixtures::{STRICT, not_safe, safe},
    world::World,
};

/// With this configuration nothing can be told, and stderr says why.
fn refused(text: &str, complaints: &[&str]) {
    let world = not_safe();
    world.write("upsafe.toml", text);
    for args in [
        &["check"][..],
        &["check", "--output", "json"],
        &["deps", "list"],
        &["baseline", "write"],
    ] {
        let run = world.upsafe(args);
        run.exits(2);
        for complaint in complaints {
            run.complains(complaint);
        }
    }
    let json = world.upsafe(&["check", "--output", "json"]).json();
    assert_eq!(json["verdict"], "cannot-tell");
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    refused(
        "edition = \"2026\"\n[level]\n",
        &[
            "error: unknown key `level`\n --> upsafe.toml:2:2\n",
            "2 | [level]\n  |  ^^^^^",
            "did you mean `levels`?",
        ],
    );
    refused(
        "edition = \"2026\"\n\n[deps]\nteir = \"fast\"\n",
        &[
            "error: unknown key `teir`\n --> upsafe.toml:4:1\n",
            "did you mean `tier`?",
        ],
    );
}

#[test]
fn every_mistake_is_told_at_once() {
    refused(
        "editon = \"2026\"\n[levels]\n\"deps/duplicate-versions\" = \"error\"\n\"deps/yanked-version\" = \"fatal\"\n",
        &[
            " --> upsafe.toml:1:1\n",
            "did you mean `edition`?",
            " --> upsafe.toml:3:1\n",
            "did you mean `deps/duplicate-version`?",
            " --> upsafe.toml:4:25\n",
        ],
    );
}

#[test]
fn wrong_values_say_what_was_expected() {
    refused("edition = 2026\n", &["--> upsafe.toml:1:11\n", "expected"]);
    refused(
        "edition = \"1999\"\n",
        &["--> upsafe.toml:1:11\n", "`2026`"],
    );
    refused("edition = \"2026\n", &["--> upsafe.toml:1:"]);
    refused(
        "[[waivers]]\nrule = \"deps/duplicate-version\"\nsubject = \"cargo:leaf\"\n",
        &["--> upsafe.toml:1:1\n", "`reason`"],
    );
}

#[test]
fn a_root_that_is_not_there_is_no_root() {
    let world = not_safe();
    world.write("upsafe.toml", "[deps]\nroots = [\"missing/Cargo.toml\"]\n");
    world
        .upsafe(&["check"])
        .exits(2)
        .says("missing/Cargo.toml: there is no such file");
    world
        .upsafe(&["deps", "list"])
        .exits(2)
        .complains("missing/Cargo.toml");
}

#[test]
fn levels_decide_the_verdict() {
    let world = not_safe();
    for (level, code) in [("error", 1), ("warning", 0), ("info", 0), ("off", 0)] {
        world.write(
            "upsafe.toml",
            STRICT.replace("\"error\"", &format!("\"{level}\"")),
        );
        let run = world.upsafe(&["check", "--output", "json"]);
        run.exits(code);
        let findings = run.json()["findings"].as_array().unwrap().clone();
        match level {
            "off" => assert!(findings.is_empty(), "{findings:?}"),
            _ => assert_eq!(findings[0]["level"], level),
        }
    }
}

#[test]
fn a_rule_outweighs_its_gate() {
    let world = not_safe();
    world.write("upsafe.toml", "edition = \"2026\"\n[levels]\n\"deps/duplicate-version\" = \"info\"\n\"deps/*\" = \"error\"\n");
    let json = world.upsafe(&["check", "--output", "json"]).json();
    let duplicate = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["rule"] == "deps/duplicate-version");
    assert_eq!(duplicate.unwrap()["level"], "info");
}

#[test]
fn the_nearest_configuration_holds_unless_one_is_named() {
    let world = World::with(&[("upsafe.toml", STRICT)]);
    let inner = not_safe();
    for file in ["Cargo.toml", "Cargo.lock"] {
        world.write(&format!("inner/{file}"), inner.read(file));
    }
    let from_above = world.upsafe(&["check", "--manifest-path", "inner"]);
    from_above.exits(1).says("inner/Cargo.lock:");
    world.write("other.toml", STRICT.replace("\"error\"", "\"off\""));
    world
        .upsafe(&[
            "check",
            "--manifest-path",
            "inner",
            "--config",
            "other.toml",
        ])
        .exits(0);
    world.write("inner/upsafe.toml", STRICT.replace("\"error\"", "\"off\""));
    world
        .upsafe(&["check", "--manifest-path", "inner"])
        .exits(0);
}

#[test]
fn an_empty_configuration_is_the_default() {
    let world = safe();
    let without = world.upsafe(&["check", "--output", "json"]);
    world.write("upsafe.toml", "");
    assert_eq!(
        world.upsafe(&["check", "--output", "json"]).json()["verdict"],
        without.json()["verdict"]
    );
}

#[test]
fn levels_of_a_newer_upsafe_are_refused_not_ignored() {
    refused(
        "[levels]\n\"schema/field-removed\" = \"error\"\n",
        &["--> upsafe.toml:2:1\n"],
    );
}
