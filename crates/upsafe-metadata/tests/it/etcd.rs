//! A real etcd. Skipped, and said so, where no `etcd` is on PATH.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    ops::ControlFlow,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use upsafe_metadata::source::{Etcd, Source as _};

/// A server with a folder of its own, ended with the test.
struct Server {
    child: Child,
    folder: tempfile::TempDir,
    endpoint: String,
    peer: String,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn start(folder: &std::path::Path, endpoint: &str, peer: &str) -> Option<Child> {
    let url = format!("http://{endpoint}");
    let peer = format!("http://{peer}");
    Command::new("etcd")
        .args([
            "--data-dir",
            &folder.to_string_lossy(),
            "--listen-client-urls",
            &url,
            "--advertise-client-urls",
            &url,
        ])
        .args([
            "--listen-peer-urls",
            &peer,
            "--initial-advertise-peer-urls",
            &peer,
            "--initial-cluster",
            &format!("default={peer}"),
        ])
        .args(["--log-level", "error"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for group in text.as_bytes().chunks(3) {
        let byte = |n: usize| usize::from(group.get(n).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            out.push(if n <= group.len() {
                char::from(DIGITS[word >> (18 - 6 * n) & 63])
            } else {
                '='
            });
        }
    }
    out
}

fn put_request(key: &str, value: &str) -> String {
    format!(
        "{{\"key\": \"{}\", \"value\": \"{}\"}}",
        base64(key),
        base64(value)
    )
}

/// The answer to a request, where there is one with status 200.
fn post(endpoint: &str, path: &str, body: &str) -> Option<String> {
    let mut stream = TcpStream::connect(endpoint).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.0\r\nHost: {endpoint}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    answer
        .split(' ')
        .nth(1)
        .is_some_and(|status| status == "200")
        .then_some(answer)
}

impl Server {
    fn start() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let endpoint = format!("127.0.0.1:{}", free_port());
        let peer = format!("127.0.0.1:{}", free_port());
        let Some(child) = start(folder.path(), &endpoint, &peer) else {
            println!("skipped: no `etcd` on PATH");
            return None;
        };
        let server = Self {
            child,
            folder,
            endpoint,
            peer,
        };
        server.wait();
        Some(server)
    }

    fn wait(&self) {
        let begun = Instant::now();
        while !self.put("/ready", "yes") {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "etcd does not answer"
            );
            thread::yield_now();
        }
    }

    fn put(&self, key: &str, value: &str) -> bool {
        post(&self.endpoint, "/v3/kv/put", &put_request(key, value)).is_some()
    }

    /// Puts keys in transactions, many at once.
    fn fill(&self, keys: impl Iterator<Item = (String, String)>) {
        let puts: Vec<String> = keys
            .map(|(key, value)| format!("{{\"requestPut\": {}}}", put_request(&key, &value)))
            .collect();
        for puts in puts.chunks(100) {
            let body = format!("{{\"success\": [{}]}}", puts.join(","));
            assert!(post(&self.endpoint, "/v3/kv/txn", &body).is_some());
        }
    }

    fn restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.child = start(self.folder.path(), &self.endpoint, &self.peer).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn scan(source: &Etcd, each: &mut dyn FnMut(usize)) -> (BTreeMap<String, Vec<u8>>, String) {
    let mut seen = BTreeMap::new();
    let scanned = source
        .scan(&mut |unit| {
            seen.insert(unit.path, unit.bytes.unwrap());
            each(seen.len());
            ControlFlow::Continue(())
        })
        .unwrap();
    (seen, scanned.revision.unwrap())
}

#[test]
fn every_key_is_read_at_one_revision_and_changes_are_caught() {
    let Some(mut server) = Server::start() else {
        return;
    };
    for ns in 0..20 {
        // So large that a page holds a few hundred.
        let value = |n: u32| {
            format!(
                "{{\"kind\":\"Hat\",\"n\":{n},\"pad\":\"{}\"}}",
                "x".repeat(4000)
            )
        };
        server.fill((0..100).map(|n| {
            (
                format!("/registry/example.com/hats/ns{ns:02}/h{n:03}"),
                value(n),
            )
        }));
    }
    server.fill([("/other/x".to_owned(), "1".to_owned())].into_iter());
    let source = Etcd::new(&server.endpoint, "/registry/");
    // A writer is at it while the keys are read, and the server goes away in the middle.
    let is_over = AtomicBool::new(false);
    let endpoint = server.endpoint.clone();
    let (seen, revision) = thread::scope(|scope| {
        let over = &is_over;
        scope.spawn(move || {
            let mut n = 0;
            while !over.load(Ordering::Relaxed) {
                n += 1;
                let put = put_request("/registry/example.com/hats/ns00/h000", &format!("w{n}"));
                // While the server is away, it is not written.
                drop(post(&endpoint, "/v3/kv/put", &put));
            }
        });
        let told = scan(&source, &mut |n| {
            if n == 600 {
                server.restart();
            }
        });
        is_over.store(true, Ordering::Relaxed);
        told
    });
    assert_eq!(seen.len(), 2000);
    assert!(seen.keys().all(|key| key.starts_with("/registry/")));
    server.wait();
    let revision: i64 = revision.parse().unwrap();
    assert!(server.put("/registry/example.com/hats/ns07/h007", "changed"));
    let (delta, _) = scan(
        &Etcd::new(&server.endpoint, "/registry/").since(revision),
        &mut |_| {},
    );
    assert_eq!(
        delta
            .get("/registry/example.com/hats/ns07/h007")
            .map(Vec::as_slice),
        Some(&b"changed"[..])
    );
    assert!(
        delta
            .keys()
            .all(|key| key.ends_with("ns07/h007") || key.ends_with("ns00/h000")),
        "{delta:?}"
    );
}

#[test]
fn a_server_that_is_not_there_is_an_error_and_soon() {
    let endpoint = format!("127.0.0.1:{}", free_port());
    let source = Etcd::new(&endpoint, "/").patience(Duration::from_millis(100));
    let error = source
        .scan(&mut |_| ControlFlow::Continue(()))
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with(&format!("etcd:{endpoint}: no answer:")),
        "{error}"
    );
}
