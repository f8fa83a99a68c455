//! `cargo xtask bench api`: the API engine beside cargo-semver-checks.
//!
//! Two tables: small pairs with a known answer, and releases of real crates with the time that each
//! takes. Both sides have the same sources, the same features and the same downloads.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use lexopt::prelude::{Long, ValueExt};

use super::{
    api_cases,
    measure::{Cost, measure, median},
    table::bar,
};
use crate::{
    Outcome,
    process::{self, cargo, program, root},
    say,
};

const CARGO_SEMVER_CHECKS: &str = "cargo-semver-checks@0.51.0";

/// The most of the rival's CPU time that ours may take with a committed snapshot.
const MOST_CPU: f64 = 0.6;

/// A release of a crate, and the one before it.
struct Release {
    name: &'static str,
    versions: [&'static str; 2],
    /// What the author called it.
    called: &'static str,
    /// The features, where not all that a stable compiler takes go.
    features: &'static [&'static str],
}

/// Small to large. `regex` has a feature for an interface of nightly compilers.
const RELEASES: [Release; 10] = [
    Release {
        name: "itoa",
        versions: ["1.0.14", "1.0.15"],
        called: "patch",
        features: &[],
    },
    Release {
        name: "hex",
        versions: ["0.4.2", "0.4.3"],
        called: "patch",
        features: &[],
    },
    Release {
        name: "smallvec",
        versions: ["1.13.1", "1.13.2"],
        called: "patch",
        features: &[],
    },
    Release {
        name: "either",
        versions: ["1.12.0", "1.13.0"],
        called: "minor",
        features: &[],
    },
    Release {
        name: "semver",
        versions: ["1.0.20", "1.0.26"],
        called: "patch",
        features: &[],
    },
    Release {
        name: "bitflags",
        versions: ["1.3.2", "2.6.0"],
        called: "major",
        features: &[],
    },
    Release {
        name: "memchr",
        versions: ["2.7.1", "2.7.4"],
        called: "patch",
        features: &[],
    },
    Release {
        name: "indexmap",
        versions: ["1.9.3", "2.0.0"],
        called: "major",
        features: &[],
    },
    Release {
        name: "http",
        versions: ["0.2.12", "1.0.0"],
        called: "major",
        features: &[],
    },
    Release {
        name: "regex",
        versions: ["1.10.4", "1.10.5"],
        called: "patch",
        features: &["default"],
    },
];

pub(super) fn run(args: &[OsString]) -> Outcome {
    let options = parse(args)?;
    let tools = Tools {
        upsafe: match &options.upsafe {
            Some(binary) => absolute(binary)?,
            None => build()?,
        },
        rival: install()?,
    };
    if !options.only_pairs {
        api_cases::run(&tools, options.cases.as_deref())?;
    }
    let n_pairs = options.n_pairs.unwrap_or(RELEASES.len());
    let is_meant = |one: &&Release| options.only.as_ref().is_none_or(|name| name == one.name);
    let mut rows = Vec::new();
    for release in RELEASES.iter().filter(is_meant).take(n_pairs) {
        let measured = Pair::prepare(release).and_then(|pair| pair.measure(&tools, options.rounds));
        match measured {
            Ok(row) => {
                // A run takes minutes: what is known already is not lost with it.
                say(&line(&row));
                rows.push(row);
            }
            Err(reason) => say(&format!("{}: left out: {reason}\n", release.name)),
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    say(&format!("\n{}\n", table(&rows)));
    let total = |cost: fn(&Row) -> Cost| rows.iter().map(|row| cost(row).cpu).sum::<f64>();
    let (ours, theirs) = (total(|row| row.ours[1]), total(|row| row.theirs[1]));
    let (ours_cold, theirs_cold) = (total(|row| row.ours[0]), total(|row| row.theirs[0]));
    let bars = [
        bar(
            &format!(
                "cold, committed snapshot: {:.2} of the CPU of cargo-semver-checks, at most {MOST_CPU} is wanted",
                ours_cold / theirs_cold
            ),
            ours_cold <= MOST_CPU * theirs_cold,
        ),
        bar(
            &format!(
                "warm, committed snapshot: {:.2} of the CPU of cargo-semver-checks, at most {MOST_CPU} is wanted",
                ours / theirs
            ),
            ours <= MOST_CPU * theirs,
        ),
    ];
    for (line, _) in &bars {
        say(line);
    }
    match bars.iter().all(|(_, holds)| *holds) {
        true => Ok(()),
        false => Err("a bar was missed".to_owned()),
    }
}

/// The two programs.
pub(super) struct Tools {
    pub(super) upsafe: PathBuf,
    pub(super) rival: PathBuf,
}

impl Tools {
    /// Ours in a folder.
    pub(super) fn ours(&self, folder: &Path, args: &[&str]) -> Command {
        let mut command = program(&self.upsafe.to_string_lossy());
        command.args(args).current_dir(folder);
        command
    }

    /// The rival on a package and the one that it was: would a minor release do?
    pub(super) fn theirs(
        &self,
        [old, new]: [&Path; 2],
        package: &str,
        features: &[&str],
    ) -> Command {
        let mut command = program(&self.rival.to_string_lossy());
        command
            .args(["semver-checks", "check-release", "--release-type", "minor"])
            .args(["--color", "never", "--package", package])
            .arg("--manifest-path")
            .arg(new.join("Cargo.toml"))
            .arg("--baseline-root")
            .arg(old)
            .env("CARGO_NET_OFFLINE", "true")
            .current_dir(new);
        if !features.is_empty() {
            command.arg("--only-explicit-features");
        }
        for feature in features {
            command.args(["--features", feature]);
        }
        command
    }
}

/// What the rival's exit status means.
pub(super) fn verdict(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| error.to_string())?;
    Ok(match output.status.code() {
        Some(0) => "minor or less".to_owned(),
        Some(100) => "major".to_owned(),
        code => format!("cannot tell ({})", code.unwrap_or(-1)),
    })
}

/// The bump in the JSON of a difference.
pub(super) fn bump(told: &str) -> Result<&'static str, String> {
    let told: serde_json::Value = serde_json::from_str(told).map_err(|error| error.to_string())?;
    let changes = told["changes"].as_array().ok_or("expected changes")?;
    let any = |verdict: &str| changes.iter().any(|one| one["verdict"] == verdict);
    Ok(match () {
        () if any("proved") => "major",
        () if any("suspect") => "major (suspect)",
        () if any("additive") => "minor",
        () => "patch",
    })
}

fn build() -> Result<PathBuf, String> {
    process::run(cargo().args([
        "build",
        "--release",
        "--package",
        "upsafe-cli",
        "--bin",
        "upsafe",
    ]))?;
    absolute(&root().join("target/release/upsafe"))
}

fn install() -> Result<PathBuf, String> {
    let tools = root().join("target/tools");
    let binary = tools.join("bin/cargo-semver-checks");
    if !binary.is_file() {
        let mut command = cargo();
        // Its links take minutes with whole-program optimization, and the figures do not change.
        command.env("CARGO_PROFILE_RELEASE_LTO", "off");
        command.args(["install", "--locked", CARGO_SEMVER_CHECKS, "--root"]);
        command.arg(&tools);
        // A folder that stays: an interrupted build goes on where it was.
        command.arg("--target-dir").arg(tools.join("build"));
        process::run(&mut command)?;
    }
    absolute(&binary)
}

pub(super) fn absolute(path: &Path) -> Result<PathBuf, String> {
    fs::canonicalize(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// Two releases of a crate: the old one in a folder, the new one in a repository whose tag has the
/// snapshot of the old.
struct Pair {
    release: &'static Release,
    old: PathBuf,
    new: PathBuf,
}

struct Row {
    what: String,
    called: &'static str,
    verdicts: (String, String),
    /// Cold, warm.
    ours: [Cost; 2],
    theirs: [Cost; 2],
}

impl Pair {
    fn prepare(release: &'static Release) -> Result<Pair, String> {
        let (name, [old, new]) = (release.name, release.versions);
        let top = root().join(format!("target/bench/api/{name}-{old}-{new}"));
        let folders = [top.join("old"), top.join("new")];
        for (folder, version) in folders.iter().zip(release.versions) {
            if !folder.join("Cargo.lock").is_file() {
                fetch(name, version, folder)?;
            }
        }
        Ok(Pair {
            release,
            old: absolute(&folders[0])?,
            new: absolute(&folders[1])?,
        })
    }

    /// The rival on this pair.
    fn theirs(&self, tools: &Tools) -> Command {
        let release = self.release;
        tools.theirs([&self.old, &self.new], release.name, release.features)
    }

    /// What `upsafe.toml` says of the crate.
    fn policy(&self) -> String {
        let mut policy =
            "edition = \"2026\"\n[semver.api]\nsnapshot = \"{name}.api.json\"\n".to_owned();
        let Release { name, features, .. } = self.release;
        if !features.is_empty() {
            policy += &format!(
                "[[semver.api.features]]\npackage = \"{name}\"\nfeatures = {features:?}\n"
            );
        }
        policy
    }

    fn measure(&self, tools: &Tools, rounds: usize) -> Result<Row, String> {
        let (name, [before, now]) = (self.release.name, self.release.versions);
        let what = format!("{name} {before} -> {now}");
        say(&format!("{what}\n"));
        for folder in [&self.old, &self.new] {
            write(&folder.join("upsafe.toml"), &self.policy())?;
        }
        let snapshot = format!("{name}.api.json");
        let ask = ["semver", "api", "write", "--offline"];
        // The snapshot of the release before is there: it was committed with it.
        process::read(&mut tools.ours(&self.old, &ask))?;
        let before = self.old.join(&snapshot);
        let mut costs = [Vec::new(), Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for folder in [&self.old, &self.new] {
                remove(&folder.join("target"))?;
            }
            remove(&self.new.join(&snapshot))?;
            // Build the API of the new release, write it, compare it with the one before.
            let ours = || measure(&tools.ours(&self.new, &ask), None);
            costs[0].push(ours()?);
            remove(&self.new.join(&snapshot))?;
            costs[1].push(ours()?);
            remove(&self.new.join("target"))?;
            let theirs = || measure(&self.theirs(tools), None);
            costs[2].push(theirs()?);
            costs[3].push(theirs()?);
        }
        let after = self.new.join(&snapshot);
        let files = [before.to_string_lossy(), after.to_string_lossy()];
        let compare = [
            "semver", "api", "diff", &files[0], &files[1], "--output", "json",
        ];
        let told = process::read(&mut tools.ours(&self.new, &compare))?;
        let comparison = measure(&tools.ours(&self.new, &compare), None)?;
        let theirs = verdict(self.theirs(tools))?;
        let [cold, warm, their_cold, their_warm] = costs.map(|costs| median(&costs));
        let with = |cost: Cost| Cost {
            cpu: cost.cpu + comparison.cpu,
            wall: cost.wall + comparison.wall,
            memory: cost.memory.max(comparison.memory),
        };
        Ok(Row {
            what,
            called: self.release.called,
            verdicts: (bump(&told)?.to_owned(), theirs),
            ours: [with(cold), with(warm)],
            theirs: [their_cold, their_warm],
        })
    }
}

/// A release as it was published, with its dependencies downloaded.
fn fetch(name: &str, version: &str, folder: &Path) -> Outcome {
    let scratch = root().join(format!("target/bench/api/fetch/{name}-{version}"));
    let manifest = format!(
        "[package]\nname = \"fetch\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n\
         {name} = \"={version}\"\n\n[workspace]\n"
    );
    write(&scratch.join("src/lib.rs"), "")?;
    write(&scratch.join("Cargo.toml"), &manifest)?;
    let scratch = absolute(&scratch)?;
    let metadata = process::read(
        cargo()
            .args(["metadata", "--format-version", "1"])
            .current_dir(&scratch),
    )?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("expected packages")?;
    let found = packages
        .iter()
        .find(|one| one["name"] == name && one["version"] == version)
        .and_then(|one| one["manifest_path"].as_str())
        .ok_or_else(|| format!("`{name}` {version} is not there"))?;
    let source = Path::new(found).parent().unwrap_or(Path::new("."));
    remove(folder)?;
    copy(source, folder)?;
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    if !text.contains("[workspace]") {
        write(&path, &format!("{text}\n[workspace]\n"))?;
    }
    remove(&folder.join("Cargo.lock"))?;
    process::run(cargo().arg("fetch").current_dir(absolute(folder)?))
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let fail = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(fail)?;
    for entry in fs::read_dir(from).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let (path, at) = (entry.path(), to.join(entry.file_name()));
        match path.is_dir() {
            true => copy(&path, &at)?,
            false => drop(fs::copy(&path, &at).map_err(fail)?),
        }
    }
    Ok(())
}

pub(super) fn write(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Removes a file or folder, if it is there.
pub(super) fn remove(path: &Path) -> Outcome {
    let removed = match path.is_dir() {
        true => fs::remove_dir_all(path),
        false if path.exists() => fs::remove_file(path),
        false => return Ok(()),
    };
    removed.map_err(|error| format!("{}: {error}", path.display()))
}

fn table(rows: &[Row]) -> String {
    let mut text = "| release | called | upsafe | cargo-semver-checks | ours cold CPU / wall ms | \
         theirs cold | ours warm | theirs warm | CPU ratio cold, warm |\n\
         |---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for row in rows {
        text += &line(row);
    }
    text
}

fn line(row: &Row) -> String {
    let time = |cost: Cost| format!("{:.0} / {:.0}", cost.cpu, cost.wall);
    let (ours, theirs) = (row.ours, row.theirs);
    format!(
        "| {} | {} | {} | {} | {} | {} | {} | {} | {:.2}, {:.2} |\n",
        row.what,
        row.called,
        row.verdicts.0,
        row.verdicts.1,
        time(ours[0]),
        time(theirs[0]),
        time(ours[1]),
        time(theirs[1]),
        ours[0].cpu / theirs[0].cpu,
        ours[1].cpu / theirs[1].cpu,
    )
}

struct Options {
    /// A build of ours that is there already.
    upsafe: Option<PathBuf>,
    cases: Option<PathBuf>,
    /// Whether the table of small cases is left out.
    only_pairs: bool,
    n_pairs: Option<usize>,
    /// The one crate that is compared.
    only: Option<String>,
    rounds: usize,
}

fn parse(args: &[OsString]) -> Result<Options, String> {
    let mut parser = lexopt::Parser::from_args(args.iter().cloned());
    let mut options = Options {
        upsafe: None,
        cases: None,
        only_pairs: false,
        n_pairs: None,
        only: None,
        rounds: 1,
    };
    let usage = |error: lexopt::Error| format!("{error}\n{}", super::command::USAGE);
    while let Some(arg) = parser.next().map_err(usage)? {
        match arg {
            Long("cases") => {
                options.cases = Some(PathBuf::from(parser.value().map_err(usage)?));
            }
            Long("upsafe") => {
                options.upsafe = Some(PathBuf::from(parser.value().map_err(usage)?));
            }
            Long("only-pairs") => options.only_pairs = true,
            Long("pairs") => {
                let n_pairs = parser.value().and_then(|value| value.parse());
                options.n_pairs = Some(n_pairs.map_err(usage)?);
            }
            Long("crate") => {
                let name = parser.value().and_then(|value| value.string());
                options.only = Some(name.map_err(usage)?);
            }
            Long("rounds") => {
                let rounds = parser.value().and_then(|value| value.parse::<usize>());
                options.rounds = rounds.map_err(usage)?.max(1);
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(options)
}
