//! What each parser and renderer of `upsafe` promises about any input, a module a target.
//!
//! A target is a function over bytes that panics where a promise is broken. The binaries in
//! `targets/` hand it to libFuzzer; `tests/replay.rs` runs it over the committed corpus.

mod promise;

pub mod api_snapshot;
pub mod avro;
pub mod baseline;
pub mod cargo_config;
pub mod cargo_lock;
pub mod cargo_manifest;
#[cfg(feature = "exact")]
pub mod cargo_metadata;
pub mod crd;
pub mod etcd_answer;
pub mod go_mod;
pub mod go_mod_graph;
pub mod go_sum;
pub mod go_work;
#[cfg(feature = "go-zip")]
pub mod go_zip;
pub mod index_cache;
pub mod json_schema;
pub mod modules_txt;
pub mod mvs_table;
pub mod package_manifest;
pub mod report_render;
pub mod stored_json;
pub mod stored_units;
pub mod stored_yaml;
pub mod upsafe_toml;
pub mod version_batch;
pub mod version_matrix;
pub mod versions;
