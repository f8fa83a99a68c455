//! The forms of text that stand in `upsafe.toml`: plain text, names, paths, patterns.

use crate::table::text;

text! {
    /// Text for people that is not blank.
    pub struct Text, expected "text that is not blank", pattern r"\S",
    parse |text| (!text.trim().is_empty()).then(|| text.into())
}

text! {
    /// A name or a version requirement in an ecosystem's own words: not empty, no white space at
    /// either end, one line.
    pub struct Name, expected "text without white space around it",
    pattern r"^[^\s\x00-\x1f\x7f]([^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$",
    parse |text| {
        let plain = !text.is_empty() && text.trim() == text && !text.contains(char::is_control);
        plain.then(|| text.into())
    }
}

text! {
    /// The path of a file or folder relative to the folder of `upsafe.toml`, with forward slashes,
    /// that does not leave this folder.
    pub struct RelativePath,
    expected "a path relative to this file, with forward slashes and without `..`",
    pattern r"^(?!/)(?![A-Za-z]:)(?!(.*/)?\.\.(/|$))(?!(\./*)*$)[^\\\x00-\x1f\x7f]+$",
    parse |text| {
        let drive = matches!(text.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
        let strange = |c: char| c == '\\' || c.is_ascii_control();
        if drive || text.starts_with('/') || text.contains(strange) {
            return None;
        }
        let steps: Vec<&str> =
            text.split('/').filter(|step| !matches!(*step, "" | ".")).collect();
        let inside = !steps.is_empty() && !steps.contains(&"..");
        inside.then(|| steps.join("/").into())
    }
}

text! {
    /// A pattern in which `*` stands for any characters, also none and also `/`; every other
    /// character stands for itself. At least one character is neither `*` nor white space.
    pub struct Glob,
    expected "a pattern with at least one character besides `*`",
    pattern r"[^*\s]",
    parse |text| text.contains(|c: char| c != '*' && !c.is_whitespace()).then(|| text.into())
}

impl Glob {
    /// Whether the pattern stands for the whole of `text`. At most quadratic, without recursion.
    pub fn matches(&self, text: &str) -> bool {
        let (pattern, text) = (self.as_str().as_bytes(), text.as_bytes());
        let (mut p, mut t) = (0, 0);
        // The last star seen, and the first byte of the text that it does not yet stand for.
        let mut star: Option<(usize, usize)> = None;
        while t < text.len() {
            match pattern.get(p) {
                Some(b'*') => {
                    star = Some((p, t));
                    p += 1;
                }
                Some(byte) if *byte == text[t] => {
                    p += 1;
                    t += 1;
                }
                _ => {
                    let Some((at, from)) = star else { return false };
                    star = Some((at, from + 1));
                    p = at + 1;
                    t = from + 1;
                }
            }
        }
        pattern[p..].iter().all(|byte| *byte == b'*')
    }

    /// Whether the pattern stands for this path or for a folder above it.
    pub fn covers(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        self.matches(path) || folders.into_iter().any(|folder| self.matches(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_texts() {
        let check = |pattern: &str, text: &str, expected: bool| {
            let glob = Glob::new(pattern).unwrap();
            assert_eq!(glob.matches(text), expected, "{pattern} {text}");
        };
        check("cargo:windows-*", "cargo:windows-sys@0.52.0", true);
        check("cargo:windows-*", "cargo:windows", false);
        check("a", "a", true);
        check("a", "ab", false);
        check("*b", "aab", true);
        check("*ab*ab", "abcab", true);
        check("*ab*ab", "abcabc", false);
        check("a**b", "ab", true);
        check("a*", "a/b/c", true);
        check("é*", "ét", true);
        check("[x]?", "[x]?", true);
        let slow = format!("{}b", "a*".repeat(200));
        check(&slow, &"a".repeat(5_000), false);
        for bad in ["", "*", "**", " * "] {
            assert!(Glob::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_glob_covers_what_is_in_a_folder() {
        let check = |pattern: &str, path: &str, expected: bool| {
            assert_eq!(
                Glob::new(pattern).unwrap().covers(path),
                expected,
                "{pattern} {path}"
            );
        };
        check("fuzz", "fuzz/Cargo.toml", true);
        check("fuzz", "fuzzy/Cargo.toml", false);
        check("*/testdata", "a/b/testdata/go.mod", true);
        check("*.mod", "a/go.mod", true);
    }

    #[test]
    fn paths_stay_inside_and_are_brought_into_one_form() {
        let check = |text: &str, expected: Option<&str>| {
            let path = RelativePath::new(text);
            assert_eq!(path.as_ref().map(RelativePath::as_str), expected, "{text}");
        };
        check("Cargo.toml", Some("Cargo.toml"));
        check("./a//b/./go.mod", Some("a/b/go.mod"));
        check("..a/b..", Some("..a/b.."));
        for bad in [
            "", ".", "./", "..", "../a", "a/../b", "/a", "C:/a", "a\\b", "a\nb",
        ] {
            check(bad, None);
        }
    }

    #[test]
    fn names_have_no_space_around_them() {
        let check =
            |text: &str, expected: bool| assert_eq!(Name::new(text).is_some(), expected, "{text}");
        check("openssl", true);
        check(">=1, <2", true);
        for bad in ["", " a", "a ", "a\nb", "\t"] {
            check(bad, false);
        }
    }
}
