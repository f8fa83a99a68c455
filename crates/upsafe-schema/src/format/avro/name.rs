//! Names of types: a namespace and a short name, as the specification's "Names" section has them.

use std::fmt;
use std::sync::Arc;

/// The name of a record, an enum or a fixed.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Name {
    full: Arc<str>,
    short_from: usize,
}

impl Name {
    /// Reads a name as written, inside a namespace (empty: none).
    ///
    /// A name with dots is a full name and needs no namespace.
    ///
    /// # Errors
    /// What was expected, where a part is not `[A-Za-z_][A-Za-z0-9_]*`.
    pub fn new(written: &str, namespace: &str) -> Result<Name, String> {
        let full: Arc<str> = if written.contains('.') || namespace.is_empty() {
            // A leading dot names the null namespace; some writers spell it so.
            Arc::from(written.strip_prefix('.').unwrap_or(written))
        } else {
            Arc::from([namespace, ".", written].concat())
        };
        for part in full.split('.') {
            check_part(part, written)?;
        }
        let short_from = full.rfind('.').map_or(0, |at| at + 1);
        Ok(Name { full, short_from })
    }

    /// `namespace.name`, or the name alone in the null namespace.
    pub fn full(&self) -> &Arc<str> {
        &self.full
    }

    /// The part after the last dot.
    pub fn short(&self) -> &str {
        &self.full[self.short_from..]
    }

    /// The part before the last dot; empty in the null namespace.
    pub fn namespace(&self) -> &str {
        &self.full[..self.short_from.saturating_sub(1)]
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}

/// Whether a text is a name without dots.
pub(super) fn is_part(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn check_part(part: &str, written: &str) -> Result<(), String> {
    if is_part(part) {
        return Ok(());
    }
    Err(format!(
        "expected a name of letters, digits and `_` that does not start with a digit, found {}",
        quoted(written)
    ))
}

/// A text from the input, in backticks, shortened and without control characters.
pub(super) fn quoted(text: &str) -> String {
    const MAX: usize = 60;
    let mut shown: String = text
        .chars()
        .take(MAX)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(MAX).is_some() {
        shown.push_str("...");
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn a_name_takes_the_namespace_unless_it_has_dots() {
        let check = |written: &str, namespace: &str, expected: &str| {
            let told = match Name::new(written, namespace) {
                Ok(name) => format!("{}|{}", name.namespace(), name.short()),
                Err(error) => error,
            };
            assert_eq!(told, expected, "{written} in {namespace}");
        };
        check("A", "", "|A");
        check("A", "x.y", "x.y|A");
        check("z.A", "x.y", "z|A");
        check(".A", "x.y", "|A");
        let refused =
            "expected a name of letters, digits and `_` that does not start with a digit, found ";
        check("", "", &format!("{refused}``"));
        check("a-b", "x", &format!("{refused}`a-b`"));
        check("a..b", "", &format!("{refused}`a..b`"));
        check("1a", "", &format!("{refused}`1a`"));
        check("a\n\u{202e}", "", &format!("{refused}`a\\n\\u{{202e}}`"));
    }
}
