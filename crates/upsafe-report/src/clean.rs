//! Text from inputs made harmless: what a terminal, a log or a reader's eye would obey is shown instead.
//!
//! Package names, paths and messages come from files that somebody else wrote. No renderer may hand
//! on a control character or a bidirectional override from them: every one of them is replaced by
//! one visible character, so that columns stay true.

use std::borrow::Cow;

pub(crate) use upsafe_core::visible as line;
use upsafe_core::{is_hidden, stand_in};

/// Lines of a source file: as [`line`], but line ends and tabs stay.
pub(crate) fn source(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let stays = matches!(c, '\n' | '\t') || (c == '\r' && chars.peek() == Some(&'\n'));
        clean.push(match stand_in(c) {
            Some(shown) if !stays => shown,
            _ => c,
        });
    }
    clean
}

/// At most `max` characters of one line; a longer text ends in `...`.
pub(crate) fn short(text: &str, max: usize) -> Cow<'_, str> {
    let text = line(text);
    if text.chars().nth(max).is_none() {
        return text;
    }
    let kept: String = text.chars().take(max.saturating_sub(3)).collect();
    Cow::Owned(format!("{}...", kept.trim_end()))
}

/// A JSON text in which no character controls a terminal: those become `\u` escapes, which every
/// reader turns back, so the value is the same.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c == '\x7f' || is_hidden(c);
    if !text.chars().any(bad) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        if bad(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                clean.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_keep_their_lines_and_columns() {
        let text = "a\r\n\tb\rc\u{1b}d\n";
        let clean = source(text);
        assert_eq!(clean, "a\r\n\tb␍c␛d\n");
        assert_eq!(clean.chars().count(), text.chars().count());
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(short("öööööö", 6), "öööööö");
        assert_eq!(short("ööööööö", 6), "ööö...");
        assert_eq!(short("", 0), "");
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!("a\u{9b}b\u{7f}\u{202e}\u{e0041}");
        let text = serde_json::to_string(&value).unwrap();
        let clean = json(&text);
        assert_eq!(clean, r#""a\u009bb\u007f\u202e\udb40\udc41""#);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&clean).unwrap(),
            value
        );
    }
}
