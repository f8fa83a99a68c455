//! See `upsafe_fuzz::cargo_lock`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::cargo_lock::run(data));
