//! Go modules: go.mod, go.work, go.sum, the module cache, the build list and what `go get` moves.
//!
//! Source of the formats and of the algorithm: <https://go.dev/ref/mod>, and where that is silent the
//! `go` command itself (1.26).

mod build_list;
mod files;
mod graph;
mod graph_text;
mod imports;
mod loader;
pub mod modfile;
mod module;
pub mod plan;
mod replace;
mod roots;
mod source;
pub mod sum;
mod summary;
mod vendor;
mod workspace;

pub use build_list::{BuildList, BuildListError, Selected, build_list, stated_list};
pub use files::{FileError, MAX_FILE, ReadFile, read_file};
pub use graph::GraphError;
pub use graph_text::{GraphText, GraphTextError};
pub(crate) use imports::{imports, is_always_built};
pub use loader::LoadCause;
pub(crate) use loader::Loader;
pub use module::{GoModule, ModulePath, NodeVersion, compare};
pub use replace::Actual;
pub(crate) use replace::ReplaceMap;
pub use source::{CacheFile, DownloadFolder, MemorySource, ModuleSource};
pub use vendor::{VendorList, VendorMismatch, VendoredModule};
pub(crate) use workspace::join;
pub use workspace::{MainModule, WorkFile, Workspace, WorkspaceError};
