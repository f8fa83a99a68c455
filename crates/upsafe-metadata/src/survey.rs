//! What a scan found: every bad object, grouped by cause.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::Value as Json;
use upsafe_core::Position;

use crate::{
    object::{Decoded, ObjectPlace, Unread, UnreadCause},
    path,
    reader::{Cause, Reading, Verdict},
    since::{Need, compare},
    text::{Located, RootTag, locate},
};

/// The lines of so many bad objects are looked up.
const LOCATED: usize = 2_000;
/// A value in a finding is kept up to so many bytes of JSON.
const MAX_VALUE: usize = 2_000;

/// What a scan found.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// How many objects of a kind have which verdict; objects without a kind under the empty name.
    pub kinds: BTreeMap<String, BTreeMap<Verdict, usize>>,
    /// The causes, in the order in which they were met first.
    pub causes: Vec<CauseGroup>,
    /// Every object that is not fine.
    pub objects: Vec<BadObject>,
    /// Objects whose name and place do not agree: key, place, and how.
    pub misplaced: Vec<(String, ObjectPlace, String)>,
    /// Entries that no reader of the store looks at.
    pub strays: Vec<String>,
    /// The revision that was read, where the store has any.
    pub revision: Option<String>,
    /// What the store needs of its reader, and the object that needs it.
    pub need: Option<(Need, String)>,
    index: BTreeMap<(Verdict, String, String, String), usize>,
    /// The text that was looked at last, which document of it, and the places in that.
    last: Option<(Arc<str>, usize, Arc<Located>)>,
}

/// A cause that one or more objects have.
#[derive(Clone, Debug, PartialEq)]
pub struct CauseGroup {
    /// The verdict that follows from it.
    pub verdict: Verdict,
    /// The kind of the objects; empty where they have none.
    pub kind: String,
    /// The path, general: `[]` for places in lists.
    pub path: String,
    /// The reason.
    pub reason: String,
    /// How many objects have it.
    pub n_objects: usize,
    /// The first of them, as an index into the bad objects.
    pub witness: usize,
    /// The value of the witness, or what it loses.
    pub value: Option<Json>,
    /// What the reader said of the witness in full.
    pub detail: Option<String>,
    /// How to mend it, where what helps against others of this verdict does not.
    pub help: Option<&'static str>,
}

/// An object that is not fine.
#[derive(Clone, Debug, PartialEq)]
pub struct BadObject {
    /// Its key.
    pub key: String,
    /// Its kind; empty where it has none.
    pub kind: String,
    /// Where it stands.
    pub place: ObjectPlace,
    /// The worst of its verdicts.
    pub verdict: Verdict,
    /// Its causes.
    pub causes: Vec<ObjectCause>,
}

/// A cause of one object.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectCause {
    /// The group, as an index.
    pub group: usize,
    /// The path in this object.
    pub path: String,
    /// The value that is lost or refused.
    pub value: Option<Json>,
    /// Where it stands.
    pub position: Option<Position>,
    /// What the reader said in full, where that is more than the reason.
    pub detail: Option<String>,
}

impl CauseGroup {
    /// The cause on one line.
    pub fn title(&self) -> String {
        match self.path.is_empty() {
            true => self.reason.clone(),
            false => format!("`{}`: {}", self.path, self.reason),
        }
    }
}

impl Survey {
    /// How many objects there are.
    pub fn total(&self) -> usize {
        self.kinds.values().flat_map(BTreeMap::values).sum()
    }

    /// How many objects have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.kinds
            .values()
            .filter_map(|kind| kind.get(&verdict))
            .sum()
    }

    /// The causes, worst verdict first, then by how many objects have them.
    pub fn ranked(&self) -> Vec<&CauseGroup> {
        let mut ranked: Vec<&CauseGroup> = self.causes.iter().collect();
        ranked.sort_by(|a, b| {
            let key = |group: &CauseGroup| {
                (
                    std::cmp::Reverse(group.verdict),
                    std::cmp::Reverse(group.n_objects),
                )
            };
            key(a)
                .cmp(&key(b))
                .then_with(|| (&a.kind, &a.path, &a.reason).cmp(&(&b.kind, &b.path, &b.reason)))
        });
        ranked
    }

    /// Adds what an object needs of its reader.
    pub(crate) fn needs(&mut self, need: Need, key: &str) {
        let newer = |(known, _): &(Need, String)| compare(&known.version, &need.version).is_lt();
        if self.need.as_ref().is_none_or(newer) {
            self.need = Some((need, key.to_owned()));
        }
    }

    /// Adds an object and how it was read; one that could not be decoded has no reading.
    pub fn add(&mut self, decoded: &Decoded, reading: Option<Reading>) {
        let (key, kind, place, mut causes, text) = match decoded {
            Ok(object) => {
                if let Some(how) = &object.misplaced {
                    self.misplaced
                        .push((object.key.clone(), object.place.clone(), how.clone()));
                }
                let causes = reading.unwrap_or_default().causes;
                (
                    &object.key,
                    &object.kind,
                    &object.place,
                    causes,
                    Some(&object.text),
                )
            }
            Err(none) => (
                &none.key,
                &none.kind,
                &none.place,
                vec![cause_of(&none.unread)],
                None,
            ),
        };
        causes.retain(|cause| cause.verdict != Verdict::Fine);
        let kind = kind.clone().unwrap_or_default();
        let verdict = causes
            .iter()
            .map(|cause| cause.verdict)
            .max()
            .unwrap_or(Verdict::Fine);
        *self
            .kinds
            .entry(kind.clone())
            .or_default()
            .entry(verdict)
            .or_default() += 1;
        if causes.is_empty() {
            return;
        }
        let located = match (text, self.objects.len() < LOCATED) {
            (Some(text), true) => Some(self.located(text, place.document)),
            _ => None,
        };
        let in_document = |path: &str| match place.item {
            Some(item) if path.is_empty() || path.starts_with('[') => {
                format!("items[{item}]{path}")
            }
            Some(item) => format!("items[{item}].{path}"),
            None => path.to_owned(),
        };
        let at = self.objects.len();
        let mut told: Vec<ObjectCause> = Vec::with_capacity(causes.len());
        for cause in causes {
            let mut position = located
                .as_ref()
                .and_then(|located| located.get(&in_document(&cause.path)));
            if let Err(none) = decoded {
                position = none.unread.position;
            } else if let Some(position) = &mut position {
                position.line += place.line.saturating_sub(1);
            }
            let value = cause.value.clone().map(bounded);
            let (path, detail) = (cause.path.clone(), cause.detail.clone());
            let group = self.group(&kind, cause, at, value.clone());
            // An object counts once for each cause, whatever places it has it at.
            if told.iter().all(|known| known.group != group) {
                self.causes[group].n_objects += 1;
            }
            told.push(ObjectCause {
                group,
                path,
                value,
                position,
                detail,
            });
        }
        self.objects.push(BadObject {
            key: key.clone(),
            kind,
            place: place.clone(),
            verdict,
            causes: told,
        });
    }

    /// The places in a document. Objects of one text come one after the other: it is read once.
    fn located(&mut self, text: &Arc<str>, document: usize) -> Arc<Located> {
        if let Some((known, at, located)) = &self.last
            && Arc::ptr_eq(known, text)
            && *at == document
        {
            return located.clone();
        }
        let located = Arc::new(locate(text, document, RootTag::Envelope));
        self.last = Some((text.clone(), document, located.clone()));
        located
    }

    fn group(&mut self, kind: &str, cause: Cause, witness: usize, value: Option<Json>) -> usize {
        let general = path::general(&cause.path);
        let key = (
            cause.verdict,
            kind.to_owned(),
            general.clone(),
            cause.reason.clone(),
        );
        *self.index.entry(key).or_insert_with(|| {
            self.causes.push(CauseGroup {
                verdict: cause.verdict,
                kind: kind.to_owned(),
                path: general,
                reason: cause.reason,
                n_objects: 0,
                witness,
                value,
                detail: cause.detail,
                help: cause.help,
            });
            self.causes.len() - 1
        })
    }
}

/// Why an object could not be decoded, as a cause.
fn cause_of(unread: &Unread) -> Cause {
    let verdict = match unread.cause {
        UnreadCause::Opaque => Verdict::Unverifiable,
        _ => Verdict::Unreadable,
    };
    if unread.cause == UnreadCause::Opaque {
        // Which form it is says who could read it: each is a cause of its own.
        return Cause::new(verdict, "", &*unread.message);
    }
    let (reason, help) = match unread.cause {
        UnreadCause::Unavailable => ("the entry cannot be read", ACCESS),
        UnreadCause::Torn => ("the text is torn", RESTORE),
        UnreadCause::Syntax => ("the text cannot be parsed", RESTORE),
        UnreadCause::NotUtf8 => ("it is no text in UTF-8", RESTORE),
        UnreadCause::UnknownVersion => ("the version of the envelope is unknown", NEWER),
        UnreadCause::NoObject | UnreadCause::Opaque => ("the text holds no object", RESTORE),
    };
    let mut cause = Cause::new(verdict, "", reason);
    cause.detail = Some(unread.message.clone());
    cause.help = Some(help);
    cause
}

const RESTORE: &str = "bring it back from a backup or delete it: no version reads it as it is";
const ACCESS: &str = "let the user who runs this, and the one who runs the new version, read it";
const NEWER: &str = "ask a version that knows the envelope, or go back to the one that wrote it";

/// A value that is too large is told by its size.
fn bounded(value: Json) -> Json {
    let text = value.to_string();
    match text.len() > MAX_VALUE {
        true => Json::String(format!("({} bytes)", text.len())),
        false => value,
    }
}
