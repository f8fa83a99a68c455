//! Every kind spoiled in every way, all failures told at once.

use std::{fs, time::Instant};

use super::{
    kinds::{KINDS, Kind, Need},
    spoil::Spoil,
};
use crate::world::{Run, World};

/// What is wrong with the answer to a spoiled file, if anything is.
fn wrong(kind: &Kind, spoil: Spoil, run: &Run) -> Option<String> {
    let said = format!("{}{}", run.out, run.err);
    if said.contains("panicked") || run.code < 0 {
        return Some("it panicked".to_owned());
    }
    if said.contains('\u{1b}') {
        return Some("a terminal escape came through".to_owned());
    }
    if said.len() > 100_000 {
        return Some(format!("it said {} bytes", said.len()));
    }
    if kind.need == Need::Must && run.code != 2 {
        return Some(format!("exit code {}, expected 2", run.code));
    }
    if !said.contains(kind.called) {
        return Some(format!("nothing is said of `{}`", kind.called));
    }
    let in_text = !matches!(
        spoil,
        Spoil::Huge
            | Spoil::Folder
            | Spoil::Unreadable
            | Spoil::Dangling
            | Spoil::Circle
            | Spoil::Pipe
    );
    let place = format!("{}:", kind.called);
    let has_place = said
        .match_indices(&place)
        .any(|(at, _)| said[at + place.len()..].starts_with(|c: char| c.is_ascii_digit()));
    if kind.need == Need::Must && in_text && !has_place {
        return Some("no line is named".to_owned());
    }
    None
}

fn check(kinds: &[Kind]) {
    let mut failures = Vec::new();
    let mut n_skipped = 0;
    for kind in kinds {
        let good = good(kind);
        for spoil in Spoil::ALL {
            let world = (kind.world)();
            if !spoil.apply(&world.top().join(kind.file), &good, kind.cut) {
                n_skipped += 1;
                continue;
            }
            let begin = Instant::now();
            let mut args = kind.args.to_vec();
            if args[0] == "check" {
                args.push("--verbose");
            }
            let run = world.upsafe(&args);
            if let Some(what) = wrong(kind, spoil, &run) {
                let Run { code, out, err } = &run;
                let said: String = format!("{out}{err}").chars().take(900).collect();
                failures.push(format!(
                    "{} {spoil:?}: {what} (code {code}, {:?})\n{said}",
                    kind.file,
                    begin.elapsed()
                ));
            }
        }
    }
    if n_skipped > 0 {
        eprintln!("skipped: {n_skipped} files that cannot be spoiled like this here");
    }
    assert!(
        failures.is_empty(),
        "{} failures\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

/// The bytes of a good file; the command succeeds with it.
fn good(kind: &Kind) -> Vec<u8> {
    let world: World = (kind.world)();
    let run = world.upsafe(kind.args);
    assert!(run.code == 0 || run.code == 1, "{}: {run:?}", kind.file);
    fs::read(world.top().join(kind.file)).unwrap()
}

#[test]
fn files_without_which_nothing_can_be_told() {
    let (must, _) = KINDS.split_at(6);
    check(must);
}

#[test]
fn files_that_are_named_on_the_command_line() {
    check(&KINDS[6..8]);
}

#[test]
fn files_of_go() {
    check(&KINDS[8..14]);
}

#[test]
fn caches() {
    check(&KINDS[14..]);
}

#[test]
fn the_format_does_not_change_what_a_spoiled_file_means() {
    for kind in KINDS.iter().filter(|kind| kind.args[0] == "check") {
        let world = (kind.world)();
        let good = good(kind);
        assert!(Spoil::Truncated.apply(&world.top().join(kind.file), &good, kind.cut));
        let expected = world.upsafe(kind.args).code;
        for format in upsafe_report::Format::ALL {
            let mut args = kind.args.to_vec();
            args.extend(["--output", format.name()]);
            let run = world.upsafe(&args);
            assert_eq!(run.code, expected, "{} {format}", kind.file);
        }
    }
}
