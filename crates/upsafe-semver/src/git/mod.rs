//! What the gate asks of a history, behind a trait with one implementation: the binary `git`.

mod binary;
mod model;
mod parse;
mod verify;

pub use binary::GitBinary;
pub use model::{
    Branch, Commit, CommitMessage, Git, GitError, Head, Signature, Signers, TagKind, TagObject,
};
