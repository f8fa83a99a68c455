//! `upsafe metadata verify`: the report on stores, and nothing is written.

use serde_json::{Value as Json, json};
use upsafe::{
    core::{Gate as _, GateRun, Report},
    metadata::{self, Grain, Loaded, StoredMetadata, Survey, reader::Verdict},
};

use super::{
    progress::Progress,
    stores::{Meant, meant},
};
use crate::{
    args::Global,
    commands::check::options,
    failure::Failure,
    metadata_args::What,
    output::{Output, write_report, write_report_with},
};

pub(super) fn run(
    what: &What,
    verbose: bool,
    output: &[Output],
    global: &Global,
) -> Result<u8, Failure> {
    let is_text = output.iter().all(Output::is_for_people);
    let grain = if is_text { Grain::Cause } else { Grain::Object };
    let mut report = Report::default();
    let options = options(verbose, global);
    let meant = match meant(what) {
        Ok(meant) => meant,
        Err(failure) => {
            // Machine-readable outputs say so as well; the problems themselves are talk.
            let run = GateRun::failed(StoredMetadata::NAME, failure.reason());
            report.gates.push(run);
            write_report(&report, output, &options)?;
            return Err(failure);
        }
    };
    let loaded = scan(&meant, grain, &mut report);
    let (findings, run) = metadata::check(&loaded, &report.sources, &meant.config);
    report.findings = findings;
    report.gates.push(run);
    metadata::settle(&mut report, &meant.config);
    report.sort();
    let extra = extra(&loaded);
    write_report_with(&report, &extra, output, &options)?;
    Ok(report.verdict().exit_code())
}

/// Scans every store that is meant.
pub(super) fn scan(meant: &Meant, grain: Grain, report: &mut Report) -> Loaded {
    let mut loaded = Loaded::default();
    let mut progress = Progress::new();
    for request in &meant.requests {
        let scanned = request
            .open(&meant.migrations)
            .map_err(|error| error.to_string())
            .and_then(|store| {
                progress.begin(&*store.source);
                metadata::load_store(&store, grain, &mut report.sources, &mut |name, n| {
                    progress.tell(name, n)
                })
            });
        match scanned {
            Ok(store) => loaded.stores.push(store),
            Err(error) => loaded.troubles.push(format!("`{}`: {error}", request.name)),
        }
    }
    progress.end();
    loaded
}

/// What JSON has besides the report: how many objects have which verdict, and the causes.
fn extra(loaded: &Loaded) -> String {
    let mut objects = serde_json::Map::new();
    let total: usize = loaded.stores.iter().map(|store| store.survey.total()).sum();
    objects.insert("total".to_owned(), json!(total));
    for verdict in Verdict::ALL {
        let n: usize = loaded
            .stores
            .iter()
            .map(|store| store.survey.count(verdict))
            .sum();
        objects.insert(verdict.name().to_owned(), json!(n));
    }
    let stores: Vec<Json> = loaded
        .stores
        .iter()
        .map(|store| {
            let kinds = &store.survey.kinds;
            let kinds: serde_json::Map<String, Json> = kinds
                .iter()
                .map(|(kind, verdicts)| {
                    let verdicts = verdicts
                        .iter()
                        .map(|(verdict, n)| (verdict.name().to_owned(), json!(n)));
                    (kind.clone(), Json::Object(verdicts.collect()))
                })
                .collect();
            json!({
                "name": store.name,
                "kinds": kinds,
                "causes": causes(&store.survey),
                "strays": store.survey.strays,
                "revision": store.survey.revision,
                "oldest-reader": store.survey.need.as_ref().map(|(need, key)| json!({
                    "version": need.version, "path": need.path, "object": key,
                })),
            })
        })
        .collect();
    let member = |name: &str, value: &Json| {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        // Nothing that a terminal obeys: JSON itself leaves the upper control characters as they are.
        let plain: String = text
            .chars()
            .map(|c| match c {
                '\n' => "\n  ".to_owned(),
                c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
                c => c.to_string(),
            })
            .collect();
        format!("  \"{name}\": {plain}")
    };
    format!(
        "{},\n{}",
        member("objects", &Json::Object(objects)),
        member("stores", &Json::Array(stores))
    )
}

/// The causes of a store, worst first.
pub(super) fn causes(survey: &Survey) -> Vec<Json> {
    survey.ranked().iter().map(|group| {
        let witness = &survey.objects[group.witness];
        json!({
            "verdict": group.verdict.name(), "kind": group.kind, "path": group.path, "reason": group.reason,
            "count": group.n_objects, "witness": witness.key, "file": witness.place.path, "value": group.value, "detail": group.detail,
        })
    }).collect()
}
