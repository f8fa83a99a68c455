//! What a profile is asked and what it answers.

use super::{avro, confluent, crdify, karapace};
use crate::format::{
    avro::Schema as AvroSchema,
    crd::{self, File},
    json_schema::Schema as JsonSchema,
};
use crate::mode::{Direction, Mode};

/// An incumbent whose answers are reproduced.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Profile {
    /// Confluent Schema Registry with its policy STRICT, the default.
    Confluent,
    /// Confluent Schema Registry with its policy LENIENT (JSON Schema only).
    ConfluentLenient,
    /// Karapace.
    Karapace,
    /// crdify without a configuration (CustomResourceDefinitions only).
    Crdify,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 4] = [
        Profile::Confluent,
        Profile::ConfluentLenient,
        Profile::Karapace,
        Profile::Crdify,
    ];

    /// Those of registries, which know JSON Schema and Avro.
    pub const REGISTRIES: [Profile; 3] = [
        Profile::Confluent,
        Profile::ConfluentLenient,
        Profile::Karapace,
    ];

    /// Reads a name such as `confluent-lenient`.
    pub fn from_name(name: &str) -> Option<Profile> {
        Profile::ALL
            .into_iter()
            .find(|profile| profile.name() == name)
    }

    /// Its name in configuration.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Confluent => "confluent",
            Profile::ConfluentLenient => "confluent-lenient",
            Profile::Karapace => "karapace",
            Profile::Crdify => "crdify",
        }
    }

    /// What the incumbent says about a new JSON Schema after an old one.
    pub fn check_json_schema(self, old: &JsonSchema, new: &JsonSchema, mode: Mode) -> Report {
        Report::gather(mode, |direction| {
            let (reader, writer) = match direction {
                Direction::Backward => (new, old),
                Direction::Forward => (old, new),
            };
            match self {
                Profile::Confluent => confluent::check(reader, writer, confluent::Policy::Strict),
                Profile::ConfluentLenient => {
                    confluent::check(reader, writer, confluent::Policy::Lenient)
                }
                Profile::Karapace => karapace::check(reader, writer),
                Profile::Crdify => Err(UNKNOWN_FORMAT.to_owned()),
            }
        })
    }

    /// What the incumbent says about a new Avro schema after an old one: all of them follow
    /// Java's `SchemaCompatibility`.
    pub fn check_avro(self, old: &AvroSchema, new: &AvroSchema, mode: Mode) -> Report {
        Report::gather(mode, |direction| match (self, direction) {
            (Profile::Crdify, _) => Err(UNKNOWN_FORMAT.to_owned()),
            (_, Direction::Backward) => avro::check(new, old),
            (_, Direction::Forward) => avro::check(old, new),
        })
    }

    /// What the incumbent says about new CustomResourceDefinitions after old ones.
    pub fn check_crd(self, old: &File, new: &File, mode: Mode) -> Report {
        Report::gather(mode, |direction| match (self, direction) {
            (Profile::Crdify, Direction::Backward) => crdify::check(old, new),
            (Profile::Crdify, Direction::Forward) => crdify::check(new, old),
            _ => Err(UNKNOWN_FORMAT.to_owned()),
        })
    }

    /// What the incumbent itself calls a reason, as `tool:NAME`, where that is known.
    pub(crate) fn aliases(self, rule: &'static str) -> &'static [&'static str] {
        match self {
            Profile::Crdify => crd::aliases(rule).get(..1).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Why an incumbent does not answer about a format.
const UNKNOWN_FORMAT: &str = "it does not know this format";

/// The answer for one direction: what is refused, or why there is none.
pub(super) type Answer = Result<Vec<Refusal>, String>;

/// One reason of a refusal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Refusal {
    pub(super) rule: &'static str,
    pub(super) path: String,
}

/// The answer of an incumbent.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Report {
    /// Its verdict.
    pub outcome: Outcome,
    /// Its reasons, backward before forward.
    pub findings: Vec<Finding>,
}

/// What an incumbent says.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// The new schema may be registered.
    Compatible,
    /// It may not.
    Incompatible,
    /// It does not answer: it fails with an exception, for this reason.
    Failed(String),
}

/// One reason of an incumbent.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Finding {
    /// The incumbent's name for it, in kebab-case.
    pub rule: &'static str,
    /// Where, as the incumbent writes it: `#/properties/a`, or `/fields/1`.
    pub path: String,
    /// The direction that it breaks.
    pub breaks: Direction,
}

impl Report {
    /// Whether the incumbent lets the new schema pass.
    pub fn is_compatible(&self) -> bool {
        self.outcome == Outcome::Compatible
    }

    fn gather(mode: Mode, mut ask: impl FnMut(Direction) -> Answer) -> Report {
        let mut report = Report {
            outcome: Outcome::Compatible,
            findings: Vec::new(),
        };
        for &direction in mode.directions() {
            match ask(direction) {
                Ok(refusals) => {
                    if !refusals.is_empty() && report.is_compatible() {
                        report.outcome = Outcome::Incompatible;
                    }
                    report
                        .findings
                        .extend(refusals.into_iter().map(|refusal| Finding {
                            rule: refusal.rule,
                            path: refusal.path,
                            breaks: direction,
                        }));
                }
                Err(reason) => report.outcome = Outcome::Failed(reason),
            }
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn names_lead_to_profiles() {
        for profile in Profile::ALL {
            assert_eq!(Profile::from_name(profile.name()), Some(profile));
        }
        assert_eq!(Profile::from_name("apicurio"), None);
    }
}
