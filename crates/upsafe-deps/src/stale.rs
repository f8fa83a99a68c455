//! Whether a lock meets what one manifest asks for.

use semver::Version;

use crate::{
    CargoEvidence,
    ecosystem::cargo::{
        index::same_registry,
        manifest::{Dependency, GitReference, Origin, Package, Workspace},
    },
    evidence::cargo_version,
    graph::{PackageId, PackageSource},
};

/// How a lock does not meet a requirement.
pub(crate) enum Unmet<'e> {
    /// It has nothing of that name for the package.
    Missing,
    /// It has versions that the requirement does not allow.
    Version(Vec<&'e Version>),
    /// It has an allowed version from somewhere else.
    Source(&'e PackageSource),
}

/// How the lock does not meet a dependency of a member; none where it does.
pub(crate) fn unmet<'e>(
    cargo: &'e CargoEvidence,
    workspace: &Workspace,
    member: PackageId,
    dependency: &Dependency,
) -> Option<Unmet<'e>> {
    let name = &dependency.package;
    if workspace
        .replacements
        .iter()
        .any(|replacement| replacement.name == *name)
    {
        return None; // the deprecated [replace] shows the replaced package, not the used one
    }
    // A line that names no entry or several is another rule's.
    let is_broken = cargo.unresolved.iter().any(|unresolved| {
        let holder = &cargo.lock.packages[unresolved.package];
        cargo.lock_ids[unresolved.package] == member
            && *holder.dependencies[unresolved.line].name == **name
    });
    if is_broken {
        return None;
    }
    let mut named: Vec<PackageId> = cargo
        .graph
        .required(member)
        .filter(|to| *cargo.graph.package(*to).name == **name)
        .collect();
    named.sort_unstable();
    named.dedup();
    if named.is_empty() {
        return Some(Unmet::Missing);
    }
    let allowed = |id: &&PackageId| {
        cargo_version(&cargo.graph, **id).is_some_and(|version| dependency.allows(version))
    };
    let fitting: Vec<&PackageId> = named.iter().filter(allowed).collect();
    let Some(first) = fitting.first() else {
        let versions = named
            .iter()
            .filter_map(|id| cargo_version(&cargo.graph, *id));
        return Some(Unmet::Version(versions.collect()));
    };
    let is_patched = workspace
        .patches
        .iter()
        .any(|patch| patch.dependency.package == *name);
    let comes =
        |id: &&PackageId| comes_from(cargo, &dependency.origin, &cargo.graph.package(**id).source);
    if is_patched || fitting.iter().any(comes) {
        return None;
    }
    Some(Unmet::Source(&cargo.graph.package(**first).source))
}

/// Whether a package requires itself, as tests do to turn on its own features.
pub(crate) fn is_self(package: &Package, dependency: &Dependency) -> bool {
    dependency.package == package.name
        && matches!(&dependency.origin, Origin::Path(directory) if *directory == package.directory)
}

/// Whether a path entry stands in for a package of another source, as a patch by path does.
pub(crate) fn has_other_source(cargo: &CargoEvidence, id: PackageId) -> bool {
    let Some(workspace) = &cargo.workspace else {
        return false;
    };
    let name = &*cargo.graph.package(id).name;
    let patched = workspace
        .patches
        .iter()
        .any(|patch| patch.dependency.package == name);
    patched
        || workspace
            .replacements
            .iter()
            .any(|replacement| replacement.name == name)
}

fn comes_from(cargo: &CargoEvidence, origin: &Origin, source: &PackageSource) -> bool {
    match (origin, source) {
        (Origin::Path(_), PackageSource::Path) => true,
        (Origin::Registry(name), PackageSource::Registry(url)) => {
            // A name that no configuration explains may be any registry.
            cargo
                .config
                .registry_url(name)
                .is_none_or(|known| same_registry(known, url))
        }
        (
            Origin::Git { url, reference },
            PackageSource::Git {
                url: locked,
                reference: asked,
                ..
            },
        ) => same_repository(url, locked) && asks_for(reference, asked),
        _ => false,
    }
}

/// Whether two URLs are of one repository, as cargo sees it.
fn same_repository(a: &str, b: &str) -> bool {
    let plain = |url: &str| {
        let url = url.trim_end_matches('/');
        let plain = url.strip_suffix(".git").unwrap_or(url).to_owned();
        if plain.to_ascii_lowercase().contains("://github.com/") {
            plain.to_ascii_lowercase()
        } else {
            plain
        }
    };
    plain(a) == plain(b)
}

/// Whether the lock's `branch=main` is what the manifest asks for.
fn asks_for(reference: &GitReference, locked: &str) -> bool {
    let locked = percent_decoded(locked);
    match reference {
        GitReference::DefaultBranch => locked.is_empty() || locked == "branch=HEAD",
        GitReference::Branch(name) => {
            locked.strip_prefix("branch=") == Some(name) || locked.is_empty() && name == "master"
        }
        GitReference::Tag(name) => locked.strip_prefix("tag=") == Some(name),
        GitReference::Rev(name) => locked.strip_prefix("rev=") == Some(name),
    }
}

/// Format 4 of the lock writes `/` in a reference as `%2F`, and a space as `+`.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.first_chunk::<2>().filter(|_| *first == b'%');
        let digits = escaped.and_then(|pair| std::str::from_utf8(pair).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_compared_as_cargo_writes_them() {
        let check = |reference: GitReference, locked: &str, expected: bool| {
            assert_eq!(asks_for(&reference, locked), expected, "{locked}");
        };
        check(GitReference::DefaultBranch, "", true);
        check(GitReference::DefaultBranch, "branch=main", false);
        check(GitReference::Branch("a/b".into()), "branch=a%2Fb", true);
        check(GitReference::Branch("a/b".into()), "branch=a/b", true);
        check(GitReference::Rev("0123".into()), "rev=0124", false);
        check(GitReference::Tag("100%".into()), "tag=100%", true);
    }

    #[test]
    fn repositories_are_compared_as_cargo_sees_them() {
        assert!(same_repository(
            "https://github.com/O/r.git",
            "https://github.com/o/r"
        ));
        assert!(!same_repository(
            "https://h.example/O/r",
            "https://h.example/o/r"
        ));
    }
}
