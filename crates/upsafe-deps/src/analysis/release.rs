//! What one version of a package requires and offers, in numbers.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

use super::names::{From, Name, Names, Req, Word};
use crate::{
    ecosystem::cargo::{
        index::{self, Checksum},
        manifest::RustVersion,
    },
    graph::DependencyKind,
};

/// One version of a package, as far as selection needs it.
#[derive(Clone, Debug)]
pub(crate) struct Release {
    pub(crate) needs: Vec<Need>,
    pub(crate) features: BTreeMap<Word, Vec<Turns>>,
    pub(crate) rust_version: Option<RustVersion>,
    pub(crate) yanked: bool,
    pub(crate) checksum: Option<Checksum>,
    /// Whether the features are unknown: then every requirement counts and every feature exists.
    pub(crate) opaque: bool,
}

/// One requirement.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) key: Word,
    pub(crate) name: Name,
    pub(crate) req: Req,
    /// The one version that answers, whatever the requirement says: that of a path dependency.
    pub(crate) fixed: Option<Version>,
    pub(crate) optional: bool,
    pub(crate) default_features: bool,
    pub(crate) features: Vec<Word>,
    /// The index among the dependencies of the manifest.
    pub(crate) declared: Option<usize>,
}

/// What a feature turns on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turns {
    Feature(Word),
    Dependency(Word),
    FeatureOf {
        key: Word,
        feature: Word,
        weak: bool,
    },
}

impl Release {
    /// From the index; what only tests of the package need is left out.
    pub(crate) fn of_index(
        release: &index::Release<'_>,
        registry: &From,
        names: &mut Names,
    ) -> Self {
        let needs: Vec<Need> = release
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind != DependencyKind::Dev)
            .map(|dependency| {
                let from = match dependency.registry.as_deref() {
                    Some(url) => From::Registry(index::canonical(url).into()),
                    None => registry.clone(),
                };
                Need {
                    key: names.word(&dependency.key),
                    name: names.name(&dependency.package, from),
                    req: names.req(&dependency.requirement),
                    fixed: None,
                    optional: dependency.optional,
                    default_features: dependency.default_features,
                    features: dependency
                        .features
                        .iter()
                        .map(|text| names.word(text))
                        .collect(),
                    declared: None,
                }
            })
            .collect();
        let features = release.features.iter().map(|(name, values)| {
            let values = values.iter().map(|value| &**value);
            (&**name, values)
        });
        Self {
            features: turned_on(features, &needs, names),
            needs,
            rust_version: release
                .rust_version
                .as_deref()
                .and_then(|text| text.parse().ok()),
            yanked: release.yanked,
            checksum: Some(release.checksum),
            opaque: false,
        }
    }
}

/// Named features in numbers, with those that optional dependencies imply.
pub(crate) fn turned_on<'t, V: ExactSizeIterator<Item = &'t str>>(
    named: impl IntoIterator<Item = (&'t str, V)>,
    needs: &[Need],
    names: &mut Names,
) -> BTreeMap<Word, Vec<Turns>> {
    let mut spoken_of = BTreeSet::new();
    let mut features = BTreeMap::new();
    for (name, values) in named {
        let mut turns = Vec::with_capacity(values.len());
        for value in values {
            turns.push(if let Some(key) = value.strip_prefix("dep:") {
                let key = names.word(key);
                spoken_of.insert(key);
                Turns::Dependency(key)
            } else if let Some((key, feature)) = value.split_once('/') {
                let (key, weak) = match key.strip_suffix('?') {
                    Some(key) => (key, true),
                    None => (key, false),
                };
                let (key, feature) = (names.word(key), names.word(feature));
                Turns::FeatureOf { key, feature, weak }
            } else {
                Turns::Feature(names.word(value))
            });
        }
        features.insert(names.word(name), turns);
    }
    for need in needs.iter().filter(|need| need.optional) {
        if !spoken_of.contains(&need.key) {
            let implied = vec![Turns::Dependency(need.key)];
            features.entry(need.key).or_insert(implied);
        }
    }
    features
}
