//! Every release of one package, as cargo's cache file holds them; read entry by entry on demand.
//!
//! The file: the byte 3 (the format of the cache), the number 2 (the format of the index, four
//! bytes, little-endian), a revision, a zero byte, and then for each release its version, a zero
//! byte, its JSON, a zero byte. `cargo::sources::registry::index::cache` is its author.

use std::ops::Range;

use memchr::{memchr, memmem};
use semver::Version;

use super::{
    release::{Release, ReleaseHead},
    unknown::Unknown,
};

const CACHE_FORMAT: u8 = 3;
const INDEX_FORMAT: u32 = 2;

/// Every release of one package.
#[derive(Clone, Debug)]
pub struct PackageIndex {
    name: Box<str>,
    bytes: Box<[u8]>,
    releases: Vec<Entry>,
}

/// Names one release of a [`PackageIndex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReleaseId(u32);

#[derive(Clone, Debug)]
struct Entry {
    version: Range<u32>,
    json: Range<u32>,
}

impl PackageIndex {
    /// Reads the bytes of a file of cargo's index cache. Linear in their number; no JSON is parsed.
    ///
    /// # Errors
    /// Where the bytes are not of the one format that is known, or end within a release.
    pub fn from_cache(name: &str, bytes: Vec<u8>) -> Result<Self, Unknown> {
        let unreadable = |reason: String| Unknown::Unreadable {
            package: name.to_owned(),
            reason,
        };
        let Some((header, _)) = bytes.split_first_chunk::<5>() else {
            let found = bytes.len();
            return Err(unreadable(format!(
                "expected a header of 5 bytes, found {found}"
            )));
        };
        let [format, index_format @ ..] = *header;
        if format != CACHE_FORMAT {
            let reason = format!("expected format {CACHE_FORMAT} of the cache, found {format}");
            return Err(unreadable(reason));
        }
        let index_format = u32::from_le_bytes(index_format);
        if index_format != INDEX_FORMAT {
            let reason =
                format!("expected format {INDEX_FORMAT} of the index, found {index_format}");
            return Err(unreadable(reason));
        }
        if u32::try_from(bytes.len()).is_err() {
            return Err(unreadable(
                "expected less than 4 GiB, found more".to_owned(),
            ));
        }
        let mut rest = Pieces {
            bytes: &bytes,
            at: header.len(),
        };
        let truncated = |at: usize| {
            unreadable(format!(
                "expected a zero byte to end the entry at byte {at}, found the end"
            ))
        };
        let start = rest.at;
        rest.next().ok_or_else(|| truncated(start))?;
        let mut releases = Vec::new();
        while rest.at < bytes.len() {
            let start = rest.at;
            let version = rest.next().ok_or_else(|| truncated(start))?;
            let json = rest.next().ok_or_else(|| truncated(start))?;
            releases.push(Entry { version, json });
        }
        Ok(Self {
            name: name.into(),
            bytes: bytes.into_boxed_slice(),
            releases,
        })
    }

    /// Reads the text of an index file as registries serve it: one JSON object on each line.
    ///
    /// # Errors
    /// Where a line is no JSON object with a `vers`.
    pub fn from_lines(name: &str, text: &str) -> Result<Self, Unknown> {
        #[derive(serde::Deserialize)]
        struct Line<'a> {
            #[serde(borrow)]
            vers: std::borrow::Cow<'a, str>,
        }
        let mut bytes = vec![CACHE_FORMAT];
        bytes.extend(INDEX_FORMAT.to_le_bytes());
        bytes.push(0);
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let parsed: Line<'_> = serde_json::from_str(line).map_err(|error| {
                let (line, column) = (at + 1, error.column());
                Unknown::Unreadable {
                    package: name.to_owned(),
                    reason: format!("expected a release at line {line}, column {column}: {error}"),
                }
            })?;
            for piece in [parsed.vers.as_bytes(), line.as_bytes()] {
                // A zero byte cannot stand in JSON unescaped; in a version it ends it.
                bytes.extend(piece.iter().filter(|&&byte| byte != 0));
                bytes.push(0);
            }
        }
        Self::from_cache(name, bytes)
    }

    /// The package's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size of the file, in bytes.
    pub fn n_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The number of releases.
    pub fn n_releases(&self) -> usize {
        self.releases.len()
    }

    /// The versions in the order of publication. No JSON is parsed; what is no version is left out.
    pub fn versions(&self) -> impl DoubleEndedIterator<Item = (Version, ReleaseId)> {
        self.releases.iter().enumerate().filter_map(|(at, entry)| {
            let version = std::str::from_utf8(self.piece(&entry.version)).ok()?;
            Some((version.parse().ok()?, ReleaseId(at as u32)))
        })
    }

    /// The release of a version, its build metadata included.
    pub fn find(&self, version: &Version) -> Option<ReleaseId> {
        let text = version.to_string();
        let is_it = |entry: &Entry| self.piece(&entry.version) == text.as_bytes();
        let at = self.releases.iter().rposition(is_it)?;
        Some(ReleaseId(at as u32))
    }

    /// The checksum of a release and whether it is yanked; half the cost of [`PackageIndex::release`].
    ///
    /// # Errors
    /// Where the entry is not as an index must have it.
    pub fn head(&self, id: ReleaseId) -> Result<ReleaseHead, Unknown> {
        ReleaseHead::parse(self.json(id)).map_err(|reason| self.unreadable(id, &reason))
    }

    /// Whether a release was withdrawn; a small part of the cost of [`PackageIndex::head`].
    ///
    /// # Errors
    /// Where the entry is not as an index must have it.
    pub fn is_yanked(&self, id: ReleaseId) -> Result<bool, Unknown> {
        // Within a string the quotes would be escaped.
        const KEY: &[u8] = br#""yanked":"#;
        let json = self.json(id);
        let after = |text: &'_ [u8]| memmem::find(text, KEY).map(|at| at + KEY.len());
        let value = after(json).map(|at| &json[at..]);
        match value.map(<[u8]>::trim_ascii_start) {
            Some(value) if after(value).is_some() => Ok(self.head(id)?.yanked),
            Some(value) if value.starts_with(b"true") => Ok(true),
            Some(value) if value.starts_with(b"false") => Ok(false),
            _ => Ok(self.head(id)?.yanked),
        }
    }

    /// All that the index says of a release.
    ///
    /// # Errors
    /// Where the entry is not as an index must have it.
    pub fn release(&self, id: ReleaseId) -> Result<Release<'_>, Unknown> {
        Release::parse(self.json(id)).map_err(|reason| self.unreadable(id, &reason))
    }

    fn unreadable(&self, id: ReleaseId, reason: &str) -> Unknown {
        let version = self
            .releases
            .get(id.0 as usize)
            .map(|entry| self.piece(&entry.version));
        let version = String::from_utf8_lossy(version.unwrap_or_default()).into_owned();
        Unknown::Unreadable {
            package: self.name.to_string(),
            reason: format!("version {version}: {reason}"),
        }
    }

    /// A release as the index has it; empty where there is none of that number.
    pub(crate) fn json(&self, id: ReleaseId) -> &[u8] {
        let entry = self.releases.get(id.0 as usize);
        entry.map_or(&[], |entry| self.piece(&entry.json))
    }

    fn piece(&self, range: &Range<u32>) -> &[u8] {
        &self.bytes[range.start as usize..range.end as usize]
    }
}

/// Pieces that zero bytes end.
struct Pieces<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Pieces<'_> {
    fn next(&mut self) -> Option<Range<u32>> {
        let length = memchr(0, &self.bytes[self.at..])?;
        let piece = self.at as u32..(self.at + length) as u32;
        self.at += length + 1;
        Some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(pieces: &[&str]) -> Vec<u8> {
        let mut bytes = vec![3, 2, 0, 0, 0];
        for piece in pieces {
            bytes.extend(piece.bytes());
            bytes.push(0);
        }
        bytes
    }

    fn check(bytes: Vec<u8>, expected: &str) {
        let shown = match PackageIndex::from_cache("a", bytes) {
            Ok(package) => {
                let versions = package.versions().map(|(version, _)| version.to_string());
                versions.collect::<Vec<_>>().join(" ")
            }
            Err(unknown) => unknown.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn versions_are_found_without_their_json() {
        check(
            cache(&["rev", "1.0.0", "nonsense", "0.1.0-a", "{"]),
            "1.0.0 0.1.0-a",
        );
        check(cache(&["", "1.0", "{}", "2.0.0", "{}"]), "2.0.0");
        check(cache(&["rev"]), "");
    }

    #[test]
    fn other_formats_and_broken_files_are_unknown() {
        let unreadable = |reason: &str| format!("the index entry of `a` cannot be read: {reason}");
        let mut old = cache(&["rev"]);
        old[0] = 1;
        check(old, &unreadable("expected format 3 of the cache, found 1"));
        let mut old = cache(&["rev"]);
        old[1] = 1;
        check(old, &unreadable("expected format 2 of the index, found 1"));
        check(vec![], &unreadable("expected a header of 5 bytes, found 0"));
        check(
            vec![3, 2],
            &unreadable("expected a header of 5 bytes, found 2"),
        );
        let ended = "expected a zero byte to end the entry at byte";
        check(
            cache(&[]),
            &unreadable(&format!("{ended} 5, found the end")),
        );
        check(
            cache(&["r", "1.0.0"]),
            &unreadable(&format!("{ended} 7, found the end")),
        );
        let mut cut = cache(&["r", "1.0.0", "{}", "2.0.0", "{}"]);
        cut.pop();
        check(cut, &unreadable(&format!("{ended} 16, found the end")));
    }

    #[test]
    fn the_last_release_of_a_version_counts() {
        let lines = "{\"vers\":\"1.0.0\",\"cksum\":\"x\"}\n\n{\"vers\":\"1.0.0+b\"}\n";
        let package = PackageIndex::from_lines("a", lines).unwrap();
        assert_eq!(package.n_releases(), 2);
        assert_eq!(package.find(&Version::new(1, 0, 0)), Some(ReleaseId(0)));
        assert_eq!(
            package.find(&"1.0.0+b".parse().unwrap()),
            Some(ReleaseId(1))
        );
        assert_eq!(package.find(&Version::new(2, 0, 0)), None);
        let unknown = package.head(ReleaseId(0)).unwrap_err().to_string();
        assert!(unknown.contains("version 1.0.0: "), "{unknown}");
        assert!(PackageIndex::from_lines("a", "{\"vers\":1}").is_err());
        assert!(
            package.head(ReleaseId(7)).is_err(),
            "an id of another package"
        );
    }
}
