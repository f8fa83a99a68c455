//! One comparator of a range: an operator and a version.

use super::grammar::is_space;
use super::{Options, Range, Version, diagnose};
use crate::Error;
use std::cmp::Ordering;
use std::fmt;

/// A comparator such as `>=1.2.3`, or the empty one, which every version meets.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Comparator(pub(super) Option<(Operator, Version)>);

/// How a version compares with the one of the comparator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Operator {
    Equal,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Operator {
    pub(super) fn is_greater(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterEqual)
    }

    pub(super) fn is_less(self) -> bool {
        matches!(self, Self::Less | Self::LessEqual)
    }

    fn is_inclusive(self) -> bool {
        matches!(self, Self::LessEqual | Self::GreaterEqual)
    }

    pub(super) fn admits(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// The operator at the start of a text, and the rest; no operator is `Equal`.
    pub(super) fn split(text: &str) -> (Self, &str) {
        for (sign, operator) in [
            (">=", Self::GreaterEqual),
            ("<=", Self::LessEqual),
            (">", Self::Greater),
            ("<", Self::Less),
            ("=", Self::Equal),
        ] {
            if let Some(rest) = text.strip_prefix(sign) {
                return (operator, rest);
            }
        }
        (Self::Equal, text)
    }
}

impl Comparator {
    /// The comparator that every version meets.
    pub const ANY: Self = Self(None);

    /// Parses one comparator: an operator of `<`, `<=`, `>`, `>=`, `=` or none, and a whole version.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str, options: Options) -> Result<Self, Error> {
        let words: Vec<&str> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .collect();
        Self::read(&words.join(" "), options.loose)
            .ok_or_else(|| diagnose::range(text, options.loose))
    }

    /// Reads a comparator with single spaces.
    pub(super) fn read(text: &str, loose: bool) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::ANY);
        }
        let (operator, version) = Operator::split(text);
        let version = version.trim_start_matches(is_space);
        Some(Self(Some((operator, Version::read(version, loose)?))))
    }

    pub(super) fn new(operator: Operator, version: Version) -> Self {
        Self(Some((operator, version)))
    }

    /// Whether every version meets this comparator.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.0.is_none()
    }

    /// Whether no version meets this comparator: `<0.0.0-0`.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.as_ref().is_some_and(|(operator, version)| {
            *operator == Operator::Less && version.to_string() == "0.0.0-0"
        })
    }

    /// Whether `version` compares as this comparator says; the rule for pre-releases is that of
    /// whole ranges.
    #[must_use]
    pub fn admits(&self, version: &Version) -> bool {
        match &self.0 {
            None => true,
            Some((operator, own)) => operator.admits(version.cmp_precedence(own)),
        }
    }

    /// Whether some version meets both comparators, in the sense of node-semver's
    /// `Comparator.intersects`.
    #[must_use]
    pub fn intersects(&self, other: &Self, options: Options) -> bool {
        let (Some((a, va)), Some((b, vb))) = (&self.0, &other.0) else {
            return self.intersects_any(other, options);
        };
        if *a == Operator::Equal {
            return Range::of(other.clone(), options).matches(va);
        }
        if *b == Operator::Equal {
            return Range::of(self.clone(), options).matches(vb);
        }
        let is_nothing = |comparator: &Self, operator: Operator, version: &Version| {
            if options.include_prerelease {
                comparator.is_none()
            } else {
                operator == Operator::Less && version.numbers == [0, 0, 0]
            }
        };
        if is_nothing(self, *a, va) || is_nothing(other, *b, vb) {
            return false;
        }
        if (a.is_greater() && b.is_greater()) || (a.is_less() && b.is_less()) {
            return true;
        }
        match va.cmp_precedence(vb) {
            Ordering::Equal => a.is_inclusive() && b.is_inclusive(),
            Ordering::Less => a.is_greater() && b.is_less(),
            Ordering::Greater => a.is_less() && b.is_greater(),
        }
    }

    /// As `intersects`, where one of the two is the empty comparator.
    fn intersects_any(&self, other: &Self, options: Options) -> bool {
        match (&self.0, &other.0) {
            (None, _) => true,
            // An exact version is asked whether it meets the range `*`.
            (Some((Operator::Equal, version)), None) => {
                Range::of(other.clone(), options).matches(version)
            }
            (Some(_), None) => true,
            (Some(_), Some(_)) => false,
        }
    }
}

impl fmt::Display for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            None => Ok(()),
            Some((operator, version)) => write!(f, "{}{version}", operator.text()),
        }
    }
}

impl fmt::Debug for Comparator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "npm::Comparator({self})")
    }
}
