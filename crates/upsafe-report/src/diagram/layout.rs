//! Where nodes and edges go: layers from the roots on the left to the leaves on the right.
//!
//! After Sugiyama, Tagawa and Toda (1981): break cycles, layer by the longest path, order each layer
//! for few crossings, then place. One thing differs: edges that pass layers on their way to the same
//! node share one *trunk*, so a package that a hundred others require draws one line, not a hundred.

use super::{Diagram, Node, heights::heights, order};

pub(super) const NODE_HEIGHT: f64 = 20.0;
pub(super) const NODE_GAP: f64 = 8.0;
pub(super) const TRUNK_HEIGHT: f64 = 5.0;
const MARGIN: i64 = 24;
/// The most characters of a label that are drawn.
pub(super) const LABEL_MAX: usize = 36;
/// Layers beyond this many are not told apart by trunks: a chain of a hundred thousand packages
/// would need as many trunks as it has pairs.
const TRUNKS_MAX: usize = 60_000;

/// Places in pixels.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) nodes: Vec<Spot>,
}

/// Where a node is and how edges reach it.
#[derive(Clone, Debug, Default)]
pub(super) struct Spot {
    /// The left end.
    pub(super) x: i64,
    /// The middle.
    pub(super) y: i64,
    pub(super) width: i64,
    /// What edges from far layers follow, from left to right: `(left, right, y)`.
    pub(super) trunk: Vec<(i64, i64, i64)>,
}

/// Something that has a place in a layer: a node, or the trunk of a node where it passes.
pub(super) struct Item {
    node: usize,
    pub(super) is_trunk: bool,
}

/// The items of a layered graph and what joins them.
pub(super) struct Layered {
    pub(super) items: Vec<Item>,
    /// The items one layer to the left that an item is joined with.
    pub(super) left: Vec<Vec<usize>>,
    /// The same one layer to the right.
    pub(super) right: Vec<Vec<usize>>,
    /// The items of each layer, from top to bottom.
    pub(super) layers: Vec<Vec<usize>>,
}

/// Lays a graph out. Deterministic; bounded sweeps over nodes, trunks and edges.
pub(super) fn layout(diagram: &Diagram) -> Layout {
    let n = diagram.nodes.len();
    let mut forward: Vec<Vec<usize>> = vec![Vec::new(); n];
    for edge in diagram.known_edges().filter(|edge| edge.from != edge.to) {
        forward[edge.from].push(edge.to);
    }
    for targets in &mut forward {
        targets.sort_unstable();
        targets.dedup();
    }
    let roots: Vec<usize> = (0..n).filter(|&node| diagram.nodes[node].root).collect();
    let visited = break_cycles(&mut forward, &roots);
    let layer = longest_paths(&forward);
    let mut layered = with_trunks(&forward, &layer, &visited);
    order::reduce_crossings(&mut layered);
    let y = heights(&layered);
    place(diagram, &layered, &y)
}

/// Removes the edges that close a cycle, and gives the nodes in the order of the search.
fn break_cycles(forward: &mut [Vec<usize>], roots: &[usize]) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut state = vec![State::New; forward.len()];
    let mut visited = Vec::with_capacity(forward.len());
    for start in roots.iter().copied().chain(0..forward.len()) {
        if state[start] != State::New {
            continue;
        }
        let mut stack = vec![(start, 0)];
        state[start] = State::Open;
        visited.push(start);
        while let Some((node, next)) = stack.pop() {
            let Some(&target) = forward[node].get(next) else {
                state[node] = State::Done;
                continue;
            };
            match state[target] {
                State::Open => {
                    forward[node].remove(next);
                    stack.push((node, next));
                }
                State::Done => stack.push((node, next + 1)),
                State::New => {
                    stack.push((node, next + 1));
                    state[target] = State::Open;
                    visited.push(target);
                    stack.push((target, 0));
                }
            }
        }
    }
    visited
}

/// The layer of each node: one right of the rightmost that requires it.
fn longest_paths(forward: &[Vec<usize>]) -> Vec<usize> {
    let mut waiting = vec![0_usize; forward.len()];
    for &target in forward.iter().flatten() {
        waiting[target] += 1;
    }
    let mut layer = vec![0; forward.len()];
    let mut ready: Vec<usize> = (0..forward.len())
        .filter(|&node| waiting[node] == 0)
        .collect();
    while let Some(node) = ready.pop() {
        for &target in &forward[node] {
            layer[target] = layer[target].max(layer[node] + 1);
            waiting[target] -= 1;
            if waiting[target] == 0 {
                ready.push(target);
            }
        }
    }
    layer
}

fn with_trunks(forward: &[Vec<usize>], layer: &[usize], visited: &[usize]) -> Layered {
    let n = forward.len();
    let mut first: Vec<usize> = layer.to_vec();
    for (node, targets) in forward.iter().enumerate() {
        for &target in targets {
            first[target] = first[target].min(layer[node] + 1);
        }
    }
    let needed: usize = (0..n).map(|node| layer[node] - first[node]).sum();
    if needed > TRUNKS_MAX {
        first = layer.to_vec();
    }
    let mut layers = vec![Vec::new(); layer.iter().max().map_or(0, |last| last + 1)];
    let mut items: Vec<Item> = (0..n)
        .map(|node| Item {
            node,
            is_trunk: false,
        })
        .collect();
    let mut trunk_start = vec![0; n];
    for &node in visited {
        trunk_start[node] = items.len();
        for passed in &mut layers[first[node]..layer[node]] {
            passed.push(items.len());
            items.push(Item {
                node,
                is_trunk: true,
            });
        }
        layers[layer[node]].push(node);
    }
    let mut right = vec![Vec::new(); items.len()];
    let mut left = vec![Vec::new(); items.len()];
    let mut join = |from: usize, to: usize| {
        right[from].push(to);
        left[to].push(from);
    };
    for node in 0..n {
        let trunk: Vec<usize> = (0..layer[node] - first[node])
            .map(|at| trunk_start[node] + at)
            .collect();
        let chain: Vec<usize> = trunk.iter().copied().chain([node]).collect();
        chain.windows(2).for_each(|pair| join(pair[0], pair[1]));
    }
    for (node, targets) in forward.iter().enumerate() {
        for &target in targets {
            let entry = layer[node] + 1;
            if entry == layer[target] {
                join(node, target);
            } else if entry >= first[target] && entry < layer[target] {
                join(node, trunk_start[target] + entry - first[target]);
            }
        }
    }
    Layered {
        items,
        left,
        right,
        layers,
    }
}

fn place(diagram: &Diagram, layered: &Layered, y: &[f64]) -> Layout {
    let top = y.iter().copied().fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    let down = |item: usize| (y[item] - top).round() as i64 + MARGIN + NODE_HEIGHT as i64;
    let mut nodes: Vec<Spot> = diagram
        .nodes
        .iter()
        .map(|node| Spot {
            width: label_width(node),
            ..Spot::default()
        })
        .collect();
    let mut x = MARGIN;
    for layer in &layered.layers {
        let width = layer
            .iter()
            .filter(|&&item| !layered.items[item].is_trunk)
            .map(|&item| nodes[layered.items[item].node].width)
            .max()
            .unwrap_or(40);
        for &item in layer {
            let spot = &mut nodes[layered.items[item].node];
            if layered.items[item].is_trunk {
                spot.trunk.push((x, x + width, down(item)));
            } else {
                spot.x = x;
                spot.y = down(item);
            }
        }
        let tall = layer.len() as i64;
        x += width + 28 + (tall / 2).min(44);
    }
    let bottom = (0..y.len()).map(down).max().unwrap_or(MARGIN);
    for spot in &mut nodes {
        spot.trunk.sort_unstable();
    }
    Layout {
        width: x,
        height: bottom + NODE_HEIGHT as i64 + MARGIN,
        nodes,
    }
}

/// The width of a label in a sans-serif of 11 pixels, generously; roots are bold.
fn label_width(node: &Node) -> i64 {
    let n_chars = node.label.chars().count().min(LABEL_MAX);
    let half_pixels = if node.root { 15 } else { 13 };
    i64::try_from(n_chars).unwrap_or(0) * half_pixels / 2 + 16
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws the layers of a graph given as `a>b` pairs, and the trunks that pass in each.
    fn check(edges: &str, expected: &str) {
        let mut diagram = Diagram::new("");
        let index = |name: &str, diagram: &mut Diagram| {
            let known = diagram.nodes.iter().position(|node| node.id == name);
            known.unwrap_or_else(|| diagram.add_node(Node::new(name, name)))
        };
        for pair in edges.split_whitespace() {
            let (from, to) = pair.split_once('>').unwrap();
            let (from, to) = (index(from, &mut diagram), index(to, &mut diagram));
            diagram.add_edge(from, to, "normal");
        }
        let layout = layout(&diagram);
        let mut columns: Vec<i64> = layout.nodes.iter().map(|spot| spot.x).collect();
        columns.sort_unstable();
        columns.dedup();
        let shown: Vec<String> = columns
            .iter()
            .map(|&x| {
                let mut names: Vec<_> = diagram
                    .nodes
                    .iter()
                    .zip(&layout.nodes)
                    .filter_map(|(node, spot)| {
                        let passes = spot.trunk.iter().any(|(left, _, _)| *left == x);
                        (spot.x == x)
                            .then(|| node.id.clone())
                            .or(passes.then(|| format!("~{}", node.id)))
                    })
                    .collect();
                names.sort();
                names.join(" ")
            })
            .collect();
        assert_eq!(shown.join(" | "), expected, "{edges}");
    }

    #[test]
    fn layers_follow_the_longest_path_and_trunks_are_shared() {
        check("", "");
        check("a>b b>c", "a | b | c");
        check("a>b b>c a>c", "a | b ~c | c");
        check("a>b b>c c>d a>d b>d", "a | b ~d | c ~d | d");
        check("a>b b>a", "a | b");
        check("a>a", "a");
        check("a>b b>c c>a x>c", "a x | b ~c | c");
    }

    #[test]
    fn a_long_chain_is_laid_out() {
        let mut diagram = Diagram::new("");
        for n in 0..20_000 {
            diagram.add_node(Node::new(n.to_string(), "n"));
            if n > 0 {
                diagram.add_edge(n - 1, n, "normal");
                diagram.add_edge(0, n, "normal");
            }
        }
        assert_eq!(layout(&diagram).nodes.len(), 20_000);
    }
}
