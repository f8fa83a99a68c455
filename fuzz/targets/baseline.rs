//! See `upsafe_fuzz::baseline`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::baseline::run(data));
