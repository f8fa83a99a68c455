//! The public API of a Rust crate: built with rustdoc, kept as a snapshot, compared.
//!
//! [`build`] asks cargo and rustdoc for the API of a package's library. [`Api::to_snapshot`] is its
//! committed form, and [`diff`] tells what changed between two of them and whom it breaks: each
//! [`Change`] is [proved](Verdict::Proved), [suspect](Verdict::Suspect),
//! [additive](Verdict::Additive) or [of no consequence](Verdict::None).
//! [`Diff::required_bump`] is the least bump that is honest, and [`Bump::after`] the version that
//! comes of it under Cargo's rules. Whatever keeps an API from being told is a [`BuildError`], never
//! an answer.
//!
//! ```no_run
//! use upsafe_api_rust::{Api, BuildRequest, build, diff};
//!
//! let snapshot = std::fs::read_to_string("api/my-crate.json")?;
//! let old = Api::from_snapshot(&snapshot)?;
//! let new = build(&BuildRequest::new("Cargo.toml").package("my-crate"))?;
//! for change in &diff(&old, &new).changes {
//!     println!("{change}");
//! }
//! assert_eq!(new.to_snapshot(), snapshot, "the snapshot is stale");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is not seen
//!
//! Behaviour; the bodies of functions and macros; auto traits that leak through `impl Trait`; the
//! variance of parameters; items of other platforms and of features that were not built. Bounds are
//! compared without a trait solver: what it cannot decide is suspect. Paths are those of the
//! toolchain that built the API; when two toolchains did, the diff says so.
//!
//! Other languages: [`ApiDiff`] is the JSON form of a difference that any tool can write, and
//! [`read_apidiff`] makes one of what Go's `apidiff` prints.

mod build;
mod cross_check;
mod diff;
mod interchange;
mod model;
mod process;
mod rustdoc;
mod snapshot;
mod sources;

pub use build::{BuildError, BuildRequest, Features, build, target_directory};
pub use cross_check::{CrossCheck, CrossCheckRequest, cross_check};
pub use diff::{Bump, Change, Diff, Exposure, RULES, Rule, Verdict, diff};
pub use interchange::{API_DIFF_FORMAT, ApiDiff, ApiDiffError, ApidiffError, read_apidiff};
pub use model::{
    Api, Argument, Associated, AssociatedType, Binding, BindingValue, Bound, Constant, CrateInfo,
    Dependency, Enum, Field, Function, FunctionPointer, Generics, Header, Impl, Input, Item,
    ItemKind, Library, Location, Macro, Named, Owner, Parameter, ParameterKind, PolyTrait,
    Predicate, ProcMacro, Reach, Reexport, Repr, Shape, Slot, Static, Struct, Trait, Type,
    TypeAlias, Variance, Variant,
};
pub use rustdoc::{Facts, ReadError, SUPPORTED_FORMATS, read};
pub use snapshot::{SNAPSHOT_FORMAT, Snapshot, SnapshotError};
pub use sources::{
    Source, SourceChange, Sources, SourcesError, has_library, read_other_sources, read_sources,
};
