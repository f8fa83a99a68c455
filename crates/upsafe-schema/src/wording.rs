//! How findings about a comparison are told: both places, the reasons, the document.

use upsafe_core::{Audience, Finding, Place};

use crate::{
    any::Sample,
    evidence::{ContractEvidence, PairAnswer, State, Version},
    mode::Direction,
    relation::Witness,
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
    let Some(first) = answer.judgement.disagreements.first() else {
        whole_files(finding, contract, version);
        return;
    };
    let [written, read] = words;
    let (new, old, at_new, at_old) = match answer.direction {
        Direction::Backward => (&first.reader, &first.writer, read, written),
        Direction::Forward => (&first.writer, &first.reader, written, read),
    };
    let place = |source, span: &Option<std::ops::Range<usize>>| Place {
        source,
        span: span.clone(),
    };
    finding.at(place(source, new), format!("{at_new} here"));
    finding.at_old(place(version.source, old), format!("{at_old} here"));
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
    witness: &Witness<Sample>,
) {
    let disagreements = &answer.judgement.disagreements;
    for one in disagreements.iter().take(MAX_FURTHER) {
        let at = match one.path.as_str() {
            "" => String::new(),
            path => format!(" at `{path}`"),
        };
        finding.because(format!("{}{at}: {}", one.rule, one.message));
    }
    if disagreements.len() > MAX_FURTHER {
        finding.because(format!("and {} more", disagreements.len() - MAX_FURTHER));
    }
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
