//! Which module or directory stands in for a module.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::modfile::{Replace, Replacement};
use super::workspace::{WorkspaceError, join};
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// What really stands in for a module.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actual {
    /// A module at a version: itself, or another one.
    Module(GoModule),
    /// A directory, seen from where the process runs.
    Directory(PathBuf),
}

/// The replacements of one file. A replacement of every version has an absent module as its key.
#[derive(Default)]
pub(crate) struct ReplaceMap {
    replaced: HashMap<GoModule, Actual>,
    /// The keys, in the order of the file.
    order: Vec<GoModule>,
}

impl ReplaceMap {
    /// The replacements of a file in `directory`.
    pub(crate) fn new(replaces: &[Replace], directory: &Path) -> Result<Self, WorkspaceError> {
        let mut map = Self::default();
        for replace in replaces {
            let actual = match &replace.with {
                Replacement::Module(module) => Actual::Module(module.clone()),
                Replacement::Directory(text) => Actual::Directory(join(directory, text)),
            };
            let key = Module {
                path: replace.path.clone(),
                version: replace.version.clone(),
            };
            match map.replaced.get(&key) {
                Some(before) if *before != actual => {
                    return Err(replaced_twice(&key, before, &actual));
                }
                _ => {
                    map.replaced.insert(key.clone(), actual);
                    map.order.push(key);
                }
            }
        }
        Ok(map)
    }

    /// What stands in for `module`: the replacement of its version, else that of every version.
    pub(crate) fn find(&self, module: &GoModule) -> Option<&Actual> {
        if module.version.as_ref().is_some_and(NodeVersion::is_main) {
            return None;
        }
        let whole = || self.replaced.get(&Module::absent(module.path.clone()));
        self.replaced.get(module).or_else(whole)
    }

    /// Whether every version of `path` is replaced.
    pub(crate) fn replaces_whole(&self, path: &ModulePath) -> bool {
        self.replaced.contains_key(&Module::absent(path.clone()))
    }

    /// The versions of `path` that are replaced one by one.
    pub(crate) fn versions(&self, path: &ModulePath) -> Vec<NodeVersion> {
        let of_path = self.order.iter().filter(|module| module.path == *path);
        of_path
            .filter_map(|module| module.version.clone())
            .collect()
    }

    /// Two modules of a workspace must agree, unless the go.work decides.
    pub(crate) fn check_against(&self, other: &Self, work: &Self) -> Result<(), WorkspaceError> {
        for key in &self.order {
            if work.order.iter().any(|decided| decided.path == key.path) {
                continue;
            }
            if let (Some(actual), Some(found)) = (self.replaced.get(key), other.replaced.get(key))
                && actual != found
            {
                return Err(replaced_twice(key, found, actual));
            }
        }
        Ok(())
    }
}

fn replaced_twice(key: &GoModule, first: &Actual, second: &Actual) -> WorkspaceError {
    WorkspaceError::Replaced {
        module: match key.version {
            Some(_) => key.to_string(),
            None => key.path.to_string(),
        },
        first: first.to_string(),
        second: second.to_string(),
    }
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(module) => write!(f, "{module}"),
            Self::Directory(directory) => write!(f, "{}", directory.display()),
        }
    }
}
