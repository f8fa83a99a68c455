//! The second half of `cargo xtask bench metadata`: a real etcd, verified beside a plain read of the
//! same keys by the same client, with a writer all the while. Its caller builds both.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use super::{
    measure::{Cost, measure, median},
    table::{Contender, bar, table},
    tools::released,
};
use crate::{
    process::{program, root},
    say,
};

/// How many times the time of a plain read is still good.
const MOST_TIMES: f64 = 1.5;
/// The most memory of the client, in MiB.
const MOST_MEMORY: f64 = 64.0;
/// How often both are measured, in turn.
const ROUNDS: usize = 3;
/// So many keys are put at once.
const AT_ONCE: usize = 100;
const PREFIX: &str = "/registry/example.com/topics/";
const SCHEMA: &str = r#"{"type": "object", "required": ["kind", "metadata", "spec"], "properties": {
  "apiVersion": {"const": "example.com/v1"}, "kind": {"const": "Topic"},
  "metadata": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "namespace": {"type": "string"}}},
  "spec": {"type": "object", "required": ["partitions"], "properties": {"partitions": {"type": "integer", "minimum": 1},
    "replicas": {"type": "array", "items": {"type": "object", "required": ["id", "node"], "properties": {
      "id": {"type": "integer"}, "node": {"type": "string"}, "state": {"enum": ["online", "offline"]}}}}}}}}
"#;

/// A server that ends with this value.
struct Server {
    child: Child,
    endpoint: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Measures, and returns the bars; none where no etcd is installed.
pub(super) fn run(n_objects: usize) -> Result<Vec<(String, bool)>, String> {
    let base = root().join("target/bench");
    let Some(server) = start(&base.join("etcd-data"))? else {
        say("\nskipped: no `etcd` on PATH\n");
        return Ok(Vec::new());
    };
    let schema = base.join("etcd.schema.json");
    fs::write(&schema, SCHEMA).map_err(|error| format!("{}: {error}", schema.display()))?;
    fill(&server.endpoint, n_objects)?;
    let report = base.join("etcd.report.json");
    let contenders = [
        Contender {
            name: "plain read by the same client",
            command: plain(&server.endpoint),
            input: None,
        },
        Contender {
            name: "upsafe metadata verify",
            command: verify(&server.endpoint, &schema, &report, None),
            input: None,
        },
    ];
    let is_over = AtomicBool::new(false);
    let (costs, n_written) = thread::scope(|scope| {
        let writer = scope.spawn(|| write(&server.endpoint, n_objects, &is_over));
        let costs = alternating(&contenders);
        is_over.store(true, Ordering::Relaxed);
        (costs, writer.join())
    });
    let costs = costs?;
    let n_written = n_written.map_err(|_| "the writer ended")??;
    say(&format!(
        "\netcd: {n_objects} objects of about 1 KiB, and a writer that made {n_written} changes\n\n{}\n",
        table(&contenders, &costs)
    ));
    let (times, memory) = (costs[1].wall / costs[0].wall, costs[1].memory);
    Ok(vec![
        bar(
            &format!(
                "etcd: {times:.2} times the time of a plain read, at most {MOST_TIMES} are wanted"
            ),
            times <= MOST_TIMES,
        ),
        bar(
            &format!("etcd: {memory:.1} MiB, at most {MOST_MEMORY} are wanted"),
            memory <= MOST_MEMORY,
        ),
        last_look(&server.endpoint, &schema, &report)?,
    ])
}

/// What was written behind the last scan is found by the look at what changed, and nothing else.
fn last_look(endpoint: &str, schema: &Path, report: &Path) -> Result<(String, bool), String> {
    let read = || -> Result<serde_json::Value, String> {
        let text = fs::read(report).map_err(|error| format!("{}: {error}", report.display()))?;
        serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", report.display()))
    };
    measure(&verify(endpoint, schema, report, None), None)?;
    let first = read()?;
    let revision = first["stores"][0]["revision"].as_str().unwrap_or_default();
    let bad = object(7, 0);
    put(endpoint, &[(key(7), bad)])?;
    let cost = measure(&verify(endpoint, schema, report, Some(revision)), None)?;
    let objects = read()?["objects"].clone();
    let is_caught =
        first["objects"]["unreadable"] == 0 && objects["total"] == 1 && objects["unreadable"] == 1;
    let line = format!(
        "etcd: the look behind revision {revision} finds the one bad change in {:.0} ms",
        cost.wall
    );
    Ok(bar(&line, is_caught))
}

fn plain(endpoint: &str) -> Command {
    let path = released("examples/read_etcd");
    let mut command = program(&path.to_string_lossy());
    command.args([endpoint, PREFIX]);
    command
}

fn verify(endpoint: &str, schema: &Path, report: &Path, since: Option<&str>) -> Command {
    let mut command = program(&released("upsafe").to_string_lossy());
    command.args(["metadata", "verify", "--format", "json-schema", "--source"]);
    command.arg(format!("etcd:{endpoint}{PREFIX}"));
    command.arg("--schema").arg(schema);
    command.arg(format!("--output=json={}", report.display()));
    command.args(since.map(|since| format!("--since={since}")));
    command
}

/// Each in turn, once unmeasured and then as often as said.
fn alternating(contenders: &[Contender]) -> Result<Vec<Cost>, String> {
    let mut costs = vec![Vec::new(); contenders.len()];
    for round in 0..=ROUNDS {
        for (contender, costs) in contenders.iter().zip(&mut costs) {
            let cost = measure(&contender.command, None)?;
            if round > 0 {
                costs.push(cost);
            }
        }
    }
    Ok(costs.iter().map(|costs| median(costs)).collect())
}

/// A server over a new folder; none where there is no such program.
fn start(data: &Path) -> Result<Option<Server>, String> {
    if data.exists() {
        fs::remove_dir_all(data).map_err(|error| format!("{}: {error}", data.display()))?;
    }
    let free = || -> Result<String, String> {
        let listener = TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        Ok(address.to_string())
    };
    let (endpoint, peer) = (free()?, format!("http://{}", free()?));
    let url = format!("http://{endpoint}");
    let mut command = program("etcd");
    command.arg("--data-dir").arg(data);
    command.args([
        "--listen-client-urls",
        &url,
        "--advertise-client-urls",
        &url,
    ]);
    command.args([
        "--listen-peer-urls",
        &peer,
        "--initial-advertise-peer-urls",
        &peer,
    ]);
    command.args([
        "--initial-cluster",
        &format!("default={peer}"),
        "--log-level",
        "error",
    ]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(child) = command.spawn() else {
        return Ok(None);
    };
    let server = Server { child, endpoint };
    let begun = Instant::now();
    while put(&server.endpoint, &[("/ready".to_owned(), "yes".to_owned())]).is_err() {
        if begun.elapsed() > Duration::from_secs(60) {
            return Err("etcd does not answer".to_owned());
        }
        thread::yield_now();
    }
    Ok(Some(server))
}

fn fill(endpoint: &str, n_objects: usize) -> Result<(), String> {
    let all: Vec<usize> = (0..n_objects).collect();
    for some in all.chunks(AT_ONCE) {
        let pairs: Vec<_> = some.iter().map(|n| (key(*n), object(*n, 6))).collect();
        put(endpoint, &pairs)?;
    }
    Ok(())
}

/// Changes one object after the other until it is over, and returns how many.
fn write(endpoint: &str, n_objects: usize, is_over: &AtomicBool) -> Result<usize, String> {
    let mut n = 0;
    while !is_over.load(Ordering::Relaxed) {
        n += 1;
        let at = n * 7919 % n_objects;
        put(endpoint, &[(key(at), object(at, 1 + n % 50))])?;
    }
    Ok(n)
}

fn key(n: usize) -> String {
    format!("{PREFIX}ns-{:03}/topic-{n}", n / 1000)
}

/// An object of about 1 KiB.
fn object(n: usize, partitions: usize) -> String {
    let replica = |id: usize| serde_json::json!({"id": id, "node": format!("node-{}.example.com", (n + id) % 97), "state": "online"});
    serde_json::json!({
        "apiVersion": "example.com/v1", "kind": "Topic",
        "metadata": {"name": format!("topic-{n}"), "namespace": format!("ns-{:03}", n / 1000)},
        "spec": {"partitions": partitions, "replicas": (0..15).map(replica).collect::<Vec<_>>()},
    })
    .to_string()
}

/// Puts keys in one transaction.
fn put(endpoint: &str, pairs: &[(String, String)]) -> Result<(), String> {
    let puts: Vec<_> = pairs
        .iter()
        .map(|(key, value)| {
            serde_json::json!({"request_put": {"key": base64(key), "value": base64(value)}})
        })
        .collect();
    let body = serde_json::json!({ "success": puts }).to_string();
    let failed = |error: std::io::Error| format!("etcd: {error}");
    let mut stream = TcpStream::connect(endpoint).map_err(failed)?;
    let length = body.len();
    write!(
        stream,
        "POST /v3/kv/txn HTTP/1.0\r\nHost: {endpoint}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .map_err(failed)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(failed)?;
    match answer.split(' ').nth(1) {
        Some("200") => Ok(()),
        _ => Err(format!(
            "etcd: {}",
            answer.lines().last().unwrap_or_default()
        )),
    }
}

fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(text.len() / 3 * 4 + 4);
    for group in text.as_bytes().chunks(3) {
        let byte = |n: usize| usize::from(group.get(n).copied().unwrap_or_default());
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let digit = char::from(DIGITS[word >> (18 - 6 * n) & 63]);
            out.push(if n <= group.len() { digit } else { '=' });
        }
    }
    out
}
