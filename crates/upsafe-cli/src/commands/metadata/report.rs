//! `upsafe metadata report`: the report before an upgrade.

use std::time::Duration;

use serde_json::json;
use upsafe::{
    core::Report,
    metadata::{
        self, Grain,
        migrate::{Filter, Plan},
    },
};

use super::{
    document::{Document, Section, markdown},
    migrate::{as_json, planned},
    page::html,
    stores::meant,
    verify::{causes, scan},
};
use crate::{
    failure::Failure,
    metadata_args::{ReportFormat, What},
    output::{print, print_json},
};

pub(super) fn run(what: &What, format: ReportFormat) -> Result<u8, Failure> {
    let meant = meant(what)?;
    let mut report = Report::default();
    let loaded = scan(&meant, Grain::Cause, &mut report);
    let (findings, run) = metadata::check(&loaded, &report.sources, &meant.config);
    report.findings = findings;
    report.gates.push(run);
    metadata::settle(&mut report, &meant.config);
    let verdict = report.verdict();
    let mut plans: Vec<Option<Result<Plan, String>>> = Vec::new();
    for store in &loaded.stores {
        let request = meant
            .requests
            .iter()
            .find(|request| request.name == store.name);
        let filter = Filter {
            folder: meant.root.clone(),
            timeout: request
                .and_then(|request| request.timeout)
                .unwrap_or(Duration::from_secs(10)),
        };
        let opened = request
            .map(|request| request.open(&meant.migrations))
            .transpose()?;
        plans.push(opened.and_then(|opened| planned(&opened, &filter)));
    }
    let document = Document {
        verdict,
        sections: loaded
            .stores
            .iter()
            .zip(&plans)
            .map(|(store, plan)| Section {
                store,
                plan: plan.as_ref(),
            })
            .collect(),
        troubles: &loaded.troubles,
    };
    match format {
        ReportFormat::Markdown => print(&markdown(&document))?,
        ReportFormat::Html => print(&html(&markdown(&document)))?,
        ReportFormat::Json => {
            let stores: Vec<_> = document.sections.iter().map(|section| {
                let survey = &section.store.survey;
                let kinds: serde_json::Map<_, _> = survey.kinds.iter().map(|(kind, verdicts)| {
                    let verdicts: serde_json::Map<_, _> = verdicts.iter().map(|(verdict, n)| (verdict.name().to_owned(), json!(n))).collect();
                    (kind.clone(), json!(verdicts))
                }).collect();
                let plan = section.plan.map(|plan| match plan {
                    Ok(plan) => as_json(plan),
                    Err(error) => json!({"outcome": "failed", "reason": error}),
                });
                json!({"name": section.store.name, "reader": section.store.reader, "kinds": kinds, "causes": causes(survey),
                    "strays": survey.strays, "plan": plan})
            }).collect();
            print_json(
                &json!({"format": 1, "verdict": verdict, "stores": stores, "troubles": loaded.troubles}),
            )?;
        }
    }
    Ok(verdict.exit_code())
}
