//! A folder with files, and what the gate says of it.

use std::{fs, path::Path};

use upsafe_config::{Config, Tier};
use upsafe_core::{Report, Sources};
use upsafe_deps::{KeptAnswers, LoadRequest, Loaded, Manifest, check, load};

/// A lock of one member.
pub(crate) const LOCK: &str = "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\n";

/// The manifest of that member.
pub(crate) const MANIFEST: &str = "[package]\nname = \"app\"\nversion = \"1.0.0\"\n";

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Loads the manifest at a path below a folder, or says why not.
pub(crate) fn load_at(
    root: &Path,
    manifest: &str,
    tier: Tier,
    sources: &mut Sources,
) -> Result<Loaded, String> {
    load_with(root, manifest, (&Config::default(), tier), None, sources)
}

/// Loads the manifest at a path below a folder, where answers may be kept.
pub(crate) fn load_with(
    root: &Path,
    manifest: &str,
    (config, tier): (&Config, Tier),
    kept: Option<KeptAnswers<'_>>,
    sources: &mut Sources,
) -> Result<Loaded, String> {
    let home = root.join("cargo-home");
    let request = LoadRequest {
        root,
        manifests: &[Manifest::Cargo(root.join(manifest))],
        settings: &config.deps,
        tier,
        cargo_home: Some(&*home).filter(|home| home.is_dir()),
        deep: false,
        kept,
        go: upsafe_deps::GoRequirements::Unknown,
    };
    load(&request, sources).map_err(|error| error.to_string())
}

/// The report of a manifest that must load.
pub(crate) fn report_of(root: &Path, manifest: &str) -> Report {
    report_by(root, manifest, None)
}

/// The report of a manifest that must load, where answers may be kept.
pub(crate) fn report_by(root: &Path, manifest: &str, kept: Option<KeptAnswers<'_>>) -> Report {
    let mut report = Report::default();
    let config = Config::default();
    let how = (&config, Tier::Fast);
    let loaded = load_with(root, manifest, how, kept, &mut report.sources).unwrap();
    let (findings, run) = check(&loaded, &config);
    report.findings = findings;
    report.gates.push(run);
    report.sort();
    report
}
