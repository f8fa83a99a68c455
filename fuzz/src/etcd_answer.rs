//! What an etcd's gateway sends: any bytes are an answer or a refusal on one line.

use upsafe_metadata::source::read_answer;

use crate::promise;

/// Reads one answer, headers and body.
pub fn run(data: &[u8]) {
    match read_answer(data) {
        Ok(n_bytes) => assert!(n_bytes <= data.len(), "more bytes than there were"),
        Err(refusal) => promise::talk(&refusal),
    }
}
