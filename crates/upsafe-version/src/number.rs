//! Natural numbers without an upper limit, as versions write them.
//!
//! Go, Maven, PEP 440 and SemVer itself set no limit, and real versions exceed 64 bits (dates with
//! counters). Nearly all fit, so those that fit cost no allocation.

use std::cmp::Ordering;
use std::fmt;

/// A natural number of any size.
///
/// ```
/// use upsafe_version::Number;
///
/// let small = Number::from_digits("18446744073709551615").unwrap();
/// let large = small.next();
/// assert!(small < large);
/// assert_eq!(large.to_string(), "18446744073709551616");
/// assert_eq!(large.to_u64(), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// `Large` holds the decimal digits of a number above `u64::MAX`, without leading zeros.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(u64),
    Large(Box<str>),
}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self(Repr::Small(0));

    /// The number that `digits` writes in decimal; leading zeros are allowed. `None` unless it is
    /// one ASCII digit or more, and nothing else.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(match digits.parse() {
            Ok(small) => Self(Repr::Small(small)),
            Err(_) => Self(Repr::Large(digits.trim_start_matches('0').into())),
        })
    }

    /// The number one above.
    #[must_use]
    pub fn next(&self) -> Self {
        match &self.0 {
            Repr::Small(n) => match n.checked_add(1) {
                Some(n) => Self(Repr::Small(n)),
                None => Self(Repr::Large(increment(&n.to_string()).into())),
            },
            Repr::Large(digits) => Self(Repr::Large(increment(digits).into())),
        }
    }

    /// The number as 64 bits, where it fits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        match self.0 {
            Repr::Small(n) => Some(n),
            Repr::Large(_) => None,
        }
    }

    /// Whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0))
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<u64> for Number {
    fn from(n: u64) -> Self {
        Self(Repr::Small(n))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small(a), Repr::Small(b)) => a.cmp(b),
            (Repr::Small(_), Repr::Large(_)) => Ordering::Less,
            (Repr::Large(_), Repr::Small(_)) => Ordering::Greater,
            (Repr::Large(a), Repr::Large(b)) => compare_digits(a, b),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(n) => write!(f, "{n}"),
            Repr::Large(digits) => f.write_str(digits),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Compares two decimal numbers without leading zeros; the empty text stands below `0`.
pub(crate) fn compare_digits(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// The decimal number one above; `digits` keeps its leading zeros.
pub(crate) fn increment(digits: &str) -> String {
    let kept = digits.trim_end_matches('9');
    let nines = digits.len() - kept.len();
    let mut out = String::with_capacity(digits.len() + 1);
    match kept.as_bytes().split_last() {
        Some((last, _)) => {
            out.push_str(&kept[..kept.len() - 1]);
            out.push(char::from(last + 1));
        }
        None => out.push('1'),
    }
    out.extend(std::iter::repeat_n('0', nines));
    out
}

/// The decimal number one below, or `None` where every digit is zero (or there is none).
pub(crate) fn decrement(digits: &str) -> Option<String> {
    let kept = digits.trim_end_matches('0');
    let zeros = digits.len() - kept.len();
    let (last, _) = kept.as_bytes().split_last()?;
    let mut out = String::with_capacity(digits.len());
    out.push_str(&kept[..kept.len() - 1]);
    if !(kept == "1" && zeros > 0) {
        out.push(char::from(last - 1));
    }
    out.extend(std::iter::repeat_n('9', zeros));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_across_every_carry() {
        for (a, b) in [
            ("0", "1"),
            ("9", "10"),
            ("10", "11"),
            ("199", "200"),
            ("18446744073709551615", "18446744073709551616"),
            ("99999999999999999999", "100000000000000000000"),
        ] {
            assert_eq!(increment(a), b);
            assert_eq!(decrement(b).as_deref(), Some(a));
            assert_eq!(
                Number::from_digits(a).unwrap().next(),
                Number::from_digits(b).unwrap()
            );
        }
        assert_eq!(decrement("0"), None);
        assert_eq!(decrement("000"), None);
        assert_eq!(decrement(""), None);
    }

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!(Number::from_digits(""), None);
        assert_eq!(Number::from_digits("+1"), None);
        assert_eq!(Number::from_digits("1 "), None);
        assert_eq!(Number::from_digits("٣"), None);
        assert_eq!(Number::from_digits("007"), Some(Number::from(7)));
    }

    proptest! {
        #[test]
        fn order_is_the_order_of_the_padded_digits(a in "[0-9]{1,30}", b in "[0-9]{1,30}") {
            let (x, y) = (Number::from_digits(&a).unwrap(), Number::from_digits(&b).unwrap());
            prop_assert_eq!(x.cmp(&y), format!("{a:0>30}").cmp(&format!("{b:0>30}")));
            prop_assert_eq!(x == y, x.cmp(&y).is_eq());
            prop_assert!(x < x.next());
        }
    }
}
