//! The places where readers of different languages disagree, as switches that a report names.

/// The rules of reading.
///
/// The default is the specification, read as Java's `SchemaCompatibility` reads it, with meanings
/// compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[non_exhaustive]
pub struct Rules {
    /// When the names of two named types agree.
    pub names: Names,
    /// Which branch of the reader's union a value goes to, if several agree by name.
    pub branches: Branches,
    /// Whether logical types are compared.
    pub meanings: Meanings,
    /// When two `decimal` types agree.
    pub decimals: Decimals,
    /// What becomes of bytes that are no UTF-8 where the reader wants text.
    pub text: Text,
}

/// What becomes of bytes that are no UTF-8 where the reader wants text.
///
/// Complete: the readers in use do one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Text {
    /// They become replacement characters: Java. The specification promotes `bytes` to `string`
    /// without a word about it.
    #[default]
    Replaced,
    /// They are refused: Python, `fastavro`, Rust.
    Refused,
}

/// When the names of two records, enums or fixed agree.
///
/// An alias of the reader's type always helps. Complete: the readers in use do one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Names {
    /// The parts after the last dot are equal: the specification, Java's and Python's checkers.
    #[default]
    Unqualified,
    /// The full names are equal: some decoders.
    Full,
}

/// Which branch of the reader's union a value goes to, if several agree by name.
///
/// A branch with the full name or an alias of it comes before one that agrees in the last part of
/// the name only. Complete: the readers in use do one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Branches {
    /// The first that can be read as a whole: Java's checker and, for records, its decoder.
    #[default]
    FirstReadable,
    /// The first: the letter of the specification.
    First,
}

/// Whether logical types are compared.
///
/// Complete: they are or they are not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Meanings {
    /// A value that is read with another meaning is *misread*.
    #[default]
    Compared,
    /// Only the underlying types count: Java, Python and the registries.
    Ignored,
}

/// When two `decimal` types agree.
///
/// Complete: by what is read, or by the letter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Decimals {
    /// The scale is the same, and the reader declares at least the writer's precision: no value
    /// changes.
    #[default]
    ByValue,
    /// Precision and scale are the same: the letter of the specification.
    Exact,
}
