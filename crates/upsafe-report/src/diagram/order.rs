//! The order within layers: few crossings, by barycentres.

use super::layout::Layered;

/// Sweeps over all layers.
const SWEEPS: usize = 24;
/// Sweeps over graphs of more than [`LARGE`] items.
const SWEEPS_LARGE: usize = 6;
const LARGE: usize = 20_000;

/// Reorders each layer; keeps the best order that was seen.
pub(super) fn reduce_crossings(layered: &mut Layered) {
    let sweeps = if layered.items.len() > LARGE {
        SWEEPS_LARGE
    } else {
        SWEEPS
    };
    let mut position = positions(layered);
    let mut best = (crossings(layered, &position), layered.layers.clone());
    for sweep in 0..sweeps {
        let n = layered.layers.len();
        for step in 0..n {
            let (at, near) = if sweep % 2 == 0 {
                (step, &layered.left)
            } else {
                (n - 1 - step, &layered.right)
            };
            let mut keyed: Vec<(f64, usize)> = layered.layers[at]
                .iter()
                .map(|&item| (barycentre(&near[item], &position, position[item]), item))
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (order, (_, item)) in keyed.into_iter().enumerate() {
                layered.layers[at][order] = item;
                position[item] = order;
            }
        }
        let now = crossings(layered, &position);
        if now < best.0 {
            best = (now, layered.layers.clone());
        }
    }
    layered.layers = best.1;
}

fn positions(layered: &Layered) -> Vec<usize> {
    let mut position = vec![0; layered.items.len()];
    for layer in &layered.layers {
        for (order, &item) in layer.iter().enumerate() {
            position[item] = order;
        }
    }
    position
}

fn barycentre(near: &[usize], position: &[usize], own: usize) -> f64 {
    match near.len() {
        0 => own as f64,
        n => near.iter().map(|&item| position[item] as f64).sum::<f64>() / n as f64,
    }
}

/// How many pairs of joins cross: inversions, counted with a Fenwick tree (1994).
fn crossings(layered: &Layered, position: &[usize]) -> usize {
    let mut total = 0;
    for (at, layer) in layered.layers.iter().enumerate() {
        let n = layered.layers.get(at + 1).map_or(0, Vec::len);
        let mut tree = vec![0_usize; n + 1];
        let mut joined = 0;
        for &item in layer {
            let mut targets: Vec<usize> = layered.right[item]
                .iter()
                .map(|&other| position[other])
                .collect();
            targets.sort_unstable();
            for &target in &targets {
                total += joined - sum(&tree, target + 1);
            }
            for &target in &targets {
                add(&mut tree, target + 1);
                joined += 1;
            }
        }
    }
    total
}

fn add(tree: &mut [usize], mut at: usize) {
    while at < tree.len() {
        tree[at] += 1;
        at += at & at.wrapping_neg();
    }
}

fn sum(tree: &[usize], mut at: usize) -> usize {
    let mut sum = 0;
    while at > 0 {
        sum += tree[at];
        at &= at - 1;
    }
    sum
}
