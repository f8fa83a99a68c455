//! A reader accepts what a writer wrote, and takes it for something else.

use upsafe_core::Sink;

use crate::{
    Evidence, Schemas,
    any::Ruling,
    wording::{document, explain, side_by_side},
};

upsafe_core::rule!(Schemas, "schema/misread", "misread.md",
    level: Error, since: "0.1.0",
    summary: "a reader takes what was written for something else", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let judgement = &answer.judgement;
            let (Ruling::Misread, Some(witness)) = (judgement.ruling(), judgement.witness()) else {
                continue;
            };
            let (name, label) = (&contract.name, &version.label);
            let message = format!("`{name}` against `{label}`: {}", document(answer));
            let finding = sink.report(contract.subject(), message);
            side_by_side(finding, contract, answer, version, ["written", "read"]);
            explain(finding, contract, answer, version, witness);
            finding.help(
                "add a field with the new meaning, and let readers change over before the old one goes",
            );
        }
    }
}
