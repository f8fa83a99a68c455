//! Edges of a graph, found by where they lead.

/// Where the edges to each node come from.
#[derive(Debug)]
pub(super) struct Reversed {
    /// Where those of each node begin; the next node's begin where they end.
    starts: Vec<usize>,
    from: Vec<usize>,
}

impl Reversed {
    /// Of so many nodes; `edges` tells every edge as where it leads and where it comes from, and
    /// the same ones each time.
    pub(super) fn new(n_nodes: usize, edges: impl Fn(&mut dyn FnMut(usize, usize))) -> Reversed {
        let mut starts = vec![0; n_nodes + 1];
        edges(&mut |to, _| starts[to + 1] += 1);
        for at in 0..n_nodes {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut from = vec![0; starts[n_nodes]];
        edges(&mut |to, whence| {
            from[next[to]] = whence;
            next[to] += 1;
        });
        Reversed { starts, from }
    }

    /// Where the edges to a node come from, in the order in which they were told.
    pub(super) fn of(&self, node: usize) -> &[usize] {
        &self.from[self.starts[node]..self.starts[node + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::Reversed;

    #[test]
    fn edges_are_found_by_where_they_lead() {
        let edges = [(2, 0), (1, 0), (2, 1), (2, 2), (0, 2)];
        let reversed = Reversed::new(4, |tell| {
            edges.iter().for_each(|&(to, from)| tell(to, from))
        });
        let found: Vec<&[usize]> = (0..4).map(|node| reversed.of(node)).collect();
        assert_eq!(found, [&[2][..], &[0], &[0, 1, 2], &[]]);
    }
}
