//! How high items stand in their layer: near their neighbours, in order, without overlap.

use super::layout::{Layered, NODE_GAP, NODE_HEIGHT, TRUNK_HEIGHT};

/// Sweeps that pull items towards their neighbours.
const PULLS: usize = 12;

/// The middle of each item: near its neighbours, in order, without overlap.
pub(super) fn heights(layered: &Layered) -> Vec<f64> {
    let half = |item: usize| {
        if layered.items[item].is_trunk {
            TRUNK_HEIGHT / 2.0
        } else {
            (NODE_HEIGHT + NODE_GAP) / 2.0
        }
    };
    let mut y = vec![0.0; layered.items.len()];
    for layer in &layered.layers {
        let mut at = 0.0;
        for &item in layer {
            y[item] = at + half(item);
            at += 2.0 * half(item);
        }
        layer.iter().for_each(|&item| y[item] -= at / 2.0);
    }
    for pull in 0..PULLS {
        for step in 0..layered.layers.len() {
            let at = if pull % 2 == 0 {
                step
            } else {
                layered.layers.len() - 1 - step
            };
            let layer = &layered.layers[at];
            let wanted: Vec<f64> = layer
                .iter()
                .map(|&item| wanted(layered, &y, item))
                .collect();
            let halves: Vec<f64> = layer.iter().map(|&item| half(item)).collect();
            for (&item, new) in layer.iter().zip(apart(&wanted, &halves)) {
                y[item] = new;
            }
        }
    }
    y
}

fn wanted(layered: &Layered, y: &[f64], item: usize) -> f64 {
    let near = || layered.left[item].iter().chain(&layered.right[item]);
    match near().count() {
        0 => y[item],
        n => near().map(|&other| y[other]).sum::<f64>() / n as f64,
    }
}

/// The nearest places to the wanted ones, by least squares, that keep order and distance.
///
/// Pool adjacent violators (Ayer and others, 1955), linear.
fn apart(wanted: &[f64], halves: &[f64]) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut offset = 0.0;
    for (at, half) in halves.iter().enumerate() {
        if at > 0 {
            offset += halves[at - 1] + half;
        }
        offsets.push(offset);
    }
    let mut pools: Vec<(f64, usize)> = Vec::new(); // sum and count
    for (want, offset) in wanted.iter().zip(&offsets) {
        let mut pool = (want - offset, 1);
        while let Some(&(sum, n)) = pools.last() {
            if sum / (n as f64) <= pool.0 / (pool.1 as f64) {
                break;
            }
            pool = (pool.0 + sum, pool.1 + n);
            pools.pop();
        }
        pools.push(pool);
    }
    let levels = pools
        .iter()
        .flat_map(|&(sum, n)| std::iter::repeat_n(sum / n as f64, n));
    levels
        .zip(&offsets)
        .map(|(level, offset)| level + offset)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overlaps() {
        let (wanted, halves) = ([5.0, 5.0, 5.0, 40.0], [2.0, 2.0, 2.0, 2.0]);
        assert_eq!(apart(&wanted, &halves), [1.0, 5.0, 9.0, 40.0]);
        assert_eq!(apart(&[3.0, 1.0], &[0.5, 0.5]), [1.5, 2.5]);
    }
}
