//! `cargo xtask check-deps` is `upsafe check deps`, byte for byte.

use std::{path::Path, process::Command};

use crate::{
    fixtures::{cannot_tell, not_safe, safe},
    world::{World, is_there, run},
};

/// The top of the repository.
fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Builds a package of the repository, with the machine's own cargo configuration and caches.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo must find its toolchain and its downloads, which a world of its own hides"
)]
fn build(manifest: &Path, target: &Path) {
    let mut cargo = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    cargo
        .current_dir(repository())
        .args(["build", "--quiet", "--manifest-path"])
        .arg(manifest);
    // Not the folder that the running `cargo test` may hold the lock of.
    let output = cargo.arg("--target-dir").arg(target).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn same_bytes(world: &World, xtask: &Path) {
    for args in [
        &[][..],
        &["--output", "json"],
        &["--output", "sarif"],
        &["--manifest-path", "Cargo.toml", "--verbose"],
        &["--manifest-path", "missing"],
        &["--output", "no-format"],
    ] {
        let mut line = vec!["check", "deps"];
        line.extend(args);
        let expected = world.upsafe(&line);
        let mut command = world.command(xtask);
        let found = run(command.arg("check-deps").args(args));
        assert_eq!(found, expected, "{args:?}");
    }
}

#[test]
fn the_gate_of_xtask_gives_the_same_bytes() {
    if !is_there("cargo") {
        return;
    }
    let target = repository().join("target/e2e");
    build(&repository().join("xtask/Cargo.toml"), &target);
    let xtask = target
        .join("debug")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    for world in [safe(), not_safe(), cannot_tell()] {
        same_bytes(&world, &xtask);
    }
    let world = safe();
    let help = run(world.command(&xtask).arg("--help"));
    help.exits(0).complains("check-deps [--manifest-path P]");
    run(world.command(&xtask).arg("chek-deps"))
        .exits(2)
        .complains("check-deps");
}

#[test]
fn a_repository_of_its_own_gets_the_gate_in_a_few_lines() {
    if !is_there("cargo") {
        return;
    }
    let example = repository().join("examples/xtask-gate");
    let target = repository().join("target/e2e");
    build(&example.join("Cargo.toml"), &target.join("gate"));
    let xtask = target
        .join("gate/debug")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    for world in [safe(), not_safe(), cannot_tell()] {
        same_bytes(&world, &xtask);
    }
    run(safe().command(&xtask).arg("else"))
        .exits(2)
        .complains("cargo xtask check-deps");
}

#[test]
fn the_exact_tier_is_known_before_it_is_needed() {
    let folder = tempfile::tempdir().unwrap();
    let check = |policy: &str, args: &[&str], expected: bool| {
        std::fs::write(folder.path().join("upsafe.toml"), policy).unwrap();
        let manifest = folder.path().join("Cargo.toml");
        let line = ["upsafe", "check", "deps", "--manifest-path"].map(Into::into);
        let line = line.into_iter().chain([manifest.into()]);
        let line = line.chain(args.iter().map(Into::into));
        assert_eq!(upsafe_cli::wants_exact(line), expected, "{policy} {args:?}");
    };
    std::fs::write(folder.path().join("Cargo.toml"), "").unwrap();
    let exact = "[deps]\ntier = \"exact\"\n";
    check("", &[], false);
    check("", &["--tier", "exact"], true);
    check("", &["--tier=exact"], true);
    check(exact, &[], true);
    check(exact, &["--tier", "fast"], false);
    // What cannot be read says so when it is run.
    check("[deps]\ntier = \"exactly\"\n", &[], false);
    check(exact, &["--no-such-option"], false);
}
