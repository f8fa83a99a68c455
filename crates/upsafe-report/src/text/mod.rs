//! `text`: for a person at a terminal, at most a screen unless more is asked for.
//!
//! What must stay true: no error is ever left out, every other finding is shown or counted by rule,
//! and the last line is the verdict.

mod compact;
mod excerpt;
mod full;
mod layout;
mod summary;

pub(crate) use layout::render;
pub use layout::render_error;

/// The most characters of one message, note or label. A longer one comes from a hostile input.
const MESSAGE_MAX: usize = 2_000;
