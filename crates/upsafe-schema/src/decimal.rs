//! Exact decimal numbers: what a JSON number literal says, never a float.
//!
//! Invariant: the mantissa has no trailing zero (zero itself is `0e0`), so equal numbers are
//! equal values and hash alike. Digits and exponents are bounded, so no literal costs more than
//! a fixed amount of work.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Pow, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;

/// The greatest number of digits, and the greatest absolute exponent, that is read.
pub const MAX_DIGITS: usize = 1024;

/// So many digits fit into 64 bits.
const SMALL_DIGITS: usize = 18;

/// A decimal number, `mantissa * 10^exponent`, in lowest terms.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Decimal {
    mantissa: BigInt,
    exponent: i32,
}

impl Decimal {
    /// Reads a JSON number literal; `None` if it is not one or is beyond [`MAX_DIGITS`].
    pub fn parse(text: &str) -> Option<Decimal> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.len() <= SMALL_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().ok().map(Decimal::small);
        }
        let (body, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{fraction}");
        let limit = i32::try_from(MAX_DIGITS).ok()?;
        if digits.len() > MAX_DIGITS || exponent.abs() > limit {
            return None;
        }
        let mantissa = digits.parse::<BigInt>().ok()?;
        let fraction = i32::try_from(fraction.len()).ok()?;
        Some(Decimal::new(mantissa, exponent - fraction))
    }

    /// A number of few digits.
    fn small(mut mantissa: i64) -> Decimal {
        let mut exponent = 0;
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Decimal {
            mantissa: BigInt::from(mantissa),
            exponent,
        }
    }

    fn new(mut mantissa: BigInt, mut exponent: i32) -> Decimal {
        if mantissa.is_zero() {
            return Decimal {
                mantissa,
                exponent: 0,
            };
        }
        let ten = BigInt::from(10);
        loop {
            let (quotient, remainder) = mantissa.div_rem(&ten);
            if !remainder.is_zero() {
                return Decimal { mantissa, exponent };
            }
            mantissa = quotient;
            exponent += 1;
        }
    }

    /// The number zero.
    pub fn zero() -> Decimal {
        Decimal {
            mantissa: BigInt::zero(),
            exponent: 0,
        }
    }

    /// The number one.
    pub fn one() -> Decimal {
        Decimal::from(1_i64)
    }

    /// Whether it has no fractional part.
    pub fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether it is greater than zero.
    pub fn is_positive(&self) -> bool {
        self.mantissa.is_positive()
    }

    /// The value as `u64`, if it is a whole number in range.
    pub fn to_u64(&self) -> Option<u64> {
        if !self.is_integer() || self.exponent > 20 {
            return None;
        }
        self.scaled(0).to_u64()
    }

    /// The number of decimal digits of the mantissa, a measure of how long it prints.
    pub fn weight(&self) -> usize {
        self.mantissa.magnitude().to_string().len()
            + usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX)
    }

    /// `self * 10^places` as a whole number; digits below are cut off.
    fn scaled(&self, places: i32) -> BigInt {
        let shift = self.exponent + places;
        if shift == 0 {
            return self.mantissa.clone();
        }
        let power = Pow::pow(BigInt::from(10), shift.unsigned_abs());
        if shift >= 0 {
            &self.mantissa * power
        } else {
            &self.mantissa / power
        }
    }

    fn common(&self, other: &Decimal) -> (BigInt, BigInt, i32) {
        let exponent = self.exponent.min(other.exponent);
        (self.scaled(-exponent), other.scaled(-exponent), exponent)
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Decimal) -> Decimal {
        let (a, b, exponent) = self.common(other);
        Decimal::new(a + b, exponent)
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Decimal) -> Decimal {
        let (a, b, exponent) = self.common(other);
        Decimal::new(a - b, exponent)
    }

    /// The product.
    #[must_use]
    pub fn times(&self, other: &Decimal) -> Decimal {
        Decimal::new(
            &self.mantissa * &other.mantissa,
            self.exponent + other.exponent,
        )
    }

    /// Whether `self` is a whole multiple of `divisor` (which is not zero).
    pub fn is_multiple_of(&self, divisor: &Decimal) -> bool {
        let (a, b, _) = self.common(divisor);
        !b.is_zero() && (a % b).is_zero()
    }

    /// The least positive common multiple of two positive numbers.
    #[must_use]
    pub fn lcm(&self, other: &Decimal) -> Decimal {
        let (a, b, exponent) = self.common(other);
        Decimal::new(a.lcm(&b), exponent)
    }

    /// The greatest whole `n` with `n * step <= self`, times `step`.
    #[must_use]
    pub fn floor_to(&self, step: &Decimal) -> Decimal {
        let (a, b, exponent) = self.common(step);
        let n = a.div_floor(&b);
        Decimal::new(n * b, exponent)
    }

    /// The greatest whole number not above it.
    #[must_use]
    pub fn floor(&self) -> Decimal {
        self.floor_to(&Decimal {
            mantissa: BigInt::one(),
            exponent: 0,
        })
    }

    /// Half of the sum: a number strictly between two different ones.
    #[must_use]
    pub fn middle(&self, other: &Decimal) -> Decimal {
        self.plus(other).times(&Decimal {
            mantissa: BigInt::from(5),
            exponent: -1,
        })
    }

    /// The number divided by `10^places`.
    #[must_use]
    pub fn shifted(&self, places: i32) -> Decimal {
        Decimal::new(self.mantissa.clone(), self.exponent - places)
    }

    /// The power of ten of its leading digit, roughly: for choosing short numbers near it.
    pub fn magnitude(&self) -> i32 {
        let digits = self.mantissa.magnitude().to_string().len();
        i32::try_from(digits)
            .unwrap_or(i32::MAX)
            .saturating_add(self.exponent)
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal::new(BigInt::from(value), 0)
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Decimal {
        Decimal::new(BigInt::from(value), 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let (a, b, _) = self.common(other);
        a.cmp(&b)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    /// A JSON number literal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exponent > 30 || self.exponent < -30 {
            return write!(f, "{}e{}", self.mantissa, self.exponent);
        }
        if let (0, Some(small)) = (self.exponent, self.mantissa.to_i64()) {
            // Most are like this.
            return write!(f, "{small}");
        }
        if self.exponent >= 0 {
            return write!(f, "{}", self.scaled(0));
        }
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
        let digits = self.mantissa.magnitude().to_string();
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let sign = if self.mantissa.is_negative() { "-" } else { "" };
        write!(f, "{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn literals_print_in_lowest_terms() {
        let check = |text: &str, expected: &str| assert_eq!(number(text).to_string(), expected);
        check("0", "0");
        check("-0.0", "0");
        check("1.50", "1.5");
        check("-120", "-120");
        check("123456789012345678900", "123456789012345678900");
        check("-0.001", "-0.001");
        check("12e2", "1200");
        check("1e-7", "0.0000001");
        check("1E+40", "1e40");
        check(
            "100000000000000000000000000000001",
            "100000000000000000000000000000001",
        );
    }

    #[test]
    fn hostile_literals_are_refused_not_computed() {
        for text in [
            "1e999999999",
            "1e-999999999",
            "1e99999999999999999999",
            "",
            "x",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn arithmetic_is_exact() {
        assert!(number("0.3").is_multiple_of(&number("0.1")));
        assert!(number("3").is_multiple_of(&number("0.3")));
        assert!(!number("1").is_multiple_of(&number("0.3")));
        assert_eq!(number("0.6").lcm(&number("0.4")), number("1.2"));
        assert_eq!(number("-7").floor_to(&number("2")), number("-8"));
        assert_eq!(number("1").middle(&number("2")), number("1.5"));
        assert!(number("1e1000") > number("9e999"));
    }
}
