//! `[deps]`: what the gate `deps` looks at and what it demands.

use crate::{
    Glob, Name, RelativePath, RustVersion, Spanned, Text,
    table::{record, table, words},
};

words! {
    /// How the graph of a Cargo workspace is found.
    pub enum Tier, expected "`fast` or `exact`" {
        /// From `Cargo.lock`, the manifests and the local index cache: no cargo, no network.
        Fast = "fast",
        /// From `cargo metadata`: exact for platforms and features, a second or more.
        Exact = "exact",
    }
}

words! {
    /// A family of packages with its own registry, manifests and versions.
    pub enum Ecosystem, expected "`cargo`, `go`, `npm`, `maven` or `python`" {
        /// Rust: `Cargo.toml`, `Cargo.lock`.
        Cargo = "cargo",
        /// Go: `go.mod`, `go.sum`, `go.work`.
        Go = "go",
        /// JavaScript: `package.json`, `package-lock.json`.
        Npm = "npm",
        /// The JVM: `pom.xml`.
        Maven = "maven",
        /// Python: `pyproject.toml`, `uv.lock`.
        Python = "python",
    }
}

words! {
    /// What a dependency is needed for.
    pub enum Kind, expected "`normal`, `build` or `dev`" {
        /// By the code itself.
        Normal = "normal",
        /// To build it.
        Build = "build",
        /// By its tests, examples and benchmarks.
        Dev = "dev",
    }
}

words! {
    /// Which features of the workspace are on.
    pub enum Features, expected "`all`, `default` or `none`" {
        /// Every feature of every member.
        All = "all",
        /// The default features of every member.
        Default = "default",
        /// No feature that is not always on.
        None = "none",
    }
}

words! {
    /// How far a locked version may stand above the declared minimum.
    pub enum Distance, expected "`none`, `patch`, `minor` or `any`" {
        /// The lock holds the declared minimum itself.
        None = "none",
        /// Only the patch number is higher.
        Patch = "patch",
        /// The minor number may be higher too.
        Minor = "minor",
        /// No limit.
        Any = "any",
    }
}

table! {
    /// What the gate `deps` looks at and what it demands.
    pub struct Deps {
        /// How the graph of a Cargo workspace is found: `fast` reads the lock, the manifests and
        /// the local index cache; `exact` runs `cargo metadata`.
        pub tier: Tier = Tier::Fast,
        /// The manifests to judge, such as `Cargo.toml` or `tools/go.mod`. Without any, those that
        /// stand beside this file.
        pub roots: Vec<Spanned<RelativePath>> = Vec::new(),
        /// Folders and files in which no manifest is looked for; `*` stands for any characters,
        /// also `/`, and a folder stands for all that is in it.
        pub exclude: Vec<Spanned<Glob>> = Vec::new(),
        /// Packages that must not be used.
        pub ban: Vec<Spanned<Ban>> = Vec::new(),
        /// Where packages may come from.
        pub sources: DepsSources = DepsSources::default(),
        /// What counts as a duplicate.
        pub duplicates: Duplicates = Duplicates::default(),
        /// The oldest Rust that must be able to build the workspace.
        pub msrv: Msrv = Msrv::default(),
        /// Which declared minimums are judged.
        pub floor: Floor = Floor::default(),
        /// How far the lock may be from the declared minimums.
        pub drift: Drift = Drift::default(),
        /// Which requirements may be wide.
        pub requirements: Requirements = Requirements::default(),
        /// What the tier `exact` builds the graph for.
        pub exact: Exact = Exact::default(),
        /// What holds for Go modules.
        pub go: Go = Go::default(),
    }
}

record! {
    /// A package that must not be used.
    pub struct Ban {
        /// Whose package it is.
        pub ecosystem: Spanned<Ecosystem>,
        /// Its name; `*` stands for any characters.
        pub name: Spanned<Glob>,
        /// The versions that are banned, as a requirement in the ecosystem's own words, such as
        /// `<1.2`; all versions if absent.
        pub versions: Option<Spanned<Name>>,
        /// The packages that may still depend on it directly; `*` stands for any characters.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub wrappers: Vec<Spanned<Glob>>,
        /// Why it must not be used.
        pub reason: Spanned<Text>,
        /// What to use in its place.
        pub use_instead: Option<Spanned<Text>>,
    }
}

table! {
    /// Where packages may come from.
    pub struct DepsSources {
        /// The registries that are allowed, by address or, for those that are public, by
        /// `crates.io`, `npmjs.com`, `pypi.org` and `maven-central`; `*` stands for any
        /// characters. Without the key, the public registry of each ecosystem.
        pub registries: Option<Vec<Spanned<Glob>>> = None,
        /// The git repositories that are allowed, without scheme and `.git`, as
        /// `github.com/owner/*`. Without the key any is allowed, with an empty list none.
        pub git: Option<Vec<Spanned<Glob>>> = None,
        /// Whether a git dependency must name a `rev`, so that an update of the lock cannot move it.
        pub git_needs_rev: bool = true,
        /// Whether a path dependency may lead out of the workspace.
        pub path_outside_workspace: bool = false,
    }
}

table! {
    /// What counts as a duplicate.
    pub struct Duplicates {
        /// The kinds of dependencies whose packages count. The fast tier sees no kinds behind the
        /// members' own dependencies and follows all of them from there.
        pub kinds: Vec<Kind> = vec![Kind::Normal, Kind::Build, Kind::Dev],
    }
}

table! {
    /// The oldest Rust that must be able to build the workspace.
    pub struct Msrv {
        /// The version that holds for members that state no `rust-version` of their own.
        pub rust_version: Option<Spanned<RustVersion>> = None,
        /// The kinds of dependencies that must build with it.
        pub kinds: Vec<Kind> = vec![Kind::Normal, Kind::Build],
    }
}

table! {
    /// Which declared minimums are judged.
    pub struct Floor {
        /// The kinds of dependencies whose minimum must be selectable.
        pub kinds: Vec<Kind> = vec![Kind::Normal, Kind::Build],
    }
}

table! {
    /// How far the lock may be from the declared minimums.
    pub struct Drift {
        /// The distance that is not worth a finding.
        pub within: Distance = Distance::None,
        /// The kinds of dependencies that are compared.
        pub kinds: Vec<Kind> = vec![Kind::Normal, Kind::Build],
    }
}

table! {
    /// Which requirements may be wide.
    pub struct Requirements {
        /// The kinds of dependencies that may require any version, as `*` does.
        pub wildcard: Vec<Kind> = Vec::new(),
        /// The kinds of dependencies that may have no upper bound, as `>=1` has none.
        pub open_ended: Vec<Kind> = Vec::new(),
    }
}

table! {
    /// What the tier `exact` builds the graph for.
    pub struct Exact {
        /// The target triples, such as `x86_64-unknown-linux-gnu`; without any, all targets.
        pub targets: Vec<Spanned<Name>> = Vec::new(),
        /// The features of the workspace members.
        pub features: Features = Features::All,
    }
}

table! {
    /// What holds for Go modules.
    pub struct Go {
        /// Whether this is a state to be released: a local `replace` must then be gone.
        pub release: bool = false,
        /// Modules whose versions may differ between the modules of this repository; `*` stands
        /// for any characters.
        pub skew_ignore: Vec<Spanned<Glob>> = Vec::new(),
    }
}
