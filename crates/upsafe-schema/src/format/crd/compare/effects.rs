//! What a change does: to stored objects, to clients, and on the way back.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    ask::{Local, Question, Work},
    change::{CrdChange, Effect},
    groups::Group,
    pair::{Pair, Readers},
    sample::{self, object_of},
    walk::{Difference, Site},
    wrap::{KEY, Step, concrete, wrapped},
};
use crate::{
    format::crd::{
        object::{Reader, checked, filled},
        schema::{Additional, CelRule, ListType, Structural},
    },
    json::Value,
};

/// Who writes and who reads: from the old definition to the new one, or back.
struct Way<'w> {
    root: &'w Arc<Structural>,
    open: bool,
    from: &'w Reader,
    to: &'w Reader,
}

impl Pair<'_> {
    /// Clients that read: is there a value that is written from now on and that they do not know?
    pub(super) fn reverse(
        &self,
        site: &Site<'_>,
        readers: &Readers,
        new_alone: &Arc<Structural>,
        difference: &Difference,
        work: &mut Work,
    ) -> Effect {
        let [old_open, new_open] = self.open;
        let local = work.ask(Question {
            old: new_alone,
            new: site.old,
            open: [new_open, old_open],
            drops_null: site.drops_null,
            is_proved: is_proved(new_alone, site.old, difference),
        });
        match local {
            Local::Closed => Effect::Safe,
            local => {
                let way = Way {
                    root: self.new,
                    open: new_open,
                    from: &readers.new,
                    to: &readers.old,
                };
                match self.along(&way, local, site, &concrete(&site.steps), work) {
                    Effect::Breaks(words, object) => {
                        let words = format!(
                            "clients of before do not know what may be written from now on: {words}"
                        );
                        Effect::Breaks(words, object)
                    }
                    other => other,
                }
            }
        }
    }

    /// Another default: what is stored has the old one; clients that leave it out get another.
    pub(super) fn defaults(
        &self,
        site: &Site<'_>,
        readers: &Readers,
        work: &mut Work,
        change: &mut CrdChange,
    ) {
        let is_gone = site.new.default.is_none();
        if is_gone && let Some(default) = &site.old.default {
            let effect = match site.steps.last() {
                Some(Step::Item) if !site.new.nullable => {
                    let null = Local::Found(vec![Value::Null]);
                    self.whole(null, site, &concrete(&site.steps), readers, work)
                }
                Some(Step::Property(_)) if site.is_required => {
                    self.left_out(site, default, readers, work)
                }
                _ => Effect::Safe,
            };
            if self.audience.asks_stored() {
                change.stored = effect.clone();
            }
            if self.audience.asks_clients() {
                change.clients = effect;
            }
        }
        if self.audience.asks_policy() {
            let words = match is_gone {
                true => "what is left out stays out from now on",
                false => "what is left out means something else from now on",
            };
            let example = self.example(readers, work);
            change.policy = Effect::Breaks(words.to_owned(), example);
        }
    }

    /// A client that leaves out what had a default and must be there.
    fn left_out(
        &self,
        site: &Site<'_>,
        default: &Value,
        readers: &Readers,
        work: &mut Work,
    ) -> Effect {
        let default = filled(default, site.old);
        let is_valid = |object: &Value| is_stored(&readers.old, object);
        let (steps, open) = (&site.steps, self.open[0]);
        let whole = wrapped(
            self.old,
            steps,
            &default,
            &self.identity,
            open,
            work,
            &is_valid,
        );
        let sent = whole.map(|whole| without(&whole, steps));
        let is_taken = |reader: &Reader, object: &Value| reader.read(object).errors.is_empty();
        match sent {
            Some(object) if is_taken(&readers.old, &object) && !is_taken(&readers.new, &object) => {
                let words = "update-blocked: who leaves it out is refused from now on; so is an object that is older than the default";
                Effect::Breaks(words.to_owned(), Some(object))
            }
            _ => Effect::Unknown("it must be there, and has no default any more".to_owned()),
        }
    }

    /// Fields that the old schema hid, since it did not know them, and that a map brings back: they
    /// were pruned whenever they were read, and may still be stored.
    pub(super) fn hidden(&self, site: &Site<'_>, readers: &Readers, work: &mut Work) -> Effect {
        let (old, new) = (site.old, site.new);
        let is_closed = old.additional.is_none() && !old.preserve_unknown && !self.open[0];
        let Some(Additional::Schema(part)) = &new.additional else {
            return Effect::Safe;
        };
        if !is_closed {
            return Effect::Safe;
        }
        let at = concrete(&site.steps);
        let bare = object_of(old, &BTreeMap::new(), 0);
        let Value::Object(bare) = bare else {
            return Effect::Safe;
        };
        let is_read = |object: &Value| {
            let reading = readers.old.read(object);
            reading.errors.is_empty() && reading.refusal.is_none() && reading.unchecked.is_empty()
        };
        let odd = [
            Value::Bool(true),
            Value::text("x"),
            Value::Array(Arc::default()),
        ];
        for value in sample::values(part, part).into_iter().chain(odd) {
            let mut members = bare.as_ref().clone();
            members.insert(Arc::from("unknown"), value);
            let value = Value::Object(Arc::new(members));
            let (steps, open) = (&site.steps, self.open[0]);
            let found = wrapped(
                self.old,
                steps,
                &value,
                &self.identity,
                open,
                work,
                &is_read,
            );
            if let Some(object) = found
                && let Some(words) = broken(&readers.new, &object, &at)
            {
                let words =
                    format!("{words}; a field like this was hidden until now, and may be stored");
                return Effect::Breaks(words, Some(object));
            }
        }
        Effect::Safe
    }

    /// Rules about two states of an object: nothing at rest shows them. True where all is said.
    pub(super) fn transitions(
        &self,
        site: &Site<'_>,
        readers: &Readers,
        change: &mut CrdChange,
        work: &mut Work,
    ) -> bool {
        let (old, new) = (site.old, site.new);
        let is_known = |rule: &CelRule| old.rules.iter().any(|one| one.rule == rule.rule);
        let added: Vec<&CelRule> = new.rules.iter().filter(|rule| !is_known(rule)).collect();
        if !added.iter().any(|rule| rule.is_transition()) {
            return false;
        }
        let mut at = self.new;
        let mut is_correlated = true;
        for step in &site.steps {
            let inner = match step {
                Step::Property(name) => at.properties.get(name),
                Step::Key => match &at.additional {
                    Some(Additional::Schema(part)) => Some(part),
                    _ => None,
                },
                Step::Item => {
                    is_correlated &= at.list_type == Some(ListType::Map);
                    at.items.as_ref()
                }
            };
            let Some(inner) = inner else {
                break;
            };
            at = inner;
        }
        if !is_correlated {
            let words = "the API server refuses the definition: `oldSelf` has no value before it in a list that is no map";
            let example = self.example(readers, work);
            change.stored = Effect::Breaks(words.to_owned(), example.clone());
            change.clients = Effect::Breaks(words.to_owned(), example);
            return true;
        }
        if self.audience.asks_clients() {
            let reason = "a rule about two states of an object: none at rest shows what it refuses";
            change.clients = Effect::Unknown(reason.to_owned());
        }
        added.iter().all(|rule| rule.is_transition())
    }

    /// An object that is valid before.
    fn example(&self, readers: &Readers, work: &mut Work) -> Option<Value> {
        let root = sample::simple(self.old, 0)?;
        let is_valid = |object: &Value| is_stored(&readers.old, object);
        wrapped(
            self.old,
            &[],
            &root,
            &self.identity,
            self.open[0],
            work,
            &is_valid,
        )
    }

    /// From values of the part to an object that shows it.
    pub(super) fn whole(
        &self,
        local: Local,
        site: &Site<'_>,
        at: &str,
        readers: &Readers,
        work: &mut Work,
    ) -> Effect {
        let way = Way {
            root: self.old,
            open: self.open[0],
            from: &readers.old,
            to: &readers.new,
        };
        self.along(&way, local, site, at, work)
    }

    fn along(
        &self,
        way: &Way<'_>,
        local: Local,
        site: &Site<'_>,
        at: &str,
        work: &mut Work,
    ) -> Effect {
        let values = match local {
            Local::Closed => return Effect::Safe,
            Local::Open(reason) => return Effect::Unknown(reason),
            Local::Found(values) => values,
        };
        let is_valid = |object: &Value| is_stored(way.from, object);
        for value in &values {
            let found = wrapped(
                way.root,
                &site.steps,
                value,
                &self.identity,
                way.open,
                work,
                &is_valid,
            );
            if let Some(object) = found
                && let Some(words) = broken(way.to, &object, at)
            {
                return Effect::Breaks(words, Some(object));
            }
        }
        let value = values.first().map_or_else(String::new, ToString::to_string);
        Effect::Unknown(format!(
            "`{value}` would not be read whole, but no object of before was found that holds it and shows that"
        ))
    }

    /// Objects near everything that both schemas say.
    pub(super) fn survey(&self, readers: &Readers) -> Option<CrdChange> {
        for value in sample::values(self.old, self.new) {
            let object = self.identity.given_to(value);
            if is_stored(&readers.old, &object)
                && let Some(words) = broken(&readers.new, &object, "")
            {
                let message = "several changes together break what each alone does not";
                let mut change = CrdChange::new("unclaimed-change", message.to_owned());
                change.stored = Effect::Breaks(words, Some(object));
                return Some(change);
            }
        }
        None
    }
}

/// An object without the member that the steps lead to.
fn without(value: &Value, steps: &[Step]) -> Value {
    let Some((step, rest)) = steps.split_first() else {
        return value.clone();
    };
    let edited = |members: &BTreeMap<Arc<str>, Value>, name: &str| {
        let mut members = members.clone();
        match (rest.is_empty(), members.get(name)) {
            (true, _) => {
                members.remove(name);
            }
            (false, Some(part)) => {
                let part = without(part, rest);
                members.insert(Arc::from(name), part);
            }
            (false, None) => {}
        }
        Value::Object(Arc::new(members))
    };
    match (step, value) {
        (Step::Property(name), Value::Object(members)) => edited(members, name),
        (Step::Key, Value::Object(members)) => edited(members, KEY),
        (Step::Item, Value::Array(items)) => {
            let items = items.iter().map(|item| without(item, rest));
            Value::Array(Arc::new(items.collect()))
        }
        _ => value.clone(),
    }
}

/// Whether the prover knows what changed.
pub(super) fn is_proved(old: &Structural, new: &Structural, difference: &Difference) -> bool {
    match difference {
        Difference::Group(Group::Rules) => false,
        Difference::Group(Group::ListType | Group::ListKeys) => {
            new.list_type != Some(ListType::Map)
        }
        Difference::Group(Group::Format) => implies(old, new),
        Difference::Filled(_) => new.rules.is_empty(),
        Difference::Retyped => new.rules.is_empty() && implies(old, new),
        _ => true,
    }
}

/// Whether the format of strings asks for nothing more than before.
fn implies(old: &Structural, new: &Structural) -> bool {
    match (checked(old), checked(new)) {
        (_, None) => true,
        (Some(old), Some(new)) => old.implies(new) || new.is_of_numbers(),
        (None, Some(new)) => new.is_of_numbers(),
    }
}

/// Whether an object may be stored under the old definition: nothing is lost when it is read, and it
/// is valid. Defaults that came later than the object are filled in on every read.
fn is_stored(reader: &Reader, object: &Value) -> bool {
    reader.read(object).is_fine()
}

/// What becomes of an object, if something does at that place.
fn broken(reader: &Reader, object: &Value, at: &str) -> Option<String> {
    let reading = reader.read(object);
    if let Some(refusal) = reading.refusal {
        return Some(format!("unreadable: {refusal}"));
    }
    if let Some(lost) = reading.pruned.iter().find(|lost| lost.path.starts_with(at)) {
        return Some(format!("lossy: `{}` is dropped when it is read", lost.path));
    }
    let error = reading
        .errors
        .iter()
        .find(|error| error.path.starts_with(at))?;
    let place = match error.path.as_str() {
        "" => String::new(),
        path => format!("`{path}`: "),
    };
    let tolerated = match &error.ratchets {
        Some(_) => ", unless the value is left as it is (Kubernetes 1.33 and later)",
        None => "",
    };
    Some(format!(
        "update-blocked: {place}{}{tolerated}",
        error.message
    ))
}
