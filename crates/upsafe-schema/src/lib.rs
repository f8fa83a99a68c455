//! Can every reader read what every writer may write?
//!
//! One relation stands under every format: `can_read(reader, writer)`. Its answer is a
//! [`Verdict`]: *compatible* with a proof, *incompatible* or *misread* with a witness document, or
//! *unknown* with the construct that defeated the prover. Never "compatible" without a proof,
//! never "incompatible" without a witness that an independent validator confirmed.
//!
//! A [`Mode`] says which pairs of a history are asked. [`Semantics`] says what reading means. A
//! [`Budget`] bounds the work in steps, so answers are the same on every machine. There is no
//! global state, and nothing is ever fetched.

pub mod any;
pub mod batch;
mod budget;
mod change;
mod decimal;
mod evidence;
pub mod format;
mod gate;
mod json;
mod load;
mod mode;
pub mod profile;
mod relation;
mod rules;
mod semantics;
mod set;
mod solve;
mod text;
mod told;
mod wording;
pub mod yaml;

pub use budget::Budget;
pub use change::{Breaks, Change, Location, UNCLAIMED, avro_changes};
pub use decimal::{Decimal, MAX_DIGITS};
pub use evidence::{ContractEvidence, Evidence, MarkedChange, PairAnswer, State, Version};
pub use gate::{Schemas, check, settle};
pub use json::{
    Document, Members, MembersIter, NodeId, NodeKind, ParseError, Place, Type, TypeSet, Value,
};
pub use load::{
    Commit, GitBinary, GitError, LoadRequest, Loaded, PairRequest, PairSide, Repository, TreeFile,
    load, load_pairs,
};
pub use mode::{Answer, Direction, Mode};
pub use relation::{Assumption, Method, Obstacle, Proof, Side, Unknown, Verdict, Witness};
pub use semantics::{Defaults, Formats, Semantics, Writers};
