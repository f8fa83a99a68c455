//! See `upsafe_fuzz::report_render`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::report_render::run(data));
