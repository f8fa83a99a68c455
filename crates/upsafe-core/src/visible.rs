//! Characters that a terminal, a log or a reader's eye would obey, and what is shown instead.
//!
//! Names, paths and messages come from files that somebody else wrote. Whatever leaves the process
//! as talk or as a line of text shows such a character instead of handing it on.

use std::borrow::Cow;

/// The visible stand-in of a character that must not reach a terminal, if it is one.
///
/// C0 controls and DEL get their control picture (`ESC` becomes `␛`); C1 controls (which some
/// terminals obey), line separators, bidirectional and invisible format characters get U+FFFD.
pub fn stand_in(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('\u{2421}'),
        _ => is_hidden(c).then_some(char::REPLACEMENT_CHARACTER),
    }
}

/// Whether a character beyond ASCII controls the output or hides in it.
pub fn is_hidden(c: char) -> bool {
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
///
/// ```
/// assert_eq!(upsafe_core::visible("a\tred\u{1b}[31m\n"), "a red␛[31m␊");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\t' => ' ',
        _ => stand_in(c).unwrap_or(c),
    };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        let check = |text, expected| assert_eq!(visible(text), expected);
        check("plain, zwölf 漢字", "plain, zwölf 漢字");
        check("\u{1b}[31mred", "␛[31mred");
        check("\u{9b}31mred", "\u{fffd}31mred");
        check("a\r\nb\tc\0", "a␍␊b c␀");
        check("a\u{202e}b\u{2066}c\u{feff}", "a\u{fffd}b\u{fffd}c\u{fffd}");
    }
}
