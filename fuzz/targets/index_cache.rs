//! See `upsafe_fuzz::index_cache`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::index_cache::run(data));
