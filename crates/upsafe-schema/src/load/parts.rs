//! One file, one contract; but an Avro protocol holds many schemas, and each is a contract of its own.
//!
//! A part is followed by its name: a declared type by its full name or an alias of the newer one,
//! a request, a response and errors by the message. What the new protocol has not any more is gone,
//! as a file would be; what only the new one has is new.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    any::{Parsed, Part},
    evidence::{State, Version},
};

/// What a file holds.
pub(super) enum Contents {
    Schema(Box<Parsed>),
    Protocol(Vec<Part>),
}

/// One schema with its versions, oldest first.
pub(super) struct Single {
    pub(super) name: String,
    pub(super) state: State,
    /// None where it is gone.
    pub(super) candidate: Option<Parsed>,
    pub(super) versions: Vec<(Version, Parsed)>,
}

/// The contracts in a file and its versions; a version of another kind of file is a trouble.
pub(super) fn split(
    name: String,
    candidate: Option<(State, Contents)>,
    old_path: String,
    versions: Vec<(Version, Contents)>,
    troubles: &mut Vec<String>,
) -> Vec<Single> {
    let gone = State::Deleted {
        path: match &candidate {
            Some((State::Present { path, .. }, _)) => path.clone(),
            _ => old_path,
        },
    };
    let newest = versions.last().map(|(_, contents)| contents);
    let is_protocol = match candidate.as_ref().map(|(_, contents)| contents).or(newest) {
        Some(contents) => matches!(contents, Contents::Protocol(_)),
        None => false,
    };
    if !is_protocol {
        let versions = versions.into_iter().filter_map(|(version, contents)| {
            match contents {
                Contents::Schema(schema) => return Some((version, *schema)),
                Contents::Protocol(_) => troubles.push(format!(
                    "`{name}` in `{}`: expected a schema, found a protocol",
                    version.label
                )),
            }
            None
        });
        let versions = versions.collect();
        let (state, candidate) = match candidate {
            Some((state, Contents::Schema(schema))) => (state, Some(*schema)),
            _ => (gone, None),
        };
        return vec![Single {
            name,
            state,
            candidate,
            versions,
        }];
    }
    let mut history: Vec<(Version, BTreeMap<String, Parsed>)> = Vec::new();
    for (version, contents) in versions {
        match contents {
            Contents::Protocol(parts) => {
                let named = parts.into_iter().map(|part| (part.name, part.schema));
                history.push((version, named.collect()));
            }
            Contents::Schema(_) => troubles.push(format!(
                "`{name}` in `{}`: expected a protocol, found a schema",
                version.label
            )),
        }
    }
    let mut split = Vec::new();
    if let Some((state, Contents::Protocol(parts))) = candidate {
        let taken: BTreeSet<String> = parts.iter().map(|part| part.name.clone()).collect();
        for part in parts {
            let named = history.iter_mut().filter_map(|(version, schemas)| {
                // A name that another part has is that part's.
                let known = part.aliases.iter().filter(|alias| !taken.contains(*alias));
                let mut known = std::iter::once(&part.name).chain(known);
                let old = known.find_map(|known| schemas.remove(known))?;
                Some((Version::new(version.label.clone(), version.source), old))
            });
            split.push(Single {
                versions: named.collect(),
                name: format!("{name}:{}", part.name),
                state: state.clone(),
                candidate: Some(part.schema),
            });
        }
    }
    // What is left of the newest version is in no part of the new protocol.
    if let Some((version, schemas)) = history.pop() {
        let gone = schemas.into_iter().map(|(part, schema)| Single {
            name: format!("{name}:{part}"),
            state: gone.clone(),
            candidate: None,
            versions: vec![(Version::new(version.label.clone(), version.source), schema)],
        });
        split.extend(gone);
    }
    split
}
