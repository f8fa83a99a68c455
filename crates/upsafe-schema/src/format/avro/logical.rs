//! Logical types: what the bytes of a type mean.
//!
//! A logical type that does not fit its type is ignored, as the specification demands; the parser
//! leaves a note.

use super::schema::Kind;
use std::fmt;

/// What the values of a type mean. Complete: the specification's list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Logical {
    /// An unscaled whole number in two's complement, big end first; digits, and how many of them
    /// are behind the point.
    Decimal {
        /// The greatest number of digits.
        precision: u32,
        /// The digits behind the point.
        scale: u32,
    },
    /// A decimal number that carries its own scale.
    BigDecimal,
    /// Days since 1970-01-01.
    Date,
    /// Milliseconds since midnight.
    TimeMillis,
    /// Microseconds since midnight.
    TimeMicros,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    TimestampMillis,
    /// Microseconds since 1970-01-01T00:00:00Z.
    TimestampMicros,
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    TimestampNanos,
    /// Milliseconds since 1970-01-01T00:00:00 on the reader's own clock.
    LocalTimestampMillis,
    /// Microseconds since 1970-01-01T00:00:00 on the reader's own clock.
    LocalTimestampMicros,
    /// Nanoseconds since 1970-01-01T00:00:00 on the reader's own clock.
    LocalTimestampNanos,
    /// A UUID: its text, or its 16 bytes.
    Uuid,
    /// Months, days and milliseconds, each 32 bits without sign, small end first.
    Duration,
}

impl Logical {
    /// The logical type of that name which needs no further members.
    pub(super) fn plain(word: &str) -> Option<Logical> {
        Some(match word {
            "big-decimal" => Logical::BigDecimal,
            "date" => Logical::Date,
            "time-millis" => Logical::TimeMillis,
            "time-micros" => Logical::TimeMicros,
            "timestamp-millis" => Logical::TimestampMillis,
            "timestamp-micros" => Logical::TimestampMicros,
            "timestamp-nanos" => Logical::TimestampNanos,
            "local-timestamp-millis" => Logical::LocalTimestampMillis,
            "local-timestamp-micros" => Logical::LocalTimestampMicros,
            "local-timestamp-nanos" => Logical::LocalTimestampNanos,
            "uuid" => Logical::Uuid,
            "duration" => Logical::Duration,
            _ => return None,
        })
    }

    /// Why it cannot stand on a type of that kind.
    pub(super) fn misfit(self, kind: &Kind) -> Option<String> {
        let expected = match (self, kind) {
            (Logical::Decimal { precision, .. }, Kind::Fixed(fixed)) => {
                let most = digits_of(fixed.size);
                return (precision > most)
                    .then(|| format!("{} bytes hold {most} digits, not {precision}", fixed.size));
            }
            (Logical::Uuid, Kind::Fixed(fixed)) if fixed.size == 16 => return None,
            (Logical::Duration, Kind::Fixed(fixed)) if fixed.size == 12 => return None,
            (Logical::Decimal { .. } | Logical::BigDecimal, Kind::Bytes)
            | (Logical::Date | Logical::TimeMillis, Kind::Int)
            | (Logical::Uuid, Kind::String) => return None,
            (
                Logical::TimeMicros
                | Logical::TimestampMillis
                | Logical::TimestampMicros
                | Logical::TimestampNanos
                | Logical::LocalTimestampMillis
                | Logical::LocalTimestampMicros
                | Logical::LocalTimestampNanos,
                Kind::Long,
            ) => return None,
            (Logical::Decimal { .. }, _) => "`bytes` or `fixed`",
            (Logical::BigDecimal, _) => "`bytes`",
            (Logical::Date | Logical::TimeMillis, _) => "`int`",
            (Logical::Uuid, _) => "`string` or a `fixed` of 16 bytes",
            (Logical::Duration, _) => "a `fixed` of 12 bytes",
            _ => "`long`",
        };
        Some(format!("it stands on {expected}, not on `{}`", kind.word()))
    }
}

/// How many decimal digits a signed number of so many bytes can always hold.
fn digits_of(size: u32) -> u32 {
    // 10^d - 1 <= 2^bits - 1 where d <= bits * log10(2); the factor is cut off, never rounded up.
    let bits = u64::from(size).saturating_mul(8).saturating_sub(1);
    let digits = u128::from(bits) * 301_029_995_663_981_195 / 1_000_000_000_000_000_000;
    u32::try_from(digits).unwrap_or(u32::MAX)
}

impl fmt::Display for Logical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Logical::Decimal { precision, scale } => {
                return write!(f, "decimal({precision}, {scale})");
            }
            Logical::BigDecimal => "big-decimal",
            Logical::Date => "date",
            Logical::TimeMillis => "time-millis",
            Logical::TimeMicros => "time-micros",
            Logical::TimestampMillis => "timestamp-millis",
            Logical::TimestampMicros => "timestamp-micros",
            Logical::TimestampNanos => "timestamp-nanos",
            Logical::LocalTimestampMillis => "local-timestamp-millis",
            Logical::LocalTimestampMicros => "local-timestamp-micros",
            Logical::LocalTimestampNanos => "local-timestamp-nanos",
            Logical::Uuid => "uuid",
            Logical::Duration => "duration",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::digits_of;

    #[test]
    fn bytes_hold_so_many_digits() {
        for (size, expected) in [(0, 0), (1, 2), (2, 4), (4, 9), (8, 18), (16, 38), (20, 47)] {
            assert_eq!(digits_of(size), expected, "{size} bytes");
        }
    }
}
