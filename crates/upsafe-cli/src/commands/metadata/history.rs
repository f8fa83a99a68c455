//! `upsafe metadata history`: what was done to a store.

use upsafe::{
    core::count,
    metadata::migrate::{History, RunKind},
};

use super::stores::only;
use crate::{
    args::ListFormat,
    failure::Failure,
    metadata_args::What,
    output::{print, print_json},
};

pub(super) fn run(what: &What, output: ListFormat) -> Result<u8, Failure> {
    let (store, _) = only(what)?;
    let history = History::load(&store.target()?.state)?;
    if output == ListFormat::Json {
        print_json(&history)?;
        return Ok(0);
    }
    let mut text = String::new();
    for run in &history.runs {
        let what = match run.kind {
            RunKind::Migrate => "migrated".to_owned(),
            RunKind::Restore => format!("undid {}", run.of.as_deref().unwrap_or("a run")),
        };
        let ids: Vec<&str> = run.migrations.iter().map(|(id, _)| &**id).collect();
        text.push_str(&format!(
            "{}  {what}, {}: {}\n",
            run.run,
            count(run.n_files, "file"),
            ids.join(", ")
        ));
    }
    if text.is_empty() {
        text.push_str("nothing was done to this store\n");
    }
    print(&text)?;
    Ok(0)
}
