//! Rule pages and fixture folders as tests.
#![doc = include_str!("../README.md")]

mod document;
mod example;
mod failures;
mod fixtures;
mod pages;
mod rules;

pub use example::{Form, findings_text};
pub use failures::Failures;
pub use fixtures::check_fixtures;
pub use pages::check_pages;
pub use rules::check_rules;
