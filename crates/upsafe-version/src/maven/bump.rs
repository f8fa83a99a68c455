//! The next version, the class and the difference: Maven itself has no rule for these.
//!
//! The leading numbers are read as major, minor and patch; what is left out is zero.

use super::Version;
use crate::number::increment;
use crate::{Difference, Number, Part};

impl Version {
    /// The next version that raises `part`, with three numbers or as many as there are.
    ///
    /// A pre-release becomes the release that it announces, where that raises `part` already. The
    /// next pre-release raises the last number behind the leading ones, or begins with `alpha-1`.
    #[must_use]
    pub fn bump(&self, part: Part) -> Self {
        let mut numbers = self.numbers();
        let is_prerelease = self.is_prerelease();
        numbers.resize(numbers.len().max(3), Number::ZERO);
        let at = match part {
            Part::Major => 0,
            Part::Minor => 1,
            Part::Patch | Part::Prerelease => 2,
        };
        if part == Part::Prerelease && is_prerelease {
            return self.next_prerelease();
        }
        let is_announced = is_prerelease && numbers[at + 1..].iter().all(Number::is_zero);
        if !is_announced {
            numbers[at] = numbers[at].next();
        }
        numbers.truncate(3);
        numbers[at + 1..].fill(Number::ZERO);
        let numbers: Vec<_> = numbers.iter().map(ToString::to_string).collect();
        let suffix = if part == Part::Prerelease {
            "-alpha-1"
        } else {
            ""
        };
        Self::of_any(&format!("{}{suffix}", numbers.join(".")))
    }

    fn next_prerelease(&self) -> Self {
        let text = self.as_str();
        let is_digit = |c: char| c.is_ascii_digit();
        let qualifier = text
            .find(|c: char| !is_digit(c) && c != '.' && c != '-')
            .unwrap_or(0);
        let Some(last) = text.rfind(is_digit).filter(|&last| last > qualifier) else {
            return Self::of_any(&format!("{text}-1"));
        };
        let first = text[..last].rfind(|c| !is_digit(c)).map_or(0, |before| {
            before + text[before..].chars().next().map_or(1, char::len_utf8)
        });
        let next = increment(&text[first..=last]);
        Self::of_any(&format!("{}{next}{}", &text[..first], &text[last + 1..]))
    }

    /// What releases stay compatible with each other by custom: `1` of `1.2.3`, `0.3` of `0.3.1`.
    #[must_use]
    pub fn class(&self) -> String {
        let numbers = self.numbers();
        let number = |n: usize| numbers.get(n).unwrap_or(&Number::ZERO);
        if number(0).is_zero() {
            format!("0.{}", number(1))
        } else {
            number(0).to_string()
        }
    }

    /// The greatest part in which two versions differ.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Difference {
        let (a, b) = (self.numbers(), other.numbers());
        let first = (0..a.len().max(b.len()))
            .find(|&n| a.get(n).unwrap_or(&Number::ZERO) != b.get(n).unwrap_or(&Number::ZERO));
        match first {
            Some(0) => Difference::Major,
            Some(1) => Difference::Minor,
            Some(_) => Difference::Patch,
            None if self.is_same(other) => Difference::Same,
            None if self.is_prerelease() || other.is_prerelease() => Difference::Prerelease,
            None => Difference::Build,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bumps() {
        for (text, part, expected) in [
            ("1.2", Part::Major, "2.0.0"),
            ("1.2.3.4", Part::Patch, "1.2.4"),
            ("1.2-SNAPSHOT", Part::Minor, "1.2.0"),
            ("1.2.3-rc-1", Part::Minor, "1.3.0"),
            ("1.2.3", Part::Prerelease, "1.2.4-alpha-1"),
            ("1.2.3-RC9", Part::Prerelease, "1.2.3-RC10"),
            ("1.2-SNAPSHOT", Part::Prerelease, "1.2-SNAPSHOT-1"),
            (
                "99999999999999999999",
                Part::Major,
                "100000000000000000000.0.0",
            ),
        ] {
            assert_eq!(
                Version::of_any(text).bump(part).as_str(),
                expected,
                "{text} {part}"
            );
        }
    }

    #[test]
    fn differences() {
        let base = Version::of_any("1.2");
        for (text, expected) in [
            ("2", Difference::Major),
            ("1.3-rc", Difference::Minor),
            ("1.2.0.1", Difference::Patch),
            ("1.2-rc", Difference::Prerelease),
            ("1.2-sp", Difference::Build),
            ("1.2.0", Difference::Same),
        ] {
            assert_eq!(base.difference(&Version::of_any(text)), expected, "{text}");
        }
    }
}
