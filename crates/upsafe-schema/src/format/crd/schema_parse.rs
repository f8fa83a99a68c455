//! Reads a schema of a definition; a value of a wrong type is an error at its place.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    fields::Fields,
    schema::{Additional, CelRule, Kind, ListType, Structural},
};
use crate::{
    decimal::Decimal,
    json::{NodeId, NodeKind, ParseError, Value},
};

/// Keywords without meaning for an object.
const REMARKS: [&str; 2] = ["example", "externalDocs"];

/// Keywords that are read below.
const KNOWN: [&str; 37] = [
    "type",
    "properties",
    "additionalProperties",
    "items",
    "nullable",
    "default",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-type",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-map-type",
    "x-kubernetes-validations",
    "format",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "enum",
    "required",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "description",
    "title",
    "example",
    "externalDocs",
];

/// Reads the schema at a node. Recursion is bounded by the depth of the document.
pub(super) fn schema(outer: &Fields<'_>, at: NodeId) -> Result<Arc<Structural>, ParseError> {
    let fields = Fields::new(outer.document, at)?;
    let document = fields.document;
    let mut found = Structural::empty(at, document.place(at));
    found.kind = kind(&fields)?;
    if let Some(properties) = fields.object("properties")? {
        found.properties = map(&properties)?;
    }
    found.additional = match fields.member("additionalProperties") {
        None => None,
        Some(node) => Some(match document.kind(node) {
            NodeKind::Bool(value) => Additional::Flag(value),
            _ => Additional::Schema(schema(&fields, node)?),
        }),
    };
    found.items = match fields.member("items") {
        None => None,
        Some(node) if matches!(document.kind(node), NodeKind::Array(_)) => {
            let name = Arc::from("items");
            found.unmodelled.push((name, node, document.value(node)));
            None
        }
        Some(node) => Some(schema(&fields, node)?),
    };
    found.nullable = fields.flag("nullable")?.unwrap_or(false);
    found.default = fields.member("default").map(|node| document.value(node));
    let flag = |name: &str| Ok::<bool, ParseError>(fields.flag(name)?.unwrap_or(false));
    found.preserve_unknown = flag("x-kubernetes-preserve-unknown-fields")?;
    found.embedded = flag("x-kubernetes-embedded-resource")?;
    found.int_or_string = flag("x-kubernetes-int-or-string")?;
    found.unique_items = flag("uniqueItems")?;
    lists(&fields, &mut found)?;
    found.rules = rules(&fields)?;
    found.format = fields.text("format")?.filter(|format| !format.is_empty());
    found.minimum = bound(&fields, "minimum", "exclusiveMinimum")?;
    found.maximum = bound(&fields, "maximum", "exclusiveMaximum")?;
    found.multiple_of = number(&fields, "multipleOf")?;
    found.min_length = count(&fields, "minLength")?;
    found.max_length = count(&fields, "maxLength")?;
    found.pattern = fields
        .text("pattern")?
        .filter(|pattern| !pattern.is_empty());
    found.min_items = count(&fields, "minItems")?;
    found.max_items = count(&fields, "maxItems")?;
    found.min_properties = count(&fields, "minProperties")?;
    found.max_properties = count(&fields, "maxProperties")?;
    if fields.member("enum").is_some() {
        let values = fields.list("enum")?;
        let values: Vec<Value> = values.iter().map(|&node| document.value(node)).collect();
        found.values = (!values.is_empty()).then_some(values);
    }
    found.required = fields.texts("required")?;
    found.all_of = branches(&fields, "allOf")?;
    found.any_of = branches(&fields, "anyOf")?;
    found.one_of = branches(&fields, "oneOf")?;
    found.not = match fields.member("not") {
        Some(node) => Some(schema(&fields, node)?),
        None => None,
    };
    found.description = fields.text("description")?;
    found.title = fields.text("title")?;
    for name in REMARKS {
        if let Some(node) = fields.member(name) {
            found.remarks.push((name, document.value(node)));
        }
    }
    unmodelled(&fields, &mut found);
    Ok(Arc::new(found))
}

fn kind(fields: &Fields<'_>) -> Result<Option<Kind>, ParseError> {
    let Some(text) = fields.text("type")?.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == &*text);
    match kind {
        Some(kind) => Ok(Some(kind)),
        None => {
            let known = Kind::ALL.map(Kind::name).join("`, `");
            let node = fields.member("type").unwrap_or(fields.at);
            let message = format!("expected one of `{known}` as `type`, found `{text}`");
            Err(fields.refuse(node, message))
        }
    }
}

fn map(fields: &Fields<'_>) -> Result<BTreeMap<Arc<str>, Arc<Structural>>, ParseError> {
    let NodeKind::Object(members) = fields.document.kind(fields.at) else {
        return Ok(BTreeMap::new());
    };
    let read = |(name, node)| Ok((Arc::from(name), schema(fields, node)?));
    members.iter().map(read).collect()
}

fn branches(fields: &Fields<'_>, name: &str) -> Result<Vec<Arc<Structural>>, ParseError> {
    let nodes = fields.list(name)?;
    nodes.iter().map(|&node| schema(fields, node)).collect()
}

fn lists(fields: &Fields<'_>, found: &mut Structural) -> Result<(), ParseError> {
    let unknown = |name: &str, text: &str, expected: &str| {
        let node = fields.member(name).unwrap_or(fields.at);
        fields.refuse(
            node,
            format!("expected {expected} as `{name}`, found `{text}`"),
        )
    };
    let name = "x-kubernetes-list-type";
    found.list_type = match fields.text(name)?.as_deref() {
        None => None,
        Some("atomic") => Some(ListType::Atomic),
        Some("set") => Some(ListType::Set),
        Some("map") => Some(ListType::Map),
        Some(text) => return Err(unknown(name, text, "`atomic`, `set` or `map`")),
    };
    found.list_keys = fields.texts("x-kubernetes-list-map-keys")?;
    let name = "x-kubernetes-map-type";
    found.is_atomic_map = match fields.text(name)?.as_deref() {
        None | Some("granular") => false,
        Some("atomic") => true,
        Some(text) => return Err(unknown(name, text, "`atomic` or `granular`")),
    };
    Ok(())
}

fn rules(fields: &Fields<'_>) -> Result<Vec<CelRule>, ParseError> {
    let mut rules = Vec::new();
    for &at in fields.list("x-kubernetes-validations")? {
        let rule = Fields::new(fields.document, at)?;
        rules.push(CelRule {
            rule: rule.needed_text("rule")?,
            message: rule.text("message")?,
            message_expression: rule.text("messageExpression")?,
            optional_old_self: rule.flag("optionalOldSelf")?.unwrap_or(false),
            at,
        });
    }
    Ok(rules)
}

fn number(fields: &Fields<'_>, name: &str) -> Result<Option<Decimal>, ParseError> {
    let Some(node) = fields.member(name) else {
        return Ok(None);
    };
    match fields.document.kind(node) {
        NodeKind::Number(number) => Ok(Some(number.clone())),
        _ => Err(fields.wrong(node, &format!("a number as `{name}`"))),
    }
}

/// A bound; the exclusive form is a boolean beside it.
fn bound(
    fields: &Fields<'_>,
    name: &str,
    exclusive: &str,
) -> Result<Option<(Decimal, bool)>, ParseError> {
    let is_exclusive = fields.flag(exclusive)?.unwrap_or(false);
    Ok(number(fields, name)?.map(|number| (number, is_exclusive)))
}

fn count(fields: &Fields<'_>, name: &str) -> Result<Option<u64>, ParseError> {
    let Some(number) = number(fields, name)? else {
        return Ok(None);
    };
    match number.to_u64() {
        Some(count) => Ok(Some(count)),
        None => {
            let node = fields.member(name).unwrap_or(fields.at);
            let message = format!("expected a whole number from 0 as `{name}`, found `{number}`");
            Err(fields.refuse(node, message))
        }
    }
}

/// Keywords that might change what an object may be, and that are not read here.
fn unmodelled(fields: &Fields<'_>, found: &mut Structural) {
    let NodeKind::Object(members) = fields.document.kind(fields.at) else {
        return;
    };
    for (name, node) in members {
        let is_read = KNOWN.contains(&name);
        let is_remark = (name.starts_with("x-") && !name.starts_with("x-kubernetes-"))
            || matches!(name, "$schema" | "id" | "$id" | "$comment");
        let is_null = fields.document.kind(node).is_null();
        if !is_read && !is_remark && !is_null {
            let value = fields.document.value(node);
            found.unmodelled.push((Arc::from(name), node, value));
        }
    }
}
