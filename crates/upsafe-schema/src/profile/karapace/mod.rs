//! Karapace's checker of JSON Schema, with its checks that never run.
//!
//! It writes every reference out first ([`normal`]), then walks both schemas at once
//! ([`compare`]). Where Python would throw, the answer is the reason.

mod array;
mod combined;
mod compare;
mod kind;
mod normal;
mod object;

pub(super) use compare::check;
