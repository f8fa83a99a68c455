//! The Python incumbents of the schema gate, in a virtual environment of their own.

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

/// The incumbents that could be installed.
pub(super) struct Peers {
    python: PathBuf,
    with_karapace: bool,
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
                 `--karapace REQUIREMENT` names a checkout or a repository at a tag\n"),
        }
        Ok(Peers {
            python,
            with_karapace: karapace.is_some(),
        })
    }

    /// Those that compare schemas of a format: a name for the table, and the command.
    pub(super) fn of(&self, format: Format) -> Vec<(&'static str, Command)> {
        let peer = |name: &'static str, word: &str| {
            let mut command = program(&self.python.to_string_lossy());
            command.arg("xtask/src/bench/peers.py").arg(word);
            (name, command)
        };
        match format {
            Format::Avro => vec![peer("avro 1.12.2 (Python)", "avro")],
            Format::JsonSchema => {
                let mut peers = vec![peer("jsonsubschema 0.0.8 (Python)", "jsonsubschema")];
                if self.with_karapace {
                    peers.push(peer("karapace (Python)", "karapace-json"));
                }
                peers
            }
        }
    }
}

fn install(mut python: Command) -> Command {
    python.args(["-m", "pip", "install", "--quiet"]);
    python
}
