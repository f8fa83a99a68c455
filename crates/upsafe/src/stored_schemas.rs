//! Schemas of what packages store, each beside the one at the release before.
//!
//! The version gate knows the tags and the schema gate knows who reads what; only the facade knows both.
//! What must stay true: a schema that could not be compared is a trouble, never "nothing changed".

use upsafe_config::Config;
#[cfg(feature = "schema")]
use upsafe_config::{
    BaselineSource, BumpPart, Contract, ContractMode, Schema as Settings, Spanned,
};
use upsafe_core::closest;
#[cfg(feature = "schema")]
use upsafe_schema::{
    ContractEvidence, Direction, LoadRequest, PairAnswer, State,
    any::{Incumbent, Ruling},
};
use upsafe_semver::Loaded;
#[cfg(feature = "schema")]
use upsafe_semver::{ApiChange, Certainty};

use crate::Workspace;

/// Adds to each package what changed about the schemas of what it stores.
pub(crate) fn fill(workspace: &Workspace, config: &Config, loaded: &mut Loaded) {
    let Some(semver) = &config.semver else { return };
    for stored in &semver.stored {
        let (name, wanted) = (stored.package.as_str(), stored.contract.as_str());
        let packages = || loaded.packages.iter().map(|one| one.declared.name.as_str());
        let contracts = || config.schema.contract.iter().map(|one| one.name.as_str());
        if !packages().any(|one| one == name) {
            let trouble = unknown("package", name, closest(name, packages()));
            loaded.troubles.push(trouble);
            continue;
        }
        if !contracts().any(|one| one == wanted) {
            let trouble = unknown("contract", wanted, closest(wanted, contracts()));
            loaded.troubles.push(trouble);
            continue;
        }
        compare(workspace, config, (name, wanted), loaded);
    }
}

fn unknown(what: &str, name: &str, near: Option<&str>) -> String {
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("`[[semver.stored]]` names the {what} `{name}`, which is not here{near}")
}

#[cfg(not(feature = "schema"))]
fn compare(_: &Workspace, _: &Config, (_, contract): (&str, &str), loaded: &mut Loaded) {
    loaded.troubles.push(format!(
        "this build compares no schemas, and `[[semver.stored]]` names `{contract}`: build it with \
         the feature `schema`"
    ));
}

/// Compares a contract with the release before of a package.
#[cfg(feature = "schema")]
fn compare(
    workspace: &Workspace,
    config: &Config,
    (name, wanted): (&str, &str),
    loaded: &mut Loaded,
) {
    let mut packages = loaded.packages.iter_mut();
    let Some(package) = packages.find(|one| one.declared.name == name) else {
        return;
    };
    // Without a release before it, nothing is stored yet.
    let Some(tag) = package.compared_tag().filter(|_| package.is_published()) else {
        return;
    };
    let mut contracts = config.schema.contract.iter();
    let Some(contract) = contracts.find(|one| one.name.as_str() == wanted) else {
        return;
    };
    let base = format!("git:refs/tags/{}", tag.name);
    let Some(baseline) = BaselineSource::new(&base) else {
        let trouble = format!("`{wanted}` cannot be compared with the tag `{}`", tag.name);
        loaded.troubles.push(trouble);
        return;
    };
    let mut asked = Contract::clone(contract);
    asked.mode = Some(Spanned::unplaced(ContractMode::Full));
    asked.baseline = Spanned::unplaced(baseline);
    let mut settings: Settings = config.schema.clone();
    settings.contract = vec![Spanned::unplaced(asked)];
    let repository = upsafe_schema::GitBinary::new(&workspace.root);
    let request = LoadRequest {
        root: &workspace.root,
        settings: &settings,
        repository: &repository,
    };
    // Places of what is stored are those of the gate `schema`; here only words are told.
    let found = upsafe_schema::load(&request, &mut upsafe_core::Sources::default());
    let mut troubles = found.troubles;
    for contract in &found.contracts {
        let (changes, undecided) = told(contract);
        package.stored.extend(changes);
        troubles.extend(undecided);
    }
    let of_it = troubles
        .into_iter()
        .map(|trouble| format!("what `{name}` stores could not be compared: {trouble}"));
    loaded.troubles.extend(of_it);
}

/// What changed about a contract, and what could not be decided.
#[cfg(feature = "schema")]
fn told(contract: &ContractEvidence) -> (Vec<ApiChange>, Vec<String>) {
    let name = &contract.name;
    let (mut changes, mut undecided) = (Vec::new(), Vec::new());
    let change = |part: BumpPart, text: String| ApiChange {
        part,
        certainty: Certainty::Proved,
        text: format!("`{name}`: {text}"),
    };
    match &contract.state {
        State::Deleted { path } => {
            changes.push(change(
                BumpPart::Major,
                format!("`{path}` is gone, and what was stored by it is read no more"),
            ));
        }
        State::Present { path, .. } if contract.versions.is_empty() => {
            let text =
                format!("`{path}` is new: the release before does not know what is stored by it");
            changes.push(change(BumpPart::Minor, text));
        }
        State::Present { .. } => {}
    }
    for (answer, _) in contract.told() {
        let (part, reader) = match answer.direction {
            Direction::Backward => (BumpPart::Major, "this release"),
            Direction::Forward => (BumpPart::Minor, "the release before"),
        };
        match answer.judgement.ruling() {
            Ruling::Compatible => {}
            Ruling::Unknown => undecided.push(format!(
                "nobody can tell whether {reader} reads everything by `{name}`; `upsafe check schema` says why"
            )),
            broken => changes.push(change(part, shown(answer, reader, broken))),
        }
    }
    (changes, undecided)
}

/// Who does not read what, with the document that shows it.
#[cfg(feature = "schema")]
fn shown(answer: &PairAnswer, reader: &str, ruling: Ruling) -> String {
    let what = match (&answer.judgement.incumbent, ruling) {
        (Some(Incumbent { profile, .. }), _) => {
            return format!(
                "{reader} does not read everything, says `{}`",
                profile.name()
            );
        }
        (None, Ruling::Misread) => "takes for something else",
        (None, _) => "refuses",
    };
    match answer.judgement.witness() {
        Some(witness) => format!("{reader} {what} {}", witness.document),
        None => format!("{reader} {what} something that is stored"),
    }
}
