//! Names of types: a namespace and a short name, as the specification's "Names" section has them.

use smol_str::{SmolStr, SmolStrBuilder};
use std::fmt;

/// The name of a record, an enum or a fixed.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Name {
    full: SmolStr,
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
        if namespace.is_empty() || written.as_bytes().contains(&b'.') {
            // A leading dot names the null namespace; some writers spell it so.
            let full = written.strip_prefix('.').unwrap_or(written);
            check_parts(full, written)?;
            let short_from = full.rfind('.').map_or(0, |at| at + 1);
            let full = SmolStr::from(full);
            return Ok(Name { full, short_from });
        }
        check_parts(namespace, written)?;
        check_parts(written, written)?;
        let mut full = SmolStrBuilder::new();
        for part in [namespace, ".", written] {
            full.push_str(part);
        }
        Ok(Name {
            full: full.finish(),
            short_from: namespace.len() + 1,
        })
    }

    /// `namespace.name`, or the name alone in the null namespace.
    pub fn full(&self) -> &SmolStr {
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
    let bytes = text.as_bytes();
    is_name(bytes) && !bytes.contains(&b'.')
}

/// Whether a text is names with dots between them.
fn is_name(bytes: &[u8]) -> bool {
    let mut is_start = true;
    for byte in bytes {
        is_start = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => false,
            b'0'..=b'9' if !is_start => false,
            b'.' if !is_start => true,
            _ => return false,
        };
    }
    !is_start
}

fn check_parts(parts: &str, written: &str) -> Result<(), String> {
    if is_name(parts.as_bytes()) {
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
