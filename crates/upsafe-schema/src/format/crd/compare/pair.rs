//! One version's schema before and after: every difference becomes a change with its effects.

use std::sync::Arc;

use super::{
    ask::{Local, Question, Work},
    audience::Audience,
    change::{CrdChange, Effect},
    groups::Group,
    rules::follows,
    sample::object_of,
    walk::{Difference, Site, differences},
    wrap::{Identity, Step, concrete, shown, wrapped},
};
use crate::{
    format::crd::{
        object::{Reader, checked, filled},
        schema::{Additional, CelRule, ListType, Structural},
    },
    json::{Document, NodeId, Place, Value},
};

/// The two sides of a comparison of schemas.
pub(super) struct Pair<'p> {
    pub(super) old: &'p Arc<Structural>,
    pub(super) new: &'p Arc<Structural>,
    /// Whether nothing is pruned.
    pub(super) open: [bool; 2],
    pub(super) documents: [&'p Document; 2],
    pub(super) identity: Identity,
    pub(super) audience: Audience,
}

/// The readers of whole objects on both sides.
struct Readers {
    old: Reader,
    new: Reader,
}

/// Every change from the old schema to the new one.
pub(super) fn changes(pair: &Pair<'_>, work: &mut Work) -> Vec<CrdChange> {
    let readers = Readers {
        old: Reader::of_schema(Some(pair.old.clone()), pair.open[0]),
        new: Reader::of_schema(Some(pair.new.clone()), pair.open[1]),
    };
    let found = differences(pair.old, pair.new);
    let changes = found.iter().map(|(site, difference)| {
        let mut change = pair.described(site, difference);
        pair.judge(site, difference, &readers, work, &mut change);
        change.path = shown(&site.steps);
        if let Difference::Removed(name) | Difference::Added(name) = difference {
            let mut steps = site.steps.clone();
            steps.push(Step::Property(name.clone()));
            change.path = shown(&steps);
        }
        change
    });
    let mut changes: Vec<CrdChange> = changes.collect();
    // A last look at the whole: if every part is safe, so must be objects near all of them.
    let is_quiet = changes.iter().all(|change| change.stored == Effect::Safe);
    if !changes.is_empty() && is_quiet && pair.audience != Audience::Clients {
        changes.extend(pair.survey(&readers));
    }
    changes
}

impl Pair<'_> {
    fn described(&self, site: &Site<'_>, difference: &Difference) -> CrdChange {
        let (old, new) = (site.old, site.new);
        let (kind, keyword, message) = match difference {
            Difference::Group(Group::Rules) => (
                "validation-rule",
                "x-kubernetes-validations",
                rules(&old.rules, &new.rules),
            ),
            Difference::Group(group) => {
                let (kind, keyword) = group.names();
                let said = |side: usize, at: NodeId| self.said(side, at, keyword);
                let message = match group {
                    Group::Unmodelled => "something changed that is not modelled".to_owned(),
                    _ => changed(keyword, said(0, old.at), said(1, new.at)),
                };
                (kind, keyword, message)
            }
            Difference::Retyped => {
                let said = |schema: &Structural| match (schema.int_or_string, schema.kind) {
                    (true, _) => "`integer or string`".to_owned(),
                    (false, Some(kind)) => format!("`{}`", kind.name()),
                    (false, None) => "any type".to_owned(),
                };
                let message = format!("`type` changed from {} to {}", said(old), said(new));
                ("type", "type", message)
            }
            Difference::Removed(name) => {
                let message = format!("the property `{name}` is gone");
                ("existing-field-removal", "properties", message)
            }
            Difference::Added(name) => (
                "field-added",
                "properties",
                format!("the property `{name}` is new"),
            ),
            Difference::Filled(name) => {
                let message = format!("`{name}` is filled in by another value");
                ("default", "properties", message)
            }
            Difference::Remark(name) => (*name, *name, format!("`{name}` changed")),
        };
        let mut change = CrdChange::new(kind, message);
        change.old = Some(self.place(0, old.at, keyword, difference));
        change.new = Some(self.place(1, new.at, keyword, difference));
        change
    }

    fn said(&self, side: usize, at: NodeId, keyword: &str) -> Option<String> {
        let document = self.documents[side];
        let node = document.member(at, keyword)?;
        let text = document.value(node).to_string();
        Some(match text.char_indices().nth(120) {
            Some((end, _)) => format!("{}...", &text[..end]),
            None => text,
        })
    }

    /// The place of a keyword, of a property below it, or of the schema.
    fn place(&self, side: usize, at: NodeId, keyword: &str, difference: &Difference) -> Place {
        let document = self.documents[side];
        let node = document.member(at, keyword);
        let below = match (node, difference) {
            (
                Some(node),
                Difference::Removed(name) | Difference::Added(name) | Difference::Filled(name),
            ) => document.member(node, name),
            _ => None,
        };
        document.place(below.or(node).unwrap_or(at))
    }

    fn judge(
        &self,
        site: &Site<'_>,
        difference: &Difference,
        readers: &Readers,
        work: &mut Work,
        change: &mut CrdChange,
    ) {
        let (old, new) = (site.old, site.new);
        let new_alone = match difference {
            Difference::Remark(_) => return,
            Difference::Group(Group::Unmodelled) => {
                let names = old.unmodelled.iter().chain(&new.unmodelled);
                let names: Vec<&str> = names.map(|(name, _, _)| &**name).collect();
                let reason = format!("`{}` is not modelled", names.join("`, `"));
                change.stored = Effect::Unknown(reason.clone());
                change.clients = Effect::Unknown(reason);
                return;
            }
            Difference::Group(Group::Default) => {
                self.defaults(site, readers, work, change);
                return;
            }
            Difference::Group(Group::Rules) if self.transitions(site, readers, change, work) => {
                return;
            }
            Difference::Group(group) => group.taken_over(old, new),
            Difference::Retyped => new.as_ref().clone(),
            Difference::Removed(name) => {
                let mut alone = old.as_ref().clone();
                alone.additional.clone_from(&new.additional);
                alone.preserve_unknown = new.preserve_unknown;
                alone.properties.remove(name);
                alone
            }
            Difference::Added(name) | Difference::Filled(name) => {
                let mut alone = old.as_ref().clone();
                if let Some(part) = new.properties.get(name) {
                    let part = match (difference, old.properties.get(name)) {
                        (Difference::Filled(_), Some(known)) => {
                            let mut known = known.as_ref().clone();
                            known.default.clone_from(&part.default);
                            Arc::new(known)
                        }
                        _ => part.clone(),
                    };
                    alone.properties.insert(name.clone(), part);
                }
                alone
            }
        };
        let new_alone = Arc::new(new_alone);
        let effect = match self.is_evident(site, difference) {
            true => Effect::Safe,
            false => {
                let question = Question {
                    old,
                    new: &new_alone,
                    open: self.open,
                    drops_null: site.drops_null,
                    is_proved: is_proved(old, &new_alone, difference),
                };
                let local = work.ask(question);
                let mut at = concrete(&site.steps);
                if let Difference::Removed(name) | Difference::Added(name) = difference {
                    let mut steps = site.steps.clone();
                    steps.push(Step::Property(name.clone()));
                    at = concrete(&steps);
                }
                self.whole(local, site, &at, readers, work)
            }
        };
        let effect = match (effect, difference) {
            (Effect::Safe, Difference::Group(Group::Additional)) => {
                self.hidden(site, readers, work)
            }
            (effect, _) => effect,
        };
        if self.audience.asks_stored() {
            change.stored = effect.clone();
        }
        if self.audience.asks_clients() {
            change.clients = effect;
        }
        let is_asked = self.audience == Audience::Strict
            && !matches!(
                difference,
                Difference::Added(_) | Difference::Filled(_) | Difference::Group(Group::Rules)
            );
        if is_asked {
            change.policy = self.reverse(site, &new_alone, difference, work);
        }
    }

    /// Differences that can refuse nothing, whatever they say.
    fn is_evident(&self, site: &Site<'_>, difference: &Difference) -> bool {
        let (old, new) = (site.old, site.new);
        match difference {
            // What nobody could write is stored nowhere; where a whole definition keeps everything,
            // nobody is taken to have written what was not declared.
            Difference::Added(_) => !old.preserve_unknown && old.additional.is_none(),
            Difference::Group(Group::Rules) => {
                let known: Vec<&str> = old.rules.iter().map(|rule| &*rule.rule).collect();
                new.rules.iter().all(|rule| follows(&rule.rule, &known))
            }
            Difference::Group(Group::ListKeys | Group::ListType) => {
                let is_map = |schema: &Structural| schema.list_type == Some(ListType::Map);
                let mut keys = old.list_keys.iter();
                (is_map(old) && is_map(new) && keys.all(|key| new.list_keys.contains(key)))
                    || matches!(new.list_type, None | Some(ListType::Atomic))
            }
            _ => false,
        }
    }

    /// Clients that read: is there a value that is written from now on and that they do not know?
    fn reverse(
        &self,
        site: &Site<'_>,
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
            Local::Found(values) => {
                let words = "clients of before do not know what may be written from now on";
                Effect::Breaks(words.to_owned(), values.into_iter().next())
            }
            Local::Open(reason) => Effect::Unknown(reason),
        }
    }

    /// Another default: what is stored has the old one; clients that leave it out get another.
    fn defaults(
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
            change.policy = Effect::Breaks(words.to_owned(), None);
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
    fn hidden(&self, site: &Site<'_>, readers: &Readers, work: &mut Work) -> Effect {
        let (old, new) = (site.old, site.new);
        let is_closed = old.additional.is_none() && !old.preserve_unknown && !self.open[0];
        let Some(Additional::Schema(part)) = &new.additional else {
            return Effect::Safe;
        };
        if !is_closed {
            return Effect::Safe;
        }
        let at = concrete(&site.steps);
        let bare = object_of(old, &std::collections::BTreeMap::new(), 0);
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
        for value in super::sample::values(part, part).into_iter().chain(odd) {
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
    fn transitions(
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
        let root = super::sample::simple(self.old, 0)?;
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
    fn whole(
        &self,
        local: Local,
        site: &Site<'_>,
        at: &str,
        readers: &Readers,
        work: &mut Work,
    ) -> Effect {
        let values = match local {
            Local::Closed => return Effect::Safe,
            Local::Open(reason) => return Effect::Unknown(reason),
            Local::Found(values) => values,
        };
        let is_valid = |object: &Value| is_stored(&readers.old, object);
        for value in &values {
            let found = wrapped(
                self.old,
                &site.steps,
                value,
                &self.identity,
                self.open[0],
                work,
                &is_valid,
            );
            if let Some(object) = found
                && let Some(words) = broken(&readers.new, &object, at)
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
    fn survey(&self, readers: &Readers) -> Option<CrdChange> {
        for value in super::sample::values(self.old, self.new) {
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
    let edited = |members: &std::collections::BTreeMap<Arc<str>, Value>, name: &str| {
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
        (Step::Key, Value::Object(members)) => edited(members, super::wrap::KEY),
        (Step::Item, Value::Array(items)) => {
            let items = items.iter().map(|item| without(item, rest));
            Value::Array(Arc::new(items.collect()))
        }
        _ => value.clone(),
    }
}

/// Whether the prover knows what changed.
fn is_proved(old: &Structural, new: &Structural, difference: &Difference) -> bool {
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

fn changed(keyword: &str, old: Option<String>, new: Option<String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old == new => format!("`{keyword}` changed"),
        (Some(old), Some(new)) => format!("`{keyword}` changed from `{old}` to `{new}`"),
        (None, Some(new)) => format!("`{keyword}` is `{new}`, nothing before"),
        (Some(old), None) => format!("`{keyword}` is gone, `{old}` before"),
        (None, None) => format!("`{keyword}` changed"),
    }
}

/// Rules that came and went, readably.
fn rules(old: &[CelRule], new: &[CelRule]) -> String {
    let only = |these: &[CelRule], those: &[CelRule]| -> Vec<String> {
        let is_there = |rule: &CelRule| those.iter().any(|one| one.rule == rule.rule);
        let only = these.iter().filter(|rule| !is_there(rule));
        only.map(|rule| format!("`{}`", rule.rule)).collect()
    };
    let (gone, came) = (only(old, new), only(new, old));
    match (gone.is_empty(), came.is_empty()) {
        (true, true) => "the messages of rules changed".to_owned(),
        (true, false) => format!("rule added: {}", came.join(", ")),
        (false, true) => format!("rule removed: {}", gone.join(", ")),
        (false, false) => format!("rule {} became {}", gone.join(", "), came.join(", ")),
    }
}
