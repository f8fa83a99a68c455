//! What can change.

use super::super::schema::Spot;
use crate::change::{Breaks, UNCLAIMED};
use smol_str::SmolStr;

/// One change, with its places.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Change {
    /// What it is.
    pub kind: ChangeKind,
    /// Whom it breaks by itself.
    pub breaks: Breaks,
    /// In one line, with names in backticks.
    pub message: String,
    /// Where it is in the old schema; for something new, what it was added to.
    pub old: Spot,
    /// Where it is in the new schema; for something removed, what it was removed from.
    pub new: Spot,
    /// The way there through the data: `a.b[].c`, entries of maps as `{}`, branches as `<name>`;
    /// empty at the root.
    pub path: String,
}

/// What a change is.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ChangeKind {
    /// A type became another one that old values are promoted to.
    TypeWidened,
    /// A type became another one whose values are promoted to the old one.
    TypeNarrowed,
    /// A type became another one that has nothing to do with it.
    TypeChanged,
    /// A type became a union with it as a branch.
    MadeUnion,
    /// A union became one of its branches.
    MadePlain,
    /// A branch was added to a union.
    BranchAdded(SmolStr),
    /// A branch was removed from a union.
    BranchRemoved(SmolStr),
    /// A branch of a union stands at another place.
    BranchMoved(SmolStr),
    /// The short name of a type changed; with whether the old full name is an alias of the new.
    NameChanged {
        /// Whether the new type has the old name as an alias.
        has_alias: bool,
    },
    /// Only the namespace of a type changed.
    NamespaceChanged,
    /// A type has a new alias.
    AliasAdded(SmolStr),
    /// A type lost an alias.
    AliasRemoved(SmolStr),
    /// A record became an `error`, or the other way round.
    ErrorChanged,
    /// A field was added; with whether it has a default.
    FieldAdded {
        /// The field.
        field: SmolStr,
        /// Whether a reader can fill it.
        has_default: bool,
    },
    /// A field was removed; with whether it had a default.
    FieldRemoved {
        /// The field.
        field: SmolStr,
        /// Whether an old reader can fill it.
        has_default: bool,
    },
    /// A field has another name, and one of both is an alias of the other.
    FieldRenamed {
        /// Its old name.
        from: SmolStr,
        /// Its new name.
        to: SmolStr,
    },
    /// A field stands at another place.
    FieldMoved(SmolStr),
    /// A field has a default now.
    DefaultAdded(SmolStr),
    /// A field has no default any more.
    DefaultRemoved(SmolStr),
    /// A field has another default.
    DefaultChanged(SmolStr),
    /// A field has a new alias.
    FieldAliasAdded {
        /// The field.
        field: SmolStr,
        /// The alias.
        alias: SmolStr,
    },
    /// A field lost an alias.
    FieldAliasRemoved {
        /// The field.
        field: SmolStr,
        /// The alias.
        alias: SmolStr,
    },
    /// A field sorts in another way.
    OrderChanged(SmolStr),
    /// A symbol was added to an enum.
    SymbolAdded(SmolStr),
    /// A symbol was removed from an enum.
    SymbolRemoved(SmolStr),
    /// A symbol stands at another place.
    SymbolMoved(SmolStr),
    /// An enum has a default now.
    EnumDefaultAdded(SmolStr),
    /// An enum has no default any more.
    EnumDefaultRemoved(SmolStr),
    /// An enum has another default.
    EnumDefaultChanged,
    /// A fixed has another size.
    SizeChanged {
        /// In bytes.
        from: u32,
        /// In bytes.
        to: u32,
    },
    /// A type has a logical type now.
    LogicalAdded,
    /// A type has no logical type any more.
    LogicalRemoved,
    /// A type has another logical type.
    LogicalChanged,
    /// A decimal has another precision.
    PrecisionChanged {
        /// The old one.
        from: u32,
        /// The new one.
        to: u32,
    },
    /// A decimal has another scale.
    ScaleChanged {
        /// The old one.
        from: u32,
        /// The new one.
        to: u32,
    },
    /// Documentation changed.
    DocChanged,
    /// A member without meaning in the specification was added.
    PropertyAdded(SmolStr),
    /// A member without meaning in the specification was removed.
    PropertyRemoved(SmolStr),
    /// A member without meaning in the specification has another value.
    PropertyChanged(SmolStr),
    /// More pairs of types meet than are walked: what is behind them is not told.
    Unwalked,
}

impl ChangeKind {
    /// A name in kebab-case.
    pub fn name(&self) -> &'static str {
        match self {
            ChangeKind::TypeWidened => "type-widened",
            ChangeKind::TypeNarrowed => "type-narrowed",
            ChangeKind::TypeChanged => "type-changed",
            ChangeKind::MadeUnion => "made-union",
            ChangeKind::MadePlain => "made-plain",
            ChangeKind::BranchAdded(_) => "branch-added",
            ChangeKind::BranchRemoved(_) => "branch-removed",
            ChangeKind::BranchMoved(_) => "branch-moved",
            ChangeKind::NameChanged { .. } => "name-changed",
            ChangeKind::NamespaceChanged => "namespace-changed",
            ChangeKind::AliasAdded(_) => "alias-added",
            ChangeKind::AliasRemoved(_) => "alias-removed",
            ChangeKind::ErrorChanged => "error-changed",
            ChangeKind::FieldAdded { .. } => "field-added",
            ChangeKind::FieldRemoved { .. } => "field-removed",
            ChangeKind::FieldRenamed { .. } => "field-renamed",
            ChangeKind::FieldMoved(_) => "field-moved",
            ChangeKind::DefaultAdded(_) => "default-added",
            ChangeKind::DefaultRemoved(_) => "default-removed",
            ChangeKind::DefaultChanged(_) => "default-changed",
            ChangeKind::FieldAliasAdded { .. } => "field-alias-added",
            ChangeKind::FieldAliasRemoved { .. } => "field-alias-removed",
            ChangeKind::OrderChanged(_) => "order-changed",
            ChangeKind::SymbolAdded(_) => "symbol-added",
            ChangeKind::SymbolRemoved(_) => "symbol-removed",
            ChangeKind::SymbolMoved(_) => "symbol-moved",
            ChangeKind::EnumDefaultAdded(_) => "enum-default-added",
            ChangeKind::EnumDefaultRemoved(_) => "enum-default-removed",
            ChangeKind::EnumDefaultChanged => "enum-default-changed",
            ChangeKind::SizeChanged { .. } => "size-changed",
            ChangeKind::LogicalAdded => "logical-type-added",
            ChangeKind::LogicalRemoved => "logical-type-removed",
            ChangeKind::LogicalChanged => "logical-type-changed",
            ChangeKind::PrecisionChanged { .. } => "precision-changed",
            ChangeKind::ScaleChanged { .. } => "scale-changed",
            ChangeKind::DocChanged => "doc-changed",
            ChangeKind::PropertyAdded(_) => "property-added",
            ChangeKind::PropertyRemoved(_) => "property-removed",
            ChangeKind::PropertyChanged(_) => "property-changed",
            ChangeKind::Unwalked => UNCLAIMED,
        }
    }
}
