//! A reader accepts what a writer wrote, and takes it for something else.

use upsafe_core::Sink;

use crate::{
    Evidence, Schemas,
    mode::Direction,
    relation::Verdict,
    wording::{explain, quoted, side_by_side},
};

upsafe_core::rule!(Schemas, "schema/misread", "misread.md",
    level: Error, since: "0.1.0",
    summary: "a reader takes what was written for something else", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let Verdict::Misread(witness) = &answer.judgement.verdict else {
                continue;
            };
            let (name, label) = (&contract.name, &version.label);
            let document = quoted(&witness.document);
            let message = match answer.direction {
                Direction::Backward => format!(
                    "`{name}` against `{label}`: what was written until now will be read, but mean something else: {document}"
                ),
                Direction::Forward => format!(
                    "`{name}` against `{label}`: what is written from now on is read by those who read as before, but means something else: {document}"
                ),
            };
            let finding = sink.report(contract.subject(), message);
            side_by_side(finding, contract, answer, version, ["written", "read"]);
            explain(finding, contract, answer, witness);
            finding.help(
                "add a field with the new meaning, and let readers change over before the old one goes",
            );
        }
    }
}
