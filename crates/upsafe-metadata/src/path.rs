//! Paths of values in objects: `spec.replicas[0].home`, a key with other characters as `["a.b"]`.

/// Appends a key.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '/');
    if !key.is_empty() && key.chars().all(simple) {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(key);
    } else {
        path.push_str("[\"");
        path.push_str(&key.replace('\\', "\\\\").replace('"', "\\\""));
        path.push_str("\"]");
    }
}

/// Appends the place in a list.
pub(crate) fn push_index(path: &mut String, index: usize) {
    path.push('[');
    path.push_str(&index.to_string());
    path.push(']');
}

/// A path with `[]` for every place in a list and every key that is a number: the same for objects
/// that differ in these only.
pub(crate) fn general(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find(['[', '.']) {
        let digits = rest[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let behind = at + 1 + digits;
        let list = rest.as_bytes()[at] == b'[';
        let ends = match rest.as_bytes().get(behind) {
            Some(b']') => list,
            Some(b'.' | b'[') | None => !list,
            Some(_) => false,
        };
        if digits > 0 && ends {
            out.push_str(&rest[..at]);
            out.push_str("[]");
            rest = &rest[behind + usize::from(list)..];
        } else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
    out
}

/// One step of a path that says which values are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A key of a map, or a tag.
    Key(String),
    /// Every item of a list, every value of a map.
    Each,
}

/// Reads a path that says which values are meant: keys behind dots, `[]` for every item or value,
/// `["..."]` for a key with other characters, `!name` for a tag.
///
/// # Errors
/// Where it is no path; the text says what was expected.
pub(crate) fn parse(text: &str) -> Result<Vec<Segment>, String> {
    let wrong = |found: &str| {
        Err(format!(
            "found `{found}` in `{text}`, expected a path as `spec.list[].name`"
        ))
    };
    let mut segments = Vec::new();
    let mut rest = text;
    if rest.is_empty() {
        return wrong("");
    }
    loop {
        if let Some(behind) = rest.strip_prefix("[]") {
            segments.push(Segment::Each);
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix("[\"") {
            let Some(end) = behind.find("\"]") else {
                return wrong(rest);
            };
            segments.push(Segment::Key(behind[..end].to_owned()));
            rest = &behind[end + 2..];
        } else {
            let end = rest.find(['.', '[', '!']).unwrap_or(rest.len());
            if end == 0 {
                return wrong(rest);
            }
            segments.push(Segment::Key(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        match rest.bytes().next() {
            None => return Ok(segments),
            Some(b'.' | b'!') => rest = &rest[1..],
            Some(b'[') => {}
            Some(_) => return wrong(rest),
        }
    }
}

/// The text of a path of steps.
pub(crate) fn show(segments: &[Segment]) -> String {
    let mut out = String::new();
    for segment in segments {
        match segment {
            Segment::Key(key) => push_key(&mut out, key),
            Segment::Each => out.push_str("[]"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_general() {
        let check = |path: &str, expected: &str| assert_eq!(general(path), expected);
        check("spec.a[0].b[12]", "spec.a[].b[]");
        check("status.map.0[3]", "status.map[][]");
        check("v1.2x.y", "v1.2x.y");
        check("[\"a.x\"].b", "[\"a.x\"].b");
        check("", "");
    }

    #[test]
    fn paths_of_steps_print_as_they_parse() {
        let check = |text: &str, expected: &str| {
            let told = parse(text).map_or_else(|error| error, |path| show(&path));
            assert_eq!(told, expected, "{text}");
        };
        check(
            "spec.replicas!mirror.home[].x",
            "spec.replicas.mirror.home[].x",
        );
        check("a[\"b.c\"][].d", "a[\"b.c\"][].d");
        check("[].a", "[].a");
        check(
            "a..b",
            "found `.b` in `a..b`, expected a path as `spec.list[].name`",
        );
        check("", "found `` in ``, expected a path as `spec.list[].name`");
        check(
            "a[0]",
            "found `[0]` in `a[0]`, expected a path as `spec.list[].name`",
        );
    }
}
