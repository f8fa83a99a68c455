//! See `upsafe_fuzz::cargo_metadata`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::cargo_metadata::run(data));
