//! `upsafe deps diff`: what changed between two locks.

use std::{fmt::Write as _, fs, path::Path};

use serde::Serialize;
use upsafe::{
    core::{LoadError, Sources},
    deps::{
        ecosystem::cargo::Lock,
        query::{LockChange, WhatChanged, lock_changes},
    },
};

use crate::{
    args::ListFormat,
    failure::Failure,
    output::{print, print_json},
};

#[derive(Serialize)]
struct Row<'c> {
    change: &'static str,
    name: &'c str,
    text: String,
    from: Option<String>,
    to: Option<String>,
}

pub(crate) fn run(old: &Path, new: &Path, output: ListFormat) -> Result<u8, Failure> {
    let changes = lock_changes(&read(old)?, &read(new)?);
    match output {
        ListFormat::Json => print_json(&changes.iter().map(row).collect::<Vec<_>>())?,
        ListFormat::Text => print(&shown(&changes))?,
    }
    Ok(0)
}

fn read(path: &Path) -> Result<Lock, Failure> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| LoadError::whole(&shown, error))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        LoadError::whole(
            &shown,
            format_args!("expected UTF-8, found another byte at offset {at}"),
        )
    })?;
    let mut sources = Sources::new();
    let id = sources.add(&shown, text);
    Ok(Lock::parse(&sources, id)?)
}

fn row(change: &LockChange) -> Row<'_> {
    let (from, to) = match &change.what {
        WhatChanged::Checksum { version, .. } => (Some(version), Some(version)),
        WhatChanged::Source {
            from_version,
            to_version,
            ..
        } => (Some(from_version), Some(to_version)),
        WhatChanged::Downgraded { from, to }
        | WhatChanged::Major { from, to }
        | WhatChanged::Upgraded { from, to } => (Some(from), Some(to)),
        WhatChanged::SecondVersion { version, .. } | WhatChanged::Added { version } => {
            (None, Some(version))
        }
        WhatChanged::DroppedVersion { version } | WhatChanged::Removed { version } => {
            (Some(version), None)
        }
        _ => (None, None),
    };
    Row {
        change: change.what.kind(),
        name: &change.name,
        text: change.what.to_string(),
        from: from.map(ToString::to_string),
        to: to.map(ToString::to_string),
    }
}

/// Changes by kind, the suspicious ones first; what is only many is one line a kind.
fn shown(changes: &[LockChange]) -> String {
    if changes.is_empty() {
        return "no package changed\n".to_owned();
    }
    let mut text = String::new();
    let mut kind = "";
    for change in changes {
        if change.what.kind() != kind {
            kind = change.what.kind();
            let n = changes
                .iter()
                .filter(|other| other.what.kind() == kind)
                .count();
            writeln!(text, "{kind} ({n})").expect("a String can always be written");
        }
        writeln!(text, "  {} {}", change.name, change.what)
            .expect("a String can always be written");
    }
    text
}
