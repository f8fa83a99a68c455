//! What "can read" means: three switches that a report names.

/// Which documents a writer may produce.
///
/// Complete: a writer is bound by the schema alone, or by what it declares.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Writers {
    /// Everything its schema allows.
    #[default]
    Any,
    /// Of that, only documents whose objects hold declared properties: where a schema names
    /// properties, undeclared ones are not written, although the schema is open.
    Declared,
}

/// Whether the reader inserts `default` values before it validates.
///
/// Complete: it does or it does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Defaults {
    /// It does not.
    #[default]
    Ignored,
    /// It does, for absent properties declared in `properties` (also through `allOf` and `$ref`).
    Filled,
}

/// Whether `format` makes a string invalid.
///
/// Complete: it does or it does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Formats {
    /// It is an annotation.
    #[default]
    Annotate,
    /// It is an assertion.
    Assert,
}

/// The meaning under which one schema is compared with another.
///
/// The default is plain validity: the only meaning that every validator shares.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Semantics {
    /// Which documents a writer may produce.
    pub writers: Writers,
    /// Whether the reader inserts defaults.
    pub defaults: Defaults,
    /// Whether `format` asserts.
    pub formats: Formats,
}
