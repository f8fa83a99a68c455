//! Why a list could not be built, with the shortest way to the cause.

use std::fmt;

use super::Module;

/// Why an operation of [`mvs`](super::mvs) has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error<P, V, E> {
    /// The requirements of a reachable module could not be read.
    Load {
        /// The shortest chain of requirements from a target to the module that failed.
        path: Vec<Step<P, V>>,
        /// What the graph answered for the last module of the chain.
        cause: E,
    },
    /// Something requires a greater version of the target itself, which cannot be selected.
    TargetExceeded {
        /// The target.
        target: Module<P, V>,
        /// The greater version that was found.
        found: Module<P, V>,
    },
    /// A path that must be listed is not in the build list.
    NotSelected {
        /// The path.
        path: P,
    },
}

/// One module of a chain, and why the next one follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<P, V> {
    /// The module.
    pub module: Module<P, V>,
    /// Why the next module of the chain is needed; `None` on the last.
    pub next: Option<Reason>,
}

/// Why a module leads to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It requires it.
    Requires,
    /// The operation moves it there.
    UpdatingTo,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Requires => "requires",
            Self::UpdatingTo => "updating to",
        })
    }
}

impl<P: fmt::Display, V: fmt::Display, E: fmt::Display> fmt::Display for Error<P, V, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load { path, cause } => {
                for step in path {
                    write!(f, "{}", step.module)?;
                    if let Some(reason) = step.next {
                        write!(f, " {reason} ")?;
                    }
                }
                write!(f, ": {cause}")
            }
            Self::TargetExceeded { target, found } => {
                write!(f, "`{found}` is required, but the target is `{target}`")
            }
            Self::NotSelected { path } => write!(f, "`{path}` is not in the build list"),
        }
    }
}

impl<P, V, E> std::error::Error for Error<P, V, E>
where
    P: fmt::Debug + fmt::Display,
    V: fmt::Debug + fmt::Display,
    E: std::error::Error + 'static,
{
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Load { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
