//! Ranges of every scheme as exact sets of versions.
//!
//! A range is two sets: one of releases and one of pre-releases. So the rule of npm and Cargo, that
//! a pre-release only counts where a comparator names one of the same three numbers, is a set like
//! any other, and union, intersection, gaps and subsets are exact for every scheme:
//!
//! | scheme | ranges | pre-releases |
//! |---|---|---|
//! | `semver` | `>=1.2.0, <2.0.0`, `3.5.x`; numbers left out behind `>=` and `<` are zeros | in the order of the specification: `2.0.0-rc.1` is in `<2.0.0` |
//! | `cargo` | requirements | by Cargo's rule |
//! | `npm` | ranges of node-semver | by npm's rule |
//! | `go` | `v1.4.0` (this or later under the same path), `v1.4`, `[v1.0.0, v1.2.0]`, comparisons | in the order of SemVer |
//! | `go-toolchain` | comparisons of `1.21`, `1.21rc1`, `1.21.0` | in Go's order: 1.21 < 1.21rc1 < 1.21.0 |
//! | `maven` | `[1.0,2.0)`; no bare version, which is only a wish, and no `[1.2.*]` | in Maven's order: `2.0-SNAPSHOT` is in `[1.0,2.0)` |
//! | `pep440` | specifiers without `===` | like other versions; `<2.0` leaves out those of 2.0 |
//!
//! In each scheme `||` stands between alternatives (not in `maven`, whose commas do that), and in
//! `go` a comma between conditions that must all hold.
//!
//! Releases of `semver`, `cargo`, `npm`, `go` and `go-toolchain` are counted: nothing stands between
//! 1.2.3 and 1.2.4. In `maven` and `pep440` something stands between any two versions (1.2.3.1), so
//! that an interval with two different ends counts as one with versions in it.

mod asked;
mod cargo;
mod comparison;
mod go;
mod maven;
mod npm;
mod pep440;
mod planes;

pub use asked::{Range, RangeError};
pub use planes::Planes;
