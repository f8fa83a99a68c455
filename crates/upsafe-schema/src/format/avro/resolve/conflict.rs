//! Where and how a reader and a writer disagree.

use super::super::schema::Spot;
use super::witness::Example;
use smol_str::SmolStr;

/// One disagreement, with the place on both sides.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Conflict {
    /// What it is.
    pub kind: ConflictKind,
    /// In one line, with names in backticks.
    pub message: String,
    /// Where it is in the reader's schema.
    pub reader: Spot,
    /// Where it is in the writer's schema.
    pub writer: Spot,
    /// The way there through the data: `a.b[].c`, entries of maps as `{}`, branches as `<name>`;
    /// empty at the root.
    pub path: String,
    /// The way there through the reader's schema as Java's `SchemaCompatibility` tells it:
    /// `/fields/1/type`; `/` at the root.
    pub location: String,
    /// A value that shows it, confirmed; `None` where none was built within the limits.
    pub example: Option<Example>,
}

/// Whether the reader refuses, or takes a value for something else.
///
/// Complete: a value is refused or read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Class {
    /// The reader refuses a value.
    Refused,
    /// The reader reads a value that means something else.
    Misread,
}

/// What a disagreement is. The first seven are those of Java's `SchemaCompatibility`, with its
/// names, and one that it raises as an exception.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ConflictKind {
    /// The types are not the same, and the writer's is not promoted to the reader's.
    TypeMismatch,
    /// The names of two named types do not agree.
    NameMismatch,
    /// The reader's field is not written and has no default.
    ReaderFieldMissingDefault {
        /// The field.
        field: SmolStr,
    },
    /// The reader's field is more than one field of the writer, by its name and its aliases.
    AmbiguousField {
        /// The field.
        field: SmolStr,
        /// The fields of the writer.
        written: Vec<SmolStr>,
    },
    /// The reader's enum has not all the symbols, and no default.
    MissingEnumSymbols {
        /// The symbols of the writer that are missing.
        symbols: Vec<SmolStr>,
    },
    /// The sizes of two fixed are not the same.
    FixedSizeMismatch {
        /// The reader's, in bytes.
        reader: u32,
        /// The writer's, in bytes.
        writer: u32,
    },
    /// The reader's union has no branch for the writer's type.
    MissingUnionBranch,
    /// Bytes that are no UTF-8 are no text (only with [`Text::Refused`](super::super::Text)).
    BytesAsText,
    /// The value has another logical type: another unit, another calendar, another kind of thing.
    MeaningChanged,
    /// The point of a decimal number is at another place.
    ScaleChanged,
    /// The writer writes numbers with more digits than the reader declares.
    PrecisionNarrowed,
    /// Precision is not the same, though no value changes (only by the letter of the
    /// specification, [`Decimals::Exact`](super::super::Decimals::Exact)).
    PrecisionChanged,
    /// A number in bytes is read as text.
    NumberAsText,
    /// Text is read as a number in bytes.
    TextAsNumber,
}

impl ConflictKind {
    /// Whether the reader refuses, or takes a value for something else.
    pub fn class(&self) -> Class {
        match self {
            ConflictKind::TypeMismatch
            | ConflictKind::NameMismatch
            | ConflictKind::ReaderFieldMissingDefault { .. }
            | ConflictKind::AmbiguousField { .. }
            | ConflictKind::MissingEnumSymbols { .. }
            | ConflictKind::FixedSizeMismatch { .. }
            | ConflictKind::MissingUnionBranch
            | ConflictKind::BytesAsText => Class::Refused,
            ConflictKind::MeaningChanged
            | ConflictKind::ScaleChanged
            | ConflictKind::PrecisionNarrowed
            | ConflictKind::PrecisionChanged
            | ConflictKind::NumberAsText
            | ConflictKind::TextAsNumber => Class::Misread,
        }
    }

    /// A name in kebab-case; where Java's `SchemaCompatibility` has one, the same words.
    pub fn name(&self) -> &'static str {
        match self {
            ConflictKind::TypeMismatch => "type-mismatch",
            ConflictKind::NameMismatch => "name-mismatch",
            ConflictKind::ReaderFieldMissingDefault { .. } => "reader-field-missing-default-value",
            ConflictKind::AmbiguousField { .. } => "ambiguous-field",
            ConflictKind::MissingEnumSymbols { .. } => "missing-enum-symbols",
            ConflictKind::FixedSizeMismatch { .. } => "fixed-size-mismatch",
            ConflictKind::MissingUnionBranch => "missing-union-branch",
            ConflictKind::BytesAsText => "bytes-as-text",
            ConflictKind::MeaningChanged => "meaning-changed",
            ConflictKind::ScaleChanged => "scale-changed",
            ConflictKind::PrecisionNarrowed => "precision-narrowed",
            ConflictKind::PrecisionChanged => "precision-changed",
            ConflictKind::NumberAsText => "number-as-text",
            ConflictKind::TextAsNumber => "text-as-number",
        }
    }
}
