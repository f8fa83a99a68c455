//! What was found out about a reader and a writer, of whatever format.

use std::{fmt, ops::Range};

use crate::{
    json::Value,
    relation::{Verdict, Witness},
};

/// The verdict, and what shows people where and why.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Judgement {
    /// The answer.
    pub verdict: Verdict<Sample>,
    /// The places where reader and writer disagree; none where they do not.
    pub disagreements: Vec<Disagreement>,
}

/// A document that shows a verdict.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Sample {
    /// The document; for Avro in its JSON encoding.
    pub json: Value,
    /// The bytes in Avro's binary encoding, as hexadecimal digits.
    pub hex: Option<String>,
    /// What the reader said of it.
    pub outcome: Option<String>,
}

impl fmt::Display for Sample {
    /// The document as compact JSON.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.json.fmt(f)
    }
}

/// One place where a reader and a writer disagree.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Disagreement {
    /// What it is: `json-schema/maxLength`, `avro/type-mismatch`.
    pub rule: String,
    /// The way there; through the data for Avro, a JSON pointer into the reader for JSON Schema.
    pub path: String,
    /// In one line.
    pub message: String,
    /// The bytes of the reader's text that it is about.
    pub reader: Option<Range<usize>>,
    /// The bytes of the writer's text that it is about.
    pub writer: Option<Range<usize>>,
}

/// The same verdict with another kind of document.
pub(super) fn with_samples<W>(
    verdict: Verdict<W>,
    sample: impl Fn(W) -> Sample,
) -> Verdict<Sample> {
    let show = |witness: Witness<W>| {
        let Witness {
            document,
            confirmed_by,
            steps,
            semantics,
        } = witness;
        Witness::new(sample(document), confirmed_by, steps, semantics)
    };
    match verdict {
        Verdict::Compatible(proof) => Verdict::Compatible(proof),
        Verdict::Incompatible(witness) => Verdict::Incompatible(show(witness)),
        Verdict::Misread(witness) => Verdict::Misread(show(witness)),
        Verdict::Unknown(unknown) => Verdict::Unknown(unknown),
    }
}
