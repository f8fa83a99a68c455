//! One verdict under every output, byte for byte the same in every run and every folder.

use std::fs;

use upsafe_report::Format;

use crate::{
    fixtures::{cannot_tell, not_safe, safe},
    world::{BINARY, World, run},
};

type Input = (&'static str, i32, fn() -> World);

const INPUTS: [Input; 3] = [
    ("safe", 0, safe),
    ("not-safe", 1, not_safe),
    ("cannot-tell", 2, cannot_tell),
];

#[test]
fn the_format_never_changes_the_exit_code() {
    for (verdict, code, input) in INPUTS {
        let world = input();
        for format in Format::ALL {
            let run = world.upsafe(&["check", "--output", format.name()]);
            run.exits(code).quietly();
            assert!(!run.out.is_empty(), "{format} says nothing of {verdict}");
            let file = format!("{format}.out");
            let to_file = format!("{format}={file}");
            let silent = world.upsafe(&["check", "--output", &to_file]);
            silent.exits(code).quietly();
            assert_eq!(silent.out, "", "{format} in a file and on stdout");
            assert_eq!(world.read(&file), run.out, "{format} differs in a file");
        }
        // As a machine reads it.
        let json = world.upsafe(&["check", "--output", "json"]).json();
        assert_eq!(json["verdict"], verdict);
        assert_eq!(json["format"], 1);
        // As a person reads it.
        let words = verdict.replace('-', " ");
        let text = world.upsafe(&["check"]).out;
        let last = text.lines().next_back().unwrap();
        assert!(last.starts_with(&format!("{words}: ")), "{text}");
    }
}

#[test]
fn every_command_that_gives_a_verdict_gives_the_same() {
    for (_, code, input) in INPUTS {
        let world = input();
        let reference = world.upsafe(&["check", "deps"]);
        reference.exits(code);
        for command in [
            &["check"][..],
            &["baseline", "check"],
            &["check", "deps", "--verbose"],
            &["check", "deps", "--manifest-path", "Cargo.toml"],
            &["check", "deps", "--manifest-path", "Cargo.lock"],
            &["check", "deps", "--tier", "fast"],
            &["check", "--no-baseline"],
        ] {
            world.upsafe(command).exits(code);
        }
        let named = world.upsafe(&["check", "deps", "--manifest-path", "."]);
        assert_eq!(named, reference, "another way to say the same");
    }
}

#[test]
fn several_outputs_at_once_are_each_what_they_are_alone() {
    for (_, code, input) in INPUTS {
        let world = input();
        let mut args = vec!["check".to_owned(), "--output".into(), "text".into()];
        for format in Format::ALL {
            args.extend(["--output".into(), format!("{format}=all.{format}")]);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let all = world.upsafe(&args);
        all.exits(code);
        for format in Format::ALL {
            let alone = world.upsafe(&["check", "--output", format.name()]);
            assert_eq!(world.read(&format!("all.{format}")), alone.out, "{format}");
        }
        assert_eq!(all.out, world.upsafe(&["check"]).out);
    }
}

#[test]
fn two_formats_cannot_share_stdout() {
    let world = safe();
    let run = world.upsafe(&["check", "--output", "json", "--output", "sarif"]);
    run.exits(2)
        .complains("at most one `--output` without a file");
    assert_eq!(run.out, "");
}

#[test]
fn an_output_that_cannot_be_written_is_no_verdict() {
    let world = safe();
    for (output, complaint) in [
        (
            "json=missing/folder/report.json",
            "missing/folder/report.json",
        ),
        ("json=.", "`.`"),
        ("json=", "expected a file behind `=`"),
        ("yaml", "expected one of `text`, `json`"),
        ("sarf", "did you mean `sarif`?"),
    ] {
        world
            .upsafe(&["check", "--output", output])
            .exits(2)
            .complains(complaint);
    }
    fs::create_dir(world.path("folder")).unwrap();
    world
        .upsafe(&["check", "--output", "json=folder"])
        .exits(2)
        .complains("`folder` cannot be written");
    let left: Vec<_> = fs::read_dir(world.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().contains(".tmp")),
        "{left:?}"
    );
}

#[test]
fn an_older_report_is_replaced_whole() {
    let world = safe();
    world.write("report.json", "x".repeat(1 << 20));
    world
        .upsafe(&["check", "--output", "json=report.json"])
        .exits(0);
    assert_eq!(
        world.read("report.json"),
        world.upsafe(&["check", "--output", "json"]).out
    );
}

#[test]
fn runs_are_byte_identical_and_name_no_machine() {
    for (_, _, input) in INPUTS {
        let (here, there) = (input(), input());
        for format in Format::ALL {
            let args = ["check", "--verbose", "--output", format.name()];
            let first = here.upsafe(&args);
            assert_eq!(first, here.upsafe(&args), "{format}: two runs differ");
            assert_eq!(first, there.upsafe(&args), "{format}: two folders differ");
            let top = here.top().to_str().unwrap();
            assert!(!first.out.contains(top), "{format} holds an absolute path");
            for time in ["TimeUtc", "timestamp=", "time=\"", "hostname="] {
                assert!(!first.out.contains(time), "{format} holds {time}");
            }
        }
    }
}

#[test]
fn the_folder_from_which_it_is_called_does_not_matter() {
    let world = not_safe();
    let expected = world.upsafe(&["check", "--output", "json"]);
    for (folder, path) in [
        ("src", None),
        ("src", Some("..")),
        ("..", Some("work/Cargo.toml")),
    ] {
        let mut command = world.command(BINARY);
        command
            .current_dir(world.path(folder))
            .args(["check", "--output", "json"]);
        command.args(path.iter().flat_map(|path| ["--manifest-path", path]));
        assert_eq!(run(&mut command), expected, "{folder} {path:?}");
    }
}

#[test]
fn the_report_has_its_promised_shape() {
    let world = not_safe();
    let json = world.upsafe(&["check", "--output", "json"]).json();
    assert_eq!(json["counts"]["error"], 1);
    assert_eq!(json["gates"][0]["name"], "deps");
    assert_eq!(json["gates"][0]["status"], "checked");
    assert!(json["gates"][0]["reason"].is_null());
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "deps/duplicate-version");
    assert_eq!(finding["level"], "error");
    for list in ["aliases", "labels", "because", "help", "breaks"] {
        assert!(finding[list].is_array(), "{list}: {finding}");
    }
    for text in ["subject", "message", "fingerprint"] {
        assert!(
            finding[text].as_str().is_some_and(|text| !text.is_empty()),
            "{text}: {finding}"
        );
    }
    assert!(finding["witness"].is_null());
    let label = &finding["labels"][0];
    let lock = world.read("Cargo.lock");
    let line = label["line"].as_u64().unwrap() as usize;
    let columns = [&label["column"], &label["end_column"]].map(|n| n.as_u64().unwrap() as usize);
    let shown = &lock.lines().nth(line - 1).unwrap()[columns[0] - 1..columns[1] - 1];
    assert_eq!(label["file"], "Cargo.lock");
    assert_eq!(shown.trim_matches('"'), "0.1.0");
}
