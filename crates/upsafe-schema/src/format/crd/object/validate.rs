//! The validations of a schema, as `kube-openapi` does them.

use std::collections::BTreeMap;

use regex::Regex;

use super::{
    formats::{Checked, checked},
    path::Path,
    reading::{Invalid, Unchecked},
    types,
};
use crate::{
    decimal::Decimal,
    format::crd::schema::{Additional, Kind, Structural},
    json::Value,
};

/// The patterns of a definition, each compiled once, or why it could not be.
pub(super) type Patterns = BTreeMap<std::sync::Arc<str>, Result<Regex, String>>;

/// Collects what is wrong with a value, and what could not be looked at.
pub(super) struct Validator<'a> {
    pub(super) patterns: &'a Patterns,
    pub(super) path: Path,
    pub(super) errors: Vec<Invalid>,
    pub(super) unchecked: Vec<Unchecked>,
}

impl<'a> Validator<'a> {
    pub(super) fn new(patterns: &'a Patterns) -> Validator<'a> {
        Validator {
            patterns,
            path: Path::default(),
            errors: Vec::new(),
            unchecked: Vec::new(),
        }
    }

    /// Recursion is bounded by the depth of the schema.
    pub(super) fn value(&mut self, value: &Value, schema: &Structural) {
        if let Some(message) = types::refusal(value, schema) {
            self.refuse("type", message);
        }
        if *value == Value::Null {
            self.values(value, schema);
            return;
        }
        self.branches(value, schema);
        match value {
            Value::String(text) => self.text(text, schema),
            Value::Number(number) => self.number(number, schema),
            Value::Array(items) => self.list(items, schema),
            _ => {}
        }
        self.values(value, schema);
        if let Value::Object(members) = value {
            self.object(members, schema);
        }
        for (keyword, _, _) in &schema.unmodelled {
            let reason = format!("`{keyword}` is not modelled");
            self.unchecked.push(Unchecked {
                path: self.path.to_string(),
                reason,
            });
        }
    }

    /// No null is ever one of the values: the API server's validator skips it.
    fn values(&mut self, value: &Value, schema: &Structural) {
        let Some(values) = &schema.values else {
            return;
        };
        if *value == Value::Null || !values.contains(value) {
            let known: Vec<String> = values.iter().take(20).map(Value::to_string).collect();
            let message = format!(
                "expected one of {}, found {}",
                known.join(", "),
                shown(value)
            );
            self.refuse("enum", message);
        }
    }

    fn branches(&mut self, value: &Value, schema: &Structural) {
        let n_valid = |validator: &mut Self, branches: &[std::sync::Arc<Structural>]| {
            let valid = branches
                .iter()
                .filter(|branch| validator.holds(value, branch));
            valid.count()
        };
        if !schema.any_of.is_empty() && n_valid(self, &schema.any_of) == 0 {
            self.refuse(
                "anyOf",
                "expected one of the alternatives to fit, none does".to_owned(),
            );
        }
        if !schema.one_of.is_empty() {
            let n = n_valid(self, &schema.one_of);
            if n != 1 {
                let message = format!("expected exactly one of the alternatives to fit, {n} do");
                self.refuse("oneOf", message);
            }
        }
        if !schema.all_of.is_empty() {
            let before = self.errors.len();
            for branch in &schema.all_of {
                self.value(value, branch);
            }
            if self.errors.len() > before {
                // What is said in `allOf` is told with its own keyword, and never ratchets below.
                let here = self.path.to_string();
                let here = (!here.is_empty()).then_some(here);
                for error in &mut self.errors[before..] {
                    error.ratchets.clone_from(&here);
                }
            }
        }
        if let Some(branch) = &schema.not
            && self.holds(value, branch)
        {
            self.refuse(
                "not",
                "expected the schema under `not` not to fit, it does".to_owned(),
            );
        }
    }

    /// Whether a value is valid; what could not be looked at is kept.
    fn holds(&mut self, value: &Value, schema: &Structural) -> bool {
        let mut inner = Validator {
            patterns: self.patterns,
            path: self.path.clone(),
            errors: Vec::new(),
            unchecked: Vec::new(),
        };
        inner.value(value, schema);
        self.unchecked.append(&mut inner.unchecked);
        inner.errors.is_empty()
    }

    fn text(&mut self, text: &str, schema: &Structural) {
        let n = text.chars().count() as u64;
        if let Some(max) = schema.max_length.filter(|max| n > *max) {
            self.refuse(
                "maxLength",
                format!("expected at most {max} characters, found {n}"),
            );
        }
        if let Some(min) = schema.min_length.filter(|min| n < *min) {
            self.refuse(
                "minLength",
                format!("expected at least {min} characters, found {n}"),
            );
        }
        if let Some(pattern) = &schema.pattern {
            match self.patterns.get(pattern) {
                Some(Ok(regex)) if regex.is_match(text) => {}
                Some(Ok(_)) => {
                    let found = shown(&Value::text(text));
                    let message =
                        format!("expected a text that matches `{pattern}`, found {found}");
                    self.refuse("pattern", message);
                }
                Some(Err(reason)) => self.unchecked.push(Unchecked {
                    path: self.path.to_string(),
                    reason: reason.clone(),
                }),
                None => {}
            }
        }
        if checked(schema).is_some_and(|format| !format.fits(text)) {
            let name = schema.format.as_deref().unwrap_or_default();
            let found = shown(&Value::text(text));
            self.refuse(
                "format",
                format!("expected the format `{name}`, found {found}"),
            );
        }
    }

    fn number(&mut self, number: &Decimal, schema: &Structural) {
        if let Some(message) = beyond_format(number, schema) {
            self.refuse("format", message);
        }
        if let Some(factor) = &schema.multiple_of
            && factor.is_positive()
            && !number.is_multiple_of(factor)
        {
            let message = format!("expected a multiple of {factor}, found {number}");
            self.refuse("multipleOf", message);
        }
        // Whole numbers are compared with the whole part of a bound.
        let compared = |bound: &Decimal| match number.is_integer() {
            true => whole_part(bound),
            false => bound.clone(),
        };
        if let Some((bound, is_exclusive)) = &schema.maximum {
            let bound = compared(bound);
            if *number > bound || (*is_exclusive && *number == bound) {
                let word = if *is_exclusive { "below" } else { "at most" };
                self.refuse(
                    "maximum",
                    format!("expected {word} {bound}, found {number}"),
                );
            }
        }
        if let Some((bound, is_exclusive)) = &schema.minimum {
            let bound = compared(bound);
            if *number < bound || (*is_exclusive && *number == bound) {
                let word = if *is_exclusive { "above" } else { "at least" };
                self.refuse(
                    "minimum",
                    format!("expected {word} {bound}, found {number}"),
                );
            }
        }
    }

    fn list(&mut self, items: &[Value], schema: &Structural) {
        if let Some(inner) = &schema.items {
            for (index, item) in items.iter().enumerate() {
                self.path.index(index);
                self.value(item, inner);
                self.path.pop();
            }
        }
        let n = items.len() as u64;
        if let Some(min) = schema.min_items.filter(|min| n < *min) {
            self.refuse(
                "minItems",
                format!("expected at least {min} items, found {n}"),
            );
        }
        if let Some(max) = schema.max_items.filter(|max| n > *max) {
            self.refuse(
                "maxItems",
                format!("expected at most {max} items, found {n}"),
            );
        }
        let seen: std::collections::BTreeSet<String> = items.iter().map(Value::to_string).collect();
        if schema.unique_items && seen.len() < items.len() {
            self.refuse("uniqueItems", "expected each item only once".to_owned());
        }
    }

    fn object(&mut self, members: &BTreeMap<std::sync::Arc<str>, Value>, schema: &Structural) {
        let n = members.len() as u64;
        if let Some(min) = schema.min_properties.filter(|min| n < *min) {
            self.refuse(
                "minProperties",
                format!("expected at least {min} members, found {n}"),
            );
        }
        if let Some(max) = schema.max_properties.filter(|max| n > *max) {
            self.refuse(
                "maxProperties",
                format!("expected at most {max} members, found {n}"),
            );
        }
        for (name, part) in members {
            match (schema.member(name), &schema.additional) {
                (Some((inner, is_property)), _) => {
                    self.path.member(name, is_property);
                    self.value(part, inner);
                    self.path.pop();
                }
                (None, Some(Additional::Flag(false))) => {
                    let message = format!("expected no member `{name}`");
                    self.refuse("additionalProperties", message);
                }
                (None, _) => {}
            }
        }
        for name in &schema.required {
            if !members.contains_key(name) {
                let here = self.path.to_string();
                self.errors.push(Invalid {
                    path: self.path.with(name),
                    keyword: "required",
                    message: format!("expected `{name}`, found none"),
                    ratchets: (!here.is_empty()).then_some(here),
                });
            }
        }
    }

    fn refuse(&mut self, keyword: &'static str, message: String) {
        let path = self.path.to_string();
        let is_meta = path == "metadata" || path.starts_with("metadata.");
        let ratchets = (!path.is_empty() && !is_meta).then(|| path.clone());
        self.errors.push(Invalid {
            path,
            keyword,
            message,
            ratchets,
        });
    }
}

fn beyond_format(number: &Decimal, schema: &Structural) -> Option<String> {
    let between =
        |low: i64, high: i64| *number >= Decimal::from(low) && *number <= Decimal::from(high);
    let (name, fits) = match (checked(schema), schema.kind) {
        (Some(Checked::Int32), _) => ("int32", between(i32::MIN.into(), i32::MAX.into())),
        (Some(Checked::Int64), _) => ("int64", between(i64::MIN, i64::MAX)),
        (Some(Checked::Float), _) => ("float", number.magnitude() <= 39 && within_float(number)),
        (None, Some(Kind::Integer)) if !schema.int_or_string => {
            ("int64", between(i64::MIN, i64::MAX))
        }
        _ => return None,
    };
    (!fits).then(|| format!("expected a number of the format `{name}`, found {number}"))
}

fn within_float(number: &Decimal) -> bool {
    let value = number.to_string().parse::<f64>().unwrap_or(f64::INFINITY);
    value.abs() <= f64::from(f32::MAX)
}

/// The number without its fraction.
fn whole_part(number: &Decimal) -> Decimal {
    let floor = number.floor();
    if number.is_integer() || *number >= Decimal::zero() {
        return floor;
    }
    floor.plus(&Decimal::one())
}

/// A value, short enough for a message.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
