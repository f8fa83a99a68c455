//! See `upsafe_fuzz::versions`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::versions::run(data));
