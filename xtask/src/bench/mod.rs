//! `cargo xtask bench NAME`: measurements beside the rivals, in one run, as ratios.
//!
//! What must stay true: rivals are installed by the benchmark itself and never by CI, commands take
//! turns so that a drifting machine slows them alike, and CPU time is the kernel's own account.

mod api;
mod command;
mod deps;
mod etcd;
mod measure;
mod metadata;
mod pairs;
mod peers;
mod schema;
mod table;
mod tools;

pub(crate) use command::run;
