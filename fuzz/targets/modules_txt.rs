//! See `upsafe_fuzz::modules_txt`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::modules_txt::run(data));
