//! Versions out of files that name many: JSON manifests, lock files, container images.

use regex_lite::Regex;
use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::extract::{Form, Found, Unread};

/// The string at a path of a JSON file.
pub(super) fn json(text: &str, path: &[&str], form: Form) -> Result<Vec<Found>, Unread> {
    let value = parsed(text)?;
    let mut at = Some(&value);
    for key in path {
        at = at.and_then(|value| value.get(*key));
    }
    let Some(string) = at.and_then(Value::as_str) else {
        return Ok(Vec::new());
    };
    Ok(vec![placed(text, path, string, form)])
}

fn parsed(text: &str) -> Result<Value, Unread> {
    serde_json::from_str(text).map_err(|error| {
        let lines = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1));
        let at = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
        Unread::new(at.min(text.len()), format!("no JSON: {error}"))
    })
}

/// A string with its place: behind its keys, in the order in which they stand. The place is that of
/// the last key where the string is written with escapes.
fn placed(text: &str, path: &[&str], string: &str, form: Form) -> Found {
    let mut at = 0;
    for key in path {
        let quoted = format!("\"{key}\"");
        at = text[at..]
            .find(&quoted)
            .map_or(at, |found| at + found + quoted.len());
    }
    let quoted = format!("\"{string}\"");
    let span = match text[at..].find(&quoted) {
        Some(found) => at + found + 1..at + found + 1 + string.len(),
        None => at.saturating_sub(1)..at,
    };
    Found {
        text: string.to_owned(),
        span,
        form,
    }
}

/// The versions that a lock file has of a package.
pub(super) fn locked(text: &str, package: &str, name: &str) -> Result<Vec<Found>, Unread> {
    match name {
        "package-lock.json" => {
            let value = parsed(text)?;
            let Some(packages) = value.get("packages").and_then(Value::as_object) else {
                return Err(Unread::new(
                    0,
                    "no `packages`, expected a lock of version 2 or 3",
                ));
            };
            let key = format!("node_modules/{package}");
            let nested = format!("/{key}");
            let of_it = packages
                .iter()
                .filter(|(path, _)| **path == key || path.ends_with(&nested));
            Ok(of_it
                .filter_map(|(path, entry)| {
                    let version = entry.get("version")?.as_str()?;
                    Some(placed(text, &[path, "version"], version, Form::Version))
                })
                .collect())
        }
        "go.mod" => Ok(required(text, package)),
        _ => toml_packages(text, package),
    }
}

/// The entries `[[package]]` of a `Cargo.lock`, a `uv.lock` or a `poetry.lock`.
fn toml_packages(text: &str, package: &str) -> Result<Vec<Found>, Unread> {
    let tree = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Unread::new(at, format!("no TOML: {}", error.message()))
    })?;
    let Some(DeValue::Array(entries)) = tree.get_ref().get("package").map(|all| all.get_ref())
    else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for entry in entries.iter() {
        let DeValue::Table(entry) = entry.get_ref() else {
            continue;
        };
        let named = entry.get("name").is_some_and(
            |name| matches!(name.get_ref(), DeValue::String(name) if *name == package),
        );
        if let (true, Some(version)) = (named, entry.get("version"))
            && let DeValue::String(string) = version.get_ref()
        {
            found.push(Found {
                text: string.to_string(),
                span: version.span(),
                form: Form::Version,
            });
        }
    }
    Ok(found)
}

/// The version that a `go.mod` requires of a module.
fn required(text: &str, module: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split("//").next().unwrap_or_default();
        let mut words = code.split_whitespace().peekable();
        if words.peek() == Some(&"require") {
            words.next();
        }
        if words.next() == Some(module)
            && let Some(version) = words.next()
            && version.starts_with('v')
            && let Some(offset) = code.rfind(version)
        {
            found.push(Found {
                text: version.to_owned(),
                span: at + offset..at + offset + version.len(),
                form: Form::Version,
            });
        }
        at += line.len();
    }
    found
}

/// The tags of an image: `golang:1.22-alpine` names 1.22. An image without a tag, or with one that
/// does not begin with a number, gives the text that stands there, which is no version.
pub(super) fn images(text: &str, image: &str) -> Vec<Found> {
    let Ok(numbers) = Regex::new(r"^v?([0-9]+(?:\.[0-9]+)*(?:(?:rc|beta|alpha)[0-9]+)?)") else {
        return Vec::new();
    };
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ']' | '}' | '@' | '#');
    let mut found = Vec::new();
    for (at, _) in text.match_indices(image) {
        let before = text[..at].chars().next_back();
        let starts =
            before.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '\'' | '/' | '='));
        let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let comment = text[line..at].contains('#');
        if !starts || comment || image.is_empty() {
            continue;
        }
        let start = at + image.len();
        let rest = &text[start..];
        if let Some(tag) = rest.strip_prefix(':') {
            if tag.starts_with(ends) {
                continue;
            }
            let tag = tag.split(ends).next().unwrap_or_default();
            let version = numbers.captures(tag).and_then(|found| found.get(1));
            let (from, text) = match version {
                Some(version) => (version.start(), version.as_str()),
                None => (0, tag),
            };
            let from = start + 1 + from;
            found.push(Found {
                text: text.to_owned(),
                span: from..from + text.len(),
                form: Form::Prefix,
            });
        } else if is_whole_image(&text[line..at], rest) {
            found.push(Found {
                text: image.to_owned(),
                span: at..start,
                form: Form::Prefix,
            });
        }
    }
    found
}

/// Whether a name without a tag stands where an image is chosen.
fn is_whole_image(before: &str, rest: &str) -> bool {
    let ends =
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "\"'".contains(c));
    let chooses = |word: &str| {
        let word = word.trim_start_matches('-').trim();
        word.eq_ignore_ascii_case("from") || word == "image:" || word == "container:"
    };
    let before = before.trim_end_matches(['"', '\'']);
    ends && before.split_whitespace().any(chooses)
}
