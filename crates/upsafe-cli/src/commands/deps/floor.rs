//! `upsafe deps floor`: the lowest versions that the workspace's own requirements allow together.

use std::{fmt::Write as _, path::Path};

use upsafe::{
    core::Sources,
    deps::{
        Loaded,
        query::{FloorLine, floor, floor_lock},
    },
};

use crate::{
    args::ListFormat,
    failure::Failure,
    output::{print, print_json, write_file},
};

pub(crate) fn run(
    loaded: &Loaded,
    sources: &Sources,
    lock: Option<&Path>,
    output: ListFormat,
) -> Result<u8, Failure> {
    let [cargo] = &loaded.cargo[..] else {
        return Err(Failure::new(
            "expected one Cargo workspace: a Go build list is its own floor",
        ));
    };
    let lines = floor(cargo);
    if let Some(path) = lock {
        write_file(path, &floor_lock(cargo, sources))?;
    }
    match output {
        ListFormat::Json => print_json(&lines)?,
        ListFormat::Text => print(&shown(&lines))?,
    }
    Ok(0)
}

fn shown(lines: &[FloorLine]) -> String {
    let mut text = "package\tclass\tdeclared\tfloor\tlocked\tset by\n".to_owned();
    for line in lines {
        let declared = line.declared.as_deref().unwrap_or("-");
        let locked = line.locked.as_deref().unwrap_or("-");
        let set_by = line.set_by.join(" -> ");
        writeln!(
            text,
            "{}\t{}\t{declared}\t{}\t{locked}\t{set_by}",
            line.name, line.class, line.floor
        )
        .expect("a String can always be written");
    }
    text
}
