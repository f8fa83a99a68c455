//! What changed between two locks: what a reviewer of a lock-file change needs to see.

use std::{collections::BTreeMap, fmt};

use semver::Version;
use upsafe_version::cargo::{Class, Version as CargoVersion};

use crate::{
    ecosystem::cargo::{Lock, LockPackage},
    graph::PackageSource,
};

/// One change of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockChange {
    /// The package's name.
    pub name: String,
    /// What happened to it.
    pub what: WhatChanged,
}

/// What happened to a package between two locks. Ordered by how much a reviewer should care.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WhatChanged {
    /// The same version of the same source has another checksum: somebody replaced an archive.
    Checksum {
        /// The version.
        version: Version,
        /// The checksum before.
        from: String,
        /// The checksum after.
        to: String,
    },
    /// The same or another version now comes from elsewhere.
    Source {
        /// The version before.
        from_version: Version,
        /// The version after.
        to_version: Version,
        /// The source before.
        from: PackageSource,
        /// The source after.
        to: PackageSource,
    },
    /// An older version was taken.
    Downgraded {
        /// The version before.
        from: Version,
        /// The version after.
        to: Version,
    },
    /// A version that is not compatible with the one before.
    Major {
        /// The version before.
        from: Version,
        /// The version after.
        to: Version,
    },
    /// One more incompatible version of a package that stays.
    SecondVersion {
        /// The version that came.
        version: Version,
        /// The versions that stay.
        beside: Vec<Version>,
    },
    /// A package that was not there in any version.
    Added {
        /// Its version.
        version: Version,
    },
    /// A newer, compatible version.
    Upgraded {
        /// The version before.
        from: Version,
        /// The version after.
        to: Version,
    },
    /// One of several versions went.
    DroppedVersion {
        /// The version that went.
        version: Version,
    },
    /// A package that went in every version.
    Removed {
        /// Its version.
        version: Version,
    },
}

impl WhatChanged {
    /// The word for the kind of change, in kebab-case.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Checksum { .. } => "checksum-changed",
            Self::Source { .. } => "source-changed",
            Self::Downgraded { .. } => "downgraded",
            Self::Major { .. } => "major",
            Self::SecondVersion { .. } => "second-version",
            Self::Added { .. } => "added",
            Self::Upgraded { .. } => "upgraded",
            Self::DroppedVersion { .. } => "dropped-version",
            Self::Removed { .. } => "removed",
        }
    }
}

impl fmt::Display for WhatChanged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checksum { version, from, to } => {
                write!(f, "{version} has another checksum: {from} -> {to}")
            }
            Self::Source {
                from_version,
                to_version,
                from,
                to,
            } if from_version == to_version => {
                write!(f, "{to_version} comes from {to}, before from {from}")
            }
            Self::Source {
                from_version,
                to_version,
                from,
                to,
            } => {
                write!(
                    f,
                    "{from_version} -> {to_version}, from {to}, before from {from}"
                )
            }
            Self::Downgraded { from, to }
            | Self::Major { from, to }
            | Self::Upgraded { from, to } => {
                write!(f, "{from} -> {to}")
            }
            Self::SecondVersion { version, beside } => {
                let beside: Vec<_> = beside.iter().map(ToString::to_string).collect();
                write!(f, "{version} beside {}", beside.join(", "))
            }
            Self::Added { version }
            | Self::DroppedVersion { version }
            | Self::Removed { version } => {
                write!(f, "{version}")
            }
        }
    }
}

/// Every change between two locks, by how much a reviewer should care, then by name.
///
/// Versions are paired within their class of compatibility first, so `1.2 -> 1.3` beside a
/// `0.9` that stays is one upgrade. What is left on both sides is a change of major version.
pub fn lock_changes(old: &Lock, new: &Lock) -> Vec<LockChange> {
    let mut names: BTreeMap<&str, (Vec<&LockPackage>, Vec<&LockPackage>)> = BTreeMap::new();
    for package in &old.packages {
        names.entry(&package.name).or_default().0.push(package);
    }
    for package in &new.packages {
        names.entry(&package.name).or_default().1.push(package);
    }
    let mut changes = Vec::new();
    for (name, (old, new)) in names {
        for what in changes_of(old, new) {
            changes.push(LockChange {
                name: name.to_owned(),
                what,
            });
        }
    }
    let weight = |change: &LockChange| match change.what {
        WhatChanged::Checksum { .. } => 0,
        WhatChanged::Source { .. } => 1,
        WhatChanged::Downgraded { .. } => 2,
        WhatChanged::Major { .. } => 3,
        WhatChanged::SecondVersion { .. } => 4,
        WhatChanged::Added { .. } => 5,
        WhatChanged::Upgraded { .. } => 6,
        WhatChanged::DroppedVersion { .. } => 7,
        WhatChanged::Removed { .. } => 8,
    };
    changes.sort_by(|a, b| (weight(a), &a.name, &a.what).cmp(&(weight(b), &b.name, &b.what)));
    changes
}

fn changes_of(mut old: Vec<&LockPackage>, mut new: Vec<&LockPackage>) -> Vec<WhatChanged> {
    let mut changes = Vec::new();
    let (all_old, all_new) = (old.clone(), new.clone());
    let by_version = |a: &&LockPackage, b: &&LockPackage| {
        (&a.version, &a.package_source).cmp(&(&b.version, &b.package_source))
    };
    old.sort_by(by_version);
    new.sort_by(by_version);
    // From the nearest kinship to the farthest; each pass pairs what the one before left.
    let kinships: [fn(&LockPackage, &LockPackage) -> bool; 4] = [
        |a, b| a.version == b.version && a.package_source == b.package_source,
        |a, b| a.version == b.version,
        |a, b| class(a) == class(b) && a.package_source == b.package_source,
        |a, b| class(a) == class(b),
    ];
    for kin in kinships {
        old.retain(|before| {
            let Some(at) = new.iter().position(|after| kin(before, after)) else {
                return true;
            };
            changes.extend(change_between(before, new.remove(at)));
            false
        });
    }
    // What is left differs in its class. The newest leftovers are paired: the version moved.
    while let (Some(before), Some(after)) = (old.last(), new.last()) {
        changes.extend(change_between(before, after));
        old.pop();
        new.pop();
    }
    for after in new {
        let version = after.version.clone();
        let others = all_new.iter().filter(|other| other.version != version);
        let beside: Vec<Version> = others.map(|other| other.version.clone()).collect();
        changes.push(match all_old.is_empty() {
            true => WhatChanged::Added { version },
            false => WhatChanged::SecondVersion { version, beside },
        });
    }
    for before in old {
        let version = before.version.clone();
        changes.push(match all_new.is_empty() {
            true => WhatChanged::Removed { version },
            false => WhatChanged::DroppedVersion { version },
        });
    }
    changes
}

fn change_between(before: &LockPackage, after: &LockPackage) -> Option<WhatChanged> {
    let (from, to) = (before.version.clone(), after.version.clone());
    if before.package_source != after.package_source {
        return Some(WhatChanged::Source {
            from_version: from,
            to_version: to,
            from: before.package_source.clone(),
            to: after.package_source.clone(),
        });
    }
    match from.cmp(&to) {
        std::cmp::Ordering::Greater => Some(WhatChanged::Downgraded { from, to }),
        std::cmp::Ordering::Less if class(before) == class(after) => {
            Some(WhatChanged::Upgraded { from, to })
        }
        std::cmp::Ordering::Less => Some(WhatChanged::Major { from, to }),
        std::cmp::Ordering::Equal => match (&before.checksum, &after.checksum) {
            (Some(was), Some(is)) if was.text != is.text => Some(WhatChanged::Checksum {
                version: to,
                from: was.text.to_string(),
                to: is.text.to_string(),
            }),
            _ => None,
        },
    }
}

fn class(package: &LockPackage) -> Class {
    CargoVersion::from(package.version.clone()).class()
}

#[cfg(test)]
mod tests {
    use upsafe_core::Sources;

    use super::*;

    /// A lock from lines `name version [source [checksum]]`.
    fn lock(lines: &str) -> Lock {
        let mut text = String::from("version = 4\n");
        for line in lines.split("; ").filter(|line| !line.is_empty()) {
            let parts: Vec<_> = line.split(' ').collect();
            text += &format!(
                "[[package]]\nname = {:?}\nversion = {:?}\n",
                parts[0], parts[1]
            );
            text += &format!("source = {:?}\n", parts.get(2).unwrap_or(&"registry+r"));
            text += &format!("checksum = {:?}\n", parts.get(3).unwrap_or(&"00"));
        }
        let mut sources = Sources::new();
        let id = sources.add("Cargo.lock", text);
        Lock::parse(&sources, id).unwrap()
    }

    fn check(old: &str, new: &str, expected: &[&str]) {
        let found: Vec<_> = lock_changes(&lock(old), &lock(new))
            .iter()
            .map(|change| format!("{} {} {}", change.what.kind(), change.name, change.what))
            .collect();
        assert_eq!(found, expected, "{old} => {new}");
    }

    #[test]
    fn versions_are_paired_within_their_class() {
        check("a 1.2.0", "a 1.2.0", &[]);
        check(
            "a 1.2.0; a 0.9.1",
            "a 1.3.0; a 0.9.1",
            &["upgraded a 1.2.0 -> 1.3.0"],
        );
        check("a 1.2.0", "a 1.1.0", &["downgraded a 1.2.0 -> 1.1.0"]);
        check("a 0.4.2", "a 0.5.0", &["major a 0.4.2 -> 0.5.0"]);
        check("a 2.0.0", "a 1.9.0", &["downgraded a 2.0.0 -> 1.9.0"]);
        check(
            "a 1.2.0",
            "a 1.2.1; a 2.0.0",
            &[
                "second-version a 2.0.0 beside 1.2.1",
                "upgraded a 1.2.0 -> 1.2.1",
            ],
        );
        check("a 1.2.0; a 2.0.0", "a 2.0.0", &["dropped-version a 1.2.0"]);
        check("", "a 1.0.0", &["added a 1.0.0"]);
        check("a 1.0.0", "", &["removed a 1.0.0"]);
    }

    #[test]
    fn what_deserves_suspicion_comes_first() {
        check(
            "b 1.0.0; a 1.0.0 registry+r 11",
            "b 1.1.0; a 1.0.0 registry+r 22",
            &[
                "checksum-changed a 1.0.0 has another checksum: 11 -> 22",
                "upgraded b 1.0.0 -> 1.1.0",
            ],
        );
        check(
            "a 1.0.0 registry+r",
            "a 1.0.0 git+g#c",
            &["source-changed a 1.0.0 comes from git g at c, before from registry r"],
        );
        check(
            "a 1.0.0 registry+r",
            "a 1.1.0 registry+s",
            &["source-changed a 1.0.0 -> 1.1.0, from registry s, before from registry r"],
        );
    }
}
