//! `cargo xtask ci`: everything that CI checks beside the tests.

use std::ffi::OsString;

use crate::{
    Outcome,
    process::{cargo, program, read, root, run as run_command},
};

pub(crate) fn run(_args: &[OsString]) -> Outcome {
    run_cargo(&["fmt", "--all", "--check"])?;
    format_of_rules()?;
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--locked",
    ];
    run_command(cargo().args(clippy).args(["--", "-D", "warnings"]))?;
    let mut doc = cargo();
    doc.args([
        "doc",
        "--workspace",
        "--all-features",
        "--no-deps",
        "--locked",
    ]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    run_command(&mut doc)?;
    each_crate_alone()?;
    super::gen_files::run(&["--check".into()])?;
    super::tidy::run(&[])?;
    run_cargo(&["deny", "--all-features", "check"])?;
    // The gates on this repository itself.
    run_cargo(&["xtask", "check", "--verbose"])
}

fn run_cargo(args: &[&str]) -> Outcome {
    run_command(cargo().args(args))
}

/// rustfmt does not look into macros, and rule modules are declared by one.
fn format_of_rules() -> Outcome {
    let listed = read(program("git").args(["ls-files", "crates/*/src/rules/*.rs"]))?;
    let files = listed.lines().filter(|file| root().join(file).is_file());
    run_command(
        program("rustfmt")
            .args(["--check", "--edition", "2024"])
            .args(files),
    )
}

/// Each library builds by itself, without features.
fn each_crate_alone() -> Outcome {
    let listed = read(program("git").args(["ls-files", "crates/*/Cargo.toml"]))?;
    for manifest in listed.lines() {
        let check = [
            "check",
            "--quiet",
            "--lib",
            "--locked",
            "--no-default-features",
        ];
        run_command(cargo().args(check).arg("--manifest-path").arg(manifest))?;
    }
    Ok(())
}
