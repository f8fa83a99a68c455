//! A version of a Maven artifact.

use super::item::{Digits, Item, Lists, Qualifier};
use crate::{Error, Number};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// A version of a Maven artifact.
///
/// Maven orders any text at all: [`Version::of_any`] takes it as it is, [`Version::parse`] refuses
/// what Maven does not allow in a coordinate.
///
/// [`Ord`] is for ranking: Maven's order, and where that is equal the order of the texts; [`Eq`]
/// agrees with it. Among some odd qualifiers it runs in circles, as Maven's does: sort versions of
/// unknown make with [`Scheme::sort`](crate::Scheme::sort). [`Version::cmp_precedence`] is Maven's `compareTo`, and
/// [`Version::is_same`] its `equals`.
///
/// ```
/// use std::cmp::Ordering;
/// use upsafe_version::maven::Version;
///
/// let version = |text| Version::parse(text).unwrap();
/// assert!(version("1.0-SNAPSHOT") < version("1.0"));
/// assert!(version("1.0") < version("1.0-sp-1"));
/// assert_eq!(version("1.0").cmp_precedence(&version("1")), Ordering::Equal);
/// ```
#[derive(Clone)]
pub struct Version {
    text: Box<str>,
    pub(super) lists: Lists,
}

impl Version {
    /// Parses a version.
    ///
    /// # Errors
    /// Where the text is empty, or with the first character that no version in a coordinate may
    /// have: white space, control characters and `\/:"<>|?*[](){},`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refused =
            |c: char| c.is_whitespace() || c.is_control() || r#"\/:"<>|?*[](){},"#.contains(c);
        match text.find(refused) {
            Some(at) => Err(Error::unexpected(
                text,
                at,
                "a letter, a digit, `.`, `-`, `_` or `+`",
            )),
            None if text.is_empty() => Err(Error::unexpected(text, 0, "a version")),
            None => Ok(Self::of_any(text)),
        }
    }

    /// Takes any text for a version, as Maven does when it compares.
    #[must_use]
    pub fn of_any(text: &str) -> Self {
        Self {
            text: text.into(),
            lists: Lists::normalized(split(&text.to_lowercase())),
        }
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Maven's `compareTo`.
    #[must_use]
    pub fn cmp_precedence(&self, other: &Self) -> Ordering {
        self.lists.compare(&other.lists)
    }

    /// Maven's `equals`: the same items. `1` and `1.0` are the same; `1` and `1.ga` are not, although
    /// they compare equal.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.lists == other.lists
    }

    /// Maven's canonical form: in lower case, without what says nothing.
    #[must_use]
    pub fn canonical(&self) -> String {
        self.lists.to_string()
    }

    /// The numbers before the first qualifier or `-`; zeros at the end are left out.
    #[must_use]
    pub fn numbers(&self) -> Vec<Number> {
        let first = self.lists.0.first().map_or(&[][..], Vec::as_slice);
        let numbers = first.iter().map_while(|item| match item {
            Item::Number(digits) => Some(digits.value.clone()),
            Item::Qualifier(_) | Item::Combination(..) => None,
        });
        numbers.collect()
    }

    /// Whether this stands below the release of the same numbers: `1.0-rc-1`, `1.0-SNAPSHOT`.
    #[must_use]
    pub fn is_prerelease(&self) -> bool {
        let numbers: Vec<_> = self.numbers().iter().map(ToString::to_string).collect();
        self.cmp_precedence(&Self::of_any(&numbers.join(".")))
            .is_lt()
    }
}

/// Splits a text in lower case into lists of items.
fn split(text: &str) -> Vec<Vec<Item>> {
    let mut splitter = Splitter {
        text,
        lists: vec![Vec::new()],
        start: 0,
        is_combination: false,
    };
    let mut is_number = false;
    for (at, c) in text.char_indices() {
        let is_started = at > splitter.start;
        match c {
            '.' => {
                splitter.item_or_zero(at, is_number);
                splitter.start = at + 1;
            }
            '-' => {
                let next = text.as_bytes().get(at + 1);
                if is_started && !is_number && next.is_some_and(u8::is_ascii_digit) {
                    // `rc-1` is `rc1`.
                    splitter.is_combination = true;
                    continue;
                }
                splitter.item_or_zero(at, is_number);
                splitter.start = at + 1;
                splitter.open_list();
            }
            '0'..='9' => {
                if !is_number && is_started {
                    splitter.is_combination = true;
                    splitter.open_list();
                }
                is_number = true;
            }
            _ => {
                if is_number && is_started {
                    splitter.item(at, true);
                    splitter.start = at;
                    splitter.open_list();
                }
                is_number = false;
            }
        }
    }
    if text.len() > splitter.start {
        if !is_number {
            splitter.open_list();
        }
        splitter.item(text.len(), is_number);
    }
    splitter.lists
}

struct Splitter<'a> {
    text: &'a str,
    lists: Vec<Vec<Item>>,
    /// Where the item that is being read starts.
    start: usize,
    /// Whether that item is a qualifier with a number behind it.
    is_combination: bool,
}

impl Splitter<'_> {
    /// Opens a list in the last one, unless that is empty.
    fn open_list(&mut self) {
        if self.lists.last().is_some_and(|list| !list.is_empty()) {
            self.lists.push(Vec::new());
        }
    }

    fn push(&mut self, item: Item) {
        match self.lists.last_mut() {
            Some(list) => list.push(item),
            None => self.lists.push(vec![item]),
        }
    }

    fn item_or_zero(&mut self, end: usize, is_number: bool) {
        if end == self.start {
            self.push(Item::Number(Digits::new("0")));
            self.is_combination = false;
        } else {
            self.item(end, is_number);
        }
    }

    /// Ends an item that is not empty.
    fn item(&mut self, end: usize, is_number: bool) {
        let text = &self.text[self.start..end];
        let item = if self.is_combination {
            let digits = text
                .find(|c: char| c.is_ascii_digit())
                .unwrap_or(text.len());
            let qualifier = text[..digits].replace('-', "");
            Item::Combination(
                Qualifier::before_number(&qualifier),
                Digits::new(&text[digits..]),
            )
        } else if is_number {
            Item::Number(Digits::new(text))
        } else {
            Item::Qualifier(Qualifier::alone(text))
        };
        self.is_combination = false;
        self.push(item);
    }
}

impl FromStr for Version {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "maven::Version({})", self.text)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Version {}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cmp_precedence(other)
            .then_with(|| self.text.cmp(&other.text))
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_forms() {
        for (text, expected) in [
            ("1.0.0", "1"),
            ("1.0-ALPHA-1", "1-alpha1"),
            ("1.2a3", "1.2-alpha3"),
            ("1.0.RC2", "1-rc2"),
            ("1..2", "1.0.2"),
            ("1-2-3", "1-2-3"),
            ("007", "7"),
            ("x.y.1", "x.y.1"),
            ("1.0.final.4", "1.final.4"),
            ("1-.x", "1-x"),
            ("", ""),
            ("-", ""),
            ("99999999999999999999999999", "99999999999999999999999999"),
        ] {
            assert_eq!(Version::of_any(text).canonical(), expected, "{text}");
        }
    }

    #[test]
    fn a_ladder_in_rising_order() {
        let ladder = [
            "1.0-alpha",
            "1.0-alpha-1",
            "1.0-beta2",
            "1.0-m3",
            "1.0-rc1",
            "1.0-SNAPSHOT",
            "1.0",
            "1.0-sp",
            "1.0-abc",
            "1.0-1",
            "1.0.1",
            "1.1-rc",
            "1.1",
            "1.10",
            "2",
            "999999999999999999999999",
        ];
        for (i, a) in ladder.iter().enumerate() {
            for (j, b) in ladder.iter().enumerate() {
                let (a, b) = (Version::of_any(a), Version::of_any(b));
                assert_eq!(a.cmp_precedence(&b), i.cmp(&j), "{a} {b}");
            }
        }
    }

    #[test]
    fn same_and_equal_differ() {
        let (a, b) = (Version::of_any("1"), Version::of_any("1-ga"));
        assert_eq!(a.cmp_precedence(&b), Ordering::Equal);
        assert!(!a.is_same(&b) && a.is_same(&Version::of_any("1.0")) && a < b);
    }

    #[test]
    fn deep_nesting_is_no_recursion() {
        let deep = "1-".repeat(200_000);
        let (a, b) = (Version::of_any(&deep), Version::of_any(&format!("{deep}2")));
        assert!(a.cmp_precedence(&b).is_lt());
        assert_eq!(a.canonical().len(), 399_999);
    }

    #[test]
    fn errors_name_the_character() {
        for (text, expected) in [
            ("", "unexpected empty text, expected a version"),
            (
                "1.0 ",
                "unexpected character ` ` at column 4 of `1.0 `, expected a letter, a digit, `.`, `-`, `_` or `+`",
            ),
            (
                "[1.0]",
                "unexpected character `[` at column 1 of `[1.0]`, expected a letter, a digit, `.`, `-`, `_` or `+`",
            ),
        ] {
            assert_eq!(Version::parse(text).unwrap_err().to_string(), expected);
        }
    }
}
