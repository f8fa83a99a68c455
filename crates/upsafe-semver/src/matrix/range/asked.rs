//! A range as it was written, with the versions that it asks for.

use std::fmt;

use serde::{Serialize, Serializer};
use upsafe_config::MatrixScheme;

use super::{Planes, cargo, comparison, go, maven, npm, pep440};
use crate::matrix::Version;

/// Ranges with more alternatives or conditions are refused.
const MOST: usize = 256;

/// A range of versions of one scheme. Prints as it was written.
#[derive(Clone, Debug)]
pub struct Range {
    text: Box<str>,
    planes: Planes,
}

/// Why a text is no range. Prints what was found and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeError(String);

impl RangeError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl From<upsafe_version::Error> for RangeError {
    fn from(error: upsafe_version::Error) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RangeError {}

impl Range {
    /// Reads a range in the words of a scheme.
    ///
    /// # Errors
    /// With what does not fit, also where the range has more than 256 parts.
    pub fn parse(scheme: MatrixScheme, text: &str) -> Result<Self, RangeError> {
        let parts = |c: char| matches!(c, ',' | '|') || c.is_whitespace();
        if text.split(parts).count() > MOST {
            return Err(RangeError::new(format!(
                "found a range of more than {MOST} parts"
            )));
        }
        let alternatives = |read: fn(&str) -> Result<Planes, RangeError>| {
            let mut all = Planes::default();
            for part in text.split("||") {
                all = all.union(&read(part.trim())?);
            }
            Ok(all)
        };
        let planes = match scheme {
            MatrixScheme::Cargo => alternatives(cargo::planes),
            MatrixScheme::Npm => npm::planes(text),
            MatrixScheme::Go => alternatives(go::planes),
            MatrixScheme::GoToolchain => alternatives(comparison::toolchain),
            MatrixScheme::Maven => maven::planes(text),
            MatrixScheme::Pep440 => alternatives(pep440::planes),
            _ => alternatives(comparison::semver),
        };
        Ok(Self {
            text: text.into(),
            planes: planes?,
        })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The versions that are in it.
    pub fn planes(&self) -> &Planes {
        &self.planes
    }

    /// Whether a version is in it.
    pub fn contains(&self, version: &Version) -> bool {
        self.planes.contains(version)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for Range {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
