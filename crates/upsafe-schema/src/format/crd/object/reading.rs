//! What reading one object in one version tells.

use crate::json::Value;

/// One object, read.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The object as it is served: pruned, nulls dropped, defaults filled in.
    pub object: Value,
    /// Why it cannot be served at all; then everything else is empty.
    pub refusal: Option<String>,
    /// What is gone because the schema does not know it. With the next write it is gone for good.
    pub pruned: Vec<Lost>,
    /// Nulls that are gone because their fields are not nullable: no data, and not counted as loss.
    pub nulls: Vec<String>,
    /// What was filled in.
    pub defaulted: Vec<Filled>,
    /// Why the next write is refused.
    pub errors: Vec<Invalid>,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
}

impl Reading {
    pub(super) fn of(object: Value) -> Reading {
        Reading {
            object,
            refusal: None,
            pruned: Vec::new(),
            nulls: Vec::new(),
            defaulted: Vec::new(),
            errors: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    /// Whether it is read, nothing is lost, and the same object may be written again.
    pub fn is_fine(&self) -> bool {
        self.refusal.is_none()
            && self.pruned.is_empty()
            && self.errors.is_empty()
            && self.unchecked.is_empty()
    }
}

/// A field that was pruned.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Lost {
    /// Where: `spec.ports[0].name`.
    pub path: String,
    /// What stood there.
    pub value: Value,
}

/// A default that was filled in.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Filled {
    /// Where.
    pub path: String,
    /// What stands there now.
    pub value: Value,
}

/// Why an object is refused when it is written.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Invalid {
    /// Where; empty for the whole object.
    pub path: String,
    /// The keyword that is not satisfied: `maximum`, `required`, `x-kubernetes-validations`.
    pub keyword: &'static str,
    /// What was expected and found.
    pub message: String,
    /// The value as long as which is unchanged the error is tolerated (ratcheting, Kubernetes 1.33);
    /// none where it never is.
    pub ratchets: Option<String>,
}

/// What could not be looked at: never to be taken for valid.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Unchecked {
    /// Where.
    pub path: String,
    /// The construct, and why.
    pub reason: String,
}
