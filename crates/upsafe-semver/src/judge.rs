//! What several rules ask of the evidence.

use upsafe_config::{BumpPart, Ecosystem};
use upsafe_core::Subject;
use upsafe_version::Number;

use crate::{
    evidence::{Evidence, Package, Requirement},
    policy::{Release, needed_core},
};

/// The packages whose version is about to be published, with the version.
pub(crate) fn proposed<'e>(
    evidence: &Evidence<'e>,
) -> impl Iterator<Item = (&'e Package, Release)> + use<'e> {
    let packages = evidence.packages.iter();
    let proposed = packages.filter(|package| package.is_proposed());
    proposed.filter_map(|package| Some((package, package.release()?)))
}

/// The lowest version that a need of `part` allows, where the proposed one is below it.
pub(crate) fn too_low(package: &Package, proposed: &Release, part: BumpPart) -> Option<String> {
    let base = &package.compared_tag()?.release;
    let needed: [Number; 3] = match base.is_prerelease() {
        // Before the first release, numbers promise nothing.
        true => return None,
        false => needed_core(&base.core, part, package.zero),
    };
    (proposed.core < needed).then(|| proposed.written(&needed))
}

/// What users of the published packages get, with the package that requires it.
pub(crate) fn published<'e>(
    evidence: &Evidence<'e>,
) -> impl Iterator<Item = (&'e Package, &'e Requirement)> + use<'e> {
    let packages = evidence.packages.iter().filter(|one| one.is_published());
    packages.flat_map(|package| {
        package
            .carried()
            .map(move |requirement| (package, requirement))
    })
}

/// The key of findings about a requirement.
pub(crate) fn dependency(package: &Package, requirement: &Requirement) -> Subject {
    let name = &package.declared.name;
    Subject::dependency(package.ecosystem.name(), name, &requirement.name)
}

/// The package of the workspace that a requirement means, if it means one.
pub(crate) fn sibling<'e>(
    evidence: &Evidence<'e>,
    package: &Package,
    requirement: &Requirement,
) -> Option<&'e Package> {
    evidence.packages.iter().find(|other| {
        let same_folder = match requirement.path.as_deref() {
            // A workspace protocol names no folder.
            Some("") | None => true,
            Some(path) => path == other.dir,
        };
        let local = requirement.path.is_some() || package.ecosystem == Ecosystem::Maven;
        other.ecosystem == package.ecosystem
            && other.declared.name == requirement.name
            && local
            && same_folder
    })
}

/// A version or range with a pre-release in it, in the words of the ecosystem.
pub(crate) fn names_prerelease(ecosystem: Ecosystem, range: &str) -> bool {
    match ecosystem {
        Ecosystem::Python => upsafe_version::pep440::Specifiers::parse(range)
            .is_ok_and(|specifiers| specifiers.names_prerelease()),
        Ecosystem::Go => upsafe_version::go::Version::parse(range)
            .is_ok_and(|version| version.is_prerelease() && !version.is_pseudo()),
        _ => range
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '[' | ']' | '(' | ')'))
            .any(|word| {
                let plain = word.trim_start_matches(|c: char| !c.is_ascii_digit());
                let plain = plain.split('+').next().unwrap_or(plain);
                let Some((numbers, rest)) = plain.split_once('-') else {
                    return false;
                };
                let is_numbers = numbers.bytes().all(|b| b.is_ascii_digit() || b == b'.');
                let lower = rest.to_ascii_lowercase();
                let is_release = matches!(
                    lower.as_str(),
                    "jre" | "android" | "ga" | "final" | "release"
                );
                let maven = ecosystem == Ecosystem::Maven && is_release;
                is_numbers && numbers.contains('.') && !rest.is_empty() && !maven
            }),
    }
}
