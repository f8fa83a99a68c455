//! The public API from outside.

mod example;
mod paths;
mod ranges;
mod search;
