//! Reads go.sum and go.work.sum, and says what is odd about every line.

use std::collections::BTreeMap;
use std::fmt;

use upsafe_version::go::Version;
use upsafe_version::go::path::check_path;

use super::dirhash::H1;
use crate::ecosystem::go::modfile::Span;
use crate::ecosystem::go::module::compare;
use crate::ecosystem::go::{ModulePath, NodeVersion};

/// What a line of go.sum vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SumKind {
    /// All files of the module: `path version h1:...`
    Zip,
    /// The go.mod alone: `path version/go.mod h1:...`
    GoMod,
}

/// What a hash is of: the key of go.sum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SumKey {
    /// The module.
    pub path: ModulePath,
    /// Its version.
    pub version: NodeVersion,
    /// Whether all of it or its go.mod.
    pub kind: SumKind,
}

/// A line of go.sum that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SumLine {
    /// What it vouches for.
    pub key: SumKey,
    /// The hash, with its algorithm: `h1:...`
    pub hash: String,
    /// Where the line stands.
    pub span: Span,
    /// Where the hash stands.
    pub hash_span: Span,
}

/// A go.sum, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct GoSum {
    /// The lines that were understood, in order.
    pub lines: Vec<SumLine>,
    /// What is odd, in order.
    pub oddities: Vec<Oddity>,
}

/// Something odd about a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {}, column {}: {kind}", span.line, span.column)]
#[non_exhaustive]
pub struct Oddity {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: OddityKind,
}

/// What may be odd about a line of go.sum.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OddityKind {
    /// `go` refuses the whole file.
    #[error("expected `path version hash`, found {n_words} words")]
    Words {
        /// How many words there are.
        n_words: usize,
    },
    /// A merge left its marker; `go` refuses the whole file.
    #[error("a merge conflict is not resolved")]
    MergeMarker,
    /// `go` ignores such a line.
    #[error("expected UTF-8")]
    NotUtf8,
    /// `go` never looks for such a path.
    #[error("`{0}` is not a path from which a module could be downloaded")]
    Path(String),
    /// `go` never looks for such a version.
    #[error("`{0}` is not a canonical version, with or without `/go.mod`")]
    Version(String),
    /// `go` ignores an algorithm that it does not know, so the line vouches for nothing.
    #[error("`{0}` is not a hash of the only known algorithm, h1")]
    Algorithm(String),
    /// No content has such a hash.
    #[error("`{0}` is not the base64 of a SHA-256 sum")]
    Hash(String),
    /// The same line stands there twice.
    #[error("the line stands there already, on line {first}")]
    Repeated {
        /// The earlier line.
        first: u32,
    },
    /// `go` accepts content that fits either hash.
    #[error("line {first} has another hash for `{key}`; content that fits either is accepted")]
    Conflict {
        /// The earlier line.
        first: u32,
        /// What both lines vouch for.
        key: SumKey,
    },
}

/// The hash of an empty go.mod that old versions wrote by mistake; `go` skips it.
const EMPTY_GO_MOD: &str = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";

impl GoSum {
    /// Reads a go.sum. It always succeeds; what is not understood is in [`oddities`](Self::oddities).
    #[must_use]
    pub fn parse(text: &[u8]) -> Self {
        let mut sum = Self::default();
        let mut first: BTreeMap<SumKey, Vec<(String, u32)>> = BTreeMap::new();
        for (index, line) in text.split(|&b| b == b'\n').enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            match read_line(line, number) {
                Ok(None) => {}
                Ok(Some(line)) => {
                    sum.note_repetition(&mut first, &line);
                    sum.lines.push(line);
                }
                Err(oddity) => sum.oddities.push(oddity),
            }
        }
        sum
    }

    /// The lines for a key.
    pub fn of<'s>(&'s self, key: &'s SumKey) -> impl Iterator<Item = &'s SumLine> {
        self.lines.iter().filter(move |line| line.key == *key)
    }

    fn note_repetition(
        &mut self,
        first: &mut BTreeMap<SumKey, Vec<(String, u32)>>,
        line: &SumLine,
    ) {
        let before = first.entry(line.key.clone()).or_default();
        let same = before.iter().find(|(hash, _)| *hash == line.hash);
        let kind = match (same, before.first()) {
            (Some((_, first)), _) => Some(OddityKind::Repeated { first: *first }),
            (None, Some((_, first))) => Some(OddityKind::Conflict {
                first: *first,
                key: line.key.clone(),
            }),
            (None, None) => None,
        };
        before.push((line.hash.clone(), line.span.line));
        self.oddities.extend(kind.map(|kind| Oddity {
            span: line.span,
            kind,
        }));
    }
}

fn read_line(line: &[u8], number: u32) -> Result<Option<SumLine>, Oddity> {
    let lossy = String::from_utf8_lossy(line);
    let words = words(&lossy, number);
    let (Some((_, first)), Some((_, last))) = (words.first(), words.last()) else {
        return Ok(None);
    };
    let whole = first.to(*last);
    let odd = |span: Span, kind: OddityKind| Err(Oddity { span, kind });
    if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|m| lossy.starts_with(m))
    {
        return odd(whole, OddityKind::MergeMarker);
    }
    let [
        (path, path_span),
        (version, version_span),
        (hash, hash_span),
    ] = words[..]
    else {
        let n_words = words.len();
        return odd(whole, OddityKind::Words { n_words });
    };
    if std::str::from_utf8(line).is_err() {
        return odd(whole, OddityKind::NotUtf8);
    }
    if check_path(path).is_err() {
        return odd(path_span, OddityKind::Path(path.to_owned()));
    }
    let (bare, kind) = match version.strip_suffix("/go.mod") {
        Some(bare) => (bare, SumKind::GoMod),
        None => (version, SumKind::Zip),
    };
    if !Version::parse(bare).is_ok_and(|version| version.is_canonical()) {
        return odd(version_span, OddityKind::Version(version.to_owned()));
    }
    if !hash.starts_with("h1:") {
        return odd(hash_span, OddityKind::Algorithm(hash.to_owned()));
    }
    if H1::parse(hash).is_none() {
        return odd(hash_span, OddityKind::Hash(hash.to_owned()));
    }
    if hash == EMPTY_GO_MOD {
        return Ok(None);
    }
    Ok(Some(SumLine {
        key: SumKey {
            path: ModulePath::new(path),
            version: NodeVersion::new(bare),
            kind,
        },
        hash: hash.to_owned(),
        span: whole,
        hash_span,
    }))
}

/// The words of a line with their places.
fn words(line: &str, number: u32) -> Vec<(&str, Span)> {
    let mut words = Vec::new();
    let mut column = 1;
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        column += width(&rest[..rest.len() - trimmed.len()]);
        let end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let (word, behind) = trimmed.split_at(end);
        if word.is_empty() {
            return words;
        }
        let span = Span {
            line: number,
            column,
            end_column: column + width(word),
        };
        words.push((word, span));
        column = span.end_column;
        rest = behind;
    }
}

fn width(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX / 4)
}

impl SumKey {
    /// The key of a module at a version.
    #[must_use]
    pub fn new(path: ModulePath, version: NodeVersion, kind: SumKind) -> Self {
        Self {
            path,
            version,
            kind,
        }
    }
}

impl Ord for SumKey {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.path
            .cmp(&other.path)
            .then_with(|| compare(&self.path, &self.version, &other.version))
            .then_with(|| self.version.as_str().cmp(other.version.as_str()))
            .then_with(|| self.kind.cmp(&other.kind))
    }
}

impl PartialOrd for SumKey {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for SumKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, self.version)?;
        match self.kind {
            SumKind::Zip => Ok(()),
            SumKind::GoMod => f.write_str("/go.mod"),
        }
    }
}
