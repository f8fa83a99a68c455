//! Which packages have their versions together.

use upsafe_config::{GroupKind, Semver as Settings};

use super::ecosystem::Manifest;
use crate::evidence::{Declared, GroupEvidence};

/// The groups, and for each package the index of its own.
pub(super) fn groups(
    settings: &Settings,
    packages: &[(Manifest, Declared)],
) -> (Vec<GroupEvidence>, Vec<usize>) {
    let mut groups: Vec<GroupEvidence> = settings
        .group
        .iter()
        .map(|group| GroupEvidence {
            name: group.name.as_str().to_owned(),
            kind: *group.kind,
            members: Vec::new(),
        })
        .collect();
    let mut of = Vec::new();
    for (nth, (manifest, declared)) in packages.iter().enumerate() {
        let configured = settings.group.iter().position(|group| {
            let mut patterns = group.packages.iter();
            patterns.any(|pattern| pattern.matches(&declared.name))
        });
        let at = configured.unwrap_or_else(|| {
            let (name, kind) = match (&manifest.parent, declared.inherits_version) {
                (Some(parent), true) => (parent.clone(), GroupKind::LockStep),
                _ => (manifest.path.clone(), GroupKind::Independent),
            };
            let known = groups
                .iter()
                .skip(settings.group.len())
                .position(|g| g.name == name && g.kind == kind);
            known.map_or_else(
                || {
                    groups.push(GroupEvidence {
                        name,
                        kind,
                        members: Vec::new(),
                    });
                    groups.len() - 1
                },
                |known| known + settings.group.len(),
            )
        });
        groups[at].members.push(nth);
        of.push(at);
    }
    (groups, of)
}
