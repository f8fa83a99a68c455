//! A keyspace of etcd v3, through its JSON gateway: no gRPC, no protoc, no runtime.
//!
//! What must stay true: every key is read at one revision, or it is said at which others; a key that
//! changed meanwhile is read again. A key is written only as long as nobody else wrote it.

mod access;
mod answer;
mod base64;
mod gateway;
mod http;
mod split;
#[cfg(feature = "tls")]
mod tls;

use std::{
    collections::BTreeSet,
    ops::ControlFlow,
    sync::{Mutex, PoisonError},
    time::Duration,
};

pub use access::{EtcdAccess, Secret, Servers};
use answer::KeyValue;
use gateway::{Failure, Gateway};

use super::{Scanned, Source, SourceError};
use crate::{
    migrate::{Records, Replaced, Stored},
    object::{Shape, Unit},
};

/// How long a server that went away is waited for at each question where nothing else is said.
const PATIENCE: Duration = Duration::from_secs(60);
/// A scan is begun again at a newer revision at most so often: the server forgets faster than it answers.
const MAX_RESTARTS: usize = 20;

/// A keyspace of etcd v3.
#[derive(Clone, Debug)]
pub struct Etcd {
    servers: Servers,
    access: EtcdAccess,
    prefix: Vec<u8>,
    /// Only keys that changed behind this revision.
    since: Option<i64>,
    patience: Duration,
}

impl Etcd {
    /// The keys with a prefix.
    pub fn new(servers: impl Into<Servers>, prefix: &str) -> Self {
        Self {
            servers: servers.into(),
            access: EtcdAccess::default(),
            prefix: prefix.as_bytes().to_vec(),
            since: None,
            patience: PATIENCE,
        }
    }

    /// Who it is asked as.
    #[must_use]
    pub fn access(mut self, access: EtcdAccess) -> Self {
        self.access = access;
        self
    }

    /// Only those that changed behind a revision: what a scan at that revision has not seen.
    #[must_use]
    pub fn since(mut self, revision: i64) -> Self {
        self.since = Some(revision);
        self
    }

    /// A server that goes away is waited for so long, at each question.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// The same keyspace as something that can be written.
    pub fn records(&self) -> EtcdRecords {
        EtcdRecords {
            gateway: Mutex::new(self.gateway()),
            etcd: self.clone(),
        }
    }

    fn gateway(&self) -> Gateway {
        Gateway::new(&self.servers, &self.access, self.patience)
    }

    fn whole(&self) -> Range {
        let start = match self.prefix.is_empty() {
            true => vec![0],
            false => self.prefix.clone(),
        };
        Range {
            start,
            end: end_of(&self.prefix),
        }
    }

    fn failed(&self, failure: &Failure) -> SourceError {
        SourceError::new(format_args!("etcd:{}", self.servers), failure)
    }
}

/// The keys of an etcd, one by one: each is replaced in a transaction of its own that compares the
/// revision at which it was read.
pub struct EtcdRecords {
    gateway: Mutex<Gateway>,
    etcd: Etcd,
}

impl EtcdRecords {
    fn ask<T>(
        &self,
        question: impl FnOnce(&mut Gateway) -> Result<T, Failure>,
    ) -> Result<T, SourceError> {
        // A thread that ended in the middle of a question left a connection that is opened anew.
        let mut gateway = self.gateway.lock().unwrap_or_else(PoisonError::into_inner);
        question(&mut gateway).map_err(|failure| self.etcd.failed(&failure))
    }
}

impl Records for EtcdRecords {
    fn read(&self, path: &str) -> Result<Option<Stored>, SourceError> {
        let pair = self.ask(|gateway| gateway.get(path.as_bytes()))?;
        Ok(pair.map(|pair| Stored {
            bytes: pair.value,
            revision: pair.mod_revision,
        }))
    }

    fn replace(&self, path: &str, seen: &Stored, new: &[u8]) -> Result<Replaced, SourceError> {
        let key = path.as_bytes();
        let written = self.ask(|gateway| gateway.replace(key, seen.revision, new))?;
        Ok(match written {
            true => Replaced::Done,
            false => Replaced::Changed,
        })
    }
}

/// Reads the bytes that a gateway sends as an answer, and tells how many bytes its keys and values
/// have: what a fuzzer asks.
#[doc(hidden)]
pub fn read_answer(bytes: &[u8]) -> Result<usize, String> {
    let (_, body) = http::answer(&mut &*bytes).map_err(|error| error.to_string())?;
    let _token = answer::token(&body);
    let told = answer::error(&body);
    let page = answer::page(&body).map_err(|failure| format!("{failure}; {told}"))?;
    let lengths = page
        .pairs
        .iter()
        .map(|pair| pair.key.len() + pair.value.len());
    Ok(lengths.sum())
}

/// A range of keys, its end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Range {
    start: Vec<u8>,
    end: Vec<u8>,
}

/// The first key behind all that begin with a prefix; `\0` stands for no end at all.
fn end_of(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xff {
            end.push(last + 1);
            return end;
        }
    }
    vec![0]
}

impl Source for Etcd {
    fn describe(&self) -> String {
        "etcd".to_owned()
    }

    fn estimate(&self) -> Option<usize> {
        // What changed behind a revision is not counted.
        if self.since.is_some() {
            return None;
        }
        let mut gateway = self.gateway();
        let whole = self.whole();
        let revision = gateway.revision(&whole).ok()?;
        usize::try_from(gateway.count(&whole, revision).ok()?).ok()
    }

    fn scan(&self, sink: &mut dyn FnMut(Unit) -> ControlFlow<()>) -> Result<Scanned, SourceError> {
        let mut gateway = self.gateway();
        let whole = self.whole();
        let first = gateway
            .revision(&whole)
            .map_err(|failure| self.failed(&failure))?;
        let mut revisions = BTreeSet::from([first]);
        let mut revision = first;
        let mut todo = split::ranges(
            &mut gateway,
            &whole,
            self.prefix.len(),
            revision,
            self.since,
        )
        .map_err(|failure| self.failed(&failure))?;
        todo.reverse();
        while let Some(mut range) = todo.pop() {
            loop {
                let page = gateway.page(&range, revision, self.since.map(|since| since + 1));
                match page {
                    Ok(page) => {
                        let next = page.next();
                        for pair in page.pairs {
                            if sink(unit(pair)).is_break() {
                                return Ok(Scanned::default());
                            }
                        }
                        match next {
                            Some(next) => range.start = next,
                            None => break,
                        }
                    }
                    Err(Failure::Compacted) if revisions.len() <= MAX_RESTARTS => {
                        revision = gateway
                            .revision(&whole)
                            .map_err(|failure| self.failed(&failure))?;
                        revisions.insert(revision);
                    }
                    Err(failure) => return Err(self.failed(&failure)),
                }
            }
        }
        if revisions.len() > 1 {
            // What changed behind the first revision was read at several: it is read again at the last.
            self.changed(&mut gateway, &whole, first, revision, sink)?;
        }
        let told: Vec<String> = revisions.iter().map(ToString::to_string).collect();
        Ok(Scanned {
            revision: Some(told.join(", ")),
            strays: Vec::new(),
        })
    }
}

impl Etcd {
    fn changed(
        &self,
        gateway: &mut Gateway,
        whole: &Range,
        behind: i64,
        revision: i64,
        sink: &mut dyn FnMut(Unit) -> ControlFlow<()>,
    ) -> Result<(), SourceError> {
        let mut range = whole.clone();
        loop {
            let page = gateway
                .page(&range, revision, Some(behind + 1))
                .map_err(|failure| self.failed(&failure))?;
            let next = page.next();
            for pair in page.pairs {
                if sink(unit(pair)).is_break() {
                    return Ok(());
                }
            }
            match next {
                Some(next) => range.start = next,
                None => return Ok(()),
            }
        }
    }
}

fn unit(pair: KeyValue) -> Unit {
    Unit {
        path: String::from_utf8(pair.key)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        line: 1,
        shape: Shape::EtcdValue,
        revision: Some(pair.mod_revision.to_string()),
        bytes: Ok(pair.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_behind_its_prefix() {
        assert_eq!(end_of(b"/a"), b"/b");
        assert_eq!(end_of(b"a\xff"), b"b");
        assert_eq!(end_of(b"\xff\xff"), b"\0");
        assert_eq!(end_of(b""), b"\0");
    }
}
