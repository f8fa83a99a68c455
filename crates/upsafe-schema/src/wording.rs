//! How findings about a comparison are told: both places, the reasons, the document.

use upsafe_core::{Audience, Finding, Place, Side};

use crate::{
    any::{Ruling, Sample},
    evidence::{ContractEvidence, PairAnswer, State, Version},
    mode::Direction,
    relation::Witness,
    told::told,
};

/// How many further places are told in words.
const MAX_FURTHER: usize = 5;
/// The longest document in a message, in characters.
const LONGEST: usize = 400;

/// The document in a message, cut where nobody would read it.
pub(crate) fn quoted(sample: &Sample) -> String {
    let text = sample.to_string();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// The document that shows an answer, and what becomes of it; empty where there is none.
pub(crate) fn document(answer: &PairAnswer) -> String {
    let Some(witness) = answer.judgement.witness() else {
        return String::new();
    };
    let is_misread = answer.judgement.proved() == Ruling::Misread;
    let words = match (is_misread, answer.direction) {
        (false, Direction::Backward) => "this document, accepted until now, will be refused",
        (false, Direction::Forward) => {
            "this document, accepted from now on, is refused by those who read as before"
        }
        (true, Direction::Backward) => {
            "what was written until now will be read, but mean something else"
        }
        (true, Direction::Forward) => {
            "what is written from now on is read by those who read as before, but means something else"
        }
    };
    format!("{words}: {}", quoted(&witness.document))
}

/// What tells the answers about one contract apart.
pub(crate) fn class_of(answer: &PairAnswer, version: &Version) -> String {
    let direction = match answer.direction {
        Direction::Backward => "backward",
        Direction::Forward => "forward",
    };
    format!("{direction} {}", version.label)
}

/// Labels the place in the new and in the old text; `words` are for the writer's and the reader's.
pub(crate) fn side_by_side(
    finding: &mut Finding,
    contract: &ContractEvidence,
    answer: &PairAnswer,
    version: &Version,
    words: [&str; 2],
) {
    finding.class(class_of(answer, version));
    finding.breaks(match answer.direction {
        Direction::Backward => Audience::Readers,
        Direction::Forward => Audience::Writers,
    });
    let State::Present { source, .. } = contract.state else {
        return;
    };
    let told = told(answer, version);
    let [written, read] = words;
    let (at_new, at_old) = match answer.direction {
        Direction::Backward => (read, written),
        Direction::Forward => (written, read),
    };
    let place = |source, span: &Option<std::ops::Range<usize>>| Place {
        source,
        span: span.clone(),
    };
    for (nth, one) in told.iter().take(MAX_FURTHER).enumerate() {
        let words = match nth {
            0 => [format!("{at_new} here"), format!("{at_old} here")],
            _ => [one.name.to_owned(), one.name.to_owned()],
        };
        let [at_new, at_old] = words;
        let (new, old) = (place(source, &one.new), place(version.source, &one.old));
        // One place is marked once.
        if !is_marked(finding, &new, Side::New) {
            finding.at(new, at_new);
        }
        if !is_marked(finding, &old, Side::Old) {
            finding.at_old(old, at_old);
        }
    }
    if told.is_empty() {
        whole_files(finding, contract, version);
    }
}

fn is_marked(finding: &Finding, place: &Place, side: Side) -> bool {
    let mut labels = finding.labels.iter();
    labels.any(|label| label.side == side && label.place == *place)
}

/// Labels both files as a whole.
pub(crate) fn whole_files(finding: &mut Finding, contract: &ContractEvidence, version: &Version) {
    if let State::Present { source, .. } = contract.state {
        finding.at(Place::whole(source), "the new version");
    }
    finding.at_old(Place::whole(version.source), "the old version");
}

/// Says why, which mode demands it and who confirmed it, and hands the document over.
pub(crate) fn explain(
    finding: &mut Finding,
    contract: &ContractEvidence,
    answer: &PairAnswer,
    version: &Version,
    witness: &Witness<Sample>,
) {
    reasons(finding, answer, version);
    if let Some(outcome) = &witness.document.outcome {
        finding.because(format!("the reader says: {outcome}"));
    }
    let asks = match answer.direction {
        Direction::Backward => "the new version must read what the old one wrote",
        Direction::Forward => "the old version must read what the new one writes",
    };
    finding.because(format!("mode `{}`: {asks}", contract.mode.name()));
    finding.because(format!("confirmed by {}", witness.confirmed_by));
    finding.witness(witness.document.json.to_serde());
}

/// Says which changes break it, and what the reader says.
pub(crate) fn reasons(finding: &mut Finding, answer: &PairAnswer, version: &Version) {
    let told = told(answer, version);
    for one in told.iter().take(MAX_FURTHER) {
        finding.because(one.line.as_str());
    }
    if told.len() > MAX_FURTHER {
        finding.because(format!("and {} more", told.len() - MAX_FURTHER));
    }
}
