//! The formats by name, and which one a file is most likely in.

/// A language of schemas.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// JSON Schema.
    JsonSchema,
    /// Avro.
    Avro,
    /// CustomResourceDefinitions of Kubernetes, in YAML or JSON.
    Crd,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 3] = [Format::JsonSchema, Format::Avro, Format::Crd];

    /// The name, as it stands on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::JsonSchema => "json-schema",
            Format::Avro => "avro",
            Format::Crd => "crd",
        }
    }

    /// Reads a name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the name of a file stands for, where it is clear.
    pub fn of_path(path: &str) -> Option<Format> {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let name = name.to_ascii_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends(&[".avsc", ".avpr", ".avro"]) {
            return Some(Format::Avro);
        }
        if ends(&[".crd.yaml", ".crd.yml", ".crd.json"]) {
            return Some(Format::Crd);
        }
        let json = [".schema.json", ".jsonschema", ".json-schema"];
        ends(&json).then_some(Format::JsonSchema)
    }

    /// Whether a file of this name may be in the format: where a folder is looked through.
    pub fn may_be(self, path: &str) -> bool {
        match Format::of_path(path) {
            Some(format) => format == self,
            None => {
                let name = path.to_ascii_lowercase();
                let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
                name.ends_with(".json") || (self == Format::Crd && is_yaml)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_of_files_tell_formats() {
        let check = |path: &str, expected: &str| {
            let found = Format::of_path(path).map_or("none", Format::name);
            assert_eq!(found, expected, "{path}");
        };
        check("a/order.avsc", "avro");
        check("PART-0.AVRO", "avro");
        check("order.schema.json", "json-schema");
        check("order.json", "none");
        check("hats.crd.yaml", "crd");
        check("a.avsc/order", "none");
        assert!(Format::JsonSchema.may_be("order.json") && Format::Avro.may_be("order.json"));
        assert!(Format::Crd.may_be("hats.yml") && !Format::Avro.may_be("hats.yml"));
        assert!(!Format::JsonSchema.may_be("order.avsc") && !Format::Avro.may_be("README.md"));
    }
}
