//! Profiles: the answer that an incumbent would give, right or wrong.
//!
//! A team that moves over sees both: what its tool says ([`Profile`]) and what is proved
//! (`can_read`). Nothing here is a verdict of ours.
//!
//! # Where the incumbents are wrong
//!
//! The profiles repeat these on purpose; they were measured against witness documents.
//!
//! - **Confluent, JSON Schema.** It never compares `if`/`then`/`else` once both sides have it, the
//!   schemas of `patternProperties`, `propertyNames`, `contains`, `format`, names in `required`
//!   that are no properties of both sides, and what stands behind a `$ref` to a `$ref`: breaks
//!   pass. A new branch of `oneOf` passes although it may overlap an old one. A smaller
//!   `exclusiveMaximum` is compared with `maximum`: it fails with an exception, or passes. It
//!   compares by the class of a schema, so a bare enum that becomes a string, `{}` that becomes an
//!   empty list of properties, and another spelling of the same pattern are refused. A new
//!   required property with a default passes, though a validator does not fill defaults in.
//!   Branches are always matched by
//!   the strict policy. *Lenient* also passes a property that a closed model loses, and `additionalProperties` that
//!   becomes `false`, although old documents with it are refused.
//! - **Karapace, JSON Schema.** `required` is looked for inside the property, `multipleOf` under
//!   another name, `uniqueItems` on one side only: those checks never run. `dependencies` are
//!   compared the wrong way round. A schema against `true` is refused, and `true` against
//!   `false` passes. It fails with an exception for enums that hold no text when a value goes,
//!   for boolean schemas as properties and for recursion.
//! - **crdify.** What no validation looks at is `unhandled` and refused, in either direction: CEL rules,
//!   formats, lists' types, alternatives, whole maps. A new description, a new default, one more value
//!   of an enum and a required field with a default are refused, though no stored object suffers. It
//!   does not see that a version is not served any more, that `preserveUnknownFields` is turned off,
//!   or that kind, plural or group change; of `v1beta1` it reads what `v1` has, which may be nothing.
//! - **Both registries, Avro.** Logical types are ignored: a date that becomes a timestamp, another unit and
//!   another scale pass and are read as something else.
//!
//! # Where a profile may differ from its incumbent
//!
//! Members of objects are read in the order of their names, not of the text: of several patterns
//! that find a name, registries take the first written. Patterns are read by our own automata;
//! one that has none
//! counts as not found, and one that only the incumbent's library refuses is no failure here. Confluent reads 2020-12 with another library than the
//! drafts before it; the profile reads both with the same rules. A step limit stands in for the
//! stack overflow or the hang that some recursive schemas cause.

mod avro;
mod confluent;
mod crdify;
mod karapace;
mod model;
mod registry;

pub use model::{Finding, Outcome, Profile, Report};
