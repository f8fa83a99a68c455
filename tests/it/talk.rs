//! stdout is data, stderr is talk; colour only where it is wanted; a reader may go away.

use std::{io::Read as _, process::Stdio};

use crate::{
    fixtures::{cannot_tell, not_safe, safe},
    world::{BINARY, World, run},
};

#[test]
fn what_cannot_be_done_is_said_on_stderr_alone() {
    let world = safe();
    for args in [
        &["check", "nothing"][..],
        &["check", "--manifest-path", "missing"],
        &["check", "--config", "missing.toml"],
        &["explain", "nothing-like-it"],
        &["deps", "why", "nothing"],
        &["deps", "diff", "missing", "Cargo.lock"],
        &[
            "deps", "mvs", "--graph", "missing", "--op", "build", "--target", "A",
        ],
        &["version", "compare", "--scheme", "semver", "1", "2"],
        &["unknown-command"],
        &["check", "--unknown-flag"],
        &["hook", "install"],
        &[],
    ] {
        let run = world.upsafe(args);
        run.exits(2);
        assert_eq!(run.out, "", "{args:?}");
        assert!(!run.err.is_empty(), "{args:?}");
    }
}

#[test]
fn a_near_miss_is_named() {
    let world = safe();
    world
        .upsafe(&["check", "dep"])
        .exits(2)
        .complains("did you mean `deps`?");
    world
        .upsafe(&["explain", "duplicate-versio"])
        .exits(2)
        .complains("did you mean `duplicate-version`?");
    world.upsafe(&["chekc"]).exits(2).complains("check");
    let world = not_safe();
    world
        .upsafe(&["deps", "why", "laef"])
        .exits(2)
        .complains("did you mean `leaf`?");
}

#[test]
fn help_and_version_are_data() {
    let world = World::new();
    world
        .upsafe(&["--help"])
        .exits(0)
        .quietly()
        .says("Is this upgrade safe?");
    world
        .upsafe(&["--version"])
        .exits(0)
        .quietly()
        .says("upsafe ");
    for command in [
        "check",
        "deps",
        "version",
        "rules",
        "explain",
        "init",
        "baseline",
        "hook",
        "completions",
    ] {
        world
            .upsafe(&[command, "--help"])
            .exits(0)
            .quietly()
            .says("Usage: upsafe");
    }
}

#[test]
fn nothing_to_judge_is_no_safety() {
    let world = World::new();
    world
        .upsafe(&["check"])
        .exits(2)
        .complains("expected a manifest");
    world
        .upsafe(&["deps", "list"])
        .exits(2)
        .complains("expected a manifest");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let world = not_safe();
    let escape = '\u{1b}';
    // A pipe is no terminal.
    assert!(!world.upsafe(&["check"]).out.contains(escape));
    let plain = world.upsafe(&["check", "--color", "never"]);
    let color = world.upsafe(&["check", "--color", "always"]);
    assert_eq!(plain.out, world.upsafe(&["check"]).out);
    assert!(color.out.contains(escape));
    assert_eq!(without_color(&color.out), plain.out);
    // What the flag says outweighs what the environment says.
    for (flag, colored) in [("auto", false), ("always", true), ("never", false)] {
        let mut command = world.command(BINARY);
        command
            .env("NO_COLOR", "1")
            .args(["check", "--color", flag]);
        assert_eq!(run(&mut command).out.contains(escape), colored, "{flag}");
    }
    // Files and formats for machines have none.
    world.upsafe(&["check", "--color", "always", "--output", "text=report.txt"]);
    assert!(!world.read("report.txt").contains(escape));
    for format in ["json", "sarif", "junit", "github", "markdown"] {
        let run = world.upsafe(&["check", "--color", "always", "--output", format]);
        assert!(!run.out.contains(escape), "{format}");
    }
}

fn without_color(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain += part.split_once('m').unwrap().1;
    }
    plain
}

#[test]
fn a_reader_that_goes_away_changes_nothing() {
    for (code, world) in [(0, safe()), (1, not_safe()), (2, cannot_tell())] {
        for args in [
            &["check", "--output", "sarif"][..],
            &["check", "--output", "text", "--verbose"],
        ] {
            // The pipe is closed before anything can be written.
            let mut child = world.command(BINARY).args(args).spawn().unwrap();
            drop(child.stdout.take());
            let mut talk = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut talk)
                .unwrap();
            assert_eq!(child.wait().unwrap().code(), Some(code), "{args:?}");
            assert_eq!(talk, "", "{args:?}");
        }
    }
    let world = safe();
    for args in [
        &["rules"][..],
        &["completions", "bash"],
        &["--help"],
        &["deps", "list"],
    ] {
        let mut child = world
            .command(BINARY)
            .args(args)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}");
    }
}

#[test]
fn names_from_files_cannot_command_the_terminal() {
    let world = safe();
    let name = "\\u001b]0;title\\u0007\\u001b[2J";
    world.write(
        "Cargo.lock",
        format!("version = 4\n\n[[package]]\nname = \"{name}\"\nversion = \"x\"\n"),
    );
    world.write("upsafe.toml", "\"\\u001b[31m\" = 1\n");
    for args in [
        &["check"][..],
        &["deps", "list"],
        &["deps", "diff", "Cargo.lock", "Cargo.lock"],
    ] {
        let run = world.upsafe(args);
        run.exits(2);
        assert!(
            !run.out.contains('\u{1b}') && !run.err.contains('\u{1b}'),
            "{args:?}: {run:?}"
        );
    }
}
