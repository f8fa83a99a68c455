//! What the JSON gateway answers: 64-bit numbers are texts, bytes are base64.

use std::borrow::Cow;

use serde::Deserialize;

use super::{base64, gateway::Failure};

/// So much of what a server says is repeated.
const MAX_ERROR: usize = 300;

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeyValue {
    pub(super) key: Vec<u8>,
    pub(super) value: Vec<u8>,
    pub(super) mod_revision: i64,
}

/// Some keys, and whether there are more.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) pairs: Vec<KeyValue>,
    pub(super) more: bool,
    pub(super) count: i64,
}

impl Page {
    /// The key from which the next page starts, where there are more keys.
    pub(super) fn next(&self) -> Option<Vec<u8>> {
        let last = self.pairs.last().filter(|_| self.more)?;
        let mut next = last.key.clone();
        next.push(0);
        Some(next)
    }
}

#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow, default)]
    header: Header<'a>,
    #[serde(borrow, default)]
    kvs: Vec<Pair<'a>>,
    #[serde(default)]
    more: bool,
    #[serde(borrow, default)]
    count: Cow<'a, str>,
    #[serde(default)]
    succeeded: bool,
    #[serde(borrow, default)]
    token: Cow<'a, str>,
    #[serde(borrow, default)]
    error: Cow<'a, str>,
}

#[derive(Default, Deserialize)]
struct Header<'a> {
    #[serde(borrow, default)]
    revision: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Pair<'a> {
    #[serde(borrow, default)]
    key: Cow<'a, str>,
    #[serde(borrow, default)]
    value: Cow<'a, str>,
    #[serde(borrow, default)]
    mod_revision: Cow<'a, str>,
}

fn response(answer: &[u8]) -> Result<Response<'_>, Failure> {
    serde_json::from_slice(answer)
        .map_err(|error| Failure::Refused(format!("the answer is none of etcd: {error}")))
}

/// The revision at which a question was answered.
pub(super) fn revision(answer: &[u8]) -> Option<i64> {
    response(answer).ok()?.header.revision.parse().ok()
}

/// Whether the comparisons of a transaction held.
pub(super) fn succeeded(answer: &[u8]) -> Result<bool, Failure> {
    Ok(response(answer)?.succeeded)
}

/// The token that a user was given.
pub(super) fn token(answer: &[u8]) -> Option<String> {
    let token = response(answer).ok()?.token;
    let plain = |c: char| c.is_ascii_graphic();
    (!token.is_empty() && token.chars().all(plain)).then(|| token.into_owned())
}

/// What a server says when it refuses.
pub(super) fn error(answer: &[u8]) -> String {
    let text = match response(answer) {
        Ok(response) if !response.error.is_empty() => response.error.into_owned(),
        _ => String::from_utf8_lossy(answer).into_owned(),
    };
    let shown: String = text.trim().chars().take(MAX_ERROR).collect();
    shown.replace(char::is_control, " ")
}

/// Keys with their values.
pub(super) fn page(answer: &[u8]) -> Result<Page, Failure> {
    let response = response(answer)?;
    let bytes = |text: &str| {
        base64::decode(text)
            .ok_or_else(|| Failure::Refused("the answer holds no base64".to_owned()))
    };
    let number = |text: &str| match text {
        // The gateway leaves out what is zero.
        "" => Ok(0),
        text => text
            .parse::<i64>()
            .map_err(|_| Failure::Refused("the answer holds no number of 64 bits".to_owned())),
    };
    let pairs = response.kvs.iter().map(|pair| {
        Ok(KeyValue {
            key: bytes(&pair.key)?,
            value: bytes(&pair.value)?,
            mod_revision: number(&pair.mod_revision)?,
        })
    });
    Ok(Page {
        pairs: pairs.collect::<Result<_, Failure>>()?,
        more: response.more,
        count: number(&response.count)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_other_answers_refused() {
        let check = |text: &str, expected: &str| {
            let told = match page(text.as_bytes()) {
                Ok(page) => format!("{} of {}, more {}", page.pairs.len(), page.count, page.more),
                Err(failure) => failure.to_string(),
            };
            assert!(told.starts_with(expected), "{text}: {told}");
        };
        check("{}", "0 of 0, more false");
        check(
            r#"{"header":{"revision":"3"},"kvs":[{"key":"YQ==","mod_revision":"3","value":"MQ=="}],"more":true,"count":"9"}"#,
            "1 of 9, more true",
        );
        check(r#"{"kvs":[{"key":"Y"}]}"#, "the answer holds no base64");
        check(r#"{"count":"x"}"#, "the answer holds no number");
        check("<html>", "the answer is none of etcd");
    }

    #[test]
    fn a_refusal_is_one_line_of_bounded_length() {
        assert_eq!(error(br#"{"error":"no\nleader","code":14}"#), "no leader");
        assert_eq!(error(&[b'x'; 1000]).len(), MAX_ERROR);
    }
}
