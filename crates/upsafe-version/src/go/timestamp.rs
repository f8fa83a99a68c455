//! The time stamp of a pseudo-version: a moment in UTC, to the second.

use crate::Error;
use std::fmt;
use std::ops::RangeInclusive;

/// A moment in UTC from year 0 to 9999, written as a pseudo-version writes it: `20240506070809`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    year: u32,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
}

impl Timestamp {
    /// Reads the 14 digits of year, month, day, hour, minute and second.
    ///
    /// # Errors
    /// With the part that is not a number or out of its range.
    pub fn from_digits(text: &str) -> Result<Self, Error> {
        let mut fields = Fields { text, at: 0 };
        let time = Self::read(&mut fields, ["", "", "", "", ""])?;
        fields.end()?;
        Ok(time)
    }

    /// Reads a time as RFC 3339 writes it, without fractions: `2024-05-06T07:08:09Z` or with an
    /// offset as in `2024-05-06T07:08:09+02:00`, which is taken off.
    ///
    /// # Errors
    /// With the first character that does not fit, or the part that is out of its range.
    pub fn from_rfc3339(text: &str) -> Result<Self, Error> {
        let mut fields = Fields { text, at: 0 };
        let time = Self::read(&mut fields, ["-", "-", "T", ":", ":"])?;
        let sign = match fields.text.as_bytes().get(fields.at) {
            Some(b'Z') => {
                fields.at += 1;
                fields.end()?;
                return Ok(time);
            }
            Some(b'+') => -1,
            Some(b'-') => 1,
            _ => return Err(Error::unexpected(text, fields.at, "`Z`, `+` or `-`")),
        };
        fields.at += 1;
        let hours = fields.number(2, "hour", 0..=23)?;
        fields.literal(":")?;
        let minutes = fields.number(2, "minute", 0..=59)?;
        fields.end()?;
        let minutes = i64::from(hours * 60 + minutes);
        time.shifted(sign * minutes).ok_or_else(|| {
            Error::refused(
                text,
                0..text.len(),
                "time",
                "a year from 0000 to 9999 in UTC",
            )
        })
    }

    fn read(fields: &mut Fields<'_>, separators: [&'static str; 5]) -> Result<Self, Error> {
        let year = fields.number(4, "year", 0..=9999)?;
        fields.literal(separators[0])?;
        let month = fields.number(2, "month", 1..=12)?;
        fields.literal(separators[1])?;
        let day = fields.number(2, "day", 1..=days_in(year, month))?;
        fields.literal(separators[2])?;
        let hour = fields.number(2, "hour", 0..=23)?;
        fields.literal(separators[3])?;
        let minute = fields.number(2, "minute", 0..=59)?;
        fields.literal(separators[4])?;
        let second = fields.number(2, "second", 0..=59)?;
        Ok(Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        })
    }

    /// The moment `minutes` later, less than two days away; `None` outside the years 0 to 9999.
    fn shifted(self, minutes: i64) -> Option<Self> {
        let total = i64::from(self.hour * 60 + self.minute) + minutes;
        let mut time = self;
        match total.div_euclid(24 * 60) {
            0 => {}
            -1 => time = time.day_before()?,
            _ => time = time.day_after()?,
        }
        let of_day = u32::try_from(total.rem_euclid(24 * 60)).ok()?;
        (time.hour, time.minute) = (of_day / 60, of_day % 60);
        Some(time)
    }

    fn day_before(self) -> Option<Self> {
        let (year, month, day) = match (self.month, self.day) {
            (1, 1) => (self.year.checked_sub(1)?, 12, 31),
            (month, 1) => (self.year, month - 1, days_in(self.year, month - 1)),
            (month, day) => (self.year, month, day - 1),
        };
        Some(Self {
            year,
            month,
            day,
            ..self
        })
    }

    fn day_after(self) -> Option<Self> {
        let last = self.day == days_in(self.year, self.month);
        let (year, month, day) = match self.month {
            12 if last => (self.year + 1, 1, 1),
            month if last => (self.year, month + 1, 1),
            month => (self.year, month, self.day + 1),
        };
        (year <= 9999).then_some(Self {
            year,
            month,
            day,
            ..self
        })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        write!(
            f,
            "{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}"
        )
    }
}

fn days_in(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Fields of a fixed width, one after the other.
struct Fields<'a> {
    text: &'a str,
    at: usize,
}

impl Fields<'_> {
    fn number(
        &mut self,
        width: usize,
        what: &'static str,
        range: RangeInclusive<u32>,
    ) -> Result<u32, Error> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let mut value = 0;
        while self.at < start + width {
            match bytes.get(self.at) {
                Some(digit) if digit.is_ascii_digit() => {
                    value = value * 10 + u32::from(digit - b'0')
                }
                _ => return Err(Error::unexpected(self.text, self.at, "a digit")),
            }
            self.at += 1;
        }
        if !range.contains(&value) {
            let expected = format!("{:0width$} to {:0width$}", range.start(), range.end());
            return Err(Error::refused(self.text, start..self.at, what, expected));
        }
        Ok(value)
    }

    fn literal(&mut self, separator: &'static str) -> Result<(), Error> {
        if !self.text.as_bytes()[self.at..].starts_with(separator.as_bytes()) {
            return Err(Error::unexpected(
                self.text,
                self.at,
                format!("`{separator}`"),
            ));
        }
        self.at += separator.len();
        Ok(())
    }

    fn end(&self) -> Result<(), Error> {
        if self.at < self.text.len() {
            return Err(Error::unexpected(self.text, self.at, "the end"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, &str>) {
        let found = Timestamp::from_rfc3339(text).map(|time| time.to_string());
        assert_eq!(
            found.as_deref().map_err(ToString::to_string),
            expected.map_err(ToOwned::to_owned)
        );
    }

    #[test]
    fn offsets_are_taken_off() {
        check("2024-05-06T07:08:09Z", Ok("20240506070809"));
        check("2024-03-01T00:30:00+01:00", Ok("20240229233000"));
        check("2023-12-31T23:30:00-00:45", Ok("20240101001500"));
        check("2024-05-01T12:00:00+05:30", Ok("20240501063000"));
    }

    #[test]
    fn parts_out_of_range_are_named() {
        check(
            "2023-02-29T00:00:00Z",
            Err("unexpected day `29` at column 9 of `2023-02-29T00:00:00Z`, expected 01 to 28"),
        );
        check(
            "2023-02-2",
            Err("unexpected end of `2023-02-2` at column 10, expected a digit"),
        );
        check(
            "2023/",
            Err("unexpected character `/` at column 5 of `2023/`, expected `-`"),
        );
        check(
            "9999-12-31T23:59:59-01:00",
            Err(
                "unexpected time `9999-12-31T23:59:59-01:00`, expected a year from 0000 to 9999 in UTC",
            ),
        );
        assert_eq!(
            Timestamp::from_digits("202405060708099")
                .unwrap_err()
                .to_string(),
            "unexpected character `9` at column 15 of `202405060708099`, expected the end"
        );
    }
}
