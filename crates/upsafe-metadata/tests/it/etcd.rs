//! A real etcd is read: at one revision, while others write, restart it or take its leader away.

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

use serde_json::json;
use upsafe_metadata::{
    Object, Since, Survey,
    reader::{JsonSchemaReader, Judge, Reader, Reading, UnknownFields, Verdict},
    source::{Etcd, EtcdAccess, Secret, Source as _},
    verify,
};

use crate::server::{Server, post, put_request, until};
#[cfg(feature = "tls")]
use crate::server::{below, certificates};

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

fn refusal(source: &Etcd) -> String {
    let scanned = source.scan(&mut |_| ControlFlow::Continue(()));
    scanned.unwrap_err().to_string()
}

#[test]
fn every_key_is_read_at_one_revision_and_changes_are_caught() {
    let Some(mut server) = Server::start() else {
        return;
    };
    for ns in 0..20 {
        // So large that a page holds a few hundred.
        let value = |n: u32| {
            let pad = "x".repeat(4000);
            format!("{{\"kind\":\"Hat\",\"n\":{n},\"pad\":\"{pad}\"}}")
        };
        let key = |n: u32| format!("/registry/example.com/hats/ns{ns:02}/h{n:03}");
        server.fill((0..100).map(|n| (key(n), value(n))));
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
    let delta = Etcd::new(&server.endpoint, "/registry/").since(revision);
    let (delta, _) = scan(&delta, &mut |_| {});
    let changed = delta.get("/registry/example.com/hats/ns07/h007");
    assert_eq!(changed.map(Vec::as_slice), Some(&b"changed"[..]));
    let known = |key: &String| key.ends_with("ns07/h007") || key.ends_with("ns00/h000");
    assert!(delta.keys().all(known), "{delta:?}");
}

/// Reads objects that have a small number.
struct Small(JsonSchemaReader);

impl Reader for Small {
    fn describe(&self) -> String {
        "a version".to_owned()
    }

    fn read(&self, object: &Object) -> Reading {
        self.0.read(&object.view, Verdict::Unreadable)
    }
}

#[test]
fn a_writer_all_the_while_is_caught_by_the_last_look() {
    let Some(server) = Server::start() else {
        return;
    };
    let value = |n: usize| {
        format!(
            "{{\"kind\":\"Hat\",\"n\":{n},\"pad\":\"{}\"}}",
            "x".repeat(1000)
        )
    };
    let key = |n: usize| format!("/hats/h{n:05}");
    server.fill((0..5000).map(|n| (key(n), value(n % 9))));
    let schema = json!({"type": "object", "required": ["n"],
        "properties": {"kind": {}, "pad": {}, "n": {"type": "integer", "maximum": 9}}});
    let reader = Small(JsonSchemaReader::new(&schema, "s", UnknownFields::Dropped).unwrap());
    let judge = Judge {
        reader: &reader,
        writer: None,
        clients: &[],
        moves: &[],
    };
    let look = |source: &Etcd| -> Survey {
        verify(source, &judge, &Since::default(), 2, &mut |_| {}).unwrap()
    };
    let source = Etcd::new(&server.endpoint, "/hats/");
    let is_over = AtomicBool::new(false);
    let (survey, n_written) = thread::scope(|scope| {
        let (over, server) = (&is_over, &server);
        // It makes objects bad one by one, from the last, as long as they are read, and once more behind that.
        let writer = scope.spawn(move || {
            let mut n = 0;
            loop {
                let was_over = over.load(Ordering::Relaxed);
                assert!(server.put(&key(4999 - n), &value(10)));
                n += 1;
                if was_over {
                    return n;
                }
            }
        });
        until("nothing is written", || {
            let (seen, _) = scan(&Etcd::new(&server.endpoint, "/hats/h04999"), &mut |_| {});
            (seen.values().next()? == value(10).as_bytes()).then_some(())
        });
        let survey = look(&source);
        is_over.store(true, Ordering::Relaxed);
        (survey, writer.join().unwrap())
    });
    assert_eq!(survey.total(), 5000);
    // Every change is seen once, by the scan or by the last look behind it: none by neither.
    let revision: i64 = survey.revision.as_ref().unwrap().parse().unwrap();
    let delta = look(&source.since(revision));
    let bad = survey.count(Verdict::Unreadable) + delta.count(Verdict::Unreadable);
    assert_eq!(bad, n_written);
    assert!(delta.count(Verdict::Unreadable) > 0);
}

#[test]
fn the_leader_of_a_cluster_is_killed_while_it_is_read() {
    let Some(mut members) = Server::cluster(3) else {
        return;
    };
    members[0].wait();
    let value = "x".repeat(4000);
    members[0].fill((0..2000).map(|n| (format!("/hats/h{n:05}"), value.clone())));
    let leader = until("no member leads", || members.iter().position(Server::leads));
    // The leader is the one that is asked first.
    let mut hosts = vec![members[leader].endpoint.clone()];
    hosts.extend(
        members
            .iter()
            .map(|member| member.endpoint.clone())
            .filter(|host| *host != members[leader].endpoint),
    );
    let source = Etcd::new(&hosts.join(","), "/hats/");
    let (seen, _) = scan(&source, &mut |n| {
        if n == 600 {
            members[leader].kill();
        }
    });
    assert_eq!(seen.len(), 2000);
    // Nobody leads any more: that is said, and soon.
    let other = (leader + 1) % 3;
    members[other].kill();
    let error = refusal(&source.patience(Duration::from_millis(200)));
    assert!(error.contains("no answer"), "{error}");
}

#[test]
fn a_server_that_is_not_there_is_an_error_and_soon() {
    let Some(mut server) = Server::start() else {
        return;
    };
    server.kill();
    let endpoint = &server.endpoint;
    let error = refusal(&Etcd::new(endpoint, "/").patience(Duration::from_millis(100)));
    assert!(
        error.starts_with(&format!("etcd:{endpoint}: no answer:")),
        "{error}"
    );
}

/// Users are asked for; `root` may do everything.
fn turn_auth_on(server: &Server) {
    for (path, body) in [
        ("user/add", r#"{"name": "root", "password": "pw-of-root"}"#),
        ("user/grant", r#"{"user": "root", "role": "root"}"#),
        ("enable", "{}"),
    ] {
        let path = format!("/v3/auth/{path}");
        assert!(server.post(&path, body).is_some(), "{path}");
    }
}

#[test]
fn users_are_let_in_by_their_password_and_it_is_told_to_nobody() {
    let Some(mut server) = Server::start() else {
        return;
    };
    server.fill((0..2000).map(|n| (format!("/hats/h{n:05}"), "x".repeat(4000))));
    turn_auth_on(&server);
    let source = |user: Option<&str>, password: &str| {
        let access = EtcdAccess {
            user: user.map(str::to_owned),
            password: Some(Secret::new(password)),
            ..EtcdAccess::default()
        };
        Etcd::new(&server.endpoint, "/hats/").access(access)
    };
    let error = refusal(&source(None, ""));
    assert!(error.contains("user name is empty"), "{error}");
    let error = refusal(&source(Some("root"), "pw-of-nobody"));
    assert!(error.contains("the user `root` is not let in"), "{error}");
    assert!(!error.contains("pw-of"), "{error}");
    let source = source(Some("root"), "pw-of-root");
    assert!(!format!("{source:?}").contains("pw-of"));
    // A server that was started anew has forgotten who was let in.
    let (seen, _) = scan(&source, &mut |n| {
        if n == 600 {
            server.restart();
        }
    });
    assert_eq!(seen.len(), 2000);
}

#[cfg(feature = "tls")]
#[test]
fn tls_is_spoken_with_those_whom_the_authority_signed() {
    let Some(folder) = certificates() else { return };
    let Some(server) = Server::start_tls(folder.path()) else {
        return;
    };
    let source = |ca: &str, own: Option<&str>| {
        let file = |end: &str| below(&folder, &format!("{}.{end}", own?));
        let access = EtcdAccess {
            ca: below(&folder, ca),
            cert: file("pem"),
            key: file("key"),
            ..EtcdAccess::default()
        };
        Etcd::new(&format!("https://{}", server.endpoint), "/").access(access)
    };
    let whole = source("ca.pem", Some("client"));
    // The server is waited for: it was started this moment.
    let (seen, revision) = scan(&whole, &mut |_| {});
    assert_eq!((seen.len(), &*revision), (0, "1"));
    let soon = Duration::from_millis(300);
    let error = refusal(&source("ca.pem", None).patience(soon)).to_lowercase();
    assert!(error.contains("certificate"), "{error}");
    let error = refusal(&source("server.pem", Some("client")).patience(soon)).to_lowercase();
    assert!(error.contains("certificate"), "{error}");
    let error = refusal(&source("client.key", Some("client")));
    assert!(
        error.contains("client.key: expected certificates in PEM"),
        "{error}"
    );
    let error = refusal(&Etcd::new(&format!("https://{}", server.endpoint), "/"));
    assert!(
        error.contains("found no certificate of the authority"),
        "{error}"
    );
}
