//! The list of rules against its directory; every page and every fixture run.
//!
//! An example is made into a real repository first; `world` tells how.

use std::{collections::BTreeMap, fs, path::Path};

use upsafe_config::Config;
use upsafe_core::{GateRun, GateStatus, Report, Sources};
use upsafe_report::{Format, Options, render};
use upsafe_testkit::{Form, findings_text, test_rules};

use super::{MODULES, RULES};
use crate::{
    ApiChange, ApiVerdict, ApiVerdicts, Certainty, Exposure, GitBinary, LoadRequest, Loaded,
    StaleSnapshot, check, load, matrix::MatrixRequest, settle,
};

#[path = "../../tests/it/world.rs"]
mod world;

/// What the gate says of an example. A file `api` is what a comparison of APIs said, a line each:
/// `PACKAGE PART REASON`, where `unknown` and `stale` are parts and `PACKAGE@prerelease` means the last pre-release.
fn run(dir: &Path, form: Form) -> String {
    let text = fs::read_to_string(dir.join("upsafe.toml")).unwrap();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.meta.id).collect();
    let config = match Config::load(text, "upsafe.toml", &ids) {
        Ok(config) => config,
        Err(error) => return format!("cannot tell: {error}\n"),
    };
    let world = world::World::new(dir);
    let settings = config.semver.clone().unwrap_or_default();
    let mut report = Report::default();
    let git = GitBinary::new(world.path());
    let api = api(dir);
    let exposure = exposure(dir);
    let request = LoadRequest {
        root: world.path(),
        settings: &settings,
        git: &git,
        api: &api,
        exposure: &exposure,
    };
    match load(&request, &mut report.sources) {
        Ok(mut loaded) => {
            add_stored(dir, &mut loaded);
            add_matrix(
                dir,
                &world,
                &config,
                &ids,
                (&mut loaded, &mut report.sources),
            );
            let (findings, run) = check(&loaded, &config);
            report.findings = findings;
            report.gates.push(run);
        }
        Err(error) => {
            let reason = error.to_string();
            let status = GateStatus::Failed { reason };
            report.gates.push(GateRun::new("semver", status));
        }
    }
    settle(&mut report, &config);
    report.sort();
    match form {
        Form::Findings => findings_text(&report.findings),
        Form::Output => render(
            &report,
            Format::Text,
            &Options::default().with_verbose(true),
        ),
    }
}

/// The matrix of the release before is `base/upsafe.toml`, its version the one word of `base/VERSION`.
fn add_matrix(
    dir: &Path,
    world: &world::World,
    config: &Config,
    ids: &[&str],
    (loaded, sources): (&mut Loaded, &mut Sources),
) {
    let read = |path: &str| fs::read_to_string(dir.join(path)).ok();
    let source = sources.add("upsafe.toml", read("upsafe.toml").unwrap());
    let base = read("base/upsafe.toml").map(|text| {
        let base = Config::load(text, "base/upsafe.toml", ids).unwrap();
        (base, read("base/VERSION").unwrap())
    });
    let base = base.as_ref();
    let request = MatrixRequest {
        root: world.path(),
        config: config.matrix(),
        source,
        version: None,
        base: Ok(base.map(|(base, version)| (base.matrix(), version.trim()))),
    };
    loaded.add_matrix(&request, sources);
}

fn api(dir: &Path) -> BTreeMap<String, ApiVerdicts> {
    let text = fs::read_to_string(dir.join("api")).unwrap_or_default();
    let mut verdicts: BTreeMap<String, ApiVerdicts> = BTreeMap::new();
    for line in text.lines() {
        let mut words = line.splitn(3, ' ');
        let (package, part) = (words.next().unwrap(), words.next().unwrap());
        let reason = words.next().unwrap_or_default().to_owned();
        let verdict = match upsafe_config::BumpPart::from_name(part) {
            Some(part) => {
                let suspected = reason.strip_prefix("suspect: ");
                let certainty = match suspected {
                    Some(_) => Certainty::Suspect,
                    None => Certainty::Proved,
                };
                let text = suspected.unwrap_or(&reason).to_owned();
                ApiVerdict::of([ApiChange {
                    part,
                    certainty,
                    text,
                }])
            }
            None if part == "unknown" => ApiVerdict::Unknown { reason },
            None if part == "stale" => {
                let stale = StaleSnapshot {
                    path: format!("api/{package}.json"),
                    reasons: vec![reason],
                };
                verdicts.entry(package.to_owned()).or_default().stale = Some(stale);
                continue;
            }
            None => ApiVerdict::Compatible,
        };
        match package.strip_suffix("@prerelease") {
            Some(package) => {
                verdicts
                    .entry(package.to_owned())
                    .or_default()
                    .since_prerelease = verdict
            }
            None => {
                verdicts
                    .entry(package.to_owned())
                    .or_default()
                    .since_release = verdict
            }
        }
    }
    verdicts
}

/// A file `exposure` says what stands in APIs, a line each: `PACKAGE DEPENDENCY ITEM`.
fn exposure(dir: &Path) -> BTreeMap<String, Exposure> {
    let text = fs::read_to_string(dir.join("exposure")).unwrap_or_default();
    let words = text.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let known = |words: Vec<&str>| {
        let item = BTreeMap::from([(words[1].to_owned(), words[2].to_owned())]);
        (words[0].to_owned(), Exposure::Known(item))
    };
    words.map(known).collect()
}

/// A file `stored` says what changed about the schemas of what is stored, a line each: `PACKAGE PART REASON`.
fn add_stored(dir: &Path, loaded: &mut Loaded) {
    let text = fs::read_to_string(dir.join("stored")).unwrap_or_default();
    for line in text.lines() {
        let words: Vec<&str> = line.splitn(3, ' ').collect();
        let mut packages = loaded.packages.iter_mut();
        let package = packages.find(|one| one.declared.name == words[0]);
        package.unwrap().stored.push(ApiChange {
            part: upsafe_config::BumpPart::from_name(words[1]).unwrap(),
            certainty: Certainty::Proved,
            text: words[2].to_owned(),
        });
    }
}

test_rules!(RULES, MODULES, "src/rules", run);
