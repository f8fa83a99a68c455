//! Reads what git prints: NUL-separated lists, tags, commits, and files of `cat-file --batch`.

use std::collections::BTreeSet;

use super::{Commit, CommitMessage, GitError, TagKind, TagObject};

/// The format of `for-each-ref`, fields and records separated by control characters that no name of
/// a reference can hold.
pub(super) const TAG_FORMAT: &str = "--format=%(objecttype)%1f%(objectname)%1f%(*objecttype)%1f%(*objectname)%1f\
     %(creatordate:unix)%1f%(refname:strip=2)%1f%(contents:signature)%1e";

/// The format of `log`.
pub(super) const COMMIT_FORMAT: &str = "--format=%x1e%H%x1f%B%x1f";

pub(super) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A NUL-separated list.
pub(super) fn list(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|&byte| byte == 0);
    parts.filter(|part| !part.is_empty()).map(text).collect()
}

pub(super) fn tags(bytes: &[u8], reachable: &BTreeSet<String>) -> Vec<TagObject> {
    let records = bytes.split(|&byte| byte == 0x1e).map(text);
    records
        .filter_map(|record| tag(record.trim_start_matches('\n'), reachable))
        .collect()
}

fn tag(record: &str, reachable: &BTreeSet<String>) -> Option<TagObject> {
    let mut fields = record.splitn(7, '\u{1f}');
    let mut next = || fields.next();
    let (kind, object, peeled_kind, peeled) = (next()?, next()?, next()?, next()?);
    let (seconds, name, signature) = (next()?, next()?, next()?);
    let (kind, leads_to, commit) = match kind {
        "tag" => (TagKind::Annotated, peeled_kind, peeled),
        other => (TagKind::Lightweight, other, object),
    };
    let signature = [
        ("-----BEGIN SSH SIGNATURE-----", "ssh"),
        ("-----BEGIN PGP SIGNATURE-----", "openpgp"),
        ("-----BEGIN PGP MESSAGE-----", "openpgp"),
        ("-----BEGIN SIGNED MESSAGE-----", "x509"),
    ]
    .into_iter()
    .find_map(|(mark, name)| signature.contains(mark).then_some(name));
    Some(TagObject {
        name: name.to_owned(),
        kind,
        target: (leads_to == "commit").then(|| Commit(commit.to_owned())),
        seconds: seconds.parse().unwrap_or(0),
        is_reachable: reachable.contains(name),
        signature,
    })
}

/// `\x1eHASH\x1fMESSAGE\x1f` and then, NUL-separated, the files.
pub(super) fn commits(bytes: &[u8]) -> Vec<CommitMessage> {
    let records = bytes.split(|&byte| byte == 0x1e);
    let read = |record: &[u8]| {
        let mut fields = record.splitn(3, |&byte| byte == 0x1f);
        let (hash, message, files) = (fields.next()?, fields.next()?, fields.next()?);
        let files = files.split(|&byte| byte == 0).map(text);
        let files = files.map(|file| file.trim_start_matches('\n').to_owned());
        Some(CommitMessage {
            commit: Commit(text(hash).trim().to_owned()),
            message: text(message).trim().to_owned(),
            files: files.filter(|file| !file.is_empty()).collect(),
        })
    };
    records.filter_map(read).collect()
}

/// What `cat-file --batch` prints for `n` questions.
pub(super) fn batch(mut bytes: &[u8], n: usize) -> Result<Vec<Option<Vec<u8>>>, GitError> {
    let broken = || GitError::new("git cat-file: the answer is not what was asked for");
    let mut read = Vec::new();
    for _ in 0..n {
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let (head, rest) = bytes.split_at(end.ok_or_else(broken)?);
        bytes = &rest[1..];
        let head = text(head);
        let words: Vec<&str> = head.rsplitn(3, ' ').collect();
        let size = match words[..] {
            [size, kind, _] if kind != "missing" => size.parse::<usize>().ok().map(|n| (n, kind)),
            _ => None,
        };
        let Some((size, kind)) = size else {
            read.push(None);
            continue;
        };
        if bytes.len() <= size {
            return Err(broken());
        }
        let (content, rest) = bytes.split_at(size);
        bytes = &rest[1..];
        read.push((kind == "blob").then(|| content.to_vec()));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_batch_are_told_from_what_is_missing() {
        let answer = b"aa blob 3\na\nb\nHEAD:./x y missing\ncc tree 2\nzz\n";
        let read = batch(answer, 3).unwrap();
        assert_eq!(read, [Some(b"a\nb".to_vec()), None, None]);
        assert!(batch(b"aa blob 9\nabc\n", 1).is_err());
        assert!(batch(b"", 1).is_err());
    }

    #[test]
    fn a_commit_has_its_message_and_files() {
        let log = b"\x1eaa\x1ffeat: x\n\nbody\n\x1f\0\nsrc/a.rs\0b\0\x1ebb\x1ffix\n\x1f";
        let read = commits(log);
        assert_eq!(read[0].message, "feat: x\n\nbody");
        assert_eq!(read[0].files, ["src/a.rs", "b"]);
        assert_eq!((read.len(), read[1].files.len()), (2, 0));
    }
}
