//! A version that Go does not take for the path of the module.

use upsafe_core::Sink;
use upsafe_version::{Scheme, go::path::split_path_version};

use crate::{Evidence, Semver};

upsafe_core::rule!(Semver, "semver/go-major-path", "go_major_path.md",
    level: Error, since: "0.1.0",
    summary: "a version of a Go module does not fit the path of the module", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    let modules = evidence
        .packages
        .iter()
        .filter(|package| package.scheme == Scheme::Go);
    for package in modules {
        let path = &package.declared.name;
        let suffix = match split_path_version(path) {
            Ok((_, suffix)) => suffix,
            Err(error) => {
                sink.report(
                    package.subject(),
                    format!("`{path}` cannot be the path of a module: {error}"),
                )
                .at(package.manifest_place.clone(), "this module")
                .help(
                    "from v2 on the path ends with `/vN`, before it with neither `/v0` nor `/v1`",
                );
                continue;
            }
        };
        for tag in package.tags.iter().filter(|tag| tag.is_judged()) {
            let major = tag.release.core[0].to_u64().unwrap_or(u64::MAX);
            if suffix.is_empty() && major >= 2 {
                let message = format!(
                    "the tag `{}` is of v{major}, but the module is `{path}`",
                    tag.name
                );
                sink.report(tag.subject(), message)
                    .at(
                        package.manifest_place.clone(),
                        format!("expected `{path}/v{major}`"),
                    )
                    .because("the go command does not take the version for this path")
                    .help(format!("end the path with `/v{major}` and release again"));
            }
            let is_zero = tag.release.core.iter().all(upsafe_version::Number::is_zero);
            if is_zero && tag.release.is_prerelease() {
                let message = format!(
                    "the tag `{}` is below every version that go makes up for commits",
                    tag.name
                );
                sink.report(tag.subject(), message)
                    .at(package.manifest_place.clone(), "of this module")
                    .because("`go get` of an untagged commit wins over it")
                    .help("begin with v0.1.0-... or v0.0.1-...");
            }
        }
    }
}
