//! The minimums that members declare, each where it is written, for the rules that judge them.

use upsafe_config::Kind;

use crate::{
    CargoEvidence, Minimum,
    ecosystem::cargo::manifest::{Dependency, Package, Requirement},
    wording::is_kind,
};

/// A requirement of members, where it is written.
pub(crate) struct Declared<'e> {
    /// The first member that states or inherits it.
    pub(crate) member: &'e Package,
    /// Every member that does, each once.
    pub(crate) members: Vec<&'e str>,
    /// As the first member declares it.
    pub(crate) dependency: &'e Dependency,
    pub(crate) requirement: &'e Requirement,
    pub(crate) minimum: &'e Minimum,
}

/// The requirements of some kinds whose minimum `wanted` picks, in the order of the members; one
/// that several members inherit is there once.
pub(crate) fn declared<'e>(
    cargo: &'e CargoEvidence,
    kinds: &[Kind],
    wanted: impl Fn(&Package, &Minimum) -> bool,
) -> Vec<Declared<'e>> {
    let packages = cargo
        .workspace
        .as_ref()
        .map_or(&[][..], |workspace| &workspace.packages);
    let mut found: Vec<Declared<'_>> = Vec::new();
    for minimum in &cargo.floor.minimums {
        let Some(member) = packages.get(minimum.member) else {
            continue;
        };
        let dependency = member.dependencies.get(minimum.dependency);
        let Some((dependency, requirement)) =
            dependency.and_then(|dependency| Some((dependency, dependency.requirement.as_ref()?)))
        else {
            continue;
        };
        let counts = kinds.iter().any(|kind| is_kind(*kind, dependency.kind));
        if !counts || !wanted(member, minimum) {
            continue;
        }
        let same = |known: &&mut Declared<'_>| {
            known.requirement.place == requirement.place
                && known.dependency.package == dependency.package
        };
        match found.iter_mut().find(same) {
            Some(known) if known.members.contains(&member.name.as_str()) => {}
            Some(known) => known.members.push(&member.name),
            None => found.push(Declared {
                member,
                members: vec![&member.name],
                dependency,
                requirement,
                minimum,
            }),
        }
    }
    found
}

impl Declared<'_> {
    /// How the members require: `requires` of one, `require` of several.
    pub(crate) fn verb(&self) -> &'static str {
        if self.members.len() == 1 {
            "requires"
        } else {
            "require"
        }
    }
}
