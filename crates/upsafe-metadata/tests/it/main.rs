//! Stores on a real disk: scans, migrations, and every way in which they may be stopped.

mod faults;
mod killed;
mod programs;
mod store;
mod verdicts;
