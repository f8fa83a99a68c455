//! A large requirement graph made from a seed, to measure the walk on.

use super::arrays::{ArrayError, ArrayGraph};

/// How large a synthetic graph is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Nodes: modules at a version. At least one.
    pub n_modules: u32,
    /// Requirements between them.
    pub n_requirements: u32,
    /// Versions of each path.
    pub n_versions: u32,
}

/// The size that `cargo xtask bench deps` reports.
pub const BENCH_SIZE: Size = Size {
    n_modules: 100_000,
    n_requirements: 1_000_000,
    n_versions: 4,
};

/// A graph in which every node is reachable from node 0; the same seed gives the same graph.
///
/// # Errors
/// When the size does not fit into 32 bits.
pub fn graph(size: Size, seed: u64) -> Result<ArrayGraph, ArrayError> {
    let n = size.n_modules.max(1);
    let n_versions = size.n_versions.max(1);
    let mut random = SplitMix(seed);
    // The numbers of nodes are shuffled, so that the walk does not run along memory.
    let mut number: Vec<u32> = (1..n).collect();
    for i in (1..number.len()).rev() {
        number.swap(i, random.below(i as u32 + 1) as usize);
    }
    number.insert(0, 0);
    let nodes: Vec<(u32, u32)> = (0..n).map(|i| (i / n_versions, i % n_versions)).collect();
    let mut required = vec![Vec::new(); n as usize];
    for i in 1..n {
        let parent = random.below(i);
        required[number[parent as usize] as usize].push(number[i as usize]);
    }
    for _ in n.saturating_sub(1)..size.n_requirements {
        let from = random.below(n);
        required[from as usize].push(random.below(n));
    }
    ArrayGraph::new(&nodes, &required)
}

/// Steele, Lea and Flood's SplitMix64: small, and good enough to scatter edges.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: u32) -> u32 {
        (self.next() % u64::from(bound)) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_of_a_synthetic_graph_is_reached() {
        let size = Size {
            n_modules: 1_000,
            n_requirements: 5_000,
            n_versions: 4,
        };
        let graph = graph(size, 7).unwrap();
        assert_eq!(graph.n_requirements(), 5_000);
        assert_eq!(graph.reach(0), 1_000);
        assert_eq!(graph.build_list(0).len(), 250);
    }
}
