//! `upsafe deps`: questions about a graph, and the shapes of their answers.

use serde_json::{Value, json};

use crate::{
    fixtures::{CRATES_IO, lock, not_safe},
    world::World,
};

fn answer(world: &World, args: &[&str]) -> Value {
    let mut line = vec!["deps"];
    line.extend(args);
    line.extend(["--output", "json"]);
    let run = world.upsafe(&line);
    run.exits(0).quietly();
    assert_eq!(run, world.upsafe(&line), "two runs differ");
    run.json()
}

#[test]
fn list_names_every_package() {
    let list = answer(&not_safe(), &["list"]);
    let rows: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            ["ecosystem", "name", "version"]
                .map(|key| row[key].as_str().unwrap().to_owned())
                .join(" ")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "cargo app 1.0.0",
            "cargo leaf 0.1.0",
            "cargo leaf 0.2.0",
            "cargo old 1.4.0"
        ]
    );
    assert_eq!(list[0]["source"], "path");
    assert!(
        list[1]["source"]
            .as_str()
            .unwrap()
            .contains("crates.io-index"),
        "{CRATES_IO}"
    );
}

#[test]
fn duplicates_are_names_with_versions() {
    let duplicates = answer(&not_safe(), &["duplicates"]);
    let row = &duplicates.as_array().unwrap()[..];
    assert_eq!(row.len(), 1);
    assert_eq!(
        (&row[0]["name"], &row[0]["versions"]),
        (&json!("leaf"), &json!(["0.1.0", "0.2.0"]))
    );
    assert_eq!(answer(&crate::fixtures::safe(), &["duplicates"]), json!([]));
}

#[test]
fn questions_are_answered_also_where_the_gate_fails() {
    let world = not_safe().known();
    world.upsafe(&["check"]).exits(1);
    let why = answer(&world, &["why", "leaf@0.1.0"]);
    assert_eq!(
        why[0]["path"],
        json!(["app 1.0.0", "old 1.4.0", "leaf 0.1.0"])
    );
    assert_eq!(why[0]["dependents"][0]["requirement"], "^0.1");
    assert_eq!(why[0]["dependents"][0]["sets_version"], true);
    assert_eq!(
        answer(&world, &["why", "leaf"]).as_array().unwrap().len(),
        2
    );
    world
        .upsafe(&["deps", "why", "leaf@9.9.9"])
        .exits(2)
        .complains("`leaf@9.9.9` is not in the graph");
    world
        .upsafe(&["deps", "why", "@"])
        .exits(2)
        .complains("expected NAME or NAME@VERSION");
    world
        .upsafe(&["deps", "why", "leaf"])
        .exits(0)
        .says("shortest path: app 1.0.0 -> old 1.4.0 -> leaf 0.1.0");
}

#[test]
fn a_plan_says_what_moves() {
    let world = not_safe().known();
    let moves = |plan: &Value| {
        let moves = plan["moves"].as_array().unwrap().iter();
        let words = moves
            .map(|item| ["name", "from", "to"].map(|key| item[key].as_str().unwrap().to_owned()));
        words.map(|words| words.join(" ")).collect::<Vec<_>>()
    };
    let plan = answer(&world, &["plan", "old@1.5.0"]);
    assert_eq!(moves(&plan), ["old 1.4.0 1.5.0"], "{plan}");
    assert_eq!(plan["removed"][0]["name"], "leaf", "{plan}");
    assert_eq!(plan["removed"][0]["version"], "0.1.0", "{plan}");
    assert_eq!(
        (&plan["added"], &plan["blocked"]),
        (&json!([]), &json!([])),
        "{plan}"
    );
    let plan = answer(&world, &["plan", "leaf@0.2.5"]);
    assert_eq!(moves(&plan), ["leaf 0.2.0 0.2.5"], "{plan}");
    for (target, complaint) in [
        ("old", "expected NAME@VERSION"),
        ("old@x", "expected"),
        ("old@9.0.0", "9.0.0"),
        ("nothing@1.0.0", "nothing"),
    ] {
        world
            .upsafe(&["deps", "plan", target])
            .exits(2)
            .complains(complaint);
    }
}

#[test]
fn a_floor_is_the_lowest_that_is_declared() {
    let world = not_safe().known();
    let floor = answer(&world, &["floor"]);
    let rows: Vec<_> = floor
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            format!(
                "{} {}",
                row["name"].as_str().unwrap(),
                row["floor"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(rows, ["leaf 0.1.0", "leaf 0.2.0", "old 1.0.0"], "{floor}");
    world
        .upsafe(&["deps", "floor", "--write-lock", "floor.lock"])
        .exits(0);
    let diff = answer(&world, &["diff", "Cargo.lock", "floor.lock"]);
    let changes: Vec<_> = diff
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect();
    assert_eq!(changes, ["old"], "{diff}");
    // What was written is a lock that the gate reads.
    world.write("floor/Cargo.lock", world.read("floor.lock"));
    world.write("floor/Cargo.toml", world.read("Cargo.toml"));
    let list = answer(&world, &["list", "--manifest-path", "floor"]);
    assert!(list.to_string().contains("\"1.0.0\""), "{list}");
}

#[test]
fn a_diff_names_every_kind_of_change() {
    let world = not_safe();
    let registry = world.read("Cargo.lock");
    let newer = lock(&[
        ("app", "1.0.0", &["leaf", "old", "new"]),
        ("leaf", "0.2.3", &[]),
        ("new", "3.0.0", &[]),
        ("old", "2.0.0", &[]),
    ]);
    world.write("new.lock", newer);
    let diff = answer(&world, &["diff", "Cargo.lock", "new.lock"]);
    let rows: Vec<_> = diff
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            (
                row["name"].as_str().unwrap(),
                row["from"].as_str(),
                row["to"].as_str(),
            )
        })
        .collect();
    assert!(
        rows.contains(&("old", Some("1.4.0"), Some("2.0.0"))),
        "{diff}"
    );
    assert!(rows.contains(&("new", None, Some("3.0.0"))), "{diff}");
    // A registry that is swapped for another is what a reviewer must see.
    world.write(
        "swapped.lock",
        registry.replace(CRATES_IO, "registry+https://evil.example/index"),
    );
    let swapped = answer(&world, &["diff", "Cargo.lock", "swapped.lock"]);
    assert_eq!(swapped.as_array().unwrap().len(), 3, "{swapped}");
    world
        .upsafe(&["deps", "diff", "Cargo.lock", "swapped.lock"])
        .exits(0)
        .says("evil.example");
    assert_eq!(
        answer(&world, &["diff", "Cargo.lock", "Cargo.lock"]),
        json!([])
    );
    world
        .upsafe(&["deps", "diff", "Cargo.lock", "Cargo.lock"])
        .exits(0)
        .says("no package changed");
}

#[test]
fn minimal_version_selection_over_a_table() {
    let world = World::new();
    world.write("graph.txt", "A: B1 C2\nB1: D3\nC1: D2\nC2: D4\nC3: D5\nC4: G1\nD2: E1\nD3: E2\nD4: E2 F1\nD5: E2\nG1: C4\nA2: B1 C4 D4\n");
    let mvs = |op: &str, target: &str, args: &[&str]| {
        let mut line = vec![
            "deps",
            "mvs",
            "--graph",
            "graph.txt",
            "--op",
            op,
            "--target",
            target,
        ];
        line.extend(args);
        let run = world.upsafe(&line);
        run.exits(0).quietly();
        run.out.lines().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(mvs("build", "A", &[]), "A B1 C2 D4 E2 F1");
    assert_eq!(mvs("upgrade-all", "A", &[]), "A B1 C4 D5 E2 F1 G1");
    assert_eq!(mvs("upgrade", "A", &["C4"]), "A B1 C4 D4 E2 F1 G1");
    assert_eq!(mvs("downgrade", "A2", &["D2"]), "A2 C4 D2 E2 F1 G1");
    assert_eq!(mvs("req", "A", &[]), "B1 C2");
    for (args, complaint) in [
        (&["--op", "biuld", "--target", "A"][..], "build"),
        (
            &["--op", "build", "--target", "Z9"],
            "`Z9` is not in the graph",
        ),
        (&["--op", "build", "--target", ""], "expected"),
        (&["--op", "build", "--target", "A", "B1"], "build"),
    ] {
        let mut line = vec!["deps", "mvs", "--graph", "graph.txt"];
        line.extend(args);
        world.upsafe(&line).exits(2).complains(complaint);
    }
    world.write("bad.txt", "A: B1\nB1 C2\n");
    world
        .upsafe(&[
            "deps", "mvs", "--graph", "bad.txt", "--op", "build", "--target", "A",
        ])
        .exits(2)
        .complains(" --> bad.txt:2:")
        .complains("2 | B1 C2\n");
}

#[test]
fn a_lock_that_cannot_be_read_is_shown_where() {
    let world = not_safe();
    world.write("Cargo.lock", "version = 4\n[[package]]\nname = 1\n");
    world
        .upsafe(&["deps", "list"])
        .exits(2)
        .complains(" --> Cargo.lock:2:1\n")
        .complains("2 | [[package]]\n");
}

#[test]
fn a_graph_is_drawn_in_every_format() {
    let world = not_safe();
    for (format, first) in [
        ("dot", "digraph"),
        ("mermaid", "flowchart"),
        ("svg", "<svg"),
        ("html", "<!doctype html"),
        ("json", "{"),
    ] {
        let run = world.upsafe(&["deps", "graph", "--format", format]);
        run.exits(0).quietly().says("leaf").says("0.1.0");
        assert!(
            run.out.to_lowercase().contains(first),
            "{format}: {}",
            &run.out[..80]
        );
        assert_eq!(
            run,
            world.upsafe(&["deps", "graph", "--format", format]),
            "{format}: two runs differ"
        );
        assert!(
            !run.out.contains(world.top().to_str().unwrap()),
            "{format} holds an absolute path"
        );
        for network in ["src=\"http", "href=\"http", "@import", "url(http"] {
            assert!(
                !run.out.contains(network),
                "{format} asks the network: {network}"
            );
        }
    }
    let json = world.upsafe(&["deps", "graph", "--format", "json"]).json();
    assert_eq!(json["nodes"].as_array().unwrap().len(), 4);
    assert_eq!(json["edges"].as_array().unwrap().len(), 3);
    world
        .upsafe(&["deps", "graph", "--format", "png"])
        .exits(2)
        .complains("mermaid");
}
