//! What the path of a module says about its version, and how it is written in a file name.

use upsafe_version::go::Version;

/// Splits the major version off a module path: `/v2` of `m/v2`, `.v2` of `gopkg.in/m.v2`, nothing
/// of `m`; `None` if the end looks like a major version and is not one, such as `/v1` or `/v02`.
pub(crate) fn split_major(path: &str) -> Option<(&str, &str)> {
    let is_gopkg_in = path.starts_with("gopkg.in/");
    let text = match is_gopkg_in {
        true => path.strip_suffix("-unstable").unwrap_or(path),
        false => path,
    };
    let is_part = |c: char| c.is_ascii_digit() || (!is_gopkg_in && c == '.');
    let front = text.trim_end_matches(is_part);
    let separator = if is_gopkg_in { '.' } else { '/' };
    let has_major = front.len() < text.len() || is_gopkg_in;
    let Some(prefix) = front
        .strip_suffix('v')
        .and_then(|front| front.strip_suffix(separator))
        .filter(|_| has_major)
    else {
        // Every gopkg.in path ends in a major version.
        return (!is_gopkg_in).then_some((path, ""));
    };
    let number = &text[front.len()..];
    let is_number = match is_gopkg_in {
        true => !number.is_empty() && (!number.starts_with('0') || number == "0"),
        false => !number.contains('.') && !number.starts_with('0') && number != "1",
    };
    is_number.then(|| path.split_at(prefix.len()))
}

/// Checks that `version` belongs under `path`, whose major version is `major`.
pub(crate) fn check_major(version: &Version, major: &str) -> Result<(), String> {
    let expected = major.strip_suffix("-unstable").unwrap_or(major);
    let found = version.major();
    let fits = match expected {
        "" => matches!(found, "v0" | "v1") || version.is_incompatible(),
        // Early versions of gopkg.in packages were recorded so.
        ".v1" if version.as_str().starts_with("v0.0.0-") => true,
        _ => found == &expected[1..],
    };
    if fits {
        return Ok(());
    }
    let expected = match expected {
        "" => "v0 or v1",
        _ => &expected[1..],
    };
    Err(format!(
        "version `{version}` does not belong under this path, expected {expected}, found {found}"
    ))
}

/// A path or version as it stands in a file name: a capital letter becomes `!` and its small letter.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_uppercase() {
            escaped.push('!');
        }
        escaped.push(c.to_ascii_lowercase());
    }
    escaped
}

/// Whether a module of this path can be downloaded, so that the path may become a file name: its
/// elements are of letters, digits and `-._~`, do not begin or end with a dot, and the first one
/// looks like the name of a host.
pub(crate) fn is_downloadable(path: &str) -> bool {
    let is_element = |element: &str| {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        !element.is_empty()
            && !element.starts_with('.')
            && !element.ends_with('.')
            && element.chars().all(is_allowed)
    };
    let host = path.split('/').next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
    host.contains('.')
        && !host.starts_with('-')
        && host.chars().all(is_host)
        && path.split('/').all(is_element)
        && split_major(path).is_some()
}

/// Whether `text` names a directory and not a module: it is rooted, or begins with `.` or `..`.
pub(crate) fn is_directory(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_drive = matches!(bytes, [letter, b':', ..] if letter.is_ascii_alphabetic());
    let starts = ["./", ".\\", "../", "..\\", "/", "\\"];
    is_drive || matches!(text, "." | "..") || starts.iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<(&str, &str)>) {
        assert_eq!(split_major(path), expected, "{path}");
    }

    #[test]
    fn the_major_version_ends_the_path() {
        check("a.b/c", Some(("a.b/c", "")));
        check("a.b/c/v2", Some(("a.b/c", "/v2")));
        check("a.b/v", Some(("a.b/v", "")));
        check("a.b/c/v10", Some(("a.b/c", "/v10")));
        check("a.b/c/v1", None);
        check("a.b/c/v0", None);
        check("a.b/c/v02", None);
        check("a.b/c/v2.1", None);
        check("a.b/cv2", Some(("a.b/cv2", "")));
        check("v2", Some(("v2", "")));
        check("/v2", Some(("", "/v2")));
        check("gopkg.in/c.v2", Some(("gopkg.in/c", ".v2")));
        check("gopkg.in/c.v0", Some(("gopkg.in/c", ".v0")));
        check(
            "gopkg.in/c.v2-unstable",
            Some(("gopkg.in/c", ".v2-unstable")),
        );
        check("gopkg.in/c.v02", None);
        check("gopkg.in/c.v", None);
        check("gopkg.in/c", None);
        check("gopkg.in/c/v2", None);
    }

    #[test]
    fn a_version_fits_its_path() {
        let fits = |version: &str, major| {
            check_major(&Version::parse(version).unwrap(), major).map_err(|error| error.clone())
        };
        assert_eq!(fits("v1.2.3", ""), Ok(()));
        assert_eq!(fits("v2.2.3+incompatible", ""), Ok(()));
        assert_eq!(fits("v2.0.0", "/v2"), Ok(()));
        assert_eq!(fits("v0.0.0-20240102030405-abcdef123456", ".v1"), Ok(()));
        assert_eq!(fits("v1.0.0", ".v1-unstable"), Ok(()));
        assert_eq!(
            fits("v2.0.0", ""),
            Err(
                "version `v2.0.0` does not belong under this path, expected v0 or v1, found v2"
                    .into()
            )
        );
        assert_eq!(
            fits("v1.0.0", "/v3"),
            Err("version `v1.0.0` does not belong under this path, expected v3, found v1".into())
        );
    }

    #[test]
    fn only_what_can_be_downloaded_becomes_a_file_name() {
        for path in ["example.com/a", "a.b", "gopkg.in/yaml.v2", "a.b/C-d_e~f/v2"] {
            assert!(is_downloadable(path), "{path}");
        }
        for path in [
            "", "a", "a.b/../c", "a.b//c", "/a.b", "a.b/c\\d", "A.b/c", "a.b/c:d", "-a.b",
        ] {
            assert!(!is_downloadable(path), "{path}");
        }
    }

    #[test]
    fn capitals_are_escaped() {
        assert_eq!(
            escape("github.com/Azure/azure-SDK"),
            "github.com/!azure/azure-!s!d!k"
        );
    }
}
