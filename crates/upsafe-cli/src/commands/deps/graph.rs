//! `upsafe deps graph`: the graph, drawn.

use std::collections::BTreeSet;

use upsafe::deps::{
    Loaded,
    graph::{Graph, PackageId},
};
use upsafe_report::diagram::{Diagram, DiagramFormat, Node, render};

use super::name_and_version;
use crate::{failure::Failure, output::print};

/// Which packages are drawn.
pub(crate) enum Part<'a> {
    /// All of them.
    Whole,
    /// Those on a path from a member to a package.
    PathsTo(&'a str),
    /// Those that stand in several versions, and those on a path to them.
    Duplicates,
}

pub(crate) fn run(loaded: &Loaded, format: DiagramFormat, part: &Part<'_>) -> Result<u8, Failure> {
    let mut diagram = Diagram::new("Dependencies");
    for graph in loaded.graphs() {
        let targets = targets(graph, part)?;
        let drawn = match targets {
            Some(targets) => leading_to(graph, targets),
            None => graph.packages().map(|(id, _)| id).collect(),
        };
        draw(graph, &drawn, &mut diagram);
    }
    if diagram.nodes.is_empty() {
        return Err(match part {
            Part::PathsTo(package) => Failure::new(format_args!("`{package}` is not in the graph")),
            _ => Failure::new("there is nothing to draw"),
        });
    }
    print(&render(&diagram, format))?;
    Ok(0)
}

/// The packages that paths must lead to; `None` where everything is drawn.
fn targets(graph: &Graph, part: &Part<'_>) -> Result<Option<BTreeSet<PackageId>>, Failure> {
    Ok(match part {
        Part::Whole => None,
        Part::PathsTo(package) => {
            let (name, version) = name_and_version(package)?;
            let fits = |id: &PackageId| {
                let package = graph.package(*id);
                *package.name == *name
                    && version.is_none_or(|version| package.version.to_string() == version)
            };
            Some(graph.packages().map(|(id, _)| id).filter(fits).collect())
        }
        Part::Duplicates => {
            let several = graph.names().filter(|(.., ids)| ids.len() > 1);
            Some(several.flat_map(|(.., ids)| ids.iter().copied()).collect())
        }
    })
}

/// All packages from which a requirement leads to a target, the targets included.
fn leading_to(graph: &Graph, targets: BTreeSet<PackageId>) -> BTreeSet<PackageId> {
    let mut reached = targets.clone();
    let mut open: Vec<PackageId> = targets.into_iter().collect();
    while let Some(id) = open.pop() {
        for edge in graph.dependents(id) {
            if reached.insert(edge.from) {
                open.push(edge.from);
            }
        }
    }
    reached
}

fn draw(graph: &Graph, drawn: &BTreeSet<PackageId>, diagram: &mut Diagram) {
    let mut at = std::collections::BTreeMap::new();
    for &id in drawn {
        let package = graph.package(id);
        let node = Node {
            id: format!("{}:{package} {}", package.ecosystem, package.source),
            label: package.to_string(),
            group: package.name.to_string(),
            root: package.member,
            duplicate: graph.named(package.ecosystem, &package.name).len() > 1,
            detail: package.source.to_string(),
        };
        at.insert(id, diagram.add_node(node));
    }
    let mut seen = BTreeSet::new();
    for edge in graph.all_dependencies() {
        if let (Some(&from), Some(&to)) = (at.get(&edge.from), at.get(&edge.to))
            && seen.insert((from, to, edge.dependency.kind))
        {
            diagram.add_edge(from, to, edge.dependency.kind.name());
        }
    }
}
