//! `tests/samples`: what is accepted, what is refused and with which words; reader and schema
//! agree on both.

use std::{fs, path::PathBuf};

use expect_test::expect_file;
use upsafe_config::{Config, json_schema};

/// Enough rules to have neighbours.
pub(crate) const RULES: &[&str] = &[
    "config/expired-waiver",
    "config/stale-baseline",
    "config/unmatched-waiver",
    "deps/duplicate-version",
    "deps/yanked",
];

/// The first line of a sample that the schema accepts though the reader refuses it.
const BEYOND: &[u8] = b"# beyond the schema\n";

fn samples(kind: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/samples")
        .join(kind);
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{kind}");
    paths
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// The file as an editor gives it to the schema; `None` where it is no TOML.
fn as_json(bytes: &[u8]) -> Option<serde_json::Value> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(convert(toml::Value::Table(toml::from_str(text).ok()?)))
}

fn convert(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(integer) => integer.into(),
        toml::Value::Float(float) => float.into(),
        toml::Value::Boolean(boolean) => boolean.into(),
        toml::Value::Datetime(datetime) => datetime.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(convert).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, convert(value)))
            .collect(),
    }
}

#[test]
fn valid_samples_are_accepted_by_reader_and_schema() {
    let schema = jsonschema::validator_for(&json_schema(RULES)).unwrap();
    for (path, bytes) in samples("valid") {
        let loaded = Config::load(&bytes, "upsafe.toml", RULES);
        assert!(
            loaded.is_ok(),
            "{}:\n{}",
            path.display(),
            loaded.unwrap_err()
        );
        let json = as_json(&bytes).unwrap();
        let errors: Vec<String> = schema.iter_errors(&json).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

#[test]
fn invalid_samples_are_refused_by_reader_and_schema() {
    let schema = jsonschema::validator_for(&json_schema(RULES)).unwrap();
    for (path, bytes) in samples("invalid") {
        let error = Config::load(&bytes, "upsafe.toml", RULES).unwrap_err();
        expect_file![path.with_extension("txt")].assert_eq(&format!("{error}\n"));
        let Some(json) = as_json(&bytes) else {
            continue;
        };
        let beyond = bytes.starts_with(BEYOND);
        assert_eq!(schema.is_valid(&json), beyond, "{}", path.display());
    }
}

/// Reader and schema agree on each small change of a file with every key.
#[test]
fn a_change_of_any_line_is_judged_alike() {
    let schema = jsonschema::validator_for(&json_schema(RULES)).unwrap();
    let (_, bytes) = samples("valid")
        .into_iter()
        .find(|(path, _)| path.ends_with("every-key.toml"))
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (mut accepted, mut refused) = (0, 0);
    let mut differing = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        for changed in changes(line) {
            let mut new = lines.clone();
            new[at] = &changed;
            let new = new.join("\n");
            let Some(json) = as_json(new.as_bytes()) else {
                continue;
            };
            let read = Config::load(&new, "upsafe.toml", RULES).map_err(|e| e.to_string());
            if read.is_ok() != schema.is_valid(&json) {
                let said = read.as_ref().err();
                differing.push(format!("line {}, {changed:?}: {said:?}", at + 1));
            }
            match read {
                Ok(_) => accepted += 1,
                Err(_) => refused += 1,
            }
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(accepted > 50 && refused > 300, "{accepted} {refused}");
}

fn changes(line: &str) -> Vec<String> {
    let mut changes = vec![String::new()];
    if let Some((key, value)) = line.split_once(" = ") {
        let values = [
            "\"\"",
            "\"x\"",
            "\"*\"",
            "[]",
            "[\"\"]",
            "[\"x\"]",
            "{}",
            "1",
            "0",
            "-1",
            "1.5",
            "true",
            "\"2027-01-01\"",
            "\"1.80\"",
            "\"normal\"",
            "[\"normal\"]",
            "\"error\"",
            "\"cargo\"",
            "\"../x\"",
            "[\"/x\"]",
            "\"deps/yanked\"",
            "\" x\"",
        ];
        changes.extend(values.iter().map(|new| format!("{key} = {new}")));
        // To a schema, a bare date is a string everywhere.
        if key == "until" {
            changes.push("until = 2027-01-01".to_owned());
        }
        changes.push(format!("{key}x = {value}"));
        changes.push(format!("{} = {value}", key.to_uppercase()));
    } else if line.starts_with('[') {
        changes.push(line.replace(']', "x]"));
        changes.push(line.replace("[[", "[").replace("]]", "]"));
    }
    changes
}
