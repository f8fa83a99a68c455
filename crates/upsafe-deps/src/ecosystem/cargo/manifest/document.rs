//! One `Cargo.toml` as written: nothing inherited yet, nothing looked up.
//!
//! Keys that this reader does not know are ignored, as Cargo only warns of them.

use semver::Version;

use super::{
    dependency_table::{DeclaredDependency, dependencies, dependency_tables},
    rust_version::RustVersion,
    tree::{self, At, Entry, ParseError, Table},
};

/// A manifest as its text says.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    pub(super) package: Option<PackageTable>,
    pub(super) workspace: Option<WorkspaceTable>,
    pub(super) dependencies: Vec<DeclaredDependency>,
    pub(super) features: Vec<DeclaredFeature>,
    pub(super) patches: Vec<DeclaredPatch>,
    pub(super) replacements: Vec<DeclaredDependency>,
}

/// A value that the manifest states or takes over from its workspace.
#[derive(Clone, Debug)]
pub(super) enum Inheritable<T> {
    Stated(T),
    /// `key.workspace = true`, at this offset.
    Inherited(usize),
}

#[derive(Clone, Debug)]
pub(super) struct PackageTable {
    pub(super) name: At<String>,
    pub(super) version: Option<Inheritable<At<Version>>>,
    pub(super) edition: Option<Inheritable<At<String>>>,
    pub(super) rust_version: Option<Inheritable<At<RustVersion>>>,
    pub(super) publish: Option<Inheritable<Publish>>,
    pub(super) links: Option<At<String>>,
    pub(super) resolver: Option<At<String>>,
    /// `package.workspace`: where the workspace root is.
    pub(super) workspace: Option<At<String>>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct WorkspaceTable {
    pub(super) members: Vec<At<String>>,
    pub(super) exclude: Vec<At<String>>,
    pub(super) resolver: Option<At<String>>,
    pub(super) dependencies: Vec<DeclaredDependency>,
    pub(super) version: Option<At<Version>>,
    pub(super) edition: Option<At<String>>,
    pub(super) rust_version: Option<At<RustVersion>>,
    pub(super) publish: Option<Publish>,
}

/// One line of `[features]`.
#[derive(Clone, Debug)]
pub(super) struct DeclaredFeature {
    pub(super) name: At<String>,
    pub(super) values: Vec<At<String>>,
}

/// One line of `[patch.SOURCE]`.
#[derive(Clone, Debug)]
pub(super) struct DeclaredPatch {
    pub(super) source: String,
    pub(super) dependency: DeclaredDependency,
}

/// Where a package may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Publish {
    /// To any registry.
    Anywhere,
    /// To none.
    Nowhere,
    /// To the registries of these names only.
    Only(Vec<String>),
}

impl Manifest {
    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// Where the text is no TOML, states neither a package nor a workspace, or a key that is read
    /// has a value that Cargo refuses.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let document = tree::parse(text)?;
        let root = Table::root(&document);
        let package = root
            .entry_of(&["package", "project"])
            .map(|entry| package(entry.table()?))
            .transpose()?;
        let workspace = root.table("workspace")?.map(workspace).transpose()?;
        if package.is_none() && workspace.is_none() {
            let message = "expected a manifest with `[package]` or `[workspace]`, found neither";
            return Err(ParseError::new(0, message));
        }
        let pointer = package
            .as_ref()
            .and_then(|package| package.workspace.as_ref());
        if let (Some(pointer), Some(_)) = (pointer, &workspace) {
            return Err(ParseError::new(
                pointer.span.start,
                "expected either `package.workspace` or `[workspace]`, found both",
            ));
        }
        Ok(Self {
            package,
            workspace,
            dependencies: dependency_tables(root)?,
            features: features(root)?,
            patches: patches(root)?,
            replacements: match root.table("replace")? {
                Some(table) => dependencies(table)?,
                None => Vec::new(),
            },
        })
    }
}

fn package(table: Table<'_, '_>) -> Result<PackageTable, ParseError> {
    let name = table.string("name")?.ok_or_else(|| {
        ParseError::new(
            table.offset,
            "expected `[package]` to have a `name`, found none",
        )
    })?;
    if name.value.is_empty() {
        let message = "expected the name of a package, found an empty string";
        return Err(ParseError::new(name.span.start, message));
    }
    Ok(PackageTable {
        name,
        version: inheritable(table, "version", version)?,
        edition: inheritable(table, "edition", Entry::string)?,
        rust_version: inheritable(table, "rust-version", rust_version)?,
        publish: inheritable(table, "publish", publish)?,
        links: table.string("links")?,
        resolver: table.string("resolver")?,
        workspace: table.string("workspace")?,
    })
}

fn workspace(table: Table<'_, '_>) -> Result<WorkspaceTable, ParseError> {
    let mut workspace = WorkspaceTable {
        members: table.strings("members")?,
        exclude: table.strings("exclude")?,
        resolver: table.string("resolver")?,
        ..WorkspaceTable::default()
    };
    if let Some(shared) = table.table("dependencies")? {
        workspace.dependencies = dependencies(shared)?;
    }
    if let Some(package) = table.table("package")? {
        let entry = |key| package.entry(key);
        workspace.version = entry("version").map(|e| version(&e)).transpose()?;
        workspace.edition = package.string("edition")?;
        workspace.rust_version = entry("rust-version")
            .map(|e| rust_version(&e))
            .transpose()?;
        workspace.publish = entry("publish").map(|e| publish(&e)).transpose()?;
    }
    Ok(workspace)
}

fn inheritable<'t, 'i, T>(
    table: Table<'t, 'i>,
    key: &str,
    read: impl Fn(&Entry<'t, 'i>) -> Result<T, ParseError>,
) -> Result<Option<Inheritable<T>>, ParseError> {
    let Some(entry) = table.entry(key) else {
        return Ok(None);
    };
    let Some(inner) = entry.as_table() else {
        return Ok(Some(Inheritable::Stated(read(&entry)?)));
    };
    match inner.boolean("workspace")? {
        Some(true) => Ok(Some(Inheritable::Inherited(entry.span().start))),
        Some(false) => {
            let message = "expected `workspace` to be `true`, found `false`";
            Err(ParseError::new(entry.span().start, message))
        }
        None => Err(entry.expected("a value or `{ workspace = true }`")),
    }
}

fn version(entry: &Entry<'_, '_>) -> Result<At<Version>, ParseError> {
    let text = entry.string()?;
    let value = text.value.trim().parse().map_err(|error| {
        let found = &text.value;
        let message = format_args!("expected a version such as `1.2.3`, found `{found}`: {error}");
        ParseError::new(text.span.start, message)
    })?;
    let span = text.span;
    Ok(At { value, span })
}

fn rust_version(entry: &Entry<'_, '_>) -> Result<At<RustVersion>, ParseError> {
    let text = entry.string()?;
    let span = text.span;
    let value = text.value.parse();
    let value = value.map_err(|error| ParseError::new(span.start, error))?;
    Ok(At { value, span })
}

fn publish(entry: &Entry<'_, '_>) -> Result<Publish, ParseError> {
    match entry.as_boolean() {
        Some(true) => Ok(Publish::Anywhere),
        Some(false) => Ok(Publish::Nowhere),
        None => {
            let names = entry
                .strings()
                .map_err(|_| entry.expected("a boolean or a list of registry names"))?;
            let names: Vec<_> = names.into_iter().map(|name| name.value).collect();
            Ok(if names.is_empty() {
                Publish::Nowhere
            } else {
                Publish::Only(names)
            })
        }
    }
}

fn features(root: Table<'_, '_>) -> Result<Vec<DeclaredFeature>, ParseError> {
    let Some(table) = root.table("features")? else {
        return Ok(Vec::new());
    };
    table
        .entries()
        .into_iter()
        .map(|entry| {
            Ok(DeclaredFeature {
                name: entry.key(),
                values: entry.strings()?,
            })
        })
        .collect()
}

fn patches(root: Table<'_, '_>) -> Result<Vec<DeclaredPatch>, ParseError> {
    let Some(table) = root.table("patch")? else {
        return Ok(Vec::new());
    };
    let mut patches = Vec::new();
    for source in table.entries() {
        for dependency in dependencies(source.table()?)? {
            let source = source.name().to_owned();
            patches.push(DeclaredPatch { source, dependency });
        }
    }
    Ok(patches)
}
