//! CustomResourceDefinitions as crdify answers without a configuration of its own.
//!
//! It lays every version out flat, a schema for each place, and compares the places one by one; what
//! none of its validations took care of is `unhandled`, and refused. Three looks: the definition as a
//! whole, each version before and after, and every pair of versions that is served, of which only what
//! the old definition did not say already counts.

mod definition;
mod flat;
mod property;
mod rank;
mod schema;

pub(super) use definition::check;
