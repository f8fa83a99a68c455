//! Every rule of the gate: a file, a page, and a line here.

use super::ConfigGate;

upsafe_core::rules![ConfigGate: exceeded_waiver, expired_waiver, stale_baseline, unmatched_waiver];

#[cfg(test)]
mod tests;
