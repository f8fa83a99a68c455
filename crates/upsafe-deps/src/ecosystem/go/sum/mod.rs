//! go.sum: what it vouches for, what is odd about it, and whether the module cache agrees.
//!
//! Source: <https://go.dev/ref/mod#go-sum-files> and `cmd/go/internal/modfetch`.

mod base64;
mod dirhash;
mod file;
mod verify;
#[cfg(feature = "go-zip")]
mod zip;

pub use dirhash::{H1, NameError, sha256};
pub use file::{GoSum, Oddity, OddityKind, SumKey, SumKind, SumLine};
pub use verify::{Depth, Mismatch, Verified, verify};
#[cfg(feature = "go-zip")]
pub use zip::{ZipError, hash as hash_zip, hash_file as hash_zip_file};
