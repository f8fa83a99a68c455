//! What is wrong with the minimums that members declare.

use std::collections::BTreeSet;

use semver::Version;
use serde::{Deserialize, Serialize};

use super::{
    catalog::class_of,
    floor::{Setters, described, lowest},
    names::Word,
    release::{Need, Release, Turns},
    walk::{Asked, NodeId, Walk, has_features},
    world::World,
};
use crate::ecosystem::cargo::manifest::RustVersion;

/// A requirement of a member on a package of a registry, and what is known of its minimum.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Minimum {
    /// The member: an index into the packages of the manifests.
    pub member: usize,
    /// The dependency: an index into the member's dependencies.
    pub dependency: usize,
    /// The lowest version that the text of the requirement allows, published or not.
    pub named: Option<Version>,
    /// What the registry says of that version.
    pub named_state: NamedState,
    /// The lowest version that is published, not yanked, and meets the requirement.
    pub lowest: Option<Version>,
    /// The latest release there is.
    pub latest: Option<Version>,
    /// Whether versions of several classes meet the requirement, so that the minimum is the lowest
    /// one's.
    pub spans_classes: bool,
    /// The lowest version that the workspace lets cargo select.
    pub floor: Option<Version>,
    /// Where the floor is above [`Minimum::lowest`]: the chain of packages whose last one's
    /// requirement raises it.
    pub raised_by: Vec<String>,
    /// That requirement.
    pub raised_by_requirement: Option<String>,
    /// The feature for whose sake the version is raised, if it is not the number.
    pub raised_for_feature: Option<String>,
    /// The locked version that answers the requirement.
    pub locked: Option<Version>,
    /// Features that the member asks for and the lowest version does not have.
    pub lacks: Vec<String>,
    /// The lowest version that has all features that the member asks for.
    pub with_features: Option<Version>,
    /// The Rust that the lowest version says it needs.
    pub rust_version: Option<RustVersion>,
}

/// What the registry says of the lowest version that a requirement names.
// Complete: a version is published, withdrawn, or was never there; or nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NamedState {
    /// It is published.
    Published,
    /// It is published and yanked.
    Yanked,
    /// It was never published.
    Absent,
    /// The index says nothing of the package.
    Unknown,
}

/// Judges every requirement that a member states on a package of a registry.
pub(crate) fn judge(walk: &Walk<'_>, setters: &Setters) -> Vec<Minimum> {
    let mut minimums = Vec::new();
    for (id, node) in walk.nodes() {
        let Some(member) = node.member else { continue };
        for (at, need) in node.release.needs.iter().enumerate() {
            let settled = need.fixed.is_some() || walk.world.settled(need).is_some();
            let Some(dependency) = need.declared.filter(|_| !settled) else {
                continue;
            };
            let asked = Asked { by: id, need: at };
            let answer = node.answers.iter().find(|(need, _)| *need == at);
            let answer = answer.map(|(_, answer)| *answer);
            minimums.push(judge_one(
                walk,
                setters,
                asked,
                (member, dependency),
                answer,
            ));
        }
    }
    minimums.sort_by_key(|minimum| (minimum.member, minimum.dependency));
    minimums
}

fn judge_one(
    walk: &Walk<'_>,
    setters: &Setters,
    asked: Asked,
    (member, dependency): (usize, usize),
    answer: Option<NodeId>,
) -> Minimum {
    let world = walk.world;
    let (node, need) = (walk.node(asked.by), walk.need(asked));
    let catalog = &world.catalog;
    let req = world.req(need.req);
    let named = req.parsed.as_ref().and_then(|parsed| parsed.lowest());
    let named = named.map(|version| version.as_inner().clone());
    let low = catalog.lowest(need.name, need.req);
    let features = asked_features(&node.release, need);
    let at_low = low.as_ref().and_then(|low| catalog.release(need.name, low));
    let lacking = |word: &Word| {
        at_low
            .as_ref()
            .is_some_and(|release| !has_features(release, [*word]))
    };
    let lacks: Vec<String> = features
        .iter()
        .copied()
        .filter(lacking)
        .map(|word| catalog.names.borrow().word_text(word).to_string())
        .collect();
    let with_features = match lacks.is_empty() {
        true => None,
        false => first_with(world, need, &features),
    };
    let floor = answer.map(|answer| walk.node(answer).spot.1.clone());
    let mut minimum = Minimum {
        member,
        dependency,
        named_state: state(world, need, named.as_ref()),
        named,
        latest: None,
        spans_classes: req
            .parsed
            .as_ref()
            .is_some_and(|parsed| parsed.class().is_none()),
        floor,
        raised_by: Vec::new(),
        raised_by_requirement: None,
        raised_for_feature: None,
        locked: world
            .locked_answer(&node.spot, need)
            .map(|(_, version)| version),
        lacks,
        with_features,
        rust_version: at_low.as_ref().and_then(|release| release.rust_version),
        lowest: low,
    };
    if minimum.lowest.is_none() {
        minimum.latest = catalog.latest(need.name);
    }
    if let (Some(answer), Some(low), Some(floor)) = (answer, &minimum.lowest, &minimum.floor)
        && floor > low
    {
        let key = (need.name, class_of(&walk.node(answer).spot.1));
        if let Some(by) = setters.get(&key).and_then(|set| set.asked) {
            minimum.raised_by = described(walk, by.by);
            minimum.raised_by_requirement = Some(world.req(walk.need(by).req).text.to_string());
            if lowest(walk, by).is_some_and(|(_, low)| low < *floor) {
                minimum.raised_for_feature = feature_of(walk, by, answer);
            }
        }
    }
    minimum
}

/// The feature that `by` asks for and its own lowest version lacks.
fn feature_of(walk: &Walk<'_>, by: Asked, answer: NodeId) -> Option<String> {
    let (_, low) = lowest(walk, by)?;
    let release = walk.world.catalog.release(walk.node(answer).spot.0, &low)?;
    let word = walk
        .requested(answer)
        .find(|word| !has_features(&release, [*word]))?;
    Some(
        walk.world
            .catalog
            .names
            .borrow()
            .word_text(word)
            .to_string(),
    )
}

/// The features that a package asks of one of its needs, also through features of its own.
fn asked_features(release: &Release, need: &Need) -> BTreeSet<Word> {
    let forwarded = release
        .features
        .values()
        .flatten()
        .filter_map(|turns| match *turns {
            Turns::FeatureOf { key, feature, .. } if key == need.key => Some(feature),
            _ => None,
        });
    need.features.iter().copied().chain(forwarded).collect()
}

fn first_with(world: &World<'_>, need: &Need, features: &BTreeSet<Word>) -> Option<Version> {
    let versions = world.catalog.versions(need.name);
    let versions = versions.as_ref().as_ref().ok()?;
    let req = world.req(need.req);
    let has_all = |version: &&Version| {
        let release = world.catalog.release(need.name, version);
        release.is_some_and(|release| {
            !release.yanked && has_features(&release, features.iter().copied())
        })
    };
    versions
        .iter()
        .filter(|version| req.matches(version))
        .find(has_all)
        .cloned()
}

fn state(world: &World<'_>, need: &Need, named: Option<&Version>) -> NamedState {
    let versions = world.catalog.versions(need.name);
    let (Ok(versions), Some(named)) = (versions.as_ref().as_ref(), named) else {
        return NamedState::Unknown;
    };
    // Build metadata does not tell versions apart here.
    let same = |version: &&Version| {
        let precedence = version.cmp_precedence(named);
        precedence == std::cmp::Ordering::Equal
    };
    match versions.iter().find(same) {
        None => NamedState::Absent,
        Some(version) if world.catalog.is_usable(need.name, version) => NamedState::Published,
        Some(_) => NamedState::Yanked,
    }
}
