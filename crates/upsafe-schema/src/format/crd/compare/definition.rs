//! Whole definitions side by side: names, versions, what is served, what is stored.

use std::sync::Arc;

use super::{
    ask::Work,
    audience::Audience,
    change::{CrdChange, Effect, Report},
    objects::{broken, example, undecided, unknown_field},
};
use crate::{
    budget::Budget,
    format::crd::{
        file::File,
        model::{Conversion, Crd},
        object::Definition,
    },
    json::{Document, NodeId, Place},
};

/// Every change from the old text to the new one, with what it does to the audience.
///
/// `budget` bounds each question to the prover.
pub fn compare(old: &File, new: &File, audience: Audience, budget: Budget) -> Report {
    let mut work = Work {
        budget,
        steps: 0,
        n_closed: 0,
        patterns: Default::default(),
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

pub(super) type Side = (Arc<Document>, Crd);

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

pub(super) struct Of<'a> {
    pub(super) old: &'a Side,
    pub(super) new: &'a Side,
    pub(super) audience: Audience,
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
                self.policy(
                    &mut change,
                    "clients that know the name do not find it",
                    work,
                );
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
                self.policy(
                    &mut change,
                    &format!("`{name}` is not known any more"),
                    work,
                );
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

    fn change(&self, kind: &'static str, message: String, field: &str) -> CrdChange {
        let mut change = CrdChange::new(kind, message);
        change.old = Some(self.place(self.old, field));
        change.new = Some(self.place(self.new, field));
        change
    }

    fn policy(&self, change: &mut CrdChange, words: &str, work: &mut Work) {
        if self.audience == Audience::Strict {
            let object = example(&self.old.1, self.old.1.storage(), work);
            change.policy = Effect::Breaks(words.to_owned(), object);
        }
    }

    /// The place of a field, or of the last one on the way that is there.
    pub(super) fn place(&self, (document, crd): &Side, field: &str) -> Place {
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
