//! Ranges of keys through the JSON gateway, in pages that fit; a server that goes away is waited for.

use std::{
    borrow::Cow,
    io, thread,
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::json;

use super::{Range, base64, http::Connection};

/// A page is made so large that it holds about this many bytes: below the 4 MiB at which clients
/// of gRPC give up, and large enough that walking the index does not count.
const PAGE_BYTES: usize = 2 << 20;
/// The first page, and the smallest and largest that there are.
const FIRST_PAGE: usize = 500;
const PAGES: std::ops::RangeInclusive<usize> = 16..=10_000;

/// A connection, and what was learned about pages.
#[derive(Debug)]
pub(super) struct Gateway {
    endpoint: String,
    connection: Option<Connection>,
    patience: Duration,
    limit: usize,
}

/// A key with its value.
#[derive(Clone, Debug)]
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

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the revision that was being read was compacted")]
    Compacted,
    #[error("{0}")]
    Refused(String),
    #[error("no answer: {0}")]
    Io(#[from] io::Error),
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

impl Gateway {
    pub(super) fn new(endpoint: &str, patience: Duration) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            connection: None,
            patience,
            limit: FIRST_PAGE,
        }
    }

    /// The revision of now.
    pub(super) fn revision(&mut self) -> Result<i64, Failure> {
        let body = json!({"key": base64::encode(b"\0"), "count_only": true}).to_string();
        let answer = self.ask(&body)?;
        let response: Response<'_> = parse(&answer)?;
        response
            .header
            .revision
            .parse()
            .map_err(|_| Failure::Refused("the server tells no revision".to_owned()))
    }

    /// How many keys a range has.
    pub(super) fn count(&mut self, range: &Range, revision: i64) -> Result<i64, Failure> {
        let body = json!({"key": base64::encode(&range.start), "range_end": base64::encode(&range.end),
            "revision": revision.to_string(), "count_only": true});
        Ok(read(&self.ask(&body.to_string())?)?.count)
    }

    /// The first key of a range.
    pub(super) fn first_key(
        &mut self,
        range: &Range,
        revision: i64,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let body = json!({"key": base64::encode(&range.start), "range_end": base64::encode(&range.end),
            "revision": revision.to_string(), "limit": "1", "keys_only": true});
        let page = read(&self.ask(&body.to_string())?)?;
        Ok(page.pairs.into_iter().next().map(|pair| pair.key))
    }

    /// The first keys of a range with their values; with `since`, those that changed at that revision
    /// or later.
    pub(super) fn page(
        &mut self,
        range: &Range,
        revision: i64,
        since: Option<i64>,
    ) -> Result<Page, Failure> {
        let mut body = json!({"key": base64::encode(&range.start), "range_end": base64::encode(&range.end),
            "revision": revision.to_string(), "limit": self.limit.to_string()});
        if let Some(since) = since {
            body["min_mod_revision"] = json!(since.to_string());
        }
        let page = read(&self.ask(&body.to_string())?)?;
        let bytes: usize = page
            .pairs
            .iter()
            .map(|pair| pair.key.len() + pair.value.len())
            .sum();
        if let Some(each) = bytes.checked_div(page.pairs.len()) {
            let fitting = PAGE_BYTES / each.max(1);
            // Never many times larger at once: the next keys may hold more.
            self.limit = fitting
                .min(self.limit * 4)
                .clamp(*PAGES.start(), *PAGES.end());
        }
        Ok(page)
    }

    /// Asks until there is an answer, or patience ends.
    fn ask(&mut self, body: &str) -> Result<Vec<u8>, Failure> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(50);
        loop {
            let error = match self.ask_once(body) {
                Ok((200, answer)) => return Ok(answer),
                Ok((status, answer)) => {
                    let text = String::from_utf8_lossy(&answer);
                    if text.contains("required revision has been compacted") {
                        return Err(Failure::Compacted);
                    }
                    let passing = [
                        "etcdserver: no leader",
                        "leader changed",
                        "request timed out",
                        "connection",
                    ];
                    let text: String = text.chars().take(300).collect();
                    if !passing.iter().any(|word| text.contains(word)) && status != 503 {
                        return Err(Failure::Refused(format!(
                            "status {status}: {}",
                            text.trim()
                        )));
                    }
                    io::Error::other(text)
                }
                Err(error) => error,
            };
            self.connection = None;
            if begun.elapsed() + pause > self.patience {
                return Err(Failure::Io(error));
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    }

    fn ask_once(&mut self, body: &str) -> io::Result<(u16, Vec<u8>)> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(&self.endpoint)?,
        };
        let answer = connection.post("/v3/kv/range", body)?;
        self.connection = Some(connection);
        Ok(answer)
    }
}

fn parse(answer: &[u8]) -> Result<Response<'_>, Failure> {
    serde_json::from_slice(answer)
        .map_err(|error| Failure::Refused(format!("the answer is none of etcd: {error}")))
}

fn read(answer: &[u8]) -> Result<Page, Failure> {
    let response = parse(answer)?;
    let bytes = |text: &str| {
        base64::decode(text)
            .ok_or_else(|| Failure::Refused("the answer holds no base64".to_owned()))
    };
    let pairs = response.kvs.iter().map(|pair| {
        Ok(KeyValue {
            key: bytes(&pair.key)?,
            value: bytes(&pair.value)?,
            mod_revision: pair.mod_revision.parse().unwrap_or_default(),
        })
    });
    Ok(Page {
        pairs: pairs.collect::<Result<_, Failure>>()?,
        more: response.more,
        count: response.count.parse().unwrap_or_default(),
    })
}
