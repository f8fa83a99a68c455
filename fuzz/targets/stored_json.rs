//! See `upsafe_fuzz::stored_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::stored_json::run(data));
