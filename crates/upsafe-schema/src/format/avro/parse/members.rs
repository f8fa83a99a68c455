//! Reading the members of JSON objects, with errors that say what was expected and where.

use super::super::name::quoted;
use super::super::schema::{Kind, Note, Spot, Type, TypeId, TypeRef};
use super::error::SchemaError;
use crate::json::{Document, Key, Members, NodeId, NodeKind, Place};
use ahash::AHashMap as HashMap;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::mem::Discriminant;

/// How many values of a text become one type: fewer than in most texts.
const NODES_A_TYPE: usize = 8;

/// The state of one parse: the types found so far in texts that are read already.
#[derive(Debug)]
pub(super) struct Builder<'t> {
    texts: &'t [Document],
    pub(super) types: Vec<Type>,
    pub(super) by_name: HashMap<SmolStr, TypeId>,
    /// Primitive types that are used by their word alone.
    pub(super) plain: Vec<(Discriminant<Kind>, TypeId)>,
    pub(super) pending: Vec<super::references::Pending<'t>>,
    pub(super) roots: Vec<TypeRef>,
    pub(super) notes: Vec<Note>,
}

pub(super) type Result<T> = std::result::Result<T, SchemaError>;

/// Members that have no meaning, by name.
pub(super) type Properties = BTreeMap<SmolStr, Spot>;

/// An object of a text.
#[derive(Clone, Copy)]
pub(super) struct Object<'t> {
    pub(super) spot: Spot,
    pub(super) members: Members<'t>,
}

impl Object<'_> {
    /// A part of the object.
    fn part(&self, node: NodeId) -> Spot {
        Spot { node, ..self.spot }
    }

    pub(super) fn member(&self, name: &str) -> Option<Spot> {
        self.members.get(name).map(|node| self.part(node))
    }

    /// The members by the names that have a meaning there, and those without one.
    pub(super) fn matched<const N: usize>(
        &self,
        known: &[Key<'_>; N],
    ) -> ([Option<Spot>; N], Properties) {
        let (mut found, mut properties) = ([None; N], BTreeMap::new());
        for (name, node) in self.members.matched(known) {
            let member = self.part(node);
            match name {
                Ok(at) => found[at] = Some(member),
                Err(name) => drop(properties.insert(SmolStr::from(name), member)),
            }
        }
        (found, properties)
    }
}

/// Reads a text as JSON; it is the one with that number.
pub(super) fn document(text: &str, number: usize) -> Result<Document> {
    let document = Document::parse(text).map_err(|error| SchemaError::json(error, number))?;
    without_duplicates(document, number)
}

/// The text with that number, unless a name is written twice in it.
pub(super) fn without_duplicates(document: Document, number: usize) -> Result<Document> {
    if let Some((name, place)) = document.duplicates().first() {
        let message = format!("member {} is written twice in one object", quoted(name));
        return Err(SchemaError::new(message, *place, number));
    }
    Ok(document)
}

impl<'t> Builder<'t> {
    pub(super) fn new(texts: &'t [Document]) -> Builder<'t> {
        let n_nodes: usize = texts.iter().map(Document::len).sum();
        Builder {
            texts,
            types: Vec::with_capacity(n_nodes / NODES_A_TYPE),
            by_name: HashMap::new(),
            plain: Vec::new(),
            pending: Vec::new(),
            roots: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The outermost value of a text.
    pub(super) fn top(&self, number: usize) -> Spot {
        Spot {
            text: u32::try_from(number).unwrap_or(u32::MAX),
            node: self.texts[number].root(),
        }
    }

    fn document(&self, spot: Spot) -> &'t Document {
        &self.texts[spot.text as usize]
    }

    pub(super) fn node(&self, spot: Spot) -> NodeKind<'t> {
        self.document(spot).kind(spot.node)
    }

    pub(super) fn is_null(&self, spot: Spot) -> bool {
        self.node(spot).is_null()
    }

    pub(super) fn place(&self, spot: Spot) -> Place {
        self.document(spot).place(spot.node)
    }

    pub(super) fn error(&self, spot: Spot, message: impl Into<String>) -> SchemaError {
        SchemaError::new(message.into(), self.place(spot), spot.text as usize)
    }

    pub(super) fn note(&mut self, spot: Spot, message: String) {
        self.notes.push(Note { message, spot });
    }

    pub(super) fn member(&self, spot: Spot, name: &str) -> Option<Spot> {
        let node = self.document(spot).member(spot.node, name)?;
        Some(Spot { node, ..spot })
    }

    pub(super) fn required(&self, spot: Spot, name: &str, of: impl Display) -> Result<Spot> {
        self.needed(self.member(spot, name), spot, name, of)
    }

    /// A member that must be there.
    pub(super) fn needed(
        &self,
        member: Option<Spot>,
        spot: Spot,
        name: &str,
        of: impl Display,
    ) -> Result<Spot> {
        member.ok_or_else(|| self.error(spot, format!("expected `{name}` in {of}")))
    }

    fn unexpected(&self, spot: Spot, what: &str) -> SchemaError {
        let found = found(self.node(spot));
        self.error(spot, format!("expected {what}, found {found}"))
    }

    pub(super) fn object(&self, spot: Spot, what: &str) -> Result<Object<'t>> {
        match self.node(spot) {
            NodeKind::Object(members) => Ok(Object { spot, members }),
            _ => Err(self.unexpected(spot, what)),
        }
    }

    pub(super) fn text(&self, spot: Spot, what: &str) -> Result<&'t str> {
        match self.node(spot) {
            NodeKind::String(text) => Ok(text),
            _ => Err(self.unexpected(spot, what)),
        }
    }

    pub(super) fn items(
        &self,
        spot: Spot,
        what: &str,
    ) -> Result<impl ExactSizeIterator<Item = Spot> + use<'t>> {
        match self.node(spot) {
            NodeKind::Array(items) => Ok(items.iter().map(move |&node| Spot { node, ..spot })),
            _ => Err(self.unexpected(spot, what)),
        }
    }

    /// The members of an object in the order in which they stand in the text.
    pub(super) fn members(&self, spot: Spot, what: &str) -> Result<Vec<(&'t str, Spot)>> {
        let mut list: Vec<(&str, NodeId)> = self.object(spot, what)?.members.iter().collect();
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
    pub(super) fn doc(&self, member: Option<Spot>) -> Option<Spot> {
        member.filter(|&doc| matches!(self.node(doc), NodeKind::String(_)))
    }
}

/// How a JSON node is called in a message.
pub(super) fn found(node: NodeKind<'_>) -> String {
    match node {
        NodeKind::Null => "`null`".to_owned(),
        NodeKind::Bool(value) => format!("`{value}`"),
        NodeKind::Number(value) => quoted(&value.to_string()),
        NodeKind::String(text) => format!("the text {}", quoted(text)),
        NodeKind::Array(_) => "an array".to_owned(),
        NodeKind::Object(_) => "an object".to_owned(),
    }
}
