//! Measurements as a table, and bars as lines that say whether they hold.

use super::measure::{Cost, measure, median};
use std::{path::PathBuf, process::Command};

/// A command with a name for the table.
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) command: Command,
    /// The file that is its stdin.
    pub(super) input: Option<PathBuf>,
}

/// Whether the machine's caches have seen the contenders. Complete: they have or they have not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Warming {
    /// The caller ran each of them.
    Done,
    /// A round that does not count comes first.
    Due,
}

/// Runs every contender in turn, `rounds` times, and where that is due once before.
pub(super) fn compare(
    contenders: &[Contender],
    rounds: usize,
    warming: Warming,
) -> Result<Vec<Cost>, String> {
    let mut costs = vec![Vec::new(); contenders.len()];
    let first = usize::from(warming == Warming::Done);
    for round in first..=rounds {
        for (contender, costs) in contenders.iter().zip(&mut costs) {
            let cost = measure(&contender.command, contender.input.as_deref())?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    Ok(costs.iter().map(|costs| median(costs)).collect())
}

/// The medians as Markdown, with the ratio of CPU time to the first row.
pub(super) fn table(contenders: &[Contender], costs: &[Cost]) -> String {
    let mut text =
        "| command | CPU ms | wall ms | peak MiB | CPU / first |\n|---|---|---|---|---|\n"
            .to_owned();
    for (contender, cost) in contenders.iter().zip(costs) {
        text += &format!(
            "| {} | {:.0} | {:.0} | {:.1} | {:.1} |\n",
            contender.name,
            cost.cpu,
            cost.wall,
            cost.memory,
            cost.cpu / costs[0].cpu,
        );
    }
    text
}

/// One line for a bar, and whether it holds.
pub(super) fn bar(what: &str, holds: bool) -> (String, bool) {
    (
        format!("{}: {what}\n", if holds { "holds" } else { "MISSED" }),
        holds,
    )
}
