//! What the rules about the matrix may look at, and how it is loaded.
//!
//! What must stay true: what could not be read is a trouble, and the gate a failed one; a rule sees
//! only answers.

use std::path::Path;

use upsafe_config::VersionMatrix;
use upsafe_core::{LoadError, SourceId, Sources};

use super::{Dropped, Issue, Matrix, OwnAnswer, Version, load_facts};

/// What was found out about the matrix.
#[derive(Debug)]
#[non_exhaustive]
pub struct MatrixEvidence {
    /// The text of `upsafe.toml`.
    pub source: SourceId,
    /// What is wrong with the matrix in itself.
    pub issues: Vec<Issue>,
    /// How the tree keeps to its own row.
    pub own: Option<OwnAnswer>,
    /// What the new version supports less than the one before.
    pub dropped: Vec<Dropped>,
    /// Why it is not known what the one before supported, if it is not.
    pub unknown_before: Option<String>,
}

/// What is to be found out.
#[derive(Clone, Copy, Debug)]
pub struct MatrixRequest<'r> {
    /// The folder that paths are relative to.
    pub root: &'r Path,
    /// The table `[semver.matrix]`.
    pub config: &'r VersionMatrix,
    /// The text that it stands in, among the sources.
    pub source: SourceId,
    /// The version of the own component, where the caller knows it; else a fact tells it.
    pub version: Option<&'r str>,
    /// The matrix at the release before, and the version of that release; none where there is no
    /// release, the reason where it cannot be read.
    pub base: Result<Option<(&'r VersionMatrix, &'r str)>, &'r str>,
}

/// Loads what a request asks for; `None` where the matrix declares nothing. What could not be looked
/// at is among the troubles.
pub fn load_matrix(
    request: &MatrixRequest<'_>,
    sources: &mut Sources,
) -> (Option<MatrixEvidence>, Vec<LoadError>) {
    let matrix = match Matrix::read(request.config) {
        Ok(matrix) if matrix.is_empty() => return (None, Vec::new()),
        Ok(matrix) => matrix,
        Err(problems) => {
            let source = sources.get(request.source);
            let at = |problem: &super::MatrixProblem| {
                LoadError::at(source, problem.span.start, &problem.message)
            };
            return (None, problems.iter().map(at).collect());
        }
    };
    let loaded = load_facts(request.root, request.config, &matrix, sources);
    let mut troubles = loaded.troubles;
    let source = sources.get(request.source);
    let own = matrix.own.and_then(|own| matrix.components.get(own));
    let mut version = None;
    if let (Some(own), Some(text)) = (own, request.version) {
        match Version::parse(own.scheme, text) {
            Ok(parsed) => version = Some(parsed),
            Err(error) => troubles.push(LoadError::at(source, own.name.span().start, error)),
        }
    }
    let answer = matrix.own_row(version.as_ref(), &loaded.facts);
    if let (Some(own), None) = (own, &answer)
        && troubles.is_empty()
    {
        let name = own.name.as_str();
        let message = format!("no fact tells the version of `{name}`, which this repository is");
        troubles.push(LoadError::at(source, own.name.span().start, message));
    }
    let mut dropped = Vec::new();
    if let (Some(own), Some(answer), Some((before, base))) =
        (own, &answer, request.base.ok().flatten())
    {
        let before = Matrix::read(before).map_err(|problems| {
            let shown = problems.iter().map(ToString::to_string).collect::<Vec<_>>();
            format!("the matrix of {base} cannot be read: {}", shown.join("; "))
        });
        let base = Version::parse(own.scheme, base).map_err(|error| error.to_string());
        match (before, base) {
            (Ok(before), Ok(base)) => dropped = matrix.dropped(&before, &base, &answer.version),
            (Err(message), _) | (_, Err(message)) => {
                troubles.push(LoadError::at(source, own.name.span().start, message));
            }
        }
    }
    let evidence = MatrixEvidence {
        source: request.source,
        issues: matrix.issues(),
        own: answer,
        dropped,
        unknown_before: request.base.err().map(str::to_owned),
    };
    (Some(evidence), troubles)
}
