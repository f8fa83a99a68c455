//! The plain form of YAML that programs write, read line by line: about ten times quicker than by
//! events.
//!
//! What must stay true: it gives exactly what the reader of all YAML gives, or nothing. Nothing is
//! given for whatever is rare: other texts than ASCII, tabs, comments behind values, flow
//! collections that are not empty, block scalars, escapes, anchors, several documents, and every
//! mistake; the reader of all YAML then says what is wrong.

use super::{MAX_DEPTH, json::Keys, resolve};
use crate::value::{Key, Map, Value};

/// Deeper values are left to the other reader, which refuses the deepest.
const MAX_PLAIN_DEPTH: usize = MAX_DEPTH / 2;
/// Longer keys are left to the other reader: YAML bounds them.
const MAX_KEY: usize = 256;

/// The only document of a text; none where it is not in the plain form.
pub(super) fn parse(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
    if !bytes.iter().all(is_plain) {
        return None;
    }
    let mut reader = Reader {
        bytes,
        text,
        next: 0,
        line: None,
    };
    reader.advance()?;
    let first = reader.line?;
    if first.indent == 0 && reader.rest(first) == "---" {
        reader.next = first.end;
        reader.advance()?;
    }
    let first = reader.line?;
    let value = match reader.rest(first).strip_prefix('!') {
        Some(name) if first.indent == 0 => {
            let name = tag(name).filter(|tag| tag.len() == name.len())?;
            reader.advance()?;
            let body = reader.block(0)?;
            Value::Tagged(name.into(), Box::new(body))
        }
        _ => reader.block(0)?,
    };
    reader.line.is_none().then_some(value)
}

/// A line that is not blank: where its text starts, and the end of it without spaces.
#[derive(Clone, Copy)]
struct Line {
    indent: usize,
    start: usize,
    end: usize,
}

struct Reader<'t> {
    bytes: &'t [u8],
    text: &'t str,
    /// Where the line behind the current one is looked for.
    next: usize,
    line: Option<Line>,
}

/// Steps that end the whole attempt return none.
impl<'t> Reader<'t> {
    fn rest(&self, line: Line) -> &'t str {
        &self.text[line.start..line.end]
    }

    /// Goes to the next line that is not blank and no comment; none where a document ends.
    fn advance(&mut self) -> Option<()> {
        loop {
            let begin = self.next;
            if begin >= self.bytes.len() {
                self.line = None;
                return Some(());
            }
            let end = match self.bytes[begin..].iter().position(|byte| *byte == b'\n') {
                Some(n) => begin + n,
                None => self.bytes.len(),
            };
            self.next = end + 1;
            let line = &self.bytes[begin..end];
            let Some(indent) = line.iter().position(|byte| *byte != b' ') else {
                continue;
            };
            let start = begin + indent;
            if self.bytes[start] == b'#' {
                continue;
            }
            let is_marker =
                begin > 0 && indent == 0 && (line.starts_with(b"---") || line.starts_with(b"..."));
            if is_marker {
                return None;
            }
            let spaces = line.iter().rev().take_while(|byte| **byte == b' ').count();
            self.line = Some(Line {
                indent,
                start,
                end: end - spaces,
            });
            return Some(());
        }
    }

    /// The indent of the current line, where it is deeper than `indent`.
    fn deeper(&self, indent: usize) -> bool {
        self.line.is_some_and(|line| line.indent > indent)
    }

    /// The collection that starts on the current line.
    fn block(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_PLAIN_DEPTH {
            return None;
        }
        let line = self.line?;
        match is_item(self.rest(line)) {
            true => self.list(line.indent, depth),
            false => self.map(line.indent, depth),
        }
    }

    fn list(&mut self, indent: usize, depth: usize) -> Option<Value> {
        if depth > MAX_PLAIN_DEPTH {
            return None;
        }
        let mut items = Vec::new();
        while let Some(line) = self.line {
            let text = self.rest(line);
            if line.indent > indent {
                return None;
            }
            if line.indent < indent || !is_item(text) {
                break;
            }
            let rest = text[1..].trim_start_matches(' ');
            if rest.is_empty() {
                self.advance()?;
                items.push(match self.deeper(indent) {
                    true => self.block(depth + 1)?,
                    false => Value::Null,
                });
                continue;
            }
            if is_item(rest) || split_key(rest).is_some() {
                // The collection starts behind the dash, as if on a line of its own.
                let skipped = text.len() - rest.len();
                self.line = Some(Line {
                    indent: line.indent + skipped,
                    start: line.start + skipped,
                    end: line.end,
                });
                items.push(self.block(depth + 1)?);
                continue;
            }
            items.push(self.value(rest, indent, depth)?);
        }
        Some(Value::List(items))
    }

    fn map(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let mut entries: Vec<(Key, Value)> = Vec::new();
        let mut keys = Keys::default();
        while let Some(line) = self.line {
            if line.indent < indent {
                break;
            }
            let text = self.rest(line);
            if line.indent > indent || is_item(text) {
                return None;
            }
            let (key, rest) = split_key(text)?;
            if !keys.insert(&entries, &key.text) {
                return None;
            }
            let value = match rest.is_empty() {
                true => {
                    self.advance()?;
                    self.below_key(indent, depth)?
                }
                false => self.value(rest, indent, depth)?,
            };
            entries.push((key, value));
        }
        Some(Value::Map(Map(entries)))
    }

    /// The value on the lines behind a key; a list may stand as far to the left as its key.
    fn below_key(&mut self, indent: usize, depth: usize) -> Option<Value> {
        let Some(line) = self.line else {
            return Some(Value::Null);
        };
        if line.indent > indent {
            return self.block(depth + 1);
        }
        match line.indent == indent && is_item(self.rest(line)) {
            true => self.list(indent, depth + 1),
            false => Some(Value::Null),
        }
    }

    /// A value that starts behind its key or its dash, which stands at `indent`.
    fn value(&mut self, rest: &str, indent: usize, depth: usize) -> Option<Value> {
        self.advance()?;
        let Some(name) = rest.strip_prefix('!') else {
            // What is deeper on the next line belongs to this text.
            return scalar(rest).filter(|_| !self.deeper(indent));
        };
        let name = tag(name)?;
        let rest = rest[1 + name.len()..].trim_start_matches(' ');
        let value = match rest.is_empty() {
            // A list as far to the left as its key is left to the other reader.
            true if self.deeper(indent) => self.block(depth + 1)?,
            true if self
                .line
                .is_some_and(|line| line.indent == indent && is_item(self.rest(line))) =>
            {
                return None;
            }
            true => Value::Null,
            false => scalar(rest).filter(|_| !self.deeper(indent))?,
        };
        Some(Value::Tagged(name.into(), Box::new(value)))
    }
}

fn is_item(text: &str) -> bool {
    text == "-" || text.starts_with("- ")
}

/// The name of a tag of its own at the start of a text.
fn tag(text: &str) -> Option<&str> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-".contains(byte);
    let length = text.bytes().take_while(|byte| is_name(byte)).count();
    let ends = matches!(text.as_bytes().get(length), None | Some(b' '));
    (length > 0 && ends).then(|| &text[..length])
}

/// A key and what stands behind its colon.
fn split_key(text: &str) -> Option<(Key, &str)> {
    let (length, quoted) = match text.as_bytes().first()? {
        quote @ (b'"' | b'\'') => (quoted(text, *quote)?.len() + 2, true),
        byte if byte.is_ascii_alphanumeric() || b"_./$".contains(byte) => {
            let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./$ ".contains(byte);
            (text.bytes().take_while(|byte| is_key(byte)).count(), false)
        }
        _ => return None,
    };
    let rest = text[length..].strip_prefix(':')?;
    let name = &text[..length];
    let spaced = name.ends_with(' ') || name.starts_with("...");
    if length > MAX_KEY || spaced || !(rest.is_empty() || rest.starts_with(' ')) {
        return None;
    }
    let key = match quoted {
        true => Key::text(&name[1..length - 1]),
        false => Key {
            text: name.into(),
            plain: !matches!(resolve::plain(name), Value::String(_)),
        },
    };
    Some((key, rest.trim_start_matches(' ')))
}

/// The text between quotes at the start of a text, where nothing is escaped in it.
fn quoted(text: &str, quote: u8) -> Option<&str> {
    let inner = &text[1..];
    let length = inner.bytes().position(|byte| byte == quote)?;
    let inner = &inner[..length];
    let doubled = text.as_bytes().get(length + 2) == Some(&quote);
    let escaped = quote == b'"' && inner.contains('\\');
    (!doubled && !escaped).then_some(inner)
}

/// A text, a number or a word on the rest of a line.
fn scalar(text: &str) -> Option<Value> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        quote @ (b'"' | b'\'') => {
            let inner = quoted(text, *quote)?;
            return (inner.len() + 2 == text.len()).then(|| Value::String(inner.into()));
        }
        b'[' => return (text == "[]").then(|| Value::List(Vec::new())),
        b'{' => return (text == "{}").then(|| Value::Map(Map::default())),
        b'-' if bytes.get(1).is_some_and(u8::is_ascii_alphanumeric) => {}
        byte if byte.is_ascii_alphanumeric() || b"_./$~(<=".contains(byte) => {}
        _ => return None,
    }
    let odd = bytes
        .windows(2)
        .any(|pair| matches!(pair, [b':', b' '] | [b' ', b'#']));
    (!odd && !text.ends_with(':') && !text.starts_with("...")).then(|| resolve::plain(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{parse_any_yaml, write_yaml};

    /// What is read here, the reader of all YAML reads alike.
    fn check(text: &str, is_plain: bool) {
        let found = parse(text);
        assert_eq!(found.is_some(), is_plain, "{text}");
        if let Some(value) = found {
            assert_eq!(parse_any_yaml(text).unwrap(), [value], "{text}");
        }
    }

    #[test]
    fn the_plain_form_is_read_as_all_yaml_is() {
        for text in [
            "a: 1\nb: x y\nc:\nd: ''\n",
            "a:\n- 1\n- x: 1\n  y:\n  - 2\n  -\n- - p\n  - q\nb: [] \nc: {}",
            "!1.0.0\nmeta:\n  id: a\nspec: !computed\n  partitions: 5\ns: !t x\nu: !v\n",
            "---\na: 'it'\n",
            "a: http://x:1/y\nb: 1:30\nc: -1\nd: 0x1f\ne: ~\nf: yes\n'3': \"2\"\n1: 2\n",
            "# about\n\na:\n  # below\n  b: 1\n\n  c: 2\n",
            "a:\n    b:\n        c: 1\n    d: 2\ne:\n  - f\n  -   g: 1\n      h: 2\n",
            "a: !t\n  - 1\n  - !u 2\n  - !w\n    x: 1\n",
            "- a\n- b: 1\n-\n  c: 1\n",
            "a: x'y\"z\nb: a,b]c}\nc: x:y\nd: a#b\n",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn everything_else_is_left_to_the_reader_of_all_yaml() {
        for text in [
            "",
            "a",
            "a: b\n c\n",
            "a: [1]\n",
            "a: |\n x\n",
            "a: &b 1\n",
            "a: \"x\\n\"\n",
            "a: 'it''s'\n",
            "a: 1\na: 2\n",
            "a: 1\n---\nb: 1\n",
            "a: 1\n...\n",
            "a: b # c\n",
            "a: b: c\n",
            "\ta: 1\n",
            "a: é\n",
            "a:b\n",
            "a : 1\n",
            "? a\n: 1\n",
            "a: 1\n b: 2\n",
            "- a\nb: 1\n",
            "a: 1\n- b\n",
            "a: *b\n",
            "a: !!str 1\n",
            "a: %x\n",
            "a: \"x\" y\n",
            "<<: {}\n",
            "a: - b\n",
            "a: !t b: c\n",
            "--- a\n",
            "a:\n  - b\n - c\n",
            "a: 'b\n",
        ] {
            check(text, false);
        }
    }

    #[test]
    fn what_is_written_is_in_the_plain_form() {
        let text =
            "!1.0.0\nmeta:\n  id: a\n  size: 5\nspec: !mirror\n  home:\n  - id: 1\n    at: []\n";
        let value = parse(text).unwrap();
        assert_eq!(write_yaml(&value), text);
    }
}
