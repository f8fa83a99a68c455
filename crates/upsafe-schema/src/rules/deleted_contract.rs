//! A contract that was there is gone.

use upsafe_core::{Place, Sink};

use crate::{Evidence, Schemas, State, mode::Mode};

upsafe_core::rule!(Schemas, "schema/deleted-contract", "deleted_contract.md",
    level: Error, since: "0.1.0",
    summary: "a contract that was there is gone", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for contract in evidence.contracts {
        let State::Deleted { path } = &contract.state else {
            continue;
        };
        if contract.mode == Mode::None {
            continue;
        }
        let Some(version) = contract.versions.last() else {
            continue;
        };
        let message = format!(
            "`{}` is gone: `{path}` was there in `{}`",
            contract.name, version.label
        );
        let finding = sink.report(contract.subject(), message);
        finding.at_old(Place::whole(version.source), "deleted");
        finding.because("whoever still reads or writes by it has nothing to compare with any more");
        finding.help(
            "bring it back, or take it out of `upsafe.toml` once nobody uses it; if it was renamed, \
             `git add` the new file so that it is followed",
        );
    }
}
