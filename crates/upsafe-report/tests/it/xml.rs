//! A small well-formedness check for XML that tests have rendered.
#![expect(
    clippy::unwrap_used,
    reason = "checks called by tests: a panic is the failure"
)]

/// Only known tags, each closed in order; no stray markup, no unknown entity.
pub(crate) fn check(text: &str, known: &[&str]) {
    let mut open = Vec::new();
    let entity = |text: &str| {
        let known = ["amp;", "lt;", "gt;", "quot;", "apos;", "#39;"];
        text.split('&')
            .skip(1)
            .all(|entity| known.iter().any(|name| entity.starts_with(name)))
    };
    for piece in text.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap();
        assert!(
            !after.contains('>') && entity(after) && entity(tag),
            "{piece}"
        );
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{text}"),
            None => {
                let name = tag.split([' ', '/']).next().unwrap();
                assert!(known.contains(&name), "{name}");
                assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
                if !tag.ends_with('/') {
                    open.push(name);
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
