//! Asks cargo for the metadata of a workspace, and which duplicates a plain build really builds.
//!
//! `cargo run --release -p upsafe-deps --features exact --example exact_tier -- MANIFEST [no-builds]`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a program"
)]

use std::{collections::BTreeMap, error::Error, path::Path, process::ExitCode};

use upsafe_deps::ecosystem::cargo::{
    manifest::Resolver,
    metadata::{BuildGraph, BuildQuestion, Metadata, MetadataCommand, Target},
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [manifest, rest @ ..] = arguments.as_slice() else {
        eprintln!("expected MANIFEST [no-builds]");
        return ExitCode::from(2);
    };
    match run(Path::new(manifest), rest.is_empty()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(manifest: &Path, with_builds: bool) -> Result<(), Box<dyn Error>> {
    let output = MetadataCommand::new(manifest).run()?;
    let metadata = Metadata::parse(output.json)?;
    let graph = metadata.to_graph().graph;
    println!(
        "{} packages, {} requirements",
        graph.n_packages(),
        graph.n_dependencies()
    );
    let unexplained = metadata.edges.iter().flat_map(|edge| &edge.kinds);
    let unexplained = unexplained
        .filter(|kind| kind.requirement.is_none())
        .count();
    println!("{unexplained} requirements without a declaration");
    let duplicates = |is_built: &dyn Fn(&str) -> bool| {
        let mut versions: BTreeMap<&str, usize> = BTreeMap::new();
        for package in metadata
            .packages
            .iter()
            .filter(|package| is_built(&package.id))
        {
            *versions.entry(&package.name).or_default() += 1;
        }
        versions.retain(|_, count| *count > 1);
        versions.len()
    };
    println!("{} duplicate names", duplicates(&|_| true));
    if !with_builds {
        return Ok(());
    }
    let builds = BuildGraph::new(&metadata)?;
    let mut question = BuildQuestion::new(Resolver::V2);
    for target in [Target::Any, Target::Own] {
        question.target = target.clone();
        question.host = target.clone();
        let built = builds.built(&question)?;
        let n = duplicates(&|id| built.contains(id));
        println!("{n} duplicate names built for {target:?} with default features");
    }
    Ok(())
}
