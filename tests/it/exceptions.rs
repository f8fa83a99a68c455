//! Waivers and the baseline: what does not count, for how long, and how often.

use crate::{
    fixtures::{STRICT, lock, manifest, not_safe},
    world::World,
};

/// The workspace with a duplicate, and waivers.
fn waived(waiver: &str) -> World {
    let world = not_safe().known();
    world.write(
        "upsafe.toml",
        format!("{STRICT}\n[[waivers]]\nrule = \"deps/duplicate-version\"\n{waiver}\n"),
    );
    world
}

fn rules_of(world: &World) -> Vec<String> {
    let json = world.upsafe(&["check", "--output", "json"]).json();
    let findings = json["findings"].as_array().unwrap().clone();
    findings
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_waiver_holds_until_its_last_day() {
    let world = waived(
        "subject = \"cargo:*\"\nreason = \"a reason\"\nowner = \"team\"\nuntil = 2999-12-31",
    );
    let run = world.upsafe(&["check", "--output", "json"]);
    let json = run.exits(0).json();
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0), "{json}");
    assert_eq!(json["waived"].as_array().map(Vec::len), Some(1), "{json}");
    assert!(json["waived"][0].to_string().contains("a reason"), "{json}");
}

#[test]
fn an_expired_waiver_brings_its_finding_back() {
    let world = waived("subject = \"cargo:*\"\nreason = \"a reason\"\nuntil = 2020-01-31");
    world
        .upsafe(&["check"])
        .exits(1)
        .says("upsafe.toml:")
        .says("2020-01-31");
    assert_eq!(
        rules_of(&world),
        ["deps/duplicate-version", "config/expired-waiver"]
    );
}

#[test]
fn a_waiver_that_matches_nothing_is_a_finding() {
    let world = waived("subject = \"cargo:nothing-like-it\"\nreason = \"a reason\"");
    world
        .upsafe(&["check"])
        .exits(1)
        .says("config/unmatched-waiver")
        .says("upsafe.toml:");
    assert_eq!(
        rules_of(&world),
        ["deps/duplicate-version", "config/unmatched-waiver"]
    );
}

#[test]
fn a_waiver_allows_so_many_copies_and_no_more() {
    let world = waived("subject = \"cargo:*\"\nreason = \"a reason\"\nmax-copies = 1");
    world.upsafe(&["check"]).exits(0);
    // `old` now keeps two packages back: one root cause, two copies.
    world.write(
        "Cargo.toml",
        manifest(&["leaf = \"0.2\"", "twig = \"2\"", "old = \"1\""]),
    );
    world.write("Cargo.lock", lock(&TWO_COPIES));
    world
        .upsafe(&["check"])
        .exits(1)
        .says("config/exceeded-waiver");
    assert!(rules_of(&world).contains(&"deps/duplicate-version".to_owned()));
}

const TWO_COPIES: [(&str, &str, &[&str]); 6] = [
    ("app", "1.0.0", &["leaf 0.2.0", "old", "twig 2.0.0"]),
    ("leaf", "0.1.0", &[]),
    ("leaf", "0.2.0", &[]),
    ("old", "1.4.0", &["leaf 0.1.0", "twig 1.0.0"]),
    ("twig", "1.0.0", &[]),
    ("twig", "2.0.0", &[]),
];

/// `other` keeps `twig` back, beside what `old` does.
const TWO_CAUSES: [(&str, &str, &[&str]); 7] = [
    (
        "app",
        "1.0.0",
        &["leaf 0.2.0", "old", "other", "twig 2.0.0"],
    ),
    ("leaf", "0.1.0", &[]),
    ("leaf", "0.2.0", &[]),
    ("old", "1.4.0", &["leaf 0.1.0"]),
    ("other", "3.0.0", &["twig 1.0.0"]),
    ("twig", "1.0.0", &[]),
    ("twig", "2.0.0", &[]),
];

fn add_a_cause(world: &World) {
    world.write(
        "Cargo.toml",
        manifest(&[
            "leaf = \"0.2\"",
            "twig = \"2\"",
            "old = \"1\"",
            "other = \"3\"",
        ]),
    );
    world.write("Cargo.lock", lock(&TWO_CAUSES));
}

fn remove_every_cause(world: &World) {
    world.write("Cargo.toml", manifest(&["leaf = \"0.2\""]));
    world.write(
        "Cargo.lock",
        lock(&[("app", "1.0.0", &["leaf"]), ("leaf", "0.2.0", &[])]),
    );
}

#[test]
fn with_a_baseline_only_new_findings_fail() {
    let world = not_safe();
    world.upsafe(&["check"]).exits(1);
    world
        .upsafe(&["baseline", "write"])
        .exits(0)
        .says("upsafe.baseline.json: 1 entry, 1 added");
    world.upsafe(&["check"]).exits(0);
    world.upsafe(&["baseline", "check"]).exits(0);
    world.upsafe(&["check", "--no-baseline"]).exits(1);
    let written = world.read("upsafe.baseline.json");
    assert!(written.starts_with("{\n  \"format\": 1,"), "{written}");

    add_a_cause(&world);
    let run = world.upsafe(&["check", "--output", "json"]);
    let json = run.exits(1).json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{json}");
    assert_eq!(findings[0]["subject"], "cargo:other");
}

#[test]
fn the_baseline_may_only_shrink() {
    let world = not_safe();
    world.upsafe(&["baseline", "write"]).exits(0);
    let first = world.read("upsafe.baseline.json");
    world
        .upsafe(&["baseline", "write"])
        .exits(0)
        .says("0 added");
    assert_eq!(
        world.read("upsafe.baseline.json"),
        first,
        "the same findings, other bytes"
    );

    add_a_cause(&world);
    world
        .upsafe(&["baseline", "write"])
        .exits(2)
        .complains("--allow-growth");
    assert_eq!(
        world.read("upsafe.baseline.json"),
        first,
        "refused, and written all the same"
    );
    world
        .upsafe(&["baseline", "write", "--allow-growth"])
        .exits(0)
        .says("2 entries, 1 added");
    world.upsafe(&["check"]).exits(0);

    remove_every_cause(&world);
    world
        .upsafe(&["check"])
        .exits(0)
        .says("config/stale-baseline");
    world
        .upsafe(&["baseline", "write"])
        .exits(0)
        .says("0 entries")
        .says("2 gone");
    world.upsafe(&["check"]).exits(0);
    assert!(rules_of(&world).is_empty());
}

#[test]
fn a_baseline_that_cannot_be_read_hides_nothing() {
    let world = not_safe();
    world.upsafe(&["baseline", "write"]).exits(0);
    let good = world.read("upsafe.baseline.json");
    let fingerprint = "\"fingerprint\":\"";
    let at = good.find(fingerprint).unwrap() + fingerprint.len();
    let tampered = format!("{}0000{}", &good[..at], &good[at + 4..]);
    for (text, complaint) in [
        (String::new(), "upsafe.baseline.json:1:1:"),
        ("{".to_owned(), "upsafe.baseline.json:1:"),
        (
            good.replace("\"format\": 1", "\"format\": 2"),
            "a newer upsafe wrote it",
        ),
        (
            good.replace("\"count\":1", "\"count\":0"),
            "a count of at least 1",
        ),
        (
            good.replace("\"count\"", "\"cuont\""),
            "unknown field `cuont`",
        ),
        (tampered, "expected the fingerprint of"),
        (format!("<<<<<<< HEAD\n{good}"), "conflicts"),
    ] {
        world.write("upsafe.baseline.json", &text);
        let run = world.upsafe(&["check", "--verbose"]);
        // The findings count again; "not safe" outweighs "cannot tell".
        run.exits(1).says(complaint);
        world
            .upsafe(&["baseline", "write"])
            .exits(2)
            .complains(complaint);
        assert_eq!(
            world.read("upsafe.baseline.json"),
            text,
            "a file that was not understood was replaced"
        );
    }
    remove_every_cause(&world);
    world.write("upsafe.baseline.json", "{");
    world.upsafe(&["check"]).exits(2);
}

#[test]
fn the_baseline_stands_where_the_configuration_says() {
    let world = not_safe();
    world.write(
        "upsafe.toml",
        format!("{STRICT}\n[baseline]\nfile = \"known.json\"\n"),
    );
    world
        .upsafe(&["baseline", "write"])
        .exits(0)
        .says("known.json");
    assert!(world.path("known.json").is_file() && !world.path("upsafe.baseline.json").exists());
    world.upsafe(&["check"]).exits(0);
}

#[test]
fn what_cannot_be_judged_is_not_taken_into_a_baseline() {
    let world = not_safe();
    world.write("Cargo.lock", "version = 4\n[[package]]\n");
    world
        .upsafe(&["baseline", "write"])
        .exits(2)
        .complains("Cargo.lock:2:");
    assert!(!world.path("upsafe.baseline.json").exists());
}

#[test]
fn findings_about_exceptions_cannot_be_excepted() {
    let world = waived("subject = \"cargo:nothing\"\nreason = \"a reason\"");
    let text = world.read("upsafe.toml");
    world.write("upsafe.toml", format!("{text}\n[[waivers]]\nrule = \"config/unmatched-waiver\"\nsubject = \"*\"\nreason = \"b\"\n"));
    let run = world.upsafe(&["check"]);
    assert_ne!(run.code, 0, "{run:?}");
    world.write("upsafe.toml", text);
    world.upsafe(&["baseline", "write"]).exits(0);
    assert!(!world.read("upsafe.baseline.json").contains("config/"));
}
