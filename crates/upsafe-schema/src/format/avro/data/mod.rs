//! Data: values, their two encodings, and a decoder that knows nothing of the resolution core.
//!
//! [`decode`] is the second opinion of every witness. It is driven by the datum, as a decoder is:
//! it reads the bytes with the writer's schema and turns the value into the reader's, value by
//! value, after the section "Schema Resolution" of the specification. It shares the parsed
//! schemas with the core and nothing else: no table of promotions, no matching of names or
//! branches, no graph.

mod datum;
mod decode;
mod encode;
mod fill;
mod meaning;
mod resolve;

pub use datum::Datum;
pub use decode::{DecodeError, read};
pub use encode::{EncodeError, encode};
pub use meaning::Meaning;
pub use resolve::{Refusal, decode};

pub(super) use datum::hex;
pub(super) use meaning::big_decimal;
