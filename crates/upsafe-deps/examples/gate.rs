//! Runs the gate over one Cargo workspace and prints its report.
//!
//! `cargo run --release -p upsafe-deps --example gate -- MANIFEST CARGO_HOME [deep] [exact] [full]`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a program"
)]

use std::{error::Error, path::Path, process::ExitCode};

use upsafe_config::{Config, Tier};
use upsafe_core::Report;
use upsafe_deps::{LoadRequest, Manifest, check, load};
use upsafe_report::{Format, Options, render};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [manifest, cargo_home, rest @ ..] = arguments.as_slice() else {
        eprintln!("expected MANIFEST CARGO_HOME [deep] [exact] [full]");
        return ExitCode::from(2);
    };
    match run(Path::new(manifest), Path::new(cargo_home), rest) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(manifest: &Path, cargo_home: &Path, words: &[String]) -> Result<String, Box<dyn Error>> {
    let has = |word: &str| words.iter().any(|given| given == word);
    let config = Config::load("edition = \"2026\"\n", "upsafe.toml", &[])?;
    let request = LoadRequest {
        root: manifest.parent().unwrap_or(Path::new(".")),
        manifests: &[Manifest::Cargo(manifest.to_owned())],
        settings: &config.deps,
        tier: if has("exact") {
            Tier::Exact
        } else {
            Tier::Fast
        },
        cargo_home: Some(cargo_home),
        deep: has("deep"),
        kept: None,
        go: upsafe_deps::GoRequirements::Unknown,
    };
    let mut report = Report::default();
    let loaded = load(&request, &mut report.sources)?;
    let (findings, run) = check(&loaded, &config);
    report.findings = findings;
    report.gates.push(run);
    report.sort();
    let options = Options::default().with_verbose(has("full"));
    Ok(render(&report, Format::Text, &options))
}
