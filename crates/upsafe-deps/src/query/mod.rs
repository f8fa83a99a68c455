//! Questions about a loaded graph that are no gate: they answer also where the gate fails.

mod diff;
mod why;

pub use diff::{LockChange, WhatChanged, lock_changes};
pub use why::{Dependent, Why, why};
