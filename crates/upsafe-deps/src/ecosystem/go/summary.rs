//! What the module graph needs from a go.mod.

use upsafe_version::go::GoVersion;

use super::modfile::{GoMod, Retract};
use super::module::go_version;
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// Whether what the requirements of a module require is left out of the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Pruning {
    /// Go 1.17 and later: the go.mod lists everything that matters itself.
    Pruned,
    /// Everything is followed.
    Unpruned,
    /// The main modules of a go.work, each as if it were alone.
    Workspace,
}

/// A go.mod without a `go` line means this version.
pub(crate) const DEFAULT_GO_MOD: &str = "1.16";
/// A go.work without a `go` line means this version.
pub(crate) const DEFAULT_GO_WORK: &str = "1.18";
/// The first version whose go.mod lists what its requirements require.
const PRUNED_SINCE: &str = "1.17";
/// The first version at which the `go` line is a requirement.
const STRICT_SINCE: &str = "1.21";

/// A go.mod as the graph sees it.
#[derive(Clone, Debug)]
pub(crate) struct Summary {
    /// The path that it declares.
    pub(crate) path: Option<ModulePath>,
    pub(crate) pruning: Pruning,
    /// What it requires, `go` included.
    pub(crate) required: Vec<GoModule>,
    pub(crate) retracted: Vec<Retract>,
    pub(crate) deprecated: Option<String>,
}

impl Pruning {
    /// The pruning of a module with this `go` line.
    pub(crate) fn of(version: &str) -> Self {
        match is_since(version, PRUNED_SINCE) {
            true => Self::Pruned,
            false => Self::Unpruned,
        }
    }
}

/// Whether a module with this `go` line requires that version of Go.
pub(crate) fn is_strict(version: &str) -> bool {
    is_since(version, STRICT_SINCE)
}

fn is_since(version: &str, since: &str) -> bool {
    go_version(version) >= GoVersion::parse(since).ok()
}

impl Summary {
    /// The summary of a go.mod.
    pub(crate) fn of(go_mod: &GoMod) -> Self {
        let mut required: Vec<GoModule> = go_mod.require.iter().map(|r| r.module.clone()).collect();
        let go = go_mod.go.as_ref().map(|line| line.version.as_str());
        if let Some(version) = go.filter(|version| is_strict(version)) {
            required.push(Module::new(ModulePath::go(), NodeVersion::new(version)));
        }
        Self {
            path: go_mod.module.as_ref().map(|line| line.path.clone()),
            pruning: go.map_or(Pruning::Unpruned, Pruning::of),
            required,
            retracted: go_mod.retract.clone(),
            deprecated: go_mod.module.as_ref().and_then(|m| m.deprecated.clone()),
        }
    }

    /// The summary of `go` or `toolchain`: Go 1.21 and later require their toolchain.
    pub(crate) fn of_toolchain(module: &GoModule) -> Self {
        let mut required = Vec::new();
        if module.path.as_str() == "go"
            && let Some(version) = &module.version
            && is_strict(version.as_str())
        {
            let name = format!("go{version}");
            required.push(Module::new(
                ModulePath::toolchain(),
                NodeVersion::new(&name),
            ));
        }
        Self {
            path: Some(module.path.clone()),
            pruning: Pruning::Pruned,
            required,
            retracted: Vec::new(),
            deprecated: None,
        }
    }
}
