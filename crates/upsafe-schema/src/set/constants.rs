//! The sets of one value, and of some.

use super::store::{Id, Set, Store};
use crate::json::{TypeSet, Value};

impl Store {
    /// The set of one value.
    pub(crate) fn constant(&mut self, value: &Value) -> Id {
        if let Some(&id) = self.constants.get(value) {
            return id;
        }
        let mut parts = vec![self.types(TypeSet::only(value.kind()))];
        match value {
            Value::Null => {}
            Value::Bool(value) => parts.push(self.boolean(*value)),
            Value::Number(value) => {
                parts.push(self.add(Set::Numbers(Box::new([value.clone()]), true)));
            }
            Value::String(text) => parts.push(self.add(Set::Texts(Box::new([text.clone()]), true))),
            Value::Array(items) => {
                parts.push(self.items(items.len() as u64, Some(items.len() as u64)));
                for (index, item) in items.iter().enumerate() {
                    let item = self.constant(item);
                    parts.push(self.item(index as u64, item));
                }
            }
            Value::Object(members) => {
                parts.push(self.size(members.len() as u64, Some(members.len() as u64)));
                for (name, part) in members.iter() {
                    let name = self.one_name(name);
                    let part = self.constant(part);
                    parts.push(self.every(name, part));
                    let all = self.all();
                    parts.push(self.some(name, all));
                }
            }
        }
        let id = self.and(parts);
        self.singles.insert(id, value.clone());
        self.constants.insert(value.clone(), id);
        id
    }

    /// The set of these values.
    pub(crate) fn constants<'a>(&mut self, values: impl IntoIterator<Item = &'a Value>) -> Id {
        let mut scalar_types = TypeSet::NONE;
        let mut booleans = Vec::new();
        let (mut numbers, mut texts, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let mut count = 0;
        let mut only = None;
        for value in values {
            count += 1;
            only = Some(value);
            match value {
                Value::Array(_) | Value::Object(_) => {
                    parts.push(self.constant(value));
                    continue;
                }
                Value::Bool(value) => booleans.push(*value),
                Value::Number(value) => numbers.push(value.clone()),
                Value::String(text) => texts.push(text.clone()),
                Value::Null => {}
            }
            scalar_types = scalar_types.union(TypeSet::only(value.kind()));
        }
        if let (1, Some(value)) = (count, only) {
            return self.constant(value);
        }
        let mut scalars = vec![self.types(scalar_types)];
        booleans.dedup();
        if booleans.len() == 1 {
            scalars.push(self.boolean(booleans[0]));
        }
        numbers.sort();
        numbers.dedup();
        if !numbers.is_empty() {
            scalars.push(self.add(Set::Numbers(numbers.into(), true)));
        }
        texts.sort();
        texts.dedup();
        if !texts.is_empty() {
            scalars.push(self.add(Set::Texts(texts.into(), true)));
        }
        parts.push(self.and(scalars));
        self.or(parts)
    }
}
