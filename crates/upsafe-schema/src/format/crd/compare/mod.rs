//! One definition against another: every change, whom it breaks, and an object that shows it.
//!
//! A change of a schema is asked about alone: the old schema with only this keyword of the new one
//! is the reader, the old schema the writer. Keywords restrict a value one by one, so where each
//! change alone refuses nothing that was accepted, all of them together refuse nothing either.
//! What must stay true: "breaks" carries an object that [`object`](super::object) confirmed, read
//! whole, under the whole old and the whole new definition; "safe" is proved by the prover of JSON
//! Schema, on a translation, and the generator found nothing; anything else is "unknown".

mod ask;
mod audience;
mod change;
mod definition;
mod effects;
mod groups;
mod objects;
mod pair;
mod rules;
mod sample;
mod sample_parts;
mod translate;
mod versions;
mod walk;
mod wrap;

pub use audience::Audience;
pub(crate) use change::aliases;
pub use change::{CrdChange, Effect, Report};
pub use definition::compare;
