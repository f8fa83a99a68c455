//! An index that is written as text: for tests, examples and rule pages.

use std::{collections::BTreeMap, sync::Arc};

use semver::Version;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{CRATES_IO, Checksum, Index, PackageIndex, Unknown, canonical};
use crate::ecosystem::cargo::manifest::ParseError;

/// An index in memory.
///
/// ```text
/// # a release: name, version, and what it states of itself
/// bytes 1.0.0
/// bytes 1.1.0 rust=1.57 yanked links=bytes checksum=<64 digits>
/// http 0.2.0
///   # what it requires: [kind:]key requirement, and what else a manifest may state
///   bytes ^1
///   dev:rand >=0.8, <0.9
///   build:cc 1 optional no-default-features features=a,b target=cfg(windows) package=real
///   # and its features
///   [default] std bytes/serde
/// # packages of another registry
/// registry https://registry.example/index
/// mine 1.0.0
/// ```
///
/// A release without a checksum has the digest of `NAME-VERSION`.
#[derive(Clone, Debug, Default)]
pub struct TableIndex {
    packages: BTreeMap<(String, String), Arc<PackageIndex>>,
}

impl TableIndex {
    /// Reads a table.
    ///
    /// # Errors
    /// Where a line is not as described; the error knows the offset.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut registry = CRATES_IO.to_owned();
        let mut packages: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
        let mut last: Option<(String, String)> = None;
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let at = offset;
            offset += line.len();
            let words: Vec<&str> = line.split_whitespace().collect();
            let error = |expected: &str| {
                let found = line.trim();
                ParseError::new(at, format_args!("expected {expected}, found `{found}`"))
            };
            match words.as_slice() {
                [] => {}
                [word, ..] if word.starts_with('#') => {}
                ["registry", url] => canonical(url).clone_into(&mut registry),
                words if line.starts_with([' ', '\t']) => {
                    let releases = last.as_ref().and_then(|key| packages.get_mut(key));
                    let release = releases.and_then(|releases| releases.last_mut());
                    let release = release.ok_or_else(|| error("a release before this line"))?;
                    let added = match words {
                        [name, values @ ..] if name.starts_with('[') => {
                            add_feature(release, name, values)
                        }
                        words => add_dependency(release, words),
                    };
                    added
                        .ok_or_else(|| error("`[kind:]key requirement ...` or `[feature] ...`"))?;
                }
                words => {
                    let release = release(words);
                    let (name, release) = release.ok_or_else(|| error("`name version ...`"))?;
                    let key = (registry.clone(), name);
                    packages.entry(key.clone()).or_default().push(release);
                    last = Some(key);
                }
            }
        }
        let packages = packages.into_iter().map(|((registry, name), releases)| {
            let lines: Vec<String> = releases.iter().map(Value::to_string).collect();
            let package = PackageIndex::from_lines(&name, &lines.join("\n"));
            let package = package.map_err(|unknown| ParseError::new(0, unknown))?;
            Ok(((registry, name), Arc::new(package)))
        });
        Ok(Self {
            packages: packages.collect::<Result<_, ParseError>>()?,
        })
    }
}

impl Index for TableIndex {
    fn package(&self, registry: &str, name: &str) -> Result<Arc<PackageIndex>, Unknown> {
        let key = (canonical(registry).to_owned(), name.to_owned());
        self.packages
            .get(&key)
            .cloned()
            .ok_or_else(|| Unknown::NotCached {
                package: name.to_owned(),
            })
    }
}

fn release(words: &[&str]) -> Option<(String, Value)> {
    let [name, version, rest @ ..] = words else {
        return None;
    };
    let version: Version = version.parse().ok()?;
    let digest = Sha256::digest(format!("{name}-{version}"));
    let mut release = json!({
        "name": name,
        "vers": version.to_string(),
        "deps": [],
        "cksum": Checksum::new(digest.into()).to_string(),
        "features": {},
        "yanked": false,
    });
    for word in rest {
        match word.split_once('=') {
            None if *word == "yanked" => release["yanked"] = json!(true),
            Some(("rust", text)) => release["rust_version"] = json!(text),
            Some(("links", text)) => release["links"] = json!(text),
            Some(("checksum", text)) => {
                release["cksum"] = json!(text.parse::<Checksum>().ok()?.to_string())
            }
            _ => return None,
        }
    }
    Some(((*name).to_owned(), release))
}

fn add_feature(release: &mut Value, name: &str, values: &[&str]) -> Option<()> {
    let name = name.strip_prefix('[')?.strip_suffix(']')?;
    let features = release.get_mut("features")?.as_object_mut()?;
    features.insert(name.to_owned(), json!(values));
    Some(())
}

fn add_dependency(release: &mut Value, words: &[&str]) -> Option<()> {
    let (key, rest) = words.split_first()?;
    let (kind, key) = match key.split_once(':') {
        Some((kind @ ("normal" | "dev" | "build"), key)) => (kind, key),
        Some(_) => return None,
        None => ("normal", *key),
    };
    let is_option = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let n_requirement = rest.iter().take_while(|word| !is_option(word)).count();
    let (requirement, options) = rest.split_at(n_requirement);
    let requirement = requirement.join(" ");
    requirement.parse::<semver::VersionReq>().ok()?;
    let mut dependency = Map::new();
    for (key, value) in [
        ("name", json!(key)),
        ("req", json!(requirement)),
        ("kind", json!(kind)),
        ("features", json!([])),
        ("optional", json!(false)),
        ("default_features", json!(true)),
    ] {
        dependency.insert(key.to_owned(), value);
    }
    for option in options {
        let (key, value) = match option.split_once('=') {
            None if *option == "optional" => ("optional", json!(true)),
            None if *option == "no-default-features" => ("default_features", json!(false)),
            Some(("features", list)) => ("features", json!(list.split(',').collect::<Vec<_>>())),
            Some((key @ ("target" | "package" | "registry"), text)) => (key, json!(text)),
            _ => return None,
        };
        dependency.insert(key.to_owned(), value);
    }
    release
        .get_mut("deps")?
        .as_array_mut()?
        .push(dependency.into());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_an_index() {
        let index = TableIndex::parse(
            "# comment\n\
             bytes 1.0.0\n\
             bytes 1.1.0 rust=1.57 yanked links=b\n\
             \x20 dev:rand >=0.8, <0.9 optional\n\
             \x20 build:cc * no-default-features features=a,b target=cfg(windows) package=real\n\
             \x20 [default] std rand/x\n\
             registry sparse+https://r/\n\
             mine 2.0.0\n",
        )
        .unwrap();
        let bytes = index
            .package("sparse+https://index.crates.io/", "bytes")
            .unwrap();
        let versions: Vec<_> = bytes
            .versions()
            .map(|(version, _)| version.to_string())
            .collect();
        assert_eq!(versions, ["1.0.0", "1.1.0"]);
        let id = bytes.find(&Version::new(1, 1, 0)).unwrap();
        let release = bytes.release(id).unwrap();
        assert_eq!(release.rust_version.as_deref(), Some("1.57"));
        assert_eq!(release.features["default"], ["std", "rand/x"]);
        let [rand, cc] = release.dependencies.as_slice() else {
            panic!("two dependencies, not {:?}", release.dependencies);
        };
        assert_eq!((&*rand.requirement, rand.optional), (">=0.8, <0.9", true));
        assert_eq!(
            (&*cc.key, &*cc.package, &*cc.requirement),
            ("cc", "real", "*")
        );
        assert_eq!(cc.target.as_deref(), Some("cfg(windows)"));
        assert!(!cc.default_features);
        let head = bytes.head(id).unwrap();
        assert!(head.yanked);
        assert_eq!(head.checksum, release.checksum);
        assert!(index.package("https://r", "mine").is_ok());
        assert!(index.package(CRATES_IO, "mine").is_err());
    }

    #[test]
    fn lines_that_say_nothing_are_refused() {
        for (text, offset) in [
            ("a\n", 0),
            ("a 1.0\n", 0),
            ("a 1.0.0 loud\n", 0),
            ("  b 1\n", 0),
            ("a 1.0.0\n  b x\n", 8),
            ("a 1.0.0\n  run:b 1\n", 8),
            ("a 1.0.0\n  [f x\n", 8),
        ] {
            let error = TableIndex::parse(text).unwrap_err();
            assert_eq!(error.offset(), offset, "{text}: {error}");
        }
    }
}
