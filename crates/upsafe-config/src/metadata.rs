//! `[metadata]`: which stores the gate `metadata` looks at, who reads them, and how they migrate.

use std::num::NonZeroU32;

use toml::de::DeValue;

use crate::{
    Name, RelativePath, Spanned, Text,
    read::{Node, Read, Reader},
    table::{record, table, text, words},
};

words! {
    /// A language of schemas for stored objects.
    pub enum StoreFormat, expected "`json-schema` or `crd`" {
        /// JSON Schema, in JSON or YAML.
        JsonSchema = "json-schema",
        /// CustomResourceDefinitions of Kubernetes.
        Crd = "crd",
    }
}

words! {
    /// What a reader does with fields that its schema does not know.
    pub enum StoreUnknownFields, expected "`dropped` or `kept`" {
        /// It drops them: they are lost at the next write.
        Dropped = "dropped",
        /// It keeps them.
        Kept = "kept",
    }
}

words! {
    /// What becomes of objects whose kind has no schema.
    pub enum StoreUnknownKinds, expected "`unverifiable` or `unreadable`" {
        /// Nobody can tell.
        Unverifiable = "unverifiable",
        /// The reader does not know the kind.
        Unreadable = "unreadable",
    }
}

words! {
    /// What a step of a migration does.
    pub enum StepOp,
    expected "`rename`, `move`, `default`, `remove`, `map`, `list-to-object`, `object-to-list`, `wrap`, `unwrap`, `split`, `join` or `command`" {
        /// Gives the field at `path` the name `to`.
        Rename = "rename",
        /// Moves the value at `path` to the path `to`.
        Move = "move",
        /// Sets `path` to `value` where nothing is.
        Default = "default",
        /// Removes the value at `path`.
        Remove = "remove",
        /// Replaces texts at `path` by `values`.
        Map = "map",
        /// Makes a map of the list at `path`, by the field `key` of its items.
        ListToObject = "list-to-object",
        /// Makes a list of the map at `path`; its keys become the field `key`.
        ObjectToList = "object-to-list",
        /// Puts the value at `path` into a map, under `key`.
        Wrap = "wrap",
        /// Takes the value at `path` out of its map, from under `key`.
        Unwrap = "unwrap",
        /// Splits the text at `path` at `separator` into the fields `into` beside it.
        Split = "split",
        /// Joins the fields `into` beside `path` with `separator` into `path`.
        Join = "join",
        /// Gives the object to the program `command`, as JSON; takes its answer. `reverse` undoes it.
        Command = "command",
    }
}

text! {
    /// Where objects are stored: `dir:PATH`, `fluvio-local:PATH`, `kubectl:FILE`, `jsonl:FILE` or
    /// `etcd:HOST:PORT/PREFIX` (several members with commas between them, `https://` before them for TLS).
    pub struct StoreSource,
    expected "`dir:PATH`, `fluvio-local:PATH`, `kubectl:FILE`, `jsonl:FILE` or `etcd:HOST:PORT/PREFIX`",
    pattern r"^(dir|fluvio-local|kubectl|jsonl|etcd):[^\x00-\x1f\x7f]+$",
    parse |text| {
        let (kind, rest) = text.split_once(':')?;
        let known = ["dir", "fluvio-local", "kubectl", "jsonl", "etcd"].contains(&kind);
        (known && !rest.is_empty() && !rest.contains(char::is_control)).then(|| text.into())
    }
}

table! {
    /// What the gate `metadata` looks at.
    pub struct Metadata {
        /// The stores: objects that a version left behind and the next one reads.
        pub store: Vec<Spanned<Store>> = Vec::new(),
        /// How stores are brought from one version to the next, in this order.
        pub migration: Vec<Spanned<Migration>> = Vec::new(),
        /// Pairs of stores that describe the same and must agree.
        pub drift: Vec<Spanned<DriftPair>> = Vec::new(),
    }
}

record! {
    /// A store, and who will read it.
    pub struct Store {
        /// What findings and waivers call it.
        pub name: Spanned<Name>,
        /// Where the objects are: `dir:PATH`, `fluvio-local:PATH`, `kubectl:FILE`, `jsonl:FILE` or
        /// `etcd:HOST:PORT/PREFIX`.
        pub source: Spanned<StoreSource>,
        /// The schema of the version that will read: a file, or a folder with a file for each kind.
        pub schema: Option<Spanned<RelativePath>>,
        /// The language of the schema; `json-schema` if absent.
        pub format: Option<Spanned<StoreFormat>>,
        /// The program that will read, instead of a schema: with `{file}` among its arguments it is
        /// started for each object, else it answers JSON lines.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub reader: Vec<Spanned<Text>>,
        /// A program that writes each object anew before it is read: what it drops is found, too.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub writer: Vec<Spanned<Text>>,
        /// The schema of the version that reads now: a way back must be readable by it.
        pub old_schema: Option<Spanned<RelativePath>>,
        /// The program that reads now, instead of a schema.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub old_reader: Vec<Spanned<Text>>,
        /// JSON Schemas of clients that get the objects from the reader.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub clients: Vec<Spanned<RelativePath>>,
        /// How many seconds a program may take for one object; 10 if absent.
        pub timeout: Option<Spanned<NonZeroU32>>,
        /// What the reader does with fields that its schema does not know; `dropped` if absent.
        pub unknown_fields: Option<Spanned<StoreUnknownFields>>,
        /// What becomes of objects whose kind has no schema; `unverifiable` if absent.
        pub unknown_kinds: Option<Spanned<StoreUnknownKinds>>,
        /// The oldest version that must still be able to read the store, by `since` of the schema.
        pub oldest_reader: Option<Spanned<Name>>,
        /// A folder with numbered migrations, `001-name.toml` and so on.
        pub migrations: Option<Spanned<RelativePath>>,
        /// Whether the reader makes the migrations itself while it reads: what it moved is not lost.
        pub reader_migrates: Option<Spanned<bool>>,
        /// The folder with the backups and the history of migrations; beside the store if absent.
        pub state: Option<Spanned<RelativePath>>,
        /// For an etcd behind TLS: a file in PEM with the certificates of who signed the server's.
        pub etcd_ca: Option<Spanned<Text>>,
        /// For an etcd that wants one: a file in PEM with the own certificate.
        pub etcd_cert: Option<Spanned<Text>>,
        /// For an etcd that wants a certificate: a file in PEM with its private key.
        pub etcd_key: Option<Spanned<Text>>,
        /// For an etcd with users: the name of one.
        pub etcd_user: Option<Spanned<Text>>,
        /// A file with the password of this user on its first line; `ETCDCTL_PASSWORD` if absent.
        pub etcd_password_file: Option<Spanned<Text>>,
    }
}

record! {
    /// Two stores that describe the same.
    pub struct DriftPair {
        /// What findings and waivers call it.
        pub name: Spanned<Name>,
        /// The source of truth.
        pub truth: Spanned<StoreSource>,
        /// Its copy.
        pub copy: Spanned<StoreSource>,
        /// Paths that may differ.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub ignore: Vec<Spanned<Text>>,
    }
}

record! {
    /// How a store is brought from one version to the next.
    pub struct Migration {
        /// Its name in the history of a store: never changed, never used twice.
        pub id: Spanned<Name>,
        /// The kinds of objects that it is about; all of them if absent.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub kinds: Vec<Spanned<Name>>,
        /// What is done, in this order.
        pub step: Vec<Spanned<Step>>,
    }
}

record! {
    /// A migration in a file of its own; the file's name is its id.
    pub struct MigrationFile {
        /// The kinds of objects that it is about; all of them if absent.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub kinds: Vec<Spanned<Name>>,
        /// What is done, in this order.
        pub step: Vec<Spanned<Step>>,
    }
}

record! {
    /// One step of a migration.
    pub struct Step {
        /// What it does.
        pub op: Spanned<StepOp>,
        /// The value that it is about: keys behind dots, `[]` for every item or value.
        pub path: Option<Spanned<Text>>,
        /// The new name, or the new path.
        pub to: Option<Spanned<Text>>,
        /// The value of `default`.
        pub value: Option<Spanned<Literal>>,
        /// Old texts and the values that replace them.
        pub values: Option<Spanned<Literal>>,
        /// The key of `wrap`, `unwrap`, `list-to-object` and `object-to-list`.
        pub key: Option<Spanned<Text>>,
        /// What stands between the parts of a text.
        pub separator: Option<Spanned<Text>>,
        /// The fields that a text is split into.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub into: Vec<Spanned<Text>>,
        /// The program and its arguments.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub command: Vec<Spanned<Text>>,
        /// The program that undoes it, and its arguments.
        #[cfg_attr(feature = "schema", schemars(default))]
        pub reverse: Vec<Spanned<Text>>,
    }
}

/// Any value of TOML, as the text of a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct Literal(Box<str>);

impl Literal {
    /// The JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Literal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Literal".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!(true)
    }
}

impl Read for Literal {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut out = String::new();
        literal(node, &mut out, reader)?;
        Some(Self(out.into()))
    }
}

/// Depth is bounded by the parser of TOML.
fn literal(node: &Node<'_>, out: &mut String, reader: &mut Reader<'_>) -> Option<()> {
    match node.get_ref() {
        DeValue::String(text) => string(text, out),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => out.push_str(&number.to_string()),
            Err(_) => return reader.wrong_type(node, "a number of 64 bits"),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => out.push_str(&format!("{number:?}")),
            _ => return reader.wrong_type(node, "a finite number"),
        },
        DeValue::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
        DeValue::Datetime(_) => return reader.wrong_type(node, "a value of JSON"),
        DeValue::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                literal(item, out, reader)?;
            }
            out.push(']');
        }
        DeValue::Table(entries) => {
            out.push('{');
            for (n, (key, value)) in entries.iter().enumerate() {
                if n > 0 {
                    out.push(',');
                }
                string(key.get_ref(), out);
                out.push(':');
                literal(value, out, reader)?;
            }
            out.push('}');
        }
    }
    Some(())
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Notes stores and migrations that have the name of an earlier one, and stores without a reader.
pub(crate) fn check_names(metadata: &Metadata, reader: &mut Reader<'_>) {
    let mut seen = std::collections::BTreeMap::new();
    let stores = metadata.store.iter().map(|store| ("store", &store.name));
    let migrations = metadata
        .migration
        .iter()
        .map(|migration| ("migration", &migration.id));
    let pairs = metadata.drift.iter().map(|pair| ("pair", &pair.name));
    for (what, name) in stores.chain(migrations).chain(pairs) {
        if let Some(first) = seen.insert((what, name.as_str()), name.span()) {
            let message = format!("a second {what} `{}`", name.as_str());
            let problem = crate::Problem::new(name.span(), message)
                .expected(format!("one {what} for each name"))
                .related(first, "the first one is");
            reader.problems.push(problem);
        }
    }
    for store in &metadata.store {
        if store.schema.is_some() == store.reader.is_empty() {
            continue;
        }
        let problem = crate::Problem::new(
            store.name.span(),
            format!("found the store `{}`", store.name.as_str()),
        )
        .expected("one of `schema` and `reader` with it");
        reader.problems.push(problem);
    }
}
