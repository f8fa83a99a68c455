//! The evaluator of rules, and what a value of an object is to it.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use cel::{Context, ExecutionError, Program, Value as Cel};

use super::{
    cel::Answer,
    formats::{Checked, checked},
};
use crate::{
    format::crd::schema::{CelRule, Kind, Structural},
    json::Value,
};

/// The longest rule that is compiled, in bytes.
const LONGEST: usize = 8_192;

/// The most programs that are kept.
const MAX_KEPT: usize = 512;

thread_local! {
    /// Programs by their text: compiling one costs more than a thousand evaluations.
    static PROGRAMS: RefCell<BTreeMap<Arc<str>, Option<Arc<Program>>>> = const { RefCell::new(BTreeMap::new()) };
}

/// What a rule says of a value.
pub(super) fn answer(rule: &CelRule, value: &Value, schema: &Structural, is_root: bool) -> Answer {
    let Some(program) = program(&rule.rule) else {
        return Answer::Unknown("it is not read".to_owned());
    };
    let own = match converted(value, Some(schema), is_root) {
        Ok(own) => own,
        Err(why) => return Answer::Unknown(why.to_owned()),
    };
    let mut context = Context::default();
    context.add_variable_from_value("self", own);
    match program.execute(&context) {
        Ok(Cel::Bool(true)) => Answer::Holds,
        Ok(Cel::Bool(false)) => Answer::Fails,
        Ok(_) => Answer::Unknown("it gives no boolean".to_owned()),
        // These are errors for the API server too, and an error refuses.
        Err(
            ExecutionError::NoSuchKey(_)
            | ExecutionError::DivisionByZero(_)
            | ExecutionError::RemainderByZero(_)
            | ExecutionError::Overflow(..)
            | ExecutionError::IndexOutOfBounds(_),
        ) => Answer::Fails,
        Err(_) => Answer::Unknown("it uses what is not modelled".to_owned()),
    }
}

fn program(rule: &Arc<str>) -> Option<Arc<Program>> {
    if rule.len() > LONGEST {
        return None;
    }
    PROGRAMS.with_borrow_mut(|programs| {
        if let Some(known) = programs.get(rule) {
            return known.clone();
        }
        if programs.len() >= MAX_KEPT {
            programs.clear();
        }
        let program = Program::compile(rule).ok().map(Arc::new);
        programs.insert(rule.clone(), program.clone());
        program
    })
}

/// The value by its schema: what is not declared cannot be asked for, names are escaped.
fn converted(
    value: &Value,
    schema: Option<&Structural>,
    is_root: bool,
) -> Result<Cel, &'static str> {
    let is_number = schema.is_some_and(|schema| schema.kind == Some(Kind::Number));
    match value {
        Value::Null => Ok(Cel::Null),
        Value::Bool(value) => Ok(Cel::Bool(*value)),
        Value::Number(number) => {
            let text = number.to_string();
            match text.parse::<i64>() {
                Ok(whole) if number.is_integer() && !is_number => Ok(Cel::Int(whole)),
                _ => text
                    .parse::<f64>()
                    .map(Cel::Float)
                    .map_err(|_| "a number is beyond its range"),
            }
        }
        Value::String(text) => match schema.and_then(checked) {
            Some(Checked::Date | Checked::DateTime | Checked::Duration | Checked::Byte) => {
                Err("a format makes a text something else")
            }
            _ => Ok(Cel::String(Arc::new(text.to_string()))),
        },
        Value::Array(items) => {
            let inner = schema.and_then(|schema| schema.items.as_deref());
            let items = items.iter().map(|item| converted(item, inner, false));
            Ok(Cel::List(Arc::new(items.collect::<Result<_, _>>()?)))
        }
        Value::Object(members) => {
            let mut found: HashMap<String, Cel> = HashMap::new();
            for (name, part) in members.iter() {
                let is_meta = matches!(&**name, "apiVersion" | "kind" | "metadata");
                match schema.and_then(|schema| schema.member(name)) {
                    Some((inner, true)) => {
                        found.insert(escaped(name), converted(part, Some(inner), false)?);
                    }
                    Some((inner, false)) => {
                        found.insert(name.to_string(), converted(part, Some(inner), false)?);
                    }
                    None if is_meta && (is_root || schema.is_some_and(|one| one.embedded)) => {
                        found.insert(name.to_string(), converted(part, None, false)?);
                    }
                    None if schema.is_none() => {
                        found.insert(name.to_string(), converted(part, None, false)?);
                    }
                    None => {}
                }
            }
            Ok(Cel::Map(found.into()))
        }
    }
}

/// The name of a property in a rule.
fn escaped(name: &str) -> String {
    const WORDS: [&str; 21] = [
        "true",
        "false",
        "null",
        "in",
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
        "while",
    ];
    if WORDS.contains(&name) {
        return format!("__{name}__");
    }
    name.replace("__", "__underscores__")
        .replace('.', "__dot__")
        .replace('-', "__dash__")
        .replace('/', "__slash__")
}
