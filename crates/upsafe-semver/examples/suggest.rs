//! `cargo run -p upsafe-semver --example suggest -- FOLDER`: judges the versions of a repository and
//! names the lowest honest ones.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use upsafe_config::Config;
use upsafe_core::{Report, Sources};
use upsafe_semver::{
    GitBinary, LoadRequest, check, load, load_for_suggestion, settle, suggest_all,
};

#[expect(clippy::print_stdout, reason = "an example talks to a person")]
fn main() -> ExitCode {
    let Some(root) = std::env::args_os().nth(1).map(PathBuf::from) else {
        println!("usage: suggest FOLDER");
        return ExitCode::from(2);
    };
    let config = Config::default();
    let settings = upsafe_config::Semver::default();
    let git = GitBinary::new(&root);
    // Nobody compared APIs here; an engine for the language fills these in.
    let (api, exposure) = (BTreeMap::new(), BTreeMap::new());
    let request = LoadRequest {
        root: &root,
        settings: &settings,
        git: &git,
        api: &api,
        exposure: &exposure,
    };
    let mut report = Report::default();
    match load(&request, &mut report.sources) {
        Ok(loaded) => {
            let (findings, run) = check(&loaded, &config);
            report.findings = findings;
            report.gates.push(run);
        }
        Err(error) => {
            println!("cannot tell: {error}");
            return ExitCode::from(2);
        }
    }
    settle(&mut report, &config);
    report.sort();
    for finding in &report.findings {
        println!("{}[{}]: {}", finding.level, finding.rule, finding.message);
    }
    let mut sources = Sources::new();
    if let Ok(loaded) = load_for_suggestion(&request, &mut sources) {
        for one in suggest_all(&loaded, &settings) {
            let version = one.version.as_deref().unwrap_or("nothing");
            println!("{} -> {version}: {}", one.name, one.why.join("; "));
        }
    }
    ExitCode::from(report.verdict().exit_code())
}
