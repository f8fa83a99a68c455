//! Types without a name of their own: primitives, arrays, maps, unions; and logical types.

use super::super::logical::Logical;
use super::super::name::quoted;
use super::super::schema::{Kind, Spot, Type, TypeId, TypeRef, Union};
use super::members::{Builder, Object, Properties, Result, found};
use crate::json::{Key, NodeId, NodeKind};
use ahash::AHashSet as HashSet;
use std::collections::BTreeMap;
use std::mem::discriminant;

const ARRAY: [Key<'_>; 3] = Key::all(["type", "items", "doc"]);
const MAP: [Key<'_>; 3] = Key::all(["type", "values", "doc"]);

/// The members of a primitive type.
const PRIMITIVE: [Key<'_>; 1] = Key::all(["type"]);

/// The members of a primitive type with a logical type; the last two say nothing there.
const LOGICAL: [Key<'_>; 6] = Key::all([
    "type",
    "logicalType",
    "precision",
    "scale",
    "items",
    "values",
]);

/// So many branches are compared with each other.
const FEW_BRANCHES: usize = 6;

impl<'t> Builder<'t> {
    /// Reads a type: a name, a union or an object.
    pub(super) fn type_at(&mut self, spot: Spot, namespace: &str) -> Result<TypeRef> {
        match self.node(spot) {
            NodeKind::String(word) => self.by_word(word, spot, namespace),
            NodeKind::Array(items) => self.union_at(spot, items, namespace),
            NodeKind::Object(members) => self.object_at(Object { spot, members }, namespace),
            other => {
                let other = found(other);
                let message =
                    format!("expected a type: a name, a union or an object, found {other}");
                Err(self.error(spot, message))
            }
        }
    }

    /// A primitive type, or a reference to a named one.
    fn by_word(&mut self, word: &'t str, spot: Spot, namespace: &str) -> Result<TypeRef> {
        let Some(kind) = Kind::primitive(word) else {
            return self.reference(word, spot, namespace);
        };
        let like = discriminant(&kind);
        let known = self.plain.iter().find(|(known, _)| *known == like);
        if let Some(&(_, id)) = known {
            return Ok(TypeRef { id, spot });
        }
        let id = self.push(kind, spot, BTreeMap::new());
        self.plain.push((like, id));
        Ok(TypeRef { id, spot })
    }

    fn object_at(&mut self, object: Object<'t>, namespace: &str) -> Result<TypeRef> {
        let spot = object.spot;
        let inner = self.needed(object.member("type"), spot, "type", "the type")?;
        let word = match self.node(inner) {
            NodeKind::String(word) => word,
            _ => {
                self.note(
                    inner,
                    "a type inside `type`: some readers refuse it".to_owned(),
                );
                return self.type_at(inner, namespace);
            }
        };
        match word {
            "record" | "error" => self.record_at(object, namespace, word == "error"),
            "enum" => self.enum_at(object, namespace),
            "fixed" => self.fixed_at(object, namespace),
            "array" => {
                let ([_, items, doc], properties) = object.matched(&ARRAY);
                let items = self.needed(items, spot, "items", "the array")?;
                let items = self.type_at(items, namespace)?;
                self.structured(spot, Kind::Array(items), doc, properties)
            }
            "map" => {
                let ([_, values, doc], properties) = object.matched(&MAP);
                let values = self.needed(values, spot, "values", "the map")?;
                let values = self.type_at(values, namespace)?;
                self.structured(spot, Kind::Map(values), doc, properties)
            }
            word => match Kind::primitive(word) {
                Some(kind) => self.primitive_at(object, kind),
                None => self.reference(word, inner, namespace),
            },
        }
    }

    fn structured(
        &mut self,
        spot: Spot,
        kind: Kind,
        doc: Option<Spot>,
        properties: Properties,
    ) -> Result<TypeRef> {
        let id = self.push(kind, spot, properties);
        self.types[id.index()].doc = self.doc(doc);
        Ok(TypeRef { id, spot })
    }

    fn primitive_at(&mut self, object: Object<'t>, kind: Kind) -> Result<TypeRef> {
        let spot = object.spot;
        let logical = self.logical(object, &kind);
        let properties = match logical {
            Some(_) => object.matched(&LOGICAL).1,
            None => object.matched(&PRIMITIVE).1,
        };
        let id = self.push(kind, spot, properties);
        self.types[id.index()].logical = logical;
        Ok(TypeRef { id, spot })
    }

    pub(super) fn push(&mut self, kind: Kind, spot: Spot, properties: Properties) -> TypeId {
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(Type {
            kind,
            logical: None,
            spot,
            doc: None,
            properties,
        });
        id
    }

    fn union_at(&mut self, spot: Spot, items: &[NodeId], namespace: &str) -> Result<TypeRef> {
        let mut branches = Vec::with_capacity(items.len());
        for &node in items {
            let item = Spot { node, ..spot };
            if matches!(self.node(item), NodeKind::Array(_)) {
                return Err(self.error(item, "expected a type that is no union inside a union"));
            }
            branches.push(self.type_at(item, namespace)?);
        }
        let id = self.push(Kind::Union(Union { branches }), spot, BTreeMap::new());
        Ok(TypeRef { id, spot })
    }

    /// What a branch is told by: its full name, or the word of its type.
    fn union_key(&self, id: TypeId) -> &str {
        let kind = &self.types[id.index()].kind;
        kind.name().map_or(kind.word(), |name| name.full())
    }

    /// Whether every union can be told apart, once all names are known.
    pub(super) fn check_unions(&self) -> Result<()> {
        for of in &self.types {
            let Kind::Union(union) = &of.kind else {
                continue;
            };
            let mut seen: HashSet<&str> = HashSet::new();
            for (at, branch) in union.branches.iter().enumerate() {
                let kind = &self.types[branch.id.index()].kind;
                let key = self.union_key(branch.id);
                if matches!(kind, Kind::Union(_)) {
                    let message = "expected a type that is no union inside a union";
                    return Err(self.error(branch.spot, message));
                }
                // Most unions have two branches, and no set is made for those.
                let is_known = match union.branches.len() <= FEW_BRANCHES {
                    true => union.branches[..at]
                        .iter()
                        .any(|one| self.union_key(one.id) == key),
                    false => !seen.insert(key),
                };
                if is_known {
                    let message = format!("{} is in the union twice", quoted(key));
                    return Err(self.error(branch.spot, message));
                }
            }
        }
        Ok(())
    }

    /// The logical type of a type object; a note where it is ignored.
    pub(super) fn logical(&mut self, object: Object<'t>, kind: &Kind) -> Option<Logical> {
        let member = object.member("logicalType")?;
        let NodeKind::String(word) = self.node(member) else {
            self.note(
                member,
                "`logicalType` is ignored: it is not a text".to_owned(),
            );
            return None;
        };
        let logical = if word == "decimal" {
            self.decimal(object)
        } else {
            match Logical::plain(word) {
                Some(logical) => Ok(logical),
                // A name of somebody's own is no mistake.
                None => return None,
            }
        };
        let fitting = logical.and_then(|logical| match logical.misfit(kind) {
            None => Ok(logical),
            Some(why) => Err(why),
        });
        match fitting {
            Ok(logical) => Some(logical),
            Err(why) => {
                self.note(
                    member,
                    format!("logical type {} is ignored: {why}", quoted(word)),
                );
                None
            }
        }
    }

    fn decimal(&self, object: Object<'t>) -> std::result::Result<Logical, String> {
        let number = |name: &str| match object.member(name).map(|spot| self.node(spot)) {
            None => Ok(None),
            Some(NodeKind::Number(number)) => {
                let whole = number
                    .to_u64()
                    .and_then(|number| u32::try_from(number).ok());
                whole
                    .map(Some)
                    .ok_or_else(|| format!("`{name}` is no whole number from 0"))
            }
            Some(_) => Err(format!("`{name}` is no number")),
        };
        let precision = number("precision")?.filter(|&precision| precision > 0);
        let precision = precision.ok_or("`precision` must be 1 or more")?;
        let scale = number("scale")?.unwrap_or(0);
        if scale > precision {
            return Err(format!(
                "its scale {scale} is greater than its precision {precision}"
            ));
        }
        Ok(Logical::Decimal { precision, scale })
    }
}
