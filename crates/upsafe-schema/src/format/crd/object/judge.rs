//! A stored object against a whole definition: five outcomes, and every cause.

use std::{collections::BTreeMap, fmt, sync::Arc};

use super::{reader::Reader, reading::Reading};
use crate::{
    format::crd::model::{Conversion, Crd},
    json::Value,
};

/// What becomes of a stored object. In order: the last is the worst. Complete but for what may come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It is read as before, and may be written.
    Fine,
    /// It is stored well, but clients of the old definition get what they do not know, or nothing.
    ClientBreaking,
    /// It is read, but its next write is refused.
    UpdateBlocked,
    /// Nobody can tell: a webhook converts it, or a construct is not modelled.
    Unverifiable,
    /// It is read without some of its fields, and loses them with the next write.
    Lossy,
    /// It cannot be read.
    Unreadable,
}

impl Outcome {
    /// `fine`, `client-breaking`, `update-blocked`, `unverifiable`, `lossy` or `unreadable`.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Fine => "fine",
            Outcome::ClientBreaking => "client-breaking",
            Outcome::UpdateBlocked => "update-blocked",
            Outcome::Unverifiable => "unverifiable",
            Outcome::Lossy => "lossy",
            Outcome::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One reason for an outcome.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Cause {
    /// What it leads to.
    pub outcome: Outcome,
    /// The version in which it shows.
    pub version: Arc<str>,
    /// Where in the object: `spec.ports[0].name`; empty for the whole of it.
    pub path: String,
    /// The keyword or check: `pruned`, `maximum`, `required`, `apiVersion`, `conversion`.
    pub keyword: String,
    /// In one line: what was expected and found.
    pub message: String,
    /// What is lost, where something is.
    pub value: Option<Value>,
    /// The value as long as which is unchanged the API server tolerates it (since Kubernetes 1.33).
    pub ratchets: Option<String>,
}

/// A judged object.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub struct Judged {
    /// The worst of the causes'.
    pub outcome: Outcome,
    /// Every cause, the worst first, then by path.
    pub causes: Vec<Cause>,
}

/// A definition, made ready to judge many objects.
#[derive(Clone, Debug)]
pub struct Definition {
    group: Arc<str>,
    kind: Arc<str>,
    is_converted: bool,
    storage: Option<Arc<str>>,
    versions: BTreeMap<Arc<str>, Served>,
}

#[derive(Clone, Debug)]
struct Served {
    reader: Reader,
    is_served: bool,
}

impl Definition {
    /// The definition, with a [`Reader`] for each version.
    pub fn new(crd: &Crd) -> Definition {
        let version = |version| Served {
            reader: Reader::new(crd, version),
            is_served: version.served,
        };
        let versions = crd.versions.iter();
        Definition {
            group: crd.group.clone(),
            kind: crd.names.kind.clone(),
            is_converted: matches!(crd.conversion, Conversion::Webhook(_)),
            storage: crd.storage().map(|version| version.name.clone()),
            versions: versions
                .map(|one| (one.name.clone(), version(one)))
                .collect(),
        }
    }

    /// The reader of a version.
    pub fn reader(&self, version: &str) -> Option<&Reader> {
        self.versions.get(version).map(|served| &served.reader)
    }

    /// What becomes of a stored object under this definition. With the definition `before`, it is
    /// also asked whether the clients of the old one still get what they know.
    ///
    /// The object is read in the version it is stored in, then in the version it will be written
    /// in, then in every other that is served.
    pub fn judge(&self, object: &Value, before: Option<&Definition>) -> Judged {
        let mut causes = Vec::new();
        if let Err(cause) = self.all(object, before, &mut causes) {
            causes = vec![*cause];
        }
        causes.sort_by(|a, b| {
            let key = |cause: &Cause| (cause.path.clone(), cause.keyword.clone());
            b.outcome.cmp(&a.outcome).then_with(|| key(a).cmp(&key(b)))
        });
        causes
            .dedup_by(|a, b| (a.outcome, &a.path, &a.keyword) == (b.outcome, &b.path, &b.keyword));
        let outcome = causes.first().map_or(Outcome::Fine, |cause| cause.outcome);
        Judged { outcome, causes }
    }

    fn all(
        &self,
        object: &Value,
        before: Option<&Definition>,
        causes: &mut Vec<Cause>,
    ) -> Result<(), Box<Cause>> {
        let stored = self.stored_version(object)?;
        let Some(own) = self.versions.get(&stored) else {
            let message = format!("expected a version of the definition, found `{stored}`");
            return Err(unreadable(&stored, "apiVersion", "apiVersion", message));
        };
        let reading = own.reader.read(object);
        if let Some(refusal) = reading.refusal {
            return Err(unreadable(&stored, "metadata", "metadata", refusal));
        }
        tell(&reading, &stored, causes);
        let written = self.storage.as_ref().filter(|name| **name != stored);
        let others = self.versions.iter().filter(|(name, other)| {
            **name != stored && (other.is_served || Some(*name) == written)
        });
        for (name, other) in others {
            if self.is_converted {
                causes.push(Cause {
                    outcome: Outcome::Unverifiable,
                    version: name.clone(),
                    path: String::new(),
                    keyword: "conversion".to_owned(),
                    message: format!("a webhook converts `{stored}` to `{name}`"),
                    value: None,
                    ratchets: None,
                });
                continue;
            }
            let converted = self.converted(&reading.object, name);
            let mut found = Vec::new();
            let shown = other.reader.read(&converted);
            tell(&shown, name, &mut found);
            if Some(name) != written {
                // What another version hides is still stored: only its clients suffer.
                for cause in &mut found {
                    cause.outcome = cause.outcome.min(Outcome::ClientBreaking);
                }
            }
            causes.append(&mut found);
        }
        if let Some(before) = before {
            self.clients(object, &stored, before, causes);
        }
        Ok(())
    }

    /// What the clients of the old definition get.
    fn clients(&self, object: &Value, stored: &str, before: &Definition, causes: &mut Vec<Cause>) {
        let Some(own) = self.versions.get(stored) else {
            return;
        };
        let reading = own.reader.read(object);
        for (name, old) in before.versions.iter().filter(|(_, old)| old.is_served) {
            let mut push = |path: &str, keyword: &str, message: String| {
                causes.push(Cause {
                    outcome: Outcome::ClientBreaking,
                    version: name.clone(),
                    path: path.to_owned(),
                    keyword: keyword.to_owned(),
                    message,
                    value: None,
                    ratchets: None,
                });
            };
            let Some(new) = self.versions.get(name).filter(|new| new.is_served) else {
                push(
                    "apiVersion",
                    "served",
                    format!("`{name}` is not served any more"),
                );
                continue;
            };
            if self.is_converted {
                continue;
            }
            let shown = new.reader.read(&self.converted(&reading.object, name));
            let old_shown = old.reader.read(&self.converted(&shown.object, name));
            for error in &old_shown.errors {
                let message = format!("clients of before do not know it: {}", error.message);
                push(&error.path, error.keyword, message);
            }
        }
    }

    /// The version an object is stored in.
    fn stored_version(&self, object: &Value) -> Result<Arc<str>, Box<Cause>> {
        let refuse = |path: &str, message: String| unreadable("", path, path, message);
        let Value::Object(members) = object else {
            return Err(refuse("", "expected an object".to_owned()));
        };
        let text = |name: &str| match members.get(name) {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Err(refuse(name, format!("expected a string as `{name}`"))),
            None => Err(refuse(name, format!("expected `{name}`, found none"))),
        };
        let (api, kind) = (text("apiVersion")?, text("kind")?);
        let (group, version) = api.rsplit_once('/').unwrap_or(("", &api));
        if group != &*self.group {
            let message = format!("expected the group `{}`, found `{group}`", self.group);
            return Err(refuse("apiVersion", message));
        }
        if kind != self.kind {
            let message = format!("expected the kind `{}`, found `{kind}`", self.kind);
            return Err(refuse("kind", message));
        }
        Ok(Arc::from(version))
    }

    /// The object in another version: `apiVersion` is rewritten, and nothing else.
    fn converted(&self, object: &Value, version: &str) -> Value {
        let Value::Object(members) = object else {
            return object.clone();
        };
        let mut members = members.as_ref().clone();
        let api = Value::text(&format!("{}/{version}", self.group));
        members.insert(Arc::from("apiVersion"), api);
        Value::Object(Arc::new(members))
    }
}

/// What a reading leads to.
fn tell(reading: &Reading, version: &Arc<str>, causes: &mut Vec<Cause>) {
    let cause = |outcome, path: &str, keyword: &str, message: String| Cause {
        outcome,
        version: version.clone(),
        path: path.to_owned(),
        keyword: keyword.to_owned(),
        message,
        value: None,
        ratchets: None,
    };
    for lost in &reading.pruned {
        let message = format!("`{}` is not known to the schema and is dropped", lost.path);
        causes.push(Cause {
            value: Some(lost.value.clone()),
            ..cause(Outcome::Lossy, &lost.path, "pruned", message)
        });
    }
    for error in &reading.errors {
        causes.push(Cause {
            ratchets: error.ratchets.clone(),
            ..cause(
                Outcome::UpdateBlocked,
                &error.path,
                error.keyword,
                error.message.clone(),
            )
        });
    }
    for unchecked in &reading.unchecked {
        causes.push(cause(
            Outcome::Unverifiable,
            &unchecked.path,
            "unchecked",
            unchecked.reason.clone(),
        ));
    }
}

fn unreadable(version: &str, path: &str, keyword: &str, message: String) -> Box<Cause> {
    Box::new(Cause {
        outcome: Outcome::Unreadable,
        version: Arc::from(version),
        path: path.to_owned(),
        keyword: keyword.to_owned(),
        message,
        value: None,
        ratchets: None,
    })
}
