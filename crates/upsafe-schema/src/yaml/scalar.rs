//! What a plain word of YAML means.

use crate::{decimal::Decimal, json::Draft};

use super::Words;

/// The value of a plain scalar without a tag; an error names a value that JSON has not.
pub(super) fn plain(text: &str, words: Words) -> Result<Draft<'_>, String> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Draft::Null),
        "true" | "True" | "TRUE" => return Ok(Draft::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Draft::Bool(false)),
        _ => {}
    }
    if words == Words::Kubernetes {
        match text {
            "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
                return Ok(Draft::Bool(true));
            }
            "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
                return Ok(Draft::Bool(false));
            }
            _ => {}
        }
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let is_odd = unsigned.eq_ignore_ascii_case(".inf") || text.eq_ignore_ascii_case(".nan");
    if is_odd {
        return Err(format!("expected a finite number, found `{text}`"));
    }
    let starts_like_one = text.starts_with(['+', '-', '.', '0', '1', '2', '3', '4', '5', '6'])
        || text.starts_with(['7', '8', '9']);
    if starts_like_one {
        match number(text, words) {
            Some(Ok(number)) => return Ok(Draft::Number(number)),
            Some(Err(error)) => return Err(error),
            None => {}
        }
    }
    Ok(Draft::String(text))
}

/// A number; none where it is a word, an error where it is beyond a limit.
pub(super) fn number(text: &str, words: Words) -> Option<Result<Decimal, String>> {
    let cleaned: String;
    let text = if words == Words::Kubernetes && text.contains('_') {
        cleaned = text.replace('_', "");
        &cleaned
    } else {
        text
    };
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if let Some((radix, rest)) = radix(digits, words) {
        let value = i128::from_str_radix(rest, radix).ok()?;
        let starts_well = rest.starts_with(|c: char| c.is_ascii_hexdigit());
        let decimal = starts_well.then(|| Decimal::parse(&format!("{sign}{value}")))?;
        return Some(decimal.ok_or_else(|| too_long(text)));
    }
    let (body, exponent) = match digits.find(['e', 'E']) {
        Some(at) => (&digits[..at], Some(&digits[at + 1..])),
        None => (digits, None),
    };
    let (whole, fraction) = match body.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (body, None),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_digit = !whole.is_empty() || fraction.is_some_and(|part| !part.is_empty());
    if !has_digit || !all_digits(whole) || !fraction.is_none_or(all_digits) {
        return None;
    }
    let exponent = match exponent {
        None => String::new(),
        Some(part) => {
            let digits = part.strip_prefix(['+', '-']).unwrap_or(part);
            if digits.is_empty() || !all_digits(digits) {
                return None;
            }
            format!("e{part}")
        }
    };
    let (whole, fraction) = (
        if whole.is_empty() { "0" } else { whole },
        fraction.filter(|part| !part.is_empty()).unwrap_or("0"),
    );
    let written = format!("{sign}{whole}.{fraction}{exponent}");
    Some(Decimal::parse(&written).ok_or_else(|| too_long(text)))
}

fn radix(digits: &str, words: Words) -> Option<(u32, &str)> {
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0o", 8), ("0b", 2)] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            return Some((radix, rest));
        }
    }
    let octal = digits.strip_prefix('0').filter(|rest| !rest.is_empty());
    let octal = octal.filter(|rest| rest.bytes().all(|byte| matches!(byte, b'0'..=b'7')));
    match words {
        Words::Kubernetes => octal.map(|rest| (8, rest)),
        Words::Core => None,
    }
}

fn too_long(text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    format!("the number `{shown}` has more digits than are read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: Words, expected: &str) {
        let found = match plain(text, words) {
            Ok(Draft::String(text)) => format!("text {text}"),
            Ok(Draft::Number(number)) => number.to_string(),
            Ok(Draft::Bool(value)) => value.to_string(),
            Ok(_) => "null".to_owned(),
            Err(error) => error,
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_are_values() {
        check("~", Words::Core, "null");
        check("yes", Words::Kubernetes, "true");
        check("yes", Words::Core, "text yes");
        check("0755", Words::Kubernetes, "493");
        check("0755", Words::Core, "755");
        check("0x1f", Words::Core, "31");
        check("-1_000", Words::Kubernetes, "-1000");
        check("-1_000", Words::Core, "text -1_000");
        check("1.50", Words::Core, "1.5");
        check(".5", Words::Core, "0.5");
        check("1e3", Words::Core, "1000");
        check("1.2.3", Words::Core, "text 1.2.3");
        check("0x", Words::Core, "text 0x");
        check("-", Words::Core, "text -");
        check("2001-01-02", Words::Kubernetes, "text 2001-01-02");
        check(
            ".inf",
            Words::Core,
            "expected a finite number, found `.inf`",
        );
    }
}
