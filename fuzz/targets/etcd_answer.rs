//! See `upsafe_fuzz::etcd_answer`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| upsafe_fuzz::etcd_answer::run(data));
