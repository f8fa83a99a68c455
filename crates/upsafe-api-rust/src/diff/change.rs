//! The answer.

use std::fmt;

use serde::{Deserialize, Serialize};
use upsafe_version::{Part, cargo};

use crate::model::Location;

/// How sure a comparison is, and of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// No program can tell the two apart by it.
    None,
    /// It only adds.
    Additive,
    /// It breaks somebody unless a fact that cannot be seen here says otherwise.
    Suspect,
    /// A program that was right before is wrong after.
    Proved,
}

impl Verdict {
    /// The bump that it asks for. A suspicion counts as a break until somebody looks at it.
    #[must_use]
    pub fn bump(self) -> Bump {
        match self {
            Verdict::None => Bump::Patch,
            Verdict::Additive => Bump::Minor,
            Verdict::Suspect | Verdict::Proved => Bump::Major,
        }
    }

    /// `proved`, `suspect`, `additive`, `none`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Verdict::None => "none",
            Verdict::Additive => "additive",
            Verdict::Suspect => "suspect",
            Verdict::Proved => "proved",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The part of a version that must move at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bump {
    /// Nothing that a user can see.
    Patch,
    /// Additions.
    Minor,
    /// Breaks.
    Major,
}

impl Bump {
    /// `patch`, `minor`, `major`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Bump::Patch => "patch",
            Bump::Minor => "minor",
            Bump::Major => "major",
        }
    }

    /// The lowest version that may follow `old` under Cargo's rules.
    ///
    /// Before 1.0.0 the leftmost number that is not zero is the breaking one, and additions need
    /// no more than a patch. After a pre-release, its own release will do for everything.
    /// Source: "SemVer compatibility" in the Cargo book.
    ///
    /// # Errors
    /// Where a number would overflow.
    pub fn after(self, old: &cargo::Version) -> Result<cargo::Version, upsafe_version::Error> {
        if old.is_prerelease() {
            return old.bump(Part::Patch);
        }
        old.bump(match (self, old.major(), old.minor()) {
            (Bump::Major, 0, 0) | (Bump::Minor, 0, _) | (Bump::Patch, _, _) => Part::Patch,
            (Bump::Major, 0, _) | (Bump::Minor, _, _) => Part::Minor,
            (Bump::Major, _, _) => Part::Major,
        })
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Change {
    /// The item's path; the crate's name for what concerns the whole crate.
    pub path: String,
    /// The rule: `function-removed`.
    pub rule: String,
    /// Whom it breaks.
    pub verdict: Verdict,
    /// What stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What stands there now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Where: in the new source, and in the old one for what was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} at `{}`", self.verdict, self.rule, self.path)?;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, ": `{before}` became `{after}`"),
            (Some(before), None) => write!(f, ": `{before}`"),
            (None, Some(after)) => write!(f, ": `{after}`"),
            (None, None) => Ok(()),
        }
    }
}

/// A foreign crate whose items stand in the new API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Exposure {
    /// The name that paths begin with.
    pub name: String,
    /// Its package, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// Its version at the old side, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Its version at the new side, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The items it stands at, sorted.
    pub items: Vec<String>,
}

/// Every difference between two APIs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diff {
    /// Sorted by path and rule.
    pub changes: Vec<Change>,
    /// The foreign crates in the new API, by name.
    pub exposed: Vec<Exposure>,
    /// What limits the comparison, as sentences.
    pub limits: Vec<String>,
}

impl Diff {
    /// The least bump that is honest; suspicions count as breaks.
    #[must_use]
    pub fn required_bump(&self) -> Bump {
        let bumps = self.changes.iter().map(|change| change.verdict.bump());
        bumps.max().unwrap_or(Bump::Patch)
    }

    /// The least bump that is proved: what remains when every suspicion is acknowledged.
    #[must_use]
    pub fn proved_bump(&self) -> Bump {
        let proved = self
            .changes
            .iter()
            .filter(|change| change.verdict != Verdict::Suspect);
        proved
            .map(|change| change.verdict.bump())
            .max()
            .unwrap_or(Bump::Patch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_counts_from_the_leftmost_number() {
        for (old, patch, minor, major) in [
            ("1.2.3", "1.2.4", "1.3.0", "2.0.0"),
            ("0.2.3", "0.2.4", "0.2.4", "0.3.0"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("1.0.0-rc.1", "1.0.0", "1.0.0", "1.0.0"),
        ] {
            let version = cargo::Version::parse(old).expect("a version");
            for (bump, expected) in [
                (Bump::Patch, patch),
                (Bump::Minor, minor),
                (Bump::Major, major),
            ] {
                let next = bump.after(&version).expect("no overflow");
                assert_eq!(next.to_string(), expected, "{bump} after {old}");
            }
        }
    }

    #[test]
    fn a_suspicion_counts_until_it_is_acknowledged() {
        let change = |verdict| Change {
            path: "x".to_owned(),
            rule: "r".to_owned(),
            verdict,
            before: None,
            after: None,
            location: None,
        };
        let changes = vec![change(Verdict::Suspect), change(Verdict::Additive)];
        let diff = Diff {
            changes,
            ..Diff::default()
        };
        assert_eq!(
            (diff.required_bump(), diff.proved_bump()),
            (Bump::Major, Bump::Minor)
        );
        assert_eq!(Diff::default().required_bump(), Bump::Patch);
    }
}
