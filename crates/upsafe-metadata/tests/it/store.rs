//! A small store of topics in Fluvio's local form, and what is done to it.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::json;
use upsafe_metadata::{
    migrate::{Migration, Target},
    reader::{JsonSchemaReader, Judge, Reader, Reading, UnknownFields, Verdict},
    source::{EtcdAccess, SourceSpec},
};

/// A topic as the old version wrote it.
pub(crate) fn topic(key: &str, home: &str) -> String {
    format!(
        "!1.0.0\nmeta:\n  id: {key}\n  revision: 1\nkey: {key}\nstatus:\n  pairing: Succesful\n  map:\n    0:\n    - 5001\nspec:\n  replicas: !mirror\n    home: {home}\n"
    )
}

/// The migration to the new version, in two files.
pub(crate) fn migrations(folder: &Path) -> Vec<Migration> {
    fs::create_dir_all(folder).unwrap();
    let first = "kinds = [\"Topic\"]\n[[step]]\nop = \"wrap\"\npath = \"spec.replicas!mirror.home\"\nkey = \"partitions\"\n";
    let second = "[[step]]\nop = \"map\"\npath = \"status.pairing\"\nvalues = { Succesful = \"Successful\" }\n[[step]]\nop = \"rename\"\npath = \"status.pairing\"\nto = \"pairingSc\"\n";
    fs::write(folder.join("001-home.toml"), first).unwrap();
    fs::write(folder.join("002-pairing.toml"), second).unwrap();
    Migration::load_folder(folder).unwrap()
}

/// The new version reads `partitions` and `pairingSc`, the old one a list and `pairing`.
pub(crate) struct Version(JsonSchemaReader);

impl Version {
    pub(crate) fn new() -> Self {
        Self::of(
            json!({"type": "object", "required": ["partitions"], "properties": {"partitions": {"type": "array"}}}),
            json!({"pairingSc": {"enum": ["Successful", "Waiting"]}}),
        )
    }

    pub(crate) fn old() -> Self {
        Self::of(
            json!({"type": "array"}),
            json!({"pairing": {"enum": ["Succesful", "Waiting"]}}),
        )
    }

    fn of(home: serde_json::Value, status: serde_json::Value) -> Self {
        let mut status = status;
        status["map"] = json!({"type": "object"});
        let required: Vec<String> = status
            .as_object()
            .unwrap()
            .keys()
            .filter(|key| *key != "map")
            .cloned()
            .collect();
        let schema = json!({
            "properties": {"kind": {}, "version": {}, "key": {}, "meta": {},
                "status": {"properties": status, "required": required},
                "spec": {"properties": {"replicas": {"properties": {"mirror": {"properties": {"home": home}}}}}}},
        });
        Self(JsonSchemaReader::new(&schema, "schema", UnknownFields::Dropped).unwrap())
    }
}

impl Reader for Version {
    fn describe(&self) -> String {
        "a version".to_owned()
    }

    fn read(&self, object: &upsafe_metadata::Object) -> Reading {
        self.0.read(&object.view, Verdict::Unreadable)
    }
}

pub(crate) fn judge(version: &Version) -> Judge<'_> {
    Judge {
        reader: version,
        writer: None,
        clients: &[],
        moves: &[],
    }
}

/// A store with three topics and one of another kind.
pub(crate) fn fill(root: &Path) -> Target {
    let topics = root.join("data/metadata/Topic");
    fs::create_dir_all(&topics).unwrap();
    for (key, home) in [("a", "[1, 2]"), ("b", "[]"), ("c", "[x: 1]")] {
        fs::write(topics.join(format!("{key}.yaml")), topic(key, home)).unwrap();
    }
    let others = root.join("data/metadata/Mirror");
    fs::create_dir_all(&others).unwrap();
    fs::write(
        others.join("m.yaml"),
        topic("m", "[1]").replace("spec:\n  replicas: !mirror\n    home: [1]", "spec: {}"),
    )
    .unwrap();
    target(root)
}

pub(crate) fn target(root: &Path) -> Target {
    let spec = SourceSpec::parse("fluvio-local:data").unwrap();
    Target::new(&spec, root, &EtcdAccess::default()).unwrap()
}

/// Every object of a store, by its path below the folder `metadata`; what a run left beside is not one.
pub(crate) fn objects(root: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for kind in fs::read_dir(root.join("data/metadata")).unwrap() {
        let kind = kind.unwrap().path();
        for file in fs::read_dir(&kind).unwrap() {
            let path = file.unwrap().path();
            let name = format!(
                "{}/{}",
                kind.file_name().unwrap().to_string_lossy(),
                path.file_name().unwrap().to_string_lossy()
            );
            if name.ends_with(".yaml") {
                out.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    out
}

pub(crate) fn no_program(_: &[String], _: &str) -> Result<String, String> {
    Err("no program here".to_owned())
}
