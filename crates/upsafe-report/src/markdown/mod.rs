//! `markdown`: a comment on a pull request, in GitHub Flavored Markdown.
//!
//! What must stay true: the first line is [`MARKER`], by which CI finds the comment to update; the
//! whole is shorter than what GitHub takes; text of findings cannot become markup, mention anybody
//! or leave its table cell.

mod comment;
mod escape;

pub use comment::MARKER;
pub(crate) use comment::render;
