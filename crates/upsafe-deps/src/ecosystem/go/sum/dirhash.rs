//! The `h1:` hash of go.sum: SHA-256 over the sorted hashes of the files of a module.
//!
//! Source: `golang.org/x/mod/sumdb/dirhash`, `Hash1`.

use std::fmt;

use sha2::{Digest, Sha256};

use super::base64;

/// An `h1:` hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct H1([u8; 32]);

/// Two files of a module have the same name, or a name holds a line feed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NameError {
    /// A line feed would let two different modules have one hash.
    #[error("the file name {0:?} holds a line feed")]
    LineFeed(String),
}

impl H1 {
    /// Reads `h1:` and the base64 of 32 bytes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = base64::decode(text.strip_prefix("h1:")?)?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// The hash of the go.mod of a module, as the `/go.mod` lines of go.sum hold it.
    #[must_use]
    pub fn of_go_mod(content: &[u8]) -> Self {
        Self::of_lines(&mut vec![("go.mod".to_owned(), sha256(content))])
    }

    /// The hash of a module whose files have these names (`path@version/file`) and SHA-256 sums.
    ///
    /// # Errors
    /// When a name holds a line feed.
    pub fn of_files(mut files: Vec<(String, [u8; 32])>) -> Result<Self, NameError> {
        if let Some((name, _)) = files.iter().find(|(name, _)| name.contains('\n')) {
            return Err(NameError::LineFeed(name.clone()));
        }
        Ok(Self::of_lines(&mut files))
    }

    fn of_lines(files: &mut Vec<(String, [u8; 32])>) -> Self {
        files.sort();
        let mut hash = Sha256::new();
        for (name, sum) in files {
            for byte in *sum {
                hash.update(format!("{byte:02x}"));
            }
            hash.update(format!("  {name}\n"));
        }
        Self(hash.finalize().into())
    }
}

/// The SHA-256 sum of `content`.
#[must_use]
pub fn sha256(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}

impl fmt::Display for H1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "h1:{}", base64::encode(&self.0))
    }
}

impl fmt::Debug for H1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &str) {
        let files = files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), sha256(text.as_bytes())));
        let found = H1::of_files(files.collect()).unwrap();
        assert_eq!(found.to_string(), expected);
        assert_eq!(H1::parse(expected), Some(found));
    }

    // The sums were made with sha256sum, sort and base64 of GNU coreutils.
    #[test]
    fn files_are_hashed_in_the_order_of_their_bytes() {
        check(
            &[
                ("m@v1.0.0/go.mod", "module m\n"),
                ("m@v1.0.0/B.go", "package m\n"),
            ],
            "h1:h61kn9NBHgg5+ULRyX/fiPB/S0D9gBvZT+RqOaJEquo=",
        );
        check(
            &[
                ("m@v1.0.0/B.go", "package m\n"),
                ("m@v1.0.0/go.mod", "module m\n"),
            ],
            "h1:h61kn9NBHgg5+ULRyX/fiPB/S0D9gBvZT+RqOaJEquo=",
        );
        assert_eq!(
            H1::of_go_mod(b"module m\n").to_string(),
            "h1:ctOyyZcdkNeS11Bx/Hh8c9pcGuH4+y+pgNNtQl7rlJc="
        );
    }

    #[test]
    fn a_line_feed_in_a_name_is_refused() {
        let error = H1::of_files(vec![("a\nb".into(), [0; 32])]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file name \"a\\nb\" holds a line feed"
        );
    }

    #[test]
    fn what_is_no_hash_is_not_read() {
        for text in [
            "",
            "h1:",
            "h2:EP6WfDoQTSk9klnxcjriWJOGztueJUywHNmWeq+efB8=",
            "h1:EP6W",
        ] {
            assert_eq!(H1::parse(text), None, "{text}");
        }
    }
}
