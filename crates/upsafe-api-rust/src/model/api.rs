//! The API as a whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{
    fold::{visit_bound, visit_function, visit_generics, visit_named, visit_type},
    item::{Impl, Item, ItemKind, Owner, ParameterKind},
    types::is_false,
};

/// The public API of one crate, as it was built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Api {
    /// The crate itself.
    pub krate: CrateInfo,
    /// The crates whose items stand in the API, by the name that paths begin with.
    pub dependencies: BTreeMap<String, Dependency>,
    /// Sorted by path, then kind; no two are equal.
    pub items: Vec<Item>,
    /// Implementations of traits, sorted.
    pub impls: Vec<Impl>,
}

/// What is known of a crate apart from its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CrateInfo {
    /// The package's name.
    pub package: String,
    /// The library's name: the first segment of paths.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// Its edition.
    pub edition: String,
    /// The compiler that told the API.
    pub rustc: String,
    /// The target it was built for: `x86_64-unknown-linux-gnu`.
    pub target: String,
    /// Which standard library it needs.
    pub library: Library,
    /// Whether it is a procedural macro crate.
    #[serde(default, skip_serializing_if = "is_false")]
    pub proc_macro: bool,
    /// The features the API was built with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub built_with: Vec<String>,
    /// The features of the manifest, implicit ones of optional dependencies with them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub features: BTreeMap<String, Vec<String>>,
}

/// Which standard library a crate needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Library {
    /// `#![no_std]` always.
    NoStd,
    /// `#![no_std]` under a condition: `#![cfg_attr(not(feature = "std"), no_std)]`.
    NoStdSometimes,
    /// The standard library.
    Std,
}

/// A crate whose items stand in the API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Dependency {
    /// The package; none where it is not known, as of the standard library.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// Its version, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// A place in a source file, lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Location {
    /// The file as rustdoc names it, relative to the workspace.
    pub file: String,
    /// The first line.
    pub line: usize,
    /// The first column.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Api {
    /// The item of a path, by any of its paths; several where kinds share a name.
    pub fn items_at<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Item> {
        (self.items.iter()).filter(move |item| {
            item.path == path
                || item
                    .also
                    .binary_search_by(|other| other.as_str().cmp(path))
                    .is_ok()
        })
    }

    /// Which foreign crates stand in the API, and at which of its items: the dependencies whose
    /// major version is a major version here. The standard library is left out.
    ///
    /// A type that is named through a crate in between stands under the crate that defines it.
    #[must_use]
    pub fn exposure(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        self.visit_foreign(&mut |path, at| {
            let krate = path.split("::").next().unwrap_or_default();
            found
                .entry(krate.to_owned())
                .or_default()
                .insert(at.to_owned());
        });
        found
    }

    /// The paths of foreign definitions in the API, without the standard library's.
    pub(crate) fn foreign_paths(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        self.visit_foreign(&mut |path, _| {
            found.insert(path.to_owned());
        });
        found
    }

    fn visit_foreign(&self, see: &mut dyn FnMut(&str, &str)) {
        let own = &self.krate.name;
        let mut note = |path: &str, at: &str| {
            let krate = path.split("::").next().unwrap_or_default();
            if krate != own && krate != "?" && !is_std(krate) {
                see(path, at);
            }
        };
        for item in self
            .items
            .iter()
            .filter(|item| item.reach != super::item::Reach::Hidden)
        {
            visit_item(&item.kind, &mut |path| note(path, &item.path));
        }
        for implementation in self
            .impls
            .iter()
            .filter(|implementation| !implementation.auto)
        {
            let at = implementation.to_string();
            let mut note = |path: &str| note(path, &at);
            visit_named(&implementation.of, &mut note);
            visit_type(&implementation.on, &mut note);
            visit_generics(&implementation.generics, &mut note);
            implementation
                .types
                .values()
                .for_each(|of| visit_type(of, &mut note));
        }
    }
}

/// Whether a crate is part of the toolchain, and has no version of its own.
pub(crate) fn is_std(krate: &str) -> bool {
    matches!(krate, "std" | "core" | "alloc" | "proc_macro" | "test")
}

/// Calls back with the path of every type and trait in an item's own signature.
pub(crate) fn visit_item(kind: &ItemKind, see: &mut dyn FnMut(&str)) {
    match kind {
        ItemKind::Module {}
        | ItemKind::Variant(_)
        | ItemKind::Macro(_)
        | ItemKind::ProcMacro(_)
        | ItemKind::Unstable { .. }
        | ItemKind::Hidden { .. } => {}
        ItemKind::Function(function) => {
            visit_function(function, see);
            visit_owner(&function.owner, see);
        }
        ItemKind::Struct(of) | ItemKind::Union(of) => visit_parameters(&of.generics, see),
        ItemKind::Enum(of) => visit_parameters(&of.generics, see),
        ItemKind::Field(field) => visit_type(&field.of, see),
        ItemKind::Trait(of) => {
            visit_parameters(&of.generics, see);
            of.supertraits
                .iter()
                .for_each(|bound| visit_bound(bound, see));
        }
        ItemKind::AssociatedType(of) => {
            visit_parameters(&of.generics, see);
            of.bounds.iter().for_each(|bound| visit_bound(bound, see));
            of.default
                .iter()
                .for_each(|default| visit_type(default, see));
        }
        ItemKind::Constant(of) => {
            visit_type(&of.of, see);
            visit_owner(&of.owner, see);
        }
        ItemKind::Static(of) => visit_type(&of.of, see),
        ItemKind::TypeAlias(of) => {
            visit_parameters(&of.generics, see);
            visit_type(&of.of, see);
        }
        ItemKind::Reexport(of) => see(&of.target),
    }
}

fn visit_parameters(generics: &super::item::Generics, see: &mut dyn FnMut(&str)) {
    visit_generics(generics, see);
    for param in &generics.params {
        match &param.kind {
            ParameterKind::Type {
                default: Some(default),
            } => visit_type(default, see),
            ParameterKind::Const { of, .. } => visit_type(of, see),
            ParameterKind::Type { default: None } | ParameterKind::Lifetime {} => {}
        }
    }
}

fn visit_owner(owner: &Owner, see: &mut dyn FnMut(&str)) {
    if let Owner::Impl(header) = owner {
        visit_type(&header.of, see);
        visit_generics(&header.generics, see);
    }
}
