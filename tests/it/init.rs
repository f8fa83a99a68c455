//! `upsafe init`: a policy that is understood, fits, and overwrites nothing.

use crate::{
    fixtures::{not_safe, safe},
    world::World,
};

#[test]
fn what_is_written_is_understood() {
    for world in [safe(), not_safe()] {
        drop(std::fs::remove_file(world.path("upsafe.toml")));
        let before = world.upsafe(&["check", "--output", "json"]);
        let printed = world.upsafe(&["init", "--dry-run"]);
        printed.exits(0).quietly();
        assert!(!world.path("upsafe.toml").exists(), "a dry run wrote");
        world.upsafe(&["init"]).exits(0).says("upsafe.toml");
        assert_eq!(world.read("upsafe.toml"), printed.out);
        let after = world.upsafe(&["check", "--output", "json"]);
        assert_eq!(after.code, before.code, "{after:?}");
        let rules = |json: serde_json::Value| {
            json["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| f["rule"].clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(rules(after.json()), rules(before.json()));
        assert!(
            printed.out.contains("edition = \"2026\""),
            "{}",
            printed.out
        );
        assert!(printed.out.contains('#'), "no word of comment");
    }
}

#[test]
fn it_overwrites_nothing() {
    let world = safe();
    world.write("upsafe.toml", "# mine\n");
    world
        .upsafe(&["init"])
        .exits(2)
        .complains("is there already")
        .complains("--dry-run");
    assert_eq!(world.read("upsafe.toml"), "# mine\n");
    world.upsafe(&["init", "--dry-run"]).exits(0);
}

#[cfg(unix)]
#[test]
fn it_does_not_write_through_a_link_that_leads_nowhere() {
    let world = safe();
    let elsewhere = world.top().join("elsewhere.toml");
    crate::world::link(&elsewhere, &world.path("upsafe.toml"));
    let run = world.upsafe(&["init"]);
    run.exits(2).complains("is there already");
    assert!(!elsewhere.exists());
    assert!(world.path("upsafe.toml").is_symlink());
}

#[test]
fn with_nothing_to_judge_there_is_nothing_to_write() {
    let world = World::new();
    world
        .upsafe(&["init"])
        .exits(2)
        .complains("expected a manifest");
    assert!(!world.path("upsafe.toml").exists());
}
