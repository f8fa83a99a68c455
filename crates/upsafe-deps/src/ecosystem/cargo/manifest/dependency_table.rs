//! Tables of dependencies as a manifest writes them.

use semver::VersionReq;

use super::tree::{At, Entry, ParseError, Table};
use crate::graph::DependencyKind;

/// A dependency as one manifest states it.
#[derive(Clone, Debug)]
pub(super) struct DeclaredDependency {
    pub(super) key: At<String>,
    pub(super) kind: DependencyKind,
    pub(super) target: Option<String>,
    pub(super) inherited: bool,
    pub(super) package: Option<At<String>>,
    pub(super) requirement: Option<At<DeclaredRequirement>>,
    pub(super) path: Option<At<String>>,
    pub(super) git: Option<At<DeclaredGit>>,
    pub(super) registry: Option<At<DeclaredRegistry>>,
    pub(super) optional: bool,
    pub(super) default_features: Option<bool>,
    pub(super) features: Vec<At<String>>,
}

#[derive(Clone, Debug)]
pub(super) struct DeclaredRequirement {
    pub(super) text: String,
    pub(super) parsed: VersionReq,
}

#[derive(Clone, Debug)]
pub(super) struct DeclaredGit {
    pub(super) url: String,
    pub(super) reference: GitReference,
}

#[derive(Clone, Debug)]
pub(super) enum DeclaredRegistry {
    Name(String),
    Index(String),
}

/// Which commit of a git repository a dependency asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GitReference {
    /// The head of the default branch.
    DefaultBranch,
    /// The head of a branch.
    Branch(String),
    /// A tag.
    Tag(String),
    /// A commit, or another name that git resolves to one.
    Rev(String),
}

/// Every dependency of a manifest: the three kinds, for all targets and for particular ones.
pub(super) fn dependency_tables(
    root: Table<'_, '_>,
) -> Result<Vec<DeclaredDependency>, ParseError> {
    let mut all = Vec::new();
    kinds_of(root, None, &mut all)?;
    if let Some(targets) = root.table("target")? {
        for target in targets.entries() {
            kinds_of(target.table()?, Some(target.name()), &mut all)?;
        }
    }
    Ok(all)
}

fn kinds_of(
    table: Table<'_, '_>,
    target: Option<&str>,
    all: &mut Vec<DeclaredDependency>,
) -> Result<(), ParseError> {
    let kinds: [(&[&str], DependencyKind); 3] = [
        (&["dependencies"], DependencyKind::Normal),
        (
            &["dev-dependencies", "dev_dependencies"],
            DependencyKind::Dev,
        ),
        (
            &["build-dependencies", "build_dependencies"],
            DependencyKind::Build,
        ),
    ];
    for (spellings, kind) in kinds {
        let Some(entry) = table.entry_of(spellings) else {
            continue;
        };
        for mut dependency in dependencies(entry.table()?)? {
            dependency.kind = kind;
            dependency.target = target.map(str::to_owned);
            all.push(dependency);
        }
    }
    Ok(())
}

/// The dependencies of one table, in the order of the text, as normal ones.
pub(super) fn dependencies(table: Table<'_, '_>) -> Result<Vec<DeclaredDependency>, ParseError> {
    table.entries().iter().map(dependency).collect()
}

fn dependency(entry: &Entry<'_, '_>) -> Result<DeclaredDependency, ParseError> {
    let mut dependency = DeclaredDependency {
        key: entry.key(),
        kind: DependencyKind::Normal,
        target: None,
        inherited: false,
        package: None,
        requirement: None,
        path: None,
        git: None,
        registry: None,
        optional: false,
        default_features: None,
        features: Vec::new(),
    };
    if let Some(text) = entry.as_string() {
        dependency.requirement = Some(requirement(text)?);
        return Ok(dependency);
    }
    let Some(table) = entry.as_table() else {
        return Err(entry.expected("a version requirement or a table"));
    };
    if let Some(workspace) = table.entry("workspace") {
        if !workspace.boolean()? {
            let message = "expected `workspace` to be `true`, found `false`";
            return Err(ParseError::new(workspace.span().start, message));
        }
        dependency.inherited = true;
    }
    dependency.package = table.string("package")?;
    dependency.requirement = table.string("version")?.map(requirement).transpose()?;
    dependency.path = table.string("path")?;
    dependency.git = git(table)?;
    dependency.registry = registry(table)?;
    dependency.optional = table.boolean("optional")?.unwrap_or(false);
    dependency.default_features = table
        .entry_of(&["default-features", "default_features"])
        .map(|entry| entry.boolean())
        .transpose()?;
    dependency.features = table.strings("features")?;
    let sourced =
        dependency.requirement.is_some() || dependency.path.is_some() || dependency.git.is_some();
    if !sourced && !dependency.inherited {
        let name = entry.name();
        return Err(ParseError::new(
            dependency.key.span.start,
            format_args!(
                "expected dependency `{name}` to have `version`, `path`, `git` or `workspace`, found none"
            ),
        ));
    }
    if let (Some(git), Some(_)) = (&dependency.git, &dependency.path) {
        let message = "expected either `git` or `path`, found both";
        return Err(ParseError::new(git.span.start, message));
    }
    Ok(dependency)
}

fn requirement(text: At<String>) -> Result<At<DeclaredRequirement>, ParseError> {
    let At { value: text, span } = text;
    let parsed = text.parse().map_err(|error| {
        ParseError::new(
            span.start,
            format_args!("expected a version requirement such as `1.2`, found `{text}`: {error}"),
        )
    })?;
    let value = DeclaredRequirement { text, parsed };
    Ok(At { value, span })
}

fn git(table: Table<'_, '_>) -> Result<Option<At<DeclaredGit>>, ParseError> {
    let Some(url) = table.string("git")? else {
        return Ok(None);
    };
    let mut reference = GitReference::DefaultBranch;
    for key in ["branch", "tag", "rev"] {
        let Some(text) = table.string(key)? else {
            continue;
        };
        if reference != GitReference::DefaultBranch {
            let message = "expected one of `branch`, `tag` and `rev`, found several";
            return Err(ParseError::new(text.span.start, message));
        }
        reference = match key {
            "branch" => GitReference::Branch(text.value),
            "tag" => GitReference::Tag(text.value),
            _ => GitReference::Rev(text.value),
        };
    }
    let At { value: url, span } = url;
    let value = DeclaredGit { url, reference };
    Ok(Some(At { value, span }))
}

fn registry(table: Table<'_, '_>) -> Result<Option<At<DeclaredRegistry>>, ParseError> {
    let name = table.string("registry")?;
    let index = table.string("registry-index")?;
    match (name, index) {
        (Some(name), Some(_)) => Err(ParseError::new(
            name.span.start,
            "expected either `registry` or `registry-index`, found both",
        )),
        (Some(At { value, span }), None) => Ok(Some(At {
            value: DeclaredRegistry::Name(value),
            span,
        })),
        (None, Some(At { value, span })) => Ok(Some(At {
            value: DeclaredRegistry::Index(value),
            span,
        })),
        (None, None) => Ok(None),
    }
}
