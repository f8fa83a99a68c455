//! Shows what `upsafe` found: one file per output format, and diagrams of dependency graphs.
//!
//! What must stay true:
//!
//! - nothing here prints, reads the environment or a file, or knows exit codes: a report goes in, a
//!   string comes out, and the same report gives the same bytes;
//! - the verdict is [`upsafe_core::Report::verdict`]; no renderer has an opinion of its own;
//! - texts of a report come from files that somebody else wrote: none can end the string, the cell,
//!   the element or the line that it stands in, and none brings a terminal escape sequence along.
//!
//! ```
//! use upsafe_core::{Finding, Level, Report, RuleMeta, Sink, Status, Subject};
//! use upsafe_report::{Format, Options, render};
//!
//! static META: RuleMeta = RuleMeta {
//!     id: "deps/duplicate-version",
//!     summary: "one package is built in several versions",
//!     docs: "# duplicate-version\n",
//!     level: Level::Error,
//!     since: "0.1.0",
//!     status: Status::Stable,
//!     aliases: &[],
//! };
//!
//! let mut report = Report::default();
//! let mut limits = Vec::new();
//! Sink::new(&META, META.level, &mut report.findings, &mut limits)
//!     .report(Subject::package("cargo", "bytes", None), "`bytes` is built in 2 versions")
//!     .because_path(["app 1.0.0", "old-http 0.2.0", "bytes 0.5.6"]);
//!
//! let text = render(&report, Format::Text, &Options::default());
//! assert!(text.starts_with("error[deps/duplicate-version]: `bytes` is built in 2 versions\n"));
//! assert!(text.ends_with("not safe: 1 error, 0 warnings | no gate ran\n"));
//! ```

mod clean;
pub mod diagram;
mod format;
mod github;
mod json;
mod junit;
mod markdown;
mod place;
mod sarif;
mod text;
mod words;

pub use format::{Format, FormatError, Options, render};
pub use markdown::MARKER as MARKDOWN_MARKER;
pub use text::render_error;
