//! Arguments and options of an operation, read with errors that say which one is wrong.

use crate::Error;
use serde_json::Value;

/// What an operation is called with.
pub(super) struct Arguments<'a> {
    arguments: &'a [Value],
    options: &'a Value,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(arguments: &'a [Value], options: &'a Value) -> Self {
        Self { arguments, options }
    }

    /// The argument `n`, counted from 0, which must be a text.
    pub(super) fn text(&self, n: usize) -> Result<&'a str, Error> {
        match self.arguments.get(n) {
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(Error::request(format!(
                "argument {} is {}, expected a text",
                n + 1,
                kind(other)
            ))),
            None => Err(Error::request(format!(
                "{} given, expected {} at least",
                count(self.arguments.len()),
                n + 1
            ))),
        }
    }

    /// The argument `n`, if it is given and not `null`.
    pub(super) fn optional(&self, n: usize) -> Option<&'a Value> {
        self.arguments.get(n).filter(|argument| !argument.is_null())
    }

    /// All arguments, which must be texts.
    pub(super) fn texts(&self) -> Result<Vec<&'a str>, Error> {
        (0..self.arguments.len()).map(|n| self.text(n)).collect()
    }

    /// An option, `null` where it is not given.
    pub(super) fn option(&self, name: &str) -> &'a Value {
        self.options.get(name).unwrap_or(&Value::Null)
    }

    /// Whether an option is set to what counts as true in JavaScript.
    pub(super) fn flag(&self, name: &str) -> bool {
        match self.option(name) {
            Value::Null => false,
            Value::Bool(flag) => *flag,
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::String(text) => !text.is_empty(),
            Value::Array(_) | Value::Object(_) => true,
        }
    }

    /// An option that must be given as a text.
    pub(super) fn option_text(&self, name: &str) -> Result<&'a str, Error> {
        match self.option(name) {
            Value::String(text) => Ok(text),
            other => Err(Error::request(format!(
                "option `{name}` is {}, expected a text",
                kind(other)
            ))),
        }
    }
}

fn count(n: usize) -> String {
    match n {
        0 => "no argument is".to_owned(),
        1 => "1 argument is".to_owned(),
        n => format!("{n} arguments are"),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "missing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
