//! Questions about a loaded graph that are no gate: they answer also where the gate fails.

mod diff;
mod duplicates;
mod floor;
mod plan;
mod why;

pub use diff::{LockChange, WhatChanged, lock_changes};
pub use duplicates::{Duplicate, duplicates};
pub use floor::{FloorLine, floor, floor_lock};
pub use plan::{
    BlockEffect, Plan, PlanError, PlannedBlock, PlannedEdit, PlannedMove, PlannedPackage,
    PlannedRust, plan,
};
pub use why::{Dependent, Why, why};
