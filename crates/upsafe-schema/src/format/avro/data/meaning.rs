//! What a value means under its logical type: the ground on which "misread" is judged.

use super::super::logical::Logical;
use super::datum::Datum;
use num_bigint::BigInt;
use std::fmt;

/// What a value means. Two values mean the same if and only if these are equal.
///
/// Complete: one meaning for each family of logical types.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    Instant(i128),
    /// Nanoseconds since 1970-01-01T00:00:00 on somebody's clock.
    LocalTime(i128),
    /// Days since 1970-01-01.
    Date(i64),
    /// Nanoseconds since midnight.
    TimeOfDay(i128),
    /// A whole number of `10^-scale`, without trailing zeros.
    Number {
        /// The whole number.
        unscaled: BigInt,
        /// The digits behind the point.
        scale: i64,
    },
    /// A number that does not fit the digits its type declares.
    OutOfRange {
        /// The number as the type declares it.
        unscaled: BigInt,
        /// The digits it may have.
        precision: u32,
    },
    /// 16 bytes, as hexadecimal digits.
    Uuid(String),
    /// Months, days and milliseconds.
    Duration(u32, u32, u32),
    /// Text, as `string` has it.
    Text(String),
    /// What cannot be understood as its type declares.
    Garbled,
}

impl Meaning {
    /// What a value means; `None` where its type gives it no meaning but the value itself.
    pub fn of(datum: &Datum, logical: Option<Logical>) -> Option<Meaning> {
        const MICRO: i128 = 1_000;
        const MILLI: i128 = 1_000_000;
        let number = match datum {
            Datum::Int(value) => Some(i64::from(*value)),
            Datum::Long(value) => Some(*value),
            _ => None,
        };
        let Some(logical) = logical else {
            return match datum {
                Datum::String(text) => Some(Meaning::Text(text.clone())),
                _ => None,
            };
        };
        let scaled = |by: i128| number.map(|number| i128::from(number) * by);
        let found = match logical {
            Logical::Date => number.map(Meaning::Date),
            Logical::TimeMillis => scaled(MILLI).map(Meaning::TimeOfDay),
            Logical::TimeMicros => scaled(MICRO).map(Meaning::TimeOfDay),
            Logical::TimestampMillis => scaled(MILLI).map(Meaning::Instant),
            Logical::TimestampMicros => scaled(MICRO).map(Meaning::Instant),
            Logical::TimestampNanos => scaled(1).map(Meaning::Instant),
            Logical::LocalTimestampMillis => scaled(MILLI).map(Meaning::LocalTime),
            Logical::LocalTimestampMicros => scaled(MICRO).map(Meaning::LocalTime),
            Logical::LocalTimestampNanos => scaled(1).map(Meaning::LocalTime),
            Logical::Decimal { precision, scale } => bytes(datum).map(|bytes| {
                let unscaled = BigInt::from_signed_bytes_be(bytes);
                let n_digits = unscaled.magnitude().to_string().len();
                if n_digits > precision as usize {
                    return Meaning::OutOfRange {
                        unscaled,
                        precision,
                    };
                }
                plain(unscaled, i64::from(scale))
            }),
            Logical::BigDecimal => bytes(datum).and_then(split_big_decimal),
            Logical::Uuid => match datum {
                Datum::String(text) => {
                    let digits: String = text.chars().filter(|&c| c != '-').collect();
                    Some(Meaning::Uuid(digits.to_ascii_lowercase()))
                }
                other => bytes(other).map(|bytes| Meaning::Uuid(super::datum::hex(bytes))),
            },
            Logical::Duration => bytes(datum).and_then(|bytes| {
                let part = |at: usize| {
                    let four = bytes.get(at..at + 4)?;
                    Some(u32::from_le_bytes(<[u8; 4]>::try_from(four).ok()?))
                };
                Some(Meaning::Duration(part(0)?, part(4)?, part(8)?))
            }),
        };
        Some(found.unwrap_or(Meaning::Garbled))
    }
}

fn bytes(datum: &Datum) -> Option<&[u8]> {
    match datum {
        Datum::Bytes(bytes) | Datum::Fixed(bytes) => Some(bytes),
        _ => None,
    }
}

/// A number without trailing zeros behind the point.
fn plain(mut unscaled: BigInt, mut scale: i64) -> Meaning {
    let zero = BigInt::from(0);
    if unscaled == zero {
        return Meaning::Number { unscaled, scale: 0 };
    }
    while scale > 0 && &unscaled % 10 == zero {
        unscaled /= 10;
        scale -= 1;
    }
    Meaning::Number { unscaled, scale }
}

/// A `big-decimal`: the unscaled number as `bytes`, then the scale as `int`.
fn split_big_decimal(bytes: &[u8]) -> Option<Meaning> {
    let (length, rest) = short_long(bytes)?;
    let length = usize::try_from(length).ok()?;
    let unscaled = BigInt::from_signed_bytes_be(rest.get(..length)?);
    let (scale, _) = short_long(rest.get(length..)?)?;
    Some(plain(unscaled, scale))
}

fn short_long(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    // One byte is enough for the numbers that are written here.
    (first < 0x80).then(|| ((i64::from(first) >> 1) ^ -(i64::from(first) & 1), rest))
}

/// The bytes of a `big-decimal` of scale 0 with one byte of digits.
pub(in super::super) fn big_decimal(unscaled: i8) -> Vec<u8> {
    vec![2, unscaled.cast_unsigned(), 0]
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Meaning::Instant(nanos) => write!(f, "{}Z", moment(*nanos)),
            Meaning::LocalTime(nanos) => write!(f, "{} local time", moment(*nanos)),
            Meaning::Date(days) => f.write_str(&date(i128::from(*days))),
            Meaning::TimeOfDay(nanos) => f.write_str(&clock(*nanos)),
            Meaning::Number { unscaled, scale: 0 } => write!(f, "{unscaled}"),
            Meaning::Number { unscaled, scale } => {
                let digits = unscaled.magnitude().to_string();
                let behind = usize::try_from(*scale).unwrap_or(0);
                let digits = format!("{digits:0>width$}", width = behind.saturating_add(1));
                let (whole, part) = digits.split_at(digits.len() - behind);
                let sign = if unscaled < &BigInt::from(0) { "-" } else { "" };
                write!(f, "{sign}{whole}.{part}")
            }
            Meaning::OutOfRange {
                unscaled,
                precision,
            } => {
                let n_digits = unscaled.magnitude().to_string().len();
                write!(
                    f,
                    "a number of {n_digits} digits where {precision} are declared"
                )
            }
            Meaning::Uuid(text) => write!(f, "uuid {text}"),
            Meaning::Duration(months, days, millis) => {
                write!(f, "{months} months {days} days {millis} ms")
            }
            Meaning::Text(text) => write!(f, "text {text:?}"),
            Meaning::Garbled => f.write_str("nothing that can be understood"),
        }
    }
}

const DAY: i128 = 86_400_000_000_000;

fn moment(nanos: i128) -> String {
    format!(
        "{}T{}",
        date(nanos.div_euclid(DAY)),
        clock(nanos.rem_euclid(DAY))
    )
}

fn clock(nanos: i128) -> String {
    let seconds = nanos.div_euclid(1_000_000_000);
    let part = nanos.rem_euclid(1_000_000_000);
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let mut text = format!("{hours:02}:{minutes:02}:{:02}.{part:09}", seconds % 60);
    while text.ends_with('0') {
        text.pop();
    }
    if text.ends_with('.') {
        text.pop();
    }
    text
}

/// The Gregorian date of a day, counted from 1970-01-01, by eras of 400 years.
fn date(days: i128) -> String {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i128::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::super::super::logical::Logical;
    use super::super::datum::Datum;
    use super::Meaning;

    #[test]
    fn values_mean_what_their_type_says() {
        let check = |datum: Datum, logical: Option<Logical>, expected: &str| {
            let told =
                Meaning::of(&datum, logical).map_or("-".to_owned(), |found| found.to_string());
            assert_eq!(told, expected, "{datum:?} {logical:?}");
        };
        check(Datum::Int(1), None, "-");
        check(Datum::Int(19_782), Some(Logical::Date), "2024-02-29");
        check(Datum::Int(-1), Some(Logical::Date), "1969-12-31");
        check(Datum::Int(1), Some(Logical::TimeMillis), "00:00:00.001");
        check(
            Datum::Long(86_399_999_999),
            Some(Logical::TimeMicros),
            "23:59:59.999999",
        );
        check(
            Datum::Long(-1),
            Some(Logical::TimestampMillis),
            "1969-12-31T23:59:59.999Z",
        );
        check(
            Datum::Long(0),
            Some(Logical::LocalTimestampNanos),
            "1970-01-01T00:00:00 local time",
        );
        let decimal = |precision, scale| Some(Logical::Decimal { precision, scale });
        check(Datum::Bytes(vec![0xfb, 0x2e]), decimal(4, 2), "-12.34");
        check(Datum::Bytes(vec![1]), decimal(4, 4), "0.0001");
        check(Datum::Bytes(vec![100]), decimal(4, 2), "1");
        check(
            Datum::Fixed(vec![100]),
            decimal(2, 0),
            "a number of 3 digits where 2 are declared",
        );
        check(
            Datum::Bytes(super::big_decimal(5)),
            Some(Logical::BigDecimal),
            "5",
        );
        check(
            Datum::Bytes(vec![9]),
            Some(Logical::BigDecimal),
            "nothing that can be understood",
        );
        check(
            Datum::String("aB-1".to_owned()),
            Some(Logical::Uuid),
            "uuid ab1",
        );
        check(
            Datum::Fixed(vec![1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0]),
            Some(Logical::Duration),
            "1 months 2 days 3 ms",
        );
    }
}
