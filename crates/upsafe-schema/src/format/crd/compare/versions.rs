//! Versions side by side: what is served, what is stored, and through which schema it is seen.

use std::sync::Arc;

use super::{
    ask::Work,
    change::{CrdChange, Effect},
    definition::{Of, Side},
    objects::{broken, example},
    pair::{self, Pair},
    wrap::Identity,
};
use crate::format::crd::{
    model::{Conversion, Version},
    schema::{Kind, Structural},
};

impl Of<'_> {
    pub(super) fn versions(&self, work: &mut Work, changes: &mut Vec<CrdChange>) {
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
            empty.kind = Some(Kind::Object);
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
}
