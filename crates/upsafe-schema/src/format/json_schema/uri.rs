//! URI references: just enough of RFC 3986 to find out what a `$ref` names. Nothing is fetched.

/// Where a schema without an `$id` is said to be.
pub(super) const DEFAULT_BASE: &str = "json-schema:///";

/// `reference` resolved against `base` (RFC 3986, 5.2), without its fragment; and the fragment.
pub(super) fn resolve(base: &str, reference: &str) -> (String, String) {
    let (reference, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let absolute = if scheme(reference).is_some() {
        normal(reference)
    } else if reference.is_empty() {
        base.to_owned()
    } else {
        join(base, reference)
    };
    (absolute, decode(fragment))
}

fn scheme(uri: &str) -> Option<&str> {
    let (scheme, _) = uri.split_once(':')?;
    let mut chars = scheme.chars();
    let ok = chars.next()?.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    ok.then_some(scheme)
}

/// The scheme with the authority, and the path with the query.
fn parts(uri: &str) -> (&str, &str) {
    let after = scheme(uri).map_or(0, |scheme| scheme.len() + 1);
    let end = match uri[after..].strip_prefix("//") {
        Some(rest) => uri.len() - rest.len() + rest.find(['/', '?']).unwrap_or(rest.len()),
        None => after,
    };
    uri.split_at(end)
}

fn normal(uri: &str) -> String {
    let (front, path) = parts(uri);
    if path.starts_with('/') {
        format!("{front}{}", without_dots(path))
    } else {
        uri.to_owned()
    }
}

fn join(base: &str, reference: &str) -> String {
    let (front, path) = parts(base);
    if reference.starts_with("//") {
        let scheme = scheme(base).unwrap_or_default();
        return normal(&format!("{scheme}:{reference}"));
    }
    if reference.starts_with('/') {
        return format!("{front}{}", without_dots(reference));
    }
    let path = path.split('?').next().unwrap_or_default();
    if reference.starts_with('?') {
        return format!("{front}{path}{reference}");
    }
    let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
    format!("{front}{}", without_dots(&format!("{folder}{reference}")))
}

fn without_dots(path: &str) -> String {
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let mut kept: Vec<&str> = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (at, segment) in segments.iter().enumerate() {
        let last = at + 1 == segments.len();
        match *segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if last {
            kept.push("");
        }
    }
    format!("/{}{query}", kept.join("/"))
}

/// Percent-decoding; what is not decodable stays as it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|&b| char::from(b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (bytes[at], hex(at + 1), hex(at + 2)) {
            decoded.push(u8::try_from(high * 16 + low).unwrap_or_default());
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_BASE, resolve};

    #[test]
    fn references_resolve_as_rfc_3986_says() {
        let check = |base: &str, reference: &str, expected: &str| {
            let (uri, fragment) = resolve(base, reference);
            assert_eq!(
                format!("{uri} {fragment}"),
                expected,
                "{reference} in {base}"
            );
        };
        let base = "http://a/b/c/d;p?q";
        check(base, "g", "http://a/b/c/g ");
        check(base, "./g", "http://a/b/c/g ");
        check(base, "g/", "http://a/b/c/g/ ");
        check(base, "/g", "http://a/g ");
        check(base, "//g", "http://g ");
        check(base, "?y", "http://a/b/c/d;p?y ");
        check(base, "#s", "http://a/b/c/d;p?q s");
        check(base, "../../g", "http://a/g ");
        check(base, "../../../g", "http://a/g ");
        check(base, "g:h", "g:h ");
        check(
            "http://localhost:1234/root",
            "nested.json#foo",
            "http://localhost:1234/nested.json foo",
        );
        check("http://x/foo/bar/../baz", "", "http://x/foo/bar/../baz ");
        check("http://x/", "http://x/foo/bar/../baz", "http://x/foo/baz ");
        check(DEFAULT_BASE, "list", "json-schema:///list ");
        check("urn:uuid:1-2", "#/$defs/a%25b", "urn:uuid:1-2 /$defs/a%b");
    }
}
