//! What is stored: units as they lie in a store, and the objects in them.

use serde_json::Value as Json;
use upsafe_core::Position;

/// Something that is read and written as a whole: a file, a line, a key of a database.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its place: a path relative to the store, or a key.
    pub path: String,
    /// The line at which it starts, from 1.
    pub line: u32,
    /// What is expected in it.
    pub shape: Shape,
    /// The revision at which it was read, where the store has any.
    pub revision: Option<String>,
    /// Its bytes, or why there are none.
    pub bytes: Result<Vec<u8>, Unread>,
}

/// What is expected in a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// Documents of YAML, each an object or a list of objects.
    Yaml,
    /// One JSON text: an object or a list of objects.
    Json,
    /// One JSON text with its key in it.
    JsonLine,
    /// A file of Fluvio's local metadata store: its kind, and the key that its name tells.
    FluvioLocal {
        /// The folder's name.
        kind: String,
        /// The file's name without `.yaml`.
        stem: String,
    },
    /// A value of an etcd keyspace: an envelope of Kubernetes, or JSON or YAML.
    EtcdValue,
}

/// Why there is no object. Complete for reports: each is a cause of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UnreadCause {
    /// The bytes could not be read at all.
    Unavailable,
    /// The text ends in the middle, as after a write that was cut off.
    Torn,
    /// The text is none of its language.
    Syntax,
    /// The bytes are no text.
    NotUtf8,
    /// The version of the envelope is not known.
    UnknownVersion,
    /// The text is read, and is no object of this store.
    NoObject,
    /// Encrypted, or in a form that cannot be looked into: nobody can tell.
    Opaque,
}

/// Why there is no object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Which kind of reason.
    pub cause: UnreadCause,
    /// The reason.
    pub message: String,
    /// Where.
    pub position: Option<Position>,
}

impl Unread {
    /// A reason without a place.
    pub fn new(cause: UnreadCause, message: impl Into<String>) -> Self {
        Self {
            cause,
            message: message.into(),
            position: None,
        }
    }
}

/// Where an object stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectPlace {
    /// The unit.
    pub path: String,
    /// The line at which the unit starts, from 1.
    pub line: u32,
    /// Which document of the unit, from 0.
    pub document: usize,
    /// Which item, from 0, where the document is a list of objects.
    pub item: Option<usize>,
}

/// A stored object.
#[derive(Clone, Debug)]
pub struct Object {
    /// What findings call it.
    pub key: String,
    /// What kind of object it is, where it says so.
    pub kind: Option<String>,
    /// Where it stands.
    pub place: ObjectPlace,
    /// Its content as readers see it.
    pub view: Json,
    /// The text that holds it, for readers that are programs; shared by the documents of a unit.
    pub text: std::sync::Arc<str>,
    /// That its name and its place do not agree.
    pub misplaced: Option<String>,
}

/// A place without an object.
#[derive(Clone, Debug)]
pub struct Undecoded {
    /// What findings call it.
    pub key: String,
    /// What kind of object was expected, where that is known.
    pub kind: Option<String>,
    /// Where it stands.
    pub place: ObjectPlace,
    /// Why there is none.
    pub unread: Unread,
}

/// An object, or why there is none.
pub type Decoded = Result<Object, Box<Undecoded>>;
