//! Lowering modules without raising any other.

use std::collections::{HashMap, HashSet};

use super::explorer::{ErrorOf, Explorer};
use super::walk::{NodeId, Numbered, PathId};
use super::{Error, ModuleOf, Previous, Reason, Requirements, Step};

/// See [`mvs::downgrade`](super::mvs::downgrade).
pub(crate) fn downgrade<R: Previous>(
    graph: &R,
    target: &ModuleOf<R>,
    wanted: &[ModuleOf<R>],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    let mut explorer = Explorer::new(graph);
    let target = explorer.number(target);
    let walk = explorer.walk_still(target)?;
    let list = explorer.list(&walk, &[target]);
    let list = list.get(1..).unwrap_or_default();

    let mut limits = Limits::default();
    for &node in list {
        limits.max.insert(explorer.path(node), node);
    }
    for module in wanted {
        let node = explorer.number(module);
        let max = limits.max.entry(explorer.path(node)).or_insert(node);
        if explorer.is_greater(*max, node) {
            *max = node;
        }
    }

    let mut lowered = Vec::with_capacity(list.len() + 1);
    lowered.push(target);
    for &node in list {
        if let Some(kept) = lower(&mut explorer, &mut limits, node)? {
            lowered.push(kept);
        }
    }

    // A version skipped by `previous` may be selected after all, through a requirement. Then what
    // only the lowered version needed must not stay. So: take the versions really selected, keep
    // the original paths, and select again.
    explorer.override_required(target, lowered);
    let walk = explorer.walk_still(target)?;
    let kept: Vec<NodeId> = list
        .iter()
        .filter_map(|&node| walk.selected(explorer.path(node)))
        .collect();
    explorer.override_required(target, kept);
    let walk = explorer.walk_still(target)?;
    let list = explorer.list(&walk, &[target]);
    Ok(explorer.modules(&list))
}

/// The greatest version of the path of `node`, from `node` down, that may stay; `None` to drop it.
fn lower<R: Previous>(
    explorer: &mut Explorer<'_, R>,
    limits: &mut Limits,
    mut node: NodeId,
) -> Result<Option<NodeId>, ErrorOf<R>> {
    limits.check(explorer, node);
    while limits.excluded.contains(&node) {
        let module = explorer.module(node);
        let version = explorer.graph.previous(&module).map_err(|cause| {
            let step = Step {
                module,
                next: None::<Reason>,
            };
            Error::Load {
                path: vec![step],
                cause,
            }
        })?;
        let path = explorer.path(node);
        let mut previous = explorer.node_at(path, version);
        // The wanted version may be one that `previous` does not list: put it in its place.
        let wanted = limits.max[&path];
        if explorer.is_greater(node, wanted) && explorer.is_greater(wanted, previous) {
            previous = wanted;
        }
        if explorer.is_absent(previous) {
            return Ok(None);
        }
        limits.check(explorer, previous);
        node = previous;
    }
    Ok(Some(node))
}

/// Which modules may not be in the list: those that lead above a limit.
#[derive(Default)]
struct Limits {
    max: HashMap<PathId, NodeId>,
    checked: HashSet<NodeId>,
    excluded: HashSet<NodeId>,
    required_by: HashMap<NodeId, Vec<NodeId>>,
}

impl Limits {
    /// Finds out whether `root` may stay, and so for everything that it leads to.
    ///
    /// A depth-first search; below a module already excluded nothing more is read.
    fn check<R: Requirements>(&mut self, explorer: &mut Explorer<'_, R>, root: NodeId) {
        let mut stack = Vec::new();
        self.enter(explorer, root, &mut stack);
        while let Some(&mut (node, ref mut next)) = stack.last_mut() {
            let required = if self.excluded.contains(&node) {
                None
            } else {
                explorer.required(node).get(*next).copied()
            };
            let Some(required) = required else {
                stack.pop();
                continue;
            };
            if self.checked.contains(&required) {
                *next += 1;
                if self.excluded.contains(&required) {
                    self.exclude(node);
                } else {
                    self.required_by.entry(required).or_default().push(node);
                }
            } else {
                self.enter(explorer, required, &mut stack);
            }
        }
    }

    fn enter<R: Requirements>(
        &mut self,
        explorer: &mut Explorer<'_, R>,
        node: NodeId,
        stack: &mut Vec<(NodeId, usize)>,
    ) {
        if !self.checked.insert(node) {
            return;
        }
        let max = self.max.get(&explorer.path(node));
        if max.is_some_and(|&max| explorer.is_greater(node, max)) || !explorer.load(node) {
            self.exclude(node);
        } else {
            stack.push((node, 0));
        }
    }

    fn exclude(&mut self, node: NodeId) {
        let mut stack = vec![node];
        while let Some(node) = stack.pop() {
            if self.excluded.insert(node) {
                stack.extend(self.required_by.remove(&node).unwrap_or_default());
            }
        }
    }
}
