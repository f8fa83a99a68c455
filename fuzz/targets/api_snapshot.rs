//! See `upsafe_fuzz::api_snapshot`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::api_snapshot::run(data));
