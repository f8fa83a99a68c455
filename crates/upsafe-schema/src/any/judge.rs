//! Who judges: the relation itself, or a profile that answers as another tool does.

use std::fmt;

use super::{
    AvroSource, Disagreement, Incumbent, Judgement, Parsed, Sample, definitions, explain,
    judgement::with_samples,
};
use crate::{
    budget::Budget,
    format::{
        avro::{self, Rules},
        crd::Audience,
        json_schema,
    },
    mode::Mode,
    profile::Profile,
    relation::{Unknown, Verdict},
    semantics::Semantics,
};

/// Who judges whether a reader can read what a writer writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub enum Judge {
    /// The relation: a proof, or a document that shows the contrary.
    #[default]
    Relation,
    /// An incumbent: its answer counts, right or wrong; the relation is asked beside it.
    Profile(Profile),
    /// The relation, for those who use a CustomResourceDefinition in one way.
    Audience(Audience),
}

/// The meaning of reading, and how much work a comparison may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Switches {
    /// What "can read" means for JSON Schema.
    pub semantics: Semantics,
    /// The steps that one comparison may take.
    pub budget: Budget,
}

/// A profile that there is not.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownProfile {
    name: String,
}

impl fmt::Display for UnknownProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Profile::ALL.map(Profile::name).join("`, `");
        let audiences = Audience::NAMED.map(Audience::name).join("`, `");
        write!(
            f,
            "there is no profile `{}`, expected one of `{known}`, or for definitions one of `{audiences}`; without one, the answer is proved or shown by a document",
            self.name
        )
    }
}

impl std::error::Error for UnknownProfile {}

impl Judge {
    /// The profile of a name; without a name the relation itself.
    ///
    /// # Errors
    /// Where there is no such profile.
    pub fn from_name(name: Option<&str>) -> Result<Judge, UnknownProfile> {
        let Some(name) = name else {
            return Ok(Judge::Relation);
        };
        if let Some(audience) = Audience::from_name(name) {
            return Ok(Judge::Audience(audience));
        }
        match Profile::from_name(name) {
            Some(profile) => Ok(Judge::Profile(profile)),
            None => Err(UnknownProfile {
                name: name.to_owned(),
            }),
        }
    }

    /// Can `reader` read everything that `writer` may write?
    ///
    /// Schemas of different formats cannot be compared: the answer is "unknown".
    pub fn compare(self, reader: &Parsed, writer: &Parsed, switches: Switches) -> Judgement {
        if let (Judge::Audience(audience), false) = (self, matches!(reader, Parsed::Crd(_))) {
            let reason = format!(
                "the profile `{}` judges CustomResourceDefinitions only",
                audience.name()
            );
            return Judgement::new(Verdict::Unknown(Unknown::new(reason, 0)), Vec::new());
        }
        let mut judgement = match (reader, writer) {
            (Parsed::Crd(reader), Parsed::Crd(writer)) => {
                let audience = match self {
                    Judge::Audience(audience) => audience,
                    Judge::Relation | Judge::Profile(_) => Audience::default(),
                };
                definitions::judged(reader, writer, audience, switches)
            }
            (Parsed::JsonSchema(reader), Parsed::JsonSchema(writer)) => {
                json(reader, writer, switches)
            }
            (Parsed::Avro(reader), Parsed::Avro(writer)) => avro(reader, writer, switches),
            _ => {
                let reason = "the two schemas are of different formats".to_owned();
                Judgement::new(Verdict::Unknown(Unknown::new(reason, 0)), Vec::new())
            }
        };
        if let Judge::Profile(profile) = self {
            judgement.incumbent = incumbent(profile, reader, writer);
        }
        judgement
    }
}

/// What the incumbent says of the reader as the new schema and the writer as the old one.
fn incumbent(profile: Profile, reader: &Parsed, writer: &Parsed) -> Option<Incumbent> {
    let report = match (writer, reader) {
        (Parsed::JsonSchema(old), Parsed::JsonSchema(new)) => {
            profile.check_json_schema(old, new, Mode::Backward)
        }
        (Parsed::Avro(old), Parsed::Avro(new)) => {
            profile.check_avro(&old.schema, &new.schema, Mode::Backward)
        }
        (Parsed::Crd(old), Parsed::Crd(new)) => profile.check_crd(old, new, Mode::Backward),
        _ => return None,
    };
    Some(Incumbent { profile, report })
}

fn json(
    reader: &json_schema::Schema,
    writer: &json_schema::Schema,
    switches: Switches,
) -> Judgement {
    let verdict = json_schema::can_read(reader, writer, switches.semantics, switches.budget);
    let disagreements = match &verdict {
        Verdict::Incompatible(witness) => {
            explain::refusal(reader, writer, &witness.document, switches.semantics)
        }
        _ => Vec::new(),
    };
    let sample = |document| Sample {
        json: document,
        hex: None,
        outcome: None,
    };
    Judgement::new(with_samples(verdict, sample), disagreements)
}

fn avro(reader: &AvroSource, writer: &AvroSource, switches: Switches) -> Judgement {
    let rules = Rules::default();
    let comparison = avro::compare(&reader.schema, &writer.schema, rules, switches.budget);
    let disagreements = comparison
        .conflicts
        .into_iter()
        .map(|conflict| Disagreement {
            rule: format!("avro/{}", conflict.kind.name()),
            reader: reader.mark_node(conflict.reader),
            writer: writer.mark_node(conflict.writer),
            path: conflict.path,
            message: conflict.message,
            is_shown: conflict.example.is_some(),
            aliases: &[],
        });
    let disagreements = disagreements.collect();
    let sample = |example: avro::Example| Sample {
        json: example.json(),
        hex: Some(example.hex()),
        outcome: Some(example.outcome),
    };
    Judgement::new(with_samples(comparison.verdict, sample), disagreements)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::any::{Format, Ruling};

    #[test]
    fn a_profile_answers_and_the_relation_stands_beside_it() {
        let check = |profile: Option<&str>, old: &str, new: &str, expected: [Ruling; 2]| {
            let parse = |text| Parsed::parse(Format::Avro, text, Default::default(), &[]).unwrap();
            let judge = Judge::from_name(profile).unwrap();
            let found = judge.compare(&parse(new), &parse(old), Switches::default());
            assert_eq!([found.ruling(), found.proved()], expected, "{old} -> {new}");
            assert_eq!(found.incumbent.map(|one| one.profile.name()), profile);
        };
        let (int, long) = (r#""int""#, r#""long""#);
        let date = r#"{"type": "int", "logicalType": "date"}"#;
        let time = r#"{"type": "int", "logicalType": "time-millis"}"#;
        for profile in Profile::REGISTRIES.map(|profile| Some(profile.name())) {
            check(profile, int, long, [Ruling::Compatible; 2]);
            check(profile, long, int, [Ruling::Incompatible; 2]);
            check(profile, date, time, [Ruling::Compatible, Ruling::Misread]);
        }
        check(None, date, time, [Ruling::Misread; 2]);
    }

    #[test]
    fn other_names_are_no_profiles() {
        let error = Judge::from_name(Some("apicurio")).unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no profile `apicurio`, expected one of `confluent`, `confluent-lenient`, `karapace`, `crdify`, or for definitions one of `strict`, `stored-data`, `clients`, `olm`; without one, the answer is proved or shown by a document"
        );
    }
}
