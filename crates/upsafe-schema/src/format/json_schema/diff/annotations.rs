//! Keywords that say nothing about values.

use super::walk::{Effect, Pair, Walk};

/// Keywords for people and tools, with the kind of their change.
const ANNOTATIONS: [(&str, &str); 14] = [
    ("title", "title-changed"),
    ("description", "description-changed"),
    ("default", "default-changed"),
    ("examples", "examples-changed"),
    ("example", "examples-changed"),
    ("deprecated", "deprecated-changed"),
    ("readOnly", "read-only-changed"),
    ("writeOnly", "write-only-changed"),
    ("$comment", "comment-changed"),
    ("contentMediaType", "content-media-type-changed"),
    ("contentEncoding", "content-encoding-changed"),
    ("contentSchema", "content-schema-changed"),
    ("$recursiveAnchor", "dynamic-anchor-changed"),
    ("$dynamicAnchor", "dynamic-anchor-changed"),
];

impl Walk<'_> {
    /// Compares an annotation, an identifier, or a keyword that no draft knows.
    pub(super) fn annotation(&mut self, name: &str, pair: &Pair) {
        if self.is_same_member(pair, name) {
            return;
        }
        let at = self.both(pair, name);
        let shown = self.shown(at);
        let message = match at {
            (None, _) => format!("`{name}` {} was added", shown.1),
            (_, None) => format!("`{name}` {} was removed", shown.0),
            _ => format!("`{name}` changed from {} to {}", shown.0, shown.1),
        };
        let known = ANNOTATIONS.iter().find(|(known, _)| *known == name);
        let (kind, effect) = match (known, name) {
            (Some((_, kind)), "$dynamicAnchor" | "$recursiveAnchor") => (*kind, Effect::Neutral),
            (Some((_, kind)), _) => (*kind, Effect::Annotation),
            // What references name is compared itself.
            (None, "$id" | "id") => ("id-changed", Effect::Neutral),
            (None, "$anchor") => ("anchor-changed", Effect::Neutral),
            (None, "$vocabulary") => ("vocabulary-changed", Effect::Both),
            (None, _) => ("unknown-keyword-changed", Effect::Annotation),
        };
        self.tell(kind, message, at, effect, pair);
    }
}
