//! It was neither proved nor disproved that a reader can read everything.

use upsafe_core::Sink;

use crate::{Evidence, Schemas, relation::Verdict, wording::class_of};

upsafe_core::rule!(Schemas, "schema/undecided", "undecided.md",
    level: Warning, since: "0.1.0",
    summary: "it was neither proved nor disproved that a reader can read everything", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let Verdict::Unknown(unknown) = &answer.judgement.verdict else {
                continue;
            };
            let message = format!(
                "`{}` against `{}`: not decided, {}",
                contract.name, version.label, unknown.reason
            );
            let finding = sink.report(contract.subject(), message);
            finding.class(class_of(answer, version));
            crate::wording::whole_files(finding, contract, version);
            finding.because(format!("{} steps were spent", unknown.steps));
            finding.help(
                "write the construct in a simpler way, or vouch for the change with a waiver",
            );
        }
    }
}
