//! See `upsafe_fuzz::version_matrix`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::version_matrix::run(data));
