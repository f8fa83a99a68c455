//! Text from inputs made harmless: what a terminal, a log or a reader's eye would obey is shown instead.
//!
//! Package names, paths and messages come from files that somebody else wrote. No renderer may hand
//! on a control character or a bidirectional override from them: every one of them is replaced by
//! one visible character, so that columns stay true.

use std::borrow::Cow;

/// The visible stand-in of a character that must not reach a terminal, if it is one.
///
/// C0 controls and DEL get their control picture (`ESC` becomes `␛`); C1 controls (which some
/// terminals obey), line separators, bidirectional and invisible format characters get U+FFFD.
fn stand_in(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('\u{2421}'),
        _ => is_hidden(c).then_some(char::REPLACEMENT_CHARACTER),
    }
}

/// Whether a character beyond ASCII controls the output or hides in it.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// One line of text: every control character shown, a tab as a space, a newline as `␊`.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\t' => ' ',
        _ => stand_in(c).unwrap_or(c),
    };
    Cow::Owned(text.chars().map(shown).collect())
}

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
    fn what_a_terminal_obeys_is_shown() {
        let check = |text, expected| assert_eq!(line(text), expected);
        check("plain, zwölf 漢字", "plain, zwölf 漢字");
        check("\u{1b}[31mred", "␛[31mred");
        check("\u{9b}31mred", "\u{fffd}31mred");
        check("a\r\nb\tc\0", "a␍␊b c␀");
        check("a\u{202e}b\u{2066}c\u{feff}", "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

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
