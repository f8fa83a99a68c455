//! XML with the places of its texts.

use roxmltree::{Document, Node};
use upsafe_core::LoadError;

use super::docs::Doc;
use crate::evidence::Text;

/// Parses a document. Entities that it declares itself are refused.
pub(super) fn parse(doc: &Doc) -> Result<Document<'_>, LoadError> {
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
