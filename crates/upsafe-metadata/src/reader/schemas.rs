//! Schemas from files: one for all objects, or one for each kind.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, fs,
    path::Path,
};

use serde_json::Value as Json;

use super::{Cause, JsonSchemaReader, Reader, Reading, Seen, Verdict};
use crate::{
    object::Object,
    since::Since,
    text::{parse_json, parse_yaml},
};

/// The language of a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaFormat {
    /// JSON Schema, in JSON or YAML.
    JsonSchema,
    /// CustomResourceDefinitions of Kubernetes.
    Crd,
}

impl SchemaFormat {
    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "json-schema" => Some(Self::JsonSchema),
            "crd" => Some(Self::Crd),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::JsonSchema => "json-schema",
            Self::Crd => "crd",
        }
    }
}

/// What a reader does with fields that its schema does not know. Complete: it keeps or drops them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownFields {
    /// It drops them, as typed readers and pruning do.
    #[default]
    Dropped,
    /// It keeps them.
    Kept,
}

/// What becomes of objects whose kind has no schema. Complete: they are told apart or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownKinds {
    /// Nobody can tell.
    #[default]
    Unverifiable,
    /// The reader does not know the kind, and cannot read them.
    Unreadable,
}

/// A reader cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct ReaderError {
    /// The file, or the program.
    pub path: String,
    /// What was found, and what was expected.
    pub message: String,
}

impl ReaderError {
    pub(crate) fn new(path: impl fmt::Display, message: impl fmt::Display) -> Self {
        Self {
            path: path.to_string(),
            message: message.to_string(),
        }
    }
}

/// Schemas as the reader.
#[derive(Debug)]
pub struct SchemaReader {
    /// The schema of every kind that has none of its own.
    any: Option<JsonSchemaReader>,
    by_kind: BTreeMap<String, JsonSchemaReader>,
    unknown_kinds: UnknownKinds,
    name: String,
}

impl SchemaReader {
    /// JSON Schemas: a file for all objects, or a folder with a file for each kind, named by it
    /// (`Topic.json`, `Topic.schema.json`, `Topic.yaml`).
    ///
    /// # Errors
    /// Where nothing is there, or something is no schema.
    pub fn json_schemas(
        path: &Path,
        unknown: UnknownFields,
        unknown_kinds: UnknownKinds,
    ) -> Result<Self, ReaderError> {
        let shown = path.display().to_string();
        let mut reader = Self {
            any: None,
            by_kind: BTreeMap::new(),
            unknown_kinds,
            name: path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        };
        if !path.is_dir() {
            let schema = one(path)?;
            reader.any = Some(JsonSchemaReader::new(&schema, &shown, unknown)?);
            return Ok(reader);
        }
        for file in files(path)? {
            let schema = one(&file)?;
            let shown = file.display().to_string();
            reader.by_kind.insert(
                kind_of(&file),
                JsonSchemaReader::new(&schema, &shown, unknown)?,
            );
        }
        match reader.by_kind.is_empty() {
            true => Err(ReaderError::new(
                shown,
                "found no schema, expected a file for each kind",
            )),
            false => Ok(reader),
        }
    }

    /// A schema of a client: fields that it does not know are not its concern.
    pub(crate) fn client(path: &Path) -> Result<JsonSchemaReader, ReaderError> {
        JsonSchemaReader::new(
            &one(path)?,
            &path.display().to_string(),
            UnknownFields::Kept,
        )
    }

    /// What schemas say of the versions of their fields.
    pub(crate) fn since(path: &Path) -> Result<Since, ReaderError> {
        if !path.is_dir() {
            return Since::of_schema(&one(path)?, &path.display().to_string());
        }
        let mut kinds = Vec::new();
        for file in files(path)? {
            let since = Since::of_schema(&one(&file)?, &file.display().to_string())?;
            kinds.push((kind_of(&file), since));
        }
        Ok(Since::of_kinds(kinds))
    }

    /// Whether a file, or the first in a folder, holds a definition of Kubernetes.
    pub(crate) fn looks_like_crd(path: &Path) -> bool {
        let first = match path.is_dir() {
            true => files(path).ok().and_then(|files| files.into_iter().next()),
            false => Some(path.to_owned()),
        };
        let text = first.and_then(|file| fs::read_to_string(file).ok());
        text.is_some_and(|text| {
            text.contains("CustomResourceDefinition") && text.contains("apiextensions.k8s.io")
        })
    }

    /// References that lead outside of their schemas.
    pub fn opaque(&self) -> BTreeSet<String> {
        let readers = self.any.iter().chain(self.by_kind.values());
        readers
            .flat_map(|reader| reader.opaque().map(str::to_owned))
            .collect()
    }
}

impl Reader for SchemaReader {
    fn describe(&self) -> String {
        format!("JSON Schema `{}`", self.name)
    }

    fn read(&self, object: &Object) -> Reading {
        let kind = object.kind.as_deref().map(str::to_lowercase);
        let own = kind.and_then(|kind| self.by_kind.get(&kind));
        match own.or(self.any.as_ref()) {
            Some(reader) => reader.read(&object.view, Verdict::Unreadable),
            None => unknown_kind(object, self.unknown_kinds),
        }
    }
}

/// An object whose kind no schema is of.
pub(super) fn unknown_kind(object: &Object, unknown_kinds: UnknownKinds) -> Reading {
    let kind = object.kind.as_deref().unwrap_or("");
    let cause = match unknown_kinds {
        UnknownKinds::Unverifiable => Cause::new(
            Verdict::Unverifiable,
            "",
            format!("there is no schema of kind `{kind}`"),
        ),
        UnknownKinds::Unreadable => Cause::new(
            Verdict::Unreadable,
            "",
            format!("kind `{kind}` is unknown to the reader"),
        ),
    };
    Reading {
        causes: vec![cause],
        seen: Seen::Nothing,
    }
}

/// The kind that a file's name tells, in lower case.
fn kind_of(file: &Path) -> String {
    let name = file
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    name.split('.').next().unwrap_or_default().to_lowercase()
}

/// The only document of a file.
fn one(path: &Path) -> Result<Json, ReaderError> {
    let mut documents = documents(path)?;
    match (documents.pop(), documents.is_empty()) {
        (Some(document), true) => Ok(document),
        _ => Err(ReaderError::new(path.display(), "expected one document")),
    }
}

/// The documents of a file in JSON or YAML.
pub(super) fn documents(path: &Path) -> Result<Vec<Json>, ReaderError> {
    let failed = |error: &dyn fmt::Display| ReaderError::new(path.display(), error);
    let bytes = fs::read(path).map_err(|error| failed(&error))?;
    let text = std::str::from_utf8(&bytes).map_err(|_| failed(&"expected text in UTF-8"))?;
    let is_json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    let values = match is_json {
        true => parse_json(text).map(|value| vec![value]),
        false => parse_yaml(text),
    };
    let values = values.map_err(|error| failed(&error))?;
    Ok(values.iter().map(crate::value::Value::to_json).collect())
}

/// The files with schemas in a folder, by name.
pub(super) fn files(folder: &Path) -> Result<Vec<std::path::PathBuf>, ReaderError> {
    let failed = |error| ReaderError::new(folder.display(), error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let known = path.extension().is_some_and(|extension| {
            extension == "json" || extension == "yaml" || extension == "yml"
        });
        if known && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
