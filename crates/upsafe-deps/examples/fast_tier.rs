//! Reads a Cargo workspace without cargo and network: its lock, manifests and local index.
//!
//! `cargo run --release -p upsafe-deps --example fast_tier -- MANIFEST LOCK CARGO_HOME [full|deep]`

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a program"
)]

use std::{error::Error, path::Path, process::ExitCode};

use upsafe_core::Sources;
use upsafe_deps::ecosystem::cargo::{
    Lock,
    config::CargoConfig,
    crate_cache::{CrateCache, sha256},
    index::{Index, LocalIndex},
    manifest::Workspace,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [manifest, lock, cargo_home, rest @ ..] = arguments.as_slice() else {
        eprintln!("expected MANIFEST LOCK CARGO_HOME [full|deep]");
        return ExitCode::from(2);
    };
    let depth = match rest {
        [] => Depth::Heads,
        [word] if word == "deep" => Depth::Archives,
        _ => Depth::Releases,
    };
    match run(manifest, lock, cargo_home, depth) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// How much is looked at.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Heads,
    Releases,
    Archives,
}

fn run(manifest: &str, lock: &str, cargo_home: &str, depth: Depth) -> Result<(), Box<dyn Error>> {
    let cargo_home = Path::new(cargo_home);
    let mut sources = Sources::new();
    if !manifest.is_empty() {
        let workspace = Workspace::load(Path::new(manifest), Some(cargo_home), &mut sources)?;
        println!(
            "{} packages, {} members",
            workspace.packages.len(),
            workspace.members().count()
        );
    }
    let id = sources.add("Cargo.lock", std::fs::read_to_string(lock)?);
    let lock = Lock::parse(&sources, id)?;
    let directory = Path::new(manifest).parent().unwrap_or(Path::new(""));
    let config = CargoConfig::load(directory, Some(cargo_home))?;
    let archives = CrateCache::new(cargo_home, config.clone());
    let index = LocalIndex::new(cargo_home, config);
    let (mut hashed, mut bad) = (0, 0);
    let (mut right, mut wrong, mut yanked, mut unknown, mut edges) = (0, 0, 0, 0, 0);
    for package in lock
        .packages
        .iter()
        .filter(|package| package.is_from_registry())
    {
        let source = package.source_text.as_deref().unwrap_or_default();
        let known = match index.package(source, &package.name) {
            Ok(known) => known,
            Err(reason) => {
                println!("{} {}: {reason}", package.name, package.version);
                unknown += 1;
                continue;
            }
        };
        let Some(release) = known.find(&package.version) else {
            println!("{} {}: not in the index", package.name, package.version);
            unknown += 1;
            continue;
        };
        let head = if depth == Depth::Releases {
            let release = known.release(release)?;
            edges += release.dependencies.len();
            (release.checksum, release.yanked)
        } else {
            let head = known.head(release)?;
            (head.checksum, head.yanked)
        };
        let stated = package.checksum.as_ref().map(|checksum| &*checksum.text);
        if stated == Some(&head.0.to_string()) {
            right += 1;
        } else {
            wrong += 1;
        }
        if depth == Depth::Archives {
            for archive in archives.archives(source, &package.name, &package.version) {
                hashed += 1;
                bad += usize::from(sha256(&archive)? != head.0);
            }
        }
        if head.1 {
            println!("{} {}: yanked", package.name, package.version);
            yanked += 1;
        }
    }
    println!("{right} checksums as in the index, {wrong} not, {yanked} yanked, {unknown} unknown");
    println!("{hashed} archives hashed, {bad} of them not as in the index");
    println!("{edges} declared requirements read");
    Ok(())
}
