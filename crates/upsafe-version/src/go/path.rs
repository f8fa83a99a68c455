//! Module paths: which are allowed, and what they say of the major version.
//!
//! The rules are those of <https://go.dev/ref/mod#module-path> and of `golang.org/x/mod/module`.

use super::Version;
use crate::Error;

/// The names of devices that Windows refuses as files.
const WINDOWS_NAMES: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// What a path names, which decides what characters it may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Import,
    File,
}

/// Checks that `path` may be the path of a module that is downloaded: Go's `CheckPath`.
///
/// # Errors
/// With the first character or element that a module path cannot have.
pub fn check_path(path: &str) -> Result<(), Error> {
    check(path, Kind::Module)?;
    let first = &path[..path.find('/').unwrap_or(path.len())];
    if !first.contains('.') {
        return Err(Error::refused(
            path,
            0..first.len(),
            "element",
            "a first element with a dot",
        ));
    }
    let is_wrong = |c: char| !matches!(c, '-' | '.' | '0'..='9' | 'a'..='z');
    if let Some(at) = first.find(is_wrong) {
        let expected = "a small letter, a digit, `.` or `-` in the first element";
        return Err(Error::unexpected(path, at, expected));
    }
    split_path_version(path).map(|_| ())
}

/// Checks that `path` may be the path of a package: Go's `CheckImportPath`.
///
/// # Errors
/// With the first character or element that an import path cannot have.
pub fn check_import_path(path: &str) -> Result<(), Error> {
    check(path, Kind::Import)
}

/// Checks that `path` may be the path of a file in a module: Go's `CheckFilePath`.
///
/// # Errors
/// With the first character or element that such a path cannot have.
pub fn check_file_path(path: &str) -> Result<(), Error> {
    check(path, Kind::File)
}

/// Checks that `version` may be a version of the module `path`: Go's `module.Check`.
///
/// # Errors
/// Where the path cannot be one of a module, or where its major version is another one.
pub fn check_module(path: &str, version: &Version) -> Result<(), Error> {
    check_path(path)?;
    let (_, path_major) = split_path_version(path)?;
    check_path_major(version, path_major)
}

fn check(path: &str, kind: Kind) -> Result<(), Error> {
    if path.is_empty() {
        return Err(Error::unexpected(path, 0, "a path"));
    }
    if path.starts_with('-') && kind != Kind::File {
        return Err(Error::unexpected(
            path,
            0,
            "a path that does not begin with `-`",
        ));
    }
    let mut at = 0;
    for element in path.split('/') {
        check_element(path, at, element, kind)?;
        at += element.len() + 1;
    }
    Ok(())
}

/// Checks the element of `path` that begins at `start`.
fn check_element(path: &str, start: usize, element: &str, kind: Kind) -> Result<(), Error> {
    let end = start + element.len();
    if element.is_empty() {
        return Err(Error::unexpected(
            path,
            start,
            "an element that is not empty",
        ));
    }
    if element.starts_with('.') && kind == Kind::Module {
        return Err(Error::unexpected(
            path,
            start,
            "an element that does not begin with `.`",
        ));
    }
    if element.ends_with('.') {
        return Err(Error::unexpected(
            path,
            end - 1,
            "an element that does not end with `.`",
        ));
    }
    let (is_allowed, expected): (fn(char) -> bool, _) = match kind {
        Kind::Module => (is_module_char, "a letter, a digit, `-`, `.`, `_` or `~`"),
        Kind::Import => (
            |c| is_module_char(c) || c == '+',
            "a letter, a digit, `-`, `.`, `_`, `~` or `+`",
        ),
        Kind::File => (
            is_file_char,
            "a letter, a digit, a space or one of `!#$%&()+,-.=@[]^_{}~`",
        ),
    };
    if let Some(at) = element.find(|c| !is_allowed(c)) {
        return Err(Error::unexpected(path, start + at, expected));
    }
    let short = &element[..element.find('.').unwrap_or(element.len())];
    if WINDOWS_NAMES
        .iter()
        .any(|name| name.eq_ignore_ascii_case(short))
    {
        let span = start..start + short.len();
        return Err(Error::refused(
            path,
            span,
            "element",
            "a name that is no device on Windows",
        ));
    }
    if kind != Kind::File
        && let Some((_, digits)) = short.rsplit_once('~')
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        let expected = "an element that does not end like a short name of Windows";
        return Err(Error::refused(path, start..end, "element", expected));
    }
    Ok(())
}

fn is_module_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~')
}

fn is_file_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "!#$%&()+,-.=@[]^_{}~ ".contains(c)
    } else {
        c.is_alphabetic()
    }
}

/// Splits the major version off a module path: `("example.com/m", "/v2")` of `example.com/m/v2`, and
/// `("gopkg.in/yaml", ".v2")` of `gopkg.in/yaml.v2`. The second part is empty where the path names no
/// major version.
///
/// # Errors
/// Where the path ends like a major version that Go does not allow: `/v0`, `/v1`, `/v02`, `/v2.0`, or
/// under `gopkg.in` without a `.vN`.
pub fn split_path_version(path: &str) -> Result<(&str, &str), Error> {
    if path.starts_with("gopkg.in/") {
        return split_gopkg_in(path);
    }
    let front = path.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(prefix) = front
        .strip_suffix("/v")
        .filter(|_| front.len() < path.len())
    else {
        return Ok((path, ""));
    };
    let (number, major) = (&path[front.len()..], &path[prefix.len()..]);
    if number.contains('.') || number.starts_with('0') || number == "1" {
        let expected = "`/v2` or above at the end, or no major version";
        return Err(Error::refused(
            path,
            prefix.len()..path.len(),
            "major version",
            expected,
        ));
    }
    Ok((prefix, major))
}

fn split_gopkg_in(path: &str) -> Result<(&str, &str), Error> {
    let stable = path.strip_suffix("-unstable").unwrap_or(path);
    let front = stable.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &stable[front.len()..];
    match front.strip_suffix(".v") {
        Some(prefix) if !number.is_empty() && (number == "0" || !number.starts_with('0')) => {
            Ok((prefix, &path[prefix.len()..]))
        }
        _ => Err(Error::unexpected(
            path,
            path.len(),
            "`.vN` at the end of a path of gopkg.in",
        )),
    }
}

/// Whether `version` may be one of a module whose path ends with `path_major`: Go's
/// `MatchPathMajor`.
#[must_use]
pub fn matches_path_major(version: &Version, path_major: &str) -> bool {
    check_path_major(version, path_major).is_ok()
}

/// Checks that the major version of `version` is the one that `path_major` names, as
/// [`split_path_version`] gives it.
///
/// # Errors
/// With the major version, and the one that the path asks for.
pub fn check_path_major(version: &Version, path_major: &str) -> Result<(), Error> {
    let path_major = match path_major.strip_suffix("-unstable") {
        Some(stable) if path_major.starts_with(".v") => stable,
        _ => path_major,
    };
    // An old pseudo-version of a gopkg.in path may say v0 for v1.
    if version.as_str().starts_with("v0.0.0-") && path_major == ".v1" {
        return Ok(());
    }
    let major = version.major();
    let wanted = path_major.strip_prefix(['/', '.']).unwrap_or(path_major);
    let fits = if wanted.is_empty() {
        major == "v0" || major == "v1" || version.is_incompatible()
    } else {
        major == wanted
    };
    if fits {
        return Ok(());
    }
    let expected = if wanted.is_empty() {
        "`v0` or `v1`".into()
    } else {
        format!("`{wanted}`")
    };
    Err(Error::refused(
        version.as_str(),
        0..major.len(),
        "major version",
        expected,
    ))
}

/// Writes a module path as the cache and the proxies do: each capital as `!` and its small letter.
///
/// # Errors
/// Where `path` is no module path.
pub fn escape_path(path: &str) -> Result<String, Error> {
    check_path(path)?;
    Ok(escape(path))
}

/// Writes a version as the cache and the proxies do; it need not be a semantic version, since those
/// also serve branches.
///
/// # Errors
/// Where the version has a character that a file name cannot have, or a `!`.
pub fn escape_version(version: &str) -> Result<String, Error> {
    check_element(version, 0, version, Kind::File)?;
    if let Some(at) = version.find(|c: char| c == '!' || !c.is_ascii()) {
        return Err(Error::unexpected(
            version,
            at,
            "a letter, a digit or punctuation other than `!`",
        ));
    }
    Ok(escape(version))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            out.push('!');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// The module path that [`escape_path`] has written.
///
/// # Errors
/// With the capital or the `!` that does not fit, or where the path is no module path.
pub fn unescape_path(escaped: &str) -> Result<String, Error> {
    let path = unescape(escaped)?;
    check_path(&path)?;
    Ok(path)
}

/// The version that [`escape_version`] has written.
///
/// # Errors
/// With the capital or the `!` that does not fit, or where a file cannot be called like the version.
pub fn unescape_version(escaped: &str) -> Result<String, Error> {
    let version = unescape(escaped)?;
    check_element(&version, 0, &version, Kind::File)?;
    Ok(version)
}

fn unescape(escaped: &str) -> Result<String, Error> {
    let mut out = String::with_capacity(escaped.len());
    let mut is_capital = false;
    for (at, c) in escaped.char_indices() {
        match c {
            'a'..='z' if is_capital => out.push(c.to_ascii_uppercase()),
            _ if is_capital => {
                return Err(Error::unexpected(escaped, at, "a small letter behind `!`"));
            }
            'A'..='Z' => {
                let expected = "`!` and a small letter for a capital";
                return Err(Error::unexpected(escaped, at, expected));
            }
            '!' => {}
            _ if c.is_ascii() => out.push(c),
            _ => return Err(Error::unexpected(escaped, at, "an ASCII character")),
        }
        is_capital = c == '!';
    }
    if is_capital {
        return Err(Error::unexpected(
            escaped,
            escaped.len(),
            "a small letter behind `!`",
        ));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_error(result: Result<impl std::fmt::Debug, Error>, expected: &str) {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }

    #[test]
    fn good_paths() {
        for path in [
            "a.b",
            "a.b/C/d_e~f",
            "a.b/c/v2",
            "a.b/c/v",
            "gopkg.in/a.v1-unstable",
            "a-b.c/con1",
        ] {
            check_path(path).unwrap();
        }
        check_import_path("fmt+x/y").unwrap();
        check_file_path("-a/.b/c d(1)é.go").unwrap();
    }

    #[test]
    fn bad_paths_are_placed() {
        check_error(check_path(""), "unexpected empty text, expected a path");
        check_error(
            check_path("ab/c"),
            "unexpected element `ab` at column 1 of `ab/c`, expected a first element with a dot",
        );
        check_error(
            check_path("A.b/c"),
            "unexpected character `A` at column 1 of `A.b/c`, expected a small letter, a digit, `.` or `-` in the first element",
        );
        check_error(
            check_path("a.b//c"),
            "unexpected character `/` at column 5 of `a.b//c`, expected an element that is not empty",
        );
        check_error(
            check_path("a.b/"),
            "unexpected end of `a.b/` at column 5, expected an element that is not empty",
        );
        check_error(
            check_path("a.b/c d"),
            "unexpected character ` ` at column 6 of `a.b/c d`, expected a letter, a digit, `-`, `.`, `_` or `~`",
        );
        check_error(
            check_path("a.b/../c"),
            "unexpected character `.` at column 5 of `a.b/../c`, expected an element that does not begin with `.`",
        );
        check_error(
            check_path("a.b/Con.x"),
            "unexpected element `Con` at column 5 of `a.b/Con.x`, expected a name that is no device on Windows",
        );
        check_error(
            check_path("a.b/c~1.x"),
            "unexpected element `c~1.x` at column 5 of `a.b/c~1.x`, expected an element that does not end like a short name of Windows",
        );
        check_error(
            check_path("a.b/v1"),
            "unexpected major version `/v1` at column 4 of `a.b/v1`, expected `/v2` or above at the end, or no major version",
        );
        check_error(
            check_path("gopkg.in/a"),
            "unexpected end of `gopkg.in/a` at column 11, expected `.vN` at the end of a path of gopkg.in",
        );
        check_error(
            check_import_path("a/b."),
            "unexpected character `.` at column 4 of `a/b.`, expected an element that does not end with `.`",
        );
        check_error(
            check_file_path("a*b"),
            "unexpected character `*` at column 2 of `a*b`, expected a letter, a digit, a space or one of `!#$%&()+,-.=@[]^_{}~`",
        );
    }

    #[test]
    fn major_versions_of_paths() {
        let version = |text| Version::parse(text).unwrap();
        for (path, fits, does_not) in [
            ("a.b/c", "v1.0.0", "v2.0.0"),
            ("a.b/c", "v2.0.0+incompatible", "v3.0.0"),
            ("a.b/c/v2", "v2.0.0", "v1.0.0"),
            (
                "gopkg.in/c.v1",
                "v0.0.0-20240102030405-0123456789ab",
                "v0.1.0",
            ),
            ("gopkg.in/c.v2-unstable", "v2.1.0", "v3.0.0"),
        ] {
            check_module(path, &version(fits)).unwrap();
            assert!(
                check_module(path, &version(does_not)).is_err(),
                "{path} {does_not}"
            );
        }
        check_error(
            check_path_major(&version("v1.2.3"), "/v2"),
            "unexpected major version `v1` at column 1 of `v1.2.3`, expected `v2`",
        );
    }

    #[test]
    fn escapes_and_back() {
        for (path, escaped) in [("a.b/c", "a.b/c"), ("a.b/CdE", "a.b/!cd!e")] {
            assert_eq!(escape_path(path).unwrap(), escaped);
            assert_eq!(unescape_path(escaped).unwrap(), path);
        }
        assert_eq!(escape_version("v1.0.0-RC1").unwrap(), "v1.0.0-!r!c1");
        assert_eq!(unescape_version("v1.0.0-!r!c1").unwrap(), "v1.0.0-RC1");
        check_error(
            escape_version("v1!"),
            "unexpected character `!` at column 3 of `v1!`, expected a letter, a digit or punctuation other than `!`",
        );
        check_error(
            unescape_path("a.b/C"),
            "unexpected character `C` at column 5 of `a.b/C`, expected `!` and a small letter for a capital",
        );
        check_error(
            unescape_path("a.b/!!c"),
            "unexpected character `!` at column 6 of `a.b/!!c`, expected a small letter behind `!`",
        );
        check_error(
            unescape_path("a.b/c!"),
            "unexpected end of `a.b/c!` at column 7, expected a small letter behind `!`",
        );
    }
}
