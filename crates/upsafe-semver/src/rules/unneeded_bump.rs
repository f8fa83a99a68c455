//! A package that did not change and has a new version.

use upsafe_config::GroupKind;
use upsafe_core::Sink;

use crate::{Evidence, Semver, judge::proposed};

upsafe_core::rule!(Semver, "semver/unneeded-bump", "unneeded_bump.md",
    level: Warning, since: "0.1.0",
    summary: "a package has a new version, but nothing of it changed", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for (package, proposed) in proposed(evidence) {
        let group = evidence.groups.get(package.group);
        if group.is_some_and(|group| group.kind == GroupKind::LockStep) {
            continue;
        }
        let (Some(Ok(files)), Some(tag), Some(base)) =
            (&package.changed, package.compared_tag(), &package.at_base)
        else {
            continue;
        };
        // A pre-release that becomes a release has the same contents, and should.
        let finishes = package
            .base_tag()
            .is_some_and(|base| base.release.is_prerelease());
        let before = base.version.as_ref();
        let same = before.is_none_or(|before| before.value == proposed.text);
        if !files.is_empty() || finishes || same {
            continue;
        }
        let name = &package.declared.name;
        let message = format!(
            "`{name}` goes to {}, but nothing of it changed since `{}`",
            proposed.text, tag.name
        );
        sink.report(package.subject(), message)
            .at(package.version_place(), "raised for nothing")
            .because("whoever updates reads a changelog, builds and tests for nothing")
            .help("leave its version as it is");
    }
}
