//! Who judges: the relation itself, or a profile that answers as another tool does.

use std::fmt;

use super::{
    AvroSource, Disagreement, Judgement, Parsed, Sample, explain, judgement::with_samples,
    place::value_at,
};
use crate::{
    budget::Budget,
    format::{
        avro::{self, Rules},
        json_schema,
    },
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
        let known = Judge::PROFILES;
        write!(f, "there is no profile `{}`", self.name)?;
        match known {
            [] => f.write_str("; without one, the answer is proved or shown by a document"),
            _ => write!(f, ", expected one of `{}`", known.join("`, `")),
        }
    }
}

impl std::error::Error for UnknownProfile {}

impl Judge {
    /// The names of the profiles.
    pub const PROFILES: &'static [&'static str] = &[];

    /// The profile of a name; without a name the relation itself.
    ///
    /// # Errors
    /// Where there is no such profile.
    pub fn from_name(name: Option<&str>) -> Result<Judge, UnknownProfile> {
        match name {
            None => Ok(Judge::Relation),
            Some(name) => Err(UnknownProfile {
                name: name.to_owned(),
            }),
        }
    }

    /// Can `reader` read everything that `writer` may write?
    ///
    /// Schemas of different formats cannot be compared: the answer is "unknown".
    pub fn compare(self, reader: &Parsed, writer: &Parsed, switches: Switches) -> Judgement {
        match (reader, writer) {
            (Parsed::JsonSchema(reader), Parsed::JsonSchema(writer)) => {
                json(reader, writer, switches)
            }
            (Parsed::Avro(reader), Parsed::Avro(writer)) => avro(reader, writer, switches),
            _ => Judgement {
                verdict: Verdict::Unknown(Unknown::new(
                    "the two schemas are of different formats".to_owned(),
                    0,
                )),
                disagreements: Vec::new(),
            },
        }
    }
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
    Judgement {
        verdict: with_samples(verdict, sample),
        disagreements,
    }
}

fn avro(reader: &AvroSource, writer: &AvroSource, switches: Switches) -> Judgement {
    let rules = Rules::default();
    let comparison = avro::compare(&reader.schema, &writer.schema, rules, switches.budget);
    let marked = |side: &AvroSource, spot| {
        let own = side.schema.text_index(spot) == side.n_references;
        own.then(|| value_at(&side.text, side.schema.place(spot)))
    };
    let disagreements = comparison
        .conflicts
        .into_iter()
        .map(|conflict| Disagreement {
            rule: format!("avro/{}", conflict.kind.name()),
            reader: marked(reader, conflict.reader),
            writer: marked(writer, conflict.writer),
            path: conflict.path,
            message: conflict.message,
        });
    let disagreements = disagreements.collect();
    let sample = |example: avro::Example| Sample {
        json: example.json(),
        hex: Some(example.hex()),
        outcome: Some(example.outcome),
    };
    Judgement {
        verdict: with_samples(comparison.verdict, sample),
        disagreements,
    }
}
