//! The drafts, and what differs between them.

/// A draft of JSON Schema. Complete: the drafts with users; another one is an API decision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub enum Dialect {
    /// Draft 4 (2013).
    Draft4,
    /// Draft 6 (2017).
    Draft6,
    /// Draft 7 (2018).
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12.
    #[default]
    Draft2020,
}

impl Dialect {
    /// Reads a name such as `draft-07` or `2020-12`.
    pub fn from_name(name: &str) -> Option<Dialect> {
        let name = name.strip_prefix("draft").unwrap_or(name);
        Some(match name.trim_start_matches('-') {
            "04" | "4" => Dialect::Draft4,
            "06" | "6" => Dialect::Draft6,
            "07" | "7" => Dialect::Draft7,
            "2019-09" => Dialect::Draft2019,
            "2020-12" => Dialect::Draft2020,
            _ => return None,
        })
    }

    /// The draft whose meta-schema a `$schema` names.
    pub fn from_uri(uri: &str) -> Option<Dialect> {
        let uri = uri.trim_end_matches('#');
        let rest = uri
            .strip_prefix("https://")
            .or_else(|| uri.strip_prefix("http://"))?;
        let draft = rest
            .strip_prefix("json-schema.org/")?
            .strip_suffix("/schema")?;
        match draft {
            "draft-04" => Some(Dialect::Draft4),
            "draft-06" => Some(Dialect::Draft6),
            "draft-07" => Some(Dialect::Draft7),
            "draft/2019-09" => Some(Dialect::Draft2019),
            "draft/2020-12" => Some(Dialect::Draft2020),
            _ => None,
        }
    }

    /// The name, as `$schema` writers know it.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Draft4 => "draft-04",
            Dialect::Draft6 => "draft-06",
            Dialect::Draft7 => "draft-07",
            Dialect::Draft2019 => "2019-09",
            Dialect::Draft2020 => "2020-12",
        }
    }

    /// Whether `$ref` hides its siblings.
    pub(super) fn ref_stands_alone(self) -> bool {
        self <= Dialect::Draft7
    }

    pub(super) fn id_keyword(self) -> &'static str {
        if self == Dialect::Draft4 { "id" } else { "$id" }
    }

    /// Whether the draft gives a meaning to the keyword.
    pub(crate) fn knows(self, keyword: &str) -> bool {
        let since = match keyword {
            "const" | "contains" | "propertyNames" => Dialect::Draft6,
            "if" | "then" | "else" => Dialect::Draft7,
            "$anchor"
            | "$recursiveAnchor"
            | "$recursiveRef"
            | "dependentRequired"
            | "dependentSchemas"
            | "maxContains"
            | "minContains"
            | "unevaluatedItems"
            | "unevaluatedProperties" => Dialect::Draft2019,
            "$dynamicAnchor" | "$dynamicRef" | "prefixItems" => Dialect::Draft2020,
            _ => Dialect::Draft4,
        };
        let until = match keyword {
            "$recursiveAnchor" | "$recursiveRef" | "additionalItems" => Dialect::Draft2019,
            _ => Dialect::Draft2020,
        };
        since <= self && self <= until
    }

    pub(super) fn validator_draft(self) -> jsonschema::Draft {
        match self {
            Dialect::Draft4 => jsonschema::Draft::Draft4,
            Dialect::Draft6 => jsonschema::Draft::Draft6,
            Dialect::Draft7 => jsonschema::Draft::Draft7,
            Dialect::Draft2019 => jsonschema::Draft::Draft201909,
            Dialect::Draft2020 => jsonschema::Draft::Draft202012,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;

    #[test]
    fn names_and_uris_lead_to_drafts() {
        let check = |text: &str, expected: &str| {
            let dialect = Dialect::from_name(text).or_else(|| Dialect::from_uri(text));
            assert_eq!(dialect.map_or("none", Dialect::name), expected, "{text}");
        };
        check("draft-07", "draft-07");
        check("draft4", "draft-04");
        check("2020-12", "2020-12");
        check("http://json-schema.org/draft-06/schema#", "draft-06");
        check("https://json-schema.org/draft/2019-09/schema", "2019-09");
        check("https://example.com/schema", "none");
    }
}
