//! Avro: `.avsc` schemas, `.avpr` protocols, the header of `.avro` data files.
//!
//! A [`Schema`] is parsed once and compared often. [`can_read`] compares the pairs of types that
//! meet when a reader resolves what a writer wrote; [`compare`] also tells every disagreement
//! with the place on both sides. Invariants: "compatible" rests on a closed set of pairs, each
//! compared; "incompatible" and "misread" carry a value that was really encoded with the writer's
//! schema and decoded with the reader's.
//!
//! # How to ask
//!
//! [`File::read`] takes the bytes of a file of any kind; [`Schema::parse`] a text. [`can_read`]
//! answers for one reader and one writer, [`compare`] tells every disagreement too, [`changes`]
//! lists what is new, and [`judge`] says of each change whom it breaks.
//!
//! ```
//! use upsafe_schema::format::avro::{File, Rules, can_read, judge};
//! use upsafe_schema::{Breaks, Budget, Verdict};
//!
//! let old = br#"{"type":"record","name":"Order","fields":[{"name":"id","type":"long"}]}"#;
//! let new = br#"{"type":"record","name":"Order","fields":[
//!     {"name":"id","type":"long"}, {"name":"note","type":"string"}]}"#;
//! let (old, new) = (File::read(old)?, File::read(new)?);
//! for pair in File::pairs(&new, &old) {
//!     let (Some(reader), Some(writer)) = (pair.reader, pair.writer) else { continue };
//!     let verdict = can_read(&reader, &writer, Rules::default(), Budget::default());
//!     let Verdict::Incompatible(witness) = verdict else { panic!("{}", verdict.name()) };
//!     // What the writer may write, in Avro's JSON encoding and as bytes.
//!     assert_eq!(witness.document.json().to_string(), r#"{"id":0}"#);
//!     assert_eq!(witness.document.hex(), "00");
//!
//!     let judged = judge(&writer, &reader, Rules::default(), Budget::default());
//!     let change = &judged.changes[0];
//!     assert_eq!(change.kind.name(), "field-added");
//!     assert_eq!(change.breaks, Breaks::Readers);
//!     assert_eq!(reader.pointer(change.new), "/fields/1");
//! }
//! # Ok::<(), upsafe_schema::format::avro::SchemaError>(())
//! ```
//!
//! # Who confirms
//!
//! The decoder in `data` confirms: it is driven by the datum, was written after the
//! specification, and shares no code with the resolution core but the parsed schemas. The crate
//! `apache-avro` (0.22) is not used: it pulls 58 crates for a decoder that is wrong in the very
//! places users ask about. It refuses a record, enum or fixed that was renamed with an alias in
//! the reader, and a schema whose first use of a named type was deleted; its decoder cannot read
//! through a field alias, which its own checker calls compatible; it reads `bytes` with a
//! `decimal` as `fixed`, which Java cannot; it refuses bytes that are no UTF-8 as `string`, text
//! that is no UUID as `uuid`. The tests ask the official Python library and `fastavro` instead,
//! where they are installed.
//!
//! # Where readers differ
//!
//! The answer follows the specification, read as Java's `SchemaCompatibility` reads it; [`Rules`]
//! are the switches. Known differences:
//!
//! - Names: unqualified names must agree, or an alias of the reader must be the writer's full
//!   name. Java's *decoder* reads records whatever their names are. Aliases of the writer do not
//!   count.
//! - A reader's field that is two fields of the writer, by name and alias, is refused; Java's
//!   checker throws, other readers take one of the two.
//! - A reader's union takes the branch with the writer's full name (or an alias of it) first,
//!   then one with its short name, then the first that it is promoted to.
//! - `bytes` with a `decimal` and `fixed` with a `decimal` are not read as each other; Ruby and
//!   Rust say they are.
//! - `decimal`: another scale and a smaller precision are *misread*; the specification refuses
//!   every difference, Java none.
//! - A promotion from `long` to `float` or `double` and from `int` to `float` may lose digits;
//!   the specification allows it, and so it is compatible. Bytes that are no UTF-8 are text for
//!   Java; Python and Rust refuse them ([`Text`]).
//! - The official Python decoder knows no aliases, no default of an enum and no short names;
//!   `fastavro` does, but takes the first branch of a union that agrees by its short name.
//! - A writer's type without any value (a record that needs itself, an empty enum) is read by
//!   every decoder, as nothing is ever written; Java's checker refuses it where the types do not
//!   agree. There the answer is *unknown*.
//!
//! `.avdl` is not read: no kept library does, and the official tool turns it into `.avsc`.

mod by_name;
mod data;
mod diff;
mod logical;
mod name;
mod parse;
mod resolve;
mod rules;
mod schema;

pub use data::{Datum, DecodeError, EncodeError, Meaning, Refusal, decode, encode, read};
pub(crate) use diff::changes_within;
pub use diff::{Change, ChangeKind, Judgement, changes, judge};
pub use logical::Logical;
pub use name::Name;
pub use parse::{
    File, Header, MAGIC, MAX_BYTES, Message, Protocol, RootKind, RootPair, SchemaError,
};
pub use resolve::{Class, Comparison, Conflict, ConflictKind, Example, can_read, compare};
pub use rules::{Branches, Decimals, Meanings, Names, Rules, Text};
pub use schema::{
    Enum, Field, Fixed, Kind, Note, Order, Record, Schema, Spot, Type, TypeId, TypeRef, Union,
};
pub use smol_str::SmolStr;
