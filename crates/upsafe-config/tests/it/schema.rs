//! The JSON Schema itself.

use serde_json::Value;
use upsafe_config::json_schema;

use crate::samples::RULES;

#[test]
fn every_key_is_described() {
    fn walk(schema: &Value, path: &str, missing: &mut Vec<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            for (key, property) in properties {
                let path = format!("{path}.{key}");
                if property["description"].as_str().is_none_or(str::is_empty) {
                    missing.push(path.clone());
                }
            }
        }
        for (name, definition) in schema["$defs"].as_object().into_iter().flatten() {
            if name != "Levels" {
                walk(definition, name, missing);
            }
        }
    }
    let mut missing = Vec::new();
    walk(&json_schema(RULES), "", &mut missing);
    assert_eq!(missing, [""; 0]);
}

#[test]
fn rules_and_defaults_stand_in_the_schema() {
    let schema = json_schema(RULES);
    let levels = schema["$defs"]["Levels"]["properties"].as_object().unwrap();
    let keys: Vec<&str> = levels.keys().map(String::as_str).collect();
    let mut expected = RULES.to_vec();
    expected.extend(["config/*", "deps/*"]);
    expected.sort_unstable();
    assert_eq!(keys, expected);
    let rule = &schema["$defs"]["Waiver"]["properties"]["rule"];
    assert_eq!(
        rule["enum"],
        serde_json::json!(["deps/duplicate-version", "deps/yanked"])
    );
    let defs = &schema["$defs"];
    assert_eq!(defs["Deps"]["properties"]["tier"]["default"], "fast");
    assert_eq!(
        defs["DepsSources"]["properties"]["git-needs-rev"]["default"],
        true
    );
    assert_eq!(
        defs["BaselineFile"]["properties"]["file"]["default"],
        "upsafe.baseline.json"
    );
    assert!(!schema.to_string().contains("x-upsafe"), "a mark is left");
    assert_eq!(schema, json_schema(RULES));
}
