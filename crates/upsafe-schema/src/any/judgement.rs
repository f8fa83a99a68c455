//! What was found out about a reader and a writer, of whatever format.

use std::{fmt, ops::Range};

use crate::{
    json::Value,
    profile::{Outcome, Profile, Report},
    relation::{Verdict, Witness},
};

/// The verdict, and what shows people where and why.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Judgement {
    /// The answer of the relation, whoever was asked to judge.
    pub verdict: Verdict<Sample>,
    /// The places where reader and writer disagree; none where they do not.
    pub disagreements: Vec<Disagreement>,
    /// What an incumbent says, where a profile was asked to judge.
    pub incumbent: Option<Incumbent>,
}

/// What an incumbent says about a reader and a writer.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Incumbent {
    /// Who.
    pub profile: Profile,
    /// What it answers, and why. Its directions are those of the reader as the new schema.
    pub report: Report,
}

/// The answer that counts. Complete: the four of the relation; a greater one is worse.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ruling {
    /// The reader reads everything.
    Compatible,
    /// Nobody knows; also where an incumbent fails.
    Unknown,
    /// The reader takes something for something else.
    Misread,
    /// The reader refuses something.
    Incompatible,
}

impl Ruling {
    /// `compatible`, `unknown`, `misread` or `incompatible`.
    pub fn name(self) -> &'static str {
        match self {
            Ruling::Compatible => "compatible",
            Ruling::Unknown => "unknown",
            Ruling::Misread => "misread",
            Ruling::Incompatible => "incompatible",
        }
    }
}

impl Judgement {
    pub(super) fn new(verdict: Verdict<Sample>, disagreements: Vec<Disagreement>) -> Judgement {
        Judgement {
            verdict,
            disagreements,
            incumbent: None,
        }
    }

    /// The answer that counts: the incumbent's, where one was asked, else the relation's.
    pub fn ruling(&self) -> Ruling {
        match &self.incumbent {
            Some(incumbent) => match incumbent.report.outcome {
                Outcome::Compatible => Ruling::Compatible,
                Outcome::Incompatible => Ruling::Incompatible,
                Outcome::Failed(_) => Ruling::Unknown,
            },
            None => self.proved(),
        }
    }

    /// The relation's answer, whoever was asked.
    pub fn proved(&self) -> Ruling {
        match self.verdict {
            Verdict::Compatible(_) => Ruling::Compatible,
            Verdict::Unknown(_) => Ruling::Unknown,
            Verdict::Misread(_) => Ruling::Misread,
            Verdict::Incompatible(_) => Ruling::Incompatible,
        }
    }

    /// What other tools call the reasons of the answer that counts, as `tool:NAME`, each once.
    pub fn aliases(&self) -> Vec<&'static str> {
        let mut found: Vec<&str> = match &self.incumbent {
            Some(incumbent) => {
                let reasons = incumbent.report.findings.iter();
                let names = reasons.map(|reason| incumbent.profile.aliases(reason.rule));
                names.flatten().copied().collect()
            }
            None => {
                let told = self.disagreements.iter();
                told.flat_map(|one| one.aliases).copied().collect()
            }
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The document that shows the relation's answer, where that is a "no".
    pub fn witness(&self) -> Option<&Witness<Sample>> {
        match &self.verdict {
            Verdict::Incompatible(witness) | Verdict::Misread(witness) => Some(witness),
            Verdict::Compatible(_) | Verdict::Unknown(_) => None,
        }
    }
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
    /// Whether a document shows it; else it can break something, and none was built.
    pub is_shown: bool,
    /// What other tools call it, as `tool:NAME`.
    pub aliases: &'static [&'static str],
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
