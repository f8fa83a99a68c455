//! From rustdoc's JSON to the model.
//!
//! The format's number is looked at before anything is read: each version of rustdoc writes one
//! format, and a field that moved must not look like an API that did not change.

mod convert;
mod impls;
mod items;
mod names;
mod reach;
mod read;
mod sealed;
mod types;
mod variance;

pub use read::{Facts, ReadError, SUPPORTED_FORMATS, read};
