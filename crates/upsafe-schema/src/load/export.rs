//! What a schema registry exports: the live versions of a subject, with what they refer to.
//!
//! Three forms are read: a JSON list of versions as `GET /schemas` gives it, the same objects a line
//! each, and the records of a registry's topic, `KEY<tab>VALUE` a line. Versions that are marked as
//! deleted do not count. Where versions are told apart by a property of their metadata, the group,
//! only those with the same value of it count; a topic says so in its configuration.

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
    pub(super) references: Vec<Reference>,
}

/// A text that another one uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// What it is called where it is used: a `$ref` of JSON Schema; Avro has no use for them.
    pub(super) names: Vec<String>,
    pub(super) text: String,
}

/// Which versions of a subject count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub(super) subject: &'q str,
    pub(super) format: Format,
    /// `PROPERTY` or `PROPERTY=VALUE`: the property of the metadata whose value must be this one, or
    /// that of the newest version. Without it, what the topic configures.
    pub(super) group: Option<&'q str>,
}

struct Entry {
    format: Format,
    schema: String,
    /// What each is called, and where it is.
    references: Vec<(String, Key)>,
    /// The properties of its metadata.
    properties: BTreeMap<String, String>,
}

type Key = (String, u64);

#[derive(Default)]
struct Entries {
    versions: BTreeMap<Key, Entry>,
    /// The property that tells versions of a subject apart; of all subjects under `None`.
    groups: BTreeMap<Option<String>, String>,
}

/// The live versions of a subject that count, oldest first.
pub(super) fn versions(text: &str, question: Question<'_>) -> Result<Vec<Exported>, String> {
    let Question {
        subject,
        format,
        group,
    } = question;
    let Entries {
        versions: entries,
        groups,
    } = read(text)?;
    let newest = entries.iter().rfind(|((name, _), _)| name == subject);
    let configured = groups.get(&Some(subject.to_owned())).or(groups.get(&None));
    let asked = group.or(configured.map(String::as_str));
    let group = asked.map(|asked| match asked.split_once('=') {
        Some((property, value)) => (property, Some(value)),
        None => {
            let value = newest.and_then(|(_, entry)| entry.properties.get(asked));
            (asked, value.map(String::as_str))
        }
    });
    let is_in_group = |entry: &Entry| {
        group.is_none_or(|(property, value)| {
            entry.properties.get(property).map(String::as_str) == value
        })
    };
    let of_subject = entries.iter().filter(|((name, _), _)| name == subject);
    let of_subject = of_subject.filter(|(_, entry)| is_in_group(entry));
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
        versions.push(Exported {
            version,
            schema: entry.schema.clone(),
            references: references(&entries, key)?,
        });
    }
    if let (true, Some(_), Some((property, value))) = (versions.is_empty(), newest, group) {
        let value = value.map_or("no value".to_owned(), |value| {
            format!("the value `{value}`")
        });
        return Err(format!(
            "no live version of the subject `{subject}` has {value} of the property `{property}`"
        ));
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
    let mut entries = Entries::default();
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
    match kind {
        Some("SCHEMA") if value.kind(value.root()).is_null() => {
            entries.versions.remove(&named(key, root)?);
            Ok(())
        }
        Some("SCHEMA") => add(value, value.root(), entries),
        Some("DELETE_SUBJECT") if !value.kind(value.root()).is_null() => {
            let (subject, last) = named(value, value.root())?;
            let is_live = |name: &String, version: u64| *name != subject || version > last;
            entries
                .versions
                .retain(|(name, version), _| is_live(name, *version));
            Ok(())
        }
        Some("CONFIG") => {
            configure(key, value, entries);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// A record that says how a subject, or every subject, is checked.
fn configure(key: &Document, value: &Document, entries: &mut Entries) {
    let word = |document: &Document, name: &str| {
        let node = document.member(document.root(), name)?;
        document.string(node).map(str::to_owned)
    };
    let subject = word(key, "subject");
    match word(value, "compatibilityGroup") {
        Some(group) => entries.groups.insert(subject, group),
        None => entries.groups.remove(&subject),
    };
}

fn add(document: &Document, node: NodeId, entries: &mut Entries) -> Result<(), String> {
    let key = named(document, node)?;
    let member = |name: &str| document.member(node, name);
    if member("deleted").is_some_and(|node| document.kind(node).is_true()) {
        entries.versions.remove(&key);
        return Ok(());
    }
    let kind = member("schemaType").and_then(|node| document.string(node));
    let format = match kind {
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
        Some(text) => text.to_owned(),
        None => document.value(schema).to_string(),
    };
    let references = match member("references").map(|node| document.kind(node)) {
        None | Some(NodeKind::Null) => Vec::new(),
        Some(NodeKind::Array(items)) => items
            .iter()
            .map(|&item| {
                let name = document.member(item, "name");
                let name = name.and_then(|node| document.string(node));
                let name = name.unwrap_or_default().to_owned();
                Ok((name, named(document, item)?))
            })
            .collect::<Result<_, String>>()?,
        Some(_) => return Err("expected a list of `references`".to_owned()),
    };
    let entry = Entry {
        format,
        schema,
        references,
        properties: properties(document, node),
    };
    entries.versions.insert(key, entry);
    Ok(())
}

/// The texts in `metadata.properties` of a version.
fn properties(document: &Document, node: NodeId) -> BTreeMap<String, String> {
    let metadata = document.member(node, "metadata");
    let inner = metadata.and_then(|node| document.member(node, "properties"));
    let Some(NodeKind::Object(members)) = inner.map(|node| document.kind(node)) else {
        return BTreeMap::new();
    };
    let texts = members.iter().filter_map(|(name, node)| {
        let value = document.string(node)?;
        Some((name.to_owned(), value.to_owned()))
    });
    texts.collect()
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
            Ok((subject.to_owned(), version))
        }
        _ => Err("expected a version as {\"subject\", \"version\", \"schema\"}".to_owned()),
    }
}

/// What a version refers to, each once, what is needed first first.
fn references(entries: &BTreeMap<Key, Entry>, key: &Key) -> Result<Vec<Reference>, String> {
    let mut names: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    let mut done = BTreeSet::new();
    let mut texts = Vec::new();
    // A key is met twice: before what it refers to, and behind it.
    let mut todo: Vec<(Key, bool)> = vec![(key.clone(), false)];
    let mut open = BTreeSet::new();
    while let Some((at, is_closing)) = todo.pop() {
        let (subject, version) = &at;
        let entry = entries.get(&at).ok_or_else(|| {
            let called = names.get(&at).into_iter().flatten();
            let called: Vec<&str> = called.map(String::as_str).collect();
            format!(
                "version {version} of `{subject}` is referred to as `{}` and is not in the export",
                called.join("`, `")
            )
        })?;
        if is_closing {
            open.remove(&at);
            if done.insert(at.clone()) && at != *key {
                texts.push((at.clone(), entry.schema.clone()));
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
        for (name, next) in entry.references.iter().rev() {
            names.entry(next.clone()).or_default().insert(name.clone());
            todo.push((next.clone(), false));
        }
    }
    // All names are known only now: a text may be used by several others.
    let named = |(key, text): (Key, String)| Reference {
        names: names.remove(&key).unwrap_or_default().into_iter().collect(),
        text,
    };
    Ok(texts.into_iter().map(named).collect())
}

#[cfg(test)]
mod tests {
    use super::{Format, Question, versions};

    fn check(text: &str, subject: &str, expected: &str) {
        check_group(text, subject, None, expected);
    }

    fn check_group(text: &str, subject: &str, group: Option<&str>, expected: &str) {
        let question = Question {
            subject,
            format: Format::Avro,
            group,
        };
        let found = match versions(text, question) {
            Ok(versions) => {
                let shown = versions.iter().map(|one| {
                    let told = one.references.iter();
                    let told = told.map(|of| format!("{}={}", of.names.join("|"), of.text));
                    let told = told.collect::<Vec<_>>().join(",");
                    format!("{}:{}<{told}>", one.version, one.schema)
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
    fn a_group_leaves_versions_out() {
        let version = |n: u32, major: &str| {
            let metadata = match major {
                "" => String::new(),
                _ => format!(r#", "metadata": {{"properties": {{"major": "{major}"}}}}"#),
            };
            format!(r#"{{"subject": "a", "version": {n}, "schema": "{n}"{metadata}}}"#)
        };
        let list = [(1, ""), (2, "1"), (3, "2"), (4, "1")].map(|(n, major)| version(n, major));
        let list = list.join("\n");
        check(&list, "a", "1:1<> 2:2<> 3:3<> 4:4<>");
        check_group(&list, "a", Some("major"), "2:2<> 4:4<>");
        check_group(&list, "a", Some("major=2"), "3:3<>");
        check_group(&list, "a", Some("minor"), "1:1<> 2:2<> 3:3<> 4:4<>");
        check_group(
            &list,
            "a",
            Some("major=3"),
            "no live version of the subject `a` has the value `3` of the property `major`",
        );
        let record = |key: &str, value: &str| format!("{{\"keytype\":{key}}}\t{value}\n");
        let mut topic = record(r#""CONFIG""#, r#"{"compatibilityGroup": "major"}"#);
        for (n, major) in [(1, "1"), (2, "2"), (3, "2")] {
            let key = format!(r#""SCHEMA","subject":"a","version":{n}"#);
            topic += &record(&key, &version(n, major));
        }
        check(&topic, "a", "2:2<> 3:3<>");
        let of_subject = r#""CONFIG","subject":"a""#;
        topic += &record(of_subject, r#"{"compatibilityGroup": "minor"}"#);
        check(&topic, "a", "1:1<> 2:2<> 3:3<>");
    }

    #[test]
    fn references_come_in_the_order_in_which_they_are_needed() {
        let text = r#"
            {"subject": "a", "version": 1, "schema": "A", "references": [{"name": "b", "subject": "b", "version": 1}, {"name": "c", "subject": "c", "version": 1}]}
            {"subject": "b", "version": 1, "schema": "B", "references": [{"name": "sea", "subject": "c", "version": 1}]}
            {"subject": "c", "version": 1, "schema": "C"}
            {"subject": "d", "version": 1, "schema": "D", "references": [{"subject": "e", "version": 1}]}
            {"subject": "e", "version": 1, "schema": "E", "references": [{"subject": "d", "version": 1}]}
            {"subject": "f", "version": 1, "schema": "F", "references": [{"name": "gee", "subject": "g", "version": 4}]}
        "#;
        check(text, "a", "1:A<c|sea=C,b=B>");
        check(text, "d", "version 1 of `d` refers to itself");
        check(
            text,
            "f",
            "version 4 of `g` is referred to as `gee` and is not in the export",
        );
        check(
            "{\n",
            "a",
            "line 1: expected a name in double quotes at line 1, column 2",
        );
    }
}
