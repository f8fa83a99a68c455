//! `Cargo.lock`, every version of the format, with the place of everything a finding may point at.
//!
//! The parser reads what Cargo writes and refuses what Cargo refuses; what Cargo accepts but a
//! careful reader doubts (a missing checksum, an entry nobody requires) is kept for the rules.
//! The format is Cargo's own: `cargo::core::resolver::encode` describes it.

use std::{collections::BTreeMap, sync::Arc};

use semver::Version;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};
use upsafe_core::{LoadError, Place, Source, SourceId, Sources, Span, conflict_marker};

use crate::graph::PackageSource;

/// The newest format of the lock that is known, written by Cargo since 1.83.
pub const NEWEST_FORMAT: u32 = 4;

/// A parsed `Cargo.lock`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lock {
    /// The text it was read from.
    pub source: SourceId,
    /// The version of the format: 1 to [`NEWEST_FORMAT`].
    pub format: u32,
    /// The packages, in the order of the file.
    pub packages: Vec<LockPackage>,
    /// Packages under `[[patch.unused]]`, in the order of the file.
    pub unused_patches: Vec<LockPackage>,
}

/// One `[[package]]` of a lock.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LockPackage {
    /// Its name.
    pub name: Arc<str>,
    /// Where the name stands.
    pub name_span: Span,
    /// Its version.
    pub version: Version,
    /// Where the version stands.
    pub version_span: Span,
    /// Where it comes from; a path where the lock names no source.
    pub package_source: PackageSource,
    /// The source as the lock spells it.
    pub source_text: Option<Box<str>>,
    /// Where the source stands.
    pub source_span: Option<Span>,
    /// The checksum of its archive, as the lock spells it.
    pub checksum: Option<LockChecksum>,
    /// What it requires.
    pub dependencies: Vec<LockDependency>,
}

/// The checksum of a package's archive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockChecksum {
    /// The digits as spelled, normally 64 hexadecimal ones.
    pub text: Box<str>,
    /// Where they stand.
    pub span: Span,
}

/// One line of a package's `dependencies`: a name, with version and source where needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockDependency {
    /// The name.
    pub name: Box<str>,
    /// The version, stated where the name alone is ambiguous.
    pub version: Option<Version>,
    /// The source, stated where name and version are ambiguous.
    pub source: Option<PackageSource>,
    /// Where the line stands.
    pub span: Span,
}

impl Lock {
    /// Parses the text of a lock that stands in `sources`.
    ///
    /// # Errors
    /// Where the text is no TOML, holds merge markers, states a format newer than
    /// [`NEWEST_FORMAT`], or an entry lacks what every entry must have; the error names the place.
    pub fn parse(sources: &Sources, id: SourceId) -> Result<Self, LoadError> {
        let source = sources.get(id);
        let reader = Reader { source };
        if let Some(offset) = conflict_marker(source.text()) {
            return Err(reader.error(
                offset,
                "expected a lock, found the marker of an unresolved merge",
            ));
        }
        let table = DeTable::parse(source.text()).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            reader.error(offset, format_args!("expected TOML: {}", error.message()))
        })?;
        let table = table.get_ref();
        let format = reader.format(table)?;
        let metadata = reader.metadata(table)?;
        let mut packages = Vec::new();
        for entry in reader.tables(table, "package")? {
            packages.push(reader.package(entry, &metadata)?);
        }
        // Cargo before 0.18 kept the first package under [root].
        if let Some(root) = table.get("root").and_then(|root| root.get_ref().as_table()) {
            let span = table.get("root").map_or(0..0, Spanned::span);
            packages.insert(0, reader.package((root, span), &metadata)?);
        }
        let mut unused_patches = Vec::new();
        if let Some(patch) = table
            .get("patch")
            .and_then(|patch| patch.get_ref().as_table())
        {
            for entry in reader.tables(patch, "unused")? {
                unused_patches.push(reader.package(entry, &metadata)?);
            }
        }
        Ok(Self {
            source: id,
            format,
            packages,
            unused_patches,
        })
    }

    /// A span of this lock as a place.
    pub fn place(&self, span: &Span) -> Place {
        Place::new(self.source, span.clone())
    }
}

impl LockPackage {
    /// Whether the lock says that it comes from a registry.
    pub fn is_from_registry(&self) -> bool {
        matches!(self.package_source, PackageSource::Registry(_))
    }
}

type Entry<'t, 'i> = (&'t DeTable<'i>, Span);

struct Reader<'s> {
    source: &'s Source,
}

impl Reader<'_> {
    fn error(&self, offset: usize, message: impl std::fmt::Display) -> LoadError {
        LoadError::at(self.source, offset, message)
    }

    fn format(&self, table: &DeTable<'_>) -> Result<u32, LoadError> {
        let Some(value) = table.get("version") else {
            // Format 1 and 2 do not state themselves; they differ in where checksums stand.
            let has_checksum = |entry: &Spanned<DeValue<'_>>| {
                entry
                    .get_ref()
                    .as_table()
                    .is_some_and(|table| table.get("checksum").is_some())
            };
            let packages = table
                .get("package")
                .and_then(|list| list.get_ref().as_array());
            let inline = packages.is_some_and(|list| list.iter().any(has_checksum));
            return Ok(if inline { 2 } else { 1 });
        };
        let found = value
            .get_ref()
            .as_integer()
            .and_then(|integer| u32::from_str_radix(integer.as_str(), integer.radix()).ok());
        match found {
            Some(format @ 1..=NEWEST_FORMAT) => Ok(format),
            _ => Err(self.error(
                value.span().start,
                format_args!(
                    "expected a lock of format 1 to {NEWEST_FORMAT}, found {}",
                    &self.source.text()[value.span()]
                ),
            )),
        }
    }

    /// Format 1 keeps checksums apart: `"checksum NAME VERSION (SOURCE)" = "..."`.
    fn metadata(&self, table: &DeTable<'_>) -> Result<BTreeMap<String, LockChecksum>, LoadError> {
        let mut checksums = BTreeMap::new();
        let Some(value) = table.get("metadata") else {
            return Ok(checksums);
        };
        let Some(metadata) = value.get_ref().as_table() else {
            return Err(self.error(value.span().start, "expected `metadata` to be a table"));
        };
        for (key, value) in metadata.iter() {
            if let Some(package) = key.get_ref().strip_prefix("checksum ") {
                let text = self.string(value, "a checksum")?;
                checksums.insert(
                    package.to_owned(),
                    LockChecksum {
                        text: text.into(),
                        span: value.span(),
                    },
                );
            }
        }
        Ok(checksums)
    }

    fn tables<'t, 'i>(
        &self,
        table: &'t DeTable<'i>,
        key: &str,
    ) -> Result<Vec<Entry<'t, 'i>>, LoadError> {
        let Some(value) = table.get(key) else {
            return Ok(Vec::new());
        };
        let expected = || {
            self.error(
                value.span().start,
                format_args!("expected `[[{key}]]` to be a list of tables"),
            )
        };
        let list = value.get_ref().as_array().ok_or_else(expected)?;
        list.iter()
            .map(|entry| {
                Ok((
                    entry.get_ref().as_table().ok_or_else(expected)?,
                    entry.span(),
                ))
            })
            .collect()
    }

    fn package(
        &self,
        (table, span): Entry<'_, '_>,
        metadata: &BTreeMap<String, LockChecksum>,
    ) -> Result<LockPackage, LoadError> {
        let required = |key: &str| {
            table.get(key).ok_or_else(|| {
                self.error(
                    span.start,
                    format_args!("expected the package to have a `{key}`"),
                )
            })
        };
        let name = required("name")?;
        let version = required("version")?;
        let source = table.get("source");
        let package_source = match source {
            Some(source) => self.source(self.string(source, "a source")?, source.span().start)?,
            None => PackageSource::Path,
        };
        let source_text = source
            .and_then(|source| source.get_ref().as_str())
            .map(Box::from);
        let name_text = self.string(name, "a package name")?;
        let version_text = self.string(version, "a version")?;
        let checksum = match table.get("checksum") {
            Some(value) => Some(LockChecksum {
                text: self.string(value, "a checksum")?.into(),
                span: value.span(),
            }),
            None => source_text
                .as_ref()
                .filter(|_| !metadata.is_empty())
                .and_then(|source| metadata.get(&format!("{name_text} {version_text} ({source})")))
                .cloned(),
        };
        Ok(LockPackage {
            name: name_text.into(),
            name_span: name.span(),
            version: self.version(version_text, version.span().start)?,
            version_span: version.span(),
            package_source,
            source_text,
            source_span: source.map(Spanned::span),
            checksum,
            dependencies: self.dependencies(table)?,
        })
    }

    fn dependencies(&self, table: &DeTable<'_>) -> Result<Vec<LockDependency>, LoadError> {
        let Some(value) = table.get("dependencies") else {
            return Ok(Vec::new());
        };
        let list = value.get_ref().as_array().ok_or_else(|| {
            self.error(
                value.span().start,
                "expected `dependencies` to be a list of strings",
            )
        })?;
        list.iter()
            .map(|entry| self.dependency(self.string(entry, "a dependency")?, entry.span()))
            .collect()
    }

    fn dependency(&self, text: &str, span: Span) -> Result<LockDependency, LoadError> {
        let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
        let (version, source) = match rest.split_once(' ') {
            Some((version, source)) => (version, Some(source)),
            None => (rest, None),
        };
        let version = match version {
            "" => None,
            version => Some(self.version(version, span.start)?),
        };
        let source = match source {
            None => None,
            Some(text) => {
                let inner = text
                    .strip_prefix('(')
                    .and_then(|text| text.strip_suffix(')'));
                let inner = inner.ok_or_else(|| {
                    self.error(
                        span.start,
                        format_args!(
                            "expected `NAME VERSION (SOURCE)`, found `{text}` for the source"
                        ),
                    )
                })?;
                Some(self.source(inner, span.start)?)
            }
        };
        Ok(LockDependency {
            name: name.into(),
            version,
            source,
            span,
        })
    }

    fn string<'v>(
        &self,
        value: &'v Spanned<DeValue<'_>>,
        what: &str,
    ) -> Result<&'v str, LoadError> {
        value.get_ref().as_str().ok_or_else(|| {
            let found = value.get_ref().type_str();
            self.error(
                value.span().start,
                format_args!("expected {what} as a string, found {found}"),
            )
        })
    }

    fn version(&self, text: &str, offset: usize) -> Result<Version, LoadError> {
        text.parse().map_err(|error| {
            self.error(
                offset,
                format_args!("expected a version, found `{text}`: {error}"),
            )
        })
    }

    fn source(&self, text: &str, offset: usize) -> Result<PackageSource, LoadError> {
        let (kind, url) = text.split_once('+').ok_or_else(|| {
            self.error(
                offset,
                format_args!(
                    "expected a source such as `registry+URL` or `git+URL#COMMIT`, found `{text}`"
                ),
            )
        })?;
        Ok(match kind {
            "registry" | "sparse" => PackageSource::Registry(url.into()),
            "git" => {
                let (url, commit) = url.rsplit_once('#').unwrap_or((url, ""));
                let (url, reference) = url.split_once('?').unwrap_or((url, ""));
                PackageSource::Git {
                    url: url.into(),
                    reference: reference.into(),
                    commit: commit.into(),
                }
            }
            "path" => PackageSource::Path,
            _ => PackageSource::Other(text.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Lock, String> {
        let mut sources = Sources::new();
        let id = sources.add("Cargo.lock", text);
        Lock::parse(&sources, id).map_err(|error| error.to_string())
    }

    #[test]
    fn every_format_is_read() {
        let check = |text: &str, format: u32, expected: &str| {
            let lock = parse(text).unwrap();
            let shown: Vec<_> = lock
                .packages
                .iter()
                .map(|p| {
                    let sum = p.checksum.as_ref().map_or("-", |sum| &sum.text);
                    let deps: Vec<_> = p.dependencies.iter().map(|d| &*d.name).collect();
                    format!(
                        "{} {} {} {sum} {deps:?}",
                        p.name, p.version, p.package_source
                    )
                })
                .collect();
            assert_eq!((lock.format, shown.join("\n").as_str()), (format, expected));
        };
        check("version = 4\n", 4, "");
        check(
            "[root]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\"b 0.1.0 (registry+https://x)\"]\n\
             [[package]]\nname = \"b\"\nversion = \"0.1.0\"\nsource = \"registry+https://x\"\n\
             [metadata]\n\"checksum b 0.1.0 (registry+https://x)\" = \"00ff\"\n",
            1,
            "a 1.0.0 path - [\"b\"]\nb 0.1.0 registry https://x 00ff []",
        );
        check(
            "[[package]]\nname = \"b\"\nversion = \"0.1.0\"\nsource = \"sparse+https://y/\"\nchecksum = \"11\"\n",
            2,
            "b 0.1.0 registry https://y/ 11 []",
        );
        check(
            "version = 3\n[[package]]\nname = \"g\"\nversion = \"0.1.0\"\nsource = \"git+https://h/g?branch=main#0123\"\n",
            3,
            "g 0.1.0 git https://h/g at 0123 - []",
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let check = |text: &str, expected: &str| assert_eq!(parse(text).unwrap_err(), expected);
        check(
            "version = 5\n",
            "Cargo.lock:1:11: expected a lock of format 1 to 4, found 5",
        );
        check(
            "version = \"4\"\n",
            "Cargo.lock:1:11: expected a lock of format 1 to 4, found \"4\"",
        );
        check(
            "version = 4\npackage = 1\n",
            "Cargo.lock:2:11: expected `[[package]]` to be a list of tables",
        );
        check(
            "[[package]]\nname = \"a\"\n",
            "Cargo.lock:1:1: expected the package to have a `version`",
        );
        check(
            "[[package]]\nname = \"a\"\nversion = \"1.0\"\n",
            "Cargo.lock:3:11: expected a version, found `1.0`: unexpected end of input while parsing minor version number",
        );
        check(
            "[[package]]\nname = 1\nversion = \"1.0.0\"\n",
            "Cargo.lock:2:8: expected a package name as a string, found integer",
        );
        check(
            "version = 4\n<<<<<<< HEAD\n",
            "Cargo.lock:2:1: expected a lock, found the marker of an unresolved merge",
        );
        check(
            "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"crates.io\"\n",
            "Cargo.lock:4:10: expected a source such as `registry+URL` or `git+URL#COMMIT`, found `crates.io`",
        );
        assert!(
            parse("[[package]\n")
                .unwrap_err()
                .starts_with("Cargo.lock:1:")
        );
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&format!("x = {}", "[".repeat(100_000))).is_err());
    }
}
