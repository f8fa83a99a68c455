//! The schema changed in a way that nothing here has a name for.

use upsafe_core::{Audience, Place, Sink};

use crate::{Evidence, Schemas, State};

upsafe_core::rule!(Schemas, "schema/unclaimed-change", "unclaimed_change.md",
    level: Error, since: "0.1.0",
    summary: "a contract changed in a way that no rule claims", check);

/// How many changes of one version are told.
const MAX_TOLD: usize = 100;

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        let State::Present { source, .. } = contract.state else {
            continue;
        };
        for version in &contract.versions {
            let changes = version.changes.iter();
            let unclaimed = changes.filter(|one| !one.change.is_claimed());
            let n_unclaimed = unclaimed.clone().count();
            for (nth, marked) in unclaimed.take(MAX_TOLD).enumerate() {
                let change = &marked.change;
                let at = match change.path.as_str() {
                    "" => String::new(),
                    path => format!(" at `{path}`"),
                };
                let message = format!(
                    "`{}` against `{}`: a change that no rule claims{at}: {}",
                    contract.name, version.label, change.message
                );
                let finding = sink.report(contract.subject(), message);
                finding.class(format!("{} {nth} {}", version.label, change.path));
                let place = |source, span: &Option<std::ops::Range<usize>>| Place {
                    source,
                    span: span.clone(),
                };
                finding.at(place(source, &marked.new), "now");
                finding.at_old(place(version.source, &marked.old), "before");
                finding.breaks(Audience::Readers).breaks(Audience::Writers);
                if nth + 1 == MAX_TOLD && n_unclaimed > MAX_TOLD {
                    finding.because(format!("and {} more", n_unclaimed - MAX_TOLD));
                }
                finding.help("write what stands there as the language defines it");
            }
        }
    }
}
