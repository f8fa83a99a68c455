//! From texts to an evidence: parse the candidate and its versions, ask what the mode demands.

use upsafe_core::{LoadError, SourceId, Sources};

use crate::{
    any::{Format, Judge, Parsed, ReadError, Switches},
    change::Scope,
    evidence::{ContractEvidence, MarkedChange, PairAnswer, State, Version},
    format::json_schema::Dialect,
    mode::Mode,
};

use super::{
    Loaded,
    bundle::bundle,
    export::Reference,
    parts::{self, Contents, Single},
};

/// How a contract is to be judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How {
    pub(crate) format: Format,
    pub(crate) mode: Mode,
    pub(crate) judge: Judge,
    pub(crate) dialect: Dialect,
    pub(crate) switches: Switches,
}

/// A text before it is parsed.
pub(super) struct Raw {
    /// What a version is called.
    pub(super) label: String,
    /// Its path, as output names it.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// Texts with definitions that it uses.
    pub(super) references: Vec<Reference>,
}

/// A contract with its texts, before anything is parsed.
pub(super) struct RawContract {
    pub(super) name: String,
    pub(super) baseline: String,
    /// None where it is gone.
    pub(super) candidate: Option<Raw>,
    /// Its last path, where it is gone, or its path in the newest version, where it moved.
    pub(super) old_path: Option<String>,
    /// Oldest first.
    pub(super) versions: Vec<Raw>,
}

/// Parses and compares; what cannot be read is a trouble, and the rest is compared all the same.
pub(super) fn judge(contract: RawContract, how: How, loaded: &mut Loaded, sources: &mut Sources) {
    let RawContract {
        name,
        baseline,
        candidate,
        old_path,
        versions: raw,
    } = contract;
    let mut versions = Vec::new();
    for version in raw {
        let label = version.label.clone();
        match read(&version, how, sources) {
            Ok((source, contents)) => versions.push((Version::new(label, source), contents)),
            Err(error) => loaded
                .troubles
                .push(format!("`{name}` in `{label}`: {error}")),
        }
    }
    let candidate = match candidate {
        None => None,
        Some(raw) => match read(&raw, how, sources) {
            Ok((source, contents)) => {
                let state = State::Present {
                    path: raw.path,
                    source,
                    moved_from: old_path.clone(),
                };
                Some((state, contents))
            }
            Err(error) => {
                loaded.troubles.push(format!("`{name}`: {error}"));
                return;
            }
        },
    };
    let old_path = old_path.unwrap_or_default();
    let split = parts::split(name, candidate, old_path, versions, &mut loaded.troubles);
    for one in split {
        let evidence = judged(one, &baseline, how);
        loaded.contracts.push(evidence);
    }
}

/// One schema with its versions, compared.
fn judged(contract: Single, baseline: &str, how: How) -> ContractEvidence {
    let Single {
        name,
        state,
        candidate,
        versions,
    } = contract;
    let (mut versions, history): (Vec<Version>, Vec<Parsed>) = versions.into_iter().unzip();
    let mut answers = Vec::new();
    if let Some(candidate) = &candidate {
        answers = compare(candidate, &history, how);
        for (nth, (version, old)) in versions.iter_mut().zip(&history).enumerate() {
            if answers.iter().any(|answer| answer.version == nth) {
                version.changes = MarkedChange::between(old, candidate, Scope::All);
            }
        }
    }
    ContractEvidence {
        name,
        format: how.format,
        mode: how.mode,
        judge: how.judge,
        switches: how.switches,
        baseline: baseline.to_owned(),
        state,
        versions,
        answers,
    }
}

fn compare(candidate: &Parsed, history: &[Parsed], how: How) -> Vec<PairAnswer> {
    let mut judgements = Vec::new();
    let answers = how.mode.check(candidate, history, |reader, writer| {
        let judgement = how.judge.compare(reader, writer, how.switches);
        let verdict = judgement.verdict.clone();
        judgements.push(judgement);
        verdict
    });
    answers
        .into_iter()
        .zip(judgements)
        .map(|(answer, judgement)| PairAnswer {
            version: answer.version,
            direction: answer.direction,
            judgement,
        })
        .collect()
}

fn read(raw: &Raw, how: How, sources: &mut Sources) -> Result<(SourceId, Contents), LoadError> {
    let failed = |error: ReadError, text: &str, sources: &Sources, id: Option<SourceId>| match (
        error.offset(text),
        id,
    ) {
        (Some(offset), Some(id)) => LoadError::at(sources.get(id), offset, &error.message),
        _ => LoadError::whole(&raw.path, &error.message),
    };
    let text = match Parsed::text(how.format, &raw.bytes) {
        Ok(text) => text,
        Err(error) => return Err(failed(error, "", sources, None)),
    };
    let text = match how.format {
        Format::JsonSchema => bundle(&text, how.dialect, &raw.references)
            .map_err(|error| LoadError::whole(&raw.path, error))?,
        _ => text,
    };
    let id = sources.add(&raw.path, text.as_str());
    let references: Vec<&str> = raw.references.iter().map(|one| one.text.as_str()).collect();
    let parts = match how.format {
        Format::Avro => Parsed::parts(&text),
        _ => Ok(None),
    };
    let contents = parts.and_then(|parts| match parts {
        Some(parts) => Ok(Contents::Protocol(parts)),
        None => {
            let parsed = Parsed::parse(how.format, &text, how.dialect, &references)?;
            Ok(Contents::Schema(Box::new(parsed)))
        }
    });
    match contents {
        Ok(contents) => Ok((id, contents)),
        Err(error) => Err(failed(error, &text, sources, Some(id))),
    }
}
