//! JSON with the places of its strings: values by serde, places by a scan of the same text.

use std::collections::BTreeMap;

use serde_json::Value;
use upsafe_core::{LoadError, Place, Span};

use super::docs::Doc;
use crate::evidence::Text;

/// Deeper documents are refused, as serde refuses them.
const DEEPEST: usize = 128;

/// A parsed document.
pub(crate) struct JsonText<'d> {
    doc: &'d Doc,
    pub(crate) value: Value,
    spans: BTreeMap<Vec<String>, Span>,
}

impl<'d> JsonText<'d> {
    pub(crate) fn parse(doc: &'d Doc) -> Result<Self, LoadError> {
        let text = doc.text.strip_prefix('\u{feff}').unwrap_or(&doc.text);
        let value = serde_json::from_str(text).map_err(|error| {
            let line = error.line().saturating_sub(1);
            let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
            let at = start + error.column().saturating_sub(1);
            let told = error.to_string();
            let told = told.split(" at line ").next().unwrap_or(&told).to_owned();
            doc.error(at + doc.text.len() - text.len(), told)
        })?;
        let mut scan = Scan {
            bytes: doc.text.as_bytes(),
            at: doc.text.len() - text.len(),
            spans: BTreeMap::new(),
        };
        // The text is JSON already; what the scan does not reach has no place, and that is all.
        scan.value(&mut Vec::new());
        Ok(Self {
            doc,
            value,
            spans: scan.spans,
        })
    }

    /// The value below keys.
    pub(crate) fn get(&self, keys: &[&str]) -> Option<&Value> {
        keys.iter()
            .try_fold(&self.value, |value, key| value.get(key))
    }

    pub(crate) fn text(&self, keys: &[&str]) -> Option<Text> {
        let value = self.get(keys)?.as_str()?;
        Some(Text::new(value, self.place(keys)))
    }

    pub(crate) fn place(&self, keys: &[&str]) -> Option<Place> {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        self.doc.place(self.spans.get(&keys)?.clone())
    }

    pub(crate) fn keys(&self, keys: &[&str]) -> Vec<String> {
        let object = self.get(keys).and_then(Value::as_object);
        object.map_or_else(Vec::new, |object| object.keys().cloned().collect())
    }
}

struct Scan<'s> {
    bytes: &'s [u8],
    at: usize,
    spans: BTreeMap<Vec<String>, Span>,
}

impl Scan<'_> {
    fn space(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn value(&mut self, path: &mut Vec<String>) -> Option<()> {
        self.space();
        let start = self.at;
        match *self.bytes.get(self.at)? {
            b'{' => self.members(path)?,
            b'[' => self.items(path)?,
            b'"' => drop(self.string()?),
            _ => {
                let end =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']') || byte.is_ascii_whitespace();
                while self.bytes.get(self.at).is_some_and(|byte| !end(byte)) {
                    self.at += 1;
                }
            }
        }
        self.spans.insert(path.clone(), start..self.at);
        Some(())
    }

    fn members(&mut self, path: &mut Vec<String>) -> Option<()> {
        if path.len() > DEEPEST {
            return None;
        }
        self.at += 1;
        loop {
            self.space();
            match *self.bytes.get(self.at)? {
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    let key = self.string()?;
                    self.space();
                    self.at += 1;
                    path.push(key);
                    self.value(path)?;
                    path.pop();
                }
            }
        }
    }

    fn items(&mut self, path: &mut Vec<String>) -> Option<()> {
        if path.len() > DEEPEST {
            return None;
        }
        self.at += 1;
        let mut nth = 0_usize;
        loop {
            self.space();
            match *self.bytes.get(self.at)? {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                b',' => self.at += 1,
                _ => {
                    path.push(nth.to_string());
                    self.value(path)?;
                    path.pop();
                    nth += 1;
                }
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        loop {
            match *self.bytes.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        serde_json::from_slice(self.bytes.get(start..self.at)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_have_places() {
        let doc = Doc {
            path: "package.json".to_owned(),
            text: "{\"a\": [1, {\"b\\\"\": \"x\"}],\n \"version\": \"1.2.3\"}".to_owned(),
            source: Some(upsafe_core::Sources::new().add("package.json", "")),
        };
        let json = JsonText::parse(&doc).unwrap();
        let check = |keys: &[&str], expected: &str| {
            let span = json.place(keys).unwrap().span.unwrap();
            assert_eq!(&doc.text[span], expected);
        };
        check(&["version"], "\"1.2.3\"");
        check(&["a", "1", "b\""], "\"x\"");
        assert_eq!(json.text(&["version"]).unwrap().value, "1.2.3");
    }
}
