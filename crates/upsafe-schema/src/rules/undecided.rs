//! It was neither proved nor disproved that a reader can read everything.

use upsafe_core::Sink;

use crate::{
    Evidence, Schemas,
    any::Ruling,
    profile::Outcome,
    relation::Verdict,
    wording::{class_of, document, whole_files},
};

upsafe_core::rule!(Schemas, "schema/undecided", "undecided.md",
    level: Warning, since: "0.1.0",
    summary: "it was neither proved nor disproved that a reader can read everything", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        for (answer, version) in contract.told() {
            let judgement = &answer.judgement;
            if judgement.ruling() != Ruling::Unknown {
                continue;
            }
            let (name, label) = (&contract.name, &version.label);
            let message = match (&judgement.incumbent, &judgement.verdict) {
                (Some(incumbent), _) => {
                    let profile = incumbent.profile.name();
                    let reason = match &incumbent.report.outcome {
                        Outcome::Failed(reason) => reason.as_str(),
                        _ => "no reason is known",
                    };
                    format!("`{name}` against `{label}`: `{profile}` does not answer, {reason}")
                }
                (None, Verdict::Unknown(unknown)) => {
                    format!("`{name}` against `{label}`: not decided, {unknown}")
                }
                _ => continue,
            };
            let finding = sink.report(contract.subject(), message);
            finding.class(class_of(answer, version));
            whole_files(finding, contract, version);
            finding.aliases(judgement.aliases());
            if let Some(incumbent) = &judgement.incumbent {
                let proved = match judgement.proved() {
                    Ruling::Compatible => {
                        "it is proved that the reader reads everything".to_owned()
                    }
                    Ruling::Unknown => "nothing is proved either".to_owned(),
                    Ruling::Misread | Ruling::Incompatible => document(answer),
                };
                finding.because(format!("beside it: {proved}"));
                if let Some(witness) = judgement.witness() {
                    finding.witness(witness.document.json.to_serde());
                }
                let profile = incumbent.profile.name();
                finding.help(format!(
                    "`{profile}` may not let it be registered; take `profile` out to be answered by proof"
                ));
                continue;
            }
            if let Verdict::Unknown(unknown) = &judgement.verdict {
                finding.because(format!("{} steps were spent", unknown.steps));
            }
            finding.help(
                "write the construct in a simpler way, or vouch for the change with a waiver",
            );
        }
    }
}
