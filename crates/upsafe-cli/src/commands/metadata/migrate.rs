//! `upsafe metadata migrate`: plan, verify, back up, write, read back.

use serde_json::json;
use upsafe::{
    core::count,
    metadata::{
        BadObject, OpenStore, RealDisk, Survey,
        migrate::{Ask, Filter, MigrateOutcome, MigrateRequest, Plan, Target, migrate, plan},
        reader::{Judge, Verdict},
    },
};

use super::stores::only;
use crate::{
    args::ListFormat,
    failure::Failure,
    metadata_args::What,
    output::{print, print_json},
};

/// So many objects of a kind are named.
const NAMED: usize = 5;

pub(super) fn run(what: &What, dry_run: bool, output: ListFormat) -> Result<u8, Failure> {
    let (store, filter) = only(what)?;
    let target = store.target()?;
    let judge = store.judge();
    let ask = |words: &[String], text: &str| filter.ask(words, text);
    let request = request(&store, &target, &judge, &ask);
    if dry_run {
        let plan = plan(&request)?;
        show(&plan, output)?;
        return Ok(u8::from(!is_safe(&plan)));
    }
    match migrate(&request)? {
        MigrateOutcome::NothingToDo => {
            say(
                output,
                "nothing to do: every migration was made before",
                &json!({"outcome": "nothing-to-do"}),
            )?;
            Ok(0)
        }
        MigrateOutcome::Refused(plan) => {
            show(&plan, output)?;
            Ok(1)
        }
        MigrateOutcome::Done {
            run,
            n_files,
            resumed,
            after,
        } => {
            let bad = after
                .objects
                .iter()
                .filter(|object| object.verdict != Verdict::Fine)
                .count();
            let how = if resumed {
                "finished the run that was stopped: "
            } else {
                ""
            };
            let text = format!(
                "{how}{} written and read back; {} read by the new version, {bad} of them not fine\nbackup: {}\nthe way back: `upsafe metadata restore`",
                count(n_files, "file"),
                count(after.total(), "object"),
                target.state.join(&run).display(),
            );
            let told = json!({"outcome": "done", "run": run, "files": n_files, "resumed": resumed, "objects": after.total(), "not-fine": bad});
            say(output, &text, &told)?;
            Ok(u8::from(bad > 0))
        }
    }
}

pub(super) fn request<'r>(
    store: &'r OpenStore,
    target: &'r Target,
    judge: &'r Judge<'r>,
    ask: Ask<'r>,
) -> MigrateRequest<'r> {
    MigrateRequest {
        target,
        migrations: &store.migrations,
        judge,
        ask,
        disk: &RealDisk,
    }
}

/// The plan for a store, for the report; nothing where it cannot be written.
pub(super) fn planned(store: &OpenStore, filter: &Filter) -> Option<Result<Plan, String>> {
    if store.migrations.is_empty() {
        return None;
    }
    let target = store.target().ok()?;
    let judge = store.judge();
    let ask = |words: &[String], text: &str| filter.ask(words, text);
    Some(plan(&request(store, &target, &judge, &ask)).map_err(|error| error.to_string()))
}

/// Whether a plan would be carried out.
pub(super) fn is_safe(plan: &Plan) -> bool {
    plan.conflicts.is_empty() && plan.after.objects.is_empty()
}

fn say(output: ListFormat, text: &str, told: &serde_json::Value) -> Result<(), Failure> {
    match output {
        ListFormat::Text => print(&format!("{text}\n")),
        ListFormat::Json => print_json(told),
    }
}

fn show(plan: &Plan, output: ListFormat) -> Result<(), Failure> {
    match output {
        ListFormat::Text => print(&text(plan)),
        ListFormat::Json => print_json(&as_json(plan)),
    }
}

/// A plan as programs read it.
pub(super) fn as_json(plan: &Plan) -> serde_json::Value {
    let migrations: Vec<_> =
        plan.migrations
            .iter()
            .map(|migration| {
                let lasting = migration.irreversible();
                let steps: Vec<_> = migration.steps.iter().map(|step| {
            let why = lasting.iter().find(|(one, _)| *one == step).map(|(_, why)| *why);
            json!({"step": step.to_string(), "reversible": why.is_none(), "reason": why})
        }).collect();
                json!({"id": migration.id, "kinds": migration.kinds, "steps": steps})
            })
            .collect();
    let causes: Vec<_> = plan
        .compared()
        .into_iter()
        .map(|(cause, before, after)| json!({"cause": cause, "before": before, "after": after}))
        .collect();
    let conflicts: Vec<_> = plan
        .conflicts
        .iter()
        .map(|one| json!({"file": one.path, "reason": one.reason}))
        .collect();
    json!({
        "outcome": if is_safe(plan) { "planned" } else { "refused" },
        "migrations": migrations,
        "files": plan.changes.iter().map(|change| &change.path).collect::<Vec<_>>(),
        "causes": causes,
        "conflicts": conflicts,
    })
}

/// The objects of a scan that are not fine, a line for each kind and verdict, with a few names.
fn not_fine(survey: &Survey) -> String {
    let mut out = String::new();
    for (kind, verdicts) in &survey.kinds {
        for (verdict, n_objects) in verdicts.iter().filter(|(one, _)| **one != Verdict::Fine) {
            let of_both = |object: &&BadObject| object.kind == *kind && object.verdict == *verdict;
            let names: Vec<String> = survey
                .objects
                .iter()
                .filter(of_both)
                .take(NAMED)
                .map(|object| format!("`{}`", object.key))
                .collect();
            let more = if *n_objects > names.len() {
                ", ..."
            } else {
                ""
            };
            let names = names.join(", ");
            out.push_str(&format!(
                "  {n_objects} {}: {names}{more}\n",
                verdict.name()
            ));
        }
    }
    out
}

/// A plan as people read it.
fn text(plan: &Plan) -> String {
    let mut out = String::new();
    for migration in &plan.migrations {
        out.push_str(&format!("migration {}\n", migration.id));
        let lasting = migration.irreversible();
        for step in &migration.steps {
            out.push_str(&format!("  {step}\n"));
            if let Some((_, why)) = lasting.iter().find(|(one, _)| *one == step) {
                out.push_str(&format!("    not reversible: {why}\n"));
            }
        }
    }
    out.push_str(&format!(
        "{} would be written, {} stay as they are\n",
        count(plan.changes.len(), "file"),
        plan.others.len()
    ));
    let compared = plan.compared();
    if !compared.is_empty() {
        out.push_str("\nbefore  after  cause\n");
        for (cause, before, after) in compared {
            out.push_str(&format!("{before:>6}  {after:>5}  {cause}\n"));
        }
    }
    for conflict in &plan.conflicts {
        out.push_str(&format!(
            "\ncannot be migrated: {}: {}\n",
            conflict.path, conflict.reason
        ));
    }
    let left = not_fine(&plan.after);
    if !left.is_empty() {
        out.push_str(&format!("\nnot fine after it:\n{left}"));
    }
    if !is_safe(plan) {
        out.push_str("\nnothing is written as long as this is so\n");
    }
    out
}
