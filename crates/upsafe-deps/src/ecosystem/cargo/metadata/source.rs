//! Sources as cargo prints them.

use crate::graph::PackageSource;

/// Reads `registry+URL`, `sparse+URL`, `git+URL?REFERENCE#COMMIT`; nothing is a path.
pub(super) fn package_source(text: Option<&str>) -> PackageSource {
    let Some(text) = text else {
        return PackageSource::Path;
    };
    match text.split_once('+') {
        Some(("registry" | "sparse", url)) => PackageSource::Registry(url.into()),
        Some(("git", url)) => {
            let (url, commit) = url.rsplit_once('#').unwrap_or((url, ""));
            let (url, reference) = url.split_once('?').unwrap_or((url, ""));
            PackageSource::Git {
                url: url.into(),
                reference: reference.into(),
                commit: commit.into(),
            }
        }
        Some(("path", _)) => PackageSource::Path,
        _ => PackageSource::Other(text.into()),
    }
}
