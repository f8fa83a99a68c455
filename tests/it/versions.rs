//! `upsafe version`.

use crate::world::World;

fn check(args: &[&str], expected: &str) {
    let world = World::new();
    let mut line = vec!["version"];
    line.extend(args);
    let run = world.upsafe(&line);
    run.exits(0).quietly();
    assert_eq!(run.out, format!("{expected}\n"), "{args:?}");
}

#[test]
fn questions_and_their_answers() {
    check(&["compare", "--scheme", "semver", "1.2.3", "1.10.0"], "-1");
    check(&["compare", "--scheme", "maven", "1.0", "1"], "0");
    check(&["compare", "--scheme", "pep440", "1.0.post1", "1.0"], "1");
    check(&["satisfies", "--scheme", "npm", "1.10.0", "^1.2"], "true");
    check(&["satisfies", "--scheme", "cargo", "2.0.0", "1"], "false");
    check(&["valid", "--scheme", "go", "v1.2.3"], "true");
    check(&["valid", "--scheme", "go", "1.2.3"], "false");
    check(
        &[
            "sort",
            "--scheme",
            "semver",
            "1.10.0",
            "1.2.0",
            "1.2.0-rc.1",
        ],
        "1.2.0-rc.1\n1.2.0\n1.10.0",
    );
    check(&["bump", "--scheme", "semver", "1.2.3", "minor"], "1.3.0");
    check(
        &["difference", "--scheme", "semver", "1.2.3", "1.3.0"],
        "minor",
    );
}

#[test]
fn bad_input_names_the_character() {
    let world = World::new();
    let run = world.upsafe(&["version", "compare", "--scheme", "semver", "1.2.x", "1.0.0"]);
    run.exits(2)
        .complains("`x` at column 5")
        .complains("expected");
    let run = world.upsafe(&["version", "compare", "--scheme", "ruby", "1", "2"]);
    run.exits(2).complains("expected one of `semver`");
}

#[test]
fn a_batch_answers_every_line() {
    let world = World::new();
    let lines = "\
        {\"id\": 1, \"scheme\": \"semver\", \"op\": \"compare\", \"args\": [\"1.0.0\", \"2.0.0\"]}\n\
        {\"id\": \"b\", \"scheme\": \"npm\", \"op\": \"satisfies\", \"args\": [\"^1\", \"1.5.0\"]}\n\
        {\"id\": 3, \"scheme\": \"semver\", \"op\": \"compare\", \"args\": [\"1\", \"2.0.0\"]}\n\
        {\"id\": 4, \"scheme\": \"ruby\", \"op\": \"compare\", \"args\": []}\n";
    let run = world.upsafe_reading(lines.as_bytes(), &["version", "batch"]);
    assert!(!run.err.contains("panicked"), "{}", run.err);
    let answers: Vec<serde_json::Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 4, "{run:?}");
    assert_eq!(
        (&answers[0]["id"], &answers[0]["result"]),
        (&1.into(), &(-1).into())
    );
    assert_eq!(
        (&answers[1]["id"], &answers[1]["result"]),
        (&"b".into(), &true.into())
    );
    for answer in &answers[2..] {
        assert!(
            answer["error"].is_string() && answer["result"].is_null(),
            "{answer}"
        );
    }
}

#[test]
fn a_batch_survives_what_is_no_question() {
    let world = World::new();
    for bytes in [
        &b"not json\n"[..],
        b"\xff\xfe\n",
        b"[[[[[[\n",
        b"{\"id\":1}\n",
        b"null\n",
    ] {
        let run = world.upsafe_reading(bytes, &["version", "batch"]);
        assert!(!run.err.contains("panicked"), "{}", run.err);
        assert!(
            run.code == 2 || run.out.contains("error"),
            "{bytes:?}: {run:?}"
        );
    }
    let deep = "[".repeat(1_000_000) + "\n";
    let run = world.upsafe_reading(deep.as_bytes(), &["version", "batch"]);
    assert!(run.code == 2 || run.out.contains("error"), "{run:?}");
}
