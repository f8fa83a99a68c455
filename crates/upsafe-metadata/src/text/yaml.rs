//! YAML 1.2 into values, with tags; and the places of values, on demand.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use upsafe_core::Position;

use super::{MAX_DEPTH, TextError, json::Keys, plain_yaml, resolve};
use crate::value::{Key, Map, Value};

/// Aliases may not blow a text up beyond so many values.
const MAX_ALIASED: usize = 100_000;

/// Reads every document of a text.
///
/// # Errors
/// Where it is no YAML, has a key twice, keys that are no scalars, or is nested too deeply.
pub fn parse_yaml(text: &str) -> Result<Vec<Value>, TextError> {
    match plain_yaml::parse(text) {
        Some(value) => Ok(vec![value]),
        None => parse_any_yaml(text),
    }
}

/// The same by events alone: what the quicker reader of the plain form is held against.
///
/// # Errors
/// Those of [`parse_yaml`].
#[doc(hidden)]
pub fn parse_any_yaml(text: &str) -> Result<Vec<Value>, TextError> {
    let mut reader = Reader::new(text, false);
    reader.documents()
}

/// Where values of a document stand, in the order of their paths: keys with dots, positions in
/// brackets.
#[derive(Debug, Default)]
pub struct Located(Vec<(String, Position)>);

impl Located {
    /// Where the value at a path starts, or the nearest value above it.
    pub fn get(&self, path: &str) -> Option<Position> {
        let mut path = path;
        loop {
            if let Ok(at) = self
                .0
                .binary_search_by(|(known, _)| known.as_str().cmp(path))
            {
                return Some(self.0[at].1);
            }
            path = match path.rfind(['.', '[']) {
                Some(end) => &path[..end],
                None if path.is_empty() => return None,
                None => "",
            };
        }
    }
}

/// Where the values of one document of a text stand. For the few objects that are shown.
///
/// A tag counts as a key, but for one on the document itself where `root_tag` says so.
pub fn locate(text: &str, document: usize, root_tag: RootTag) -> Located {
    let mut reader = Reader::new(text, true);
    reader.root_tag = root_tag;
    let mut n = 0;
    while let Ok(Some(_)) = reader.document() {
        if n == document {
            break;
        }
        reader.places.clear();
        n += 1;
    }
    let mut places = reader.places;
    // Of a path that is there twice, the first place stays.
    places.sort_by(|a, b| a.0.cmp(&b.0));
    places.dedup_by(|later, earlier| later.0 == earlier.0);
    Located(places)
}

/// What a tag on a document itself is. Complete: it is of the value, or of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootTag {
    /// Part of the value.
    Value,
    /// The version of the store's envelope.
    Envelope,
}

struct Reader<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    /// Values that aliases may name, and how many values each holds.
    anchors: Vec<(usize, Value, usize)>,
    aliased: usize,
    /// The path of the value that is read, and the places so far.
    path: Option<String>,
    places: Vec<(String, Position)>,
    root_tag: RootTag,
}

type Node<'t> = (Event<'t>, Span);

impl<'t> Reader<'t> {
    fn new(text: &'t str, locating: bool) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            text,
            parser: Parser::new_from_str(text),
            anchors: Vec::new(),
            aliased: 0,
            path: locating.then(String::new),
            places: Vec::new(),
            root_tag: RootTag::Value,
        }
    }

    fn documents(&mut self) -> Result<Vec<Value>, TextError> {
        let mut documents = Vec::new();
        while let Some(document) = self.document()? {
            documents.push(document);
        }
        Ok(documents)
    }

    /// The next document.
    fn document(&mut self) -> Result<Option<Value>, TextError> {
        loop {
            match self.next()? {
                Some((Event::DocumentStart(_), _)) => break,
                Some((Event::StreamEnd, _)) | None => return Ok(None),
                Some(_) => {}
            }
        }
        self.anchors.clear();
        let node = self.expect()?;
        self.value(node, 0).map(Some)
    }

    fn next(&mut self) -> Result<Option<Node<'t>>, TextError> {
        match self.parser.next_event() {
            Some(Ok(node)) => Ok(Some(node)),
            Some(Err(error)) => Err(scan_error(&error, self.text)),
            None => Ok(None),
        }
    }

    fn expect(&mut self) -> Result<Node<'t>, TextError> {
        self.next()?.ok_or_else(|| TextError {
            message: "the text ends, expected a value".to_owned(),
            position: Position { line: 1, column: 1 },
            torn: true,
        })
    }

    fn value(&mut self, (event, span): Node<'t>, depth: usize) -> Result<Value, TextError> {
        if depth > MAX_DEPTH {
            return Err(at(
                &span.start,
                format!("expected at most {MAX_DEPTH} levels"),
            ));
        }
        if is_nameless(&event) {
            let message = "expected a tag between `!<` and `>`".to_owned();
            return Err(at(&span.start, message));
        }
        if let Some(path) = &self.path {
            self.places.push((path.clone(), position(&span.start)));
        }
        let (value, anchor) = match event {
            Event::Alias(id) => return self.alias(id, &span.start),
            Event::Scalar(text, style, anchor, tag) => {
                (scalar(&text, style, tag.as_deref()), anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                let inner = self.enter_tag(tag.as_deref(), depth);
                let list = self.list(depth)?;
                self.leave(inner);
                (tagged(tag.as_deref(), list), anchor)
            }
            Event::MappingStart(anchor, tag) => {
                let inner = self.enter_tag(tag.as_deref(), depth);
                let map = self.map(depth)?;
                self.leave(inner);
                (tagged(tag.as_deref(), map), anchor)
            }
            _ => return Err(at(&span.start, "expected a value".to_owned())),
        };
        if anchor > 0 {
            let size = size(&value);
            self.anchors.push((anchor, value.clone(), size));
        }
        Ok(value)
    }

    fn alias(&mut self, id: usize, marker: &Marker) -> Result<Value, TextError> {
        let known = self.anchors.iter().rfind(|(known, ..)| *known == id);
        let Some((_, value, size)) = known else {
            return Err(at(
                marker,
                "found an alias of a value that is not complete".to_owned(),
            ));
        };
        self.aliased += size;
        if self.aliased > MAX_ALIASED {
            return Err(at(
                marker,
                format!("expected at most {MAX_ALIASED} values from aliases"),
            ));
        }
        Ok(value.clone())
    }

    fn list(&mut self, depth: usize) -> Result<Value, TextError> {
        let mut items = Vec::new();
        loop {
            let node = self.expect()?;
            if node.0 == Event::SequenceEnd {
                return Ok(Value::List(items));
            }
            let inner = self.enter(|path| crate::path::push_index(path, items.len()));
            items.push(self.value(node, depth + 1)?);
            self.leave(inner);
        }
    }

    fn map(&mut self, depth: usize) -> Result<Value, TextError> {
        let mut entries: Vec<(Key, Value)> = Vec::new();
        let mut keys = Keys::default();
        loop {
            let (event, span) = self.expect()?;
            let key = match event {
                Event::MappingEnd => return Ok(Value::Map(Map(entries))),
                Event::Scalar(text, style, _, tag) => key(text, style, tag.as_deref()),
                _ => {
                    return Err(at(
                        &span.start,
                        "found a key that is no scalar, expected a text or a number".to_owned(),
                    ));
                }
            };
            if !keys.insert(&entries, &key.text) {
                let message = format!("found the key `{}` twice, expected each key once", key.text);
                return Err(at(&span.start, message));
            }
            let inner = self.enter(|path| crate::path::push_key(path, &key.text));
            if let (Some(path), Some(_)) = (&self.path, inner) {
                self.places.push((path.clone(), position(&span.start)));
            }
            let node = self.expect()?;
            let value = self.value(node, depth + 1)?;
            self.leave(inner);
            entries.push((key, value));
        }
    }

    fn enter_tag(&mut self, tag: Option<&Tag>, depth: usize) -> Option<usize> {
        let tag = tag.and_then(own_tag)?;
        if depth == 0 && self.root_tag == RootTag::Envelope {
            return None;
        }
        self.enter(|path| crate::path::push_key(path, &tag))
    }

    /// Goes down in the path; the length to come back to.
    fn enter(&mut self, push: impl FnOnce(&mut String)) -> Option<usize> {
        let path = self.path.as_mut()?;
        let length = path.len();
        push(path);
        Some(length)
    }

    fn leave(&mut self, length: Option<usize>) {
        if let (Some(path), Some(length)) = (&mut self.path, length) {
            path.truncate(length);
        }
    }
}

fn key(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Key {
    let plain = style == ScalarStyle::Plain
        && tag.is_none()
        && !matches!(resolve::plain(&text), Value::String(_));
    Key {
        text: text.into(),
        plain,
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let plain = style == ScalarStyle::Plain;
    match tag {
        Some(tag) if tag.is_yaml_core_schema() => match &*tag.suffix {
            "str" => Value::String(text.into()),
            _ => resolve::plain(text),
        },
        tag => {
            let value = match plain {
                true => resolve::plain(text),
                false => Value::String(text.into()),
            };
            tagged(tag, value)
        }
    }
}

fn tagged(tag: Option<&Tag>, value: Value) -> Value {
    match tag.and_then(own_tag) {
        Some(tag) => Value::Tagged(tag.into(), Box::new(value)),
        None => value,
    }
}

/// A tag that is the writer's own, and none of YAML's types.
fn own_tag(tag: &Tag) -> Option<String> {
    if tag.is_yaml_core_schema() || (tag.handle == "!" && tag.suffix.is_empty()) {
        return None;
    }
    Some(match &*tag.handle {
        "!" => tag.suffix.clone(),
        handle => format!("{handle}{}", tag.suffix),
    })
}

/// Whether a value has the tag `!<>`, which is none.
fn is_nameless(event: &Event<'_>) -> bool {
    match event {
        Event::Scalar(_, _, _, tag)
        | Event::SequenceStart(_, tag)
        | Event::MappingStart(_, tag) => tag
            .as_deref()
            .is_some_and(|tag| tag.handle.is_empty() && tag.suffix.is_empty()),
        _ => false,
    }
}

/// How many values a value holds.
fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(map) => 1 + map.iter().map(|(_, value)| size(value)).sum::<usize>(),
        Value::Tagged(_, value) => 1 + size(value),
        _ => 1,
    }
}

fn position(marker: &Marker) -> Position {
    let saturate = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Position {
        line: saturate(marker.line()).max(1),
        column: saturate(marker.col() + 1),
    }
}

fn at(marker: &Marker, message: String) -> TextError {
    TextError {
        message,
        position: position(marker),
        torn: false,
    }
}

fn scan_error(error: &ScanError, text: &str) -> TextError {
    let info = error.info();
    let position = position(error.marker());
    // Where nothing stands behind the place, something is missing there.
    let behind = text.lines().skip(position.line as usize - 1);
    let mut behind = behind.enumerate().flat_map(|(n, line)| {
        let skipped = if n == 0 {
            position.column as usize - 1
        } else {
            0
        };
        line.chars().skip(skipped)
    });
    let ends = behind.all(char::is_whitespace);
    TextError {
        message: info.to_owned(),
        position,
        torn: ends
            || ["end of stream", "EOF", "eof"]
                .iter()
                .any(|word| info.contains(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::write_yaml;

    #[test]
    fn what_is_read_is_written_again() {
        let check = |text: &str, json: &str| {
            let values = parse_yaml(text).unwrap();
            assert_eq!(values.len(), 1, "{text}");
            assert_eq!(values[0].to_json().to_string(), json, "{text}");
            let again = write_yaml(&values[0]);
            assert_eq!(parse_yaml(&again).unwrap(), values, "{again}");
        };
        check(
            "!1.0.0\nmeta:\n  id: a\nspec: !computed\n  partitions: 5\n",
            r#"{"1.0.0":{"meta":{"id":"a"},"spec":{"computed":{"partitions":5}}}}"#,
        );
        check(
            "a:\n- 1\n- - x\n  - y\n- b: 1\n  c: [2]\n",
            r#"{"a":[1,["x","y"],{"b":1,"c":[2]}]}"#,
        );
        check(
            "map: {0: [5001], 1: []}\n",
            r#"{"map":{"0":[5001],"1":[]}}"#,
        );
        check(
            "a: '1'\nb: \"yes\"\nc: no\nd: 012\ne: ''\nf: 'a: b'\ng: '- x'\nh: \"x\\ny\"\n",
            r#"{"a":"1","b":"yes","c":"no","d":"012","e":"","f":"a: b","g":"- x","h":"x\ny"}"#,
        );
        check("a: &x {k: 1}\nb: *x\n", r#"{"a":{"k":1},"b":{"k":1}}"#);
        check(
            "a: !t 3\nb: !u\nc: [!v {x: 1}, !w [1], !w s]\n",
            r#"{"a":{"t":3},"b":{"u":null},"c":[{"v":{"x":1}},{"w":[1]},{"w":"s"}]}"#,
        );
        check(
            "x: 2021-01-01\ny: 1:30\nz: .5\nw: --\n",
            r#"{"w":"--","x":"2021-01-01","y":"1:30","z":0.5}"#,
        );
    }

    #[test]
    fn documents_are_read_one_by_one() {
        assert_eq!(parse_yaml("a: 1\n---\nb: 2\n").unwrap().len(), 2);
        assert_eq!(parse_yaml("").unwrap().len(), 0);
        assert_eq!(parse_yaml("# only\n").unwrap().len(), 0);
    }

    #[test]
    fn errors_have_places_and_bounds_hold() {
        let check = |text: &str, expected: &str| {
            let error = parse_yaml(text).unwrap_err().to_string();
            assert!(error.contains(expected), "{text:.40}: {error}");
        };
        check("a: 1\na: 2\n", "2:1: found the key `a` twice");
        check("? [a]\n: 1\n", "a key that is no scalar");
        check("a: !<> b\n", "expected a tag between");
        check(&"[".repeat(10_000), "limit");
        check(&"- ".repeat(10_000), "at most 100 levels");
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..9 {
            let m = n - 1;
            bomb.push_str(&format!(
                "a{n}: &a{n} [{}]\n",
                vec![format!("*a{m}"); 10].join(", ")
            ));
        }
        check(&bomb, "values from aliases");
        assert!(parse_yaml("a: [1,\n").unwrap_err().torn);
        assert!(parse_yaml("a: \"x\n").unwrap_err().torn);
    }

    #[test]
    fn values_have_places() {
        let text = "!1.0.0\nspec:\n  r: !mirror\n    home:\n    - x: 1\n";
        let located = locate(text, 0, RootTag::Envelope);
        let place = |path: &str| located.get(path).map(|p| (p.line, p.column));
        assert_eq!(place("spec.r.mirror.home"), Some((4, 5)));
        assert_eq!(place("spec.r.mirror.home[0].x"), Some((5, 7)));
        assert_eq!(place("spec.nothing"), Some((2, 1)));
        assert_eq!(place("nothing"), Some((1, 1)));
    }

    #[test]
    fn a_tag_is_written_so_that_it_is_read_again() {
        for text in ["!1.0.0\na: 1\n", "!%21 aim\n", "a: !x%20y b\n", "!\n aim\n"] {
            let values = parse_yaml(text).unwrap();
            let written = write_yaml(&values[0]);
            assert_eq!(parse_yaml(&written).unwrap(), values, "{written}");
        }
    }
}
