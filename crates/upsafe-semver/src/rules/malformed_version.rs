//! A version that its ecosystem refuses.

use upsafe_core::Sink;

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/malformed-version", "malformed_version.md",
    level: Error, since: "0.1.0",
    summary: "a version is none in its ecosystem", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence.packages {
        let Some(version) = &package.declared.version else {
            continue;
        };
        let Err(error) = package.scheme.check(&version.value) else {
            continue;
        };
        let (name, text) = (&package.declared.name, &version.value);
        let message = format!(
            "`{name}` has the version `{text}`, which {} refuses",
            package.ecosystem
        );
        sink.report(package.subject(), message)
            .at(package.version_place(), "no version")
            .because(error.to_string())
            .help(match package.scheme {
                upsafe_version::Scheme::Pep440 => {
                    "write it as PEP 440 has it, such as `1.2.3` or `1.2.3rc1`"
                }
                _ => "write three numbers, such as `1.2.3` or `1.2.3-rc.1`",
            });
    }
}
