//! A reader refuses what a writer may write, and a document shows it; or an incumbent says no.

use upsafe_core::{Finding, Sink};

use crate::{
    ContractEvidence, Evidence, PairAnswer, Schemas, Version,
    any::{Incumbent, Ruling},
    mode::Direction,
    profile::Finding as Reason,
    relation::Verdict,
    wording::{document, explain, quoted, reasons, side_by_side},
};

upsafe_core::rule!(Schemas, "schema/incompatible", "incompatible.md",
    level: Error, since: "0.1.0",
    summary: "a reader refuses what a writer may write", check);

/// How many reasons of an incumbent are told.
const MAX_REASONS: usize = 5;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            if answer.judgement.ruling() != Ruling::Incompatible {
                continue;
            }
            if let Some(incumbent) = &answer.judgement.incumbent {
                by_incumbent(incumbent, contract, answer, version, sink);
                continue;
            }
            let Some(witness) = answer.judgement.witness() else {
                continue;
            };
            let (name, label) = (&contract.name, &version.label);
            let shown = document(answer);
            let message = format!("`{name}` against `{label}`: {shown}");
            let finding = sink.report(contract.subject(), message);
            side_by_side(finding, contract, answer, version, ["accepted", "refused"]);
            explain(finding, contract, answer, version, witness);
            finding.aliases(answer.judgement.aliases());
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

/// The incumbent says no; what is proved is told beside it.
fn by_incumbent(
    incumbent: &Incumbent,
    contract: &ContractEvidence,
    answer: &PairAnswer,
    version: &Version,
    sink: &mut Sink<'_>,
) {
    let profile = incumbent.profile.name();
    let reasons_given = &incumbent.report.findings;
    let first = reasons_given.first();
    let reason = first.map_or_else(String::new, |one| format!(": {}", of_incumbent(one)));
    let message = format!(
        "`{}` against `{}`: `{profile}` refuses it{reason}",
        contract.name, version.label
    );
    let finding = sink.report(contract.subject(), message);
    side_by_side(finding, contract, answer, version, ["before", "now"]);
    for one in reasons_given.iter().skip(1).take(MAX_REASONS) {
        finding.because(format!("`{profile}`: {}", of_incumbent(one)));
    }
    let n_told = MAX_REASONS + 1;
    if reasons_given.len() > n_told {
        finding.because(format!("and {} more", reasons_given.len() - n_told));
    }
    finding.because(format!("the answer is that of `{profile}`, and no proof"));
    beside(finding, answer, version);
    finding.aliases(answer.judgement.aliases());
    finding.help(format!(
        "change it so that `{profile}` lets it pass, or take `profile` out to be answered by proof"
    ));
}

/// A reason of an incumbent, with the place as it writes it.
fn of_incumbent(reason: &Reason) -> String {
    match reason.path.as_str() {
        "" => format!("{} at the root", reason.rule),
        path => format!("{} at `{path}`", reason.rule),
    }
}

/// What the relation says beside an incumbent that refuses.
fn beside(finding: &mut Finding, answer: &PairAnswer, version: &Version) {
    match &answer.judgement.verdict {
        Verdict::Compatible(proof) => {
            finding.because(format!(
                "it is wrong here: the reader reads everything, {proof}"
            ));
        }
        Verdict::Unknown(unknown) => {
            finding.because(format!("whether it is right was not decided: {unknown}"));
        }
        Verdict::Incompatible(witness) => {
            finding.because(format!("it is right: {}", document(answer)));
            finding.because(format!("confirmed by {}", witness.confirmed_by));
            reasons(finding, answer, version);
            finding.witness(witness.document.json.to_serde());
        }
        Verdict::Misread(witness) => {
            finding.because(format!(
                "nothing is refused, but this is taken for something else: {}",
                quoted(&witness.document)
            ));
            finding.witness(witness.document.json.to_serde());
        }
    }
}
