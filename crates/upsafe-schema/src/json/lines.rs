//! Lines and columns of a text, without scanning it for each.
//!
//! Every [`STEP`] bytes the place is remembered, so a look-up scans at most that much, however
//! long the text and its lines are.

use super::document::Place;

/// How many bytes lie between two remembered places.
const STEP: usize = 512;

/// The places of one text at every [`STEP`] bytes.
#[derive(Debug)]
pub(crate) struct Lines {
    marks: Vec<Place>,
}

impl Lines {
    pub(crate) fn new(text: &str) -> Lines {
        let mut here = START;
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(here);
            here = behind(here, chunk);
        }
        Lines { marks }
    }

    /// The place of a byte offset; one behind the end is the end.
    pub(crate) fn place(&self, text: &str, offset: usize) -> Place {
        let offset = offset.min(text.len());
        let Some(last) = self.marks.len().checked_sub(1) else {
            return START;
        };
        let mark = (offset / STEP).min(last);
        behind(self.marks[mark], &text.as_bytes()[mark * STEP..offset])
    }

    /// The byte offset of a place; one behind the end of its line is the end of the line.
    pub(crate) fn offset(&self, text: &str, place: Place) -> usize {
        let mark = self.marks.partition_point(|&mark| mark < place);
        let Some(mark) = mark.checked_sub(1) else {
            return 0;
        };
        let (mut here, mut at) = (self.marks[mark], mark * STEP);
        let wanted = place.column.saturating_sub(here.column) as usize;
        let ahead = text.as_bytes().get(at..at.saturating_add(wanted));
        if let (true, Some(ahead)) = (here.line == place.line, ahead)
            && is_plain(ahead)
        {
            return at + wanted;
        }
        for &byte in &text.as_bytes()[at..] {
            let is_start = is_char_start(byte);
            let is_line_end = byte == b'\n' && here.line == place.line;
            if is_start && (here >= place || is_line_end) {
                return at;
            }
            here = after(here, byte);
            at += 1;
        }
        at
    }
}

const START: Place = Place { line: 1, column: 1 };

/// Whether each byte is a character of its own, and none ends a line.
fn is_plain(bytes: &[u8]) -> bool {
    bytes.is_ascii() && !bytes.contains(&b'\n')
}

/// The place behind some bytes.
fn behind(here: Place, bytes: &[u8]) -> Place {
    if is_plain(bytes) {
        let columns = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        return Place {
            column: here.column.saturating_add(columns),
            ..here
        };
    }
    bytes.iter().fold(here, |here, &byte| after(here, byte))
}

fn after(here: Place, byte: u8) -> Place {
    let Place { line, column } = here;
    match byte {
        b'\n' => Place {
            line: line.saturating_add(1),
            column: 1,
        },
        _ if is_char_start(byte) => Place {
            line,
            column: column.saturating_add(1),
        },
        _ => here,
    }
}

fn is_char_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::{Lines, Place, STEP};

    /// Every character's place by counting, and back.
    fn check(text: &str) {
        let lines = Lines::new(text);
        let (mut line, mut column) = (1, 1);
        for (at, c) in text.char_indices() {
            let place = Place { line, column };
            assert_eq!(lines.place(text, at), place, "{at} of {text:?}");
            assert_eq!(lines.offset(text, place), at, "{place:?} of {text:?}");
            match c {
                '\n' => (line, column) = (line + 1, 1),
                _ => column += 1,
            }
        }
        let end = Place { line, column };
        assert_eq!(lines.place(text, text.len()), end);
        assert_eq!(lines.place(text, text.len() + 9), end);
        assert_eq!(lines.offset(text, end), text.len());
    }

    #[test]
    fn places_and_offsets_are_those_of_counting() {
        check("");
        check("\n\n");
        check("a\u{fc}\u{1f600}\r\nb\n");
        check(&"\u{20ac}".repeat(STEP));
        check(&format!("x{}", "\u{20ac}".repeat(STEP)));
        check(&"ab\n\u{fc}".repeat(STEP));
        check(&"a".repeat(3 * STEP));
        check(&"\n".repeat(2 * STEP + 1));
    }

    #[test]
    fn places_that_are_not_there_are_the_nearest() {
        let check = |text: &str, line, column, expected: usize| {
            let found = Lines::new(text).offset(text, Place { line, column });
            assert_eq!(found, expected, "{line}:{column} of {text:?}");
        };
        check("ab\ncd", 1, 9, 2);
        check("ab\ncd", 2, 9, 5);
        check("ab\ncd", 9, 1, 5);
        check("ab\ncd", 0, 0, 0);
        check("", 3, 9, 0);
        // Behind the end of a line that ends at a remembered place.
        let text = format!("{}\nb", "a".repeat(STEP - 1));
        check(&text, 1, 9_999, STEP - 1);
        let text = format!("{}\nb", "a".repeat(STEP));
        check(&text, 1, 9_999, STEP);
    }
}
