//! Loading: layers, hostile input, and the start file.

use proptest::prelude::*;
use upsafe_config::{Config, Duplicate, Ecosystem, Found, Manifest, starter};
use upsafe_core::{Level, RuleMeta, Setting, Status};

use crate::samples::RULES;

fn meta(id: &'static str, status: Status) -> RuleMeta {
    RuleMeta {
        id,
        summary: "",
        docs: "",
        level: Level::Error,
        since: "0.1.0",
        status,
        aliases: &[],
    }
}

fn load(text: &str) -> Config {
    Config::load(text, "upsafe.toml", RULES).unwrap()
}

#[test]
fn a_flag_wins_over_the_file_and_an_id_over_its_gate() {
    let check = |file: &str, flags: &[(&str, Setting)], status, expected| {
        let mut config = load(&format!("[levels]\n{file}"));
        for (rules, setting) in flags {
            config.levels.set(rules, *setting, RULES).unwrap();
        }
        let rule = meta("deps/yanked", status);
        assert_eq!(config.setting(&rule), expected, "{file} {flags:?}");
    };
    let (off, info, error) = (
        Setting::Off,
        Setting::At(Level::Info),
        Setting::At(Level::Error),
    );
    let stable = Status::Stable;
    check("", &[], stable, error);
    check("\"deps/*\" = \"info\"", &[], stable, info);
    check(
        "\"deps/*\" = \"info\"\n\"deps/yanked\" = \"off\"",
        &[],
        stable,
        off,
    );
    check(
        "\"deps/yanked\" = \"off\"",
        &[("deps/*", info)],
        stable,
        info,
    );
    check(
        "",
        &[("deps/yanked", info), ("deps/yanked", off)],
        stable,
        off,
    );
    check("\"config/*\" = \"off\"", &[], stable, error);
    check("", &[], Status::Preview, off);
    check(
        "\"deps/*\" = \"error\"",
        &[("deps/*", error)],
        Status::Preview,
        off,
    );
    check("\"deps/yanked\" = \"info\"", &[], Status::Preview, info);
}

#[test]
fn a_flag_must_name_a_rule() {
    let mut config = Config::default();
    let error = config
        .levels
        .set("deps/yank", Setting::Off, RULES)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown rule `deps/yank`, expected the id of a rule as `upsafe rules` lists them; \
         did you mean `deps/yanked`?"
    );
}

#[test]
fn places_are_those_of_the_values() {
    let text = "edition = \"2026\"\n[[waivers]]\nrule = \"deps/yanked\"\nsubject = \"cargo:a*\"\nreason = \"b\"\n";
    let config = load(text);
    let waiver = &config.waivers[0];
    assert_eq!(&text[waiver.span()], "[[waivers]]");
    assert_eq!(&text[waiver.rule.span()], "\"deps/yanked\"");
    assert_eq!(&text[waiver.subject.span()], "\"cargo:a*\"");
    assert!(waiver.rule.is_placed() && !config.baseline.file.is_placed());
    assert_eq!(config.notes(), [""; 0]);
    assert_eq!(
        load("").notes(),
        ["no `edition` is set: the newest, `2026`, holds"]
    );
}

#[test]
fn defaults_are_those_of_the_empty_file() {
    assert_eq!(load(""), Config::default());
    assert_eq!(
        load("[deps]\n[baseline]\n[levels]\n[deps.sources]\n").deps,
        Config::default().deps
    );
}

#[test]
fn hostile_input_is_refused_with_its_place() {
    let check = |text: &[u8], expected: &str| {
        let error = Config::load(text, "upsafe.toml", RULES).unwrap_err();
        let found = error.to_string();
        assert!(found.starts_with(expected), "{found:.300}");
        assert!(error.problems().len() <= 100);
        assert!(found.len() < 100_000, "{}", found.len());
        for problem in error.problems() {
            assert!(problem.span.end <= error.text().len().max(1), "{problem:?}");
        }
    };
    let huge = vec![b'#'; (1 << 20) + 1];
    check(
        &huge,
        "upsafe.toml:1:1: found 1048577 bytes, expected at most 1048576 bytes",
    );
    let mib = 1 << 20;
    check(&vec![b'['; mib], "upsafe.toml:1:");
    check(&vec![b'"'; mib], "upsafe.toml:1:");
    check(&vec![b'='; mib], "upsafe.toml:1:2: extra `=`");
    check(
        &[b'='; 1000],
        "upsafe.toml:1:1: unquoted keys cannot be empty",
    );
    check(
        &[0xff; 10],
        "upsafe.toml:1:1: found the byte 0xff, expected text in UTF-8",
    );
    check(
        &[b"a".repeat(300_000), b"=1".to_vec()].concat(),
        "upsafe.toml:1:1: unknown key `aaa",
    );
    check("a.".repeat(mib / 2 - 10).as_bytes(), "upsafe.toml:1:");
    check("[a]\n".repeat(mib / 4).as_bytes(), "upsafe.toml:");
    check(
        "[[waivers]]\n".repeat(20_000).as_bytes(),
        "upsafe.toml:1:1: missing key `reason`",
    );
    let many: String = (0..5_000).map(|n| format!("key-{n} = {n}\n")).collect();
    check(many.as_bytes(), "upsafe.toml:1:1: unknown key `key-0`");
    let error = Config::load(many, "upsafe.toml", RULES).unwrap_err();
    assert_eq!(error.unlisted(), 4_900);
    assert!(
        error
            .to_string()
            .ends_with("\nupsafe.toml: and 4900 further problems")
    );
}

fn found() -> impl Strategy<Value = Found> {
    let ecosystem = prop::sample::select(vec![Ecosystem::Cargo, Ecosystem::Go, Ecosystem::Npm]);
    let manifest = (ecosystem.clone(), any::<String>(), 0..1000_usize).prop_map(
        |(ecosystem, path, members)| Manifest {
            ecosystem,
            path,
            members,
        },
    );
    let duplicate =
        (ecosystem, any::<String>(), 2..9_usize).prop_map(|(ecosystem, name, versions)| {
            Duplicate {
                ecosystem,
                name,
                versions,
            }
        });
    let some = 0..8_usize;
    (
        prop::collection::vec(manifest, some.clone()),
        prop::collection::vec(duplicate, some.clone()),
        prop::collection::vec(any::<String>(), some),
        any::<Option<String>>(),
        any::<bool>(),
    )
        .prop_map(|(manifests, duplicates, git_sources, ci, hook)| {
            let mut found = Found::default();
            found.manifests = manifests;
            found.duplicates = duplicates;
            found.git_sources = git_sources;
            found.ci = ci;
            found.hook = hook;
            found
        })
}

proptest! {
    #[test]
    fn the_start_file_always_loads(found in found()) {
        let text = starter(&found);
        let config = Config::load(&text, "upsafe.toml", RULES);
        prop_assert!(config.is_ok(), "{}\n{}", text, config.unwrap_err());
        // Uncommenting the waiver gives a file that loads as well.
        let waiver = text.split("# [[waivers]]").nth(1).unwrap();
        let waiver: String = waiver.lines().map(|line| line.trim_start_matches("# ")).take_while(|line| line.is_empty() || line.contains(" = ")).map(|line| format!("{line}\n")).collect();
        let with = format!("[[waivers]]{waiver}");
        let loaded = Config::load(&with, "upsafe.toml", RULES);
        prop_assert!(loaded.is_ok(), "{}\n{}", with, loaded.unwrap_err());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*") {
        if let Err(error) = Config::load(&text, "upsafe.toml", RULES) {
            prop_assert!(!error.problems().is_empty());
        }
    }
}

#[test]
fn the_start_file_fits_what_was_found() {
    let mut found = Found::default();
    let manifest = |ecosystem, path: &str, members| Manifest {
        ecosystem,
        path: path.to_owned(),
        members,
    };
    found.manifests = vec![
        manifest(Ecosystem::Cargo, "Cargo.toml", 12),
        manifest(Ecosystem::Go, "tools/go.mod", 1),
    ];
    let duplicate = |name: &str| Duplicate {
        ecosystem: Ecosystem::Cargo,
        name: name.to_owned(),
        versions: 2,
    };
    found.duplicates = [
        "bitflags",
        "hashbrown",
        "rand",
        "syn",
        "thiserror",
        "windows-sys",
    ]
    .map(duplicate)
    .to_vec();
    found.git_sources = vec!["github.com/owner/repo".to_owned()];
    expect_test::expect_file!["../samples/starter.toml"].assert_eq(&starter(&found));
}
