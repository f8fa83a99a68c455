//! See `upsafe_fuzz::upsafe_toml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::upsafe_toml::run(data));
