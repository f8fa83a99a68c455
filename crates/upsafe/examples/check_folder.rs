//! Judges a folder with every gate, and exits as its verdict says.
//!
//! `cargo run -p upsafe --example check_folder -- ../other`
#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{error::Error, path::PathBuf, process::ExitCode};

use upsafe::{Environment, Request, Workspace, check};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).unwrap_or(".".into());
    let workspace = Workspace::discover(&PathBuf::from(folder), None)?;
    let config = workspace.load_config()?;
    // An embedder says what the outside is like; nothing is read behind its back.
    let environment = Environment {
        kept: None,
        cargo_home: None,
        go_mod_cache: None,
        #[cfg(feature = "metadata")]
        etcd: upsafe::metadata::source::EtcdAccess::default(),
        today: "2026-11-21".parse()?,
    };
    let report = check(&workspace, &config, &environment, &Request::default());
    for finding in &report.findings {
        println!("{}: {}", finding.rule, finding.message);
    }
    for gate in &report.gates {
        let reason = gate.status.reason().unwrap_or("");
        println!("gate {}: {} {reason}", gate.name, gate.status.name());
    }
    println!("{}", report.verdict());
    Ok(ExitCode::from(report.verdict().exit_code()))
}
