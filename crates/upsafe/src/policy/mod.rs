//! Exceptions: waivers and the baseline, and the gate `config` that judges them.
//!
//! What must stay true: no finding is lost. A finding either counts, or stands in the report as
//! waived with the reason; an exception that has expired, is exceeded or matches nothing is a
//! finding of the gate `config`, and findings of that gate can neither be waived nor baselined.

mod apply;
mod baseline;
mod gate;
mod rules;
mod waive;

pub use apply::Exceptions;
pub use baseline::{
    BASELINE_FORMAT, Baseline, BaselineApplied, BaselineEntry, BaselineUpdate, Growth, WriteError,
    apply_baseline,
};
pub use gate::{BaselineEvidence, ConfigEvidence, ConfigGate, StaleEntry};
pub use waive::{Standing, WaiverUse, WaiversApplied, apply_waivers};
