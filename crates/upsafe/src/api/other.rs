//! Packages of other languages: the difference that a tool of theirs told, as a committed file.
//!
//! What must stay true: a file that does not say what it compares, or compares something else than
//! the release before with the tree, tells nothing.

use std::{collections::BTreeMap, fs};

use upsafe_api_rust::{
    ApiDiff, Source, SourceChange, SourcesError, read_other_sources, read_sources,
};
use upsafe_config::{Ecosystem, RelativePath};
use upsafe_semver::{ApiVerdict, Exposure, Package, StaleSnapshot, Tag};

use super::{
    fill::{Answer, Comparer},
    words::{Acknowledged, Lines, changes},
};

/// What a committed difference says of a package.
pub(super) fn answer(
    comparer: &Comparer<'_>,
    package: &Package,
    file: &RelativePath,
    acknowledged: &mut Acknowledged<'_>,
) -> Answer {
    let mut answer = Answer::default();
    let Some(tag) = package.compared_tag() else {
        return answer;
    };
    let path = file.as_str();
    let command = format!(
        "upsafe semver api import --package {}",
        package.declared.name
    );
    let text = match fs::read_to_string(comparer.workspace.root.join(path)) {
        Ok(text) => text,
        Err(error) => {
            let reason = format!("`{path}` cannot be read: {error}; `{command} FILE` writes it");
            return answer.unknown(package, reason);
        }
    };
    let told = match ApiDiff::from_json(&text) {
        Ok(told) => told,
        Err(error) => return answer.unknown(package, format!("`{path}` cannot be read: {error}")),
    };
    if !is_of(&told, tag) {
        let found = told.base.as_deref();
        let found = found.map_or("nothing".to_owned(), |base| format!("`{base}`"));
        let reason = format!(
            "`{path}` says that it compares with {found}, expected `{}`; `{command} FILE` says so",
            tag.name
        );
        return answer.unknown(package, reason);
    }
    let reasons = match sources(comparer, package) {
        Ok(_) if told.sources.is_empty() => vec!["it does not say what it was made of".to_owned()],
        Ok(now) => SourceChange::between(&told.sources, &now)
            .iter()
            .map(|one| format!("`{}` {}", one.file, one.what))
            .collect(),
        Err(error) => return answer.unknown(package, error.to_string()),
    };
    if !reasons.is_empty() {
        let path = path.to_owned();
        answer.verdicts.stale = Some(StaleSnapshot { path, reasons });
    }
    let lines = Lines::default();
    let name = &package.declared.name;
    let found = changes(name, &told.changes, (&lines, &lines), acknowledged);
    answer.verdicts.since_release = ApiVerdict::of(found);
    answer.verdicts.limits = told.limits;
    let mut exposed = BTreeMap::new();
    for one in told.exposed {
        if let Some(item) = one.items.into_iter().next() {
            exposed.insert(one.package.unwrap_or(one.name), item);
        }
    }
    // An empty list may also mean that the tool does not look.
    if !exposed.is_empty() {
        answer.exposure = Exposure::Known(exposed);
    }
    answer
}

/// Whether a difference is one from a release: by its tag, or by its version.
fn is_of(told: &ApiDiff, tag: &Tag) -> bool {
    let base = told.base.as_deref();
    base.is_some_and(|base| base == tag.name || tag.release.has_precedence_of(base))
}

/// The files of a package that may change its API.
pub(super) fn sources(
    comparer: &Comparer<'_>,
    package: &Package,
) -> Result<Vec<Source>, SourcesError> {
    let folder = comparer.folder(package);
    let manifest = package.manifest.rsplit('/').next().unwrap_or_default();
    let extensions: &[&str] = match package.ecosystem {
        Ecosystem::Go => &["go"],
        Ecosystem::Python => &["py", "pyi"],
        Ecosystem::Npm => &["cjs", "cts", "js", "jsx", "mjs", "mts", "ts", "tsx"],
        Ecosystem::Maven => &["java", "kt", "scala"],
        _ => return read_sources(&folder, None),
    };
    read_other_sources(&folder, manifest, extensions)
}
