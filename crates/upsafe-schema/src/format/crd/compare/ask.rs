//! One question about one schema: is there a value of the old one that the new one refuses, or
//! loses a part of? First the generator is asked, then the prover.

use std::sync::Arc;

use super::{
    sample,
    translate::{self, Reading, Translation},
};
use crate::{
    budget::Budget,
    format::{
        crd::{
            object::{Reader, SharedPatterns},
            schema::Structural,
        },
        json_schema::{self, Dialect, Schema},
    },
    json::Value,
    relation::Verdict,
    semantics::{Defaults, Semantics},
};

/// How many counter-examples are kept: the first may be none of the whole object.
const MAX_KEPT: usize = 12;

/// What is known of a question about a part of an object.
#[derive(Clone, Debug)]
pub(super) enum Local {
    /// It is proved that there is none.
    Closed,
    /// These are.
    Found(Vec<Value>),
    /// Neither.
    Open(String),
}

/// A question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub(super) old: &'q Arc<Structural>,
    pub(super) new: &'q Arc<Structural>,
    /// Whether nothing is pruned on the old and on the new side.
    pub(super) open: [bool; 2],
    /// Whether a null that must not be there is dropped, as members are.
    pub(super) drops_null: bool,
    /// Whether the prover knows the difference; else only the generator is asked.
    pub(super) is_proved: bool,
}

/// The work that is left, and what was done.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) budget: Budget,
    pub(super) steps: u64,
    pub(super) n_closed: usize,
    /// Compiled once for all questions.
    pub(super) patterns: SharedPatterns,
}

impl Work {
    pub(super) fn ask(&mut self, question: Question<'_>) -> Local {
        let [old_open, new_open] = question.open;
        let old = Reader::sharing(question.old, old_open, &mut self.patterns);
        let new = Reader::sharing(question.new, new_open, &mut self.patterns);
        let is_one = |value: &Value| {
            if *value == Value::Null && question.drops_null && !question.new.nullable {
                return false;
            }
            let before = old.read_part(value);
            if !before.is_fine() {
                return false;
            }
            let after = new.read_part(value);
            !after.errors.is_empty() || !after.pruned.is_empty()
        };
        let found = sample::values(question.old, question.new);
        let mut found: Vec<Value> = found.into_iter().filter(is_one).take(MAX_KEPT).collect();
        if !question.is_proved {
            return match found.is_empty() {
                true => Local::Open("no object was found, and none was ruled out".to_owned()),
                false => Local::Found(found),
            };
        }
        if found.len() >= 3 {
            return Local::Found(found);
        }
        let outcome = self.prove(question);
        match outcome {
            Ok(None) if found.is_empty() => {
                self.n_closed += 1;
                Local::Closed
            }
            Ok(Some(value)) if is_one(&value) => {
                if !found.contains(&value) {
                    found.push(value);
                }
                Local::Found(found)
            }
            _ if !found.is_empty() => Local::Found(found),
            Ok(_) => Local::Open(
                "a value was found, but reading it as the API server does does not confirm it"
                    .to_owned(),
            ),
            Err(reason) => Local::Open(reason),
        }
    }

    /// A value that the prover found, or none where it closed the search.
    fn prove(&mut self, question: Question<'_>) -> Result<Option<Value>, String> {
        let [old_open, new_open] = question.open;
        let writer = translate::text(
            question.old,
            Translation {
                reading: Reading::Stored,
                open: old_open,
            },
            None,
        );
        let reader = translate::text(
            question.new,
            Translation {
                reading: Reading::Whole,
                open: new_open,
            },
            question.drops_null.then_some(()).and(None),
        );
        let semantics = Semantics {
            defaults: Defaults::Filled,
            ..Semantics::default()
        };
        match self.compare(&reader, &writer, semantics)? {
            Some(Value::Null) if question.drops_null && !question.new.nullable => {
                // Nulls are dropped here: the question is asked again without them.
                let not_null = translate::object([(
                    "not",
                    translate::object([("type", Value::text("null"))]),
                )]);
                let how = Translation {
                    reading: Reading::Stored,
                    open: old_open,
                };
                let writer = translate::text(question.old, how, Some(not_null));
                self.compare(&reader, &writer, semantics)
            }
            found => Ok(found),
        }
    }

    fn compare(
        &mut self,
        reader: &str,
        writer: &str,
        semantics: Semantics,
    ) -> Result<Option<Value>, String> {
        let parse =
            |text: &str| Schema::parse(text, Dialect::Draft2020).map_err(|error| error.to_string());
        let (reader, writer) = (parse(reader)?, parse(writer)?);
        match json_schema::can_read(&reader, &writer, semantics, self.budget) {
            Verdict::Compatible(proof) => {
                self.steps += proof.steps;
                Ok(None)
            }
            Verdict::Incompatible(witness) | Verdict::Misread(witness) => {
                self.steps += witness.steps;
                Ok(Some(witness.document))
            }
            Verdict::Unknown(unknown) => {
                self.steps += unknown.steps;
                Err(said(&unknown.reason))
            }
        }
    }

    /// A value of a schema, if the prover finds one, that satisfies something more.
    pub(super) fn example(
        &mut self,
        schema: &Structural,
        open: bool,
        extra: Value,
    ) -> Option<Value> {
        let how = Translation {
            reading: Reading::Stored,
            open,
        };
        let writer = translate::text(schema, how, Some(extra));
        self.compare("false", &writer, Semantics::default())
            .ok()
            .flatten()
    }
}

/// Why the prover does not know, without the places of a translation that nobody sees.
fn said(reason: &str) -> String {
    let mut words = reason.to_owned();
    if let (Some(start), Some(end)) = (words.find(" at line "), words.find("er: ")) {
        words.replace_range(start..end + 2, "");
    }
    words
}
