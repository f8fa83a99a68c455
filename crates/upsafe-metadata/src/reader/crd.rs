//! CustomResourceDefinitions as the reader: objects as the API server reads and writes them.

use std::{fs, path::Path};

use serde_json::Value as Json;
use upsafe_schema::format::crd::{
    File,
    object::{Definition, Outcome, value},
};

use super::{
    Cause, Reader, Reading, Seen, Verdict,
    schemas::{ReaderError, UnknownKinds, files, unknown_kind},
};
use crate::{decode::as_resource, object::Object, path};

/// Definitions as the reader.
#[derive(Debug)]
pub struct CrdReader {
    known: Vec<Known>,
    /// The definitions of now: whether their clients still get what they know.
    before: Vec<Known>,
    unknown_kinds: UnknownKinds,
    name: String,
}

#[derive(Debug)]
struct Known {
    group: String,
    kind: String,
    /// The version that objects without one are taken to be stored in.
    storage: Option<String>,
    definition: Definition,
}

impl CrdReader {
    /// The definitions of a file, or of every file in a folder; with those of before, clients are
    /// asked about, too.
    ///
    /// # Errors
    /// Where nothing is there, or something is no definition.
    pub fn new(
        path: &Path,
        before: Option<&Path>,
        unknown_kinds: UnknownKinds,
    ) -> Result<Self, ReaderError> {
        Ok(Self {
            known: load(path)?,
            before: before.map(load).transpose()?.unwrap_or_default(),
            unknown_kinds,
            name: path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        })
    }
}

fn load(path: &Path) -> Result<Vec<Known>, ReaderError> {
    let paths = match path.is_dir() {
        true => files(path)?,
        false => vec![path.to_owned()],
    };
    let mut known = Vec::new();
    for file in paths {
        let failed = |error: &dyn std::fmt::Display| ReaderError::new(file.display(), error);
        let text = fs::read_to_string(&file).map_err(|error| failed(&error))?;
        let parsed = File::parse(&text).map_err(|error| failed(&error))?;
        known.extend(parsed.crds.iter().map(|(_, crd)| Known {
            group: crd.group.to_string(),
            kind: crd.names.kind.to_string(),
            storage: crd.storage().map(|version| version.name.to_string()),
            definition: Definition::new(crd),
        }));
    }
    match known.is_empty() {
        true => Err(ReaderError::new(
            path.display(),
            "found no CustomResourceDefinition",
        )),
        false => Ok(known),
    }
}

/// The definition that an object is of: by group and kind, or by kind alone where it names no group.
fn find<'k>(known: &'k [Known], group: Option<&str>, kind: &str) -> Option<&'k Known> {
    known.iter().find(|one| {
        one.kind.eq_ignore_ascii_case(kind) && group.is_none_or(|group| one.group == group)
    })
}

impl Reader for CrdReader {
    fn describe(&self) -> String {
        format!("CustomResourceDefinitions `{}`", self.name)
    }

    fn read(&self, object: &Object) -> Reading {
        let mut view = as_resource(&object.view);
        let api = view.get("apiVersion").and_then(Json::as_str);
        let group = api.map(|api| {
            api.rsplit_once('/')
                .map_or("", |(group, _)| group)
                .to_owned()
        });
        let kind = object.kind.as_deref().unwrap_or_default();
        let Some(known) = find(&self.known, group.as_deref(), kind) else {
            return unknown_kind(object, self.unknown_kinds);
        };
        if group.is_none()
            && let (Some(version), Json::Object(map)) = (&known.storage, &mut view)
        {
            // A store that names no version holds what its reader takes for the stored one.
            map.insert(
                "apiVersion".to_owned(),
                Json::from(format!("{}/{version}", known.group)),
            );
            map.insert("kind".to_owned(), Json::from(known.kind.as_str()));
        }
        let parsed = match value(&view.to_string()) {
            Ok(parsed) => parsed,
            Err(error) => {
                return Reading {
                    causes: vec![Cause::new(Verdict::Unverifiable, "", error.to_string())],
                    seen: Seen::Nothing,
                };
            }
        };
        let before = find(&self.before, Some(&known.group), kind).map(|known| &known.definition);
        let judged = known.definition.judge(&parsed, before);
        let causes = judged.causes.into_iter().map(|cause| {
            let message = cause.message.replace('"', "`");
            let (reason, found) = match (&*cause.keyword, message.rsplit_once(", found ")) {
                ("pruned", _) => ("pruned on read: the schema does not know it", None),
                (_, Some((expected, _))) if !expected.is_empty() => (expected, Some(&message)),
                _ => (&*message, None),
            };
            let mut told = Cause::new(verdict(cause.outcome), cause.path, path::general(reason));
            told.value = cause.value.map(|value| value.to_serde());
            let tolerated = cause.ratchets.map(|path| {
                format!("tolerated as long as `{path}` is not changed, since Kubernetes 1.33")
            });
            let details: Vec<String> = found.cloned().into_iter().chain(tolerated).collect();
            told.detail = (!details.is_empty()).then(|| details.join("; "));
            told
        });
        Reading {
            causes: causes.collect(),
            seen: Seen::Nothing,
        }
    }
}

fn verdict(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Fine => Verdict::Fine,
        Outcome::ClientBreaking => Verdict::ClientBreaking,
        Outcome::UpdateBlocked => Verdict::UpdateBlocked,
        Outcome::Lossy => Verdict::Lossy,
        Outcome::Unreadable => Verdict::Unreadable,
        // Also what a newer judge may say.
        _ => Verdict::Unverifiable,
    }
}
