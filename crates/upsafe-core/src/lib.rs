//! The vocabulary of `upsafe`: findings, rules, gates, reports, verdicts, places in sources.
//!
//! Every gate speaks these words and nothing below the binary speaks any other. The crate does no
//! I/O, reads no clock and no environment, and knows no renderer:
//!
//! - a loader makes *evidence* or fails with its own error ("could not look");
//! - a [`Rule`] looks at evidence and reports [`Finding`]s ("looked, and it is unsafe"); it cannot
//!   fail and cannot choose its [`Level`];
//! - a [`Report`] holds the findings of all gates; the [`Verdict`] is computed from the report
//!   alone, before any renderer sees it;
//! - [`wire`] is the report as other programs read it, append-only within a major version.
//!
//! ```
//! use upsafe_core::{Finding, Level, Report, RuleMeta, Sink, Status, Subject, Verdict};
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
//! let mut findings = Vec::new();
//! let mut limits = Vec::new();
//! let mut sink = Sink::new(&META, META.level, &mut findings, &mut limits);
//! sink.report(Subject::package("cargo", "bytes", None), "`bytes` is built in 2 versions")
//!     .because_path(["app 1.0.0", "old-http 0.2.0", "bytes 0.5.6"]);
//!
//! let report = Report { findings, ..Report::default() };
//! assert_eq!(report.verdict(), Verdict::NotSafe);
//! ```

mod date;
mod finding;
mod fingerprint;
mod gate;
mod level;
mod load_error;
mod report;
mod rule;
mod sink;
mod source;
mod subject;
mod text;
mod visible;
pub mod wire;

pub use date::{Date, DateError};
pub use finding::{Audience, Because, Finding, Help, Label, RuleId, Side};
pub use fingerprint::Fingerprint;
pub use gate::{Gate, GateRun, GateStatus, run_rules};
pub use level::{Level, LevelError, Setting};
pub use load_error::LoadError;
pub use report::{Counts, Report, Verdict, Waived};
pub use rule::{Rule, RuleMeta, Status};
pub use sink::{Limit, Sink};
pub use source::{Place, Position, Source, SourceId, Sources, Span};
pub use subject::Subject;
pub use text::{closest, conflict_marker, count, without_folder};
pub use visible::{is_hidden, stand_in, visible};
