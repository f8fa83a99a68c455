//! The report before an upgrade as Markdown.

use upsafe::{
    core::{Verdict as Answer, count},
    metadata::{StoreEvidence, migrate::Plan, reader::Verdict},
};

/// What the report is about.
pub(super) struct Document<'d> {
    pub(super) verdict: Answer,
    pub(super) sections: Vec<Section<'d>>,
    pub(super) troubles: &'d [String],
}

/// One store.
pub(super) struct Section<'d> {
    pub(super) store: &'d StoreEvidence,
    pub(super) plan: Option<&'d Result<Plan, String>>,
}

/// Text of a store in a cell: on one line, without what Markdown or HTML would take for its own.
fn cell(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.replace('|', "\\|").replace('<', "&lt;")
}

/// The report.
pub(super) fn markdown(document: &Document<'_>) -> String {
    let mut out = format!("# Stored metadata: {}\n", document.verdict);
    for trouble in document.troubles {
        out.push_str(&format!("\nCould not be looked at: {}\n", cell(trouble)));
    }
    for section in &document.sections {
        store(section, &mut out);
    }
    out
}

fn store(section: &Section<'_>, out: &mut String) {
    let (store, survey) = (section.store, &section.store.survey);
    out.push_str(&format!("\n## {}\n\n", cell(&store.name)));
    out.push_str(&format!(
        "{}, {}, read by {}.\n",
        count(survey.total(), "object"),
        cell(&store.source),
        cell(&store.reader)
    ));
    out.push_str("\n| kind | unreadable | lossy | update-blocked | client-breaking | unverifiable | fine |\n|---|---|---|---|---|---|---|\n");
    for (kind, verdicts) in &survey.kinds {
        let kind = if kind.is_empty() { "(none)" } else { kind };
        out.push_str(&format!("| {} |", cell(kind)));
        for verdict in Verdict::ALL {
            out.push_str(&format!(
                " {} |",
                verdicts.get(&verdict).copied().unwrap_or_default()
            ));
        }
        out.push('\n');
    }
    let ranked = survey.ranked();
    let (unverifiable, causes): (Vec<_>, Vec<_>) = ranked
        .into_iter()
        .partition(|group| group.verdict == Verdict::Unverifiable);
    for (title, groups) in [("Causes", causes), ("Could not be verified", unverifiable)] {
        if groups.is_empty() {
            continue;
        }
        out.push_str(&format!("\n### {title}\n\n| objects | kind | verdict | cause | witness | value |\n|---|---|---|---|---|---|\n"));
        for group in groups {
            let witness = &survey.objects[group.witness];
            let value = group
                .value
                .as_ref()
                .map_or_else(String::new, |value| cell(&short(&value.to_string())));
            let detail = group
                .detail
                .as_ref()
                .map_or_else(String::new, |detail| format!(" ({})", cell(detail)));
            out.push_str(&format!(
                "| {} | {} | {} | {}{detail} | {} | {value} |\n",
                group.n_objects,
                cell(&group.kind),
                group.verdict.name(),
                cell(&group.title()),
                cell(&witness.key),
            ));
        }
    }
    if let Some((need, key)) = &survey.need {
        out.push_str(&format!(
            "\nThe oldest version that can read this store is {}: {} has {}.\n",
            need.version,
            cell(key),
            cell(&need.path)
        ));
    }
    if !survey.strays.is_empty() {
        let strays: Vec<String> = survey.strays.iter().map(|stray| cell(stray)).collect();
        out.push_str(&format!(
            "\nPassed over, for they are no objects by their names: {}.\n",
            strays.join(", ")
        ));
    }
    plan(section.plan, out);
}

fn plan(plan: Option<&Result<Plan, String>>, out: &mut String) {
    let plan = match plan {
        None => return,
        Some(Err(error)) => {
            out.push_str(&format!("\n### Plan\n\nThere is none: {}\n", cell(error)));
            return;
        }
        Some(Ok(plan)) => plan,
    };
    out.push_str("\n### Plan\n\n");
    if plan.migrations.is_empty() {
        out.push_str("Every migration was made before.\n");
        return;
    }
    for migration in &plan.migrations {
        out.push_str(&format!("- {}\n", cell(&migration.id)));
        let lasting = migration.irreversible();
        for step in &migration.steps {
            let why = lasting.iter().find(|(one, _)| *one == step);
            let why = why.map_or_else(String::new, |(_, why)| format!(" (not reversible: {why})"));
            out.push_str(&format!("  - {}{why}\n", cell(&step.to_string())));
        }
    }
    out.push_str(&format!(
        "\n{} would be written.\n",
        count(plan.changes.len(), "file")
    ));
    let compared = plan.compared();
    if !compared.is_empty() {
        out.push_str("\n| before | after | cause |\n|---|---|---|\n");
        for (cause, before, after) in compared {
            out.push_str(&format!("| {before} | {after} | {} |\n", cell(&cause)));
        }
    }
    for conflict in &plan.conflicts {
        out.push_str(&format!(
            "\nCannot be migrated: {}: {}\n",
            cell(&conflict.path),
            cell(&conflict.reason)
        ));
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(100) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}
