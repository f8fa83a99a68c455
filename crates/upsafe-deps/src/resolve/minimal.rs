//! The shortest list of requirements with the same build list.

use std::collections::HashSet;

use super::explorer::{ErrorOf, Explorer};
use super::walk::{NodeId, Numbered};
use super::{Error, ModuleOf, Requirements};

/// See [`mvs::minimal_requirements`](super::mvs::minimal_requirements).
pub(crate) fn minimal_requirements<R: Requirements>(
    graph: &R,
    target: &ModuleOf<R>,
    base: &[R::Path],
) -> Result<Vec<ModuleOf<R>>, ErrorOf<R>> {
    let mut explorer = Explorer::new(graph);
    let target = explorer.number(target);
    let walk = explorer.walk_still(target)?;
    let list = explorer.list(&walk, &[target]);
    // The target's own requirements are what is looked for: here it requires nothing.
    explorer.override_required(target, Vec::new());
    let postorder = postorder(&explorer, target, &list);

    let mut have = HashSet::new();
    let mut minimal = Vec::new();
    for path in base {
        let number = explorer.path_number(path);
        let Some(node) = walk.selected(number) else {
            return Err(Error::NotSelected { path: path.clone() });
        };
        if !minimal.contains(&node) {
            minimal.push(node);
            mark(&explorer, node, &mut have);
        }
    }
    for &node in postorder.iter().rev() {
        if walk.selected(explorer.path(node)) == Some(node) && !have.contains(&node) {
            minimal.push(node);
            mark(&explorer, node, &mut have);
        }
    }
    minimal.sort_by(|&a, &b| explorer.path_of(a).cmp(explorer.path_of(b)));
    Ok(explorer.modules(&minimal))
}

/// Everything that `list` leads to, each after what it requires, the target left out.
fn postorder<R: Requirements>(
    explorer: &Explorer<'_, R>,
    target: NodeId,
    list: &[NodeId],
) -> Vec<NodeId> {
    let mut order = Vec::new();
    let mut seen = HashSet::from([target]);
    for &root in list {
        if !seen.insert(root) {
            continue;
        }
        let mut stack = vec![(root, 0)];
        while let Some((node, next)) = stack.last_mut() {
            if let Some(&required) = explorer.required(*node).get(*next) {
                *next += 1;
                if seen.insert(required) {
                    stack.push((required, 0));
                }
            } else {
                order.push(*node);
                stack.pop();
            }
        }
    }
    order
}

/// Adds `node` and everything that it leads to.
fn mark<R: Requirements>(explorer: &Explorer<'_, R>, node: NodeId, have: &mut HashSet<NodeId>) {
    let mut stack = vec![node];
    while let Some(node) = stack.pop() {
        if have.insert(node) {
            stack.extend(explorer.required(node));
        }
    }
}
