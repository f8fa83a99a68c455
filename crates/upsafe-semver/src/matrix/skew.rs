//! How far the versions that run together may be apart, in minor versions.
//!
//! The rules are those of Kubernetes' version skew policy
//! (<https://kubernetes.io/releases/version-skew-policy/>): a component may be some minor versions
//! older or newer than another, for certain versions of it; several instances of one component are
//! compared with each other, so that a highly available control plane is a rule of a component with
//! itself. A version of another major version is never within a skew.

use std::fmt;

use super::{Matrix, Version, model::Skew};

/// Versions that are too far apart.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SkewBreach<'m> {
    /// The rule.
    pub rule: &'m Skew,
    /// The name of the component that the rule is about.
    pub component: &'m str,
    /// Its version.
    pub version: Version,
    /// The name of the one that it is compared with.
    pub with: &'m str,
    /// Its version.
    pub with_version: Version,
    /// How many minor versions the first stands above the second; `None` for another major version.
    pub minors: Option<i64>,
}

impl fmt::Display for SkewBreach<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            rule,
            component,
            version,
            with,
            with_version,
            minors,
        } = self;
        let other = match rule.component == rule.with {
            true => format!("another `{with}` {with_version}"),
            false => format!("`{with}` {with_version}"),
        };
        write!(f, "`{component}` {version} is ")?;
        let counted = |n: u64| match n {
            1 => "1 minor version".to_owned(),
            n => format!("{n} minor versions"),
        };
        let (allowed, word) = match minors {
            None => return write!(f, "of another major version than {other}"),
            Some(n) if *n > 0 => (limit(rule, rule.newer), "newer"),
            Some(_) => (limit(rule, rule.older), "older"),
        };
        let apart = minors.map_or(0, i64::unsigned_abs);
        write!(f, "{} {word} than {other}, ", counted(apart))?;
        match allowed {
            0 => write!(f, "which no version may be"),
            n => write!(f, "at most {n} is allowed"),
        }
    }
}

/// What holds between instances of one component holds both ways.
fn limit(rule: &Skew, one_way: u16) -> i64 {
    i64::from(match rule.component == rule.with {
        true => rule.older.max(rule.newer),
        false => one_way,
    })
}

impl Skew {
    /// How far apart two versions are, if that is too far.
    fn breach(&self, version: &Version, with: &Version) -> Option<Option<i64>> {
        let holds = self
            .versions
            .as_ref()
            .is_none_or(|range| range.contains(version));
        if !holds {
            return None;
        }
        let apart = version.line().minors_above(&with.line());
        match apart {
            Some(n) if n > limit(self, self.newer) || -n > limit(self, self.older) => Some(apart),
            None => Some(None),
            Some(_) => None,
        }
    }
}

impl Matrix {
    /// The rules that a version of one component and a version of another, or of the same, break
    /// when they run together.
    pub fn skew_between<'m>(
        &'m self,
        (a, a_version): (usize, &Version),
        (b, b_version): (usize, &Version),
    ) -> Vec<SkewBreach<'m>> {
        let mut breaches = Vec::new();
        for rule in &self.skews {
            let ask = |version: &Version, with: &Version| {
                Some(SkewBreach {
                    minors: rule.breach(version, with)?,
                    rule,
                    component: self.name(rule.component),
                    version: version.clone(),
                    with: self.name(rule.with),
                    with_version: with.clone(),
                })
            };
            let found = match (rule.component, rule.with) {
                // Between instances of one component the rule may hold for either of them.
                pair if pair == (a, b) && a == b => {
                    ask(a_version, b_version).or_else(|| ask(b_version, a_version))
                }
                pair if pair == (a, b) => ask(a_version, b_version),
                pair if pair == (b, a) => ask(b_version, a_version),
                _ => None,
            };
            breaches.extend(found);
        }
        breaches
    }

    /// Every rule that versions running together break, each pair once, in the order given.
    pub fn skew_of<'m>(&'m self, running: &[(usize, Version)]) -> Vec<SkewBreach<'m>> {
        let mut breaches = Vec::new();
        for (n, (a, a_version)) in running.iter().enumerate() {
            for (b, b_version) in &running[n + 1..] {
                breaches.extend(self.skew_between((*a, a_version), (*b, b_version)));
            }
        }
        breaches
    }
}
