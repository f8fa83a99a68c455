//! Reading the members of JSON objects, with errors that say what was expected and where.

use super::super::name::quoted;
use super::super::schema::{Note, Spot, Type, TypeId, TypeRef};
use super::error::SchemaError;
use crate::json::{Document, NodeId, NodeKind};
use ahash::AHashMap as HashMap;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

/// The state of one parse: the texts read so far and the types found in them.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) texts: Vec<Arc<Document>>,
    pub(super) types: Vec<Type>,
    pub(super) by_name: BTreeMap<Arc<str>, TypeId>,
    pub(super) plain: HashMap<&'static str, TypeId>,
    pub(super) pending: Vec<super::references::Pending>,
    pub(super) roots: Vec<TypeRef>,
    pub(super) notes: Vec<Note>,
}

pub(super) type Result<T> = std::result::Result<T, SchemaError>;

impl Builder {
    /// Takes in one more text.
    pub(super) fn add_text(&mut self, text: &str) -> Result<Spot> {
        let number = self.texts.len();
        let document = Document::parse(text).map_err(|error| SchemaError::json(error, number))?;
        if let Some((name, place)) = document.duplicates().first() {
            let message = format!("member {} is written twice in one object", quoted(name));
            return Err(SchemaError::new(message, *place, number));
        }
        let spot = Spot {
            text: u32::try_from(number).unwrap_or(u32::MAX),
            node: document.root(),
        };
        self.texts.push(Arc::new(document));
        Ok(spot)
    }

    pub(super) fn document(&self, spot: Spot) -> Arc<Document> {
        self.texts[spot.text as usize].clone()
    }

    pub(super) fn node(&self, spot: Spot) -> &NodeKind {
        self.texts[spot.text as usize].kind(spot.node)
    }

    pub(super) fn error(&self, spot: Spot, message: impl Into<String>) -> SchemaError {
        let place = self.texts[spot.text as usize].place(spot.node);
        SchemaError::new(message.into(), place, spot.text as usize)
    }

    pub(super) fn note(&mut self, spot: Spot, message: String) {
        self.notes.push(Note { message, spot });
    }

    pub(super) fn member(&self, spot: Spot, name: &str) -> Option<Spot> {
        let node = self.texts[spot.text as usize].member(spot.node, name)?;
        Some(Spot { node, ..spot })
    }

    pub(super) fn required(&self, spot: Spot, name: &str, of: impl Display) -> Result<Spot> {
        self.member(spot, name)
            .ok_or_else(|| self.error(spot, format!("expected `{name}` in {of}")))
    }

    /// Whether it is an object.
    pub(super) fn check_object(&self, spot: Spot, what: &str) -> Result<()> {
        match self.node(spot) {
            NodeKind::Object(_) => Ok(()),
            other => Err(self.error(spot, format!("expected {what}, found {}", found(other)))),
        }
    }

    pub(super) fn text(&self, spot: Spot, what: &str) -> Result<Arc<str>> {
        match self.node(spot) {
            NodeKind::String(text) => Ok(text.clone()),
            other => Err(self.error(spot, format!("expected {what}, found {}", found(other)))),
        }
    }

    pub(super) fn items(&self, spot: Spot, what: &str) -> Result<Vec<Spot>> {
        match self.node(spot) {
            NodeKind::Array(items) => Ok(items.iter().map(|&node| Spot { node, ..spot }).collect()),
            other => Err(self.error(spot, format!("expected {what}, found {}", found(other)))),
        }
    }

    /// The members of an object in the order in which they stand in the text.
    pub(super) fn members(&self, spot: Spot, what: &str) -> Result<Vec<(Arc<str>, Spot)>> {
        let NodeKind::Object(members) = self.node(spot) else {
            let other = found(self.node(spot));
            return Err(self.error(spot, format!("expected {what}, found {other}")));
        };
        let mut list: Vec<(Arc<str>, NodeId)> = members
            .iter()
            .map(|(name, &node)| (name.clone(), node))
            .collect();
        // Nodes are numbered as they end, so their order is that of the text.
        list.sort_by_key(|&(_, node)| node);
        Ok(list
            .into_iter()
            .map(|(name, node)| (name, Spot { node, ..spot }))
            .collect())
    }

    pub(super) fn whole(&self, spot: Spot, what: &str) -> Result<u32> {
        if let NodeKind::Number(number) = self.node(spot)
            && let Some(number) = number
                .to_u64()
                .and_then(|number| u32::try_from(number).ok())
        {
            return Ok(number);
        }
        let other = self.document(spot).value(spot.node).to_string();
        Err(self.error(spot, format!("expected {what}, found {}", quoted(&other))))
    }

    /// `doc`, where it is a text.
    pub(super) fn doc(&self, spot: Spot) -> Option<Arc<str>> {
        let doc = self.member(spot, "doc")?;
        match self.node(doc) {
            NodeKind::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The members of an object that have no meaning there.
    pub(super) fn properties(&self, spot: Spot, known: &[&str]) -> BTreeMap<Arc<str>, Spot> {
        let NodeKind::Object(members) = self.node(spot) else {
            return BTreeMap::new();
        };
        let other = members
            .iter()
            .filter(|(name, _)| !known.contains(&name.as_ref()));
        other
            .map(|(name, &node)| (name.clone(), Spot { node, ..spot }))
            .collect()
    }
}

/// How a JSON node is called in a message.
pub(super) fn found(node: &NodeKind) -> String {
    match node {
        NodeKind::Null => "`null`".to_owned(),
        NodeKind::Bool(value) => format!("`{value}`"),
        NodeKind::Number(value) => quoted(&value.to_string()),
        NodeKind::String(text) => format!("the text {}", quoted(text)),
        NodeKind::Array(_) => "an array".to_owned(),
        NodeKind::Object(_) => "an object".to_owned(),
    }
}
