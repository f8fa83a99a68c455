//! Whole definitions side by side: names, versions, what is served, what is stored.

use std::sync::Arc;

use super::{
    ask::Work,
    audience::Audience,
    change::{CrdChange, Effect, Report},
    pair::{self, Pair},
    sample,
    wrap::Identity,
};
use crate::{
    budget::Budget,
    format::crd::{
        file::File,
        model::{Conversion, Crd, Version},
        object::Definition,
        schema::Structural,
    },
    json::{Document, NodeId, Place, Value},
};

/// Every change from the old text to the new one, with what it does to the audience.
///
/// `budget` bounds each question to the prover.
pub fn compare(old: &File, new: &File, audience: Audience, budget: Budget) -> Report {
    let mut work = Work {
        budget,
        steps: 0,
        n_closed: 0,
    };
    let mut changes = Vec::new();
    let mut left: Vec<&(Arc<Document>, Crd)> = Vec::new();
    let taken = |one: &&(Arc<Document>, Crd)| old.crd(&one.1.name).is_none();
    let mut unmatched: Vec<&(Arc<Document>, Crd)> = new.crds.iter().filter(taken).collect();
    for one in &old.crds {
        match new.crds.iter().find(|other| other.1.name == one.1.name) {
            Some(other) => both(one, other, audience, &mut work, &mut changes),
            None => left.push(one),
        }
    }
    for one in left {
        // A definition under another name: of the same kind, or the only one that is left.
        let is_alone = old.crds.len() == 1 && new.crds.len() == 1;
        let known = |other: &&(Arc<Document>, Crd)| {
            is_alone
                || other.1.names.kind == one.1.names.kind
                || other.1.names.plural == one.1.names.plural
        };
        match unmatched.iter().position(known) {
            Some(at) => {
                let other = unmatched.remove(at);
                both(one, other, audience, &mut work, &mut changes);
            }
            None => {
                let message = format!("the definition `{}` is gone", one.1.name);
                let mut change = CrdChange::new("definition-removed", message);
                change.old = Some(one.0.place(one.1.at));
                let words = "every object goes with its definition";
                broken(
                    &mut change,
                    words,
                    example(&one.1, one.1.storage(), &mut work),
                    audience,
                );
                changes.push(change);
            }
        }
    }
    for change in &mut changes {
        // Whoever was not asked about has nothing to fear here.
        if !audience.asks_stored() {
            change.stored = Effect::Safe;
        }
        if !audience.asks_clients() {
            change.clients = Effect::Safe;
        }
    }
    Report {
        changes,
        n_closed: work.n_closed,
        steps: work.steps,
    }
}

type Side = (Arc<Document>, Crd);

fn both(old: &Side, new: &Side, audience: Audience, work: &mut Work, changes: &mut Vec<CrdChange>) {
    if (old.1.clone(), old.0.text()) == (new.1.clone(), new.0.text()) {
        return;
    }
    let of = Of { old, new, audience };
    let n_before = changes.len();
    of.names(work, changes);
    let is_another = changes.len() > n_before
        && changes[n_before..]
            .iter()
            .any(|change| matches!(change.kind, "group" | "plural"));
    if is_another {
        return;
    }
    of.preserve(changes);
    of.conversion(changes);
    of.versions(work, changes);
}

struct Of<'a> {
    old: &'a Side,
    new: &'a Side,
    audience: Audience,
}

impl Of<'_> {
    /// What the API server never lets anybody change, and what only clients see.
    fn names(&self, work: &mut Work, changes: &mut Vec<CrdChange>) {
        let (old, new) = (&self.old.1, &self.new.1);
        let scopes = [old.scope.to_string(), new.scope.to_string()];
        let fixed = [
            ("group", "spec.group", &*old.group, &*new.group),
            (
                "plural",
                "spec.names.plural",
                &*old.names.plural,
                &*new.names.plural,
            ),
            (
                "kind",
                "spec.names.kind",
                &*old.names.kind,
                &*new.names.kind,
            ),
            ("scope", "spec.scope", &*scopes[0], &*scopes[1]),
        ];
        for (kind, field, before, now) in fixed {
            if before == now {
                continue;
            }
            let message = format!("`{field}` changed from `{before}` to `{now}`");
            let mut change = self.change(kind, message, field);
            let words = format!("the API server refuses the update: `{field}` is immutable");
            broken(
                &mut change,
                &words,
                example(old, old.storage(), work),
                self.audience,
            );
            changes.push(change);
        }
        let seen = [
            (
                "list-kind",
                "spec.names.listKind",
                &old.names.list_kind,
                &new.names.list_kind,
            ),
            (
                "singular",
                "spec.names.singular",
                &old.names.singular,
                &new.names.singular,
            ),
        ];
        for (kind, field, before, now) in seen {
            if before != now && old.names.kind == new.names.kind {
                let message = format!("`{field}` changed from `{before}` to `{now}`");
                let mut change = self.change(kind, message, field);
                self.policy(&mut change, "clients that know the name do not find it");
                changes.push(change);
            }
        }
        let gone = |before: &[Arc<str>], now: &[Arc<str>]| {
            before.iter().find(|name| !now.contains(*name)).cloned()
        };
        let lists = [
            (
                "short-names",
                "spec.names.shortNames",
                &old.names.short_names,
                &new.names.short_names,
            ),
            (
                "categories",
                "spec.names.categories",
                &old.names.categories,
                &new.names.categories,
            ),
        ];
        for (kind, field, before, now) in lists {
            if before == now {
                continue;
            }
            let message = format!("`{field}` changed");
            let mut change = self.change(kind, message, field);
            if let Some(name) = gone(before, now) {
                self.policy(&mut change, &format!("`{name}` is not known any more"));
            }
            changes.push(change);
        }
    }

    fn preserve(&self, changes: &mut Vec<CrdChange>) {
        let (old, new) = (&self.old.1, &self.new.1);
        if old.preserve_unknown == new.preserve_unknown {
            return;
        }
        let field = "spec.preserveUnknownFields";
        let message = format!(
            "`{field}` changed from `{}` to `{}`",
            old.preserve_unknown, new.preserve_unknown
        );
        let mut change = self.change("preserve-unknown-fields", message, field);
        if old.preserve_unknown {
            // An object with a field that no version knows.
            let version = old.storage().or(old.versions.first());
            if let Some(version) = version {
                let object = unknown_field(old, version);
                let before = Definition::new(old);
                let after = Definition::new(new);
                let is_read = |definition: &Definition| {
                    let reader = definition.reader(&version.name);
                    reader.map(|reader| reader.read(&object))
                };
                let is_kept = is_read(&before).is_some_and(|reading| reading.pruned.is_empty());
                let lost = is_read(&after).and_then(|reading| reading.pruned.into_iter().next());
                if let Some(lost) = lost.filter(|_| is_kept) {
                    let words = format!("lossy: `{}` is dropped when it is read", lost.path);
                    broken(&mut change, &words, Some(object), self.audience);
                }
            }
        }
        changes.push(change);
    }

    fn conversion(&self, changes: &mut Vec<CrdChange>) {
        let (old, new) = (&self.old.1.conversion, &self.new.1.conversion);
        if old == new {
            return;
        }
        let name = |conversion: &Conversion| match conversion {
            Conversion::None => "None",
            Conversion::Webhook(_) => "Webhook",
        };
        let field = "spec.conversion";
        let is_same = name(old) == name(new);
        let message = match is_same {
            true => format!("the webhook of `{field}` changed"),
            false => format!(
                "`{field}.strategy` changed from `{}` to `{}`",
                name(old),
                name(new)
            ),
        };
        let mut change = self.change("conversion", message, field);
        if !is_same && self.new.1.versions.len() > 1 {
            let reason = "what a webhook makes of an object cannot be seen from its definition";
            undecided(&mut change, reason, self.audience);
        }
        changes.push(change);
    }

    fn versions(&self, work: &mut Work, changes: &mut Vec<CrdChange>) {
        let (old, new) = (&self.old.1, &self.new.1);
        for before in &old.versions {
            match new.version(&before.name) {
                None => changes.push(self.gone(before, work)),
                Some(now) => {
                    self.served(before, now, work, changes);
                    changes.extend(self.schemas(before, now, work));
                }
            }
        }
        // Versions through which stored objects are read or written from now on.
        let Some(stored) = old.storage() else {
            return;
        };
        for now in &new.versions {
            let before = old.version(&now.name);
            let is_new = now.served && before.is_none_or(|before| !before.served);
            let is_flipped = now.storage && now.name != stored.name;
            if now.name == stored.name || !(is_new || is_flipped) {
                continue;
            }
            let (kind, message) = match is_flipped {
                true => (
                    "storage-version",
                    format!(
                        "objects are written as `{}` from now on, as `{}` before",
                        now.name, stored.name
                    ),
                ),
                false => (
                    "served-version-added",
                    format!("`{}` is served from now on", now.name),
                ),
            };
            changes.push(self.through(kind, message, stored, now, work));
        }
    }

    /// A version that is not there any more.
    fn gone(&self, before: &Version, work: &mut Work) -> CrdChange {
        let (old, new) = (&self.old.1, &self.new.1);
        let is_told = !old.stored_versions.is_empty();
        let is_dropped =
            !new.stored_versions.is_empty() && !new.stored_versions.contains(&before.name);
        let is_stored = before.storage || old.stored_versions.contains(&before.name);
        let message = format!("the version `{}` is gone", before.name);
        let kind = match is_stored {
            true => "stored-version-removal",
            false => "version-removed",
        };
        let mut change = CrdChange::new(kind, message);
        change.version = Some(before.name.clone());
        change.old = Some(self.old.0.place(before.at));
        change.new = Some(self.place(self.new, "spec.versions"));
        let object = example(old, Some(before), work);
        if is_stored {
            let words = format!(
                "unreadable: objects stored as `{}` have no version to be read in, and the API server refuses the update while `status.storedVersions` has it",
                before.name
            );
            broken(&mut change, &words, object, self.audience);
            return change;
        }
        if self.audience.asks_stored() && !is_told && !is_dropped {
            change.stored = Effect::Unknown(format!(
                "whether objects are stored as `{}` is told by `status.storedVersions`, which is not in the text",
                before.name
            ));
        }
        if self.audience.asks_clients() && before.served {
            let words = format!("`{}` is not served any more", before.name);
            change.clients = Effect::Breaks(words, object);
        }
        change
    }

    /// What clients of a version see beside its schema.
    fn served(
        &self,
        before: &Version,
        now: &Version,
        work: &mut Work,
        changes: &mut Vec<CrdChange>,
    ) {
        let old = &self.old.1;
        let mut push =
            |kind: &'static str, message: String, breaks: Option<String>, work: &mut Work| {
                let mut change = CrdChange::new(kind, message);
                change.version = Some(before.name.clone());
                change.old = Some(self.old.0.place(before.at));
                change.new = Some(self.new.0.place(now.at));
                if let Some(words) = breaks
                    && self.audience.asks_clients()
                    && before.served
                {
                    change.clients = Effect::Breaks(words, example(old, Some(before), work));
                }
                changes.push(change);
            };
        let name = &before.name;
        if before.served != now.served {
            let breaks = before
                .served
                .then(|| format!("`{name}` is not served any more"));
            let message = match now.served {
                true => format!("`{name}` is served from now on"),
                false => format!("`{name}` is not served any more"),
            };
            push("version-unserved", message, breaks, work);
        }
        if before.deprecated != now.deprecated {
            push(
                "version-deprecated",
                format!("`{name}`: `deprecated` changed"),
                None,
                work,
            );
        }
        if before.status != now.status {
            let (message, words) = match now.status {
                true => (
                    format!("`{name}` has a subresource `status` from now on"),
                    "what clients write to `status` with the object is ignored from now on",
                ),
                false => (
                    format!("`{name}` has no subresource `status` any more"),
                    "clients that write `status` on its own do not find it",
                ),
            };
            push("status-subresource", message, Some(words.to_owned()), work);
        }
        if before.scale != now.scale {
            let words = match (&before.scale, &now.scale) {
                (Some(_), None) => Some("clients that scale do not find the subresource"),
                (Some(_), Some(_)) => Some("clients that scale reach another field"),
                _ => None,
            };
            let message = format!("`{name}`: the subresource `scale` changed");
            push("scale-subresource", message, words.map(str::to_owned), work);
        }
        if before.selectable != now.selectable {
            let gone = before
                .selectable
                .iter()
                .find(|path| !now.selectable.contains(*path));
            let words = gone.map(|path| format!("clients that select by `{path}` are refused"));
            let message = format!("`{name}`: `selectableFields` changed");
            push("selectable-fields", message, words, work);
        }
        if before.columns != now.columns {
            let message = format!("`{name}`: `additionalPrinterColumns` changed");
            push("printer-columns", message, None, work);
        }
    }

    /// The schemas of one version.
    fn schemas(&self, before: &Version, now: &Version, work: &mut Work) -> Vec<CrdChange> {
        let is_unused = |version: &Version| version.is_told && !version.served && !version.storage;
        if (is_unused(before) && is_unused(now))
            || before.schema == now.schema
                && self.old.1.preserve_unknown == self.new.1.preserve_unknown
        {
            return Vec::new();
        }
        let (Some(old), Some(new)) = (self.schema(self.old, before), self.schema(self.new, now))
        else {
            return Vec::new();
        };
        let mut changes = self.pair(&old, &new, &before.name, work);
        for change in &mut changes {
            change.version = Some(before.name.clone());
        }
        changes
    }

    fn pair(
        &self,
        old: &Arc<Structural>,
        new: &Arc<Structural>,
        version: &str,
        work: &mut Work,
    ) -> Vec<CrdChange> {
        let crd = &self.old.1;
        // Where the switch itself changes, that is told on its own; here both prune.
        let open = [self.old.1.preserve_unknown && self.new.1.preserve_unknown; 2];
        let pair = Pair {
            old,
            new,
            open,
            documents: [&self.old.0, &self.new.0],
            identity: Identity {
                api: format!("{}/{version}", crd.group),
                kind: crd.names.kind.clone(),
            },
            audience: self.audience,
        };
        pair::changes(&pair, work)
    }

    fn schema(&self, side: &Side, version: &Version) -> Option<Arc<Structural>> {
        let absent = || {
            let place = side.0.place(version.at);
            let mut empty = Structural::empty(version.at, place);
            empty.kind = Some(crate::format::crd::schema::Kind::Object);
            Arc::new(empty)
        };
        Some(version.schema.clone().unwrap_or_else(absent))
    }

    /// Stored objects seen through another version than the one they were written in.
    fn through(
        &self,
        kind: &'static str,
        message: String,
        stored: &Version,
        now: &Version,
        work: &mut Work,
    ) -> CrdChange {
        let mut change = CrdChange::new(kind, message);
        change.version = Some(now.name.clone());
        change.old = Some(self.old.0.place(stored.at));
        change.new = Some(self.new.0.place(now.at));
        if matches!(self.new.1.conversion, Conversion::Webhook(_)) {
            let reason = format!(
                "a webhook converts `{}` to `{}`: what it makes of an object cannot be seen",
                stored.name, now.name
            );
            if self.audience.asks_stored() {
                change.stored = Effect::Unknown(reason);
            }
            return change;
        }
        if !self.audience.asks_stored() {
            return change;
        }
        let (Some(old), Some(new)) = (self.schema(self.old, stored), self.schema(self.new, now))
        else {
            return change;
        };
        let found = self.pair(&old, &new, &stored.name, work);
        for one in found {
            if one.stored.clone().or(Effect::Safe) != Effect::Safe {
                let told = match one.stored {
                    Effect::Breaks(words, object) => {
                        Effect::Breaks(format!("as `{}`: {words}", now.name), object)
                    }
                    other => other,
                };
                change.path = one.path;
                change.stored = change.stored.clone().or(told);
            }
        }
        change
    }

    fn change(&self, kind: &'static str, message: String, field: &str) -> CrdChange {
        let mut change = CrdChange::new(kind, message);
        change.old = Some(self.place(self.old, field));
        change.new = Some(self.place(self.new, field));
        change
    }

    fn policy(&self, change: &mut CrdChange, words: &str) {
        if self.audience == Audience::Strict {
            change.policy = Effect::Breaks(words.to_owned(), None);
        }
    }

    /// The place of a field, or of the last one on the way that is there.
    fn place(&self, (document, crd): &Side, field: &str) -> Place {
        let mut node: NodeId = crd.at;
        for name in field.split('.') {
            match document.member(node, name) {
                Some(inner) => node = inner,
                None => break,
            }
        }
        document.place(node)
    }
}

fn broken(change: &mut CrdChange, words: &str, object: Option<Value>, audience: Audience) {
    let effect = Effect::Breaks(words.to_owned(), object);
    if audience.asks_stored() {
        change.stored = effect.clone();
    }
    if audience.asks_clients() {
        change.clients = effect;
    }
}

fn undecided(change: &mut CrdChange, reason: &str, audience: Audience) {
    if audience.asks_stored() {
        change.stored = Effect::Unknown(reason.to_owned());
    }
    if audience.asks_clients() {
        change.clients = Effect::Unknown(reason.to_owned());
    }
}

/// An object that is valid in a version.
fn example(crd: &Crd, version: Option<&Version>, work: &mut Work) -> Option<Value> {
    let version = version.or(crd.versions.first())?;
    let identity = Identity {
        api: format!("{}/{}", crd.group, version.name),
        kind: crd.names.kind.clone(),
    };
    let bare = || identity.given_to(Value::Object(Arc::default()));
    let Some(schema) = &version.schema else {
        return Some(bare());
    };
    let definition = Definition::new(crd);
    let reader = definition.reader(&version.name)?;
    let is_valid = |object: &Value| reader.read(object).is_fine();
    let found = sample::values(schema, schema).into_iter();
    let mut found = found.map(|value| identity.given_to(value));
    found.find(is_valid).or_else(|| {
        let extra = super::translate::object([("type", Value::text("object"))]);
        let found = work.example(schema, crd.preserve_unknown, extra)?;
        Some(identity.given_to(found)).filter(is_valid)
    })
}

/// An object of a version with a field that no schema has.
fn unknown_field(crd: &Crd, version: &Version) -> Value {
    let identity = Identity {
        api: format!("{}/{}", crd.group, version.name),
        kind: crd.names.kind.clone(),
    };
    let mut name = "unknown".to_owned();
    let known = |name: &str| {
        version
            .schema
            .as_ref()
            .is_some_and(|schema| schema.properties.contains_key(name))
    };
    while known(&name) {
        name.push('x');
    }
    let bare = version
        .schema
        .as_ref()
        .and_then(|schema| sample::simple(schema, 0));
    let mut members = match bare {
        Some(Value::Object(members)) => members.as_ref().clone(),
        _ => std::collections::BTreeMap::new(),
    };
    members.insert(Arc::from(name), Value::Bool(true));
    identity.given_to(Value::Object(Arc::new(members)))
}
