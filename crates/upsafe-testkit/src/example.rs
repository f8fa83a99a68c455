//! An example in a page: input files and what is expected of them.

use std::{
    fs,
    path::{Component, Path},
};

use upsafe_core::Finding;

use crate::{
    Failures,
    document::{Block, Document, backticks},
    failures::{diff, shown},
};

/// What an expectation is about. Complete: a test handles every form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The text rendering of the report.
    Output,
    /// The findings alone, as [`findings_text`] gives them.
    Findings,
}

/// One line per finding: `level[rule] subject: message`.
pub fn findings_text<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> String {
    findings
        .into_iter()
        .map(|finding| {
            let Finding {
                level,
                rule,
                subject,
                message,
                ..
            } = finding;
            format!("{level}[{rule}] {subject}: {message}\n")
        })
        .collect()
}

/// The files of an example and the expectations that follow them.
pub(crate) struct Example<'d> {
    files: Vec<(&'d str, &'d Block)>,
    pub(crate) expected: Vec<(Form, &'d Block)>,
}

/// The examples of a page, in order.
pub(crate) fn examples(document: &Document) -> Result<Vec<Example<'_>>, String> {
    let mut examples: Vec<Example<'_>> = Vec::new();
    for block in &document.blocks {
        let file = block
            .info
            .iter()
            .find_map(|word| word.strip_prefix("file="));
        if let Some(path) = file {
            let begun = examples
                .last_mut()
                .filter(|example| example.expected.is_empty());
            match begun {
                Some(example) => example.files.push((path, block)),
                None => examples.push(Example {
                    files: vec![(path, block)],
                    expected: Vec::new(),
                }),
            }
        } else if let Some(form) = form(block) {
            let example = examples
                .last_mut()
                .ok_or_else(|| format!("line {}: no `file=` block stands above", block.line))?;
            example.expected.push((form, block));
        }
    }
    match examples.last() {
        Some(Example { files, expected }) if expected.is_empty() => {
            let line = files.first().map_or(0, |(_, block)| block.line);
            Err(format!("line {line}: nothing is expected of these files"))
        }
        _ => Ok(examples),
    }
}

fn form(block: &Block) -> Option<Form> {
    block.info.iter().find_map(|word| match word.as_str() {
        "output" => Some(Form::Output),
        "findings" => Some(Form::Findings),
        _ => None,
    })
}

/// What happens to an expectation that is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// It is a failure.
    Check,
    /// It is rewritten, and that is a failure once.
    Update,
}

impl Mode {
    /// As `UPSAFE_UPDATE` in the environment says.
    #[expect(
        clippy::disallowed_methods,
        reason = "whoever runs the tests asks for an update"
    )]
    pub(crate) fn of_environment() -> Self {
        match std::env::var_os("UPSAFE_UPDATE") {
            Some(value) if value == "1" => Self::Update,
            _ => Self::Check,
        }
    }
}

/// Runs all examples of the page at `path`.
pub(crate) fn run_page(path: &Path, mode: Mode, run: &impl Fn(&Path, Form) -> String) -> Failures {
    let mut failures = Failures::default();
    let name = shown(path);
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            failures.add(format!("{name}: {error}"));
            return failures;
        }
    };
    let document = Document::parse(&text);
    let examples = document.as_ref().map_err(Clone::clone).and_then(examples);
    let examples = match examples {
        Ok(examples) => examples,
        Err(error) => {
            failures.add(format!("{name}: {error}"));
            return failures;
        }
    };
    let mut edits: Vec<(&Block, String)> = Vec::new();
    for example in &examples {
        let found = match run_example(example, run) {
            Ok(found) => found,
            Err(error) => {
                failures.add(format!("{name}: {error}"));
                continue;
            }
        };
        for ((form, block), found) in example.expected.iter().zip(found) {
            if found == block.text {
                continue;
            }
            let (line, diff) = (block.line, diff(&block.text, &found));
            failures.add(format!(
                "{name}:{line}: {form:?} is not what is expected\n{diff}"
            ));
            edits.push((block, found));
        }
    }
    if mode == Mode::Update && !edits.is_empty() {
        match rewrite(&text, &edits).and_then(|new| write(path, &new)) {
            Ok(()) => failures.add(format!("{name}: rewritten; read the diff and run again")),
            Err(error) => failures.add(format!("{name}: not rewritten: {error}")),
        }
    }
    failures
}

fn run_example(
    example: &Example<'_>,
    run: &impl Fn(&Path, Form) -> String,
) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    for (path, block) in &example.files {
        let inside = Path::new(path)
            .components()
            .all(|step| matches!(step, Component::Normal(_)));
        if !inside || path.is_empty() {
            return Err(format!(
                "line {}: expected a path inside the folder, found `{path}`",
                block.line
            ));
        }
        let file = folder.path().join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent).map_err(|error| format!("{path}: {error}"))?;
        }
        write(&file, &block.text)?;
    }
    let absolute = folder.path().display().to_string();
    let found = example.expected.iter().map(|(form, block)| {
        let found = run(folder.path(), *form);
        match found.contains(&absolute) {
            true => Err(format!(
                "line {}: the {form:?} holds an absolute path:\n{found}",
                block.line
            )),
            false => Ok(found),
        }
    });
    found.collect()
}

/// The page with other bodies in its blocks; a body must end its last line and fit into its fence.
fn rewrite(text: &str, edits: &[(&Block, String)]) -> Result<String, String> {
    let mut new = text.to_owned();
    for (block, body) in edits.iter().rev() {
        if !body.is_empty() && !body.ends_with('\n') {
            return Err(format!("line {}: the last line has no end", block.line));
        }
        if body.lines().any(|line| backticks(line) >= block.fence) {
            return Err(format!(
                "line {}: the text needs a longer fence",
                block.line
            ));
        }
        new.replace_range(block.body.clone(), body);
    }
    Ok(new)
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", shown(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "\
# page

```toml file=a/one.toml
x = 1
```

```text output
old
```

```text findings
```

```toml file=two.toml
```

```text output
two.toml
```
";

    /// Lists the files in the folder; findings are none.
    fn list(dir: &Path, form: Form) -> String {
        if form == Form::Findings {
            return String::new();
        }
        let mut names: Vec<String> = fs::read_dir(dir)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap() + "\n")
            .collect();
        names.sort();
        names.concat()
    }

    fn check(text: &str, mode: Mode, expected: &[&str], after: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.md");
        fs::write(&path, text).unwrap();
        let failures = run_page(&path, mode, &list);
        let prefix = shown(folder.path()) + "/";
        let found: Vec<String> = failures
            .list()
            .iter()
            .map(|f| f.replace(&prefix, ""))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(fs::read_to_string(&path).unwrap(), after);
    }

    #[test]
    fn an_expectation_that_is_not_met_is_shown_as_a_diff() {
        let shown = "page.md:7: Output is not what is expected\n- old\n+ a\n";
        check(PAGE, Mode::Check, &[shown], PAGE);
        let good = PAGE.replace("old", "a");
        check(&good, Mode::Check, &[], &good);
    }

    #[test]
    fn an_update_rewrites_only_what_differs_and_fails_once() {
        let shown = "page.md:7: Output is not what is expected\n- old\n+ a\n";
        let told = "page.md: rewritten; read the diff and run again";
        let good = PAGE.replace("old", "a");
        check(PAGE, Mode::Update, &[shown, told], &good);
        check(&good, Mode::Update, &[], &good);
    }

    #[test]
    fn pages_that_cannot_run_say_why() {
        let check = |text: &str, told: &str| check(text, Mode::Check, &[told], text);
        check(
            "```text output\n```\n",
            "page.md: line 1: no `file=` block stands above",
        );
        check(
            "```toml file=a\n```\n",
            "page.md: line 1: nothing is expected of these files",
        );
        check(
            "```toml file=a\n",
            "page.md: line 1: the fence is not closed",
        );
        let outside = "```toml file=../a\n```\n```text output\n```\n";
        check(
            outside,
            "page.md: line 1: expected a path inside the folder, found `../a`",
        );
    }

    #[test]
    fn output_must_not_name_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page.md");
        fs::write(&path, "```toml file=a\n```\n```text output\n```\n").unwrap();
        let failures = run_page(&path, Mode::Check, &|dir, _| format!("{}\n", dir.display()));
        let [failure] = failures.list() else {
            panic!("{failures}")
        };
        assert!(
            failure.contains("line 3: the Output holds an absolute path"),
            "{failure}"
        );
    }
}
