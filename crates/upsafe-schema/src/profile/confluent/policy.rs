//! Which differences Confluent refuses.

/// A compatibility policy of the registry. Complete: the two that read JSON Schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::profile) enum Policy {
    /// The default.
    Strict,
    /// Properties come and go freely.
    Lenient,
}

/// What STRICT refuses and LENIENT accepts.
const ONLY_STRICT: [&str; 9] = [
    "additional-properties-narrowed",
    "additional-properties-removed",
    "optional-property-added-to-open-content-model",
    "property-added-not-covered-by-partially-open-content-model",
    "property-removed-from-closed-content-model",
    "property-removed-not-covered-by-partially-open-content-model",
    "required-property-with-default-added-to-open-content-model",
    "unevaluated-properties-narrowed",
    "unevaluated-properties-removed",
];

/// What both refuse.
const ALWAYS: [&str; 48] = [
    "additional-items-narrowed",
    "additional-items-removed",
    "combined-type-changed",
    "combined-type-subschemas-changed",
    "dependency-array-added",
    "dependency-array-changed",
    "dependency-array-extended",
    "dependency-schema-added",
    "enum-array-changed",
    "enum-array-narrowed",
    "exclusive-maximum-added",
    "exclusive-maximum-decreased",
    "exclusive-minimum-added",
    "exclusive-minimum-increased",
    "item-added-not-covered-by-partially-open-content-model",
    "item-added-to-open-content-model",
    "item-removed-from-closed-content-model",
    "item-removed-not-covered-by-partially-open-content-model",
    "max-items-added",
    "max-items-decreased",
    "max-length-added",
    "max-length-decreased",
    "max-properties-added",
    "max-properties-decreased",
    "maximum-added",
    "maximum-decreased",
    "min-items-added",
    "min-items-increased",
    "min-length-added",
    "min-length-increased",
    "min-properties-added",
    "min-properties-increased",
    "minimum-added",
    "minimum-increased",
    "multiple-of-added",
    "multiple-of-changed",
    "multiple-of-expanded",
    "not-type-extended",
    "pattern-added",
    "pattern-changed",
    "product-type-extended",
    "required-attribute-added",
    "required-property-added-to-open-content-model",
    "required-property-added-to-unopen-content-model",
    "schema-added",
    "sum-type-narrowed",
    "type-changed",
    "type-narrowed",
];

/// Further ones, of the drafts since 2019-09 and of tuples.
const ALWAYS_LATE: [&str; 7] = [
    "max-contains-added",
    "max-contains-decreased",
    "min-contains-added",
    "min-contains-increased",
    "unevaluated-items-narrowed",
    "unevaluated-items-removed",
    "unique-items-added",
];

impl Policy {
    pub(super) fn refuses(self, rule: &str) -> bool {
        ALWAYS.contains(&rule)
            || ALWAYS_LATE.contains(&rule)
            || (self == Policy::Strict && ONLY_STRICT.contains(&rule))
    }
}
