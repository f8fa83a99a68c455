//! `sarif`: the Static Analysis Results Interchange Format 2.1.0, an OASIS Standard.
//!
//! What must stay true: the output validates against the standard's JSON schema; paths are relative
//! to a named root; nothing depends on the clock; a finding's fingerprint is the report's own.

mod convert;
mod model;

pub(crate) use convert::render;
