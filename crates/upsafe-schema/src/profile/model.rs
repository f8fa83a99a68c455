//! What a profile is asked and what it answers.

use super::{avro, confluent, karapace};
use crate::format::{avro::Schema as AvroSchema, json_schema::Schema as JsonSchema};
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
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 3] = [
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
            }
        })
    }

    /// What the incumbent says about a new Avro schema after an old one: all of them follow
    /// Java's `SchemaCompatibility`.
    pub fn check_avro(self, old: &AvroSchema, new: &AvroSchema, mode: Mode) -> Report {
        Report::gather(mode, |direction| match direction {
            Direction::Backward => avro::check(new, old),
            Direction::Forward => avro::check(old, new),
        })
    }
}

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

    /// The report of an incumbent that does not answer.
    pub(crate) fn failed(reason: &str) -> Report {
        Report {
            outcome: Outcome::Failed(reason.to_owned()),
            findings: Vec::new(),
        }
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
