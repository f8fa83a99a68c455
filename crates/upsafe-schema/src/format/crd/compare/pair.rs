//! One version's schema before and after: every difference becomes a change with its effects.

use std::sync::Arc;

use super::{
    ask::{Question, Work},
    audience::Audience,
    change::{CrdChange, Effect},
    effects::is_proved,
    groups::Group,
    rules::follows,
    walk::{Difference, Site, differences},
    wrap::{Identity, Step, concrete, shown},
};
use crate::{
    format::crd::{
        object::Reader,
        schema::{CelRule, ListType, Structural},
    },
    json::{Document, NodeId, Place},
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
pub(super) struct Readers {
    pub(super) old: Reader,
    pub(super) new: Reader,
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
            change.policy = self.reverse(site, readers, &new_alone, difference, work);
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
