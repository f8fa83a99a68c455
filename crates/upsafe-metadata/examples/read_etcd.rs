//! Reads every key of an etcd below a prefix and does nothing with it: what verifying is held against.
//!
//! `cargo run --release -p upsafe-metadata --example read_etcd -- localhost:2379 /registry`
#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{error::Error, ops::ControlFlow};

use upsafe_metadata::source::{Etcd, Source as _};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(servers), Some(prefix)) = (arguments.next(), arguments.next()) else {
        return Err("expected HOST:PORT and a prefix".into());
    };
    let (mut n_keys, mut n_bytes) = (0, 0);
    let scanned = Etcd::new(&servers, &prefix).scan(&mut |unit| {
        n_keys += 1;
        n_bytes += unit.bytes.map_or(0, |bytes| bytes.len());
        ControlFlow::Continue(())
    })?;
    let revision = scanned.revision.unwrap_or_default();
    println!("{n_keys} keys, {n_bytes} bytes, revision {revision}");
    Ok(())
}
