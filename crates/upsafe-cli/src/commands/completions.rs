//! `upsafe completions`: what a shell needs to complete the command line.

use clap::ValueEnum;
use clap_complete::Shell;

use crate::{args::command, failure::Failure, output::print};

pub(crate) fn run(shell: Shell) -> Result<u8, Failure> {
    print(&script(shell))?;
    Ok(0)
}

/// The completion script of every shell, by the name of its file.
pub fn completions() -> Vec<(String, String)> {
    Shell::value_variants()
        .iter()
        .map(|&shell| (format!("upsafe.{shell}"), script(shell)))
        .collect()
}

fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "upsafe", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
