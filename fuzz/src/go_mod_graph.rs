//! The output of `go mod graph`: every line is kept, and the greatest versions are selected.

use std::fmt::Write as _;

use upsafe::deps::ecosystem::go::{GoModule, GraphText, compare};

use crate::promise;

/// Reads a graph, writes it, and reads it again.
pub fn run(data: &[u8]) {
    let graph = match GraphText::parse(data) {
        Ok(graph) => graph,
        Err(error) => {
            promise::talk(&error);
            return promise::position(&String::from_utf8_lossy(data), error.line, 1);
        }
    };
    let node = |module: &GoModule| match &module.version {
        Some(version) if !version.is_main() => format!("{}@{version}", module.path),
        _ => module.path.to_string(),
    };
    let mut text = String::new();
    for (from, to) in &graph.edges {
        writeln!(text, "{} {}", node(from), node(to)).expect("a String can always be written");
    }
    assert_eq!(GraphText::parse(text.as_bytes()).as_ref(), Ok(&graph));

    let list = graph.build_list();
    assert!(list.is_sorted_by(|a, b| a.path < b.path), "{list:?}");
    for module in graph.edges.iter().flat_map(|(from, to)| [from, to]) {
        let at = list.binary_search_by(|selected| selected.path.cmp(&module.path));
        let selected = at.map(|at| &list[at].version);
        let Ok(Some(selected)) = selected else {
            panic!("{module} is not selected");
        };
        let version = module
            .version
            .as_ref()
            .expect("the text names no absent module");
        assert!(compare(&module.path, selected, version).is_ge(), "{module}");
    }
}
