//! The operations of Minimal Version Selection, as Go defines them.
//!
//! - [`build_list`]: the greatest version of every path that is reachable.
//! - [`upgrade`], [`upgrade_all`]: the same walk with edges *added*; nothing is taken away, so
//!   what an older version required stays.
//! - [`downgrade`]: the list without what leads above the wanted versions; it raises nothing else.
//! - [`minimal_requirements`]: the shortest list that gives the same build list.
//!
//! Every operation asks the graph for each module once, and takes time O(modules + requirements).

use std::collections::HashMap;

use super::explorer::{ErrorOf, Explorer, Moves};
use super::walk::{Extra, NodeId, Numbered, PathId};
use super::{Latest, Module, ModuleOf, Previous, Requirements};
use super::{downgrade as down, minimal};

/// The build list of `targets`: the targets themselves, then the rest sorted by path.
///
/// # Errors
/// When the requirements of a reachable module cannot be read (with the shortest chain to it), or
/// when a greater version of a target is required.
pub fn build_list<R: Requirements>(
    graph: &R,
    targets: &[ModuleOf<R>],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    let mut explorer = Explorer::new(graph);
    let targets: Vec<NodeId> = targets.iter().map(|m| explorer.number(m)).collect();
    let walk = explorer.walk_from(&targets, &mut super::walk::Still)?;
    let list = explorer.list(&walk, &targets);
    Ok(explorer.modules(&list))
}

/// The build list of `target` after moving the paths of `wanted` to the versions given there.
///
/// A path that nothing requires yet is added. Of two versions for one path the greater counts.
///
/// # Errors
/// As for [`build_list`].
pub fn upgrade<R: Requirements>(
    graph: &R,
    target: &ModuleOf<R>,
    wanted: &[ModuleOf<R>],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    let mut explorer = Explorer::new(graph);
    let target = explorer.number(target);
    if !explorer.load(target) {
        // The walk stops at the target at once and reports why.
        return explorer
            .walk_still(target)
            .map(|_| explorer.modules(&[target]));
    }
    let mut required = explorer.required(target).to_vec();
    let n_required = required.len();
    let mut moves = UpgradeSome {
        to: HashMap::new(),
        moved: HashMap::new(),
    };
    for module in wanted {
        let node = explorer.number(module);
        let path = explorer.path(node);
        let in_list = required[..n_required]
            .iter()
            .any(|&r| explorer.path(r) == path);
        if !in_list {
            required.push(explorer.node_at(path, None));
        }
        let to = moves.to.entry(path).or_insert(node);
        if explorer.is_greater(node, *to) {
            *to = node;
        }
    }
    explorer.override_required(target, required);
    let walk = explorer.walk_from(&[target], &mut moves)?;
    let list = explorer.list(&walk, &[target]);
    Ok(explorer.modules(&list))
}

/// The build list of `target` after moving every module to its latest version.
///
/// # Errors
/// As for [`build_list`], and when the latest version of a path is not known.
pub fn upgrade_all<R: Latest>(
    graph: &R,
    target: &ModuleOf<R>,
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    let mut explorer = Explorer::new(graph);
    let target = explorer.number(target);
    let mut moves = UpgradeAll {
        target,
        moved: HashMap::new(),
        failure: None,
    };
    let walk = explorer.walk_from(&[target], &mut moves)?;
    let list = explorer.list(&walk, &[target]);
    Ok(explorer.modules(&list))
}

/// The build list of `target` in which no path of `wanted` is above the version given there.
///
/// Modules that lead above are lowered version by version, or dropped. No other module is raised
/// above the version that it has now. An absent module in `wanted` is removed.
///
/// # Errors
/// As for [`build_list`], and when the versions of a path cannot be listed.
pub fn downgrade<R: Previous>(
    graph: &R,
    target: &ModuleOf<R>,
    wanted: &[ModuleOf<R>],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    down::downgrade(graph, target, wanted)
}

/// The least requirements of `target` that give the same build list, sorted by path.
///
/// Every path of `base` is in the answer, needed or not.
///
/// # Errors
/// As for [`build_list`], and when a path of `base` is not in the build list.
pub fn minimal_requirements<R: Requirements>(
    graph: &R,
    target: &ModuleOf<R>,
    base: &[R::Path],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    minimal::minimal_requirements(graph, target, base)
}

struct UpgradeSome {
    to: HashMap<PathId, NodeId>,
    moved: HashMap<NodeId, NodeId>,
}

impl<R: Requirements> Extra<Explorer<'_, R>> for UpgradeSome {
    fn moved(&mut self, graph: &mut Explorer<'_, R>, node: NodeId) -> Option<NodeId> {
        let Some(&to) = self.to.get(&graph.path(node)) else {
            return Some(node);
        };
        self.moved.insert(node, to);
        Some(to)
    }
}

impl<R: Requirements> Moves<R> for UpgradeSome {
    fn moved_to(&self, node: NodeId) -> Option<NodeId> {
        self.moved.get(&node).copied()
    }

    fn take_failure(&mut self) -> Option<R::Error> {
        None
    }
}

struct UpgradeAll<E> {
    target: NodeId,
    moved: HashMap<NodeId, NodeId>,
    failure: Option<E>,
}

impl<R: Latest> Extra<Explorer<'_, R>> for UpgradeAll<R::Error> {
    fn moved(&mut self, graph: &mut Explorer<'_, R>, node: NodeId) -> Option<NodeId> {
        if graph.path(node) == graph.path(self.target) {
            return Some(self.target);
        }
        let module = graph.module(node);
        match graph.graph.latest(&module) {
            Ok(version) => {
                let to = graph.number(&Module {
                    path: module.path,
                    version,
                });
                self.moved.insert(node, to);
                Some(to)
            }
            Err(cause) => {
                self.failure = Some(cause);
                None
            }
        }
    }
}

impl<R: Latest> Moves<R> for UpgradeAll<R::Error> {
    fn moved_to(&self, node: NodeId) -> Option<NodeId> {
        self.moved.get(&node).copied()
    }

    fn take_failure(&mut self) -> Option<R::Error> {
        self.failure.take()
    }
}
