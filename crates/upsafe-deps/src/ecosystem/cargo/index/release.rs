//! What the index says of one release, borrowed from its JSON.
//!
//! The fields are those of the cargo book's chapter on the index format.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use semver::{Version, VersionReq};
use serde::{Deserialize, Deserializer, de};

use super::checksum::Checksum;
use crate::graph::DependencyKind;

/// The checksum of a release and whether it is yanked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReleaseHead {
    /// The digest of its archive.
    pub checksum: Checksum,
    /// Whether it was withdrawn.
    pub yanked: bool,
}

/// One release as the index describes it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Release<'a> {
    /// The package's name.
    pub name: Cow<'a, str>,
    /// Its version.
    pub version: Version,
    /// The digest of its archive.
    pub checksum: Checksum,
    /// Whether it was withdrawn.
    pub yanked: bool,
    /// The oldest Rust it says it builds with, as stated.
    pub rust_version: Option<Cow<'a, str>>,
    /// The native library that it alone may link.
    pub links: Option<Cow<'a, str>>,
    /// What it requires, in the order of the index.
    pub dependencies: Vec<ReleaseDependency<'a>>,
    /// Its named features and what each turns on; not those that optional dependencies imply.
    pub features: BTreeMap<Cow<'a, str>, Vec<Cow<'a, str>>>,
}

/// A dependency of a release.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ReleaseDependency<'a> {
    /// The name that code and features use.
    pub key: Cow<'a, str>,
    /// The name of the required package; differs from the key where it is renamed.
    pub package: Cow<'a, str>,
    /// The versions it allows, as stated.
    pub requirement: Cow<'a, str>,
    /// What it is for.
    pub kind: DependencyKind,
    /// Whether it is built only if a feature asks for it.
    pub optional: bool,
    /// Whether the package's `default` feature is asked for.
    pub default_features: bool,
    /// The features that are asked for.
    pub features: Vec<Cow<'a, str>>,
    /// The platform it is for: a target triple or `cfg(...)`, as stated.
    pub target: Option<Cow<'a, str>>,
    /// The URL of the index of the package's registry; `None` is the registry of the release.
    pub registry: Option<Cow<'a, str>>,
}

impl ReleaseDependency<'_> {
    /// The requirement, or `None` where it is one that cargo no longer understands.
    pub fn parsed_requirement(&self) -> Option<VersionReq> {
        self.requirement.parse().ok()
    }
}

impl<'a> Release<'a> {
    /// Reads one entry of an index file.
    pub(crate) fn parse(json: &'a [u8]) -> Result<Self, String> {
        let json: Json<'a> = read(json)?;
        let features2 = json.features2.unwrap_or_default();
        let features = json.features.0.into_iter().chain(features2.0);
        Ok(Self {
            name: json.name.0,
            version: json
                .vers
                .parse()
                .map_err(|error| format!("expected a version, found `{}`: {error}", json.vers.0))?,
            checksum: json
                .cksum
                .parse()
                .map_err(|error| format!("checksum: {error}"))?,
            yanked: json.yanked.unwrap_or(false),
            rust_version: json.rust_version.map(|text| text.0),
            links: json.links.map(|text| text.0),
            dependencies: json.deps.into_iter().map(plain_dependency).collect(),
            features: features.map(plain_feature).collect(),
        })
    }

    /// Whether the release has a feature of this name: a named one, or one that an optional
    /// dependency implies because no feature speaks of `dep:KEY`.
    pub fn has_feature(&self, name: &str) -> bool {
        let hidden = || {
            let mut values = self.features.values().flatten();
            values.any(|value| value.strip_prefix("dep:") == Some(name))
        };
        self.features.contains_key(name)
            || (self
                .dependencies
                .iter()
                .any(|dep| dep.optional && dep.key == name)
                && !hidden())
    }
}

impl ReleaseHead {
    pub(super) fn parse(json: &[u8]) -> Result<Self, String> {
        let json: JsonHead<'_> = read(json)?;
        Ok(Self {
            checksum: json
                .cksum
                .parse()
                .map_err(|error| format!("checksum: {error}"))?,
            yanked: json.yanked.unwrap_or(false),
        })
    }
}

/// Text is looked at once as a whole, not string by string.
fn read<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, String> {
    match std::str::from_utf8(json) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(json),
    }
    .map_err(described)
}

fn described(error: serde_json::Error) -> String {
    format!("expected a release as JSON: {error}")
}

fn plain_feature<'a>(
    (name, values): (Text<'a>, Vec<Text<'a>>),
) -> (Cow<'a, str>, Vec<Cow<'a, str>>) {
    (name.0, values.into_iter().map(|text| text.0).collect())
}

fn plain_dependency(json: JsonDependency<'_>) -> ReleaseDependency<'_> {
    ReleaseDependency {
        package: json.package.unwrap_or_else(|| json.name.clone()).0,
        key: json.name.0,
        requirement: json.req.0,
        kind: match json.kind.as_ref().map(|kind| &*kind.0) {
            Some("dev") => DependencyKind::Dev,
            Some("build") => DependencyKind::Build,
            // Entries of before 2015 state no kind.
            _ => DependencyKind::Normal,
        },
        optional: json.optional.unwrap_or(false),
        default_features: json.default_features.unwrap_or(true),
        features: json
            .features
            .unwrap_or_default()
            .into_iter()
            .map(|text| text.0)
            .collect(),
        target: json.target.map(|text| text.0),
        registry: json.registry.map(|text| text.0),
    }
}

#[derive(Deserialize)]
struct JsonHead<'a> {
    #[serde(borrow)]
    cksum: Text<'a>,
    yanked: Option<bool>,
}

#[derive(Deserialize)]
struct Json<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    vers: Text<'a>,
    deps: Vec<JsonDependency<'a>>,
    cksum: Text<'a>,
    #[serde(default)]
    features: Pairs<'a>,
    features2: Option<Pairs<'a>>,
    yanked: Option<bool>,
    links: Option<Text<'a>>,
    rust_version: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct JsonDependency<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    req: Text<'a>,
    features: Option<Vec<Text<'a>>>,
    optional: Option<bool>,
    default_features: Option<bool>,
    target: Option<Text<'a>>,
    kind: Option<Text<'a>>,
    registry: Option<Text<'a>>,
    package: Option<Text<'a>>,
}

/// A string that is borrowed wherever the JSON needs no unescaping, also within lists and maps,
/// where serde's own `Cow` is not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Text<'a>(Cow<'a, str>);

impl std::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Visitor)
    }
}

/// The members of an object in the order of the text: a map of them is built only once.
#[derive(Default)]
struct Pairs<'a>(Vec<(Text<'a>, Vec<Text<'a>>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of lists")
            }

            fn visit_map<M: de::MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUM: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

    fn check(json: &str, expected: &str) {
        let json = json.replace("SUM", SUM);
        let shown = match Release::parse(json.as_bytes()) {
            Err(reason) => reason,
            Ok(release) => {
                let mut lines = vec![format!(
                    "{} {} yanked={} rust={:?} links={:?} features={:?}",
                    release.name,
                    release.version,
                    release.yanked,
                    release.rust_version.as_deref(),
                    release.links.as_deref(),
                    release.features,
                )];
                lines.extend(release.dependencies.iter().map(|d| {
                    format!(
                        "{} = {} {} {} optional={} default={} {:?} {:?} {:?}",
                        d.key,
                        d.package,
                        d.requirement,
                        d.kind.name(),
                        d.optional,
                        d.default_features,
                        d.features,
                        d.target.as_deref(),
                        d.registry.as_deref(),
                    )
                }));
                lines.join("\n")
            }
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn entries_old_and_new_are_read() {
        check(
            r#"{"name":"a","vers":"1.0.0","deps":[],"cksum":"SUM","features":{},"yanked":false}"#,
            "a 1.0.0 yanked=false rust=None links=None features={}",
        );
        check(
            r#"{"name":"a","vers":"1.0.0","deps":[
                {"name":"x","req":"^1","kind":null,"target":null,"optional":false,"default_features":true,"features":[]},
                {"name":"y","req":"0.\u0031","kind":"build","target":"cfg(windows)","optional":true,"default_features":false,"features":["f"],"package":"z","registry":"https://r"}
              ],"cksum":"SUM","features":{"f":["x/g"]},"features2":{"h":["dep:y"]},"yanked":true,
              "links":"l","rust_version":"1.70","v":2,"pubtime":"2024-01-01T00:00:00Z"}"#,
            "a 1.0.0 yanked=true rust=Some(\"1.70\") links=Some(\"l\") features={\"f\": [\"x/g\"], \"h\": [\"dep:y\"]}\n\
             x = x ^1 normal optional=false default=true [] None None\n\
             y = z 0.1 build optional=true default=false [\"f\"] Some(\"cfg(windows)\") Some(\"https://r\")",
        );
    }

    #[test]
    fn broken_entries_say_what_was_expected() {
        check(
            "",
            "expected a release as JSON: EOF while parsing a value at line 1 column 0",
        );
        check(
            r#"{"name":"a","vers":"1.0","deps":[],"cksum":"SUM"}"#,
            "expected a version, found `1.0`: unexpected end of input while parsing minor version number",
        );
        check(
            r#"{"name":"a","vers":"1.0.0","deps":[],"cksum":"00"}"#,
            "checksum: expected 64 hexadecimal digits, found `00`",
        );
        check(
            r#"{"name":"a","vers":"1.0.0","cksum":"SUM"}"#,
            "expected a release as JSON: missing field `deps` at line 1 column 102",
        );
    }

    #[test]
    fn optional_dependencies_imply_features_unless_they_are_spoken_of() {
        let json = r#"{"name":"a","vers":"1.0.0","cksum":"SUM","deps":[
            {"name":"x","req":"1","optional":true},{"name":"y","req":"1","optional":true},{"name":"z","req":"1"}
            ],"features":{"f":["dep:y","x/g"]}}"#
            .replace("SUM", SUM);
        let release = Release::parse(json.as_bytes()).unwrap();
        let has = ["f", "x", "y", "z", "g"].map(|name| release.has_feature(name));
        assert_eq!(has, [true, true, false, false, false]);
    }

    #[test]
    fn deep_json_ends() {
        let deep = format!("{{\"x\":{}", "[".repeat(100_000));
        assert!(ReleaseHead::parse(deep.as_bytes()).is_err());
    }
}
