//! The one relation of every format: can this reader read what this writer writes?

use crate::semantics::Semantics;
use std::fmt;

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
}

impl Proof {
    pub(crate) fn new(method: Method, n_closed: usize, steps: u64, semantics: Semantics) -> Proof {
        Proof {
            method,
            n_closed,
            steps,
            semantics,
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
}

impl Unknown {
    pub(crate) fn new(reason: String, steps: u64) -> Unknown {
        Unknown { reason, steps }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}
