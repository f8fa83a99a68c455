//! Files of cargo's index cache, and index files as registries serve them.

use upsafe::deps::ecosystem::cargo::index::PackageIndex;

use crate::promise;

/// Reads a cache file and everything in it; then the same bytes as lines of JSON.
pub fn run(data: &[u8]) {
    match PackageIndex::from_cache("some-crate", data.to_vec()) {
        Ok(package) => releases(&package),
        Err(unknown) => promise::talk(&unknown),
    }
    if let Some(text) = promise::text(data) {
        match PackageIndex::from_lines("some-crate", text) {
            Ok(package) => releases(&package),
            Err(unknown) => promise::talk(&unknown),
        }
    }
}

fn releases(package: &PackageIndex) {
    assert_eq!(package.name(), "some-crate");
    let versions: Vec<_> = package.versions().collect();
    assert!(versions.len() <= package.n_releases());
    for (version, id) in &versions {
        let found = package.find(version);
        assert!(found.is_some(), "{version} is listed and not found");
        let head = package.head(*id);
        match package.release(*id) {
            Ok(release) => {
                let head = head.expect("what is read whole has a head");
                assert_eq!(
                    (head.checksum, head.yanked),
                    (release.checksum, release.yanked)
                );
                let features: Vec<_> = release.features.keys().collect();
                assert!(features.iter().all(|name| release.has_feature(name)));
                for dependency in &release.dependencies {
                    if let Some(requirement) = dependency.parsed_requirement() {
                        let again = requirement.to_string().parse().ok();
                        assert_eq!(again, Some(requirement));
                    }
                }
            }
            Err(unknown) => promise::talk(&unknown),
        }
    }
}
