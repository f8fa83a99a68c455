//! `upsafe deps list` and `upsafe deps duplicates`.

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;
use upsafe::deps::{
    Loaded,
    graph::{Ecosystem, Package, PackageSource},
};

use crate::{
    args::ListFormat,
    failure::Failure,
    output::{print, print_json},
};

#[derive(Serialize)]
struct Row<'g> {
    ecosystem: &'static str,
    name: &'g str,
    version: String,
    source: String,
}

pub(crate) fn packages(loaded: &Loaded, output: ListFormat) -> Result<u8, Failure> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for graph in loaded.graphs() {
        for (.., ids) in graph.names() {
            rows.extend(ids.iter().map(|&id| row(graph.package(id))));
        }
    }
    match output {
        ListFormat::Json => print_json(&rows)?,
        ListFormat::Text => {
            let mut text = String::new();
            for row in rows {
                writeln!(
                    text,
                    "{}\t{}\t{}\t{}",
                    row.ecosystem, row.name, row.version, row.source
                )
                .expect("a String can always be written");
            }
            print(&text)?;
        }
    }
    Ok(0)
}

fn row(package: &Package) -> Row<'_> {
    Row {
        ecosystem: package.ecosystem.name(),
        name: &package.name,
        version: package.version.to_string(),
        source: match &package.source {
            PackageSource::Path => "path".to_owned(),
            source => source.to_string(),
        },
    }
}

#[derive(Serialize)]
struct Duplicate<'g> {
    ecosystem: &'static str,
    name: &'g str,
    versions: Vec<String>,
}

pub(crate) fn duplicates(loaded: &Loaded, output: ListFormat) -> Result<u8, Failure> {
    let mut by_name: BTreeMap<(Ecosystem, &str), Vec<String>> = BTreeMap::new();
    for graph in loaded.graphs() {
        for (ecosystem, name, ids) in graph.names().filter(|(.., ids)| ids.len() > 1) {
            let versions = ids.iter().map(|&id| graph.package(id).version.to_string());
            by_name
                .entry((ecosystem, name))
                .or_default()
                .extend(versions);
        }
    }
    let rows: Vec<_> = by_name
        .into_iter()
        .map(|((ecosystem, name), versions)| Duplicate {
            ecosystem: ecosystem.name(),
            name,
            versions,
        })
        .collect();
    match output {
        ListFormat::Json => print_json(&rows)?,
        ListFormat::Text => {
            let mut text = String::new();
            for row in rows {
                writeln!(text, "{}\t{}", row.name, row.versions.join(" "))
                    .expect("a String can always be written");
            }
            print(&text)?;
        }
    }
    Ok(0)
}
