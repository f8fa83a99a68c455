//! See `upsafe_fuzz::version_batch`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::version_batch::run(data));
