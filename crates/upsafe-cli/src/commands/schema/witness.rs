//! `upsafe schema witness OLD NEW`: just the document, for a regression test.

use upsafe::{
    core::Sources,
    schema::{Verdict, any::Judgement},
};

use super::pair::load;
use crate::{
    failure::Failure,
    output::print,
    schema_args::{Encoding, Pair},
};

/// 1 with a document on stdout; 0 where there is none; an undecided pair is a failure.
pub(super) fn run(pair: &Pair, encoding: Encoding) -> Result<u8, Failure> {
    let loaded = load(pair, &mut Sources::new())?;
    let judgements = loaded
        .contracts
        .iter()
        .flat_map(|contract| &contract.answers)
        .map(|answer| &answer.judgement);
    let judgements: Vec<&Judgement> = judgements.collect();
    for judgement in &judgements {
        let (Verdict::Incompatible(witness) | Verdict::Misread(witness)) = &judgement.verdict
        else {
            continue;
        };
        let sample = &witness.document;
        let text = match (encoding, &sample.hex) {
            (Encoding::Json, _) => sample.to_string(),
            (Encoding::Hex, Some(hex)) => hex.clone(),
            (Encoding::Hex, None) => {
                return Err(Failure::new("only an Avro value has a binary encoding")
                    .with_hint("leave `--encoding hex` out"));
            }
        };
        print(&format!("{text}\n"))?;
        return Ok(1);
    }
    if let Some(trouble) = loaded.troubles.first() {
        return Err(Failure::new(trouble));
    }
    for judgement in judgements {
        if let Verdict::Unknown(unknown) = &judgement.verdict {
            return Err(Failure::new(format_args!("not decided: {unknown}")));
        }
    }
    Ok(0)
}
