//! The output of `go mod graph` as a source of the module graph.
//!
//! It holds the graph as one main module sees it: replacements, exclusions and pruning are applied
//! already. So the build list can be read off it, but no other question about pruning.

use std::collections::BTreeMap;

use super::module::compare;
use super::{GoModule, ModulePath, NodeVersion};
use crate::resolve::Module;

/// A module graph, read from text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphText {
    /// The requirements, in the order of the lines.
    pub edges: Vec<(GoModule, GoModule)>,
}

/// A line that is not a requirement.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: expected two modules, such as `example.com/a example.com/b@v1.0.0`, found `{found}`"
)]
pub struct GraphTextError {
    /// The line, from 1.
    pub line: usize,
    /// What it says, shortened.
    pub found: String,
}

impl GraphText {
    /// Reads the output of `go mod graph`.
    ///
    /// # Errors
    /// With the first line that is not two modules. A text that is not UTF-8 is one.
    pub fn parse(text: &[u8]) -> Result<Self, GraphTextError> {
        let mut graph = Self::default();
        for (index, line) in text.split(|&b| b == b'\n').enumerate() {
            let fail = || GraphTextError {
                line: index + 1,
                found: String::from_utf8_lossy(line).chars().take(80).collect(),
            };
            let line = std::str::from_utf8(line).map_err(|_| fail())?;
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                [] => {}
                [from, to] => {
                    let (Some(from), Some(to)) = (node(from), node(to)) else {
                        return Err(fail());
                    };
                    graph.edges.push((from, to));
                }
                _ => return Err(fail()),
            }
        }
        Ok(graph)
    }

    /// The build list: the greatest version of every path, sorted by path, main modules included.
    #[must_use]
    pub fn build_list(&self) -> Vec<GoModule> {
        let mut greatest: BTreeMap<&ModulePath, &NodeVersion> = BTreeMap::new();
        for module in self.edges.iter().flat_map(|(from, to)| [from, to]) {
            if let Some(version) = &module.version {
                let selected = greatest.entry(&module.path).or_insert(version);
                if compare(&module.path, selected, version).is_lt() {
                    *selected = version;
                }
            }
        }
        let list = greatest.into_iter();
        list.map(|(path, version)| Module::new(path.clone(), version.clone()))
            .collect()
    }
}

fn node(word: &str) -> Option<GoModule> {
    let (path, version) = word.split_once('@').unwrap_or((word, ""));
    let is_whole = !path.is_empty() && !version.contains('@') && !word.ends_with('@');
    is_whole.then(|| Module::new(ModulePath::new(path), NodeVersion::new(version)))
}
