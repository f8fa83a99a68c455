//! What is told of a change.

use std::sync::Arc;

use crate::json::{Place, Value};

/// What a change does to one audience. In order: a greater one is worse.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Effect {
    /// Nothing.
    Safe,
    /// It could not be decided; here is why.
    Unknown(String),
    /// It breaks: what happens, and the object that shows it.
    Breaks(String, Option<Value>),
}

impl Effect {
    pub(super) fn rank(&self) -> u8 {
        match self {
            Effect::Safe => 0,
            Effect::Unknown(_) => 1,
            Effect::Breaks(..) => 2,
        }
    }

    /// The worse of two.
    #[must_use]
    pub(super) fn or(self, other: Effect) -> Effect {
        if other.rank() > self.rank() {
            other
        } else {
            self
        }
    }
}

/// One change between two definitions.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct CrdChange {
    /// What it is, in kebab-case: `maximum`, `existing-field-removal`.
    pub kind: &'static str,
    /// What other tools call it: `crdify:maximum`.
    pub aliases: &'static [&'static str],
    /// The version it is in; none where it is about the whole definition.
    pub version: Option<Arc<str>>,
    /// The way there through an object, `spec.ports[].name`; empty for the whole of it.
    pub path: String,
    /// In one line.
    pub message: String,
    /// Where it stands in the old text.
    pub old: Option<Place>,
    /// Where it stands in the new text.
    pub new: Option<Place>,
    /// What it does to stored objects.
    pub stored: Effect,
    /// What it does to clients of the old definition.
    pub clients: Effect,
    /// What a strict reading makes of it, beside these two.
    pub policy: Effect,
}

impl CrdChange {
    pub(super) fn new(kind: &'static str, message: String) -> CrdChange {
        CrdChange {
            kind,
            aliases: aliases(kind),
            version: None,
            path: String::new(),
            message,
            old: None,
            new: None,
            stored: Effect::Safe,
            clients: Effect::Safe,
            policy: Effect::Safe,
        }
    }

    /// The worst that it does to anybody who was asked about.
    pub fn worst(&self) -> Effect {
        let worst = self.stored.clone().or(self.clients.clone());
        worst.or(self.policy.clone())
    }
}

/// Everything found about two definitions, or two texts with definitions.
#[derive(Clone, PartialEq, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// Every change, in the order of the definition.
    pub changes: Vec<CrdChange>,
    /// The questions that were closed without a counter-example.
    pub n_closed: usize,
    /// The steps of the work budget that were spent.
    pub steps: u64,
}

/// The names of others for a change; crdify's first.
pub(crate) fn aliases(kind: &str) -> &'static [&'static str] {
    match kind {
        "scope" => &["crdify:scope"],
        "stored-version-removal" => &["crdify:storedVersionRemoval"],
        "existing-field-removal" => &[
            "crdify:existingFieldRemoval",
            "crd-schema-checker:NoFieldRemoval",
        ],
        "enum" => &["crdify:enum", "crd-schema-checker:NoEnumRemoval"],
        "default" => &["crdify:default"],
        "maximum" => &["crdify:maximum"],
        "max-items" => &["crdify:maxItems"],
        "max-length" => &["crdify:maxLength"],
        "max-properties" => &["crdify:maxProperties"],
        "minimum" => &["crdify:minimum"],
        "min-items" => &["crdify:minItems"],
        "min-length" => &["crdify:minLength"],
        "min-properties" => &["crdify:minProperties"],
        "required" => &["crdify:required", "crd-schema-checker:NoNewRequiredFields"],
        "type" => &["crdify:type", "crd-schema-checker:NoDataTypeChange"],
        "description" => &["crdify:description"],
        "pattern" => &["crdify:pattern"],
        "nullable" => &["crdify:nullable"],
        // What no validation looks at.
        "unhandled" => &["crdify:unhandled"],
        _ => &[],
    }
}
