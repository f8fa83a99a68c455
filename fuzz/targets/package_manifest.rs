//! See `upsafe_fuzz::package_manifest`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::package_manifest::run(data));
