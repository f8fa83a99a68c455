//! One step of a migration, and what undoes it.

use std::{collections::BTreeMap, fmt};

use upsafe_config::StepOp;

use crate::{
    path::{self, Segment},
    text::{parse_json, write_json},
    value::Value,
};

/// One step of a migration.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
#[expect(
    missing_docs,
    reason = "the fields are those of the configuration, which says what they are"
)]
pub enum Step {
    /// Gives a field another name, in its place.
    Rename { path: Path, to: String },
    /// Moves a value.
    Move { path: Path, to: Path },
    /// Sets a value where nothing is.
    Default { path: Path, value: Value },
    /// Removes a value.
    Remove { path: Path },
    /// Replaces texts.
    Map {
        path: Path,
        values: BTreeMap<String, Value>,
    },
    /// Makes a map of a list.
    ListToObject { path: Path, key: String },
    /// Makes a list of a map.
    ObjectToList { path: Path, key: String },
    /// Puts a value into a map of its own.
    Wrap { path: Path, key: String },
    /// Takes a value out of its map.
    Unwrap { path: Path, key: String },
    /// Splits a text into fields beside it.
    Split {
        path: Path,
        separator: String,
        into: Vec<String>,
    },
    /// Joins fields into a text beside them.
    Join {
        path: Path,
        separator: String,
        from: Vec<String>,
    },
    /// Asks a program.
    Command {
        command: Vec<String>,
        reverse: Vec<String>,
    },
}

/// A path of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub(crate) Vec<Segment>);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&path::show(&self.0))
    }
}

/// What undoes a step. Complete: there is one or there is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Inverse {
    /// This step.
    Step(Step),
    /// Nothing but the backup, and why.
    None(&'static str),
}

impl Step {
    /// Reads a step of a configuration.
    ///
    /// # Errors
    /// Where something that the operation needs is missing, or does not fit.
    pub(crate) fn of_config(step: &upsafe_config::Step) -> Result<Self, String> {
        let op = *step.op;
        let need = |what: &str| format!("`{op}` needs `{what}`");
        let text = |value: &Option<upsafe_config::Spanned<upsafe_config::Text>>, what: &str| {
            value
                .as_ref()
                .map(|text| text.as_str().to_owned())
                .ok_or_else(|| need(what))
        };
        let texts = |values: &[upsafe_config::Spanned<upsafe_config::Text>]| -> Vec<String> {
            values.iter().map(|text| text.as_str().to_owned()).collect()
        };
        if op == StepOp::Command {
            return match step.command.is_empty() {
                true => Err(need("command")),
                false => Ok(Self::Command {
                    command: texts(&step.command),
                    reverse: texts(&step.reverse),
                }),
            };
        }
        let at = path(&text(&step.path, "path")?)?;
        let json = |value: &Option<upsafe_config::Spanned<upsafe_config::Literal>>, what: &str| {
            let literal = value.as_ref().ok_or_else(|| need(what))?;
            parse_json(literal.as_json()).map_err(|error| error.message)
        };
        let fields = || match step.into.len() {
            0 | 1 => Err(format!("`{op}` needs at least two fields in `into`")),
            _ => Ok(texts(&step.into)),
        };
        Ok(match op {
            StepOp::Rename => Self::Rename {
                path: named(at, op)?,
                to: text(&step.to, "to")?,
            },
            StepOp::Move => {
                let (path, to) = (named(at, op)?, named(path(&text(&step.to, "to")?)?, op)?);
                let lists =
                    |path: &Path| path.0.iter().rposition(|segment| *segment == Segment::Each);
                let (from, target) = (lists(&path), lists(&to));
                let same = from == target && from.is_none_or(|end| path.0[..=end] == to.0[..=end]);
                if !same {
                    return Err("`move` stays inside the same item: `path` and `to` begin alike up to their last `[]`".to_owned());
                }
                Self::Move { path, to }
            }
            StepOp::Default => Self::Default {
                path: named(at, op)?,
                value: json(&step.value, "value")?,
            },
            StepOp::Remove => Self::Remove {
                path: named(at, op)?,
            },
            StepOp::Map => {
                let values = json(&step.values, "values")?;
                let Some(map) = values.as_map() else {
                    return Err("`values` is a table of old texts and new values".to_owned());
                };
                Self::Map {
                    path: at,
                    values: map
                        .iter()
                        .map(|(key, value)| (key.to_owned(), value.clone()))
                        .collect(),
                }
            }
            StepOp::ListToObject => Self::ListToObject {
                path: at,
                key: text(&step.key, "key")?,
            },
            StepOp::ObjectToList => Self::ObjectToList {
                path: at,
                key: text(&step.key, "key")?,
            },
            StepOp::Wrap => Self::Wrap {
                path: at,
                key: text(&step.key, "key")?,
            },
            StepOp::Unwrap => Self::Unwrap {
                path: at,
                key: text(&step.key, "key")?,
            },
            StepOp::Split => Self::Split {
                path: named(at, op)?,
                separator: text(&step.separator, "separator")?,
                into: fields()?,
            },
            StepOp::Join => Self::Join {
                path: named(at, op)?,
                separator: text(&step.separator, "separator")?,
                from: fields()?,
            },
            other => return Err(format!("`{other}` is not known to this build")),
        })
    }

    /// What undoes it.
    pub fn inverse(&self) -> Inverse {
        Inverse::Step(match self {
            Self::Rename { path, to } => {
                let (mut renamed, mut old) = (path.clone(), String::new());
                if let Some(Segment::Key(key)) = renamed.0.last_mut() {
                    old = std::mem::replace(key, to.clone());
                }
                Self::Rename {
                    path: renamed,
                    to: old,
                }
            }
            Self::Move { path, to } => Self::Move {
                path: to.clone(),
                to: path.clone(),
            },
            Self::Default { .. } => {
                return Inverse::None(
                    "a value that was set by default looks like one that was chosen",
                );
            }
            Self::Remove { .. } => {
                return Inverse::None("what is removed stands in the backup only");
            }
            Self::Map { path, values } => {
                let mut back = BTreeMap::new();
                for (old, new) in values {
                    let Value::String(new) = new else {
                        return Inverse::None("a value of the map is no text");
                    };
                    if back.insert(new.to_string(), Value::string(old)).is_some() {
                        return Inverse::None("two old values become the same");
                    }
                }
                Self::Map {
                    path: path.clone(),
                    values: back,
                }
            }
            Self::ListToObject { path, key } => Self::ObjectToList {
                path: path.clone(),
                key: key.clone(),
            },
            Self::ObjectToList { path, key } => Self::ListToObject {
                path: path.clone(),
                key: key.clone(),
            },
            Self::Wrap { path, key } => Self::Unwrap {
                path: path.clone(),
                key: key.clone(),
            },
            Self::Unwrap { path, key } => Self::Wrap {
                path: path.clone(),
                key: key.clone(),
            },
            Self::Split {
                path,
                separator,
                into,
            } => Self::Join {
                path: path.clone(),
                separator: separator.clone(),
                from: into.clone(),
            },
            Self::Join {
                path,
                separator,
                from,
            } => Self::Split {
                path: path.clone(),
                separator: separator.clone(),
                into: from.clone(),
            },
            Self::Command { command, reverse } if !reverse.is_empty() => Self::Command {
                command: reverse.clone(),
                reverse: command.clone(),
            },
            Self::Command { .. } => return Inverse::None("the command has no `reverse`"),
        })
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |value: &Value| {
            write_json(value)
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        };
        match self {
            Self::Rename { path, to } => write!(f, "rename `{path}` to `{to}`"),
            Self::Move { path, to } => write!(f, "move `{path}` to `{to}`"),
            Self::Default { path, value } => write!(f, "default `{path}` = {}", line(value)),
            Self::Remove { path } => write!(f, "remove `{path}`"),
            Self::Map { path, values } => {
                let pairs: Vec<String> = values
                    .iter()
                    .map(|(old, new)| format!("\"{old}\" -> {}", line(new)))
                    .collect();
                write!(f, "map `{path}`: {}", pairs.join(", "))
            }
            Self::ListToObject { path, key } => {
                write!(f, "make a map of the list `{path}` by `{key}`")
            }
            Self::ObjectToList { path, key } => {
                write!(f, "make a list of the map `{path}` with `{key}`")
            }
            Self::Wrap { path, key } => write!(f, "wrap `{path}` in `{key}`"),
            Self::Unwrap { path, key } => write!(f, "unwrap `{path}` from `{key}`"),
            Self::Split {
                path,
                separator,
                into,
            } => write!(
                f,
                "split `{path}` at \"{separator}\" into {}",
                into.join(", ")
            ),
            Self::Join {
                path,
                separator,
                from,
            } => write!(
                f,
                "join {} with \"{separator}\" into `{path}`",
                from.join(", ")
            ),
            Self::Command { command, .. } => write!(f, "ask `{}`", command.join(" ")),
        }
    }
}

fn path(text: &str) -> Result<Path, String> {
    path::parse(text).map(Path)
}

/// A path whose last step is a key.
fn named(path: Path, op: StepOp) -> Result<Path, String> {
    match path.0.last() {
        Some(Segment::Key(_)) => Ok(path),
        _ => Err(format!(
            "`{op}` needs a path that ends with a key, found `{path}`"
        )),
    }
}
