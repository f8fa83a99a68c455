//! Members of an object of a definition, by type, with the place of every mistake.

use std::sync::Arc;

use crate::json::{Document, NodeId, NodeKind, ParseError};

/// A document that is read member by member.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) document: &'a Document,
    pub(super) at: NodeId,
}

impl<'a> Fields<'a> {
    pub(super) fn new(document: &'a Document, at: NodeId) -> Result<Fields<'a>, ParseError> {
        let fields = Fields { document, at };
        match document.kind(at) {
            NodeKind::Object(_) => Ok(fields),
            _ => Err(fields.wrong(at, "an object")),
        }
    }

    /// The member, unless it is absent or null.
    pub(super) fn member(&self, name: &str) -> Option<NodeId> {
        let node = self.document.member(self.at, name)?;
        (!self.document.kind(node).is_null()).then_some(node)
    }

    pub(super) fn text(&self, name: &str) -> Result<Option<Arc<str>>, ParseError> {
        let Some(node) = self.member(name) else {
            return Ok(None);
        };
        match self.document.string(node) {
            Some(text) => Ok(Some(Arc::from(text))),
            None => Err(self.wrong(node, &format!("a string as `{name}`"))),
        }
    }

    pub(super) fn needed_text(&self, name: &str) -> Result<Arc<str>, ParseError> {
        self.text(name)?
            .ok_or_else(|| self.refuse(self.at, format!("expected `{name}`")))
    }

    pub(super) fn flag(&self, name: &str) -> Result<Option<bool>, ParseError> {
        let Some(node) = self.member(name) else {
            return Ok(None);
        };
        match self.document.kind(node) {
            NodeKind::Bool(value) => Ok(Some(value)),
            _ => Err(self.wrong(node, &format!("a boolean as `{name}`"))),
        }
    }

    pub(super) fn object(&self, name: &str) -> Result<Option<Fields<'a>>, ParseError> {
        let Some(node) = self.member(name) else {
            return Ok(None);
        };
        match self.document.kind(node) {
            NodeKind::Object(_) => Ok(Some(Fields {
                document: self.document,
                at: node,
            })),
            _ => Err(self.wrong(node, &format!("an object as `{name}`"))),
        }
    }

    pub(super) fn list(&self, name: &str) -> Result<&'a [NodeId], ParseError> {
        let Some(node) = self.member(name) else {
            return Ok(&[]);
        };
        match self.document.kind(node) {
            NodeKind::Array(items) => Ok(items),
            _ => Err(self.wrong(node, &format!("a list as `{name}`"))),
        }
    }

    pub(super) fn texts(&self, name: &str) -> Result<Vec<Arc<str>>, ParseError> {
        let items = self.list(name)?;
        let text = |&node: &NodeId| match self.document.string(node) {
            Some(text) => Ok(Arc::from(text)),
            None => Err(self.wrong(node, &format!("strings in `{name}`"))),
        };
        items.iter().map(text).collect()
    }

    pub(super) fn refuse(&self, node: NodeId, message: String) -> ParseError {
        ParseError {
            message,
            place: self.document.place(node),
            limit: false,
        }
    }

    pub(super) fn wrong(&self, node: NodeId, expected: &str) -> ParseError {
        let found = match self.document.kind(node) {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::Array(_) => "a list",
            NodeKind::Object(_) => "an object",
        };
        self.refuse(node, format!("expected {expected}, found {found}"))
    }
}
