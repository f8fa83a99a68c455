//! What a requirement asks for: clauses that must all hold.

use super::{Version, grammar};
use crate::{Error, Number};
use std::fmt;
use std::str::FromStr;

/// One clause: `>=1.2`, `~=1.4.2`, `==1.2.*`, `===whatever`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Specifier {
    kind: Kind,
    /// The operator and the version as they were written, without white space.
    text: String,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Kind {
    Compare(Operator, Version),
    /// `==1.2.*` and `!=1.2.*`.
    Prefix {
        is_negated: bool,
        prefix: Version,
    },
    /// `===text`
    Arbitrary(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Operator {
    Compatible,
    Equal,
    NotEqual,
    LessEqual,
    GreaterEqual,
    Less,
    Greater,
}

const OPERATORS: [(&str, Operator); 7] = [
    ("~=", Operator::Compatible),
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessEqual),
    (">=", Operator::GreaterEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

impl Specifier {
    /// Parses one clause.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let start = text.len() - text.trim_start_matches(grammar::is_space).len();
        Self::read(text.trim_matches(grammar::is_space)).map_err(|error| error.within(text, start))
    }

    /// Reads a clause without white space around it.
    fn read(text: &str) -> Result<Self, Error> {
        if let Some(behind) = text.strip_prefix("===") {
            let wanted = behind.trim_start_matches(grammar::is_space);
            let is_wrong = |c: char| grammar::is_space(c) || c == ';' || c == ')';
            if let Some(at) = wanted.find(is_wrong) {
                let at = text.len() - wanted.len() + at;
                return Err(Error::unexpected(
                    text,
                    at,
                    "a text without white space, `;` and `)`",
                ));
            }
            let kind = Kind::Arbitrary(wanted.to_lowercase());
            return Ok(Self {
                kind,
                text: format!("==={wanted}"),
            });
        }
        let Some((sign, operator)) = OPERATORS.iter().find(|(sign, _)| text.starts_with(sign))
        else {
            let expected = "one of `~=`, `==`, `!=`, `<=`, `>=`, `<`, `>`, `===`";
            return Err(Error::unexpected(text, 0, expected));
        };
        let version = text[sign.len()..].trim_start_matches(grammar::is_space);
        let start = text.len() - version.len();
        let kind = kind(*operator, version).map_err(|error| error.within(text, start))?;
        Ok(Self {
            kind,
            text: format!("{sign}{version}"),
        })
    }

    /// Whether the version meets the clause; the rule for pre-releases is that of
    /// [`Specifiers::contains`].
    #[must_use]
    pub fn admits(&self, version: &Version) -> bool {
        match &self.kind {
            Kind::Arbitrary(wanted) => version.to_string().to_lowercase() == *wanted,
            Kind::Prefix { is_negated, prefix } => is_under(prefix, version) != *is_negated,
            Kind::Compare(operator, wanted) => compare(*operator, wanted, version),
        }
    }

    /// As [`Specifier::admits`], for a version as it is written: `===` compares the text, which need
    /// not be a version.
    #[must_use]
    pub fn admits_text(&self, text: &str) -> bool {
        match &self.kind {
            Kind::Arbitrary(wanted) => text.to_lowercase() == *wanted,
            _ => Version::parse(text).is_ok_and(|version| self.admits(&version)),
        }
    }

    /// Whether the clause itself asks for pre-releases, by naming one; `None` where the text behind
    /// `===` is no version, so that it cannot be known.
    #[must_use]
    pub fn names_prerelease(&self) -> Option<bool> {
        match &self.kind {
            Kind::Prefix { .. } | Kind::Compare(Operator::NotEqual, _) => Some(false),
            Kind::Compare(_, version) => Some(version.is_prerelease()),
            Kind::Arbitrary(wanted) => Version::parse(wanted)
                .ok()
                .map(|version| version.is_prerelease()),
        }
    }

    fn is_arbitrary(&self) -> bool {
        matches!(self.kind, Kind::Arbitrary(_))
    }
}

fn kind(operator: Operator, version: &str) -> Result<Kind, Error> {
    let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    if is_equality && let Some(prefix) = version.strip_suffix(".*") {
        let prefix = grammar::prefix(prefix).map_err(|error| error.within(version, 0))?;
        return Ok(Kind::Prefix {
            is_negated: operator == Operator::NotEqual,
            prefix,
        });
    }
    let parsed = grammar::version(version)?;
    if !is_equality && let Some(at) = version.find('+') {
        let expected = "no local version, which only `==` and `!=` take";
        return Err(Error::refused(
            version,
            at..version.len(),
            "local version",
            expected,
        ));
    }
    if operator == Operator::Compatible && parsed.release.len() < 2 {
        let expected = "two numbers at least behind `~=`";
        return Err(Error::refused(
            version,
            0..version.len(),
            "version",
            expected,
        ));
    }
    Ok(Kind::Compare(operator, parsed))
}

fn compare(operator: Operator, wanted: &Version, version: &Version) -> bool {
    match operator {
        Operator::GreaterEqual => version.cmp_precedence(wanted).is_ge(),
        Operator::LessEqual => version.cmp_public(wanted).is_le(),
        Operator::Equal => is_equal(wanted, version),
        Operator::NotEqual => !is_equal(wanted, version),
        Operator::Less if wanted.is_prerelease() => version.cmp_precedence(wanted).is_lt(),
        Operator::Less => {
            // Below the pre-releases of the version.
            let first = Version {
                dev: Some(Number::ZERO),
                local: Vec::new(),
                ..wanted.clone()
            };
            version.cmp_precedence(&first).is_lt()
        }
        Operator::Greater => is_greater(wanted, version),
        Operator::Compatible => {
            let shorter = wanted.release.len().saturating_sub(1);
            let release = wanted.release[..shorter].to_vec();
            let prefix = Version {
                epoch: wanted.epoch.clone(),
                release,
                ..Version::default()
            };
            version.cmp_precedence(wanted).is_ge() && is_below_next(&prefix, version)
        }
    }
}

/// A wanted version without a local part is equal to any with one.
fn is_equal(wanted: &Version, version: &Version) -> bool {
    if wanted.local.is_empty() {
        version.cmp_public(wanted).is_eq()
    } else {
        version.cmp_precedence(wanted).is_eq()
    }
}

/// Post-releases of a version do not stand above it here, nor do local versions.
fn is_greater(wanted: &Version, version: &Version) -> bool {
    if let Some(dev) = &wanted.dev {
        let next = Version {
            dev: Some(dev.next()),
            local: Vec::new(),
            ..wanted.clone()
        };
        return version.cmp_precedence(&next).is_ge();
    }
    if let Some(post) = &wanted.post {
        let next = Version {
            post: Some(post.next()),
            dev: Some(Number::ZERO),
            local: Vec::new(),
            ..wanted.clone()
        };
        return version.cmp_precedence(&next).is_ge();
    }
    let is_of_it = version.has_release_of(wanted)
        && version.prerelease == wanted.prerelease
        && (version.dev.is_none() || version.post.is_some());
    version.cmp_precedence(wanted).is_gt() && !is_of_it
}

fn is_under(prefix: &Version, version: &Version) -> bool {
    let first = Version {
        dev: Some(Number::ZERO),
        ..prefix.clone()
    };
    version.cmp_precedence(&first).is_ge() && is_below_next(prefix, version)
}

/// Whether `version` stands below the first development release of the next prefix.
fn is_below_next(prefix: &Version, version: &Version) -> bool {
    let mut next = Version {
        dev: Some(Number::ZERO),
        ..prefix.clone()
    };
    if let Some(last) = next.release.last_mut() {
        *last = last.next();
    }
    version.cmp_precedence(&next).is_lt()
}

/// A version specifier: clauses with commas between them, which must all hold; none at all asks for
/// nothing.
///
/// ```
/// use upsafe_version::pep440::{Specifiers, Version};
///
/// let specifiers = Specifiers::parse("~=1.4, !=1.4.3")?;
/// assert!(specifiers.contains(&Version::parse("1.9")?));
/// assert!(!specifiers.contains(&Version::parse("1.4.3+local")?));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Specifiers(Vec<Specifier>);

impl Specifiers {
    /// Parses a version specifier; empty clauses are passed over.
    ///
    /// # Errors
    /// With the first character that does not fit.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut specifiers = Vec::new();
        let mut at = 0;
        for clause in text.split(',') {
            if !clause.trim_matches(grammar::is_space).is_empty() {
                let specifier = Specifier::parse(clause).map_err(|error| error.within(text, at))?;
                specifiers.push(specifier);
            }
            at += clause.len() + 1;
        }
        Ok(Self(specifiers))
    }

    /// The clauses in the order in which they were written.
    #[must_use]
    pub fn clauses(&self) -> &[Specifier] {
        &self.0
    }

    /// Whether `version` meets all clauses. A pre-release does so like any other version: whether it
    /// is to be chosen depends on what else there is, which an installer knows.
    #[must_use]
    pub fn contains(&self, version: &Version) -> bool {
        self.0.iter().all(|specifier| specifier.admits(version))
    }

    /// As [`Specifiers::contains`], for a version as it is written: `===` compares the text, which
    /// need not be a version then.
    #[must_use]
    pub fn contains_text(&self, text: &str) -> bool {
        let is_readable =
            self.0.iter().any(Specifier::is_arbitrary) || Version::parse(text).is_ok();
        is_readable && self.0.iter().all(|specifier| specifier.admits_text(text))
    }

    /// Whether a clause asks for pre-releases by naming one.
    #[must_use]
    pub fn names_prerelease(&self) -> bool {
        self.0
            .iter()
            .any(|specifier| specifier.names_prerelease() == Some(true))
    }
}

impl FromStr for Specifiers {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Specifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Specifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pep440::Specifier({self})")
    }
}

impl fmt::Display for Specifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, specifier) in self.0.iter().enumerate() {
            write!(f, "{}{specifier}", if n > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Specifiers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pep440::Specifiers({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, inside: &[&str], outside: &[&str]) {
        let specifiers = Specifiers::parse(text).unwrap();
        for version in inside {
            assert!(specifiers.contains_text(version), "{version} in {text}");
        }
        for version in outside {
            assert!(
                !specifiers.contains_text(version),
                "{version} not in {text}"
            );
        }
        assert_eq!(
            Specifiers::parse(&specifiers.to_string()).unwrap(),
            specifiers
        );
    }

    #[test]
    fn clauses() {
        check(
            "== 3.4",
            &["3.4", "3.4.0", "3.4+x"],
            &["3.4.1", "3.4.post1"],
        );
        check("==3.4+x", &["3.4.0+X"], &["3.4", "3.4+y"]);
        check(
            "==3.4.*",
            &["3.4.dev1", "3.4", "3.4.9+x"],
            &["3.5.dev1", "3", "1!3.4"],
        );
        check("!=3.4.*", &["3.5.dev1", "3"], &["3.4rc1"]);
        check("~=3.4.5", &["3.4.5", "3.4.99"], &["3.4.4", "3.5", "3.5a1"]);
        check("<3.4", &["3.3.9", "3.3+x"], &["3.4a1", "3.4.dev0", "3.4"]);
        check("<3.4a8", &["3.4a7"], &["3.4a8"]);
        check(">3.4", &["3.4.1", "3.5a1"], &["3.4.post1", "3.4+x", "3.4"]);
        check(">3.4.post1", &["3.4.post2.dev0"], &["3.4.post1+x"]);
        check("<=3.4", &["3.4+x", "3.4a1"], &["3.4.post1"]);
        check("===Wat", &["wat", "WAT"], &["3.4"]);
        check(" >=3 , <4 ,", &["3.5"], &["4", "wat"]);
        check("", &["3.4a1"], &["wat"]);
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            (
                "3.4",
                "unexpected character `3` at column 1 of `3.4`, expected one of `~=`, `==`, `!=`, `<=`, `>=`, `<`, `>`, `===`",
            ),
            (
                ">=1, <x",
                "unexpected character `x` at column 7 of `>=1, <x`, expected a digit",
            ),
            (
                "==3.4a1.*",
                "unexpected character `a` at column 6 of `==3.4a1.*`, expected a digit or `.` before `.*`",
            ),
            (
                ">=3.4.*",
                "unexpected character `*` at column 7 of `>=3.4.*`, expected a digit, `a`, `b`, `rc`, `post` or `dev`",
            ),
            (
                ">=3.4+x",
                "unexpected local version `+x` at column 6 of `>=3.4+x`, expected no local version, which only `==` and `!=` take",
            ),
            (
                "~=3",
                "unexpected version `3` at column 3 of `~=3`, expected two numbers at least behind `~=`",
            ),
            (
                "===a b",
                "unexpected character ` ` at column 5 of `===a b`, expected a text without white space, `;` and `)`",
            ),
        ] {
            assert_eq!(Specifiers::parse(text).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn naming_a_prerelease() {
        for (text, expected) in [
            (">=3.4a1", Some(true)),
            ("!=3.4a1", Some(false)),
            ("==3.4.*", Some(false)),
            ("===wat", None),
            ("===3.4.dev1", Some(true)),
        ] {
            assert_eq!(Specifier::parse(text).unwrap().names_prerelease(), expected);
        }
    }
}
