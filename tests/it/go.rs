//! Go modules, from a module cache that the tests write.

use serde_json::{Value, json};

use crate::{fixtures::go, world::World};

fn versions(list: &Value) -> Vec<String> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                row["name"].as_str().unwrap(),
                row["version"].as_str().unwrap()
            )
        })
        .filter(|row| row.starts_with("example.com/") && !row.starts_with("example.com/app"))
        .collect()
}

fn list(world: &World, args: &[&str]) -> Vec<String> {
    let mut line = vec!["deps", "list", "--output", "json"];
    line.extend(args);
    let run = world.upsafe(&line);
    run.exits(0).quietly();
    versions(&run.json())
}

#[test]
fn the_build_list_takes_the_greatest_that_is_required() {
    let world = go();
    assert_eq!(
        list(&world, &[]),
        ["example.com/a v1.0.0", "example.com/b v1.2.0"]
    );
    let rows = world.upsafe(&["deps", "list", "--output", "json"]).json();
    assert!(
        rows.as_array()
            .unwrap()
            .iter()
            .all(|row| row["ecosystem"] == "go"),
        "{rows}"
    );
}

#[test]
fn modules_may_come_from_a_folder_or_a_graph() {
    let world = go();
    let elsewhere = world.top().join("proxy");
    std::fs::rename(world.top().join("modules/cache/download"), &elsewhere).unwrap();
    let from_folder = list(&world, &["--modules", elsewhere.to_str().unwrap()]);
    assert_eq!(
        from_folder,
        ["example.com/a v1.0.0", "example.com/b v1.2.0"]
    );
    let graph = "example.com/app example.com/a@v1.0.0\nexample.com/app example.com/b@v1.1.0\nexample.com/a@v1.0.0 example.com/b@v1.2.0\n";
    world.write("graph.txt", graph);
    assert_eq!(list(&world, &["--go-graph", "graph.txt"]), from_folder);
}

#[test]
fn what_is_not_in_the_cache_is_not_called_safe_in_silence() {
    let world = go();
    std::fs::remove_dir_all(world.top().join("modules/cache")).unwrap();
    let run = world.upsafe(&["check", "--output", "json"]);
    assert!(!run.err.contains("panicked"));
    let json = run.json();
    let text = json["gates"][0].to_string();
    assert!(
        text.contains("example.com/"),
        "nothing says which module is missing: {text}"
    );
}

#[test]
fn a_plan_is_what_go_get_moves() {
    let world = go();
    world.module("example.com/a", "v1.3.0", &["example.com/b v1.4.0"]);
    world.module("example.com/b", "v1.4.0", &["example.com/c v0.1.0"]);
    world.module("example.com/c", "v0.1.0", &[]);
    let run = world.upsafe(&["deps", "plan", "example.com/a@v1.3.0", "--output", "json"]);
    let plan = run.exits(0).quietly().json();
    let moves = json!([
        {"name": "example.com/a", "from": "v1.0.0", "to": "v1.3.0"},
        {"name": "example.com/b", "from": "v1.2.0", "to": "v1.4.0"},
    ]);
    assert_eq!(plan["moves"], moves, "{plan}");
    assert_eq!(
        plan["added"],
        json!([{"name": "example.com/c", "version": "v0.1.0"}]),
        "{plan}"
    );
    assert_eq!(
        (&plan["removed"], &plan["blocked"]),
        (&json!([]), &json!([])),
        "{plan}"
    );
    world
        .upsafe(&["deps", "plan", "example.com/a@v9.0.0"])
        .exits(2)
        .complains("example.com/a");
}

#[test]
fn why_names_who_raised_it() {
    let world = go();
    let run = world.upsafe(&["deps", "why", "example.com/b", "--output", "json"]);
    let why = run.exits(0).json();
    assert!(why.to_string().contains("example.com/a"), "{why}");
}
