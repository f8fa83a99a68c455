//! What comparisons of public APIs said. Who compares is not the gate's concern.
//!
//! What must stay true: an API that could not be compared is never taken for one that did not change.

use std::{collections::BTreeMap, fmt};

use upsafe_config::BumpPart;

/// What comparisons of the public API of a package said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiVerdicts {
    /// Compared with the base: the last release, or without one the last pre-release.
    pub since_release: ApiVerdict,
    /// Compared with the last pre-release of the same numbers, for a pre-release.
    pub since_prerelease: ApiVerdict,
    /// Why the committed snapshot is not that of these sources, if it is not.
    pub stale: Option<StaleSnapshot>,
    /// What limits the answers, as sentences.
    pub limits: Vec<String>,
}

/// What a comparison of the public API said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ApiVerdict {
    /// Nobody compared it.
    #[default]
    NotAsked,
    /// Nothing that users can see has changed.
    Compatible,
    /// It changed so that the version must be raised.
    Needs {
        /// What changed, the greatest part first.
        changes: Vec<ApiChange>,
    },
    /// It could not be compared.
    Unknown {
        /// Why.
        reason: String,
    },
}

impl ApiVerdict {
    /// The verdict of changes; those that ask for a patch do not count.
    pub fn of(changes: impl IntoIterator<Item = ApiChange>) -> Self {
        let mut changes: Vec<ApiChange> = changes
            .into_iter()
            .filter(|change| change.part > BumpPart::Patch)
            .collect();
        changes.sort_by(|a, b| {
            let certainty = a.certainty.cmp(&b.certainty);
            b.part
                .cmp(&a.part)
                .then(certainty)
                .then_with(|| a.text.cmp(&b.text))
        });
        changes.dedup();
        match changes.is_empty() {
            true => Self::Compatible,
            false => Self::Needs { changes },
        }
    }

    /// The part that the version must be raised by, before what 0.x means is applied.
    pub fn part(&self) -> Option<BumpPart> {
        match self {
            Self::Needs { changes } => changes.iter().map(|change| change.part).max(),
            _ => None,
        }
    }

    /// The changes that ask for a part.
    pub fn asking_for(&self, part: BumpPart) -> impl Iterator<Item = &ApiChange> {
        let changes = match self {
            Self::Needs { changes } => changes.as_slice(),
            _ => &[],
        };
        changes.iter().filter(move |change| change.part == part)
    }

    /// The stricter of two verdicts of one comparison: not to know beats everything.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown { reason }, _) | (_, Self::Unknown { reason }) => {
                Self::Unknown { reason }
            }
            (Self::Needs { mut changes }, Self::Needs { changes: more }) => {
                changes.extend(more);
                Self::of(changes)
            }
            (needs @ Self::Needs { .. }, _) | (_, needs @ Self::Needs { .. }) => needs,
            (Self::Compatible, _) | (_, Self::Compatible) => Self::Compatible,
            (Self::NotAsked, Self::NotAsked) => Self::NotAsked,
        }
    }
}

/// A change of an API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiChange {
    /// The part that it asks for, before what 0.x means is applied.
    pub part: BumpPart,
    /// How sure that is.
    pub certainty: Certainty,
    /// The item and what happened to it: before, after and where, on one line.
    pub text: String,
}

/// How sure it is that a change is what it looks like. Complete: it is proved, or it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// It is.
    Proved,
    /// It is, unless a fact that the comparison cannot see says otherwise.
    Suspect,
}

impl fmt::Display for ApiChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.certainty {
            Certainty::Proved => f.write_str(&self.text),
            Certainty::Suspect => write!(f, "suspect: {}", self.text),
        }
    }
}

/// A committed snapshot that is not that of the sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleSnapshot {
    /// Its path.
    pub path: String,
    /// What differs, a line each.
    pub reasons: Vec<String>,
}

/// Which dependencies stand in the public API of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exposure {
    /// Nobody looked.
    #[default]
    NotAsked,
    /// These, by name, each with an item that shows it.
    Known(BTreeMap<String, String>),
    /// It could not be told.
    Unknown {
        /// Why.
        reason: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(part: BumpPart, text: &str) -> ApiChange {
        ApiChange {
            part,
            certainty: Certainty::Proved,
            text: text.to_owned(),
        }
    }

    #[test]
    fn the_stricter_verdict_holds() {
        let unknown = || ApiVerdict::Unknown {
            reason: "no tool".to_owned(),
        };
        let minor = || ApiVerdict::of([change(BumpPart::Minor, "a")]);
        let major = || ApiVerdict::of([change(BumpPart::Major, "b")]);
        assert_eq!(major().stricter(unknown()), unknown());
        assert_eq!(minor().stricter(major()).part(), Some(BumpPart::Major));
        assert_eq!(ApiVerdict::Compatible.stricter(minor()), minor());
        assert_eq!(
            ApiVerdict::NotAsked.stricter(ApiVerdict::Compatible),
            ApiVerdict::Compatible
        );
        assert_eq!(
            ApiVerdict::of([change(BumpPart::Patch, "c")]),
            ApiVerdict::Compatible
        );
    }
}
