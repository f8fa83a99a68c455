//! Formats with digits in them: dates, times, durations, cards, books and colours.

use std::sync::LazyLock;

use regex::Regex;

/// A pattern of ours, which compiles.
struct Known(LazyLock<Option<Regex>>);

impl Known {
    fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

macro_rules! known {
    ($name:ident, $pattern:expr) => {
        static $name: Known = Known(LazyLock::new(|| Regex::new($pattern).ok()));
    };
}

known!(
    TIME,
    "^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|[+-][0-9]{2}:[0-9]{2})$"
);
known!(
    GO_DURATION,
    "^[-+]?(0|(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|\u{b5}s|\u{3bc}s|ms|s|m|h))+)$"
);
known!(COLOUR, "^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$");
known!(
    RGB,
    "^rgb\\(\\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\\s*,\\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\\s*,\\s*(0|[1-9][0-9]?|1[0-9][0-9]?|2[0-4][0-9]|25[0-5])\\s*\\)$"
);
known!(SSN, "^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}$");
known!(
    CARD,
    "^(4[0-9]{12}([0-9]{3})?|5[1-5][0-9]{14}|6(011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(0[0-5]|[68][0-9])[0-9]{11}|(2131|1800|35[0-9]{3})[0-9]{11})$"
);
known!(
    BASE64,
    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$"
);

/// `2006-01-02`, a day that there is.
pub(super) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_shaped {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

/// A date, `T`, and a time with a zone.
pub(super) fn is_date_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts = lower.split('t');
    let (Some(date), Some(time)) = (parts.next(), parts.next()) else {
        return false;
    };
    let below = |range: std::ops::Range<usize>, most: &str| {
        time.get(range).is_some_and(|digits| digits <= most)
    };
    is_date(date)
        && TIME.is_match(time)
        && below(0..2, "23")
        && below(3..5, "59")
        && below(6..8, "59")
}

/// What Go reads, `1h30m`, or numbers with longer units anywhere in the text.
pub(super) fn is_duration(text: &str) -> bool {
    if GO_DURATION.is_match(text) {
        return true;
    }
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = &rest[at..];
        let digits = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        if rest[..digits].parse::<i64>().is_err() {
            return false;
        }
        rest = rest[digits..].trim_start_matches(['\t', '\n', '\u{c}', '\r', ' ']);
        let is_unit = |c: char| c.is_ascii_alphabetic() || c == '\u{b5}';
        let end = rest.find(|c| !is_unit(c)).unwrap_or(rest.len());
        let unit = rest[..end].to_lowercase();
        let short = [
            "ns", "us", "\u{b5}s", "ms", "s", "m", "h", "d", "w", "wk", "hr",
        ];
        let long = [
            "nano", "micro", "milli", "sec", "min", "hour", "day", "week",
        ];
        found |= short.contains(&&*unit) || long.iter().any(|name| unit.starts_with(name));
        rest = &rest[end..];
    }
    found
}

pub(super) fn is_colour(text: &str) -> bool {
    COLOUR.is_match(text)
}

pub(super) fn is_rgb(text: &str) -> bool {
    RGB.is_match(text)
}

pub(super) fn is_ssn(text: &str) -> bool {
    text.len() == 11 && SSN.is_match(text)
}

pub(super) fn is_base64(text: &str) -> bool {
    BASE64.is_match(text)
}

/// The digits of a card, with a check sum; anything may stand between them.
pub(super) fn is_card(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if !CARD.is_match(&digits) {
        return false;
    }
    let doubled = |(at, digit): (usize, u32)| match at % 2 {
        0 => digit,
        _ if digit >= 5 => digit * 2 - 9,
        _ => digit * 2,
    };
    let digits = digits.chars().rev().filter_map(|c| c.to_digit(10));
    digits.enumerate().map(doubled).sum::<u32>() % 10 == 0
}

pub(super) fn is_isbn10(text: &str) -> bool {
    let digits = without_dashes(text);
    let Some((check, body)) = digits.split_last() else {
        return false;
    };
    let value = |c: &char| c.to_digit(10);
    let check = match check {
        'X' => Some(10),
        c => value(c),
    };
    let body: Option<Vec<u32>> = body.iter().map(value).collect();
    let (Some(check), Some(body)) = (check, body) else {
        return false;
    };
    let sum: u32 = body.iter().zip(1..).map(|(digit, n)| digit * n).sum();
    body.len() == 9 && (sum + check * 10).is_multiple_of(11)
}

pub(super) fn is_isbn13(text: &str) -> bool {
    let digits: Option<Vec<u32>> = without_dashes(text)
        .iter()
        .map(|c| c.to_digit(10))
        .collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 13) else {
        return false;
    };
    let weighted = digits.iter().enumerate();
    let sum: u32 = weighted
        .map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    sum.is_multiple_of(10)
}

fn without_dashes(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| *c != '-' && !c.is_whitespace())
        .collect()
}
