//! `upsafe deps mvs`: minimal version selection over a graph in a text table.

use std::path::Path;

use upsafe::{
    core::{LoadError, Position, Sources, conflict_marker},
    deps::{read_file, resolve::table::Table},
};

use crate::{failure::Failure, output::print};

/// The largest table that is read, in bytes.
const LARGEST: u64 = 64 << 20;

pub(crate) fn run(graph: &Path, op: &str, target: &str, args: &[String]) -> Result<u8, Failure> {
    let shown = graph.display().to_string();
    let bytes = read_file(graph, &shown, LARGEST)?;
    let (text, bad) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            (
                String::from_utf8_lossy(error.as_bytes()).into_owned(),
                Some(at),
            )
        }
    };
    if let Some(at) = bad.or_else(|| conflict_marker(&text)) {
        let mut sources = Sources::new();
        let id = sources.add(&shown, text);
        let expected = match bad {
            Some(_) => "expected UTF-8 text, found another byte",
            None => "expected a table, found the marker of an unresolved merge",
        };
        return Err(Failure::load(
            LoadError::at(sources.get(id), at, expected),
            &sources,
        ));
    }
    let table = Table::parse(&text).map_err(|error| {
        let saturate = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let position = Position {
            line: saturate(error.line),
            column: saturate(error.column),
        };
        let mut sources = Sources::new();
        sources.add(&shown, text.as_str());
        let error = LoadError::at_position(&shown, position, error.reason());
        Failure::load(error, &sources)
    })?;
    let nodes = table.run(op, target, args)?;
    print(
        &nodes
            .iter()
            .map(|node| format!("{node}\n"))
            .collect::<String>(),
    )?;
    Ok(0)
}
