//! The incumbents of the schema gate that registries of packages have, each in a place of its own:
//! those in Python in a virtual environment, those of Node in a folder of packages.

use std::{fs, path::PathBuf, process::Command};

use super::pairs::Format;
use crate::{
    process::{self, program, root},
    say,
};

/// What is installed, every version pinned, so that a figure can be had again.
const PINNED: [&str; 12] = [
    "attrs==26.1.0",
    "avro==1.12.2",
    "greenery==4.2.3",
    "jsonref==1.1.0",
    "jsonschema==4.26.0",
    "jsonschema-specifications==2025.9.1",
    "jsonsubschema==0.0.8",
    "portion==2.6.3",
    "referencing==0.37.0",
    "rpds-py==2026.9.1",
    "sortedcontainers==2.4.0",
    "typing-extensions==4.16.0",
];

/// The packages of Node, pinned as well.
const PINNED_NODE: [&str; 2] = ["avsc@5.7.9", "json-schema-diff-validator@0.4.2"];

/// An incumbent of a format.
pub(super) struct Peer {
    /// Its name in the table.
    pub(super) name: &'static str,
    pub(super) command: Command,
    /// Whether there is a bar for it; the others are there to be seen.
    pub(super) has_bar: bool,
}

/// The incumbents that could be installed.
pub(super) struct Peers {
    python: PathBuf,
    with_karapace: bool,
    /// The folder of Node's packages.
    node: Option<PathBuf>,
}

impl Peers {
    /// Makes the environment, or takes the one that an earlier run made.
    ///
    /// PyPI has no `karapace`, so that one is taken from where the caller says, if at all: a name that
    /// nobody owns is not to be installed on trust.
    pub(super) fn install(karapace: Option<&str>) -> Result<Peers, String> {
        let folder = root().join("target/bench/venv");
        let python = folder.join("bin/python");
        let list = folder.join("pinned.txt");
        let pinned = PINNED.join("\n") + "\n";
        if fs::read_to_string(&list).ok().as_ref() != Some(&pinned) {
            process::run(
                program("python3")
                    .args(["-m", "venv", "--clear"])
                    .arg(&folder),
            )?;
            let pip = program(&python.to_string_lossy());
            process::run(install(pip).args(["--no-deps"]).args(PINNED))?;
            fs::write(&list, pinned).map_err(|error| format!("{}: {error}", list.display()))?;
        }
        match karapace {
            Some(requirement) => {
                let pip = program(&python.to_string_lossy());
                process::run(install(pip).arg(requirement))?;
            }
            None => say("karapace is not measured: PyPI has no such package; \
                 `--karapace REQUIREMENT` names a checkout or a repository at a tag. Its check of \
                 Avro is the one of `avro`.\n"),
        }
        say(
            "Confluent Schema Registry and Apicurio Registry are not measured: they are services in \
             Java, and no registry of packages has their checks alone.\n",
        );
        let node = install_node();
        if let Err(reason) = &node {
            say(&format!(
                "the incumbents of Node are not measured: {reason}\n"
            ));
        }
        Ok(Peers {
            python,
            with_karapace: karapace.is_some(),
            node: node.ok(),
        })
    }

    /// Those that compare schemas of a format.
    pub(super) fn of(&self, format: Format) -> Vec<Peer> {
        let python = |name: &'static str, word: &str| {
            let mut command = program(&self.python.to_string_lossy());
            command.arg("xtask/src/bench/peers.py").arg(word);
            Peer {
                name,
                command,
                has_bar: true,
            }
        };
        let node = |name: &'static str, word: &str| {
            let folder = self.node.as_ref()?;
            let mut command = program("node");
            command
                .arg("xtask/src/bench/peers.mjs")
                .arg(word)
                .arg(folder);
            Some(Peer {
                name,
                command,
                has_bar: false,
            })
        };
        let mut peers = Vec::new();
        match format {
            Format::Avro => {
                peers.push(python("avro 1.12.2 (Python)", "avro"));
                peers.extend(node("avsc 5.7.9 (Node)", "avsc"));
            }
            Format::JsonSchema => {
                peers.push(python("jsonsubschema 0.0.8 (Python)", "jsonsubschema"));
                if self.with_karapace {
                    peers.push(python("karapace (Python)", "karapace-json"));
                }
                let name = "json-schema-diff-validator 0.4.2 (Node)";
                peers.extend(node(name, "json-schema-diff-validator"));
            }
        }
        peers
    }
}

/// Installs the packages of Node, or takes those of an earlier run.
fn install_node() -> Result<PathBuf, String> {
    let folder = root().join("target/bench/node");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::canonicalize(&folder))
        .map_err(|error| format!("{}: {error}", folder.display()))
        .and_then(|folder| {
            let list = folder.join("pinned.txt");
            let pinned = PINNED_NODE.join("\n") + "\n";
            if fs::read_to_string(&list).ok().as_ref() != Some(&pinned) {
                let mut npm = program("npm");
                npm.args([
                    "install",
                    "--silent",
                    "--no-save",
                    "--ignore-scripts",
                    "--prefix",
                ]);
                process::run(npm.arg(&folder).args(PINNED_NODE))?;
                fs::write(&list, pinned).map_err(|error| format!("{}: {error}", list.display()))?;
            }
            Ok(folder)
        })
}

fn install(mut python: Command) -> Command {
    python.args(["-m", "pip", "install", "--quiet"]);
    python
}
