//! Types with a name: records, enums, fixed.

use super::super::by_name::ByName;
use super::super::name::{Name, is_part, quoted};
use super::super::schema::{Enum, Field, Fixed, Kind, Order, Record, Spot, TypeId, TypeRef};
use super::members::{Builder, Object, Properties, Result};
use crate::json::Key;
use smol_str::SmolStr;
use std::collections::BTreeMap;

const FIELD: [Key<'_>; 6] = Key::all(["type", "name", "aliases", "default", "order", "doc"]);
const RECORD: [Key<'_>; 6] = Key::all(["type", "name", "namespace", "aliases", "doc", "fields"]);
const ENUM: [Key<'_>; 7] = Key::all([
    "type",
    "name",
    "namespace",
    "aliases",
    "doc",
    "symbols",
    "default",
]);
const FIXED: [Key<'_>; 6] = Key::all(["type", "name", "namespace", "aliases", "doc", "size"]);

/// Members of a fixed that say nothing but with a logical type.
const LOGICAL: [&str; 3] = ["logicalType", "precision", "scale"];

/// `name`, `namespace` and `aliases` of a named type.
type Naming = [Option<Spot>; 3];

/// Fields in their order, and by name.
type Fields = (Vec<Field>, ByName);

impl<'t> Builder<'t> {
    /// Reads `name`, `namespace` and `aliases`, and reserves the name.
    fn define(
        &mut self,
        spot: Spot,
        outer: &str,
        word: &str,
        [name, namespace_at, aliases_at]: Naming,
    ) -> Result<(TypeId, Name, Vec<Name>)> {
        let at = self.needed(name, spot, "name", format_args!("the {word}"))?;
        let written = self.text(at, "a name")?;
        let mut namespace = outer;
        if let Some(member) = namespace_at
            && !self.is_null(member)
        {
            namespace = self.text(member, "a namespace")?;
        }
        let name = Name::new(written, namespace).map_err(|error| self.error(at, error))?;
        if Kind::primitive(name.full()).is_some() {
            let message = format!("{} is the name of a primitive type", quoted(name.full()));
            return Err(self.error(at, message));
        }
        let mut aliases = Vec::new();
        if let Some(member) = aliases_at
            && !self.is_null(member)
        {
            for item in self.items(member, "an array of names")? {
                let alias = self.text(item, "a name")?;
                let alias = Name::new(alias, name.namespace());
                aliases.push(alias.map_err(|error| self.error(item, error))?);
            }
        }
        // A stand-in until its parts are read: they may speak of it.
        let id = self.push(Kind::Null, spot, BTreeMap::new());
        if let Some(first) = self.by_name.insert(name.full().clone(), id) {
            let place = self.place(self.types[first.index()].spot);
            let message = format!(
                "{} is defined twice, first at line {}, column {}",
                quoted(name.full()),
                place.line,
                place.column
            );
            return Err(self.error(at, message));
        }
        Ok((id, name, aliases))
    }

    /// Puts a type in the place that was reserved for it.
    fn finish(
        &mut self,
        id: TypeId,
        spot: Spot,
        kind: Kind,
        doc: Option<Spot>,
        properties: Properties,
    ) -> TypeRef {
        let doc = self.doc(doc);
        let of = &mut self.types[id.index()];
        of.kind = kind;
        of.doc = doc;
        of.properties = properties;
        TypeRef { id, spot }
    }

    pub(super) fn record_at(
        &mut self,
        object: Object<'t>,
        outer: &str,
        is_error: bool,
    ) -> Result<TypeRef> {
        let spot = object.spot;
        let word = if is_error { "error" } else { "record" };
        let ([_, name, namespace, aliases, doc, list], properties) = object.matched(&RECORD);
        let naming = [name, namespace, aliases];
        let (id, name, aliases) = self.define(spot, outer, word, naming)?;
        let list = self.needed(list, spot, "fields", format_args!("the {word}"))?;
        let (fields, by_name) = self.fields(list, name.namespace())?;
        let kind = Kind::Record(Record {
            name,
            aliases,
            fields,
            is_error,
            by_name,
        });
        Ok(self.finish(id, spot, kind, doc, properties))
    }

    /// The fields of a record, or the parameters of a message.
    pub(super) fn fields(&mut self, list: Spot, namespace: &str) -> Result<Fields> {
        let items = self.items(list, "an array of fields")?;
        let mut fields = Vec::with_capacity(items.len());
        for spot in items {
            fields.push(self.field_at(spot, namespace)?);
        }
        let by_name = ByName::new(&fields).map_err(|again| {
            let field = &fields[again];
            let at = self.member(field.spot, "name").unwrap_or(field.spot);
            self.error(
                at,
                format!("field {} is written twice", quoted(&field.name)),
            )
        })?;
        Ok((fields, by_name))
    }

    fn field_at(&mut self, spot: Spot, namespace: &str) -> Result<Field> {
        let object = self.object(spot, "a field")?;
        let ([kind, name, names, default, order, doc], properties) = object.matched(&FIELD);
        let Some(at) = name else {
            return Err(self.error(spot, "expected `name` in the field"));
        };
        let name = self.part(at)?;
        let Some(kind) = kind else {
            let message = format!("expected `type` in field {}", quoted(&name));
            return Err(self.error(spot, message));
        };
        let kind = self.type_at(kind, namespace)?;
        let mut aliases = Vec::new();
        if let Some(member) = names
            && !self.is_null(member)
        {
            for item in self.items(member, "an array of names")? {
                aliases.push(self.part(item)?);
            }
        }
        let order = match order {
            None => Order::Ascending,
            Some(member) => match self.text(member, "an order")? {
                "ascending" => Order::Ascending,
                "descending" => Order::Descending,
                "ignore" => Order::Ignore,
                other => {
                    let message = format!(
                        "expected `ascending`, `descending` or `ignore`, found {}",
                        quoted(other)
                    );
                    return Err(self.error(member, message));
                }
            },
        };
        if let Some(&member) = properties.get("logicalType") {
            let message = "`logicalType` of a field is ignored: it belongs into its type";
            self.note(member, message.to_owned());
        }
        Ok(Field {
            name,
            aliases,
            kind,
            default,
            order,
            spot,
            doc: self.doc(doc),
            properties,
        })
    }

    /// A name without dots.
    fn part(&self, spot: Spot) -> Result<SmolStr> {
        let name = self.text(spot, "a name")?;
        if is_part(name) {
            return Ok(SmolStr::from(name));
        }
        let message = format!(
            "expected a name of letters, digits and `_` that does not start with a digit, found {}",
            quoted(name)
        );
        Err(self.error(spot, message))
    }

    pub(super) fn enum_at(&mut self, object: Object<'t>, outer: &str) -> Result<TypeRef> {
        let ([_, name, namespace, aliases, doc, list, fallback], properties) =
            object.matched(&ENUM);
        let spot = object.spot;
        let naming = [name, namespace, aliases];
        let (id, name, aliases) = self.define(spot, outer, "enum", naming)?;
        let list = self.needed(list, spot, "symbols", "the enum")?;
        let items = self.items(list, "an array of symbols")?;
        let mut symbols = Vec::with_capacity(items.len());
        for item in items {
            symbols.push((self.part(item)?, item));
        }
        let by_name = ByName::new(&symbols).map_err(|again| {
            let (symbol, at) = &symbols[again];
            self.error(*at, format!("symbol {} is written twice", quoted(symbol)))
        })?;
        let mut default = None;
        if let Some(member) = fallback
            && !self.is_null(member)
        {
            let symbol = self.text(member, "a symbol")?;
            default = by_name.find(&symbols, symbol);
            if default.is_none() {
                let message = format!(
                    "expected one of the symbols as default, found {}",
                    quoted(symbol)
                );
                return Err(self.error(member, message));
            }
        }
        let kind = Kind::Enum(Enum {
            name,
            aliases,
            symbols,
            default,
            by_name,
        });
        Ok(self.finish(id, spot, kind, doc, properties))
    }

    pub(super) fn fixed_at(&mut self, object: Object<'t>, outer: &str) -> Result<TypeRef> {
        let ([_, name, namespace, aliases, doc, size], mut properties) = object.matched(&FIXED);
        let spot = object.spot;
        let naming = [name, namespace, aliases];
        let (id, name, aliases) = self.define(spot, outer, "fixed", naming)?;
        let size = self.needed(size, spot, "size", "the fixed")?;
        let size = self.whole(size, "a number of bytes")?;
        let kind = Kind::Fixed(Fixed {
            name,
            aliases,
            size,
        });
        let logical = self.logical(object, &kind);
        if logical.is_some() {
            properties.retain(|name, _| !LOGICAL.contains(&name.as_ref()));
        }
        let found = self.finish(id, spot, kind, doc, properties);
        self.types[id.index()].logical = logical;
        Ok(found)
    }
}
