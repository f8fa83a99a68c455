//! See `upsafe_fuzz::avro`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::avro::run(data));
