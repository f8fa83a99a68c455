//! See `upsafe_fuzz::mvs_table`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::mvs_table::run(data));
