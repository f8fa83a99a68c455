//! `[semver.matrix]`: which version of a component goes with which versions of others.
//!
//! What must stay true: only the form is read here, and the JSON Schema says the same. Whether a text
//! is a version or a range of its component's scheme, and whether a component has the name that
//! another place uses, is judged by the gate, which knows schemes.

use crate::{
    Config, Name, Problem, RelativePath, Spanned, Text,
    read::{Node, Read, Reader, shown},
    table::{record, table, words},
};

words! {
    /// How the versions of a component are written and ordered.
    pub enum MatrixScheme,
    expected "`semver`, `cargo`, `npm`, `go`, `go-toolchain`, `maven` or `pep440`" {
        /// SemVer 2.0.0.
        Semver = "semver",
        /// Cargo.
        Cargo = "cargo",
        /// npm, as node-semver has it.
        Npm = "npm",
        /// Go modules, `v1.2.3`.
        Go = "go",
        /// Go itself, as the lines `go` and `toolchain` name it: `1.21`, `1.21rc2`, `1.21.0`.
        GoToolchain = "go-toolchain",
        /// Maven.
        Maven = "maven",
        /// Python, PEP 440.
        Pep440 = "pep440",
    }
}

words! {
    /// How far one step may lead.
    pub enum StepWidth, expected "`none`, `patch`, `minor`, `major` or `any`" {
        /// No step at all.
        None = "none",
        /// Within the same minor version.
        Patch = "patch",
        /// Also to the next minor version of the same major version.
        Minor = "minor",
        /// Also to any version of the next major version.
        Major = "major",
        /// No limit.
        Any = "any",
    }
}

words! {
    /// What a rule says of the steps from one range to another.
    pub enum StepRule, expected "`only`, `never` or `also`" {
        /// Whoever comes from outside `to` comes from `from`.
        Only = "only",
        /// No step leads from `from` to `to`.
        Never = "never",
        /// A step from `from` to `to` is allowed although it is wider than others may be.
        Also = "also",
    }
}

words! {
    /// Which release a narrower matrix needs.
    pub enum DroppedSupport, expected "`patch`, `minor` or `major`" {
        /// Any release.
        Patch = "patch",
        /// A minor or a major one.
        Minor = "minor",
        /// A major one.
        Major = "major",
    }
}

words! {
    /// What is read out of a file of the tree.
    pub enum FactKind,
    expected "`go-directive`, `go-toolchain`, `rust-version`, `rust-toolchain`, `requires-python`, `node-engine`, `image`, `package` or `version`" {
        /// The line `go` of a `go.mod` or `go.work`.
        GoDirective = "go-directive",
        /// The line `toolchain` of a `go.mod` or `go.work`.
        GoToolchain = "go-toolchain",
        /// `rust-version` of a `Cargo.toml`, its own or its workspace's.
        RustVersion = "rust-version",
        /// The channel of a `rust-toolchain.toml` or `rust-toolchain`.
        RustToolchain = "rust-toolchain",
        /// `requires-python` of a `pyproject.toml`.
        RequiresPython = "requires-python",
        /// `engines.node` of a `package.json`.
        NodeEngine = "node-engine",
        /// The tags of the container image `package` in a `Dockerfile` or in a CI file.
        Image = "image",
        /// The locked versions of `package`: `Cargo.lock`, `package-lock.json`, `uv.lock`,
        /// `poetry.lock`, `go.mod`.
        Package = "package",
        /// The version of the manifest itself: `Cargo.toml`, `package.json`, `pyproject.toml`.
        Version = "version",
    }
}

table! {
    /// Which version of a component goes with which versions of others.
    pub struct VersionMatrix {
        /// The component that this repository is. Its rows are held against the tree.
        pub own: Option<Spanned<Name>> = None,
        /// Which release a version needs that supports less than the one before: `minor` if absent.
        pub dropped_support: Option<Spanned<DroppedSupport>> = None,
        /// What has versions.
        pub component: Vec<Spanned<MatrixComponent>> = Vec::new(),
        /// How far the versions of two components that run together may be apart.
        pub skew: Vec<Spanned<MatrixSkew>> = Vec::new(),
        /// What the tree says of the versions that it uses.
        pub fact: Vec<Spanned<MatrixFact>> = Vec::new(),
    }
}

record! {
    /// Something that has versions: a service, a tool, a language.
    pub struct MatrixComponent {
        /// What rows, findings and commands call it.
        pub name: Spanned<Name>,
        /// How its versions are written and ordered; `semver` if absent.
        pub scheme: Option<Spanned<MatrixScheme>>,
        /// The versions that there are.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub versions: Vec<Spanned<Name>>,
        /// How git tags name its versions, as `v{version}`; they count beside `versions`.
        pub tags: Option<Spanned<Name>>,
        /// The versions that are supported: the rows must leave no gap in them.
        pub supported: Option<Spanned<Name>>,
        /// How far one step up may lead; `any` if absent.
        pub upgrade: Option<Spanned<StepWidth>>,
        /// How far one step down may lead; `none` if absent.
        pub downgrade: Option<Spanned<StepWidth>>,
        /// What the versions need of other components.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub row: Vec<Spanned<MatrixRow>>,
        /// Rules about the steps from one version to another.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub step: Vec<Spanned<MatrixStep>>,
        /// Versions that nobody should move to.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub blocked: Vec<Spanned<MatrixBlocked>>,
    }
}

record! {
    /// What some versions of a component need.
    pub struct MatrixRow {
        /// The versions that the row is about, a range of the component's scheme.
        pub versions: Spanned<Name>,
        /// The ranges of other components, by their names.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub needs: Needs,
    }
}

record! {
    /// A rule about the steps from one range of versions to another.
    pub struct MatrixStep {
        /// What it says.
        pub rule: Spanned<StepRule>,
        /// The versions from which a step leads.
        pub from: Spanned<Name>,
        /// The versions to which it leads.
        pub to: Spanned<Name>,
        /// Why.
        pub reason: Option<Spanned<Text>>,
    }
}

record! {
    /// Versions that nobody should move to.
    pub struct MatrixBlocked {
        /// Which, a range of the component's scheme.
        pub versions: Spanned<Name>,
        /// Why.
        pub reason: Spanned<Text>,
    }
}

record! {
    /// How far the versions of a component may be from those of another, in minor versions.
    pub struct MatrixSkew {
        /// The component that the rule is about.
        pub component: Spanned<Name>,
        /// The component that it is compared with; the same one for several instances of it.
        pub with: Spanned<Name>,
        /// How many minor versions it may be older; 0 if absent.
        pub older: Option<Spanned<Minors>>,
        /// How many minor versions it may be newer; 0 if absent.
        pub newer: Option<Spanned<Minors>>,
        /// The versions of `component` for which the rule holds; all if absent.
        pub versions: Option<Spanned<Name>>,
        /// Why.
        pub reason: Option<Spanned<Text>>,
    }
}

record! {
    /// What a file of the tree says of a component's version.
    pub struct MatrixFact {
        /// The component that the version is one of.
        pub component: Spanned<Name>,
        /// The file, or with `*` (any characters, also `/`) the files.
        pub file: Spanned<RelativePath>,
        /// What is read; told by the file's name if absent.
        pub read: Option<Spanned<FactKind>>,
        /// The image or the package whose version is read.
        pub package: Option<Spanned<Name>>,
        /// A regular expression with one group, in place of `read`: each match is a version.
        pub pattern: Option<Spanned<Text>>,
    }
}

/// What a configuration without a table `[semver.matrix]` declares.
static NOTHING: VersionMatrix = VersionMatrix {
    own: None,
    dropped_support: None,
    component: Vec::new(),
    skew: Vec::new(),
    fact: Vec::new(),
};

impl Config {
    /// The table `[semver.matrix]`; an empty one where there is none.
    pub fn matrix(&self) -> &VersionMatrix {
        self.semver
            .as_ref()
            .map_or(&NOTHING, |semver| &semver.matrix)
    }
}

/// A number of minor versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize, schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(inline))]
pub struct Minors(pub u16);

impl Read for Minors {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        const EXPECTED: &str = "an integer from 0 to 65535";
        let toml::de::DeValue::Integer(integer) = node.get_ref() else {
            return reader.wrong_type(node, EXPECTED);
        };
        let value = u16::from_str_radix(integer.as_str(), integer.radix());
        if value.is_err() {
            let found = format!("found {}", shown(&integer.to_string()));
            let problem = Problem::new(node.span(), found).expected(EXPECTED);
            reader.problems.push(problem);
        }
        value.ok().map(Self)
    }
}

/// Ranges by the name of their component, in the order of the names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs(Vec<Need>);

/// A component and the range that is needed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Need {
    /// The component's name.
    pub component: Spanned<String>,
    /// The range, in the words of the component's scheme.
    pub range: Spanned<Name>,
}

impl Needs {
    /// The needs in the order of the components' names.
    pub fn iter(&self) -> impl Iterator<Item = &Need> {
        self.0.iter()
    }
}

impl Read for Needs {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let toml::de::DeValue::Table(entries) = node.get_ref() else {
            return reader.wrong_type(node, "a table of ranges by the names of components");
        };
        let mut needs = Vec::new();
        let mut whole = true;
        for (key, value) in entries {
            match Spanned::<Name>::read(value, reader) {
                Some(range) => needs.push(Need {
                    component: Spanned::new(key.get_ref().to_string(), key.span()),
                    range,
                }),
                None => whole = false,
            }
        }
        needs.sort_by_cached_key(|need: &Need| need.component.to_string());
        whole.then_some(Self(needs))
    }

    fn missing() -> Option<Self> {
        Some(Self::default())
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator};

    use super::Needs;
    use crate::Name;

    impl serde::Serialize for Needs {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_map(
                self.iter()
                    .map(|need| (need.component.as_str(), need.range.as_str())),
            )
        }
    }

    impl JsonSchema for Needs {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Needs".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            std::collections::BTreeMap::<String, Name>::json_schema(generator)
        }
    }
}
