//! A parsed schema: an arena of types, each with its place in the text it was written in.
//!
//! Invariants: every [`TypeRef`] names a type of the same arena; every default fits its type;
//! names are defined once; no union holds two types that a datum could not tell apart.

use super::by_name::ByName;
use super::logical::Logical;
use super::name::Name;
use crate::json::{Document, NodeId, NodeKind, Place, Value};
use ahash::AHashMap as HashMap;
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A type of one [`Schema`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeId(pub(super) u32);

impl TypeId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node of one of the schema's texts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Spot {
    pub(super) text: u32,
    pub(super) node: NodeId,
}

/// A use of a type: what it is, and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TypeRef {
    /// The type.
    pub id: TypeId,
    /// Where it is used: its definition, or its name.
    pub spot: Spot,
}

/// One Avro schema, parsed once and compared often. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Schema {
    pub(super) arena: Arc<Arena>,
    pub(super) root: TypeRef,
}

#[derive(Debug)]
pub(super) struct Arena {
    pub(super) texts: Vec<Document>,
    pub(super) types: Vec<Type>,
    pub(super) by_name: HashMap<SmolStr, TypeId>,
    pub(super) notes: Vec<Note>,
}

/// Something that the specification forbids or ignores, and that was read all the same.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Note {
    /// What, in one line.
    pub message: String,
    /// Where.
    pub spot: Spot,
}

/// A type of the arena.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Type {
    /// What it is.
    pub kind: Kind,
    /// What its values mean, where it says so and the specification lets it.
    pub logical: Option<Logical>,
    /// Where it is defined.
    pub spot: Spot,
    /// Where its documentation stands.
    pub doc: Option<Spot>,
    /// Members that the specification gives no meaning here, by name.
    pub properties: BTreeMap<SmolStr, Spot>,
}

/// The kinds of types. Complete: the specification has no other.
#[derive(Clone, Debug)]
pub enum Kind {
    /// No value but one.
    Null,
    /// True or false.
    Boolean,
    /// 32 bits, signed.
    Int,
    /// 64 bits, signed.
    Long,
    /// 32 bits, IEEE 754.
    Float,
    /// 64 bits, IEEE 754.
    Double,
    /// Any bytes.
    Bytes,
    /// Text.
    String,
    /// Items of one type.
    Array(TypeRef),
    /// Texts, each with a value of one type.
    Map(TypeRef),
    /// One of several types.
    Union(Union),
    /// Named fields.
    Record(Record),
    /// One of several symbols.
    Enum(Enum),
    /// So many bytes.
    Fixed(Fixed),
}

/// The branches of a union.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Union {
    /// In the order in which they are written.
    pub branches: Vec<TypeRef>,
}

/// A record, or an error of a protocol.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// Other full names it answers to.
    pub aliases: Vec<Name>,
    /// In the order in which they are written.
    pub fields: Vec<Field>,
    /// Whether it was declared as `error`.
    pub is_error: bool,
    pub(super) by_name: ByName,
}

impl Record {
    /// The index of a field, by its own name.
    pub fn field(&self, name: &str) -> Option<usize> {
        self.by_name.find(&self.fields, name)
    }

    /// As [`Record::field`]; quicker where the field stands at that index.
    pub(super) fn field_near(&self, name: &str, index: usize) -> Option<usize> {
        match self.fields.get(index) {
            Some(field) if *field.name == *name => Some(index),
            _ => self.field(name),
        }
    }
}

/// A field of a record.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Field {
    /// Its name.
    pub name: SmolStr,
    /// Other names it answers to.
    pub aliases: Vec<SmolStr>,
    /// The type of its values.
    pub kind: TypeRef,
    /// What a reader puts there if the writer has no such field.
    pub default: Option<Spot>,
    /// How it takes part in sorting.
    pub order: Order,
    /// Where it is defined.
    pub spot: Spot,
    /// Where its documentation stands.
    pub doc: Option<Spot>,
    /// Members that the specification gives no meaning here, by name.
    pub properties: BTreeMap<SmolStr, Spot>,
}

/// How a field takes part in sorting. Complete: the specification has no other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Order {
    /// Smaller first.
    #[default]
    Ascending,
    /// Greater first.
    Descending,
    /// Not at all.
    Ignore,
}

/// An enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Enum {
    /// Its name.
    pub name: Name,
    /// Other full names it answers to.
    pub aliases: Vec<Name>,
    /// In the order in which they are written.
    pub symbols: Vec<(SmolStr, Spot)>,
    /// The symbol that a reader takes for those it does not know.
    pub default: Option<usize>,
    pub(super) by_name: ByName,
}

impl Enum {
    /// The index of a symbol.
    pub fn symbol(&self, name: &str) -> Option<usize> {
        self.by_name.find(&self.symbols, name)
    }

    /// As [`Enum::symbol`]; quicker where the symbol stands at that index.
    pub(super) fn symbol_near(&self, name: &str, index: usize) -> Option<usize> {
        match self.symbols.get(index) {
            Some((symbol, _)) if **symbol == *name => Some(index),
            _ => self.symbol(name),
        }
    }
}

/// A fixed number of bytes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// Its name.
    pub name: Name,
    /// Other full names it answers to.
    pub aliases: Vec<Name>,
    /// In bytes.
    pub size: u32,
}

impl Schema {
    /// The outermost type.
    pub fn root(&self) -> TypeRef {
        self.root
    }

    /// A type of the arena.
    pub fn kind(&self, id: TypeId) -> &Type {
        &self.arena.types[id.index()]
    }

    /// How many types the arena holds.
    pub fn n_types(&self) -> usize {
        self.arena.types.len()
    }

    /// Line and column of a node.
    pub fn place(&self, spot: Spot) -> Place {
        self.arena.place(spot)
    }

    /// The JSON Pointer (RFC 6901) of a node in its text: `/fields/0/type`; empty at the root.
    ///
    /// Takes time in proportion to the depth of the node and the number of members on the way.
    pub fn pointer(&self, spot: Spot) -> String {
        let Some(text) = self.arena.texts.get(spot.text as usize) else {
            return String::new();
        };
        let mut pointer = String::new();
        let mut at = text.root();
        // Nodes are numbered as they end: what holds a node is the first sibling that is not
        // before it.
        while at != spot.node {
            let next = match text.kind(at) {
                NodeKind::Array(items) => {
                    let index = items.partition_point(|&item| item < spot.node);
                    items.get(index).map(|&item| (index.to_string(), item))
                }
                NodeKind::Object(members) => {
                    let holding = members.iter().filter(|&(_, part)| part >= spot.node);
                    let first = holding.min_by_key(|&(_, part)| part);
                    first.map(|(name, part)| (escaped(name), part))
                }
                _ => None,
            };
            let Some((step, inner)) = next else { break };
            pointer.push('/');
            pointer.push_str(&step);
            at = inner;
        }
        pointer
    }

    /// The index of the text that a node stands in, in the order in which they were given.
    pub fn text_index(&self, spot: Spot) -> usize {
        spot.text as usize
    }

    /// The JSON value at a node.
    pub fn value(&self, spot: Spot) -> Value {
        self.arena.value(spot)
    }

    /// The text with a number.
    pub(crate) fn text(&self, index: usize) -> Option<&Document> {
        self.arena.texts.get(index)
    }

    /// The byte offset at which a node starts in its text.
    pub(crate) fn start(&self, spot: Spot) -> usize {
        self.text(spot.text as usize)
            .map_or(0, |text| text.start(spot.node))
    }

    /// Whether a node says the same as one of another schema.
    pub(super) fn is_equal(&self, own: Spot, other: &Schema, its: Spot) -> bool {
        let texts = (self.text(own.text as usize), other.text(its.text as usize));
        match texts {
            (Some(text), Some(other)) => text.is_equal_at(own.node, other, its.node),
            _ => false,
        }
    }

    /// What was read although the specification forbids or ignores it.
    pub fn notes(&self) -> &[Note] {
        &self.arena.notes
    }

    /// The named types, by full name.
    pub fn names(&self) -> impl Iterator<Item = (&SmolStr, TypeId)> {
        let mut names: Vec<(&SmolStr, TypeId)> = Vec::with_capacity(self.arena.by_name.len());
        names.extend(self.arena.by_name.iter().map(|(name, &id)| (name, id)));
        names.sort_unstable();
        names.into_iter()
    }

    /// The schema of a named type.
    pub fn named(&self, full_name: &str) -> Option<Schema> {
        let id = *self.arena.by_name.get(full_name)?;
        let spot = self.kind(id).spot;
        Some(Schema {
            arena: self.arena.clone(),
            root: TypeRef { id, spot },
        })
    }

    /// How a type is called in a message: `record a.B`, `long`, `long (timestamp-millis)`.
    pub fn describe(&self, id: TypeId) -> String {
        let of = self.kind(id);
        let mut text = of.kind.word().to_owned();
        if let Some(name) = of.kind.name() {
            text.push_str(" `");
            text.push_str(name.full());
            text.push('`');
        }
        if let Some(logical) = &of.logical {
            text.push_str(&format!(" ({logical})"));
        }
        text
    }
}

/// A name as a part of a JSON Pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl Arena {
    pub(super) fn place(&self, spot: Spot) -> Place {
        let text = self.texts.get(spot.text as usize);
        text.map_or(Place { line: 1, column: 1 }, |text| text.place(spot.node))
    }

    pub(super) fn value(&self, spot: Spot) -> Value {
        let text = self.texts.get(spot.text as usize);
        text.map_or(Value::Null, |text| text.value(spot.node))
    }
}

impl Kind {
    /// The specification's word: `int`, `record`, ...
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Int => "int",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Bytes => "bytes",
            Kind::String => "string",
            Kind::Array(_) => "array",
            Kind::Map(_) => "map",
            Kind::Union(_) => "union",
            Kind::Record(_) => "record",
            Kind::Enum(_) => "enum",
            Kind::Fixed(_) => "fixed",
        }
    }

    /// Whether both have the same word.
    pub(super) fn is_like(&self, other: &Kind) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The primitive kind of that name.
    pub(super) fn primitive(word: &str) -> Option<Kind> {
        Some(match word {
            "null" => Kind::Null,
            "boolean" => Kind::Boolean,
            "int" => Kind::Int,
            "long" => Kind::Long,
            "float" => Kind::Float,
            "double" => Kind::Double,
            "bytes" => Kind::Bytes,
            "string" => Kind::String,
            _ => return None,
        })
    }

    /// The name of a named type.
    pub fn name(&self) -> Option<&Name> {
        match self {
            Kind::Record(record) => Some(&record.name),
            Kind::Enum(symbols) => Some(&symbols.name),
            Kind::Fixed(fixed) => Some(&fixed.name),
            _ => None,
        }
    }

    /// The aliases of a named type.
    pub fn aliases(&self) -> &[Name] {
        match self {
            Kind::Record(record) => &record.aliases,
            Kind::Enum(symbols) => &symbols.aliases,
            Kind::Fixed(fixed) => &fixed.aliases,
            _ => &[],
        }
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Order::Ascending => "ascending",
            Order::Descending => "descending",
            Order::Ignore => "ignore",
        })
    }
}
