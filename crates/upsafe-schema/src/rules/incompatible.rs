//! A reader refuses what a writer may write, and a document shows it.

use upsafe_core::Sink;

use crate::{
    Evidence, Schemas,
    mode::Direction,
    relation::Verdict,
    wording::{explain, quoted, side_by_side},
};

upsafe_core::rule!(Schemas, "schema/incompatible", "incompatible.md",
    level: Error, since: "0.1.0",
    summary: "a reader refuses what a writer may write", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let Verdict::Incompatible(witness) = &answer.judgement.verdict else {
                continue;
            };
            let (name, label) = (&contract.name, &version.label);
            let document = quoted(&witness.document);
            let message = match answer.direction {
                Direction::Backward => format!(
                    "`{name}` against `{label}`: this document, accepted until now, will be refused: {document}"
                ),
                Direction::Forward => format!(
                    "`{name}` against `{label}`: this document, accepted from now on, is refused by those who read as before: {document}"
                ),
            };
            let finding = sink.report(contract.subject(), message);
            side_by_side(finding, contract, answer, version, ["accepted", "refused"]);
            explain(finding, contract, answer, witness);
            finding.help(match answer.direction {
                Direction::Backward => {
                    "keep accepting what was accepted, or start a new contract beside this one"
                }
                Direction::Forward => {
                    "write only what the earlier readers accept, or upgrade them first and say so in `mode`"
                }
            });
        }
    }
}
