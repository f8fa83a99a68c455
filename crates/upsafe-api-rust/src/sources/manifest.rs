//! What a manifest says that may change an API: features, dependencies, the library, the edition.
//!
//! Versions of the package and of dependencies in the same repository are left out: they change with
//! every release, and no API does by it.

use toml::{Table, Value};

/// Keys of `[package]` that count.
const PACKAGE: [&str; 6] = ["name", "edition", "build", "links", "autolib", "resolver"];
/// Tables that count as a whole.
const WHOLE: [&str; 2] = ["lib", "features"];
/// Tables of dependencies.
const DEPENDENCIES: [&str; 2] = ["dependencies", "build-dependencies"];

/// The text of what counts; `workspace` is the manifest that this one inherits from.
pub(super) fn essence(manifest: &Table, workspace: Option<&Table>) -> String {
    let inherited = |path: &[&str]| -> Option<&Value> {
        let mut table = workspace?.get("workspace")?.as_table()?;
        let (last, above) = path.split_last()?;
        for key in above {
            table = table.get(*key)?.as_table()?;
        }
        table.get(*last)
    };
    let mut essence = Table::new();
    let mut package = Table::new();
    if let Some(Value::Table(all)) = manifest.get("package") {
        for key in PACKAGE {
            let value = match all.get(key) {
                Some(Value::Table(_)) => inherited(&["package", key]),
                value => value,
            };
            package.extend(value.map(|value| (key.to_owned(), value.clone())));
        }
    }
    essence.insert("package".to_owned(), Value::Table(package));
    for key in WHOLE {
        essence.extend(
            manifest
                .get(key)
                .map(|value| (key.to_owned(), value.clone())),
        );
    }
    for key in DEPENDENCIES {
        if let Some(Value::Table(all)) = manifest.get(key) {
            essence.insert(key.to_owned(), Value::Table(dependencies(all, &inherited)));
        }
    }
    if let Some(Value::Table(targets)) = manifest.get("target") {
        for (target, tables) in targets {
            for key in DEPENDENCIES {
                if let Some(Value::Table(all)) = tables.get(key) {
                    let of = Value::Table(dependencies(all, &inherited));
                    essence.insert(format!("target.{target}.{key}"), of);
                }
            }
        }
    }
    // Tables are sorted by key; JSON is written because it is at hand.
    serde_json::to_string(&essence).unwrap_or_default()
}

fn dependencies<'v>(all: &Table, inherited: &dyn Fn(&[&str]) -> Option<&'v Value>) -> Table {
    let one = |(name, value): (&String, &Value)| {
        let mut table = match value {
            Value::Table(table) if table.get("workspace").is_some() => {
                let mut table = table.clone();
                table.remove("workspace");
                match inherited(&["dependencies", name]) {
                    Some(Value::Table(above)) => {
                        for (key, value) in above {
                            merge(&mut table, key, value);
                        }
                    }
                    Some(value) => merge(&mut table, "version", value),
                    None => {}
                }
                table
            }
            Value::Table(table) => table.clone(),
            value => Table::from_iter([("version".to_owned(), value.clone())]),
        };
        if table.contains_key("path") {
            table.remove("version");
            table.remove("path");
            table.insert("here".to_owned(), Value::Boolean(true));
        }
        (name.clone(), Value::Table(table))
    };
    all.iter().map(one).collect()
}

/// What the workspace says holds beside what the member says; features add up.
fn merge(table: &mut Table, key: &str, value: &Value) {
    match (table.get_mut(key), value) {
        (Some(Value::Array(own)), Value::Array(above)) => own.extend(above.iter().cloned()),
        (Some(_), _) => {}
        (None, value) => drop(table.insert(key.to_owned(), value.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str, same: bool) {
        let above = "[workspace.package]\nversion = \"1.0.0\"\nedition = \"2024\"\n\
                     [workspace.dependencies]\nd = { version = \"1\", features = [\"x\"] }\n";
        let read = |text: &str| text.parse::<Table>().expect("the test's own TOML");
        let above = read(above);
        let of = |text: &str| essence(&read(text), Some(&above));
        assert_eq!(of(old) == of(new), same, "{} | {}", of(old), of(new));
    }

    #[test]
    fn releases_and_words_do_not_count() {
        check(
            "[package]\nname = \"a\"\nversion = \"1.0.0\"\n[dependencies]\nb = { path = \"../b\", version = \"1.0.0\" }",
            "[package]\nname = \"a\"\nversion = \"1.1.0\"\ndescription = \"x\"\n[dependencies]\nb = { version = \"1.1.0\", path = \"../b\" }\n[dev-dependencies]\nc = \"1\"",
            true,
        );
        check(
            "[package]\nedition.workspace = true\n[dependencies]\nd = { workspace = true, features = [\"y\"] }",
            "[package]\nedition = \"2024\"\n[dependencies]\nd = { version = \"1\", features = [\"y\", \"x\"] }",
            true,
        );
    }

    #[test]
    fn what_may_change_an_api_counts() {
        check("[features]\na = []", "[features]\nb = []", false);
        check(
            "[dependencies]\na = \"1\"",
            "[dependencies]\na = \"2\"",
            false,
        );
        check(
            "[package]\nedition = \"2021\"",
            "[package]\nedition.workspace = true",
            false,
        );
        check(
            "[target.x.dependencies]\na = \"1\"",
            "[target.y.dependencies]\na = \"1\"",
            false,
        );
    }
}
