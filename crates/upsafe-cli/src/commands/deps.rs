//! `upsafe deps`: questions about a dependency graph, answered also where the gate fails.

mod diff;
mod floor;
mod graph;
mod list;
mod mvs;
mod plan;
mod why;

use upsafe::{core::Sources, deps::Loaded};

use crate::{
    args::{Deps, Where},
    commands::check::{discover, request},
    environment,
    failure::{Failure, of_workspace},
};

pub(crate) fn run(args: &Deps) -> Result<u8, Failure> {
    match args {
        Deps::List { place, output } => list::packages(&load(place)?, *output),
        Deps::Duplicates { place, output } => list::duplicates(&load(place)?, *output),
        Deps::Why {
            package,
            place,
            output,
        } => why::run(package, &load(place)?, *output),
        Deps::Plan {
            target,
            place,
            output,
        } => plan::run(target, &load(place)?, place, *output),
        Deps::Floor {
            place,
            write_lock,
            output,
        } => {
            let mut sources = Sources::new();
            let loaded = load_into(place, &mut sources)?;
            floor::run(&loaded, &sources, write_lock.as_deref(), *output)
        }
        Deps::Diff { old, new, output } => diff::run(old, new, *output),
        Deps::Graph {
            place,
            format,
            to,
            duplicates,
        } => {
            let part = match to {
                Some(package) => graph::Part::PathsTo(package),
                None if *duplicates => graph::Part::Duplicates,
                None => graph::Part::Whole,
            };
            graph::run(&load(place)?, *format, &part)
        }
        Deps::Mvs {
            graph,
            op,
            target,
            args,
        } => mvs::run(graph, op, target, args),
    }
}

/// Loads what a place on the command line stands for, without judging it.
fn load(place: &Where) -> Result<Loaded, Failure> {
    load_into(place, &mut Sources::new())
}

fn load_into(place: &Where, sources: &mut Sources) -> Result<Loaded, Failure> {
    let workspace = discover(place)?;
    let config = workspace.load_config().map_err(of_workspace)?;
    let (environment, request) = (environment::read(), request(place));
    upsafe::load_deps(&workspace, &config, &environment, &request, sources)
        .map_err(|error| Failure::load(error, sources))
}

/// Splits `NAME@VERSION`; the version may be left out.
fn name_and_version(text: &str) -> Result<(&str, Option<&str>), Failure> {
    match text.rsplit_once('@') {
        Some((name, version)) if !name.is_empty() && !version.is_empty() => {
            Ok((name, Some(version)))
        }
        None if !text.is_empty() => Ok((text, None)),
        _ => Err(Failure::new(format_args!(
            "expected NAME or NAME@VERSION, found `{text}`"
        ))),
    }
}
