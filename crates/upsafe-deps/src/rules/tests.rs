//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is a workspace: `Cargo.toml` or a lone `Cargo.lock` (in `ws/` where things lie beside
//! it), `index.txt` for what the registries hold, `cargo-home/` for downloaded archives. Or it is Go:
//! `go.mod` or `go.work`, `proxy/` for what modules require or `graph.txt` as `go mod graph` prints.

use std::{fs, path::Path};

use upsafe_config::Config;
use upsafe_core::{Report, RuleMeta};
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, check_fixtures, check_pages, check_rules, findings_text};

use super::{MODULES, RULES};
use crate::{
    GoRequirements, LoadRequest, Manifest, check, ecosystem::cargo::index::TableIndex, load_by,
};

fn rules() -> Vec<&'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta).collect()
}

/// What the gate says of an example; of the text, the part about findings.
fn run(dir: &Path, form: Form) -> String {
    let mut report = Report::default();
    if let Err(error) = judge(dir, &mut report) {
        return format!("cannot tell: {error}\n");
    }
    match form {
        Form::Findings => findings_text(&report.findings),
        Form::Output => {
            let options = Options::default().with_verbose(true);
            let text = render(&report, Format::Text, &options);
            // How many rules ran and the notes of the run are no matter of one rule.
            text.rsplit_once("\nnote: deps:")
                .map_or(text.clone(), |(findings, _)| findings.into())
        }
    }
}

fn judge(dir: &Path, report: &mut Report) -> Result<(), Box<dyn std::error::Error>> {
    let text = fs::read_to_string(dir.join("upsafe.toml"));
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    let config = Config::load(
        text.unwrap_or("edition = \"2026\"\n".into()),
        "upsafe.toml",
        &ids,
    )?;
    let root = if dir.join("ws").is_dir() {
        dir.join("ws")
    } else {
        dir.to_owned()
    };
    let manifests = ["Cargo.toml", "Cargo.lock", "go.work", "go.mod"].map(|name| root.join(name));
    let manifest = manifests
        .iter()
        .find(|path| path.is_file())
        .expect("an example has a workspace");
    let index = fs::read_to_string(dir.join("index.txt")).unwrap_or_default();
    let index = TableIndex::parse(&index)?;
    let home = dir.join("cargo-home");
    let (proxy, graph) = (dir.join("proxy"), dir.join("graph.txt"));
    let request = LoadRequest {
        root: &root,
        manifests: &[of_kind(manifest)],
        settings: &config.deps,
        tier: config.deps.tier,
        cargo_home: Some(&*home).filter(|home| home.is_dir()),
        deep: home.is_dir(),
        go: go_requirements(&proxy, &graph),
    };
    let loaded = load_by(&request, Some(&index), &mut report.sources)?;
    let (findings, run) = check(&loaded, &config);
    report.findings = findings;
    report.gates.push(run);
    report.sort();
    Ok(())
}

fn of_kind(manifest: &Path) -> Manifest {
    let name = manifest.file_name().and_then(|name| name.to_str());
    match name.is_some_and(|name| name.starts_with("go.")) {
        true => Manifest::Go(manifest.to_owned()),
        false => Manifest::Cargo(manifest.to_owned()),
    }
}

fn go_requirements<'r>(proxy: &'r Path, graph: &'r Path) -> GoRequirements<'r> {
    match (proxy.is_dir(), graph.is_file()) {
        (true, _) => GoRequirements::Folder(proxy),
        (false, true) => GoRequirements::Graph(graph),
        (false, false) => GoRequirements::Unknown,
    }
}

#[test]
fn the_list_of_rules_is_the_directory() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let metas: Vec<_> = RULES.iter().map(|rule| rule.meta).collect();
    check_rules(&dir, &metas, MODULES).assert();
}

#[test]
fn the_examples_of_the_pages_are_true() {
    check_pages(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules"),
        run,
    )
    .assert();
}

#[test]
fn every_rule_fires_and_stays_silent() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    check_fixtures(&dir, &rules(), run).assert();
}
