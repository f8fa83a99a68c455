//! What the rules of the gate may look at: surveys of stores, and what pairs of stores disagree on.
//!
//! What must stay true: every object was read before; a rule only reads what was found.

use std::collections::BTreeMap;

use upsafe_core::{Place, Position, SourceId, Sources, Subject};

use crate::{
    drift::Drift,
    survey::{BadObject, CauseGroup, Survey},
};

/// Everything that was scanned.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Evidence<'e> {
    /// The stores.
    pub stores: &'e [StoreEvidence],
    /// The pairs of stores that must agree.
    pub drifts: &'e [DriftEvidence],
    /// The texts that places point into.
    pub(crate) sources: &'e Sources,
}

/// What a finding is about. Complete: an object, or a cause that many objects have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// A finding for each object.
    Object,
    /// A finding for each cause, with how many objects have it and one of them.
    Cause,
}

/// A store that was scanned.
#[derive(Debug)]
#[non_exhaustive]
pub struct StoreEvidence {
    /// What findings call it.
    pub name: String,
    /// What it is.
    pub source: String,
    /// Who read it.
    pub reader: String,
    /// The oldest version that must be able to read it.
    pub oldest_reader: Option<String>,
    /// What findings are about.
    pub grain: Grain,
    /// The texts of files with bad objects.
    pub files: BTreeMap<String, SourceId>,
    /// What was found.
    pub survey: Survey,
}

/// A pair of stores that was compared.
#[derive(Debug)]
#[non_exhaustive]
pub struct DriftEvidence {
    /// What findings call it.
    pub name: String,
    /// The source of truth, in the user's words.
    pub truth: String,
    /// Its copy, in the user's words.
    pub copy: String,
    /// What they disagree on.
    pub drift: Drift,
}

impl<'e> Evidence<'e> {
    pub(crate) fn new(
        stores: &'e [StoreEvidence],
        drifts: &'e [DriftEvidence],
        sources: &'e Sources,
    ) -> Self {
        Self {
            stores,
            drifts,
            sources,
        }
    }
}

impl StoreEvidence {
    /// The key of findings about the store as a whole.
    pub fn subject(&self) -> Subject {
        Subject::other("store", &self.name)
    }

    /// The object that shows a cause, and how it has it.
    pub fn witness(&self, group: usize) -> Option<(&BadObject, &crate::survey::ObjectCause)> {
        let object = self
            .survey
            .objects
            .get(self.survey.causes.get(group)?.witness)?;
        let cause = object.causes.iter().find(|cause| cause.group == group)?;
        Some((object, cause))
    }

    /// The indexes of the causes, worst and most common first.
    pub fn ranked(&self) -> Vec<(usize, &CauseGroup)> {
        let mut ranked: Vec<(usize, &CauseGroup)> = self.survey.causes.iter().enumerate().collect();
        ranked.sort_by_key(|(n, group)| {
            (
                std::cmp::Reverse(group.verdict),
                std::cmp::Reverse(group.n_objects),
                *n,
            )
        });
        ranked
    }

    /// The place of a value in a file that is kept.
    pub(crate) fn place(
        &self,
        path: &str,
        position: Option<Position>,
        sources: &Sources,
    ) -> Option<Place> {
        let id = *self.files.get(path)?;
        Some(match position {
            Some(position) => {
                let source = sources.get(id);
                let start = source.offset(position);
                let rest = source.text()[start..].split('\n').next().unwrap_or("");
                Place::new(id, start..start + shown(rest).len())
            }
            None => Place::whole(id),
        })
    }
}

/// What is marked of the rest of a line: of a member or a value in JSON that alone, else the line.
fn shown(rest: &str) -> &str {
    if !rest.starts_with(['"', '{', '[']) {
        return rest.trim_end();
    }
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' | b'[' => depth += 1,
            b',' | b'}' | b']' if depth == 0 => return rest[..at].trim_end(),
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    rest.trim_end()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_member_in_json_is_marked_alone() {
        let check = |rest: &str, expected: &str| assert_eq!(shown(rest), expected);
        check(r#""a": true}, "b": 1"#, r#""a": true"#);
        check(r#""a": {"b": [1, 2]} , "c": 1}"#, r#""a": {"b": [1, 2]}"#);
        check(r#""a": "}\\\",", "b": 1"#, r#""a": "}\\\",""#);
        check(r#"{"a": [1]}, {"b": 2}]"#, r#"{"a": [1]}"#);
        check(r#""a": {"#, r#""a": {"#);
        check("a: b, c } \r", "a: b, c }");
    }
}
