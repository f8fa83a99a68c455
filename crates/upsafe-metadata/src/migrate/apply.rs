//! Steps on values. Every step is a function of the value alone and does nothing twice.

use super::step::{Path, Step};
use crate::{
    path::Segment,
    text::{parse_json, write_json},
    value::{Key, Map, Value},
};

/// What a migration does to an object of a kind.
pub(super) type Transform<'a> = &'a dyn Fn(Option<&str>, &mut Value) -> Result<(), Refused>;

/// Why a step cannot be made on an object: what it found.
pub(super) type Refused = String;

/// Asks a program of a step: its words and a JSON text in, the answer or why there is none out.
pub type Ask<'a> = &'a dyn Fn(&[String], &str) -> Result<String, String>;

/// Makes a step on a value.
pub(super) fn apply(step: &Step, value: &mut Value, ask: Ask<'_>) -> Result<(), Refused> {
    match step {
        Step::Rename { path, to } => {
            at_parent(value, path, &mut |parent, key| rename(parent, key, to))
        }
        Step::Move { path, to } => move_value(value, path, to),
        Step::Default {
            path,
            value: default,
        } => at_parent(value, path, &mut |parent, key| {
            if let Some(map) = map_mut(parent)
                && map.get(key).is_none()
            {
                map.set(key, default.clone());
            }
            Ok(())
        }),
        Step::Remove { path } => at_parent(value, path, &mut |parent, key| {
            if let Some(map) = map_mut(parent) {
                map.remove(key);
            }
            Ok(())
        }),
        Step::Map { path, values } => each(value, &path.0, &mut |value| {
            if let Some(new) = value.as_str().and_then(|text| values.get(text)) {
                *value = new.clone();
            }
            Ok(())
        }),
        Step::ListToObject { path, key } => {
            each(value, &path.0, &mut |value| list_to_object(value, key))
        }
        Step::ObjectToList { path, key } => each(value, &path.0, &mut |value| {
            object_to_list(value, key);
            Ok(())
        }),
        Step::Wrap { path, key } => each(value, &path.0, &mut |value| {
            let wrapped = matches!(value, Value::Map(map) if map.get(key).is_some());
            if !wrapped {
                let inner = std::mem::replace(value, Value::Null);
                *value = Value::Map(Map(vec![(Key::text(key), inner)]));
            }
            Ok(())
        }),
        Step::Unwrap { path, key } => each(value, &path.0, &mut |value| unwrap(value, key)),
        Step::Split {
            path,
            separator,
            into,
        } => at_parent(value, path, &mut |parent, key| {
            split(parent, key, separator, into)
        }),
        Step::Join {
            path,
            separator,
            from,
        } => at_parent(value, path, &mut |parent, key| {
            join(parent, key, separator, from)
        }),
        Step::Command { command, .. } => {
            let answer = ask(command, &write_json(value))?;
            let answer = parse_json(&answer)
                .map_err(|error| format!("the command answered with no JSON: {error}"))?;
            // A tag is an object with one key in JSON: where nothing else changed, nothing did.
            if answer.to_json() != value.to_json() {
                *value = answer;
            }
            Ok(())
        }
    }
}

/// The map in a value, also behind a tag that is not named in a path.
fn map_mut(value: &mut Value) -> Option<&mut Map> {
    match value {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// The value of a key, or of a tag with this name.
fn child_mut<'v>(value: &'v mut Value, key: &str) -> Option<&'v mut Value> {
    match value {
        Value::Map(map) => map.get_mut(key),
        Value::Tagged(tag, inner) if **tag == *key => Some(inner),
        _ => None,
    }
}

type OnValue<'f> = &'f mut dyn FnMut(&mut Value) -> Result<(), Refused>;

/// Calls `f` for each value at a path. What is not there is passed over.
fn each(value: &mut Value, path: &[Segment], f: OnValue<'_>) -> Result<(), Refused> {
    let Some((first, rest)) = path.split_first() else {
        return f(value);
    };
    match first {
        Segment::Key(key) => match child_mut(value, key) {
            Some(child) => each(child, rest, f),
            None => Ok(()),
        },
        Segment::Each => match value {
            Value::List(items) => items.iter_mut().try_for_each(|item| each(item, rest, f)),
            Value::Map(Map(entries)) => entries
                .iter_mut()
                .try_for_each(|(_, value)| each(value, rest, f)),
            _ => Ok(()),
        },
    }
}

type OnParent<'f> = &'f mut dyn FnMut(&mut Value, &str) -> Result<(), Refused>;

/// Calls `f` for each value that holds the last key of a path.
fn at_parent(value: &mut Value, path: &Path, f: OnParent<'_>) -> Result<(), Refused> {
    match path.0.split_last() {
        Some((Segment::Key(key), parents)) => each(value, parents, &mut |parent| f(parent, key)),
        _ => Ok(()),
    }
}

fn rename(parent: &mut Value, key: &str, to: &str) -> Result<(), Refused> {
    match parent {
        Value::Tagged(tag, _) if **tag == *key => *tag = to.into(),
        Value::Map(map) if map.get(key).is_some() => {
            if map.get(to).is_some() {
                return Err(format!("both `{key}` and `{to}` are there"));
            }
            for (known, _) in &mut map.0 {
                if &*known.text == key {
                    *known = Key::text(to);
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn move_value(value: &mut Value, path: &Path, to: &Path) -> Result<(), Refused> {
    // Up to the last `[]` both paths are the same: below it each item is moved alone.
    let shared = path
        .0
        .iter()
        .rposition(|segment| *segment == Segment::Each)
        .map_or(0, |end| end + 1);
    let (from, target) = (Path(path.0[shared..].to_vec()), &to.0[shared..]);
    each(value, &path.0[..shared], &mut |item| {
        let mut taken = None;
        // Looked at before it is taken: a conflict leaves everything as it was.
        let mut source_there = false;
        each(item, &from.0, &mut |_| {
            source_there = true;
            Ok(())
        })?;
        if !source_there {
            return Ok(());
        }
        let mut occupied = false;
        each(item, target, &mut |_| {
            occupied = true;
            Ok(())
        })?;
        if occupied {
            return Err(format!("both `{path}` and `{to}` are there"));
        }
        at_parent(item, &from, &mut |parent, key| {
            taken = map_mut(parent)
                .and_then(|map| map.remove(key))
                .map(|(_, value)| value);
            Ok(())
        })?;
        match taken {
            Some(taken) => put(item, target, taken)
                .ok_or_else(|| format!("there is no map on the way to `{to}`")),
            None => Ok(()),
        }
    })
}

/// Sets the value at a path of keys, and makes the maps on the way.
fn put(value: &mut Value, path: &[Segment], new: Value) -> Option<()> {
    let (Segment::Key(key), rest) = path.split_first()? else {
        return None;
    };
    if rest.is_empty() {
        map_mut(value)?.set(key, new);
        return Some(());
    }
    if child_mut(value, key).is_none() {
        map_mut(value)?.set(key, Value::Map(Map::default()));
    }
    put(child_mut(value, key)?, rest, new)
}

fn list_to_object(value: &mut Value, key: &str) -> Result<(), Refused> {
    let Value::List(items) = value else {
        return Ok(());
    };
    let mut map = Map::default();
    for item in items.iter() {
        let Value::Map(fields) = item else {
            return Err("an item of the list is no map".to_owned());
        };
        let mut fields = fields.clone();
        let Some((_, Value::String(name))) = fields.remove(key) else {
            return Err(format!("an item of the list has no text `{key}`"));
        };
        if map.get(&name).is_some() {
            return Err(format!("two items of the list have the `{key}` `{name}`"));
        }
        map.set(&name, Value::Map(fields));
    }
    *value = Value::Map(map);
    Ok(())
}

fn object_to_list(value: &mut Value, key: &str) {
    let Value::Map(map) = value else { return };
    let items = map.iter().map(|(name, value)| {
        let mut entries = vec![(Key::text(key), Value::string(name))];
        if let Value::Map(fields) = value {
            entries.extend(fields.0.iter().cloned());
        }
        Value::Map(Map(entries))
    });
    *value = Value::List(items.collect());
}

fn unwrap(value: &mut Value, key: &str) -> Result<(), Refused> {
    let Value::Map(map) = value else {
        return Ok(());
    };
    match (map.len(), map.remove(key)) {
        (1, Some((_, inner))) => *value = inner,
        (n, Some((at, inner))) => {
            map.0.insert(at, (Key::text(key), inner));
            return Err(format!("there are {} fields beside `{key}`", n - 1));
        }
        _ => {}
    }
    Ok(())
}

fn split(parent: &mut Value, key: &str, separator: &str, into: &[String]) -> Result<(), Refused> {
    let Some(map) = map_mut(parent) else {
        return Ok(());
    };
    let Some(Value::String(text)) = map.get(key) else {
        return Ok(());
    };
    // The last separators count: `[::1]:9005` has its port behind the last colon.
    let mut parts: Vec<String> = text
        .rsplitn(into.len(), separator)
        .map(str::to_owned)
        .collect();
    parts.reverse();
    if parts.len() != into.len() {
        return Err(format!(
            "`{text}` has {} parts at \"{separator}\", expected {}",
            parts.len(),
            into.len()
        ));
    }
    if let Some(taken) = into
        .iter()
        .find(|field| *field != key && map.get(field).is_some())
    {
        return Err(format!("both `{key}` and `{taken}` are there"));
    }
    let Some((at, _)) = map.remove(key) else {
        return Ok(());
    };
    let fields = into
        .iter()
        .zip(&parts)
        .map(|(field, part)| (Key::text(field), Value::string(part)));
    map.0.splice(at..at, fields);
    Ok(())
}

fn join(parent: &mut Value, key: &str, separator: &str, from: &[String]) -> Result<(), Refused> {
    let Some(map) = map_mut(parent) else {
        return Ok(());
    };
    let mut parts = Vec::new();
    for field in from {
        match map.get(field) {
            Some(Value::String(text)) => parts.push(text.to_string()),
            Some(Value::Number(text)) => parts.push(text.to_string()),
            Some(_) => return Err(format!("`{field}` is no text")),
            None => return Ok(()),
        }
    }
    if !from.iter().any(|field| field == key) && map.get(key).is_some() {
        return Err(format!("both `{}` and `{key}` are there", from[0]));
    }
    let places: Vec<usize> = from
        .iter()
        .filter_map(|field| map.remove(field))
        .map(|(at, _)| at)
        .collect();
    let at = places.into_iter().min().unwrap_or_default().min(map.len());
    map.0
        .insert(at, (Key::text(key), Value::string(&parts.join(separator))));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        migrate::Inverse,
        text::{parse_yaml, write_yaml},
    };

    fn step(toml: &str) -> Step {
        let file = upsafe_config::MigrationFile::load(format!("[[step]]\n{toml}"), "m").unwrap();
        Step::of_config(&file.step[0]).unwrap()
    }

    fn no_program(_: &[String], _: &str) -> Result<String, String> {
        Err("no program here".to_owned())
    }

    /// A step forward, again (nothing happens), and back.
    fn check(toml: &str, before: &str, after: &str) {
        let step = step(toml);
        let mut value = parse_yaml(before).unwrap().remove(0);
        let original = value.clone();
        apply(&step, &mut value, &no_program).unwrap();
        assert_eq!(write_yaml(&value), after, "{step}");
        let once = value.clone();
        apply(&step, &mut value, &no_program).unwrap();
        assert_eq!(value, once, "{step} twice");
        if let Inverse::Step(back) = step.inverse() {
            apply(&back, &mut value, &no_program).unwrap();
            assert_eq!(value.to_json(), original.to_json(), "{back}");
        }
    }

    #[test]
    fn steps_change_values_once_and_back() {
        check(
            "op='rename'\npath='a.b'\nto='c'",
            "a:\n  b: 1\n  z: 2\n",
            "a:\n  c: 1\n  z: 2\n",
        );
        check(
            "op='rename'\npath='a!old'\nto='new'",
            "a: !old\n  b: 1\n",
            "a: !new\n  b: 1\n",
        );
        check(
            "op='rename'\npath='l[].b'\nto='c'",
            "l:\n- b: 1\n- x: 2\n",
            "l:\n- c: 1\n- x: 2\n",
        );
        check(
            "op='move'\npath='spec.a'\nto='status.a'",
            "spec:\n  a: 1\nstatus: {}\n",
            "spec: {}\nstatus:\n  a: 1\n",
        );
        check(
            "op='move'\npath='l[].a'\nto='l[].b.c'",
            "l:\n- a: 1\n  b: {}\n- {}\n",
            "l:\n- b:\n    c: 1\n- {}\n",
        );
        check(
            "op='default'\npath='a.b'\nvalue=7",
            "a: {}\n",
            "a:\n  b: 7\n",
        );
        check(
            "op='default'\npath='a.b'\nvalue={x=[1,'y']}",
            "a:\n  b: 1\n",
            "a:\n  b: 1\n",
        );
        check(
            "op='remove'\npath='a.b'",
            "a:\n  b: 1\n  c: 2\n",
            "a:\n  c: 2\n",
        );
        check(
            "op='map'\npath='a'\nvalues={Succesful='Successful'}",
            "a: Succesful\n",
            "a: Successful\n",
        );
        check(
            "op='wrap'\npath='r!mirror.home'\nkey='partitions'",
            "r: !mirror\n  home:\n  - 1\n",
            "r: !mirror\n  home:\n    partitions:\n    - 1\n",
        );
        check(
            "op='list-to-object'\npath='l'\nkey='name'",
            "l:\n- name: a\n  x: 1\n- name: b\n",
            "l:\n  a:\n    x: 1\n  b: {}\n",
        );
        check(
            "op='split'\npath='e.at'\nseparator=':'\ninto=['host','port']",
            "e:\n  at: '[::1]:9005'\n  z: 1\n",
            "e:\n  host: '[::1]'\n  port: '9005'\n  z: 1\n",
        );
        check(
            "op='join'\npath='e.at'\nseparator=':'\ninto=['host','port']",
            "e:\n  host: h\n  port: '9005'\n",
            "e:\n  at: h:9005\n",
        );
    }

    #[test]
    fn what_stands_in_the_way_is_told() {
        let refused = |toml: &str, before: &str, expected: &str| {
            let mut value = parse_yaml(before).unwrap().remove(0);
            let original = value.clone();
            let error = apply(&step(toml), &mut value, &no_program).unwrap_err();
            assert!(error.contains(expected), "{error}");
            assert_eq!(value, original, "{toml}");
        };
        refused(
            "op='rename'\npath='a'\nto='b'",
            "a: 1\nb: 2\n",
            "both `a` and `b` are there",
        );
        refused(
            "op='move'\npath='a'\nto='b'",
            "a: 1\nb: 2\n",
            "both `a` and `b` are there",
        );
        refused(
            "op='list-to-object'\npath='l'\nkey='n'",
            "l:\n- n: a\n- n: a\n",
            "two items",
        );
        refused(
            "op='split'\npath='a'\nseparator=':'\ninto=['x','y']",
            "a: b\n",
            "has 1 parts",
        );
        refused(
            "op='unwrap'\npath='a'\nkey='b'",
            "a:\n  b: 1\n  c: 2\n",
            "1 fields beside `b`",
        );
        refused("op='command'\ncommand=['x']", "a: 1\n", "no program here");
    }

    #[test]
    fn steps_are_refused_where_they_are_incomplete() {
        let refused = |toml: &str, expected: &str| {
            let file =
                upsafe_config::MigrationFile::load(format!("[[step]]\n{toml}"), "m").unwrap();
            assert!(
                Step::of_config(&file.step[0])
                    .unwrap_err()
                    .contains(expected),
                "{toml}"
            );
        };
        refused("op='rename'\npath='a'", "`rename` needs `to`");
        refused("op='rename'\npath='a[]'\nto='b'", "ends with a key");
        refused("op='move'\npath='a[].b'\nto='c[].b'", "same item");
        refused(
            "op='split'\npath='a'\nseparator=':'\ninto=['b']",
            "at least two fields",
        );
        refused("op='command'", "`command` needs `command`");
    }
}
