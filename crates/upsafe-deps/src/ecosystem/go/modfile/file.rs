//! What the lines of a go.mod mean.

use super::syntax::{Span, Syntax};
use crate::ecosystem::go::{GoModule, ModulePath, NodeVersion};

/// A go.mod, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoMod {
    /// `module`
    pub module: Option<ModuleLine>,
    /// `go`
    pub go: Option<VersionLine>,
    /// `toolchain`
    pub toolchain: Option<VersionLine>,
    /// `godebug`
    pub godebug: Vec<Godebug>,
    /// `require`, in the order of the file
    pub require: Vec<Require>,
    /// `exclude`
    pub exclude: Vec<Exclude>,
    /// `replace`
    pub replace: Vec<Replace>,
    /// `retract`
    pub retract: Vec<Retract>,
    /// `tool`
    pub tool: Vec<PathLine>,
    /// `ignore`
    pub ignore: Vec<PathLine>,
    /// The text, to be printed or edited.
    pub syntax: Syntax,
}

/// A go.work, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoWork {
    /// `go`
    pub go: Option<VersionLine>,
    /// `toolchain`
    pub toolchain: Option<VersionLine>,
    /// `godebug`
    pub godebug: Vec<Godebug>,
    /// `use`: the directories of the main modules
    pub uses: Vec<PathLine>,
    /// `replace`
    pub replace: Vec<Replace>,
    /// The text, to be printed.
    pub syntax: Syntax,
}

/// `module example.com/m`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModuleLine {
    /// The path.
    pub path: ModulePath,
    /// The text behind `Deprecated:` in its comments.
    pub deprecated: Option<String>,
    /// Where the path stands.
    pub span: Span,
}

/// `go 1.21.0` or `toolchain go1.21.0`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VersionLine {
    /// The version, or the name of the toolchain (which may be `default`).
    pub version: String,
    /// Where it stands.
    pub span: Span,
}

/// `tool example.com/cmd`, `ignore ./dir`, `use ./dir`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PathLine {
    /// The path.
    pub path: String,
    /// Where it stands.
    pub span: Span,
}

/// `godebug key=value`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Godebug {
    /// The setting.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// `require example.com/m v1.0.0 // indirect`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Require {
    /// What is required; it always has a version.
    pub module: GoModule,
    /// Whether the line says `// indirect`.
    pub indirect: bool,
    /// Where the path stands.
    pub span: Span,
    /// Where the version stands.
    pub version_span: Span,
}

/// `exclude example.com/m v1.0.0`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exclude {
    /// What is excluded; it always has a version.
    pub module: GoModule,
    /// Where the path stands.
    pub span: Span,
    /// Where the version stands.
    pub version_span: Span,
}

/// `replace example.com/m v1.0.0 => ./dir`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replace {
    /// The path that is replaced.
    pub path: ModulePath,
    /// The version that is replaced; `None` is all versions.
    pub version: Option<NodeVersion>,
    /// What it is replaced with.
    pub with: Replacement,
    /// Where the replaced path stands.
    pub span: Span,
    /// Where the replacement stands, from its path to its version.
    pub with_span: Span,
}

/// The right side of a `replace`. The grammar knows these two and no more.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Replacement {
    /// Another module at a version.
    Module(GoModule),
    /// A directory, as written: rooted, or relative to the file.
    Directory(String),
}

/// `retract [v1.0.0, v1.1.0] // why`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retract {
    /// The lowest retracted version.
    pub low: NodeVersion,
    /// The highest retracted version.
    pub high: NodeVersion,
    /// The comments, joined by line feeds; empty if there are none.
    pub rationale: String,
    /// Where the versions stand.
    pub span: Span,
}
