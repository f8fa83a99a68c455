//! A contract without an earlier version: nothing was compared.

use upsafe_core::{Place, Sink};

use crate::{Evidence, Schemas, State, mode::Mode};

upsafe_core::rule!(Schemas, "schema/no-baseline", "no_baseline.md",
    level: Info, since: "0.1.0",
    summary: "a contract has no earlier version to be compared with", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        let State::Present { source, .. } = contract.state else {
            continue;
        };
        if contract.mode == Mode::None || !contract.versions.is_empty() {
            continue;
        }
        let message = format!(
            "`{}` is new: `{}` has no version of it",
            contract.name, contract.baseline
        );
        sink.report(contract.subject(), message)
            .at(Place::whole(source), "compared with nothing")
            .help("nothing to do where it is new; where it moved, `git add` it so that it is followed");
    }
}
