//! Default values: each must fit its type, and none may fill itself without end.
//!
//! A default of a record may leave out fields that have a default themselves. Each of those is
//! checked on its own, so what is left to check is that the chain of fillings ends.

use super::super::name::quoted;
use super::super::schema::{Kind, Spot, TypeId};
use super::members::{Builder, Result, found};
use crate::json::{NodeId, NodeKind};
use ahash::AHashMap as HashMap;
use std::rc::Rc;

/// A field of a record.
type FieldKey = (TypeId, usize);

/// The fields whose own defaults fill the value up; or why it does not fit, and where.
type Fit = Rc<std::result::Result<Vec<FieldKey>, (String, Spot)>>;

struct Checker<'a> {
    builder: &'a Builder<'a>,
    text: u32,
    memo: HashMap<(TypeId, NodeId), Fit>,
    notes: Vec<(Spot, String)>,
}

impl Builder<'_> {
    pub(super) fn check_defaults(&mut self) -> Result<()> {
        let mut fills: HashMap<FieldKey, Vec<FieldKey>> = HashMap::new();
        let mut keys = Vec::new();
        let mut notes = Vec::new();
        for (at, of) in self.types.iter().enumerate() {
            let Kind::Record(record) = &of.kind else {
                continue;
            };
            let id = TypeId(u32::try_from(at).unwrap_or(u32::MAX));
            for (index, field) in record.fields.iter().enumerate() {
                let Some(spot) = field.default else { continue };
                let mut checker = Checker {
                    builder: self,
                    text: spot.text,
                    memo: HashMap::new(),
                    notes,
                };
                let fit = checker.fit(field.kind.id, spot.node);
                notes = checker.notes;
                match fit.as_ref() {
                    Ok(filled) => {
                        if !filled.is_empty() {
                            fills.insert((id, index), filled.clone());
                            keys.push((id, index));
                        }
                    }
                    Err((why, spot)) => {
                        let message = format!(
                            "the default of field {} does not fit: {why}",
                            quoted(&field.name)
                        );
                        return Err(self.error(*spot, message));
                    }
                }
            }
        }
        for (spot, message) in notes {
            self.note(spot, message);
        }
        self.check_fillings(&keys, &fills)
    }

    /// Whether the filling of defaults with defaults ends: a search with a stack of its own.
    fn check_fillings(
        &self,
        keys: &[FieldKey],
        fills: &HashMap<FieldKey, Vec<FieldKey>>,
    ) -> Result<()> {
        let mut is_done: HashMap<FieldKey, bool> = HashMap::new();
        for &start in keys {
            let mut stack = vec![(start, 0)];
            while let Some((key, next)) = stack.pop() {
                if next == 0 && is_done.insert(key, false) == Some(true) {
                    is_done.insert(key, true);
                    continue;
                }
                let Some(&part) = fills.get(&key).and_then(|parts| parts.get(next)) else {
                    is_done.insert(key, true);
                    continue;
                };
                stack.push((key, next + 1));
                match is_done.get(&part) {
                    Some(true) => {}
                    Some(false) => return Err(self.endless(part)),
                    None => stack.push((part, 0)),
                }
            }
        }
        Ok(())
    }

    fn endless(&self, key: FieldKey) -> super::error::SchemaError {
        let Kind::Record(record) = &self.types[key.0.index()].kind else {
            return super::error::SchemaError::whole("a default fills itself".to_owned());
        };
        let field = &record.fields[key.1];
        let message = format!(
            "the default of field {} fills itself without end",
            quoted(&field.name)
        );
        self.error(field.default.unwrap_or(field.spot), message)
    }
}

impl Checker<'_> {
    fn fit(&mut self, id: TypeId, node: NodeId) -> Fit {
        if let Some(known) = self.memo.get(&(id, node)) {
            return known.clone();
        }
        let fit = Rc::new(self.judge(id, node));
        self.memo.insert((id, node), fit.clone());
        fit
    }

    fn judge(
        &mut self,
        id: TypeId,
        node: NodeId,
    ) -> std::result::Result<Vec<FieldKey>, (String, Spot)> {
        let builder = self.builder;
        let spot = Spot {
            text: self.text,
            node,
        };
        let value = builder.node(spot);
        let kind = &builder.types[id.index()].kind;
        let refuse =
            |expected: &str| Err((format!("expected {expected}, found {}", found(value)), spot));
        let number = |value: NodeKind<'_>| match value {
            NodeKind::Number(number) if number.is_integer() => {
                number.to_string().parse::<i64>().ok()
            }
            _ => None,
        };
        match (kind, value) {
            (Kind::Null, NodeKind::Null)
            | (Kind::Boolean, NodeKind::Bool(_))
            | (Kind::Float | Kind::Double, NodeKind::Number(_))
            | (Kind::String, NodeKind::String(_)) => Ok(Vec::new()),
            (Kind::Null, _) => refuse("`null`"),
            (Kind::Boolean, _) => refuse("`true` or `false`"),
            (Kind::Float | Kind::Double, _) => refuse("a number"),
            (Kind::String, _) => refuse("a text"),
            (Kind::Int, value) => match number(value).map(i32::try_from) {
                Some(Ok(_)) => Ok(Vec::new()),
                _ => refuse("a whole number of 32 bits"),
            },
            (Kind::Long, value) => match number(value) {
                Some(_) => Ok(Vec::new()),
                None => refuse("a whole number of 64 bits"),
            },
            (Kind::Bytes, NodeKind::String(text)) if is_latin(text) => Ok(Vec::new()),
            (Kind::Bytes, _) => refuse("a text of characters up to U+00FF, one a byte"),
            (Kind::Fixed(fixed), NodeKind::String(text))
                if is_latin(text) && text.chars().count() == fixed.size as usize =>
            {
                Ok(Vec::new())
            }
            (Kind::Fixed(fixed), _) => refuse(&format!(
                "a text of {} characters up to U+00FF, one a byte",
                fixed.size
            )),
            (Kind::Enum(symbols), NodeKind::String(text)) if symbols.symbol(text).is_some() => {
                Ok(Vec::new())
            }
            (Kind::Enum(symbols), _) => {
                refuse(&format!("a symbol of {}", quoted(symbols.name.full())))
            }
            (Kind::Array(part), NodeKind::Array(items)) => {
                let mut filled = Vec::new();
                for &item in items {
                    filled.extend(self.fit(part.id, item).as_ref().clone()?);
                }
                Ok(filled)
            }
            (Kind::Array(_), _) => refuse("an array"),
            (Kind::Map(part), NodeKind::Object(members)) => {
                let mut filled = Vec::new();
                for item in members.values() {
                    filled.extend(self.fit(part.id, item).as_ref().clone()?);
                }
                Ok(filled)
            }
            (Kind::Map(_), _) => refuse("an object"),
            (Kind::Record(record), NodeKind::Object(members)) => {
                let mut filled = Vec::new();
                for (index, field) in record.fields.iter().enumerate() {
                    match members.get(&field.name) {
                        Some(node) => {
                            filled.extend(self.fit(field.kind.id, node).as_ref().clone()?);
                        }
                        None if field.default.is_some() => filled.push((id, index)),
                        None => {
                            return Err((format!("expected field {}", quoted(&field.name)), spot));
                        }
                    }
                }
                Ok(filled)
            }
            (Kind::Record(record), _) => refuse(&format!(
                "an object with the fields of {}",
                quoted(record.name.full())
            )),
            (Kind::Union(union), _) => {
                let mut first = None;
                for (at, branch) in union.branches.iter().enumerate() {
                    match self.fit(branch.id, node).as_ref() {
                        Ok(filled) => {
                            if at > 0 {
                                let message = "the default is of another branch than the first: \
                                               readers before Avro 1.9 refuse it";
                                self.notes.push((spot, message.to_owned()));
                            }
                            return Ok(filled.clone());
                        }
                        Err(why) => first = first.or_else(|| Some(why.clone())),
                    }
                }
                match first {
                    Some(why) if union.branches.len() == 1 => Err(why),
                    _ => refuse("a value of one of the branches of the union"),
                }
            }
        }
    }
}

fn is_latin(text: &str) -> bool {
    text.chars().all(|c| u32::from(c) <= 0xff)
}
