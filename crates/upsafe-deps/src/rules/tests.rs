//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is a workspace: `Cargo.toml` or a lone `Cargo.lock` (in `ws/` where things lie beside
//! it), `index.txt` for what the registries hold, `cargo-home/` for downloaded archives. Or it is Go:
//! `go.mod` or `go.work`, `proxy/` for what modules require or `graph.txt` as `go mod graph` prints.

use std::{fs, path::Path};

use upsafe_config::Config;
use upsafe_core::Report;
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, findings_text, test_rules};

use super::{MODULES, RULES};
use crate::{
    GoRequirements, LoadRequest, Manifest, check, ecosystem::cargo::index::TableIndex, load_by,
};

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
        kept: None,
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

test_rules!(RULES, MODULES, "src/rules", run);

/// What a rule says that it did not look at, in a folder with these files.
#[track_caller]
fn check_limit(rule: &str, files: &[(&str, &str)], expected: &str) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let mut report = Report::default();
    judge(dir.path(), &mut report).unwrap();
    let limits = &report.gates[0].limits;
    let of_rule = limits.iter().filter(|limit| limit.rule == rule);
    let told: Vec<_> = of_rule.map(|limit| limit.message.as_str()).collect();
    assert_eq!(told, [expected]);
}

#[test]
fn a_go_sum_for_another_graph_is_told() {
    let sum = "example.com/old v1.0.0/go.mod h1:5bHWTVs1n0QFidTQl80WuvVz/p+Wc7qIDftBY0lUJnQ=\n";
    check_limit(
        "deps/stale-go-sum",
        &[
            ("go.work", "go 1.20\n\nuse .\n"),
            ("go.mod", "module example.com/app\n\ngo 1.20\n"),
            ("go.sum", sum),
            ("proxy/list", ""),
        ],
        "lines of `go.sum` for nothing in the graph not looked for: a go.sum in a workspace is for its \
         module alone",
    );
    check_limit(
        "deps/stale-go-sum",
        &[
            ("go.mod", "module example.com/app\n\ngo 1.17\n"),
            ("go.sum", sum),
            ("proxy/list", ""),
        ],
        "lines of `go.sum` for nothing in the graph not looked for: with a `go` line below 1.18 a \
         go.sum is for the graph of an older Go, too",
    );
}

#[test]
fn folders_that_are_too_deep_are_told() {
    let deep = format!("{}go.mod", "d/".repeat(34));
    check_limit(
        "deps/skewed-version",
        &[
            ("go.mod", "module example.com/app\n\ngo 1.20\n"),
            (&deep, "module example.com/deep\n"),
        ],
        &format!(
            "1 place of the repository not judged: `{}d` is more than 32 folders deep",
            "d/".repeat(32)
        ),
    );
}

#[test]
fn a_module_that_nothing_is_known_to_import_is_told() {
    let sum = "example.com/lib v1.0.0/go.mod h1:5bHWTVs1n0QFidTQl80WuvVz/p+Wc7qIDftBY0lUJnQ=\n";
    check_limit(
        "deps/missing-go-sum",
        &[
            (
                "go.mod",
                "module example.com/app\n\ngo 1.20\n\nrequire example.com/lib v1.0.0\n",
            ),
            ("go.sum", sum),
            (
                "proxy/example.com/lib/@v/v1.0.0.mod",
                "module example.com/lib\n",
            ),
            (
                "main_linux.go",
                "package main\n\nimport _ \"example.com/lib\"\n",
            ),
        ],
        "go.sum has no line for the content of `example.com/lib`; no file that is built on every \
         platform imports from it, so whether one is needed is not known",
    );
}
