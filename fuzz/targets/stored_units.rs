//! See `upsafe_fuzz::stored_units`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::stored_units::run(data));
