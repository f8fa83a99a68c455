//! `rules`, `explain` and `completions`.

use crate::{fixtures::STRICT, world::World};

#[test]
fn every_rule_is_listed_and_explained() {
    let world = World::new();
    let rules = world.upsafe(&["rules", "--output", "json"]);
    let rules = rules.exits(0).quietly().json();
    let rules = rules.as_array().unwrap();
    assert!(rules.len() >= 4);
    let text = world.upsafe(&["rules"]).out;
    assert_eq!(text.lines().count(), rules.len());
    for rule in rules {
        let id = rule["id"].as_str().unwrap();
        let level = rule["level"].as_str().unwrap();
        assert!(
            ["error", "warning", "info", "off"].contains(&level),
            "{rule}"
        );
        assert!(text.contains(id), "{id}");
        let page = world.upsafe(&["explain", id]);
        page.exits(0).quietly().says(id).says(level);
        for heading in [
            "## What it finds",
            "## Why it is unsafe",
            "## Example",
            "## How to fix it",
            "## Settings",
        ] {
            page.says(heading);
        }
        let name = id.split_once('/').unwrap().1;
        assert_eq!(world.upsafe(&["explain", name]).out, page.out, "{name}");
    }
    let ids: Vec<_> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert!(ids.is_sorted(), "{ids:?}");
}

#[test]
fn every_rule_can_be_set() {
    let world = crate::fixtures::safe();
    let rules = world.upsafe(&["rules", "--output", "json"]).json();
    let mut text = STRICT.to_owned();
    for rule in rules.as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        if id != "deps/duplicate-version" {
            text += &format!("\"{id}\" = \"warning\"\n");
        }
    }
    world.write("upsafe.toml", text);
    world.upsafe(&["check"]).exits(0);
}

#[test]
fn completions_for_every_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = world.upsafe(&["completions", shell]);
        run.exits(0).quietly().says("upsafe").says("manifest-path");
    }
    world
        .upsafe(&["completions", "csh"])
        .exits(2)
        .complains("bash");
}

#[test]
fn bash_understands_its_completions() {
    if !crate::world::is_there("bash") {
        return;
    }
    let world = World::new();
    world.write(
        "completions.bash",
        world.upsafe(&["completions", "bash"]).out,
    );
    let mut command = world.command("bash");
    let script = "source completions.bash && COMP_WORDS=(upsafe che) COMP_CWORD=1 && _upsafe upsafe che upsafe && echo \"${COMPREPLY[@]}\"";
    command.args(["--norc", "-c", script]);
    crate::world::run(&mut command).exits(0).says("check");
}
