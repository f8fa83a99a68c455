//! A dependency that is replaced here, but not for users.

use upsafe_config::Ecosystem;
use upsafe_core::{Sink, Subject};

use crate::{DependencyKind, Evidence, Semver};

upsafe_core::rule!(Semver, "semver/replaced-dependency", "replaced_dependency.md",
    level: Error, since: "0.1.0",
    summary: "a dependency is replaced here, but not for users of the release", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for package in evidence
        .packages
        .iter()
        .filter(|package| package.is_proposed())
    {
        for replaced in &package.declared.replaced {
            let requirements = &package.declared.requirements;
            let needed = requirements.iter().any(|one| {
                one.kind != DependencyKind::Dev
                    && (one.key == replaced.name || one.name == replaced.name)
            });
            // In Go, what is replaced is listed even where it is needed by others only.
            if !needed && package.ecosystem != Ecosystem::Go {
                continue;
            }
            let (name, other, directive) =
                (&package.declared.name, &replaced.name, replaced.directive);
            let subject = Subject::dependency(package.ecosystem.name(), name, other);
            sink.report(
                subject,
                format!("`{name}` is built with another `{other}` than its users get"),
            )
            .at_if(
                replaced.place.as_ref(),
                format!("`{directive}` counts here only"),
            )
            .because("what was tested is not what is released")
            .help("release what is replaced, ask for that version, and take the directive out");
        }
    }
}
