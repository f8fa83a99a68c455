//! Runs cargo and reads what it made.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use super::{
    BuildError, BuildRequest,
    messages::messages,
    metadata::{Metadata, no_std_sometimes},
};
use crate::{
    model::Api,
    process::program,
    rustdoc::{Facts, read},
};

/// The source of a crate's root is read up to this many bytes, to see what it says of `no_std`.
const ROOT: usize = 1 << 20;

/// Builds the documentation of a package's library as JSON, and reads its API.
///
/// The compiler runs the package's build scripts and procedural macros, as every build does.
///
/// # Errors
/// Where the API cannot be told; see [`BuildError`]. A crate that does not build is one of these.
pub fn build(request: &BuildRequest) -> Result<Api, BuildError> {
    let metadata = metadata(request)?;
    let target_dir = match &request.target_dir {
        Some(directory) => directory.clone(),
        None => metadata.target_directory.clone(),
    };
    let package = metadata.package(request)?;
    let library = package.library()?;
    let features = package.selected(&request.features)?;

    let file = json_file(request, &target_dir, &library.name);
    // A file of an earlier run must not stand for this one.
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(BuildError::Io {
                path: file,
                source: error,
            });
        }
        _ => {}
    }
    let joined = features.join(",");
    let target_dir = target_dir.to_string_lossy().into_owned();
    let mut args = vec![
        // Users get no features that only the tests turn on, and building those can cost more than
        // all the rest.
        "-Zavoid-dev-deps",
        "--lib",
        "--package",
        &package.id,
        "--target-dir",
        &target_dir,
    ];
    args.extend([
        "--message-format",
        "json",
        "--no-default-features",
        "--features",
        &joined,
    ]);
    if let Some(target) = &request.target {
        args.extend(["--target", target]);
    }
    args.extend(["--", "-Zunstable-options", "--output-format", "json"]);
    args.extend([
        "--document-private-items",
        "--document-hidden-items",
        "--cap-lints",
        "allow",
    ]);
    let output = run(request, "rustdoc", &args)?;
    let told = messages(&String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(match told.first_error {
            Some((package, first)) if !first.contains("can't find crate for `std`") => {
                BuildError::Broken { package, first }
            }
            _ => BuildError::of_cargo(&stderr, BuildError::Failed),
        });
    }
    let json = fs::read_to_string(&file).map_err(|source| BuildError::Io {
        path: file.clone(),
        source,
    })?;
    let source = root_source(Path::new(&library.src_path));
    let facts = Facts {
        package: package.name.clone(),
        version: package.version.clone(),
        edition: match library.edition.is_empty() {
            true => package.edition.clone(),
            false => library.edition.clone(),
        },
        rustc: rustc(request)?,
        proc_macro: library.is_proc_macro(),
        built_with: features,
        no_std_sometimes: no_std_sometimes(&source),
        artifacts: told.artifacts,
        features: package.features,
    };
    Ok(read(&json, &facts)?)
}

/// Where cargo builds the packages of a request.
///
/// # Errors
/// As [`build`] where cargo does not take the manifest.
pub fn target_directory(request: &BuildRequest) -> Result<PathBuf, BuildError> {
    metadata(request).map(|metadata| metadata.target_directory)
}

fn metadata(request: &BuildRequest) -> Result<Metadata, BuildError> {
    let output = run(request, "metadata", &["--format-version", "1", "--no-deps"])?;
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(BuildError::of_cargo(&stderr, |message| {
            BuildError::Manifest {
                manifest: request.manifest.clone(),
                message,
            }
        }));
    }
    serde_json::from_slice(&output.stdout)
        .map_err(|error| BuildError::Failed(format!("`cargo metadata` is not understood: {error}")))
}

fn json_file(request: &BuildRequest, target_dir: &Path, library: &str) -> PathBuf {
    let mut directory = target_dir.to_owned();
    directory.extend(&request.target);
    directory
        .join("doc")
        .join(format!("{}.json", library.replace('-', "_")))
}

fn root_source(path: &Path) -> String {
    let mut text = fs::read(path).unwrap_or_default();
    text.truncate(ROOT);
    String::from_utf8_lossy(&text).into_owned()
}

fn rustc(request: &BuildRequest) -> Result<String, BuildError> {
    let output = run(request, "version", &["--verbose"])?;
    let text = String::from_utf8_lossy(&output.stdout);
    let release = text.lines().find_map(|line| line.strip_prefix("release: "));
    Ok(release.unwrap_or_default().to_owned())
}

fn run(request: &BuildRequest, command: &str, args: &[&str]) -> Result<Output, BuildError> {
    let mut cargo = program(&request.cargo);
    if let Some(folder) = &request.folder {
        cargo.current_dir(folder);
    }
    cargo.args(request.toolchain.iter().map(|name| format!("+{name}")));
    cargo.arg(command);
    if command != "version" {
        cargo.arg("--manifest-path").arg(&request.manifest);
        cargo.args(request.locked.then_some("--locked"));
        cargo.args(request.offline.then_some("--offline"));
    }
    cargo.args(args);
    // The format is unstable; the compiler that writes it is the stable one.
    cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TERM_COLOR", "never");
    // What a surrounding cargo said about its own build must not decide about this one.
    for name in ["RUSTFLAGS", "RUSTDOCFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        cargo.env_remove(name);
    }
    for name in [
        "CARGO_ENCODED_RUSTDOCFLAGS",
        "CARGO_BUILD_RUSTDOCFLAGS",
        "RUSTDOC",
    ] {
        cargo.env_remove(name);
    }
    cargo.stdin(Stdio::null());
    cargo.output().map_err(|source| BuildError::Tool {
        program: request.cargo.to_string_lossy().into_owned(),
        source,
    })
}
