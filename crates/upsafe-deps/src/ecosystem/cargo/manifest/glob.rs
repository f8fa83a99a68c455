//! Member globs, as `workspace.members` writes them: `*`, `?`, `[a-z]` and `**`.
//!
//! Written here, not taken from a crate, because the tree that is checked may be hostile: matching
//! is linear in pattern times name, `**` does not follow symbolic links, and the number of
//! directory entries that are looked at is bounded.

use std::path::{Path, PathBuf};

/// How many directory entries one pattern may look at.
const MAX_ENTRIES: usize = 1_000_000;

/// Why a pattern has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum GlobError {
    #[error("expected `]` to close the `[` in pattern `{0}`, found the end")]
    Unclosed(String),
    #[error(
        "expected `**` to stand alone between slashes in pattern `{0}`, found it beside other characters"
    )]
    PartialRecursive(String),
    #[error("expected pattern `{0}` to look at no more than {MAX_ENTRIES} files, found more")]
    TooMany(String),
}

/// The existing directories that a pattern names below `base`, sorted; empty where there is none.
pub(super) fn directories(base: &Path, pattern: &str) -> Result<Vec<PathBuf>, GlobError> {
    let mut budget = MAX_ENTRIES;
    let mut found = vec![base.to_owned()];
    for component in pattern.split(['/', std::path::MAIN_SEPARATOR]) {
        found = match Component::parse(component, pattern)? {
            Component::Literal("" | ".") => found,
            Component::Literal(name) => {
                let joined = found.into_iter().map(|directory| directory.join(name));
                joined.filter(|directory| directory.is_dir()).collect()
            }
            Component::Wildcard(matcher) => {
                let mut matches = Vec::new();
                for directory in &found {
                    let children = children(directory, &mut budget, pattern)?;
                    matches.extend(children.into_iter().filter(|child| {
                        let name = child.file_name().and_then(|name| name.to_str());
                        name.is_some_and(|name| matcher.matches(name)) && child.is_dir()
                    }));
                }
                matches
            }
            Component::Recursive => {
                let mut all = Vec::new();
                let mut open = found;
                while let Some(directory) = open.pop() {
                    let children = children(&directory, &mut budget, pattern)?;
                    open.extend(
                        children
                            .into_iter()
                            .filter(|child| is_real_directory(child)),
                    );
                    all.push(directory);
                }
                all
            }
        };
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Whether the text has a character that a pattern gives a meaning.
pub(super) fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

fn children(
    directory: &Path,
    budget: &mut usize,
    pattern: &str,
) -> Result<Vec<PathBuf>, GlobError> {
    let Ok(entries) = std::fs::read_dir(directory) else {
        return Ok(Vec::new());
    };
    let mut children = Vec::new();
    for entry in entries {
        *budget = budget
            .checked_sub(1)
            .ok_or_else(|| GlobError::TooMany(pattern.to_owned()))?;
        children.extend(entry.ok().map(|entry| entry.path()));
    }
    Ok(children)
}

fn is_real_directory(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|metadata| metadata.is_dir())
}

enum Component<'p> {
    Literal(&'p str),
    Wildcard(Matcher),
    Recursive,
}

impl<'p> Component<'p> {
    fn parse(text: &'p str, pattern: &str) -> Result<Self, GlobError> {
        if text == "**" {
            return Ok(Self::Recursive);
        }
        if text.contains("**") {
            return Err(GlobError::PartialRecursive(pattern.to_owned()));
        }
        if !is_pattern(text) {
            return Ok(Self::Literal(text));
        }
        Matcher::parse(text)
            .map(Self::Wildcard)
            .ok_or_else(|| GlobError::Unclosed(pattern.to_owned()))
    }
}

/// One path component with wildcards.
struct Matcher(Vec<Token>);

enum Token {
    One(char),
    AnyOne,
    AnyRun,
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

impl Matcher {
    fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(&char) = chars.get(at) {
            at += 1;
            tokens.push(match char {
                '*' => Token::AnyRun,
                '?' => Token::AnyOne,
                '[' => {
                    let negated = chars.get(at) == Some(&'!');
                    let start = at + usize::from(negated);
                    // A `]` right behind the opening is a member of the class.
                    let length = chars.get(start + 1..)?.iter().position(|&c| c == ']')? + 1;
                    at = start + length + 1;
                    let ranges = class_ranges(&chars[start..start + length]);
                    Token::Class { negated, ranges }
                }
                other => Token::One(other),
            });
        }
        Some(Self(tokens))
    }

    /// Greedy with one point to come back to: the last run. At most tokens times characters steps.
    fn matches(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().collect();
        let (mut token, mut at) = (0, 0);
        let mut last_run: Option<(usize, usize)> = None;
        loop {
            match self.0.get(token) {
                Some(Token::AnyRun) => {
                    token += 1;
                    last_run = Some((token, at));
                    continue;
                }
                Some(one) if name.get(at).is_some_and(|&char| one.accepts(char)) => {
                    token += 1;
                    at += 1;
                    continue;
                }
                None if at == name.len() => return true,
                _ => {}
            }
            let Some((after_run, from)) = last_run else {
                return false;
            };
            if from >= name.len() {
                return false;
            }
            last_run = Some((after_run, from + 1));
            (token, at) = (after_run, from + 1);
        }
    }
}

fn class_ranges(class: &[char]) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    let mut rest = class;
    loop {
        rest = match rest {
            [low, '-', high, rest @ ..] => {
                ranges.push((*low, *high));
                rest
            }
            [one, rest @ ..] => {
                ranges.push((*one, *one));
                rest
            }
            [] => return ranges,
        };
    }
}

impl Token {
    fn accepts(&self, char: char) -> bool {
        match self {
            Self::One(one) => *one == char,
            Self::AnyOne => true,
            Self::AnyRun => false,
            Self::Class { negated, ranges } => {
                let within = ranges
                    .iter()
                    .any(|(low, high)| (low..=high).contains(&&char));
                within != *negated
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_a_shell_does() {
        let check = |pattern: &str, yes: &[&str], no: &[&str]| {
            let matcher = Matcher::parse(pattern).unwrap();
            for name in yes {
                assert!(matcher.matches(name), "{pattern} takes {name}");
            }
            for name in no {
                assert!(!matcher.matches(name), "{pattern} refuses {name}");
            }
        };
        check("*", &["", "a", ".hidden"], &[]);
        check(
            "a*c",
            &["ac", "abc", "acc", "abcabc"],
            &["", "ab", "bac", "acb"],
        );
        check("*-*-x", &["a-b-x", "--x", "a-b-c-x"], &["a-x", "a-b-"]);
        check("a?c", &["abc", "aöc"], &["ac", "abbc"]);
        check("[a-cx]1", &["a1", "b1", "x1"], &["d1", "1", "a"]);
        check("[!a]b", &["bb", "]b"], &["ab", "b"]);
        check("[]]", &["]"], &["[", ""]);
        check("[-a]", &["-", "a"], &["b"]);
    }

    #[test]
    fn hostile_patterns_end() {
        let name = "a".repeat(5_000);
        let matcher = Matcher::parse(&format!("{}b", "*a".repeat(200))).unwrap();
        assert!(!matcher.matches(&name));
        for open in ["[", "[a", "[!", "[]", "x[!]"] {
            assert!(Matcher::parse(open).is_none(), "{open}");
        }
        let error = directories(Path::new("."), "a/b**/c").unwrap_err();
        assert_eq!(error, GlobError::PartialRecursive("a/b**/c".into()));
    }
}
