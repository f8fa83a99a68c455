//! Objects read as the API server reads them: decode, prune, drop nulls, default, and then validate.
//!
//! This is the independent judge of the format `crd` (it shares no code with the prover), and the
//! reader of `upsafe-metadata`. The order and the details follow `apiextensions-apiserver` v0.36
//! (`unstructuredSchemaCoercer.apply`, `pruning`, `defaulting`, `listtype`, `objectmeta`) and the
//! validator of `kube-openapi`; where those differ from what a schema seems to say, they win.
//!
//! - [`Reader`] reads objects in one version of a definition, compiled once, and tells everything
//!   about each: what was pruned and filled in, and what is invalid, with paths and values.
//! - [`Definition`] judges stored objects against a whole definition: the five [`Outcome`]s, all
//!   causes. Reading never validates: an invalid object is served, and blocked on its next write.
//!
//! ```
//! use upsafe_schema::format::crd::{File, object::{Definition, Outcome, value}};
//! let file = File::parse(r#"{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
//!   "spec": {"group": "example.com", "names": {"kind": "Hat", "plural": "hats"}, "versions": [{"name": "v1",
//!     "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object",
//!       "properties": {"spec": {"type": "object", "properties": {"size": {"type": "integer"}}}}}}}]}}"#).unwrap();
//! let definition = Definition::new(file.crd("hats.example.com").unwrap());
//! let object = value(r#"{"apiVersion": "example.com/v1", "kind": "Hat", "spec": {"size": 5, "feather": true}}"#).unwrap();
//! let judged = definition.judge(&object, None);
//! assert_eq!(judged.outcome, Outcome::Lossy);
//! assert_eq!(judged.causes[0].path, "spec.feather");
//! ```

mod cel;
#[cfg(feature = "cel")]
mod cel_value;
mod fill;
mod formats;
mod judge;
mod list_type;
mod meta;
mod network;
mod numbered;
mod path;
mod pattern;
mod prune;
mod reader;
mod reading;
#[cfg(test)]
mod tests;
mod types;
mod validate;

pub use judge::{Cause, Definition, Judged, Outcome};
pub use reader::{Reader, value};
pub use reading::{Filled, Invalid, Lost, Reading, Unchecked};

pub(super) use fill::filled;
pub(super) use formats::{Checked, checked};
pub(super) use pattern::ascii as ascii_pattern;
pub(super) use reader::SharedPatterns;
