//! Questions to the JSON gateway, in pages that fit; a server that goes away is waited for, and
//! the next member of its cluster is asked.

use std::{
    io, thread,
    time::{Duration, Instant},
};

use serde_json::{Value as Json, json};

use super::{
    Range,
    access::{EtcdAccess, Servers},
    answer::{self, KeyValue, Page},
    base64,
    http::{Connection, Tls},
};

/// A page is made so large that it holds about this many bytes: below the 4 MiB at which clients
/// of gRPC give up, and large enough that walking the index does not count.
const PAGE_BYTES: usize = 2 << 20;
/// The first page, and the smallest and largest that there are.
const FIRST_PAGE: usize = 500;
const PAGES: std::ops::RangeInclusive<usize> = 16..=10_000;
/// Who never gave an answer is waited for so long: its name may be wrong.
const FIRST_PATIENCE: Duration = Duration::from_secs(20);
/// What a server says that will soon give another answer.
const PASSING: [&str; 6] = [
    "etcdserver: no leader",
    "leader changed",
    "request timed out",
    "too many requests",
    "server is not running",
    "connection",
];

/// A connection, and what was learned about pages.
pub(super) struct Gateway {
    servers: Servers,
    access: EtcdAccess,
    /// Which of the servers is asked.
    at: usize,
    connection: Option<Connection>,
    tls: Option<Tls>,
    token: Option<String>,
    patience: Duration,
    has_answered: bool,
    limit: usize,
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

impl Gateway {
    pub(super) fn new(servers: &Servers, access: &EtcdAccess, patience: Duration) -> Self {
        Self {
            servers: servers.clone(),
            access: access.clone(),
            at: 0,
            connection: None,
            tls: None,
            token: None,
            patience,
            has_answered: false,
            limit: FIRST_PAGE,
        }
    }

    /// The revision of now. A user may be allowed to see no more than a range: one of its keys is asked for.
    pub(super) fn revision(&mut self, range: &Range) -> Result<i64, Failure> {
        let body = json!({"key": base64::encode(&range.start), "count_only": true});
        let answer = self.ask("/v3/kv/range", &body)?;
        answer::revision(&answer)
            .ok_or_else(|| Failure::Refused("the server tells no revision".to_owned()))
    }

    /// How many keys a range has.
    pub(super) fn count(&mut self, range: &Range, revision: i64) -> Result<i64, Failure> {
        let mut body = question(range, revision);
        body["count_only"] = json!(true);
        Ok(self.read(&body)?.count)
    }

    /// The first key of a range.
    pub(super) fn first_key(
        &mut self,
        range: &Range,
        revision: i64,
    ) -> Result<Option<Vec<u8>>, Failure> {
        let mut body = question(range, revision);
        body["limit"] = json!("1");
        body["keys_only"] = json!(true);
        let page = self.read(&body)?;
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
        let mut body = question(range, revision);
        body["limit"] = json!(self.limit.to_string());
        if let Some(since) = since {
            body["min_mod_revision"] = json!(since.to_string());
        }
        let page = self.read(&body)?;
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

    /// One key as it is now.
    pub(super) fn get(&mut self, key: &[u8]) -> Result<Option<KeyValue>, Failure> {
        let page = self.read(&json!({"key": base64::encode(key)}))?;
        Ok(page.pairs.into_iter().next())
    }

    /// Gives a key another value in one transaction, where nobody wrote it since a revision. Its lease stays.
    pub(super) fn replace(
        &mut self,
        key: &[u8],
        mod_revision: i64,
        value: &[u8],
    ) -> Result<bool, Failure> {
        let key = base64::encode(key);
        let body = json!({
            "compare": [{"target": "MOD", "result": "EQUAL", "key": key, "mod_revision": mod_revision.to_string()}],
            "success": [{"request_put": {"key": key, "value": base64::encode(value), "ignore_lease": true}}],
        });
        answer::succeeded(&self.ask("/v3/kv/txn", &body)?)
    }

    fn read(&mut self, body: &Json) -> Result<Page, Failure> {
        answer::page(&self.ask("/v3/kv/range", body)?)
    }

    /// Asks until there is an answer, or patience ends.
    fn ask(&mut self, path: &str, body: &Json) -> Result<Vec<u8>, Failure> {
        let begun = Instant::now();
        let mut pause = Duration::from_millis(20);
        let body = body.to_string();
        let mut n_failures = 0;
        loop {
            let error = match self.ask_once(path, &body) {
                Ok((200, answer)) => {
                    self.has_answered = true;
                    return Ok(answer);
                }
                Ok((status, answer)) => {
                    let text = answer::error(&answer);
                    if text.contains("required revision has been compacted") {
                        return Err(Failure::Compacted);
                    }
                    // A server that was started anew does not know the tokens of the one before it.
                    let forgot = text.contains("invalid auth token") && self.token.take().is_some();
                    if !forgot && !PASSING.iter().any(|word| text.contains(word)) && status != 503 {
                        return Err(Failure::Refused(format!("status {status}: {text}")));
                    }
                    io::Error::other(text)
                }
                Err(Failure::Io(error)) => error,
                Err(failure) => return Err(failure),
            };
            self.connection = None;
            self.at += 1;
            n_failures += 1;
            let patience = match self.has_answered {
                true => self.patience,
                false => self.patience.min(FIRST_PATIENCE),
            };
            if begun.elapsed() + pause > patience {
                return Err(Failure::Io(error));
            }
            // Each member is asked once before any of them is waited for.
            if n_failures % self.servers.hosts.len().max(1) == 0 {
                thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_secs(2));
            }
        }
    }

    fn ask_once(&mut self, path: &str, body: &str) -> Result<(u16, Vec<u8>), Failure> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect()?,
        };
        if self.token.is_none()
            && let Some((name, password)) = self.access.login().map_err(Failure::Refused)?
        {
            let login = json!({"name": name, "password": password.reveal()}).to_string();
            let (status, answer) = connection.post("/v3/auth/authenticate", None, &login)?;
            match answer::token(&answer) {
                Some(token) if status == 200 => self.token = Some(token),
                _ => {
                    let text = answer::error(&answer);
                    let passing = PASSING.iter().any(|word| text.contains(word));
                    return match passing || status == 503 {
                        true => Err(Failure::Io(io::Error::other(text))),
                        false => Err(Failure::Refused(format!(
                            "the user `{name}` is not let in: {text}"
                        ))),
                    };
                }
            }
        }
        let answer = connection.post(path, self.token.as_deref(), body)?;
        self.connection = Some(connection);
        Ok(answer)
    }

    fn connect(&mut self) -> Result<Connection, Failure> {
        let n = self.servers.hosts.len();
        let Some(host) = self.servers.hosts.get(self.at % n.max(1)) else {
            return Err(Failure::Refused("expected `HOST:PORT`".to_owned()));
        };
        if self.servers.tls && self.tls.is_none() {
            self.tls = Some(tls(&self.access).map_err(Failure::Refused)?);
        }
        Ok(Connection::open(host, self.tls.as_ref())?)
    }
}

#[cfg(feature = "tls")]
fn tls(access: &EtcdAccess) -> Result<Tls, String> {
    Tls::new(access)
}

#[cfg(not(feature = "tls"))]
fn tls(_: &EtcdAccess) -> Result<Tls, String> {
    Err("this build has no TLS: build it with the feature `tls`".to_owned())
}

fn question(range: &Range, revision: i64) -> Json {
    json!({
        "key": base64::encode(&range.start),
        "range_end": base64::encode(&range.end),
        "revision": revision.to_string(),
    })
}
