//! Releases of real crates, with the time that each program takes.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    files::{copy, remove, write},
    sides::{Tools, bump, verdict},
};
use crate::{
    Outcome,
    bench::{
        measure::{Cost, measure, median},
        tools::absolute,
    },
    process::{self, cargo, root},
    say,
};

/// A release of a crate, and the one before it.
pub(super) struct Release {
    pub(super) name: &'static str,
    versions: [&'static str; 2],
    /// What the author called it.
    called: &'static str,
    /// The features, where not all that a stable compiler takes go.
    features: &'static [&'static str],
}

/// Small to large. `regex` has a feature for an interface of nightly compilers.
pub(super) const RELEASES: [Release; 10] = [
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

/// Two releases of a crate: the old one in a folder, the new one in a repository whose tag has the
/// snapshot of the old.
pub(super) struct Pair {
    release: &'static Release,
    old: PathBuf,
    new: PathBuf,
}

pub(super) struct Row {
    what: String,
    called: &'static str,
    verdicts: (String, String),
    /// Cold, warm.
    pub(super) ours: [Cost; 2],
    pub(super) theirs: [Cost; 2],
}

impl Pair {
    pub(super) fn prepare(release: &'static Release) -> Result<Pair, String> {
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

    pub(super) fn measure(&self, tools: &Tools, rounds: usize) -> Result<Row, String> {
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

pub(super) fn table(rows: &[Row]) -> String {
    let mut text = "| release | called | upsafe | cargo-semver-checks | ours cold CPU / wall ms | \
         theirs cold | ours warm | theirs warm | CPU ratio cold, warm |\n\
         |---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for row in rows {
        text += &line(row);
    }
    text
}

pub(super) fn line(row: &Row) -> String {
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
