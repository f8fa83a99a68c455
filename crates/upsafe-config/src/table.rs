//! Declares the tables and words of `upsafe.toml`: type, reader, default and schema from one place.
//!
//! A key is written once. Its doc comment is its text in the JSON Schema and the reference page.

/// Declares a table in which every key has a default.
macro_rules! table {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty = $default:expr,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(serde::Serialize, schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", serde(rename_all = "kebab-case"))]
        #[cfg_attr(feature = "schema", schemars(default, deny_unknown_fields))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $crate::read::Read for $name {
            fn read(
                node: &$crate::read::Node<'_>,
                reader: &mut $crate::read::Reader<'_>,
            ) -> Option<Self> {
                let table = reader.table(node, &[$(stringify!($field)),*])?;
                $(let $field = reader.field(&table, stringify!($field), Some($default));)*
                Some(Self { $($field: $field?,)* })
            }

            fn missing() -> Option<Self> {
                Some(Self::default())
            }
        }
    };
}

/// Declares a table in which a key is required unless its type says what absence means.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$field_meta:meta])* pub $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "schema", derive(serde::Serialize, schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", serde(rename_all = "kebab-case"))]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)*
        }

        impl $crate::read::Read for $name {
            fn read(
                node: &$crate::read::Node<'_>,
                reader: &mut $crate::read::Reader<'_>,
            ) -> Option<Self> {
                let table = reader.table(node, &[$(stringify!($field)),*])?;
                $(let $field = reader.field(
                    &table,
                    stringify!($field),
                    <$type as $crate::read::Read>::missing(),
                );)*
                Some(Self { $($field: $field?,)* })
            }
        }
    };
}

/// Declares an enum that stands in the file as one of a few words.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident, expected $expected:literal {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(serde::Serialize, schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* #[cfg_attr(feature = "schema", serde(rename = $word))] $variant,)*
        }

        impl $name {
            /// The words, in the order of the variants.
            pub const NAMES: &'static [&'static str] = &[$($word),*];

            /// The word that stands in the file.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The value of a word.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl $crate::read::FromText for $name {
            const EXPECTED: &'static str = $expected;
            const WORDS: &'static [&'static str] = Self::NAMES;

            fn from_text(text: &str) -> Option<Self> {
                Self::from_name(text)
            }
        }
    };
}

/// Declares a text of a certain form: a pattern for the schema and the same test in code.
macro_rules! text {
    ($(#[$meta:meta])* pub struct $name:ident, expected $expected:literal,
     pattern $pattern:literal, parse $parse:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(serde::Serialize))]
        pub struct $name(Box<str>);

        impl $name {
            /// The value of a text, if it has the form.
            pub fn new(text: &str) -> Option<Self> {
                let parse: fn(&str) -> Option<Box<str>> = $parse;
                parse(text).map(Self)
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl $crate::read::FromText for $name {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                Self::new(text)
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}

pub(crate) use {record, table, text, words};
