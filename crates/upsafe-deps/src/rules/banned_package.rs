//! A package is used that the configuration bans.

use upsafe_config::{Ban, Ecosystem};
use upsafe_core::Sink;
use upsafe_version::cargo::{Requirement, Version};

use crate::{
    CargoEvidence, Deps, Evidence,
    evidence::cargo_version,
    graph::{Graph, PackageId},
    wording::{because_path, first_step, listed},
};

upsafe_core::rule!(Deps, "deps/banned-package", "banned_package.md",
    level: Error, since: "0.1.0", aliases: &["cargo-deny:banned"],
    summary: "a package is used that the configuration bans", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for ban in evidence
        .settings
        .ban
        .iter()
        .filter(|ban| *ban.ecosystem == Ecosystem::Cargo)
    {
        for cargo in evidence.cargo {
            check_ban(ban, cargo, sink);
        }
    }
}

fn check_ban(ban: &Ban, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let graph = &cargo.graph;
    for (id, package) in graph.packages().filter(|(_, package)| !package.member) {
        if !ban.name.matches(&package.name) || !bans_version(ban, graph, id) {
            continue;
        }
        let mut users: Vec<PackageId> = graph.dependents(id).iter().map(|edge| edge.from).collect();
        users.dedup();
        let n_users = users.len();
        let wraps = |user: &PackageId| {
            ban.wrappers
                .iter()
                .any(|w| w.matches(&graph.package(*user).name))
        };
        users.retain(|user| !wraps(user));
        if users.is_empty() && n_users > 0 {
            continue;
        }
        let message = format!("`{package}` is banned: {}", ban.reason.as_str().trim());
        let finding = sink
            .report(package.subject(), message)
            .copies(users.len().max(1));
        let mut paths: Vec<Vec<PackageId>> = users
            .iter()
            .map(|user| graph.shortest_path(*user))
            .collect();
        paths.retain(|path| !path.is_empty());
        paths.sort_by_key(Vec::len);
        if let Some(path) = paths.first_mut() {
            path.push(id);
            let user = graph.package(path[path.len() - 2]);
            let text = match path.len() {
                2 => format!("`{}` requires it here", user.name),
                _ => format!("brings it in, over `{}`", user.name),
            };
            finding.at_if(first_step(graph, path), text);
        }
        finding.at_if(
            package.place.as_ref(),
            format!("version {}", package.version),
        );
        if let Some(path) = paths.first() {
            because_path(finding, graph, path);
        }
        let names = || listed(users.iter().map(|user| graph.package(*user).name.as_ref()));
        if users.len() > 1 {
            finding.because(format!("required directly by {}", names()));
        }
        if let Some(instead) = &ban.use_instead {
            finding.help(format!("use {} in its place", instead.as_str().trim()));
        }
        if !ban.wrappers.is_empty() && !users.is_empty() {
            let wrappers = listed(ban.wrappers.iter().map(|wrapper| wrapper.as_str()));
            let verb = if users.len() == 1 { "is" } else { "are" };
            finding.help(format!(
                "only {wrappers} may require it, {} {verb} not among them",
                names()
            ));
        }
        let command = format!("upsafe deps why {}@{}", package.name, package.version);
        finding.help_command(command, "shows everybody who brings it in");
    }
}

/// Whether the ban is of this version; the loader has refused requirements that do not parse.
fn bans_version(ban: &Ban, graph: &Graph, id: PackageId) -> bool {
    let Some(versions) = &ban.versions else {
        return true;
    };
    match (
        Requirement::parse(versions.as_str()),
        cargo_version(graph, id),
    ) {
        (Ok(requirement), Some(version)) => requirement.matches(&Version::from(version.clone())),
        _ => true,
    }
}
