//! See `upsafe_fuzz::stored_yaml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::stored_yaml::run(data));
