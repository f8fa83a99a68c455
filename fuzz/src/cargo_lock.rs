//! Cargo.lock: the parser, the graph that is built from it, and the questions about that graph.

use upsafe::{
    core::Sources,
    deps::{
        ecosystem::cargo::{Lock, LockGraph, LockPackage, NEWEST_FORMAT},
        query::{lock_changes, why},
    },
};

use crate::promise;

/// Parses a lock, and asks everything that needs nothing but a lock.
pub fn run(data: &[u8]) {
    let Some(text) = promise::text(data) else {
        return;
    };
    let mut sources = Sources::new();
    let id = sources.add("Cargo.lock", text);
    let lock = match Lock::parse(&sources, id) {
        Ok(lock) => lock,
        Err(error) => return promise::refusal(&error, "Cargo.lock", text),
    };
    assert!(lock.format <= NEWEST_FORMAT, "format {}", lock.format);
    for package in lock.packages.iter().chain(&lock.unused_patches) {
        places(text, package);
    }
    let LockGraph {
        graph,
        ids,
        unresolved,
        repeated,
        ..
    } = LockGraph::build(&lock);
    assert_eq!(ids.len(), lock.packages.len());
    for line in &unresolved {
        assert!(line.line < lock.packages[line.package].dependencies.len());
        assert_ne!(
            line.n_fitting, 1,
            "a line that fits one package is resolved"
        );
    }
    for &(first, second) in &repeated {
        assert_eq!(ids[first], ids[second]);
    }
    let n_lines: usize = lock.packages.iter().map(|p| p.dependencies.len()).sum();
    let n_edges: usize = graph
        .packages()
        .map(|(id, _)| graph.dependencies(id).len())
        .sum();
    assert!(
        n_edges + unresolved.len() <= n_lines,
        "more edges than lines"
    );

    let changes = lock_changes(&lock, &lock);
    assert!(changes.is_empty(), "changes against itself: {changes:?}");
    for package in lock.packages.iter().take(8) {
        for answer in why(&graph, &package.name, None) {
            assert_eq!(*graph.package(answer.package).name, *package.name);
            let end = answer.path.last();
            assert!(end.is_none_or(|end| *end == answer.package));
        }
    }
}

fn places(text: &str, package: &LockPackage) {
    promise::span(text, &package.name_span);
    promise::span(text, &package.version_span);
    if let Some(span) = &package.source_span {
        promise::span(text, span);
    }
    if let Some(checksum) = &package.checksum {
        promise::span(text, &checksum.span);
    }
    for dependency in &package.dependencies {
        promise::span(text, &dependency.span);
    }
    // What the place shows is what was read, unless it is written with escapes.
    let shown = &text[package.version_span.clone()];
    let version = package.version.to_string();
    assert!(
        shown.contains(&version) || shown.contains('\\'),
        "{version} at {shown}"
    );
}
