//! See `upsafe_fuzz::go_mod_graph`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::go_mod_graph::run(data));
