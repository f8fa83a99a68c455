//! Errors of the validator as causes: short, without the object in them, the nearest branch first.

use jsonschema::{
    ValidationError,
    error::{TypeKind, ValidationErrorKind as Kind},
    paths::{Location, LocationSegment},
};
use serde_json::Value as Json;

use super::{Cause, Verdict};
use crate::path::{push_index, push_key};

/// Choices inside choices are looked into so far.
const MAX_CHOICES: usize = 16;

/// The causes that an error stands for.
pub(super) fn causes(error: &ValidationError<'_>, verdict: Verdict, out: &mut Vec<Cause>) {
    collect(error, verdict, 0, out);
}

fn collect(error: &ValidationError<'_>, verdict: Verdict, depth: usize, out: &mut Vec<Cause>) {
    if let Some((branch, _)) = nearest(error, depth) {
        for error in branch {
            collect(error, verdict, depth + 1, out);
        }
        return;
    }
    let at = path(error.instance_path());
    let (reason, value) = reason(error);
    let below = |key: &str| {
        let mut path = at.clone();
        push_key(&mut path, key);
        path
    };
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            for key in unexpected {
                let value = error.instance().get(key).cloned();
                out.push(Cause::new(verdict, below(key), "unknown field").with_value(value));
            }
        }
        _ => out.push(Cause::new(verdict, at, reason).with_value(value)),
    }
}

/// The branch of a choice that the object came nearest to, and how deep that is: the one whose errors
/// lie deepest, looking through choices in it; none where several are as near, or it is no choice.
fn nearest<'c>(
    error: &'c ValidationError<'_>,
    level: usize,
) -> Option<(&'c [ValidationError<'static>], usize)> {
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else {
        return None;
    };
    if level >= MAX_CHOICES {
        return None;
    }
    let top = segments(error.instance_path());
    let depth = |branch: &Vec<ValidationError<'static>>| {
        let depths = branch.iter().map(|error| match nearest(error, level + 1) {
            Some((_, depth)) => depth,
            None => segments(error.instance_path()),
        });
        depths.min().unwrap_or(top)
    };
    let depths: Vec<usize> = context.iter().map(depth).collect();
    let deepest = depths.iter().copied().max()?;
    let mut at = (0..depths.len()).filter(|&nth| depths[nth] == deepest);
    let first = at.next()?;
    let is_alone = at.next().is_none();
    ((deepest > top && is_alone) || context.len() == 1).then(|| (&context[first][..], deepest))
}

fn segments(location: &Location) -> usize {
    location.segments().count()
}

/// The path that a location of the validator stands for.
pub(super) fn path(location: &Location) -> String {
    let mut out = String::new();
    for segment in location.segments() {
        match segment {
            LocationSegment::Property(key) => push_key(&mut out, &key),
            LocationSegment::Index(index) => push_index(&mut out, index),
        }
    }
    out
}

fn reason(error: &ValidationError<'_>) -> (String, Option<Json>) {
    let instance = error.instance();
    let value = || Some(instance.clone().into_owned());
    match error.kind() {
        Kind::Required { property } => {
            let name = property
                .as_str()
                .map_or_else(|| property.to_string(), str::to_owned);
            (format!("missing field `{name}`"), None)
        }
        Kind::Enum { .. } | Kind::Constant { .. } => {
            (format!("unknown value {}", short(instance)), value())
        }
        Kind::Type { kind } => {
            let expected = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(set) => {
                    let names: Vec<String> = set.iter().map(|one| one.to_string()).collect();
                    names.join(" or ")
                }
            };
            (
                format!("found {}, expected {expected}", type_name(instance)),
                value(),
            )
        }
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => match instance.as_object() {
            Some(map) if map.len() == 1 => {
                let name = map.keys().next().map_or("", String::as_str);
                (format!("unknown variant or form `{name}`"), value())
            }
            _ if instance.is_string() => (format!("unknown value {}", short(instance)), value()),
            _ => (
                format!(
                    "fits none of the forms that `{}` allows",
                    error.kind().keyword()
                ),
                value(),
            ),
        },
        Kind::OneOfMultipleValid { .. } => (
            "fits several forms of which one is allowed".to_owned(),
            value(),
        ),
        Kind::FalseSchema => ("a value that nothing allows".to_owned(), value()),
        Kind::Maximum { limit }
        | Kind::ExclusiveMaximum { limit }
        | Kind::Minimum { limit }
        | Kind::ExclusiveMinimum { limit } => (
            format!("breaks `{}: {limit}`", error.kind().keyword()),
            value(),
        ),
        Kind::MaxLength { limit }
        | Kind::MinLength { limit }
        | Kind::MaxItems { limit }
        | Kind::MinItems { limit }
        | Kind::MaxProperties { limit }
        | Kind::MinProperties { limit } => (
            format!("breaks `{}: {limit}`", error.kind().keyword()),
            value(),
        ),
        Kind::Pattern { pattern } => (format!("breaks `pattern: {pattern}`"), value()),
        Kind::Format { format } => (format!("breaks `format: {format}`"), value()),
        Kind::PropertyNames { error } => {
            let (inner, value) = reason(error);
            (format!("a key {inner}"), value)
        }
        kind => (format!("breaks `{}`", kind.keyword()), value()),
    }
}

/// A value in backticks, cut where it is long.
fn short(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// What a value is, in words.
pub(super) fn type_name(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "a boolean",
        Json::Number(_) => "a number",
        Json::String(_) => "a string",
        Json::Array(_) => "a list",
        Json::Object(_) => "an object",
    }
}
