//! Small pairs of crates with a known answer: what each of the two engines says of them.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use super::{
    files::{remove, write},
    reference,
    sides::{Tools, bump, verdict},
};
use crate::{Outcome, bench::tools::absolute, process, process::root, say};

/// A pair of sources and the bump that is right.
pub(super) struct Case {
    /// The name of the package.
    pub(super) name: String,
    pub(super) title: String,
    /// `major`, `minor`, `patch`, or words for a matter of opinion.
    pub(super) expected: String,
    pub(super) old: String,
    pub(super) new: String,
}

/// Prints a table of the cases in a file, or of the product's own fixtures.
///
/// A file is the chapter on SemVer of Cargo's book (`src/doc/src/reference/semver.md` in the package
/// `cargo`), or JSON: `{"cases": [{"id", "before", "after", "expect": {"required_bump"}}]}`.
pub(super) fn run(tools: &Tools, file: Option<&Path>) -> Outcome {
    let cases = match file {
        Some(file) => given(file)?,
        None => own()?,
    };
    let top = root().join("target/bench/api/cases");
    remove(&top)?;
    let (old, new) = (side(&top.join("old"), &cases, |case| &case.old)?, {
        side(&top.join("new"), &cases, |case| &case.new)?
    });
    for folder in [&old, &new] {
        let ask = ["semver", "api", "write", "--offline", "--output", "json"];
        let output = tools
            .ours(folder, &ask)
            .output()
            .map_err(|error| error.to_string())?;
        if output.stdout.is_empty() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
    }
    let mut text =
        "| case | expected | upsafe | cargo-semver-checks |\n|---|---|---|---|\n".to_owned();
    let mut counts = Counts::default();
    for case in &cases {
        let path = |folder: &Path| folder.join(format!("api/{}.json", case.name));
        let files = [path(&old), path(&new)];
        let ours = match files.iter().all(|file| file.is_file()) {
            true => {
                let files = files.map(|file| file.to_string_lossy().into_owned());
                let args = [
                    "semver", "api", "diff", &files[0], &files[1], "--output", "json",
                ];
                bump(&process::read(&mut tools.ours(&new, &args))?)?.to_owned()
            }
            false => "cannot tell".to_owned(),
        };
        let theirs = verdict(tools.theirs([&old, &new], &case.name, &[]))?;
        counts.add(&case.expected, &ours, &theirs);
        let row = format!("| {} | {} | {ours} | {theirs} |", case.title, case.expected);
        writeln!(text, "{row}").map_err(|error| error.to_string())?;
    }
    say(&format!("\n{text}\n{counts}\n"));
    Ok(())
}

#[derive(Default)]
struct Counts {
    majors: usize,
    minors: usize,
    found: [usize; 2],
    suspect: usize,
    false_majors: [usize; 2],
}

impl Counts {
    fn add(&mut self, expected: &str, ours: &str, theirs: &str) {
        let is_major = |told: &str| usize::from(told.starts_with("major"));
        match expected {
            "major" => {
                self.majors += 1;
                self.found[0] += is_major(ours);
                self.found[1] += is_major(theirs);
                self.suspect += usize::from(ours.contains("suspect"));
            }
            "minor" | "patch" => {
                self.minors += 1;
                self.false_majors[0] += is_major(ours);
                self.false_majors[1] += is_major(theirs);
            }
            // Whether it breaks is a matter of opinion.
            _ => {}
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts {
            majors,
            minors,
            found,
            suspect,
            false_majors,
        } = self;
        writeln!(
            f,
            "majors found: upsafe {} of {majors} ({suspect} of them suspect), cargo-semver-checks {} of {majors}",
            found[0], found[1]
        )?;
        writeln!(
            f,
            "false majors: upsafe {} of {minors}, cargo-semver-checks {} of {minors}",
            false_majors[0], false_majors[1]
        )
    }
}

/// A workspace with a package a case.
fn side(folder: &Path, cases: &[Case], source: fn(&Case) -> &String) -> Result<PathBuf, String> {
    write(
        &folder.join("Cargo.toml"),
        "[workspace]\nresolver = \"2\"\nmembers = [\"cases/*\"]\n",
    )?;
    // Where the lock is, the workspace is: not that of the repository around it.
    write(&folder.join("Cargo.lock"), "version = 4\n")?;
    write(
        &folder.join("upsafe.toml"),
        "edition = \"2026\"\n[semver.api]\nsnapshot = \"api/{name}.json\"\n",
    )?;
    for case in cases {
        let at = folder.join("cases").join(&case.name);
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"1.0.0\"\nedition = \"2021\"\n",
            case.name
        );
        write(&at.join("Cargo.toml"), &manifest)?;
        write(&at.join("src/lib.rs"), source(case))?;
    }
    absolute(folder)
}

fn given(file: &Path) -> Result<Vec<Case>, String> {
    let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(|error| fail(&error))?;
    if file.extension().is_some_and(|extension| extension == "md") {
        let cases = reference::cases(&text);
        return match cases.is_empty() {
            true => Err(fail(&"expected blocks that begin with `// MAJOR CHANGE`")),
            false => Ok(cases),
        };
    }
    let whole: serde_json::Value = serde_json::from_str(&text).map_err(|error| fail(&error))?;
    let listed = whole["cases"].as_array();
    let listed = listed.ok_or_else(|| fail(&"expected a list under the key `cases`"))?;
    let text = |case: &serde_json::Value, key: &str| -> Result<String, String> {
        let found = case[key].as_str().map(str::to_owned);
        found.ok_or_else(|| fail(&format!("expected the text `{key}` of a case")))
    };
    let mut cases = Vec::new();
    for (nth, case) in listed.iter().enumerate() {
        if case["op"].as_str().is_some_and(|op| op != "api_change") {
            continue;
        }
        cases.push(Case {
            name: format!("case-{nth:03}"),
            title: text(case, "id")?,
            expected: text(&case["expect"], "required_bump")?,
            old: text(case, "before")?,
            new: text(case, "after")?,
        });
    }
    Ok(cases)
}

fn own() -> Result<Vec<Case>, String> {
    let path = root().join("crates/upsafe-api-rust/tests/fixtures/changes.txt");
    let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
    let mut cases = Vec::new();
    for (nth, part) in text.split("\n== ").skip(1).enumerate() {
        let split = || {
            let (head, sources) = part.split_once('\n')?;
            let (name, expected) = head.split_once(": ")?;
            let (old, new) = sources.split_once("--\n")?;
            let expected = expected.split(':').next().unwrap_or(expected);
            Some(Case {
                name: format!("case-{nth:03}"),
                title: name.to_owned(),
                expected: expected.to_owned(),
                old: old.to_owned(),
                new: new.to_owned(),
            })
        };
        cases.push(split().ok_or_else(|| format!("{}: case {nth} is cut", path.display()))?);
    }
    Ok(cases)
}
