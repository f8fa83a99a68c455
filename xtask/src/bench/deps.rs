//! `cargo xtask bench deps`: the dependency gate beside cargo-deny and `cargo metadata`.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use lexopt::prelude::{Long, ValueExt};

use super::{
    table::{Contender, Warming, bar, compare, table},
    tools,
};
use crate::{
    Outcome,
    process::{self, cargo, program, root},
    say,
};

const CARGO_DENY: &str = "0.20.2";

/// A workspace of more than 500 packages, for want of a better one.
const WORKSPACE: &str = "[package]
name = \"bench\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
bevy = \"0.17\"
aws-sdk-s3 = \"1\"
sqlx = { version = \"0.8\", features = [\"runtime-tokio\", \"postgres\", \"sqlite\"] }
tonic = \"0.14\"

[workspace]
";

pub(crate) fn run(args: &[OsString]) -> Outcome {
    let (manifest, rounds) = parse(args)?;
    let manifest = match manifest {
        Some(manifest) => fs::canonicalize(&manifest)
            .map_err(|error| format!("{}: {error}", manifest.display()))?,
        None => scratch_workspace()?,
    };
    let upsafe = tools::upsafe()?;
    process::run(
        cargo()
            .args(["fetch", "--locked", "--manifest-path"])
            .arg(&manifest),
    )?;
    let deny = tools::rival("cargo-deny", CARGO_DENY)?;
    let contenders = contenders(&manifest, &upsafe, &deny);
    let costs = compare(&contenders, rounds, Warming::Due)?;
    say(&format!("\n{}\n", table(&contenders, &costs)));
    let [fast, fresh, bans, metadata, exact, ..] = &costs[..] else {
        return Err("expected six contenders".to_owned());
    };
    say(&format!(
        "fast tier with nothing kept: {:.0} ms CPU, {:.1} times less than cargo-deny\n",
        fresh.cpu,
        bans.cpu / fresh.cpu
    ));
    let bars = [
        bar(
            &format!(
                "fast tier: {:.1} times less CPU than cargo-deny, 25 are wanted",
                bans.cpu / fast.cpu
            ),
            bans.cpu >= 25.0 * fast.cpu,
        ),
        bar(
            &format!("fast tier: {:.0} ms CPU, at most 100 are wanted", fast.cpu),
            fast.cpu <= 100.0,
        ),
        bar(
            &format!(
                "fast tier: {:.1} MiB, {:.1} with nothing kept, at most 32 are wanted",
                fast.memory, fresh.memory
            ),
            fast.memory.max(fresh.memory) <= 32.0,
        ),
        bar(
            &format!(
                "exact tier: {:.2} times `cargo metadata`, at most 1.2 are wanted",
                exact.cpu / metadata.cpu
            ),
            exact.cpu <= 1.2 * metadata.cpu,
        ),
    ];
    for (line, _) in &bars {
        say(line);
    }
    let selection = [
        "run",
        "--quiet",
        "--release",
        "--package",
        "upsafe-deps",
        "--example",
        "mvs_bench",
    ];
    process::run(cargo().args(selection))?;
    match bars.iter().all(|(_, holds)| *holds) {
        true => Ok(()),
        false => Err("a bar was missed".to_owned()),
    }
}

fn contenders(manifest: &Path, upsafe: &Path, deny: &Path) -> [Contender; 6] {
    let folder = manifest.parent().unwrap_or(Path::new("."));
    let with = |name: &Path, args: &[&str]| {
        let mut command = program(&name.to_string_lossy());
        command.args(args).current_dir(folder);
        command
    };
    let cargo = |args: &[&str]| {
        let mut command: Command = cargo();
        command.args(args).current_dir(folder);
        command
    };
    let config = root().join("xtask/src/bench/deny.toml");
    let config = config.to_string_lossy();
    [
        Contender {
            name: "upsafe check deps",
            command: with(upsafe, &["check", "deps"]),
            input: None,
        },
        Contender {
            name: "upsafe check deps --fresh",
            command: with(upsafe, &["check", "deps", "--fresh"]),
            input: None,
        },
        Contender {
            name: "cargo deny check bans",
            command: with(
                deny,
                &[
                    "--offline",
                    "--all-features",
                    "--workspace",
                    "--config",
                    &config,
                    "check",
                    "bans",
                ],
            ),
            input: None,
        },
        Contender {
            name: "cargo metadata",
            command: cargo(&[
                "metadata",
                "--format-version",
                "1",
                "--all-features",
                "--offline",
                "--locked",
            ]),
            input: None,
        },
        Contender {
            name: "upsafe check deps --tier exact",
            command: with(upsafe, &["check", "deps", "--tier", "exact"]),
            input: None,
        },
        Contender {
            name: "cargo tree -d",
            command: cargo(&["tree", "-d", "--workspace", "--offline", "--locked"]),
            input: None,
        },
    ]
}

fn scratch_workspace() -> Result<PathBuf, String> {
    let folder = root().join("target/bench/workspace");
    let manifest = folder.join("Cargo.toml");
    let write = || {
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("src/lib.rs"), "")?;
        fs::write(&manifest, WORKSPACE)
    };
    write().map_err(|error: std::io::Error| format!("{}: {error}", folder.display()))?;
    if !folder.join("Cargo.lock").is_file() {
        process::run(
            cargo()
                .arg("generate-lockfile")
                .arg("--manifest-path")
                .arg(&manifest),
        )?;
    }
    fs::canonicalize(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))
}

fn parse(args: &[OsString]) -> Result<(Option<PathBuf>, usize), String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let (mut manifest, mut rounds) = (None, 5);
    let usage = |error: lexopt::Error| format!("{error}\n{}", super::command::USAGE);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("manifest-path") => manifest = Some(PathBuf::from(parser.value().map_err(usage)?)),
            Long("rounds") => {
                rounds = parser
                    .value()
                    .and_then(|value| value.parse())
                    .map_err(usage)?
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok((manifest, rounds.max(1)))
}
