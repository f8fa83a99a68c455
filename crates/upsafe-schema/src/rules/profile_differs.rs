//! An incumbent passes a change, and a document shows that it breaks.

use upsafe_core::Sink;

use crate::{
    Evidence, Schemas,
    any::Ruling,
    wording::{document, explain, side_by_side},
};

upsafe_core::rule!(Schemas, "schema/profile-differs", "profile_differs.md",
    level: Warning, since: "0.1.0",
    summary: "the profile passes a change that a document shows to be a break", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let judgement = &answer.judgement;
            let (Some(incumbent), Some(witness)) = (&judgement.incumbent, judgement.witness())
            else {
                continue;
            };
            if judgement.ruling() != Ruling::Compatible {
                continue;
            }
            let profile = incumbent.profile.name();
            let message = format!(
                "`{}` against `{}`: `{profile}` passes this, but {}",
                contract.name,
                version.label,
                document(answer)
            );
            let finding = sink.report(contract.subject(), message);
            let words = match judgement.proved() {
                Ruling::Misread => ["written", "read"],
                _ => ["accepted", "refused"],
            };
            side_by_side(finding, contract, answer, version, words);
            explain(finding, contract, answer, version, witness);
            finding.help("take `profile` out, so that a break is an error whoever passes it");
        }
    }
}
