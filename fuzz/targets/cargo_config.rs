//! See `upsafe_fuzz::cargo_config`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::cargo_config::run(data));
