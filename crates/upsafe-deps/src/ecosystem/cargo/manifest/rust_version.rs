//! The oldest Rust that a package says it builds with.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A Rust release as `rust-version` states it: one to three numbers, no operator, no pre-release.
///
/// Numbers that are left out count as zero when versions are compared, so `1.70` equals `1.70.0`.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct RustVersion {
    numbers: [u64; 3],
    stated: usize,
}

impl RustVersion {
    /// The version with all three numbers.
    pub fn to_version(self) -> semver::Version {
        let [major, minor, patch] = self.numbers;
        semver::Version::new(major, minor, patch)
    }
}

impl PartialEq for RustVersion {
    fn eq(&self, other: &Self) -> bool {
        self.numbers == other.numbers
    }
}

impl Eq for RustVersion {}

impl PartialOrd for RustVersion {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for RustVersion {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.numbers.cmp(&other.numbers)
    }
}

impl fmt::Display for RustVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, number) in self.numbers[..self.stated].iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}{number}")?;
        }
        Ok(())
    }
}

impl From<RustVersion> for String {
    fn from(version: RustVersion) -> Self {
        version.to_string()
    }
}

impl TryFrom<String> for RustVersion {
    type Error = RustVersionError;

    fn try_from(text: String) -> Result<Self, RustVersionError> {
        text.parse()
    }
}

impl FromStr for RustVersion {
    type Err = RustVersionError;

    fn from_str(text: &str) -> Result<Self, RustVersionError> {
        let error = || RustVersionError { found: text.into() };
        let mut numbers = [0; 3];
        let mut stated = 0;
        for part in text.split('.') {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let leading_zero = part.len() > 1 && part.starts_with('0');
            if stated == 3 || !digits || leading_zero {
                return Err(error());
            }
            numbers[stated] = part.parse().map_err(|_| error())?;
            stated += 1;
        }
        Ok(Self { numbers, stated })
    }
}

/// A text that states no Rust release.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a Rust release such as `1.70`, found `{found}`")]
pub struct RustVersionError {
    found: Box<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_parse_print_and_compare() {
        for good in ["1", "1.70", "1.70.0", "1.85.1"] {
            assert_eq!(good.parse::<RustVersion>().unwrap().to_string(), good);
        }
        for bad in [
            "",
            "1.",
            ".1",
            "1.70.0.0",
            "^1.70",
            "1.70-beta",
            " 1.70",
            "01.2",
            "1.x",
            "1.99999999999999999999",
        ] {
            assert!(bad.parse::<RustVersion>().is_err(), "{bad}");
        }
        let version = |text: &str| text.parse::<RustVersion>().unwrap();
        assert_eq!(version("1.70"), version("1.70.0"));
        assert!(version("1.9") < version("1.10"));
        assert!(version("1.70") < version("1.70.1"));
    }
}
