//! See `upsafe_fuzz::json_schema`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::json_schema::run(data));
