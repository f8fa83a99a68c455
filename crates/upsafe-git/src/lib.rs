//! Asks the binary `git`, so that the repository that it looks at chooses no program.
//!
//! A [`Call`] is one run of git, hardened; [`finish`] runs any other program to its end in the same
//! bounded way. What an answer means is for the caller to say.

mod call;
mod finish;

pub use call::Call;
pub use finish::{CallError, Ended, finish};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
