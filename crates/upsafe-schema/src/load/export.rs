//! What a schema registry exports: the live versions of a subject, with what they refer to.
//!
//! Three forms are read: a JSON list of versions as `GET /schemas` gives it, the same objects a line
//! each, and the records of a registry's topic, `KEY<tab>VALUE` a line. Versions that are marked as
//! deleted do not count.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    any::Format,
    json::{Document, NodeId, NodeKind},
};

/// The most references that one version may lead to.
const MOST_REFERENCES: usize = 1000;

/// One version of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exported {
    pub(super) version: u64,
    pub(super) schema: String,
    /// The texts that it uses, in the order in which they need each other.
    pub(super) references: Vec<String>,
}

struct Entry {
    format: Format,
    schema: String,
    references: Vec<Key>,
}

type Key = (String, u64);
type Entries = BTreeMap<Key, Entry>;

/// The live versions of a subject, oldest first.
pub(super) fn versions(text: &str, subject: &str, format: Format) -> Result<Vec<Exported>, String> {
    let entries = read(text)?;
    let of_subject = entries.iter().filter(|((name, _), _)| name == subject);
    let mut versions = Vec::new();
    for (key, entry) in of_subject {
        let version = key.1;
        if entry.format != format {
            return Err(format!(
                "version {version} of `{subject}` is {}, expected {}",
                entry.format.name(),
                format.name()
            ));
        }
        if format == Format::JsonSchema && !entry.references.is_empty() {
            return Err(format!(
                "version {version} of `{subject}` has references, which are read for Avro only"
            ));
        }
        versions.push(Exported {
            version,
            schema: entry.schema.clone(),
            references: references(&entries, key)?,
        });
    }
    if versions.is_empty() {
        let mut known: Vec<&str> = entries.keys().map(|(name, _)| name.as_str()).collect();
        known.dedup();
        known.truncate(5);
        return Err(format!(
            "there is no live version of the subject `{subject}`; it has `{}`",
            known.join("`, `")
        ));
    }
    Ok(versions)
}

fn read(text: &str) -> Result<Entries, String> {
    let mut entries = Entries::new();
    let whole = text.trim_start();
    if whole.starts_with('[') {
        let document = Document::parse(text).map_err(|error| error.to_string())?;
        if let NodeKind::Array(items) = document.kind(document.root()) {
            for &item in items {
                add(&document, item, &mut entries)?;
            }
        }
        return Ok(entries);
    }
    for (line, content) in (1..).zip(text.lines()) {
        if content.trim().is_empty() {
            continue;
        }
        let at = |error: String| format!("line {line}: {error}");
        let parse = |text: &str| Document::parse(text).map_err(|error| at(error.to_string()));
        match content.split_once('\t') {
            Some((key, value)) => record(&parse(key)?, &parse(value)?, &mut entries).map_err(at)?,
            None => {
                let document = parse(content)?;
                add(&document, document.root(), &mut entries).map_err(at)?;
            }
        }
    }
    Ok(entries)
}

/// A record of the topic: a version, the deletion of a subject, or something else.
fn record(key: &Document, value: &Document, entries: &mut Entries) -> Result<(), String> {
    let root = key.root();
    let kind = key
        .member(root, "keytype")
        .and_then(|node| key.string(node));
    match kind.map(|kind| kind.as_ref()) {
        Some("SCHEMA") if *value.kind(value.root()) == NodeKind::Null => {
            entries.remove(&named(key, root)?);
            Ok(())
        }
        Some("SCHEMA") => add(value, value.root(), entries),
        Some("DELETE_SUBJECT") if *value.kind(value.root()) != NodeKind::Null => {
            let (subject, last) = named(value, value.root())?;
            entries.retain(|(name, version), _| *name != subject || *version > last);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn add(document: &Document, node: NodeId, entries: &mut Entries) -> Result<(), String> {
    let key = named(document, node)?;
    let member = |name: &str| document.member(node, name);
    if member("deleted").is_some_and(|node| *document.kind(node) == NodeKind::Bool(true)) {
        entries.remove(&key);
        return Ok(());
    }
    let kind = member("schemaType").and_then(|node| document.string(node));
    let format = match kind.map(|kind| kind.as_ref()) {
        None | Some("AVRO") => Format::Avro,
        Some("JSON") => Format::JsonSchema,
        Some(other) => {
            return Err(format!(
                "expected the schema type `AVRO` or `JSON`, found `{other}`"
            ));
        }
    };
    let schema = member("schema").ok_or("expected `schema` in a version")?;
    let schema = match document.string(schema) {
        Some(text) => text.to_string(),
        None => document.value(schema).to_string(),
    };
    let references = match member("references").map(|node| document.kind(node)) {
        None | Some(NodeKind::Null) => Vec::new(),
        Some(NodeKind::Array(items)) => items
            .iter()
            .map(|&item| named(document, item))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err("expected a list of `references`".to_owned()),
    };
    entries.insert(
        key,
        Entry {
            format,
            schema,
            references,
        },
    );
    Ok(())
}

fn named(document: &Document, node: NodeId) -> Result<Key, String> {
    let subject = document
        .member(node, "subject")
        .and_then(|node| document.string(node));
    let version = document
        .member(node, "version")
        .map(|node| document.kind(node));
    match (subject, version) {
        (Some(subject), Some(NodeKind::Number(version))) => {
            let version = version
                .to_u64()
                .ok_or("expected a whole number as `version`")?;
            Ok((subject.to_string(), version))
        }
        _ => Err("expected a version as {\"subject\", \"version\", \"schema\"}".to_owned()),
    }
}

/// What a version refers to, each once, what is needed first first.
fn references(entries: &Entries, key: &Key) -> Result<Vec<String>, String> {
    let mut done = BTreeSet::new();
    let mut texts = Vec::new();
    // A key is met twice: before what it refers to, and behind it.
    let mut todo: Vec<(Key, bool)> = vec![(key.clone(), false)];
    let mut open = BTreeSet::new();
    while let Some((at, is_closing)) = todo.pop() {
        let (subject, version) = &at;
        let entry = entries.get(&at).ok_or_else(|| {
            format!("version {version} of `{subject}` is referred to and is not in the export")
        })?;
        if is_closing {
            open.remove(&at);
            if done.insert(at.clone()) && at != *key {
                texts.push(entry.schema.clone());
            }
            continue;
        }
        if done.contains(&at) {
            continue;
        }
        if !open.insert(at.clone()) {
            return Err(format!("version {version} of `{subject}` refers to itself"));
        }
        if open.len() + done.len() > MOST_REFERENCES {
            return Err(format!("expected at most {MOST_REFERENCES} references"));
        }
        todo.push((at.clone(), true));
        todo.extend(
            entry
                .references
                .iter()
                .rev()
                .map(|next| (next.clone(), false)),
        );
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::{Format, versions};

    fn check(text: &str, subject: &str, expected: &str) {
        let found = match versions(text, subject, Format::Avro) {
            Ok(versions) => {
                let shown = versions.iter().map(|one| {
                    format!(
                        "{}:{}<{}>",
                        one.version,
                        one.schema,
                        one.references.join(",")
                    )
                });
                shown.collect::<Vec<_>>().join(" ")
            }
            Err(error) => error,
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn live_versions_in_order() {
        let list = r#"[
            {"subject": "a", "version": 10, "schema": "\"long\""},
            {"subject": "a", "version": 2, "schema": "\"int\"", "deleted": true},
            {"subject": "a", "version": 1, "id": 7, "schema": "\"int\""},
            {"subject": "b", "version": 1, "schema": {"type": "int"}}
        ]"#;
        check(list, "a", "1:\"int\"<> 10:\"long\"<>");
        check(list, "b", "1:{\"type\":\"int\"}<>");
        check(
            list,
            "c",
            "there is no live version of the subject `c`; it has `a`, `b`",
        );
        let topic = "{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":1}\t{\"subject\":\"a\",\"version\":1,\"schema\":\"1\"}\n\
            {\"keytype\":\"NOOP\"}\tnull\n\
            {\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"a\"}\t{\"subject\":\"a\",\"version\":1}\n\
            {\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":2}\t{\"subject\":\"a\",\"version\":2,\"schema\":\"2\"}\n\
            {\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":3}\t{\"subject\":\"a\",\"version\":3,\"schema\":\"3\"}\n\
            {\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":3}\tnull\n";
        check(topic, "a", "2:2<>");
    }

    #[test]
    fn references_come_in_the_order_in_which_they_are_needed() {
        let text = r#"
            {"subject": "a", "version": 1, "schema": "A", "references": [{"name": "b", "subject": "b", "version": 1}, {"name": "c", "subject": "c", "version": 1}]}
            {"subject": "b", "version": 1, "schema": "B", "references": [{"name": "c", "subject": "c", "version": 1}]}
            {"subject": "c", "version": 1, "schema": "C"}
            {"subject": "d", "version": 1, "schema": "D", "references": [{"subject": "e", "version": 1}]}
            {"subject": "e", "version": 1, "schema": "E", "references": [{"subject": "d", "version": 1}]}
            {"subject": "f", "version": 1, "schema": "F", "references": [{"subject": "g", "version": 4}]}
        "#;
        check(text, "a", "1:A<C,B>");
        check(text, "d", "version 1 of `d` refers to itself");
        check(
            text,
            "f",
            "version 4 of `g` is referred to and is not in the export",
        );
        check(
            "{\n",
            "a",
            "line 1: expected a name in double quotes at line 1, column 2",
        );
    }
}
