//! `upsafe semver batch`: questions about releases as JSON lines, with the facts in them.

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use upsafe::semver::go_release::{GoApi, GoModule, judge, suggest, tag_of};

use crate::failure::Failure;

#[derive(Deserialize)]
struct Question {
    id: Value,
    op: String,
    module: Module,
    #[serde(default)]
    version: Option<String>,
}

/// A module as a question gives it.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Module {
    path: String,
    #[serde(default)]
    dir: String,
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    base_path: Option<String>,
    #[serde(default)]
    existing: Vec<String>,
    #[serde(default)]
    requirements_changed: bool,
    #[serde(default)]
    required_by_others: Option<String>,
    /// What happened to the API: by package, or to all of it.
    #[serde(default)]
    packages: BTreeMap<String, Package>,
    #[serde(default)]
    compatible: bool,
    #[serde(default)]
    incompatible: bool,
    #[serde(default)]
    base_failed: bool,
    #[serde(default)]
    release_failed: bool,
}

/// What happened to the API of a package.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
struct Package {
    compatible: bool,
    incompatible: bool,
    base_failed: bool,
    release_failed: bool,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<Release>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

#[derive(Serialize)]
struct Release {
    valid: bool,
    version: Option<String>,
    tag: Option<String>,
    reason: Option<String>,
}

pub(super) fn run() -> Result<u8, Failure> {
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    let failed = |error| Failure::new(format_args!("stdout cannot be written: {error}"));
    for (at, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.map_err(|error| {
            Failure::new(format_args!(
                "line {} of stdin cannot be read: {error}",
                at + 1
            ))
        })?;
        if line.trim().is_empty() {
            continue;
        }
        let question: Question = serde_json::from_str(&line).map_err(|error| {
            Failure::new(format_args!("line {} of stdin is no question: {error}", at + 1)).with_hint(
                r#"expected {"id": 1, "op": "go-release", "module": {"path": "example.com/m", "base": "v1.0.0"}}"#,
            )
        })?;
        let answer = serde_json::to_string(&answer(question))?;
        writeln!(stdout, "{answer}").map_err(failed)?;
    }
    stdout.flush().map_err(failed)?;
    Ok(0)
}

fn answer(question: Question) -> Answer {
    let Question {
        id,
        op,
        module,
        version,
    } = question;
    if op != "go-release" {
        let error = Some(format!("expected the operation `go-release`, found `{op}`"));
        return Answer {
            id,
            result: None,
            error,
        };
    }
    let dir = module.dir.clone();
    let module = module.into_module();
    let judged = match version {
        Some(version) => judge(&module, &version).map(|()| version),
        None => suggest(&module),
    };
    let result = match judged {
        Ok(version) => Release {
            valid: true,
            tag: Some(tag_of(&dir, &version)),
            version: Some(version),
            reason: None,
        },
        Err(refusal) => Release {
            valid: false,
            version: None,
            tag: None,
            reason: Some(refusal.to_string()),
        },
    };
    Answer {
        id,
        result: Some(result),
        error: None,
    }
}

impl Module {
    fn into_module(self) -> GoModule {
        let mut module = GoModule::new(self.path);
        module.dir = self.dir;
        module.base = self.base;
        module.base_path = self.base_path;
        module.existing = self.existing;
        module.requirements_changed = self.requirements_changed;
        module.required_by_others = self.required_by_others;
        let whole = Package {
            compatible: self.compatible,
            incompatible: self.incompatible,
            base_failed: self.base_failed,
            release_failed: self.release_failed,
        };
        let packages = self.packages.into_values().chain([whole]);
        module.api = packages.map(Package::into_api).collect();
        module
    }
}

impl Package {
    fn into_api(self) -> GoApi {
        let mut api = GoApi::default();
        api.has_compatible = self.compatible;
        api.has_incompatible = self.incompatible;
        api.base_failed = self.base_failed;
        api.release_failed = self.release_failed;
        api
    }
}
