//! npm's versions and ranges, with the answers of `node-semver`:
//! <https://github.com/npm/node-semver>.
//!
//! No crate gives them: those on crates.io differ from node-semver on a tenth of its own tests. A
//! range there *is* what a chain of textual rewritings makes of it, so [`Range`] goes through the
//! same steps: hyphen ranges, white space, `^`, `~`, `x`, and last plain comparators.

mod comparator;
mod diagnose;
mod expand;
mod grammar;
mod increment;
mod range;
mod relation;
mod version;

pub use comparator::Comparator;
pub use increment::{IdentifierBase, Release};
pub use range::Range;
pub use version::Version;

/// How versions and ranges are read and matched; the default is strict and leaves pre-releases out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// Take what node-semver takes as `loose`: leading zeros, `=` and `v` in front, no `-` before a
    /// pre-release; and pass over what is no comparator.
    pub loose: bool,
    /// Let a pre-release meet a range that names none of the same three numbers.
    pub include_prerelease: bool,
}
