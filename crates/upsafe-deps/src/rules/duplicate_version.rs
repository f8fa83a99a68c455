//! One package is built in several versions.

use upsafe_core::{Finding, Sink, Subject, count};

use crate::{
    CargoEvidence, Deps, Evidence, Fix, HeldCopy, Move, RootCause,
    analysis::catalog::class_of,
    evidence::cargo_version,
    graph::{Graph, PackageId},
    wording::{because_way, listed},
};

upsafe_core::rule!(Deps, "deps/duplicate-version", "duplicate_version.md",
    level: Warning, since: "0.1.0", aliases: &["cargo-deny:duplicate"],
    summary: "one package is built in several versions", check);

/// How many requirements or commands a finding spells out before the rest is counted.
const SHOWN: usize = 4;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        for cause in &cargo.duplicates.causes {
            report(cargo, cause, sink);
        }
        if !cargo.duplicates.unknown.is_empty() {
            let names = listed(&cargo.duplicates.unknown);
            sink.limit(format!(
                "what it takes to lose a copy is not known where the local index says nothing of {names}"
            ));
        }
    }
}

fn report(cargo: &CargoEvidence, cause: &RootCause, sink: &mut Sink<'_>) {
    let graph = &cargo.graph;
    let holder = graph.package(cause.holder);
    let copies: Vec<String> = cause
        .copies
        .iter()
        .map(|copy| graph.package(copy.package).to_string())
        .collect();
    let message = match &cause.copies[..] {
        [copy] if matches!(cause.fix, Fix::Nobody) => {
            format!(
                "nothing requires `{}`, of which the lock has another version",
                shown(graph, copy.package)
            )
        }
        [copy] if matches!(cause.fix, Fix::Source) => {
            let (package, kept) = (graph.package(copy.package), graph.package(copy.kept));
            format!(
                "`{holder}` keeps `{package}` from {} beside {} from {}",
                package.source, kept.version, kept.source
            )
        }
        [copy] => {
            let (package, kept) = (graph.package(copy.package), graph.package(copy.kept));
            format!("`{holder}` keeps `{package}` beside {}", kept.version)
        }
        all => {
            let (n, names) = (count(all.len(), "package"), copies.join(", "));
            format!("`{holder}` keeps {n} in a second version: {names}")
        }
    };
    let subject = Subject::package(holder.ecosystem.name(), &holder.name, None);
    let class = class_of_finding(graph, cause);
    let finding = sink
        .report(subject, message)
        .copies(cause.copies.len())
        .class(class);
    for copy in &cause.copies {
        let package = graph.package(copy.package);
        let kept = graph.package(copy.kept);
        finding.at_if(
            package.place.as_ref(),
            format!("version {}, beside {}", package.version, kept.version),
        );
    }
    explain(graph, cause, finding);
    help(graph, cause, finding);
}

fn shown(graph: &Graph, id: PackageId) -> String {
    graph.package(id).to_string()
}

/// A holder that is there in several versions, or that is kept for different reasons, has several
/// findings.
fn class_of_finding(graph: &Graph, cause: &RootCause) -> String {
    let holder = graph.package(cause.holder);
    let mut class = match &cause.fix {
        Fix::Update { .. } => "update",
        Fix::Ours { .. } => "requirement",
        Fix::Source => "source",
        Fix::Nobody => "nobody",
        Fix::Stuck { .. } | Fix::Unknown { .. } | Fix::Upstream { .. } => "upstream",
    }
    .to_owned();
    if graph.named(holder.ecosystem, &holder.name).len() > 1
        && let Some(version) = cargo_version(graph, cause.holder)
    {
        class = format!("{class} {}", class_of(version));
    }
    class
}

/// The way to the holder, and the requirement that keeps each copy.
fn explain(graph: &Graph, cause: &RootCause, finding: &mut Finding) {
    because_way(finding, graph, cause.holder);
    let direct: Vec<&HeldCopy> = cause
        .copies
        .iter()
        .filter(|copy| copy.path.len() <= 2)
        .collect();
    for copy in direct.iter().take(SHOWN) {
        let package = graph.package(copy.package);
        if let Some(requirement) = &copy.requirement {
            finding.because(format!(
                "`{}` requires `{}` {requirement}",
                shown(graph, cause.holder),
                package.name
            ));
        }
    }
    for copy in cause
        .copies
        .iter()
        .filter(|copy| copy.path.len() > 2)
        .take(SHOWN)
    {
        finding.because_path(graph.describe_path(&copy.path));
    }
    for copy in direct.iter().take(SHOWN) {
        let mut others: Vec<PackageId> = copy.others.iter().map(|(id, _)| *id).collect();
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            continue;
        }
        let blocked = |fix: &Fix| !matches!(fix, Fix::Update { .. } | Fix::Nobody);
        let mut hard: Vec<PackageId> = copy
            .others
            .iter()
            .filter(|(_, fix)| blocked(fix))
            .map(|(id, _)| *id)
            .collect();
        hard.sort_unstable();
        hard.dedup();
        let names = listed(others.iter().map(|id| shown(graph, *id)));
        let easy = match (others.len() - hard.len(), hard.len()) {
            (_, 0) => ", which `cargo update` moves".to_owned(),
            (0, _) => String::new(),
            (easy, _) => format!(", {easy} of which `cargo update` moves"),
        };
        finding.because(format!(
            "`{}` is also kept by {names}{easy}",
            shown(graph, copy.package)
        ));
    }
}

fn help(graph: &Graph, cause: &RootCause, finding: &mut Finding) {
    match &cause.fix {
        Fix::Update { moves, brings } => {
            finding.help_command(command(moves), told(moves));
            if !brings.is_empty() {
                finding.help(format!(
                    "but that brings {} in a further version",
                    listed(brings)
                ));
            }
        }
        Fix::Stuck { moves, reason } => {
            let command = command(moves);
            finding.help(format!(
                "`{command}` is allowed and does not help: {reason}"
            ));
        }
        Fix::Ours { edits, moves } => {
            for edit in edits.iter().take(SHOWN) {
                let package = graph.package(edit.package);
                let now = edit
                    .requirement
                    .as_ref()
                    .map(|text| format!(", now {text}"));
                finding.help(format!(
                    "let `{}` require `{}` {}{}: a breaking upgrade",
                    package.name,
                    edit.name,
                    edit.to,
                    now.unwrap_or_default()
                ));
            }
            if !moves.is_empty() {
                finding.help_command(command(moves), told(moves));
            }
        }
        Fix::Source => {
            let name = cause
                .copies
                .first()
                .map(|copy| graph.package(copy.package).name.clone());
            finding.help(format!(
                "`[patch]` `{}` so that everybody takes one source, or publish what the tree has",
                name.unwrap_or_default()
            ));
        }
        Fix::Nobody => {
            finding.help_command("cargo update --workspace", "drops it from the lock");
        }
        Fix::Unknown { package } => {
            finding.help(format!(
                "the local index does not say what other versions of `{package}` require"
            ));
        }
        Fix::Upstream { .. } => upstream(cause, finding),
    }
}

/// One command for all moves, where cargo takes them in one.
fn command(moves: &[Move]) -> String {
    if moves.iter().any(|step| step.precise) {
        let commands: Vec<String> = moves.iter().map(Move::command).collect();
        return commands.join(" && ");
    }
    let packages = moves.iter().map(Move::package);
    packages.fold("cargo update".to_owned(), |command, package| {
        command + " -p " + &package
    })
}

fn told(moves: &[Move]) -> String {
    let steps: Vec<String> = moves
        .iter()
        .map(|step| format!("`{}` {} to {}", step.name, step.from, step.to))
        .collect();
    format!("moves {}", steps.join(", "))
}

/// Whom the copies wait for: a line for each package, with everything that its latest release
/// requires of them.
fn upstream(cause: &RootCause, finding: &mut Finding) {
    let mut lines: Vec<(String, Vec<String>, bool)> = Vec::new();
    for copy in &cause.copies {
        let Fix::Upstream {
            package,
            latest,
            requires,
            requirement,
            beyond,
        } = &copy.fix
        else {
            continue;
        };
        let head = format!("`{package}`: its latest release {latest}");
        let what = match requirement {
            Some(requirement) => format!("`{requires}` {requirement}"),
            None => format!("another `{requires}`"),
        };
        match lines
            .iter_mut()
            .find(|line| line.0 == head && line.2 == *beyond)
        {
            Some((_, all, _)) if all.contains(&what) => {}
            Some((_, all, _)) => all.push(what),
            None => lines.push((head, vec![what], *beyond)),
        }
    }
    for (head, what, beyond) in lines.into_iter().take(SHOWN) {
        let what = what.join(", ");
        finding.help(match beyond {
            false => format!("waits for {head} still requires {what}"),
            true => format!(
                "{head} requires {what}, newer than any that is locked: others have to move first"
            ),
        });
    }
}
