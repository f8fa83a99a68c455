//! Real etcd servers, ended with the test. Tests that need one are skipped, and say so, where no
//! `etcd` is on PATH.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server with a folder of its own.
pub(crate) struct Server {
    child: Child,
    arguments: Vec<String>,
    pub(crate) endpoint: String,
    _folder: tempfile::TempDir,
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

fn start(arguments: &[String]) -> Option<Child> {
    Command::new("etcd")
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()
}

pub(crate) fn base64(text: &str) -> String {
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

pub(crate) fn put_request(key: &str, value: &str) -> String {
    format!(
        "{{\"key\": \"{}\", \"value\": \"{}\"}}",
        base64(key),
        base64(value)
    )
}

/// The answer to a request, where there is one with status 200.
pub(crate) fn post(endpoint: &str, path: &str, body: &str) -> Option<String> {
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
    let is_good = answer.split(' ').nth(1) == Some("200");
    is_good.then_some(answer)
}

/// Asks again and again, up to a minute.
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        thread::yield_now();
    }
}

impl Server {
    /// One server that answers, over plain HTTP.
    pub(crate) fn start() -> Option<Self> {
        let server = Self::cluster(1)?.pop()?;
        server.wait();
        Some(server)
    }

    /// The members of a cluster, which may not answer yet.
    pub(crate) fn cluster(n: usize) -> Option<Vec<Self>> {
        let addresses: Vec<(String, String)> =
            (0..n).map(|_| (free_address(), free_address())).collect();
        let all: Vec<String> = addresses
            .iter()
            .enumerate()
            .map(|(n, (_, peer))| format!("m{n}=http://{peer}"))
            .collect();
        let all = all.join(",");
        let member = |(n, (endpoint, peer)): (usize, &(String, String))| {
            let peer = format!("http://{peer}");
            let url = format!("http://{endpoint}");
            Self::spawn(
                endpoint,
                &url,
                &[
                    ("--name", &format!("m{n}")),
                    ("--listen-peer-urls", &peer),
                    ("--initial-advertise-peer-urls", &peer),
                    ("--initial-cluster", &all),
                ],
            )
        };
        addresses.iter().enumerate().map(member).collect()
    }

    #[cfg(feature = "tls")]
    /// One server behind TLS, with the certificates of a folder; it wants one of its clients, too.
    pub(crate) fn start_tls(certificates: &std::path::Path) -> Option<Self> {
        let (endpoint, peer) = (free_address(), format!("http://{}", free_address()));
        let file = |name: &str| certificates.join(name).to_string_lossy().into_owned();
        Self::spawn(
            &endpoint,
            &format!("https://{endpoint}"),
            &[
                ("--listen-peer-urls", &peer),
                ("--initial-advertise-peer-urls", &peer),
                ("--initial-cluster", &format!("default={peer}")),
                ("--cert-file", &file("server.pem")),
                ("--key-file", &file("server.key")),
                ("--trusted-ca-file", &file("ca.pem")),
                ("--client-cert-auth", "true"),
            ],
        )
    }

    fn spawn(endpoint: &str, url: &str, more: &[(&str, &str)]) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_string_lossy().into_owned();
        let common = [
            ("--data-dir", &*data),
            ("--listen-client-urls", url),
            ("--advertise-client-urls", url),
            ("--heartbeat-interval", "50"),
            ("--election-timeout", "500"),
            ("--log-level", "error"),
        ];
        let arguments: Vec<String> = common
            .iter()
            .chain(more)
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let Some(child) = start(&arguments) else {
            println!("skipped: no `etcd` on PATH");
            return None;
        };
        Some(Self {
            child,
            arguments,
            endpoint: endpoint.to_owned(),
            _folder: folder,
        })
    }

    /// Waits until it takes a key.
    pub(crate) fn wait(&self) {
        until("etcd does not answer", || {
            self.put("/ready", "yes").then_some(())
        });
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Option<String> {
        post(&self.endpoint, path, body)
    }

    pub(crate) fn put(&self, key: &str, value: &str) -> bool {
        self.post("/v3/kv/put", &put_request(key, value)).is_some()
    }

    /// Puts keys in transactions, many at once.
    pub(crate) fn fill(&self, keys: impl Iterator<Item = (String, String)>) {
        let puts: Vec<String> = keys
            .map(|(key, value)| format!("{{\"requestPut\": {}}}", put_request(&key, &value)))
            .collect();
        for puts in puts.chunks(100) {
            let body = format!("{{\"success\": [{}]}}", puts.join(","));
            until("etcd takes no keys", || self.post("/v3/kv/txn", &body));
        }
    }

    /// Whether it leads its cluster.
    pub(crate) fn leads(&self) -> bool {
        let Some(answer) = self.post("/v3/maintenance/status", "{}") else {
            return false;
        };
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        let status: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
        status["leader"].is_string() && status["leader"] == status["header"]["member_id"]
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn restart(&mut self) {
        self.kill();
        self.child = start(&self.arguments).unwrap();
    }

    /// Starts it where it was killed.
    pub(crate) fn start_again(&mut self) {
        if self.child.try_wait().unwrap().is_some() {
            self.child = start(&self.arguments).unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[cfg(feature = "tls")]
/// An authority, and a server and a client that it signed; none where there is no `openssl`.
pub(crate) fn certificates() -> Option<tempfile::TempDir> {
    let folder = tempfile::tempdir().unwrap();
    let openssl = |line: &str| -> bool {
        let mut command = Command::new("openssl");
        command.args(line.split(' ')).current_dir(folder.path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    std::fs::write(
        folder.path().join("names"),
        "subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n",
    )
    .unwrap();
    let mut done = openssl(&format!(
        "req -x509 {key} -keyout ca.key -out ca.pem -subj /CN=authority -days 2"
    ));
    for name in ["server", "client"] {
        done = done
            && openssl(&format!(
                "req {key} -keyout {name}.key -out {name}.csr -subj /CN={name}"
            ))
            && openssl(&format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out {name}.pem -days 2 -extfile names"
            ));
    }
    if !done {
        println!("skipped: `openssl` makes no certificates here");
        return None;
    }
    Some(folder)
}

#[cfg(feature = "tls")]
pub(crate) fn below(folder: &tempfile::TempDir, name: &str) -> Option<std::path::PathBuf> {
    Some(folder.path().join(name))
}
