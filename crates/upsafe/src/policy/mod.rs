//! Exceptions: waivers and the baseline, and the gate `config` that judges them.
//!
//! What must stay true: no finding is lost. A finding either counts, or stands in the report as
//! waived with the reason; an exception that has expired, is exceeded or matches nothing is a
//! finding of the gate `config`, and findings of that gate can neither be waived nor baselined.
//!
//! ```
//! use upsafe::{
//!     config::Config,
//!     core::{GateRun, GateStatus, Level, Report, RuleMeta, Sink, Status, Subject, Verdict},
//!     policy::Exceptions,
//! };
//!
//! static YANKED: RuleMeta = RuleMeta {
//!     id: "deps/yanked",
//!     summary: "a yanked version is locked",
//!     docs: "# yanked\n",
//!     level: Level::Error,
//!     since: "0.1.0",
//!     status: Status::Stable,
//!     aliases: &[],
//! };
//!
//! // What the gates leave behind.
//! let mut report = Report::default();
//! let mut gate = GateRun::new("deps", GateStatus::Checked);
//! gate.rules.push(&YANKED);
//! Sink::new(&YANKED, YANKED.level, &mut report.findings, &mut gate.limits)
//!     .report(Subject::package("cargo", "spin", Some("0.9.8")), "`spin` 0.9.8 is yanked");
//! report.gates.push(gate);
//!
//! let policy = r#"
//! [[waivers]]
//! rule = "deps/yanked"
//! subject = "cargo:spin@*"
//! reason = "no other release builds on our target"
//! until = 2026-12-31
//! "#;
//! let config = Config::load(policy, "upsafe.toml", &["deps/yanked"]).unwrap();
//! let today = "2026-11-21".parse().unwrap();
//! Exceptions { config: &config, source: None, baseline: None, today }.apply(&mut report);
//!
//! assert_eq!(report.verdict(), Verdict::Safe);
//! assert_eq!(report.waived[0].reason, "no other release builds on our target (until 2026-12-31)");
//! ```

mod apply;
mod baseline;
mod gate;
#[cfg(test)]
mod properties;
mod rules;
mod waive;

pub use apply::Exceptions;
pub use baseline::{
    BASELINE_FORMAT, Baseline, BaselineApplied, BaselineEntry, BaselineUpdate, Growth, WriteError,
    apply_baseline,
};
pub use gate::{BaselineEvidence, ConfigEvidence, ConfigGate, StaleEntry};
pub use waive::{Standing, WaiverUse, WaiversApplied, apply_waivers};
