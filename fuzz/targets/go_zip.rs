//! See `upsafe_fuzz::go_zip`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::go_zip::run(data));
