//! The public API from outside.

mod ranges;
