//! What an ecosystem must answer for its versions to be selected.

use std::hash::Hash;

use super::Module;

/// The modules of a graph.
pub type ModuleOf<R> = Module<<R as Requirements>::Path, <R as Requirements>::Version>;

/// A graph of requirements, asked for one module at a time.
///
/// Versions are opaque: the only comparison is [`max`](Self::max). The first argument of every
/// operation in [`mvs`](super::mvs), the target, must be the greatest version of its path.
pub trait Requirements {
    /// The name under which one version is selected.
    type Path: Clone + Ord + Hash;
    /// A version of a path.
    type Version: Clone + Eq + Hash;
    /// Why the requirements of a module cannot be known.
    type Error;

    /// The modules that `module` requires itself, in the order in which it declares them.
    ///
    /// It is never asked for an absent module. An absent module in the answer requires nothing.
    ///
    /// # Errors
    /// When the requirements cannot be read.
    fn required(&self, module: &ModuleOf<Self>) -> Result<Vec<ModuleOf<Self>>, Self::Error>;

    /// The greater of two versions of `path`; it returns one of its arguments.
    ///
    /// `a < b` is `max(a, b) != a`, and `a <= b` is `max(a, b) == b`.
    fn max<'v>(
        &self,
        path: &Self::Path,
        a: &'v Self::Version,
        b: &'v Self::Version,
    ) -> &'v Self::Version;
}

/// Requirements that also know the newest version of a path.
pub trait Latest: Requirements {
    /// The version to which `module` moves when everything is upgraded; its own version to stay.
    ///
    /// An absent module is asked for too: it was wanted, and is in no list yet.
    ///
    /// # Errors
    /// When no version of the path is known.
    fn latest(&self, module: &ModuleOf<Self>) -> Result<Option<Self::Version>, Self::Error>;
}

/// Requirements that also know which version came before another.
pub trait Previous: Requirements {
    /// The version of the path just below that of `module`; `None` if there is none.
    ///
    /// # Errors
    /// When the list of versions cannot be read.
    fn previous(&self, module: &ModuleOf<Self>) -> Result<Option<Self::Version>, Self::Error>;
}
