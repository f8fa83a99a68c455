//! One package is required with different requirements within one workspace.

use std::collections::BTreeMap;

use upsafe_core::{Place, Sink, Subject, count};
use upsafe_version::cargo::{Class, Requirement, Version};

use crate::{
    CargoEvidence, Deps, Evidence,
    ecosystem::cargo::manifest::{Dependency, Origin},
    graph::DependencyKind,
    wording::listed,
};

upsafe_core::rule!(Deps, "deps/skewed-requirement", "skewed_requirement.md",
    level: Warning, since: "0.1.0",
    summary: "one package is required with different requirements within one workspace", check);

/// One member's requirement.
struct Stated<'e> {
    member: &'e str,
    dependency: &'e Dependency,
    text: &'e str,
    requirement: Requirement,
}

fn check(evidence: &Evidence<'_>, sink: &mut Sink<'_>) {
    for cargo in evidence.cargo {
        check_cargo(cargo, sink);
    }
}

fn check_cargo(cargo: &CargoEvidence, sink: &mut Sink<'_>) {
    // By key and package: who renames a package on purpose may want two versions of it.
    let mut by_name: BTreeMap<(&str, &str), Vec<Stated<'_>>> = BTreeMap::new();
    for (member, _) in cargo.member_packages() {
        for dependency in &member.dependencies {
            let Some(stated) = &dependency.requirement else {
                continue;
            };
            if matches!(dependency.origin, Origin::Registry(_)) {
                by_name
                    .entry((&dependency.key, &dependency.package))
                    .or_default()
                    .push(Stated {
                        member: &member.name,
                        dependency,
                        text: &stated.text,
                        requirement: stated.parsed.clone().into(),
                    });
            }
        }
    }
    let mut minimums = Vec::new();
    for ((_, package), stated) in &by_name {
        let groups = grouped(stated);
        if groups.len() < 2 {
            continue;
        }
        match skew(&groups) {
            Skew::Minimums => minimums.push((*package, groups)),
            skew => report(package, &groups, skew, sink),
        }
    }
    report_minimums(&minimums, sink);
}

/// Those who require the same, the lowest requirement first.
type Group<'g, 'e> = Vec<&'g Stated<'e>>;

fn grouped<'g, 'e>(stated: &'g [Stated<'e>]) -> Vec<Group<'g, 'e>> {
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    for one in stated {
        match groups
            .iter_mut()
            .find(|group| group[0].requirement == one.requirement)
        {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.sort_by_key(|group| group[0].requirement.lowest());
    groups
}

/// What different requirements do to each other.
#[derive(Clone, Copy)]
enum Skew<'e> {
    /// They are not of one compatible line: several versions may be built.
    Lines,
    /// This one has an upper limit that others do not have.
    Limited(&'e Stated<'e>),
    /// This one is for tests only and raises what is built.
    RaisedByDev(&'e Stated<'e>),
    /// Only their minimums differ.
    Minimums,
}

fn skew<'e>(groups: &[Group<'e, 'e>]) -> Skew<'e> {
    let class = groups[0][0].requirement.class();
    if class.is_none()
        || groups
            .iter()
            .any(|group| group[0].requirement.class() != class)
    {
        return Skew::Lines;
    }
    let last = class.map(|class| match class {
        Class::Major(major) => Version::new(major, u64::MAX, 0),
        Class::Minor(minor) => Version::new(0, minor, u64::MAX),
        Class::Patch(patch) => Version::new(0, 0, patch),
    });
    let limits = |group: &&Group<'_, '_>| {
        last.as_ref()
            .is_some_and(|last| !group[0].requirement.matches(last))
    };
    let limiting: Vec<_> = groups.iter().filter(limits).collect();
    if let Some(first) = limiting.first()
        && limiting.len() < groups.len()
    {
        return Skew::Limited(first[0]);
    }
    let is_dev = |one: &&Stated<'_>| one.dependency.kind == DependencyKind::Dev;
    match groups.split_last() {
        Some((highest, lower))
            if highest.iter().all(is_dev) && !lower.iter().flatten().all(is_dev) =>
        {
            Skew::RaisedByDev(highest[0])
        }
        _ => Skew::Minimums,
    }
}

fn report(package: &str, groups: &[Group<'_, '_>], skew: Skew<'_>, sink: &mut Sink<'_>) {
    let texts = listed(groups.iter().map(|group| group[0].text));
    let members = members(groups);
    let by = match &members[..] {
        [only] => format!("by `{only}`"),
        members => format!("by {}", count(members.len(), "member")),
    };
    let message = format!("`{package}` is required {by} as {texts}");
    let finding = sink.report(Subject::package("cargo", package, None), message);
    finding.copies(groups.len());
    for group in groups {
        let names = listed(names(group));
        finding.at_if(place(group), format!("{} for {names}", kinds(group)));
    }
    let kind = |one: &Stated<'_>| one.dependency.kind.name();
    match skew {
        Skew::Lines => {
            finding.because("they are not of one compatible line, so several versions may be built")
        }
        Skew::Limited(one) => finding.because(format!(
            "one version serves all: `{}`, a {} requirement of `{}`, limits the others too",
            one.text,
            kind(one),
            one.member
        )),
        Skew::RaisedByDev(one) => finding.because(format!(
            "one version serves all: `{}`, a dev requirement of `{}`, raises it, and that the \
             lower one suffices is never tested",
            one.text, one.member
        )),
        Skew::Minimums => finding,
    };
    let Some(text) = groups.last().map(|group| group[0].text) else {
        return;
    };
    match skew {
        Skew::RaisedByDev(_) => finding.help(format!("require `{text}` for all kinds")),
        _ if members.len() > 1 => finding.help(format!(
            "state it once in `[workspace.dependencies]`, and `{package}.workspace = true` in the \
             members"
        )),
        _ => finding.help("require the same for all kinds and targets"),
    };
}

/// Minimums that differ have one cause: that they are stated in many places.
fn report_minimums(skewed: &[(&str, Vec<Group<'_, '_>>)], sink: &mut Sink<'_>) {
    let Some((_, first)) = skewed.first() else {
        return;
    };
    let names = listed(skewed.iter().map(|(package, _)| *package));
    let (verb, minimum) = match skewed.len() {
        1 => ("is", "minimum"),
        _ => ("are", "minimums"),
    };
    let texts = match skewed {
        [_] => format!(": {}", listed(first.iter().map(|group| group[0].text))),
        _ => String::new(),
    };
    let message = format!("{names} {verb} required with different {minimum} by the members{texts}");
    let subject = Subject::other("requirements", "minimums");
    let finding = sink.report(subject, message);
    finding.copies(skewed.len());
    for (package, groups) in skewed.iter().take(3) {
        let texts = listed(groups.iter().map(|group| group[0].text));
        finding.at_if(place(&groups[0]), format!("`{package}`: {texts}"));
    }
    for (package, groups) in skewed.iter().skip(3) {
        let texts = listed(groups.iter().map(|group| group[0].text));
        finding.because(format!("`{package}`: {texts}"));
    }
    finding.because(
        "one version serves all members: the highest minimum holds, and that the lower ones \
         suffice is never tested",
    );
    finding.help(
        "state each once, with the highest minimum, in `[workspace.dependencies]`, and \
         `NAME.workspace = true` in the members",
    );
}

fn place<'e>(group: &Group<'_, 'e>) -> Option<&'e Place> {
    group[0]
        .dependency
        .requirement
        .as_ref()
        .map(|stated| &stated.place)
}

fn names<'e>(group: &Group<'_, 'e>) -> Vec<&'e str> {
    let mut names: Vec<&str> = group.iter().map(|one| one.member).collect();
    names.dedup();
    names
}

fn members<'e>(groups: &[Group<'_, 'e>]) -> Vec<&'e str> {
    let mut members: Vec<_> = groups.iter().flat_map(names).collect();
    members.sort_unstable();
    members.dedup();
    members
}

fn kinds(group: &Group<'_, '_>) -> String {
    let mut names: Vec<&str> = group.iter().map(|one| one.dependency.kind.name()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}
