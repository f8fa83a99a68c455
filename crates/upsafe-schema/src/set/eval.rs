//! Membership: is this value in this set?

use super::store::{Id, Set, Store};
use crate::json::Value;
use ahash::AHashSet as HashSet;

impl Store {
    /// Whether `value` is in the set; `None` where the set holds a condition that is not
    /// modelled, or a reference that never reaches a part of the value.
    pub(crate) fn has(&self, id: Id, value: &Value) -> Option<bool> {
        self.has_within(id, value, 0)
    }

    fn has_within(&self, id: Id, value: &Value, refs: u32) -> Option<bool> {
        Some(match (self.set(id), value) {
            (Set::All, _) => true,
            (Set::None, _) => false,
            (Set::Types(types), value) => types.has(value.kind()),
            (Set::And(ids), value) => {
                return all(ids.iter().map(|&id| self.has_within(id, value, refs)));
            }
            (Set::Or(ids), value) => {
                return any(ids.iter().map(|&id| self.has_within(id, value, refs)));
            }
            (Set::ExactlyOne(ids, yes), value) => {
                let n = self.count(ids.iter().map(|&id| self.has_within(id, value, refs)), 2)?;
                (n == 1) == *yes
            }
            (Set::Ref(definition, yes), value) => {
                if refs > 200 {
                    return None;
                }
                let body = self.definition(*definition)?;
                return self
                    .has_within(body, value, refs + 1)
                    .map(|has| has == *yes);
            }
            (Set::Opaque(opaque, _), value) => {
                if self.opaque(*opaque).types.has(value.kind()) {
                    return None;
                }
                self.has_vacuously(id)
            }
            (Set::Bool(expected), Value::Bool(value)) => expected == value,
            (
                Set::Bound {
                    lower,
                    value: bound,
                    exclusive,
                },
                Value::Number(number),
            ) => {
                if number == bound {
                    !exclusive
                } else {
                    (number > bound) == *lower
                }
            }
            (Set::Multiple(of, yes), Value::Number(number)) => number.is_multiple_of(of) == *yes,
            (Set::Numbers(numbers, yes), Value::Number(number)) => {
                numbers.binary_search(number).is_ok() == *yes
            }
            (Set::Length(min, max), Value::String(text)) => {
                within(text.chars().count() as u64, *min, *max)
            }
            (Set::Lang(lang, yes), Value::String(text)) => self.lang(*lang).matches(text) == *yes,
            (Set::Texts(texts, yes), Value::String(text)) => {
                texts.binary_search(text).is_ok() == *yes
            }
            (Set::Every(names, id), Value::Object(members)) => {
                return all(members.iter().map(|(name, part)| {
                    let named = self.has_name(*names, name).map(|named| !named);
                    any([named].into_iter().chain([self.has_within(*id, part, 0)]))
                }));
            }
            (Set::Some(names, id), Value::Object(members)) => {
                return any(members.iter().map(|(name, part)| {
                    let named = self.has_name(*names, name);
                    all([named].into_iter().chain([self.has_within(*id, part, 0)]))
                }));
            }
            (Set::Size(min, max), Value::Object(members)) => {
                within(members.len() as u64, *min, *max)
            }
            (Set::Item(index, id), Value::Array(items)) => {
                let item = usize::try_from(*index)
                    .ok()
                    .and_then(|index| items.get(index));
                return item.map_or(Some(true), |item| self.has_within(*id, item, 0));
            }
            (Set::Rest(from, id), Value::Array(items)) => {
                return all(from_index(items, *from).map(|item| self.has_within(*id, item, 0)));
            }
            (Set::Among { from, of, min, max }, Value::Array(items)) => {
                let found = from_index(items, *from).map(|item| self.has_within(*of, item, 0));
                within(self.count(found, u64::MAX)?, *min, *max)
            }
            (Set::Items(min, max), Value::Array(items)) => within(items.len() as u64, *min, *max),
            (Set::Unique(yes), Value::Array(items)) => {
                let mut seen = HashSet::default();
                items.iter().all(|item| seen.insert(item)) == *yes
            }
            _ => true,
        })
    }

    fn has_vacuously(&self, id: Id) -> bool {
        matches!(self.set(id), Set::Opaque(_, true))
    }

    fn count(&self, found: impl Iterator<Item = Option<bool>>, limit: u64) -> Option<u64> {
        let mut n = 0;
        let mut unclear = false;
        for found in found {
            match found {
                Some(true) => n += 1,
                Some(false) => {}
                None => unclear = true,
            }
            if n >= limit {
                return Some(n);
            }
        }
        if unclear { None } else { Some(n) }
    }
}

fn within(n: u64, min: u64, max: Option<u64>) -> bool {
    n >= min && max.is_none_or(|max| n <= max)
}

fn from_index(items: &[Value], from: u64) -> impl Iterator<Item = &Value> {
    items
        .iter()
        .skip(usize::try_from(from).unwrap_or(usize::MAX))
}

fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    any(parts.map(|part| part.map(|yes| !yes))).map(|any| !any)
}

fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(false);
    for part in parts {
        match part {
            Some(true) => return Some(true),
            None => result = None,
            Some(false) => {}
        }
    }
    result
}
