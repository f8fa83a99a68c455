//! `upsafe deps mvs`: minimal version selection over a graph in a text table.

use std::{fs, path::Path};

use upsafe::{core::LoadError, deps::resolve::table::Table};

use crate::{failure::Failure, output::print};

pub(crate) fn run(graph: &Path, op: &str, target: &str, args: &[String]) -> Result<u8, Failure> {
    let shown = graph.display();
    let text = fs::read_to_string(graph).map_err(|error| LoadError::whole(shown, error))?;
    let table = Table::parse(&text).map_err(|error| LoadError::whole(graph.display(), error))?;
    let nodes = table.run(op, target, args)?;
    print(
        &nodes
            .iter()
            .map(|node| format!("{node}\n"))
            .collect::<String>(),
    )?;
    Ok(0)
}
