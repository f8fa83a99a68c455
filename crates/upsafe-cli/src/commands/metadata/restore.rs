//! `upsafe metadata restore`: the way back.

use serde_json::json;
use upsafe::{
    core::count,
    metadata::{
        RealDisk,
        migrate::{RestoreOutcome, RestoreRequest, restore},
    },
};

use super::stores::only;
use crate::{
    args::ListFormat,
    failure::Failure,
    metadata_args::What,
    output::{print, print_json},
};

pub(super) fn run(what: &What, output: ListFormat) -> Result<u8, Failure> {
    let (store, filter) = only(what)?;
    let target = store.target()?;
    let old = store.old_judge();
    let ask = |words: &[String], text: &str| filter.ask(words, text);
    let outcome = restore(&RestoreRequest {
        target: &target,
        migrations: &store.migrations,
        old: old.as_ref(),
        ask: &ask,
        disk: &RealDisk,
    })?;
    let (text, told, code) = match outcome {
        RestoreOutcome::NothingToDo => {
            let text = "nothing to do: no migration of this store holds\n".to_owned();
            (text, json!({"outcome": "nothing-to-do"}), 0)
        }
        RestoreOutcome::Refused(obstacles) => {
            let mut text = format!(
                "refused, and nothing was written: {} would not survive the way back\n",
                count(obstacles.len(), "object")
            );
            for one in &obstacles {
                text.push_str(&format!("  {}: {}\n", one.path, one.reason));
            }
            let obstacles: Vec<_> = obstacles
                .iter()
                .map(|one| json!({"file": one.path, "reason": one.reason}))
                .collect();
            (
                text,
                json!({"outcome": "refused", "obstacles": obstacles}),
                1,
            )
        }
        RestoreOutcome::Done {
            undone,
            n_files,
            n_reverted,
            removed,
        } => {
            let mut text = format!(
                "{} written back, {undone} is undone\n",
                count(n_files, "file")
            );
            if n_reverted > 0 {
                text.push_str(&format!(
                    "{} written since went back by inverse steps\n",
                    count(n_reverted, "file")
                ));
            }
            for path in &removed {
                text.push_str(&format!("removed since, and stays so: {path}\n"));
            }
            let told = json!({"outcome": "done", "undone": undone, "files": n_files, "reverted": n_reverted, "removed": removed});
            (text, told, 0)
        }
    };
    match output {
        ListFormat::Text => print(&text)?,
        ListFormat::Json => print_json(&told)?,
    }
    Ok(code)
}
