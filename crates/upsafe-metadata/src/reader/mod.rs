//! Who will read what is stored: a schema, or the new program itself.
//!
//! What must stay true: a reader is asked about one object at a time, never writes to a store, and
//! gives every reason it has, not only the first.

mod crash;
mod crd;
mod difference;
mod errors;
mod json_schema;
mod judge;
mod program;
mod schemas;
mod shape;

pub use crd::CrdReader;
pub use difference::{Difference, differences};
pub use json_schema::JsonSchemaReader;
pub use judge::Judge;
pub use program::{Program, ProgramError};
pub use schemas::{ReaderError, SchemaFormat, SchemaReader, UnknownFields, UnknownKinds};

use serde_json::Value as Json;

use crate::object::Object;

/// What becomes of a stored object. The order is that of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Read whole, and may be written again.
    Fine,
    /// Nobody can tell.
    Unverifiable,
    /// The reader takes it; a client of the reader will not.
    ClientBreaking,
    /// Read whole, and refused at its next write.
    UpdateBlocked,
    /// Read without some of its fields, which are gone at the next write.
    Lossy,
    /// Not read at all.
    Unreadable,
}

impl Verdict {
    /// All of them, worst first.
    pub const ALL: [Self; 6] = [
        Self::Unreadable,
        Self::Lossy,
        Self::UpdateBlocked,
        Self::ClientBreaking,
        Self::Unverifiable,
        Self::Fine,
    ];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Unverifiable => "unverifiable",
            Self::ClientBreaking => "client-breaking",
            Self::UpdateBlocked => "update-blocked",
            Self::Lossy => "lossy",
            Self::Unreadable => "unreadable",
        }
    }
}

/// One reason for a verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// The verdict that follows from it.
    pub verdict: Verdict,
    /// The path of the value that it is about.
    pub path: String,
    /// The reason in words that are the same for every object with it.
    pub reason: String,
    /// The value that it is about, or that is lost.
    pub value: Option<Json>,
    /// What the reader said in full, where that is more than the reason.
    pub detail: Option<String>,
    /// How to mend it, where what helps against others of this verdict does not.
    pub help: Option<&'static str>,
}

impl Cause {
    /// A reason without a value.
    pub fn new(verdict: Verdict, path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            verdict,
            path: path.into(),
            reason: reason.into(),
            value: None,
            detail: None,
            help: None,
        }
    }

    pub(crate) fn with_value(mut self, value: Option<Json>) -> Self {
        self.value = value;
        self
    }
}

/// How a reader took an object.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Every reason against it; none where it is fine.
    pub causes: Vec<Cause>,
    /// The object after reading.
    pub seen: Seen,
}

/// An object after reading. Complete: it was not read, or as it is, or as something else.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Seen {
    /// It was not read, or nobody knows as what.
    #[default]
    Nothing,
    /// As it is stored.
    AsStored,
    /// As this.
    As(Json),
}

impl Seen {
    /// The object after reading; `stored` is the object before.
    pub fn of<'j>(&'j self, stored: &'j Json) -> Option<&'j Json> {
        match self {
            Self::Nothing => None,
            Self::AsStored => Some(stored),
            Self::As(read) => Some(read),
        }
    }
}

impl Reading {
    /// The worst verdict.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.causes.iter().map(|cause| cause.verdict);
        verdicts.max().unwrap_or(Verdict::Fine)
    }
}

/// Reads objects as the new version will.
pub trait Reader: Sync {
    /// What it is, in the user's words.
    fn describe(&self) -> String;

    /// Reads one object.
    fn read(&self, object: &Object) -> Reading;
}
