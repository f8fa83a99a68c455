//! From the events of a YAML parser to documents: an explicit stack, aliases counted as expanded.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use super::scalar;
use crate::json::{Assembly, Document, Draft, MAX_DEPTH, NodeId, NodeKind, ParseError, Place};

/// The greatest number of values in one document, every alias written out.
pub const MAX_NODES: u64 = 2_000_000;

/// The bytes of names and strings that are kept in any case, however short the text is.
const SPARE: usize = 64 << 20;

/// What plain words mean.
///
/// Complete: the two readings that the tools at hand have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Words {
    /// As `kubectl` and the API server read: YAML 1.1, where `yes` and `on` are booleans and `0755` is octal.
    Kubernetes,
    /// The core schema of YAML 1.2, as most other readers have it; `!Tag value` is the object `{"Tag": value}`.
    Core,
}

/// One document of a text.
#[derive(Debug)]
pub struct YamlDocument {
    /// The tag of the outermost value, with its `!`; none where there is none, or one of YAML's own.
    pub tag: Option<String>,
    /// The value, with places in the whole text.
    pub document: Document,
}

/// Reads every document of a text. Documents that hold nothing at all are left out.
///
/// # Errors
/// Where the text is no YAML, holds what JSON cannot (a key that is no scalar, an infinite number,
/// a tag inside that is not YAML's own), or is beyond a limit; with the place.
pub fn documents(text: &str, words: Words) -> Result<Vec<YamlDocument>, ParseError> {
    let whole: Arc<str> = Arc::from(text);
    let mut reader = Reader::new(text, words);
    let mut parser = Parser::new_from_str(text);
    let mut found = Vec::new();
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let place = place_of(*error.marker());
            refused(place, format!("expected YAML: {}", error.info()))
        })?;
        match event {
            Event::DocumentEnd => found.extend(reader.finish(&whole)),
            event => reader.event(event, span.start)?,
        }
    }
    Ok(found)
}

enum Frame {
    List {
        at: Start,
        items: Vec<NodeId>,
    },
    Map {
        at: Start,
        members: BTreeMap<Arc<str>, NodeId>,
        merged: Vec<NodeId>,
        key: Option<Key>,
    },
}

/// Where a collection starts, and what it is known by.
struct Start {
    marker: Marker,
    anchor: usize,
    tag: Option<String>,
}

enum Key {
    Name(Arc<str>),
    Merge,
}

struct Reader<'a> {
    text: &'a str,
    words: Words,
    assembly: Assembly,
    /// Of each node: the values in it, aliases written out, and its depth.
    measures: Vec<(u64, usize)>,
    anchors: BTreeMap<usize, NodeId>,
    stack: Vec<Frame>,
    root: Option<NodeId>,
    tag: Option<String>,
    duplicates: Vec<(Arc<str>, Place)>,
    marks: OnceLock<Vec<usize>>,
}

/// How many characters lie between two remembered offsets.
const STEP: usize = 256;

impl<'a> Reader<'a> {
    fn new(text: &'a str, words: Words) -> Reader<'a> {
        Reader {
            text,
            words,
            assembly: Assembly::default(),
            measures: Vec::new(),
            anchors: BTreeMap::new(),
            stack: Vec::new(),
            root: None,
            tag: None,
            duplicates: Vec::new(),
            marks: OnceLock::new(),
        }
    }

    /// The document that ends here; none where it is empty.
    fn finish(&mut self, whole: &Arc<str>) -> Option<YamlDocument> {
        self.anchors.clear();
        self.measures.clear();
        let assembly = std::mem::take(&mut self.assembly);
        let duplicates = std::mem::take(&mut self.duplicates);
        let tag = self.tag.take();
        let root = self.root.take()?;
        let is_empty = assembly.len() == 1 && assembly.kind(root).is_null();
        (!is_empty || tag.is_some()).then(|| YamlDocument {
            tag,
            document: assembly.finish(whole.clone(), root, duplicates),
        })
    }

    fn event(&mut self, event: Event<'_>, marker: Marker) -> Result<(), ParseError> {
        match event {
            Event::SequenceStart(anchor, tag) => {
                let at = self.start(marker, anchor, tag.as_deref())?;
                let items = Vec::new();
                self.open(Frame::List { at, items }, marker)
            }
            Event::MappingStart(anchor, tag) => {
                let at = self.start(marker, anchor, tag.as_deref())?;
                let frame = Frame::Map {
                    at,
                    members: BTreeMap::new(),
                    merged: Vec::new(),
                    key: None,
                };
                self.open(frame, marker)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(&text, style, anchor, tag.as_deref(), marker)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(&node) => self.place(node, 0, marker),
                None => {
                    let message = "expected an anchor that is complete before its alias";
                    Err(refused(place_of(marker), message.to_owned()))
                }
            },
            _ => Ok(()),
        }
    }

    fn start(&self, marker: Marker, anchor: usize, tag: Option<&Tag>) -> Result<Start, ParseError> {
        let tag = match tag {
            Some(tag) if !tag.is_yaml_core_schema() => Some(own_tag(tag)),
            _ => None,
        };
        Ok(Start {
            marker,
            anchor,
            tag,
        })
    }

    fn open(&mut self, frame: Frame, marker: Marker) -> Result<(), ParseError> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(too_deep(marker));
        }
        if matches!(self.stack.last(), Some(Frame::Map { key: None, .. })) {
            return Err(complex_key(marker));
        }
        self.stack.push(frame);
        Ok(())
    }

    fn close(&mut self) -> Result<(), ParseError> {
        let (at, node) = match self.stack.pop() {
            Some(Frame::List { at, items }) => {
                let node = self.push(Draft::Array(&items), at.marker)?;
                (at, node)
            }
            Some(Frame::Map {
                at,
                mut members,
                merged,
                ..
            }) => {
                for node in merged {
                    self.merge(node, &mut members, at.marker)?;
                }
                let members: Vec<(Arc<str>, NodeId)> = members.into_iter().collect();
                let node = self.push(Draft::Object(&members), at.marker)?;
                (at, node)
            }
            None => return Ok(()),
        };
        let node = self.tagged(node, at.tag, at.marker)?;
        self.place(node, at.anchor, at.marker)
    }

    /// What `<<` brings in, where it is not written here.
    fn merge(
        &self,
        node: NodeId,
        members: &mut BTreeMap<Arc<str>, NodeId>,
        marker: Marker,
    ) -> Result<(), ParseError> {
        let parts = match self.assembly.kind(node) {
            NodeKind::Array(items) => items,
            _ => &[node],
        };
        for &part in parts {
            let NodeKind::Object(others) = self.assembly.kind(part) else {
                let message = "expected an object, or a list of objects, as the value of `<<`";
                return Err(refused(place_of(marker), message.to_owned()));
            };
            for (name, other) in others {
                members.entry(Arc::from(name)).or_insert(other);
            }
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        marker: Marker,
    ) -> Result<(), ParseError> {
        if let Some(Frame::Map {
            key: key @ None, ..
        }) = self.stack.last_mut()
        {
            let is_merge = text == "<<" && style == ScalarStyle::Plain;
            *key = Some(match is_merge {
                true => Key::Merge,
                false => Key::Name(Arc::from(text)),
            });
            return Ok(());
        }
        let core = tag.filter(|tag| tag.is_yaml_core_schema());
        let refuse = |message| refused(place_of(marker), message);
        let text_kind = || Draft::String(text);
        let kind = match core.map(|tag| tag.suffix.as_str()) {
            Some("str" | "binary" | "timestamp") => text_kind(),
            Some("int" | "float") => match scalar::number(text, self.words) {
                Some(number) => Draft::Number(number.map_err(refuse)?),
                None => return Err(refuse(format!("expected a number, found `{text}`"))),
            },
            _ if style != ScalarStyle::Plain => text_kind(),
            _ => scalar::plain(text, self.words).map_err(refuse)?,
        };
        let node = self.push(kind, marker)?;
        let own = tag.filter(|tag| !tag.is_yaml_core_schema()).map(own_tag);
        let node = self.tagged(node, own, marker)?;
        self.place(node, anchor, marker)
    }

    /// A value under a tag that is not YAML's own.
    fn tagged(
        &mut self,
        node: NodeId,
        tag: Option<String>,
        marker: Marker,
    ) -> Result<NodeId, ParseError> {
        let Some(tag) = tag.filter(|tag| tag != "!") else {
            return Ok(node);
        };
        if self.stack.is_empty() {
            self.tag = Some(tag);
            return Ok(node);
        }
        if self.words == Words::Kubernetes {
            let message = format!("expected a value without a tag, found `{tag}`");
            return Err(refused(place_of(marker), message));
        }
        let name: Arc<str> = Arc::from(tag.trim_start_matches('!'));
        self.push(Draft::Object(&[(name, node)]), marker)
    }

    /// Puts a complete value where it belongs.
    fn place(&mut self, node: NodeId, anchor: usize, marker: Marker) -> Result<(), ParseError> {
        if anchor > 0 {
            self.anchors.insert(anchor, node);
        }
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map {
                members,
                merged,
                key,
                ..
            }) => match key.take() {
                Some(Key::Merge) => merged.push(node),
                Some(Key::Name(name)) => {
                    if members.insert(name.clone(), node).is_some() {
                        self.duplicates.push((name, place_of(marker)));
                    }
                }
                None => return Err(complex_key(marker)),
            },
        }
        Ok(())
    }

    fn push(&mut self, draft: Draft<'_>, marker: Marker) -> Result<NodeId, ParseError> {
        let (mut size, mut depth) = (1_u64, 0);
        let mut add = |part: &NodeId| {
            let measure = self.measures.get(part.index()).copied();
            let (n, deep) = measure.unwrap_or((1, 0));
            size = size.saturating_add(n);
            depth = depth.max(deep + 1);
        };
        match &draft {
            Draft::Array(items) => items.iter().for_each(&mut add),
            Draft::Object(members) => members.iter().for_each(|(_, part)| add(part)),
            _ => {}
        }
        if size > MAX_NODES || self.assembly.len() as u64 >= MAX_NODES {
            let message = format!("more than {MAX_NODES} values, aliases written out");
            return Err(limit(place_of(marker), message));
        }
        if depth > MAX_DEPTH {
            return Err(too_deep(marker));
        }
        // What `<<` brings in is kept once more.
        let most = self.text.len().saturating_mul(4).saturating_add(SPARE);
        let most = most.min(Assembly::MAX_BYTES);
        if self.assembly.n_bytes().saturating_add(draft.n_bytes()) > most {
            let message = format!("more than {most} bytes of names and strings, `<<` written out");
            return Err(limit(place_of(marker), message));
        }
        let start = self.offset(marker.index());
        self.measures.push((size, depth));
        Ok(self.assembly.push(start, draft))
    }

    /// The byte offset of a character.
    fn offset(&self, index: usize) -> usize {
        if self.text.is_ascii() {
            return index.min(self.text.len());
        }
        let marks = self.marks.get_or_init(|| {
            let starts = self.text.char_indices().map(|(at, _)| at);
            starts.step_by(STEP).collect()
        });
        let base = marks.get(index / STEP).copied().unwrap_or(self.text.len());
        let within = self.text[base..].char_indices().nth(index % STEP);
        within.map_or(self.text.len(), |(at, _)| base + at)
    }
}

fn own_tag(tag: &Tag) -> String {
    tag.to_string()
}

fn place_of(marker: Marker) -> Place {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Place {
        line: number(marker.line()),
        column: number(marker.col().saturating_add(1)),
    }
}

fn refused(place: Place, message: String) -> ParseError {
    ParseError {
        message,
        place,
        limit: false,
    }
}

fn limit(place: Place, message: String) -> ParseError {
    ParseError {
        message,
        place,
        limit: true,
    }
}

fn too_deep(marker: Marker) -> ParseError {
    let message = format!("nesting deeper than {MAX_DEPTH} levels");
    limit(place_of(marker), message)
}

fn complex_key(marker: Marker) -> ParseError {
    let message = "expected a scalar as a key, found a collection or an alias";
    refused(place_of(marker), message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, words: Words) -> String {
        match documents(text, words) {
            Err(error) => error.to_string(),
            Ok(found) => {
                let shown = found.iter().map(|one| {
                    let tag = one
                        .tag
                        .as_ref()
                        .map_or(String::new(), |tag| format!("{tag} "));
                    format!("{tag}{}", one.document.value(one.document.root()))
                });
                shown.collect::<Vec<_>>().join(" | ")
            }
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(read(text, Words::Kubernetes), expected, "{text}");
    }

    #[test]
    fn documents_are_read() {
        check("a: 1\nb: [x, 'y', \"z\"]\n", r#"{"a":1,"b":["x","y","z"]}"#);
        check("---\n# nothing\n---\na: yes\n---\n", r#"{"a":true}"#);
        check("a: 1\n---\n- 2\n", r#"{"a":1} | [2]"#);
        check("{\"a\": {\"b\": null}}", r#"{"a":{"b":null}}"#);
        check(
            "a: |\n  x\n  y\nb: >-\n  p\n  q\n",
            r#"{"a":"x\ny\n","b":"p q"}"#,
        );
        check(
            "a: &x {k: 1}\nb: *x\nc: {<<: *x, l: 2}\n",
            r#"{"a":{"k":1},"b":{"k":1},"c":{"k":1,"l":2}}"#,
        );
        check("!1.0.0\na: 1\n", r#"!1.0.0 {"a":1}"#);
        check("a: !!str 5", r#"{"a":"5"}"#);
        assert_eq!(read("a: !B {c: 1}", Words::Core), r#"{"a":{"B":{"c":1}}}"#);
    }

    #[test]
    fn errors_say_where() {
        check(
            "a: [1\n",
            "expected YAML: while parsing a flow sequence, expected ',' or ']' at line 2, column 1",
        );
        check(
            "a: !B 1",
            "expected a value without a tag, found `!B` at line 1, column 4",
        );
        check(
            "? [a]\n: 1\n",
            "expected a scalar as a key, found a collection or an alias at line 1, column 3",
        );
        check(
            "a:\n  b: .inf\n",
            "expected a finite number, found `.inf` at line 2, column 6",
        );
        check(
            &"[".repeat(200),
            "nesting deeper than 192 levels at line 1, column 193",
        );
    }

    #[test]
    fn depth_is_bounded_in_every_style() {
        let check = |text: &str| {
            let found = read(text, Words::Kubernetes);
            assert!(
                found.contains("nesting deeper") || found.contains("recursion limit"),
                "{found}"
            );
        };
        check(&"[".repeat(50_000));
        check(&"- ".repeat(50_000));
        check(&"{a: ".repeat(50_000));
        let block: Vec<String> = (0..400).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
        check(&block.concat());
    }

    #[test]
    fn aliases_do_not_explode() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let parts = vec![format!("*a{}", n - 1); 10].join(", ");
            text.push_str(&format!("a{n}: &a{n} [{parts}]\n"));
        }
        let found = read(&text, Words::Kubernetes);
        assert!(
            found.starts_with("more than 2000000 values, aliases written out at line"),
            "{found}"
        );
    }

    #[test]
    fn what_is_merged_does_not_explode() {
        let mut text = format!("a: &a {{{}: 1}}\nb:\n", "n".repeat(1 << 20));
        text.push_str(&"- {<<: *a}\n".repeat(100));
        let found = read(&text, Words::Kubernetes);
        let expected = "bytes of names and strings, `<<` written out at line";
        assert!(
            found.contains(expected),
            "{}",
            &found[..200.min(found.len())]
        );
    }

    #[test]
    fn places_are_those_of_the_text() {
        let check = |text: &str, path: &[&str], expected: (u32, u32)| {
            let found = documents(text, Words::Kubernetes).unwrap();
            let document = &found.last().unwrap().document;
            let mut node = document.root();
            for name in path {
                node = document.member(node, name).unwrap();
            }
            let place = document.place(node);
            assert_eq!((place.line, place.column), expected, "{text}");
        };
        check("a:\n  b: 1\n", &["a", "b"], (2, 6));
        check("a:\r\n  b: 1\r\n", &["a", "b"], (2, 6));
        check(
            "\u{fc}: 0\na:\n  b: \"\u{20ac}\"\n  c: 2",
            &["a", "c"],
            (4, 6),
        );
        check("a: 1\n---\nb:\n  c: x\n", &["b"], (4, 3));
    }

    #[test]
    fn names_written_twice_are_told() {
        let found = documents("a: 1\na: 2\n", Words::Kubernetes).unwrap();
        let (name, place) = &found[0].document.duplicates()[0];
        assert_eq!((&**name, place.line), ("a", 2));
    }
}
