//! What a snapshot was written from: a digest of each file that may change the API of a package.
//!
//! The digests tell cheaply, without a build, whether a snapshot may be stale. What must stay true: a
//! file that changed in a way that rustdoc can see has another digest. The other direction does not
//! hold: a file may have another digest although the API is the same.

mod manifest;
mod skeleton;
mod walk;

pub use walk::{
    Source, SourceChange, Sources, SourcesError, has_library, read_other_sources, read_sources,
};
