//! The numbers, dates and versions that stand in `upsafe.toml`.

use std::{fmt, num::NonZeroU32};

use toml::de::DeValue;
use upsafe_core::Date;

use crate::{
    Problem,
    read::{FromText, Node, Read, Reader, shown},
};

const COUNT: &str = "an integer from 1 to 4294967295";
const DATE: &str = "a date of the calendar as YYYY-MM-DD";

impl Read for NonZeroU32 {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Integer(integer) = node.get_ref() else {
            return reader.wrong_type(node, COUNT);
        };
        let value = u32::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .and_then(Self::new);
        if value.is_none() {
            let found = format!("found {}", shown(&integer.to_string()));
            reader
                .problems
                .push(Problem::new(node.span(), found).expected(COUNT));
        }
        value
    }
}

/// Dates stand bare (`2027-03-31`) or as a string.
impl Read for Date {
    fn read(node: &Node<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = match node.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            _ => return reader.wrong_type(node, DATE),
        };
        let date = text.parse().ok();
        if date.is_none() {
            let found = format!("found {}", shown(&text));
            reader
                .problems
                .push(Problem::new(node.span(), found).expected(DATE));
        }
        date
    }
}

/// A version of Rust as a `rust-version` states it: `1.80` or `1.80.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustVersion {
    /// The first number.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number, 0 where it is not given.
    pub patch: u32,
}

impl fmt::Display for RustVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromText for RustVersion {
    const EXPECTED: &'static str = "a version of Rust as `1.80` or `1.80.1`";

    fn from_text(text: &str) -> Option<Self> {
        let number = |part: &str| {
            let plain = part.len() <= 6
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && (part == "0" || !part.starts_with('0'));
            plain.then(|| part.parse().ok())?
        };
        let mut parts = text.split('.');
        let version = Self {
            major: number(parts.next()?)?,
            minor: number(parts.next()?)?,
            patch: parts.next().map_or(Some(0), number)?,
        };
        parts.next().is_none().then_some(version)
    }
}

#[cfg(feature = "schema")]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::RustVersion;

    impl serde::Serialize for RustVersion {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl JsonSchema for RustVersion {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "RustVersion".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let number = "(0|[1-9][0-9]{0,5})";
            json_schema!({
                "type": "string",
                "pattern": format!(r"^{number}\.{number}(\.{number})?$"),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_versions_have_two_or_three_numbers() {
        let check = |text: &str, expected: Option<&str>| {
            let found = RustVersion::from_text(text).map(|version| version.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        };
        check("1.80", Some("1.80.0"));
        check("1.80.1", Some("1.80.1"));
        for bad in [
            "",
            "1",
            "1.",
            "1.08",
            "1.80.1.2",
            "1.80-beta",
            "v1.80",
            "1.9999999",
            "1.٣",
        ] {
            check(bad, None);
        }
    }
}
