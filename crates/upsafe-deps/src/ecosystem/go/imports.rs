//! The imports of a Go source file: its beginning, as far as the last `import`.
//!
//! Source of the grammar: <https://go.dev/ref/spec#Source_file_organization>; of the build
//! constraints: `go help buildconstraint`. What is not Go ends the reading and is no error.

use std::ops::Range;

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The path of the package.
    pub(crate) path: String,
    /// The bytes where it stands, quotes included.
    pub(crate) span: Range<usize>,
}

/// The operating systems and architectures that end the name of a file which is built for them alone.
const PLATFORMS: [&str; 42] = [
    "aix",
    "android",
    "darwin",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "wasip1",
    "windows",
    "zos",
    "386",
    "amd64",
    "amd64p32",
    "arm",
    "armbe",
    "arm64",
    "arm64be",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// Whether a file is of every build, as far as its name says: no platform, and not hidden from `go`.
pub(crate) fn is_always_built(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".go") else {
        return false;
    };
    let stem = stem.strip_suffix("_test").unwrap_or(stem);
    let last = stem.rsplit_once('_').map(|(_, last)| last);
    let is_hidden = name.starts_with(['.', '_']);
    !is_hidden && !last.is_some_and(|last| PLATFORMS.contains(&last))
}

/// The imports of a file; none where it is built under a condition: a build constraint, or cgo.
pub(crate) fn imports(text: &str) -> Vec<Import> {
    let mut reader = Reader::new(text);
    let mut imports = Vec::new();
    if reader.token() != Some(Token::Word("package")) || reader.is_constrained {
        return imports;
    }
    reader.token();
    loop {
        match reader.token() {
            Some(Token::Sign(';')) => {}
            Some(Token::Word("import")) => match reader.declaration() {
                Some(declared) => imports.extend(declared),
                None => break,
            },
            _ => break,
        }
    }
    if imports.iter().any(|import| import.path == "C") {
        imports.clear();
    }
    imports
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    /// A string without its quotes, and the bytes where it stands.
    Text(&'t str, Range<usize>),
    Sign(char),
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    is_constrained: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            is_constrained: false,
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What stands behind `import`: one import, or several in brackets.
    fn declaration(&mut self) -> Option<Vec<Import>> {
        let mut declared = Vec::new();
        match self.token()? {
            Token::Sign('(') => loop {
                match self.token()? {
                    Token::Sign(')') => return Some(declared),
                    Token::Sign(';') => {}
                    token => declared.push(self.import(token)?),
                }
            },
            token => {
                declared.push(self.import(token)?);
                Some(declared)
            }
        }
    }

    /// An import whose first token was read: a name, a dot, or the path itself.
    fn import(&mut self, first: Token<'t>) -> Option<Import> {
        let path = match first {
            Token::Word(_) | Token::Sign('.') => self.token()?,
            path => path,
        };
        match path {
            Token::Text(path, span) => Some(Import {
                path: path.to_owned(),
                span,
            }),
            _ => None,
        }
    }

    /// The next token; none at the end, and where something else than the beginning of a Go file
    /// stands.
    fn token(&mut self) -> Option<Token<'t>> {
        self.skip_space()?;
        let first = self.rest().chars().next()?;
        if matches!(first, '"' | '`') {
            return self.string(first);
        }
        if first.is_alphabetic() || first == '_' {
            let is_end = |c: char| !c.is_alphanumeric() && c != '_';
            let rest = self.rest();
            let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
            self.at += word.len();
            return Some(Token::Word(word));
        }
        self.at += first.len_utf8();
        Some(Token::Sign(first))
    }

    fn string(&mut self, quote: char) -> Option<Token<'t>> {
        let from = self.at;
        let rest = &self.text[from + 1..];
        let text = &rest[..rest.find(quote)?];
        // No import path needs more than a line, or an escape.
        if text.contains(['\n', '\\']) {
            return None;
        }
        self.at = from + text.len() + 2;
        Some(Token::Text(text, from..self.at))
    }

    /// Skips white space and comments, and notes build constraints; none where a comment is open.
    fn skip_space(&mut self) -> Option<()> {
        loop {
            let rest = self.rest();
            let skipped = if rest.starts_with("//") {
                let comment = &rest[..rest.find('\n').unwrap_or(rest.len())];
                self.is_constrained |= is_constraint(comment);
                comment.len()
            } else if let Some(comment) = rest.strip_prefix("/*") {
                comment.find("*/")? + 4
            } else {
                rest.len() - rest.trim_start().len()
            };
            if skipped == 0 {
                return Some(());
            }
            self.at += skipped;
        }
    }
}

fn is_constraint(comment: &str) -> bool {
    let is_new = comment.starts_with("//go:build ") || comment.starts_with("//go:build\t");
    let old = comment[2..].trim_start().strip_prefix("+build");
    is_new || old.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths that `text` imports, each as it is written.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let imports = imports(text);
        let written: Vec<_> = imports.iter().map(|i| &text[i.span.clone()]).collect();
        assert_eq!(written, expected, "{text:?}");
        for import in &imports {
            let quoted = &text[import.span.clone()];
            assert_eq!(import.path, quoted[1..quoted.len() - 1]);
        }
    }

    #[test]
    fn imports_end_where_declarations_begin() {
        check("package m\nimport \"a\"\nvar x = \"b\"\n", &["\"a\""]);
        check(
            "// c\n\npackage m; import (\n\tx \"a\"; _ `b/c` // why\n\t. \"é\"\n)\nimport\n\"d\"\n\nfunc f() {}",
            &["\"a\"", "`b/c`", "\"é\"", "\"d\""],
        );
        check(
            "\u{feff}package m\r\n/* import \"x\" */ import \"a\"",
            &["\"a\""],
        );
        check("package m\nfunc f() { import(\"a\") }", &[]);
    }

    #[test]
    fn files_built_under_a_condition_are_left_out() {
        check("//go:build linux\n\npackage m\nimport \"a\"\n", &[]);
        check("// +build ignore\n\npackage m\nimport \"a\"\n", &[]);
        check("package m\nimport \"C\"\nimport \"a\"\n", &[]);
        // Behind the package clause it is a comment like others.
        check("package m\n//go:build linux\nimport \"a\"\n", &["\"a\""]);
        check("//go:builder\npackage m\nimport \"a\"\n", &["\"a\""]);
    }

    #[test]
    fn what_is_not_go_has_no_imports() {
        for text in [
            "",
            "import \"a\"",
            "package",
            "package m import",
            "/*",
            "package m\nimport (\"a\"",
            "\0",
        ] {
            check(text, &[]);
        }
        check("package m\nimport \"a", &[]);
        check("package m\nimport 'a'", &[]);
        check("package m\nimport \"a\\x62\"", &[]);
    }

    #[test]
    fn names_say_which_files_are_always_built() {
        for name in ["m.go", "m_test.go", "linux.go", "a_b.go"] {
            assert!(is_always_built(name), "{name}");
        }
        for name in [
            "m_linux.go",
            "m_arm64_test.go",
            "m_windows_amd64.go",
            "_m.go",
            ".m.go",
            "m.c",
            "go",
        ] {
            assert!(!is_always_built(name), "{name}");
        }
    }
}
