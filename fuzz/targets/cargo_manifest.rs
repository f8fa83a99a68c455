//! See `upsafe_fuzz::cargo_manifest`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::cargo_manifest::run(data));
