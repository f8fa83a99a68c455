//! A stored value as it was written: order, tags and the spelling of numbers are kept.
//!
//! What must stay true: what is read and written again unchanged means the same to every reader.
//! [`Value::to_json`] is the view of readers: a tag `!name` becomes an object with the one key
//! `name`, which is how serde's enums look in JSON.

use serde_json::Value as Json;

/// A stored value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as it is spelt.
    Number(Box<str>),
    /// A text.
    String(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// A map, in its order.
    Map(Map),
    /// A value with a tag of its own, without the `!`.
    Tagged(Box<str>, Box<Value>),
}

/// Keys with values, in the order of the text; a key stands there once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map(pub(crate) Vec<(Key, Value)>);

/// A key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its text.
    pub text: Box<str>,
    /// Whether it stood there without quotes and means no text, such as the number `1`.
    pub plain: bool,
}

impl Key {
    /// A key that is a text.
    pub fn text(text: &str) -> Self {
        Self {
            text: text.into(),
            plain: false,
        }
    }
}

impl Map {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(known, _)| &*known.text == key)
            .map(|(_, value)| value)
    }

    /// The value of a key.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0
            .iter_mut()
            .find(|(known, _)| &*known.text == key)
            .map(|(_, value)| value)
    }

    /// Sets a key: in its place where it is there, at the end where it is new.
    pub fn set(&mut self, key: &str, value: Value) {
        match self.get_mut(key) {
            Some(old) => *old = value,
            None => self.0.push((Key::text(key), value)),
        }
    }

    /// Takes a key out, with its place among the keys.
    pub fn remove(&mut self, key: &str) -> Option<(usize, Value)> {
        let at = self.0.iter().position(|(known, _)| &*known.text == key)?;
        Some((at, self.0.remove(at).1))
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (&*key.text, value))
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Value {
    /// A text.
    pub fn string(text: &str) -> Self {
        Self::String(text.into())
    }

    /// The text, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The map, where it is one; a tag is looked through.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            Self::Tagged(_, value) => value.as_map(),
            _ => None,
        }
    }

    /// The value of a key, where it is a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_map()?.get(key)
    }

    /// The view of readers. Depth is bounded by the parsers.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(text) => number(text),
            Self::String(text) => Json::String(text.to_string()),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Map(map) => Json::Object(
                map.iter()
                    .map(|(key, value)| (key.to_owned(), value.to_json()))
                    .collect(),
            ),
            Self::Tagged(tag, value) => {
                Json::Object([(tag.to_string(), value.to_json())].into_iter().collect())
            }
        }
    }

    /// The view of readers, made of what is here.
    pub fn into_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Number(text) => number(&text),
            Self::String(text) => Json::String(text.into_string()),
            Self::List(items) => Json::Array(items.into_iter().map(Self::into_json).collect()),
            Self::Map(map) => Json::Object(
                map.0
                    .into_iter()
                    .map(|(key, value)| (key.text.into_string(), value.into_json()))
                    .collect(),
            ),
            Self::Tagged(tag, value) => Json::Object(
                [(tag.into_string(), value.into_json())]
                    .into_iter()
                    .collect(),
            ),
        }
    }

    /// A value with the meaning of a JSON value.
    pub fn from_json(value: &Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => Self::Number(number.to_string().into()),
            Json::String(text) => Self::string(text),
            Json::Array(items) => Self::List(items.iter().map(Self::from_json).collect()),
            Json::Object(map) => Self::Map(Map(map
                .iter()
                .map(|(key, value)| (Key::text(key), Self::from_json(value)))
                .collect())),
        }
    }
}

/// The number of a spelling of YAML or JSON; a text where no number of JSON has its value.
fn number(text: &str) -> Json {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain),
    };
    let radix = match digits.get(..2) {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        _ => None,
    };
    if let Some(radix) = radix {
        return match i128::from_str_radix(&digits[2..], radix) {
            Ok(value) => whole(if negative { -value } else { value }),
            Err(_) => Json::String(text.to_owned()),
        };
    }
    if let Ok(value) = plain.parse::<i128>()
        && let value @ Json::Number(_) = whole(value)
    {
        return value;
    }
    plain
        .parse::<f64>()
        .ok()
        .and_then(serde_json::Number::from_f64)
        .map_or_else(|| Json::String(text.to_owned()), Json::Number)
}

fn whole(value: i128) -> Json {
    if let Ok(value) = i64::try_from(value) {
        return Json::from(value);
    }
    u64::try_from(value).map_or_else(|_| Json::String(value.to_string()), Json::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_spelt() {
        let check = |text: &str, expected: &str| {
            assert_eq!(number(text).to_string(), expected, "{text}");
        };
        check("1", "1");
        check("-1", "-1");
        check("+7", "7");
        check("0x1F", "31");
        check("0o17", "15");
        check("1.50", "1.5");
        check("1e3", "1000.0");
        check("18446744073709551615", "18446744073709551615");
        check("99999999999999999999", "1e+20");
        check(".inf", "\".inf\"");
    }
}
