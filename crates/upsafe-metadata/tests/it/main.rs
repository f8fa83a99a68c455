//! Stores on a real disk: scans, migrations, and every way in which they may be stopped.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test fails by a panic, starts programs, and says what it skips"
)]

mod etcd;
mod faults;
mod full_disk;
mod killed;
mod programs;
mod server;
mod store;
mod verdicts;
