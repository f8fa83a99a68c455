//! The operations by scheme and name.

use serde_json::Value;

use super::{arguments::Arguments, cargo, go, maven, npm, pep440, shared};
use crate::{Error, Scheme};

/// An operation: its name and what it does.
pub(super) type Operation = (
    &'static str,
    fn(Scheme, &Arguments<'_>) -> Result<Value, Error>,
);

/// Evaluates the operation `operation` of the scheme named `scheme`.
///
/// `options` is an object or `null`; options that an operation does not know are passed over.
/// [`operations`] lists the names.
///
/// # Errors
/// Where the scheme or the operation is not known (the message names those that are), an argument is
/// missing or of the wrong kind, or is not a version or range where the operation has no answer for
/// that.
///
/// ```
/// use serde_json::{Value, json};
/// use upsafe_version::batch::evaluate;
///
/// let answer = evaluate("npm", "satisfies", &[json!("^1.2"), json!("1.3.0")], &Value::Null)?;
/// assert_eq!(answer, json!(true));
/// # Ok::<(), upsafe_version::Error>(())
/// ```
pub fn evaluate(
    scheme: &str,
    operation: &str,
    arguments: &[Value],
    options: &Value,
) -> Result<Value, Error> {
    let scheme: Scheme = scheme.parse()?;
    let Some((_, run)) = table(scheme).find(|(name, _)| *name == operation) else {
        let names: Vec<_> = operations(scheme)
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let expected = format!("one of {}", names.join(", "));
        return Err(Error::refused(
            operation,
            0..operation.len(),
            "operation",
            expected,
        ));
    };
    run(scheme, &Arguments::new(arguments, options))
}

/// The names of the operations of a scheme, in alphabetical order.
#[must_use]
pub fn operations(scheme: Scheme) -> Vec<&'static str> {
    let mut names: Vec<_> = table(scheme).map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The operations of a scheme; its own come first.
fn table(scheme: Scheme) -> impl Iterator<Item = &'static Operation> {
    let own: &'static [Operation] = match scheme {
        Scheme::Semver => &[],
        Scheme::Cargo => cargo::OPERATIONS,
        Scheme::Npm => npm::OPERATIONS,
        Scheme::Go => go::OPERATIONS,
        Scheme::Maven => maven::OPERATIONS,
        Scheme::Pep440 => pep440::OPERATIONS,
    };
    own.iter().chain(shared::OPERATIONS)
}
