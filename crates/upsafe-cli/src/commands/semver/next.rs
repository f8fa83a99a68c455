//! `upsafe semver next`: what has to change in which files for the next versions.

use std::fmt::Write as _;

use serde::Serialize;
use upsafe::{
    core::{Position, Sources},
    semver::next::{Edit, Plan, Wish, apply, plan},
};

use crate::{
    args::ListFormat,
    environment,
    failure::Failure,
    output::{print, print_json},
    semver_args::Next,
};

#[derive(Serialize)]
struct Shown<'p> {
    moves: Vec<ShownMove<'p>>,
    edits: Vec<ShownEdit<'p>>,
    left: &'p [String],
    written: bool,
}

#[derive(Serialize)]
struct ShownMove<'p> {
    name: &'p str,
    from: &'p str,
    to: &'p str,
    why: &'p [String],
}

#[derive(Serialize)]
struct ShownEdit<'p> {
    file: &'p str,
    line: u32,
    column: u32,
    old: &'p str,
    new: &'p str,
    what: &'p str,
}

pub(super) fn run(args: &Next) -> Result<u8, Failure> {
    let world = super::load(&args.place, args.deep)?;
    let today = environment::read().today;
    let plan = plan(
        &world.loaded,
        &world.settings,
        &world.sources,
        &args.wish(),
        &args.packages,
        today,
    );
    if let Some(first) = plan.unknown.first() {
        let more = plan.unknown.iter().skip(1);
        let more: String = more.map(|one| format!("\n{one}")).collect();
        let failure = Failure::new(format_args!("{first}{more}"));
        return Err(match args.wish() {
            Wish::Lowest if args.packages.is_empty() => {
                failure.with_hint("`--bump` or `--version` chooses without being told")
            }
            _ => failure,
        });
    }
    if args.write {
        apply(&world.workspace.root, &plan.edits, &world.sources)?;
    }
    let edits: Vec<ShownEdit<'_>> = plan
        .edits
        .iter()
        .map(|edit| shown(edit, &world.sources))
        .collect();
    match args.output {
        ListFormat::Text => print(&text(&plan, &edits, args.write))?,
        ListFormat::Json => print_json(&Shown {
            moves: plan
                .moves
                .iter()
                .map(|one| ShownMove {
                    name: &one.name,
                    from: &one.from,
                    to: &one.to,
                    why: &one.why,
                })
                .collect(),
            edits,
            left: &plan.left,
            written: args.write,
        })?,
    }
    Ok(0)
}

fn shown<'p>(edit: &'p Edit, sources: &'p Sources) -> ShownEdit<'p> {
    let source = sources.get(edit.source);
    let Position { line, column } = source.position(edit.span.start);
    ShownEdit {
        file: source.path(),
        line,
        column,
        old: source.text().get(edit.span.clone()).unwrap_or_default(),
        new: &edit.new,
        what: &edit.what,
    }
}

fn text(plan: &Plan, edits: &[ShownEdit<'_>], written: bool) -> String {
    let mut text = String::new();
    let mut line = |told: std::fmt::Arguments<'_>| {
        writeln!(text, "{told}").expect("a String can always be written");
    };
    if plan.moves.is_empty() {
        line(format_args!("nothing to do: every version is high enough"));
    }
    for one in &plan.moves {
        line(format_args!("{} {} -> {}", one.name, one.from, one.to));
        for why in &one.why {
            line(format_args!("  {why}"));
        }
    }
    let mut file = "";
    for edit in edits {
        if edit.file != file {
            file = edit.file;
            line(format_args!(
                "{}{file}",
                if written { "wrote " } else { "" }
            ));
        }
        let new = edit.new.replace("\r\n", "\n").replace('\n', "\\n");
        line(format_args!(
            "  {}:{} {} -> {new} ({})",
            edit.line, edit.column, edit.old, edit.what
        ));
    }
    for left in &plan.left {
        line(format_args!("left to do: {left}"));
    }
    if !written && !edits.is_empty() {
        line(format_args!("nothing was written; `--write` does it"));
    }
    text
}
