//! `go.mod` and `go.work`: modules, what they require, replace and exclude.

use upsafe_config::Ecosystem;
use upsafe_core::{LoadError, Span};

use super::{
    docs::{Doc, Docs, HeadDocs, folder, join},
    ecosystem::Manifest,
};
use crate::evidence::{Declared, DependencyKind, Replaced, Requirement, Text, Toolchain};

pub(super) fn discover(path: &str, docs: &mut HeadDocs<'_>) -> Result<Vec<Manifest>, LoadError> {
    if !path.ends_with("go.work") {
        return Ok(vec![Manifest::new(Ecosystem::Go, path, None)]);
    }
    let doc = docs
        .doc(path)?
        .ok_or_else(|| LoadError::whole(path, "there is no such file"))?;
    let mut found = Vec::new();
    for line in lines(&doc) {
        if let ("use", [dir]) = (line.verb.as_str(), &line.words[..])
            && let Some(dir) = join(folder(path), &dir.0)
        {
            let at = if dir.is_empty() {
                "go.mod".to_owned()
            } else {
                format!("{dir}/go.mod")
            };
            found.push(Manifest::new(Ecosystem::Go, at, None));
        }
    }
    Ok(found)
}

/// A directive with its words and their places.
struct Line {
    verb: String,
    words: Vec<(String, Span)>,
    is_indirect: bool,
}

pub(super) fn declare(doc: &Doc, dir: &str) -> Result<Option<Declared>, LoadError> {
    let mut declared = Declared {
        publish: true,
        ..Declared::default()
    };
    for line in lines(doc) {
        let at = |nth: usize| {
            let (word, span) = line.words.get(nth)?;
            Some(Text::new(word.clone(), doc.place(span.clone())))
        };
        match line.verb.as_str() {
            "module" => declared.name = at(0).map_or_else(String::new, |text| text.value),
            "go" => {
                declared.toolchain = at(0).map(|text| Toolchain {
                    key: "go",
                    oldest: super::cargo::numbers(&text.value),
                    text,
                });
            }
            "require" => {
                let Some(name) = at(0) else { continue };
                declared.requirements.push(Requirement {
                    name: name.value.clone(),
                    key: name.value,
                    kind: DependencyKind::Normal,
                    range: at(1),
                    path: None,
                    is_git: false,
                    is_optional: line.is_indirect,
                    place: name.place,
                });
            }
            "retract" => {
                let mut ends = line.words.iter().map(|(word, _)| {
                    word.trim_matches(|c| matches!(c, '[' | ']' | ','))
                        .to_owned()
                });
                let first = ends.find(|word| !word.is_empty());
                let last = ends.find(|word| !word.is_empty());
                if let Some(first) = first {
                    let last = last.unwrap_or_else(|| first.clone());
                    declared.retracted.push((first, last));
                }
            }
            "replace" | "exclude" => {
                let Some(name) = at(0) else { continue };
                let directive = if line.verb == "replace" {
                    "replace"
                } else {
                    "exclude"
                };
                let target = line.words.iter().position(|(word, _)| word == "=>");
                let local = target
                    .and_then(|at| line.words.get(at + 1))
                    .filter(|(path, _)| path.starts_with('.'));
                if let Some((path, _)) = local
                    && let Some(path) = join(dir, path)
                {
                    let same = |one: &&mut Requirement| one.name == name.value;
                    if let Some(one) = declared.requirements.iter_mut().find(same) {
                        one.path = Some(path);
                    }
                }
                declared.replaced.push(Replaced {
                    directive,
                    name: name.value,
                    place: name.place,
                });
            }
            _ => {}
        }
    }
    if declared.name.is_empty() {
        return Err(doc.error(0, "expected the directive `module`"));
    }
    Ok(Some(declared))
}

/// The directives, blocks taken apart. Comments and quotes are those of the go command.
fn lines(doc: &Doc) -> Vec<Line> {
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    let mut start = 0;
    for raw in doc.text.split_inclusive('\n') {
        let (code, comment) = match raw.find("//") {
            // In a path, `//` cannot stand.
            Some(at) => (&raw[..at], &raw[at..]),
            None => (raw, ""),
        };
        let mut words = words(code, start);
        start += raw.len();
        if words.is_empty() {
            continue;
        }
        let is_indirect = comment
            .trim_start_matches('/')
            .trim()
            .starts_with("indirect");
        if block.is_some() && words[0].0 == ")" {
            block = None;
            continue;
        }
        let verb = match &block {
            Some(verb) => verb.clone(),
            None => words.remove(0).0,
        };
        if words.last().is_some_and(|(word, _)| word == "(") {
            block = Some(verb);
            continue;
        }
        found.push(Line {
            verb,
            words,
            is_indirect,
        });
    }
    found
}

fn words(code: &str, start: usize) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in code.split([' ', '\t', '\r', '\n']) {
        if !part.is_empty() {
            let word = part.trim_matches(['"', '`']);
            let from = start + at + part.find(word).unwrap_or(0);
            found.push((word.to_owned(), from..from + word.len()));
        }
        at += part.len() + 1;
    }
    found
}
