//! What `cargo metadata` prints: the parser, the graph of it, and the builds that guppy simulates.

use upsafe_deps::ecosystem::cargo::metadata::Metadata;

use crate::promise;

/// Reads metadata, and builds what can be built of it.
pub fn run(data: &[u8]) {
    let metadata = match Metadata::parse(data.to_vec()) {
        Ok(metadata) => metadata,
        Err(error) => return promise::talk(&error),
    };
    assert!(metadata.packages.is_sorted_by(|a, b| a.id <= b.id));
    for edge in &metadata.edges {
        let from = &metadata.packages[edge.from];
        assert!(edge.to < metadata.packages.len());
        for kind in &edge.kinds {
            let Some(declared) = kind.requirement.map(|at| &from.requirements[at]) else {
                continue;
            };
            let to = &metadata.packages[edge.to];
            assert_eq!(declared.package, to.name);
            assert!(declared.requirement.matches(&to.version));
        }
    }
    let built = metadata.to_graph();
    assert_eq!(built.packages.len(), metadata.packages.len());
    let n_edges: usize = metadata.edges.iter().map(|edge| edge.kinds.len()).sum();
    let n_found: usize = built
        .graph
        .packages()
        .map(|(id, _)| built.graph.dependencies(id).len())
        .sum();
    assert_eq!(n_found, n_edges);
}
