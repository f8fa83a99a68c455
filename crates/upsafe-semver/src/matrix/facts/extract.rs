//! Versions out of the text of one file, each with its place.

use regex_lite::{Regex, RegexBuilder};
use toml::de::{DeTable, DeValue};
use upsafe_config::FactKind;
use upsafe_core::Span;

use super::lists;

/// A compiled pattern may take that many bytes.
const PATTERN_LIMIT: usize = 1 << 20;

/// Text that names a version, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) span: Span,
    pub(super) form: Form,
}

/// How the text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A version; numbers that are left out are zeros.
    Version,
    /// A version; with numbers left out, any that begins like that.
    Prefix,
    /// A range in the component's scheme.
    Range,
}

/// Why nothing could be read: where, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Unread {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
        }
    }
}

/// A pattern with exactly one group.
pub(super) fn pattern(text: &str) -> Result<Regex, String> {
    let built = RegexBuilder::new(text)
        .multi_line(true)
        .size_limit(PATTERN_LIMIT)
        .build();
    let regex = built.map_err(|error| format!("no regular expression: {error}"))?;
    match regex.captures_len() {
        2 => Ok(regex),
        n => Err(format!("found {} groups, expected one", n - 1)),
    }
}

/// Every match of a pattern's group.
pub(super) fn matches(regex: &Regex, text: &str, form: Form) -> Vec<Found> {
    let groups = regex.captures_iter(text).filter_map(|found| found.get(1));
    groups
        .map(|group| Found {
            text: group.as_str().to_owned(),
            span: group.range(),
            form,
        })
        .collect()
}

/// What is read out of a file of this kind.
pub(super) fn read(
    kind: FactKind,
    package: Option<&str>,
    text: &str,
    name: &str,
) -> Result<Vec<Found>, Unread> {
    match kind {
        FactKind::GoDirective => Ok(lines(text, "go", "")),
        FactKind::GoToolchain => Ok(lines(text, "toolchain", "go")),
        FactKind::RustVersion => either(
            text,
            &[
                &["package", "rust-version"],
                &["workspace", "package", "rust-version"],
            ],
            Form::Version,
        ),
        FactKind::Version if name == "package.json" => {
            lists::json(text, &["version"], Form::Version)
        }
        FactKind::Version => either(
            text,
            &[
                &["package", "version"],
                &["workspace", "package", "version"],
                &["project", "version"],
                &["tool", "poetry", "version"],
            ],
            Form::Version,
        ),
        FactKind::RustToolchain if name.ends_with(".toml") || text.contains("[toolchain]") => {
            either(text, &[&["toolchain", "channel"]], Form::Prefix)
        }
        FactKind::RustToolchain => Ok(whole(text)),
        FactKind::RequiresPython => either(text, &[&["project", "requires-python"]], Form::Range),
        FactKind::NodeEngine => lists::json(text, &["engines", "node"], Form::Range),
        FactKind::Image => Ok(lists::images(text, package.unwrap_or_default())),
        FactKind::Package => lists::locked(text, package.unwrap_or_default(), name),
        _ => Ok(Vec::new()),
    }
}

/// The one word of a file.
fn whole(text: &str) -> Vec<Found> {
    let word = text.trim();
    let start = text.len() - text.trim_start().len();
    let found = Found {
        text: word.to_owned(),
        span: start..start + word.len(),
        form: Form::Prefix,
    };
    (!word.is_empty()).then_some(found).into_iter().collect()
}

/// The words behind a directive of a `go.mod`, without what stands `before` the version.
fn lines(text: &str, directive: &str, before: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split("//").next().unwrap_or_default();
        let mut words = code.split_whitespace();
        if words.next() == Some(directive)
            && let Some(word) = words.next()
            && let Some(version) = word.strip_prefix(before)
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

/// The first of some keys of a TOML file that holds a string.
fn either(text: &str, paths: &[&[&str]], form: Form) -> Result<Vec<Found>, Unread> {
    let tree = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        Unread::new(at, format!("no TOML: {}", error.message()))
    })?;
    for path in paths {
        let Some((last, tables)) = path.split_last() else {
            continue;
        };
        let mut table = Some(tree.get_ref());
        for name in tables {
            table = table.and_then(|table| match table.get(*name)?.get_ref() {
                DeValue::Table(inner) => Some(inner),
                _ => None,
            });
        }
        let Some(value) = table.and_then(|table| table.get(*last)) else {
            continue;
        };
        if let DeValue::String(string) = value.get_ref() {
            return Ok(vec![Found {
                text: string.to_string(),
                span: value.span(),
                form,
            }]);
        }
    }
    Ok(Vec::new())
}
