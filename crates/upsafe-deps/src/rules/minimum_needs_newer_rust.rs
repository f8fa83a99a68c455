//! The minimum that a member declares needs a newer Rust than the member states.

use upsafe_core::{Sink, Subject};

use crate::{
    CargoEvidence, Deps, Evidence, Minimum,
    declared::declared,
    ecosystem::cargo::manifest::{Package, RustVersion},
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/minimum-needs-newer-rust", "minimum_needs_newer_rust.md",
    level: Warning, since: "0.1.0",
    summary: "the minimum that a member declares needs a newer Rust than the member states", check);

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(evidence, cargo, sink);
    }
}

fn check_cargo(evidence: &Evidence<'_>, cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    let configured = evidence.settings.msrv.rust_version.as_ref();
    let configured: Option<RustVersion> =
        configured.and_then(|version| version.to_string().parse().ok());
    let states = |member: &Package| {
        member
            .rust_version
            .as_ref()
            .map(|stated| stated.value)
            .or(configured)
    };
    let is_newer = |member: &Package, minimum: &Minimum| {
        minimum
            .rust_version
            .zip(states(member))
            .is_some_and(|(needed, stated)| needed > stated)
    };
    for one in declared(cargo, &evidence.settings.floor.kinds, is_newer) {
        let (Some(lowest), Some(needed), Some(stated)) = (
            &one.minimum.lowest,
            one.minimum.rust_version,
            states(one.member),
        ) else {
            continue;
        };
        let members = listed(&one.members);
        let state = if one.members.len() == 1 {
            "states"
        } else {
            "state"
        };
        let package = &one.dependency.package;
        let message = format!(
            "`{package} {lowest}`, the lowest that {members} may use, needs Rust {needed}; {members} {state} {stated}"
        );
        let subject = Subject::dependency("cargo", &one.member.name, package);
        let finding = sink.report(subject, message).copies(one.members.len());
        finding.at(
            one.requirement.place.clone(),
            format!("needs Rust {needed} at the least"),
        );
        let stated = one.member.rust_version.as_ref();
        finding.at_if(stated.map(|stated| &stated.place), "what the member states");
        finding.help(format!(
            "raise `rust-version` to {needed}, or lower the requirement"
        ));
    }
}
