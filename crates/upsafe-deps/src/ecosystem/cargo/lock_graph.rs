//! From a lock to the graph: which entry a dependency line means, and what does not fit.
//!
//! Cargo writes the shortest line that is unambiguous: a name; a name and a version; name, version
//! and source. Where a line without a source fits a path package and others, it means the path one.

use std::collections::BTreeMap;

use super::{
    index::same_registry,
    lock::{Lock, LockDependency, LockPackage},
};
use crate::graph::{
    Dependency, DependencyKind, Ecosystem, Graph, Package, PackageId, PackageSource, PackageVersion,
};

/// The graph of a lock and what the lock says that no graph can hold.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct LockGraph {
    /// One package for every entry, requirements of unknown kind.
    pub graph: Graph,
    /// The package of each entry, in the order of the lock.
    pub ids: Vec<PackageId>,
    /// Dependency lines that name no entry or several.
    pub unresolved: Vec<UnresolvedLine>,
    /// Entries with the same name, version and source: the index of the first and of the repeat.
    pub repeated: Vec<(usize, usize)>,
}

/// A dependency line that does not name exactly one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnresolvedLine {
    /// The index of the entry that holds the line.
    pub package: usize,
    /// The index of the line in it.
    pub line: usize,
    /// How many entries fit: none, or two and more.
    pub n_fitting: usize,
}

impl LockGraph {
    /// Builds the graph of a lock. Near-linear in the size of the lock.
    pub fn build(lock: &Lock) -> Self {
        let mut built = Self::default();
        let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, entry) in lock.packages.iter().enumerate() {
            let same_name = by_name.entry(&entry.name).or_default();
            if let Some(&first) = same_name
                .iter()
                .find(|&&other| same_key(&lock.packages[other], entry))
            {
                built.repeated.push((first, at));
                built.ids.push(built.ids[first]);
                continue;
            }
            same_name.push(at);
            let mut package = Package::new(
                Ecosystem::Cargo,
                entry.name.clone(),
                PackageVersion::Cargo(entry.version.clone()),
                entry.package_source.clone(),
            );
            package.place = Some(lock.place(&entry.version_span));
            built.ids.push(built.graph.add_package(package));
        }
        for (at, entry) in lock.packages.iter().enumerate() {
            for (line_at, line) in entry.dependencies.iter().enumerate() {
                let same_name = by_name.get(&*line.name).map_or(&[][..], Vec::as_slice);
                match fitting(line, same_name, &lock.packages) {
                    Ok(target) => {
                        let mut dependency = Dependency::new(DependencyKind::Unknown);
                        dependency.place = Some(lock.place(&line.span));
                        built
                            .graph
                            .add_dependency(built.ids[at], built.ids[target], dependency);
                    }
                    Err(n_fitting) => built.unresolved.push(UnresolvedLine {
                        package: at,
                        line: line_at,
                        n_fitting,
                    }),
                }
            }
        }
        built
    }
}

fn same_key(a: &LockPackage, b: &LockPackage) -> bool {
    a.version == b.version && same_source(&a.package_source, &b.package_source)
}

/// The entry that a line means, or how many fit.
fn fitting(
    line: &LockDependency,
    same_name: &[usize],
    packages: &[LockPackage],
) -> Result<usize, usize> {
    let fits = |&&at: &&usize| {
        let entry = &packages[at];
        line.version
            .as_ref()
            .is_none_or(|version| *version == entry.version)
            && line
                .source
                .as_ref()
                .is_none_or(|source| same_source(source, &entry.package_source))
    };
    let all: Vec<usize> = same_name.iter().filter(fits).copied().collect();
    match all[..] {
        [only] => Ok(only),
        _ if line.source.is_none() => {
            let is_path = |&&at: &&usize| packages[at].package_source == PackageSource::Path;
            let paths: Vec<usize> = all.iter().filter(is_path).copied().collect();
            if let [only] = paths[..] {
                Ok(only)
            } else {
                Err(all.len())
            }
        }
        _ => Err(all.len()),
    }
}

/// Whether a line's source means an entry's: a line may leave out the commit of a git source, and a
/// registry may be spelled in several ways.
fn same_source(line: &PackageSource, entry: &PackageSource) -> bool {
    match (line, entry) {
        (
            PackageSource::Git {
                url,
                reference,
                commit,
            },
            PackageSource::Git {
                url: entry_url,
                reference: entry_reference,
                commit: entry_commit,
            },
        ) => {
            url == entry_url
                && reference == entry_reference
                && (commit.is_empty() || commit == entry_commit)
        }
        (PackageSource::Registry(line), PackageSource::Registry(entry)) => {
            same_registry(line, entry)
        }
        _ => line == entry,
    }
}

#[cfg(test)]
mod tests {
    use upsafe_core::Sources;

    use super::*;

    /// Entries as `name version [source] [-> line, line]`, a line each.
    fn build(entries: &str) -> String {
        let mut text = String::from("version = 4\n");
        for entry in entries.lines() {
            let (key, lines) = entry.split_once(" -> ").unwrap_or((entry, ""));
            let mut parts = key.split(' ');
            text += &format!(
                "[[package]]\nname = {:?}\nversion = {:?}\n",
                parts.next().unwrap(),
                parts.next().unwrap()
            );
            if let Some(source) = parts.next() {
                text += &format!("source = {source:?}\n");
            }
            let lines: Vec<_> = lines.split(", ").filter(|line| !line.is_empty()).collect();
            text += &format!("dependencies = {lines:?}\n");
        }
        let mut sources = Sources::new();
        let id = sources.add("Cargo.lock", text);
        let lock = Lock::parse(&sources, id).unwrap();
        let built = LockGraph::build(&lock);
        let mut shown: Vec<String> = built
            .graph
            .all_dependencies()
            .map(|edge| {
                let to = built.graph.package(edge.to);
                format!("{} -> {to} ({})", built.graph.package(edge.from), to.source)
            })
            .collect();
        shown.extend(built.unresolved.iter().map(|u| {
            format!(
                "{} line {} fits {}",
                lock.packages[u.package].name, u.line, u.n_fitting
            )
        }));
        shown.extend(
            built
                .repeated
                .iter()
                .map(|(a, b)| format!("entry {b} repeats {a}")),
        );
        shown.join("\n")
    }

    #[test]
    fn lines_mean_what_cargo_means() {
        let check =
            |entries: &str, expected: &str| assert_eq!(build(entries), expected, "{entries}");
        check(
            "a 1.0.0 -> b\nb 2.0.0 registry+r",
            "a 1.0.0 -> b 2.0.0 (registry r)",
        );
        check(
            "a 1.0.0 -> b 1.0.0, b 2.0.0\nb 1.0.0 registry+r\nb 2.0.0 registry+r",
            "a 1.0.0 -> b 1.0.0 (registry r)\na 1.0.0 -> b 2.0.0 (registry r)",
        );
        check(
            "a 1.0.0 -> b 1.0.0, b 1.0.0 (registry+r)\nb 1.0.0\nb 1.0.0 registry+r",
            "a 1.0.0 -> b 1.0.0 (path)\na 1.0.0 -> b 1.0.0 (registry r)",
        );
        check(
            "a 1.0.0 -> g 1.0.0 (git+u?rev=1)\ng 1.0.0 git+u?rev=1#c1\ng 1.0.0 git+u?rev=2#c2",
            "a 1.0.0 -> g 1.0.0 (git u at c1)",
        );
    }

    #[test]
    fn lines_that_do_not_fit_are_kept_for_the_rules() {
        let check =
            |entries: &str, expected: &str| assert_eq!(build(entries), expected, "{entries}");
        check("a 1.0.0 -> gone", "a line 0 fits 0");
        check(
            "a 1.0.0 -> b\nb 1.0.0 registry+r\nb 2.0.0 registry+r",
            "a line 0 fits 2",
        );
        check(
            "a 1.0.0 registry+r\na 1.0.0 registry+r",
            "entry 1 repeats 0",
        );
    }
}
