//! The one relation of every format: can this reader read what this writer writes?

use crate::json::Place;
use crate::semantics::Semantics;
use std::fmt;

/// A side of the comparison. Complete: a relation has two.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Side {
    /// The schema that documents are read with.
    Reader,
    /// The schema that documents are written with.
    Writer,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::Reader => "reader",
            Side::Writer => "writer",
        })
    }
}

/// The answer to "can the reader read everything that the writer may write?".
///
/// `W` is a witness: a concrete document of the format. Complete: an answer is a proof, a
/// counter-example, or neither.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict<W> {
    /// Yes, and here is why.
    Compatible(Proof),
    /// No: the writer may write this, and the reader refuses it.
    Incompatible(Witness<W>),
    /// The reader accepts this, but takes it to mean something else.
    Misread(Witness<W>),
    /// It could not be decided; never to be taken for "compatible".
    Unknown(Unknown),
}

impl<W> Verdict<W> {
    /// `compatible`, `incompatible`, `misread` or `unknown`.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Compatible(_) => "compatible",
            Verdict::Incompatible(_) => "incompatible",
            Verdict::Misread(_) => "misread",
            Verdict::Unknown(_) => "unknown",
        }
    }

    /// Whether it is proved that the reader reads everything.
    pub fn is_compatible(&self) -> bool {
        matches!(self, Verdict::Compatible(_))
    }
}

/// Why a verdict is "compatible".
///
/// It holds under `semantics` and `assumptions`, and under nothing else: a report prints both.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Proof {
    /// How it was found.
    pub method: Method,
    /// How many questions "is there a value of the writer that the reader refuses, here?" were
    /// closed without a value.
    pub n_closed: usize,
    /// The steps of the work budget that were spent.
    pub steps: u64,
    /// The meaning under which it holds.
    pub semantics: Semantics,
    /// What it takes for granted about the two schemas, each once.
    pub assumptions: Vec<Assumption>,
}

impl Proof {
    pub(crate) fn new(method: Method, n_closed: usize, steps: u64, semantics: Semantics) -> Proof {
        Proof {
            method,
            n_closed,
            steps,
            semantics,
            assumptions: Vec::new(),
        }
    }

    pub(crate) fn assuming(mut self, assumptions: Vec<Assumption>) -> Proof {
        self.assumptions = assumptions;
        self
    }
}

impl fmt::Display for Proof {
    /// One sentence: the method and the number of obligations.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.method)?;
        if self.method == Method::Refutation {
            let s = if self.n_closed == 1 { "" } else { "s" };
            write!(f, " ({} question{s})", self.n_closed)?;
        }
        Ok(())
    }
}

/// What a proof takes for granted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Assumption {
    /// A schema names no version of its language; it is read as this one.
    Dialect {
        /// Which schema.
        side: Side,
        /// The version, as its users name it.
        name: &'static str,
    },
    /// Every reader takes patterns for what ECMA 262 says, over code points (the `u` flag).
    Patterns,
    /// Every reader computes with the decimal numbers that are written, not with binary floats.
    ExactNumbers,
    /// No reader asserts `format`.
    FormatIsAnnotation,
    /// Every reader says of the texts in `enum` and `const` what `jsonschema` says, where it asserts
    /// `format`.
    FormatOfTexts,
    /// No reader asserts `contentEncoding` and `contentMediaType`.
    ContentIsAnnotation,
    /// A name is written twice in an object: every reader takes the last one.
    LastNameWins {
        /// Which schema.
        side: Side,
        /// The name.
        name: String,
        /// Where it is written again.
        place: Place,
    },
    /// Schemas kept elsewhere, which are never fetched, are the same for both sides.
    SameElsewhere,
    /// A condition that is not modelled is one condition wherever it is said in the same words.
    SameCondition {
        /// The construct, with its place.
        reason: String,
    },
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Assumption::Dialect { side, name } => write!(f, "the {side} is read as {name}"),
            Assumption::Patterns => f.write_str("patterns mean what ECMA 262 says"),
            Assumption::ExactNumbers => f.write_str("numbers are exact decimals"),
            Assumption::FormatIsAnnotation => f.write_str("`format` asserts nothing"),
            Assumption::FormatOfTexts => {
                f.write_str("`format` says of texts in `enum` and `const` what `jsonschema` says")
            }
            Assumption::ContentIsAnnotation => {
                f.write_str("`contentEncoding` and `contentMediaType` assert nothing")
            }
            Assumption::LastNameWins { side, name, place } => write!(
                f,
                "`{name}`, written again at line {}, column {} of the {side}, replaces the first",
                place.line, place.column
            ),
            Assumption::SameElsewhere => {
                f.write_str("schemas kept elsewhere are the same for both sides")
            }
            Assumption::SameCondition { reason } => {
                write!(f, "one condition wherever it is said alike: {reason}")
            }
        }
    }
}

/// How a proof was found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Method {
    /// Both schemas say the same, word for word.
    Identity,
    /// The search for a value of the writer that the reader refuses was closed.
    Refutation,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Method::Identity => "both schemas say the same",
            Method::Refutation => "every way to build a counter-example is closed",
        })
    }
}

/// A document that shows a verdict.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Witness<W> {
    /// The document: the writer's schema allows it.
    pub document: W,
    /// Who confirmed that the writer allows and the reader refuses (or misreads) it.
    pub confirmed_by: &'static str,
    /// The steps of the work budget that were spent.
    pub steps: u64,
    /// The meaning under which it is a witness.
    pub semantics: Semantics,
}

impl<W> Witness<W> {
    pub(crate) fn new(
        document: W,
        confirmed_by: &'static str,
        steps: u64,
        semantics: Semantics,
    ) -> Witness<W> {
        Witness {
            document,
            confirmed_by,
            steps,
            semantics,
        }
    }
}

/// Why a comparison was not decided.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Unknown {
    /// The construct that defeated the prover, with its place where it has one.
    pub reason: String,
    /// The steps of the work budget that were spent.
    pub steps: u64,
    /// Where it stands; `None` where no single construct is to blame.
    pub obstacle: Option<Obstacle>,
}

impl Unknown {
    pub(crate) fn new(reason: String, steps: u64) -> Unknown {
        Unknown {
            reason,
            steps,
            obstacle: None,
        }
    }

    pub(crate) fn at(mut self, obstacle: Option<Obstacle>) -> Unknown {
        self.obstacle = obstacle;
        self
    }
}

/// The construct that defeated the prover.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Obstacle {
    /// Which schema it stands in.
    pub side: Side,
    /// Where, as a JSON pointer (RFC 6901); empty for the whole document.
    pub pointer: String,
    /// Where, in the text.
    pub place: Place,
    /// The keyword or limit, such as `$ref` or `nesting`.
    pub construct: String,
}

impl Obstacle {
    pub(crate) fn new(side: Side, pointer: String, place: Place, construct: String) -> Obstacle {
        Obstacle {
            side,
            pointer,
            place,
            construct,
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}
