//! XML with the places of its texts.

use roxmltree::{Document, Node};
use upsafe_core::LoadError;

use super::docs::Doc;
use crate::evidence::Text;

/// Deeper documents are refused: the parser calls itself for every level.
const DEEPEST: usize = 200;

/// Parses a document. One that declares entities, or is very deep, is refused.
pub(super) fn parse(doc: &Doc) -> Result<Document<'_>, LoadError> {
    if let Some(at) = too_deep(&doc.text) {
        let message = format!("expected at most {DEEPEST} levels of elements");
        return Err(doc.error(at, message));
    }
    Document::parse(&doc.text).map_err(|error| {
        let position = error.pos();
        let lines = doc.text.split_inclusive('\n');
        let before = usize::try_from(position.row).unwrap_or(1).saturating_sub(1);
        let start: usize = lines.take(before).map(str::len).sum();
        let told = error.to_string();
        let told = told.split(" at ").next().unwrap_or(&told).to_owned();
        let column = usize::try_from(position.col).unwrap_or(1).saturating_sub(1);
        doc.error(start + column, told)
    })
}

/// Where the elements are nested too deeply. Whatever is no element is skipped as the parser does it.
fn too_deep(text: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(found) = text.get(at..)?.find('<') {
        at += found;
        let rest = &text[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        let skipped = skipped.iter().find(|(open, _)| rest.starts_with(open));
        if let Some((open, close)) = skipped {
            at += open.len() + rest[open.len()..].find(close)? + close.len();
            continue;
        }
        let end = tag_end(rest)?;
        let tag = &rest[..end];
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with('/') {
            depth += 1;
        }
        if depth > DEEPEST {
            return Some(at);
        }
        at += end + 1;
    }
    None
}

/// Where the `>` of a tag is; one within quotes is none.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote: Option<u8> = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// A child by its local name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    let mut children = node.children();
    children.find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Children by their local name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    let named = |child: &Node<'a, 'i>| child.is_element() && child.tag_name().name() == name;
    node.children().filter(named).collect()
}

/// The text of a child, without white space around it.
pub(super) fn text(doc: &Doc, node: Node<'_, '_>, name: &str) -> Option<Text> {
    let node = child(node, name)?;
    let value = node.text()?;
    let trimmed = value.trim();
    if trimmed.is_empty() {
        return None;
    }
    let inner = node.first_child()?;
    let range = inner.range();
    let raw = doc.text.get(range.clone())?;
    let start = range.start + raw.find(trimmed).unwrap_or(0);
    Some(Text::new(trimmed, doc.place(start..start + trimmed.len())))
}
