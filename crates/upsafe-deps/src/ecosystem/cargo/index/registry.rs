//! Which directories of `$CARGO_HOME/registry` belong to a registry.
//!
//! Cargo names them by the host of the index's URL and a hash that differs between its releases,
//! so one registry can have several.

use std::path::{Path, PathBuf};

use crate::ecosystem::cargo::manifest::read_text;

/// The URL that a lock names for crates.io, whatever protocol it is reached by.
pub const CRATES_IO: &str = "https://github.com/rust-lang/crates.io-index";

const CRATES_IO_SPARSE: &str = "https://index.crates.io";

/// The directories of crates.io's git index: the names before and since cargo 1.85.
const CRATES_IO_GIT: [&str; 2] = ["github.com-1ecc6299db9ec823", "github.com-25cdd57fae9f0462"];

/// Whether two URLs, with or without a `registry+` or `sparse+` in front, name one registry.
pub fn same_registry(a: &str, b: &str) -> bool {
    canonical(a) == canonical(b)
}

/// The URL without what does not tell registries apart; [`CRATES_IO`] for crates.io.
pub(crate) fn canonical(url: &str) -> &str {
    let url = url.trim();
    let url = url
        .strip_prefix("registry+")
        .or(url.strip_prefix("sparse+"))
        .unwrap_or(url);
    let url = url.trim_end_matches('/');
    let url = url.strip_suffix(".git").unwrap_or(url);
    if url == CRATES_IO_SPARSE {
        CRATES_IO
    } else {
        url
    }
}

/// The directories below one of `registry/index`, `registry/cache` and `registry/src`.
#[derive(Clone, Debug, Default)]
pub(crate) struct RegistryDirectories {
    /// By name; the text of `config.json`, where there is one, tells apart registries of one host.
    directories: Vec<(String, PathBuf, Option<String>)>,
}

impl RegistryDirectories {
    /// Lists what is below `$CARGO_HOME/registry/KIND`; nothing where it cannot be listed.
    pub(crate) fn list(cargo_home: &Path, kind: &str) -> Self {
        let registry = cargo_home.join("registry");
        let entries = std::fs::read_dir(registry.join(kind))
            .into_iter()
            .flatten()
            .flatten();
        let directories = entries.map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            let config = registry.join("index").join(&name).join("config.json");
            let config = read_text(&config, "config.json").ok();
            (name, path, config)
        });
        let mut directories: Vec<_> = directories.collect();
        directories.sort();
        Self { directories }
    }

    /// The directories of a registry, the more trusted kinds first.
    ///
    /// # Errors
    /// Why there is none: nothing of that host, or directories of which it cannot be told whether
    /// they are of one registry.
    pub(crate) fn of(&self, url: &str) -> Result<Vec<&Path>, String> {
        let url = canonical(url);
        if url == CRATES_IO {
            let mut found = self.of_host("index.crates.io", |_| true);
            found.extend(self.of_host("github.com", |name| CRATES_IO_GIT.contains(&name)));
            if found.is_empty() {
                return Err("found no directory `index.crates.io-*`".to_owned());
            }
            return Ok(found.into_iter().map(|(path, _)| path).collect());
        }
        let host = host(url);
        let found = self.of_host(host, |name| !CRATES_IO_GIT.contains(&name));
        let Some(((_, first), rest)) = found.split_first() else {
            return Err(format!("found no directory `{host}-*`"));
        };
        // Several hashes are either several cargo releases or several registries.
        if !rest
            .iter()
            .all(|(_, config)| config.is_some() && config == first)
        {
            let n = found.len();
            return Err(format!("expected one directory `{host}-*`, found {n}"));
        }
        Ok(found.into_iter().map(|(path, _)| path).collect())
    }

    fn of_host(&self, host: &str, accept: impl Fn(&str) -> bool) -> Vec<(&Path, Option<&str>)> {
        let is_hash = |text: &str| text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        self.directories
            .iter()
            .filter(|(name, ..)| {
                let name = name.strip_suffix("-shallow").unwrap_or(name);
                let rest = name
                    .strip_prefix(host)
                    .and_then(|rest| rest.strip_prefix('-'));
                rest.is_some_and(is_hash) && accept(name)
            })
            .map(|(_, path, config)| (&**path, config.as_deref()))
            .collect()
    }
}

/// The host of a URL, without user, password and port; empty where there is none.
fn host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return "";
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registries_are_told_apart_by_url() {
        assert!(same_registry(
            "registry+https://github.com/rust-lang/crates.io-index",
            CRATES_IO
        ));
        assert!(same_registry("sparse+https://index.crates.io/", CRATES_IO));
        assert!(same_registry("sparse+https://a/b/", "https://a/b"));
        assert!(!same_registry("https://a/b", "https://a/c"));
        for (url, expected) in [
            ("https://u:p@h.example:8080/x", "h.example"),
            ("ssh://git@h/x", "h"),
            ("file:///srv/index", ""),
            ("nonsense", ""),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn directories_are_chosen_by_host() {
        let config = |text: &str| Some(text.to_owned());
        let names = [
            ("github.com-0000000000000000", None),
            ("github.com-1ecc6299db9ec823", None),
            ("index.crates.io-1949cf8c6b5b557f", config("1")),
            ("index.crates.io-6f17d22bba15001f", config("1")),
            ("r.example-0000000000000000", config("2")),
            ("r.example-1111111111111111", config("2")),
            ("s.example-0000000000000000", config("2")),
            ("s.example-1111111111111111", config("3")),
            ("s.example-backup", None),
        ];
        let directories =
            names.map(|(name, config)| (name.to_owned(), PathBuf::from(name), config));
        let directories = RegistryDirectories {
            directories: directories.into(),
        };
        let check = |url: &str, expected: &str| {
            let shown = match directories.of(url) {
                Ok(found) => {
                    let names = found.iter().map(|path| path.to_str().unwrap());
                    names.collect::<Vec<_>>().join(" ")
                }
                Err(reason) => reason,
            };
            assert_eq!(shown, expected, "{url}");
        };
        check(
            CRATES_IO,
            "index.crates.io-1949cf8c6b5b557f index.crates.io-6f17d22bba15001f github.com-1ecc6299db9ec823",
        );
        check("https://github.com/us/index", "github.com-0000000000000000");
        check(
            "https://r.example/i",
            "r.example-0000000000000000 r.example-1111111111111111",
        );
        check(
            "https://s.example/i",
            "expected one directory `s.example-*`, found 2",
        );
        check("https://t.example/i", "found no directory `t.example-*`");
    }
}
