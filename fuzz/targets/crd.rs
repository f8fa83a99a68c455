//! See `upsafe_fuzz::crd`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::crd::run(data));
