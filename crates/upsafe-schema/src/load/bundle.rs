//! A JSON Schema with the texts that it refers to, as one text: a compound document, as section 9.3
//! of draft 2020-12 calls it.
//!
//! What must stay true: the text before the last brace, or before the end of its definitions, keeps
//! its places; what is added stands behind it, under `$defs` or `definitions`, each part with an
//! `$id` that its name leads to. A name that leads nowhere all the same is a `$ref` that is not
//! decided, and never a guess.

use super::export::Reference;
use crate::{
    format::json_schema::Dialect,
    json::{Document, NodeId, NodeKind, Value},
};

/// The schema with every reference embedded under its names; unchanged without references.
///
/// # Errors
/// Where a text is no JSON, with the name of the reference.
pub(super) fn bundle(
    text: &str,
    dialect: Dialect,
    references: &[Reference],
) -> Result<String, String> {
    let Ok(document) = Document::parse(text) else {
        // Whoever reads the schema says what is wrong with it.
        return Ok(text.to_owned());
    };
    let root = document.root();
    let (false, NodeKind::Object(members)) = (references.is_empty(), document.kind(root)) else {
        return Ok(text.to_owned());
    };
    let dialect = named_dialect(&document).unwrap_or(dialect);
    let keyword = match dialect {
        Dialect::Draft2019 | Dialect::Draft2020 => "$defs",
        _ => "definitions",
    };
    let known = members
        .get(keyword)
        .filter(|&node| matches!(document.kind(node), NodeKind::Object(_)));
    let mut taken: Vec<String> = match known.map(|node| document.kind(node)) {
        Some(NodeKind::Object(inner)) => inner.keys().map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let own_id = document.member(root, id_of(dialect));
    let own_id = own_id.and_then(|node| document.string(node));
    let mut parts = Vec::new();
    for reference in references {
        let Some(first) = reference.names.first() else {
            continue;
        };
        let (goes_by, body) = embedded(first, &reference.text, dialect)?;
        let leads_there = |name: &String| *name == goes_by || beside(own_id, name) == goes_by;
        let others = reference.names.iter().filter(|name| !leads_there(name));
        let others = others.map(|name| (name, alias(name, &goes_by, dialect)));
        let whole = std::iter::once((first, body.clone()));
        for (name, part) in whole.chain(others.collect::<Vec<_>>()) {
            let mut key = name.clone();
            while taken.contains(&key) {
                key.push('\'');
            }
            parts.push(format!("{}:{part}", Value::text(&key)));
            taken.push(key);
        }
    }
    let added = parts.join(",");
    let (end, added) = match known {
        Some(node) => {
            let end = end_of(&document, node);
            let is_empty =
                matches!(document.kind(node), NodeKind::Object(inner) if inner.is_empty());
            let comma = if is_empty { "" } else { "," };
            (end, format!("{comma}{added}"))
        }
        None => {
            let comma = if members.is_empty() { "" } else { "," };
            let end = end_of(&document, root);
            (end, format!("{comma}\"{keyword}\":{{{added}}}"))
        }
    };
    Ok(format!("{}{added}{}", &text[..end], &text[end..]))
}

/// The offset of the brace that ends an object.
fn end_of(document: &Document, node: NodeId) -> usize {
    document.start(node) + document.written(node).len().saturating_sub(1)
}

fn named_dialect(document: &Document) -> Option<Dialect> {
    let named = document.member(document.root(), "$schema")?;
    Dialect::from_uri(document.string(named)?)
}

/// Members that hold schemas and assert nothing by themselves.
const HOLDERS: [&str; 3] = ["$defs", "$schema", "definitions"];

fn id_of(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Draft4 => "id",
        _ => "$id",
    }
}

/// What a relative name means inside a schema with this `$id`.
fn beside(id: Option<&str>, name: &str) -> String {
    let folder = id.and_then(|id| id.rsplit_once('/'));
    folder.map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// A text as a part, and the `$id` that it goes by: its own, or else the name.
fn embedded(name: &str, text: &str, around: Dialect) -> Result<(String, String), String> {
    let document = Document::parse(text).map_err(|error| format!("reference `{name}`: {error}"))?;
    let root = document.root();
    let dialect = named_dialect(&document).unwrap_or(around);
    let id = id_of(dialect);
    let body = text.trim();
    let body = body.strip_prefix('\u{feff}').unwrap_or(body);
    let NodeKind::Object(members) = document.kind(root) else {
        let part = format!("{{\"{id}\":{},\"allOf\":[{body}]}}", Value::text(name));
        return Ok((name.to_owned(), part));
    };
    if dialect <= Dialect::Draft7
        && let Some(target) = members.get("$ref")
    {
        // There a `$ref` hides the name beside it, and everything else but what it may lead to.
        let kept = members.iter().filter(|(name, _)| HOLDERS.contains(name));
        let kept =
            kept.map(|(name, part)| format!(",{}:{}", Value::text(name), document.written(part)));
        let kept: String = kept.collect();
        let target = document.written(target);
        let part = format!(
            "{{\"{id}\":{},\"allOf\":[{{\"$ref\":{target}}}]{kept}}}",
            Value::text(name)
        );
        return Ok((name.to_owned(), part));
    }
    let own = document
        .member(root, id)
        .and_then(|node| document.string(node));
    if let Some(own) = own {
        return Ok((own.to_owned(), body.to_owned()));
    }
    let comma = if members.is_empty() { "" } else { "," };
    let rest = body.strip_prefix('{').unwrap_or(body);
    let part = format!("{{\"{id}\":{}{comma}{rest}", Value::text(name));
    Ok((name.to_owned(), part))
}

/// A schema under a name that means another one.
fn alias(name: &str, other: &str, dialect: Dialect) -> String {
    format!(
        "{{\"{}\":{},\"allOf\":[{{\"$ref\":{}}}]}}",
        id_of(dialect),
        Value::text(name),
        Value::text(other)
    )
}

#[cfg(test)]
mod tests {
    use super::{Reference, bundle};
    use crate::{
        any::{Format, Judge, Parsed, Switches},
        format::json_schema::Dialect,
    };

    fn reference(names: &[&str], text: &str) -> Reference {
        Reference {
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            text: text.to_owned(),
        }
    }

    fn check(text: &str, references: &[Reference], expected: &str) {
        let found = bundle(text, Dialect::Draft7, references);
        assert_eq!(found.unwrap_or_else(|error| error), expected);
    }

    #[test]
    fn texts_are_embedded_behind_what_is_there() {
        let a = || reference(&["a.json"], r#"{"type": "string"}"#);
        check(r#"{"x": "}"}"#, &[], r#"{"x": "}"}"#);
        check(
            r#"{"x": "}"}"#,
            &[a()],
            r#"{"x": "}","definitions":{"a.json":{"$id":"a.json","type": "string"}}}"#,
        );
        check(
            r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"a.json": {}}}"#,
            &[a()],
            r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"a.json": {},"a.json'":{"$id":"a.json","type": "string"}}}"#,
        );
        check(
            "{}",
            &[reference(&["a"], "true")],
            r#"{"definitions":{"a":{"$id":"a","allOf":[true]}}}"#,
        );
        check("true", &[a()], "true");
        check(
            "{}",
            &[reference(&["a"], "{")],
            "reference `a`: expected a name in double quotes at line 1, column 2",
        );
    }

    #[test]
    fn references_are_followed_by_their_names() {
        let check = |text: &str, before: &str, after: &str, expected: &str| {
            let parse = |of: &str| {
                let references = [reference(&["money.json", "cash.json"], of)];
                let text = bundle(text, Dialect::Draft7, &references).unwrap();
                Parsed::parse(Format::JsonSchema, &text, Dialect::Draft7, &[]).unwrap()
            };
            let (old, new) = (parse(before), parse(after));
            let found = Judge::Relation.compare(&new, &old, Switches::default());
            assert_eq!(found.ruling().name(), expected, "{text} {after}");
        };
        let (integer, number) = (r#"{"type": "integer"}"#, r#"{"type": "number"}"#);
        for text in [
            r#"{"properties": {"a": {"$ref": "money.json"}}}"#,
            r#"{"properties": {"a": {"$ref": "cash.json"}}}"#,
            r#"{"$id": "http://example.com/x/order.json", "items": {"$ref": "money.json"}}"#,
        ] {
            check(text, integer, number, "compatible");
            check(text, number, integer, "incompatible");
        }
        // The usual shape of what generators write.
        let named =
            |of: &str| format!(r##"{{"$ref": "#/definitions/m", "definitions": {{"m": {of}}}}}"##);
        let text = r#"{"items": {"$ref": "money.json"}, "definitions": {"m": true}}"#;
        check(text, &named(number), &named(integer), "incompatible");
        check(text, &named(integer), &named(number), "compatible");
        let with_id =
            |of: &str| format!(r#"{{"$id": "http://example.com/of/money.json", "allOf": [{of}]}}"#);
        let text = r#"{"items": {"$ref": "http://example.com/of/money.json"}}"#;
        check(text, &with_id(number), &with_id(integer), "incompatible");
        check(text, &with_id(integer), &with_id(number), "compatible");
        // By its name, which is not the one that it goes by.
        let text = r#"{"items": {"$ref": "cash.json"}}"#;
        check(text, &with_id(number), &with_id(integer), "incompatible");
        check(text, &with_id(integer), &with_id(number), "compatible");
        let inside = r##"{"items": {"$ref": "money.json#/definitions/m"}}"##;
        let holding = |of: &str| format!(r#"{{"definitions": {{"m": {of}}}}}"#);
        check(inside, &holding(number), &holding(integer), "incompatible");
        check(inside, &holding(integer), &holding(number), "compatible");
        // What is not there is taken for the same thing on both sides.
        let gone = r#"{"items": {"$ref": "gone.json"}}"#;
        check(gone, integer, number, "compatible");
    }
}
