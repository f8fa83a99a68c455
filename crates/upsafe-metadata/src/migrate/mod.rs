//! Migrations: steps over stored objects, written whole or not at all, with a way back.
//!
//! What must stay true: after a stop at any operation on the disk or the database every object is as it was or as
//! it will be, and the next run finishes; nothing is written before everything that will be written
//! was read by its reader and lies in a backup with checksums.

mod apply;
mod digest;
mod filter;
mod history;
mod migration;
mod plan;
mod records;
mod restore;
mod run;
mod state;
mod step;

pub use apply::Ask;
pub use digest::Digest;
pub use filter::Filter;
pub use history::{History, HistoryEntry, RunKind};
pub use migration::{Migration, MigrationError};
pub use plan::{Change, Conflict, Plan, Target, TargetError, TargetPlace};
pub use records::{Records, Replaced, Stored};
pub use restore::{Obstacle, RestoreOutcome, RestoreRequest, restore};
pub use run::{MigrateOutcome, MigrateRequest, RunError, migrate, plan};
pub use step::{Inverse, Step};
