//! A requirement graph as a text table, and every operation by name.
//!
//! ```text
//! # a line a module: the first character is the path, the rest is the version
//! A:  B1 C2
//! B1: D3
//! C2: D4 Enone
//! ```
//!
//! Versions compare as plain strings. The empty version is above all (it is the usual target) and
//! `none` is below all. A module that stands only on the right of a colon requires nothing. A
//! version that ends in `.hidden` is never the latest and never the previous one.

use std::collections::BTreeMap;
use std::fmt;

use super::{Error, Latest, Module, Previous, Requirements, mvs};

/// A module of a table.
pub type TableModule = Module<char, String>;

/// A requirement graph read from text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    required: BTreeMap<TableModule, Vec<TableModule>>,
}

/// Why a text is not a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct TableError {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    reason: String,
}

/// The modules named in a table or on a command line are not known there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not in the graph")]
pub struct NotInTable(String);

/// An operation of [`mvs`], by the name it has on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Op {
    /// `build`
    Build,
    /// `upgrade`
    Upgrade,
    /// `upgrade-all`
    UpgradeAll,
    /// `upgrade-req`: the least requirements after an upgrade
    UpgradeReq,
    /// `downgrade`
    Downgrade,
    /// `req`: the least requirements; the arguments are paths
    Req,
}

impl Op {
    /// Every operation, in the order of their documentation.
    pub const ALL: [Self; 6] = [
        Self::Build,
        Self::Upgrade,
        Self::UpgradeAll,
        Self::UpgradeReq,
        Self::Downgrade,
        Self::Req,
    ];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Upgrade => "upgrade",
            Self::UpgradeAll => "upgrade-all",
            Self::UpgradeReq => "upgrade-req",
            Self::Downgrade => "downgrade",
            Self::Req => "req",
        }
    }

    fn takes_arguments(self) -> bool {
        !matches!(self, Self::Build | Self::UpgradeAll)
    }
}

/// Why an operation on a table has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The operation has no such name.
    #[error(
        "`{0}` is not an operation; expected build, upgrade, upgrade-all, upgrade-req, downgrade or req"
    )]
    UnknownOp(String),
    /// A module on the command line could not be read.
    #[error("`{0}` is not a module; expected a one-character path and a version, such as `B1`")]
    NotAModule(String),
    /// The operation takes no arguments, and there are some.
    #[error("`{0}` takes no arguments")]
    Arguments(&'static str),
    /// The operation failed.
    #[error(transparent)]
    Mvs(#[from] Error<char, String, NotInTable>),
}

impl Table {
    /// Reads a table.
    ///
    /// # Errors
    /// When a line has no colon, its left side is not one module, or a module is defined twice.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        let mut defined = BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            let fail = |byte: usize, reason: String| TableError {
                line: line_number,
                column: line.get(..byte).map_or(1, |s| s.chars().count() + 1),
                reason,
            };
            let trimmed = line.trim_start();
            let start = line.len() - trimmed.len();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                continue;
            }
            let Some((left, right)) = trimmed.split_once(':') else {
                let reason = "expected `:` after the module, as in `A: B1 C2`".to_owned();
                return Err(fail(line.trim_end().len(), reason));
            };
            let Some(module) = module(left.trim()) else {
                let found = left.trim();
                let reason = format!("expected one module before `:`, found `{found}`");
                return Err(fail(start, reason));
            };
            if let Some(first) = defined.insert(module.clone(), line_number) {
                let reason = format!("`{}` is defined on line {first} already", Shown(&module));
                return Err(fail(start, reason));
            }
            let required: Vec<TableModule> =
                right.split_whitespace().filter_map(self::module).collect();
            for module in &required {
                table.required.entry(module.clone()).or_default();
            }
            table.required.insert(module, required);
        }
        Ok(table)
    }

    /// Runs the operation called `op` on `target` and gives the nodes of its answer as text.
    ///
    /// # Errors
    /// When a name cannot be read or the operation has no answer.
    pub fn run(&self, op: &str, target: &str, args: &[String]) -> Result<Vec<String>, RunError> {
        let op = Op::ALL
            .into_iter()
            .find(|known| known.name() == op)
            .ok_or_else(|| RunError::UnknownOp(op.to_owned()))?;
        if !op.takes_arguments() && !args.is_empty() {
            return Err(RunError::Arguments(op.name()));
        }
        let read = |text: &String| module(text).ok_or_else(|| RunError::NotAModule(text.clone()));
        let target = read(&target.to_owned())?;
        let args = args.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let list = match op {
            Op::Build => mvs::build_list(self, &[target])?,
            Op::Upgrade => mvs::upgrade(self, &target, &args)?,
            Op::UpgradeAll => mvs::upgrade_all(self, &target)?,
            Op::UpgradeReq => {
                let mut upgraded = self.clone();
                let list = mvs::upgrade(self, &target, &args)?;
                upgraded.required.insert(target.clone(), list);
                mvs::minimal_requirements(&upgraded, &target, &[])?
            }
            Op::Downgrade => mvs::downgrade(self, &target, &args)?,
            Op::Req => {
                let base: Vec<char> = args.iter().map(|module| module.path).collect();
                mvs::minimal_requirements(self, &target, &base)?
            }
        };
        Ok(list.iter().map(|m| Shown(m).to_string()).collect())
    }

    fn versions(&self, path: char) -> impl Iterator<Item = &Option<String>> {
        self.required
            .keys()
            .filter(move |module| module.path == path)
            .map(|module| &module.version)
            .filter(|version| !version.as_ref().is_some_and(|v| v.ends_with(".hidden")))
    }
}

impl Requirements for Table {
    type Path = char;
    type Version = String;
    type Error = NotInTable;

    fn required(&self, module: &TableModule) -> Result<Vec<TableModule>, NotInTable> {
        let required = self.required.get(module).cloned();
        required.ok_or_else(|| NotInTable(Shown(module).to_string()))
    }

    fn max<'v>(&self, _: &char, a: &'v String, b: &'v String) -> &'v String {
        if b.is_empty() || (!a.is_empty() && a < b) {
            b
        } else {
            a
        }
    }
}

impl Latest for Table {
    fn latest(&self, module: &TableModule) -> Result<Option<String>, NotInTable> {
        self.versions(module.path)
            .max_by(|a, b| match (a, b) {
                (Some(a), Some(b)) => (a.is_empty(), a).cmp(&(b.is_empty(), b)),
                (a, b) => a.is_some().cmp(&b.is_some()),
            })
            .cloned()
            .ok_or_else(|| NotInTable(module.path.to_string()))
    }
}

impl Previous for Table {
    fn previous(&self, module: &TableModule) -> Result<Option<String>, NotInTable> {
        let below =
            |version: &&String| !version.is_empty() && Some(*version) < module.version.as_ref();
        Ok(self
            .versions(module.path)
            .flatten()
            .filter(below)
            .max()
            .cloned())
    }
}

/// The module written as `text`, `None` if it is empty.
fn module(text: &str) -> Option<TableModule> {
    let mut rest = text.chars();
    let path = rest.next()?;
    let version = rest.as_str();
    if version.contains(char::is_whitespace) {
        return None;
    }
    Some(Module {
        path,
        version: (version != "none").then(|| version.to_owned()),
    })
}

/// A module in the notation of a table.
struct Shown<'m>(&'m TableModule);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let version = self.0.version.as_deref().unwrap_or("none");
        write!(f, "{}{version}", self.0.path)
    }
}
