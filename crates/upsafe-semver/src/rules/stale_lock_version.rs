//! A lock with another version of the package itself.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/stale-lock-version", "stale_lock_version.md",
    level: Error, since: "0.1.0",
    summary: "the lock has another version of a package than its manifest", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence.packages {
        let Some(version) = &package.declared.version else {
            continue;
        };
        let mut entries = package.locks.iter();
        let Some(lock) = entries.find(|entry| entry.version.value != version.value) else {
            continue;
        };
        let (name, found, locked) = (&package.declared.name, &version.value, &lock.version.value);
        let message = format!("`{name}` is at {found}, but `{}` has {locked}", lock.path);
        sink.report(package.subject(), message)
            .at_if(lock.version.place.as_ref(), "the lock")
            .at(package.version_place(), "the manifest")
            .because(
                "a release build with `--locked` stops, and one without builds something else than was tested",
            )
            .help_command(
                match package.ecosystem {
                    upsafe_config::Ecosystem::Npm => "npm install --package-lock-only",
                    _ => "cargo update --workspace",
                },
                "brings the lock up to date",
            );
    }
}
