//! A real process that is killed with signal 9 at each operation of a migration and of the way back,
//! on a folder and on a real etcd; and the run after it.
//!
//! The test starts itself as the process that migrates: it stops before the operation that it is told,
//! or with half of a file written, says so, and waits for its end.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{self, BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use upsafe_metadata::{
    Disk, RealDisk,
    migrate::{
        MigrateOutcome, MigrateRequest, Records, Replaced, RestoreOutcome, RestoreRequest,
        RunError, Stored, Target, TargetPlace, migrate, restore,
    },
    source::{Etcd, EtcdAccess, Secret, SourceError},
};

use crate::{
    server::{Server, base64, until},
    store::{Version, fill, judge, migrations, no_program, objects, target},
};

const ROOT: &str = "UPSAFE_TEST_ROOT";
const ETCD: &str = "UPSAFE_TEST_ETCD";
const STOP: &str = "UPSAFE_TEST_STOP";
const DIRECTION: &str = "UPSAFE_TEST_DIRECTION";

/// Which way a run goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Direction {
    There,
    Back,
}

/// Where a process is killed.
#[derive(Clone, Copy, Debug)]
enum Stop {
    /// Before an operation, which is right behind the one before it, too.
    Before(usize),
    /// With half of a file written; nowhere where the operation writes no file.
    Half(usize),
}

/// Counts operations, and stops at one.
struct Killed {
    stop: Stop,
    n: AtomicUsize,
}

impl Killed {
    fn new(stop: Stop) -> Self {
        Self {
            stop,
            n: AtomicUsize::new(0),
        }
    }

    /// Says that the place is reached, and waits for the signal.
    fn wait() -> ! {
        println!("\nreached");
        loop {
            let mut nothing = [0];
            // The other end stays open until this process is dead.
            drop(io::stdin().read(&mut nothing));
        }
    }

    fn before(&self, half: impl FnOnce()) {
        let n = self.n.fetch_add(1, Ordering::Relaxed);
        match self.stop {
            Stop::Before(at) if n == at => Self::wait(),
            Stop::Half(at) if n == at => {
                half();
                Self::wait();
            }
            _ => {}
        }
    }
}

impl Disk for Killed {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.before(|| fs::write(path, &bytes[..bytes.len() / 2]).unwrap());
        RealDisk.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before(|| {});
        RealDisk.rename(from, to)
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        self.before(|| {});
        RealDisk.sync(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.before(|| {});
        RealDisk.make_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.before(|| {});
        RealDisk.remove(path)
    }
}

/// An etcd with something done right before and right behind each write: moments, counted from 0.
struct Watched {
    inner: Box<dyn Records>,
    n: AtomicUsize,
    at: Box<dyn Fn(usize) + Sync>,
}

impl Watched {
    fn place(hosts: &str, at: impl Fn(usize) + Sync + 'static) -> TargetPlace {
        TargetPlace::Keys(Box::new(Self {
            inner: Box::new(Etcd::new(hosts, PREFIX).records()),
            n: AtomicUsize::new(0),
            at: Box::new(at),
        }))
    }

    fn moment(&self) {
        (self.at)(self.n.fetch_add(1, Ordering::Relaxed));
    }
}

impl Records for Watched {
    fn read(&self, path: &str) -> Result<Option<Stored>, SourceError> {
        self.inner.read(path)
    }

    fn replace(&self, path: &str, seen: &Stored, new: &[u8]) -> Result<Replaced, SourceError> {
        self.moment();
        let replaced = self.inner.replace(path, seen, new);
        self.moment();
        replaced
    }
}

const PREFIX: &str = "/app/";

fn etcd_target(root: &Path, hosts: &str) -> Target {
    let etcd = Etcd::new(hosts, PREFIX);
    Target {
        place: TargetPlace::Keys(Box::new(etcd.records())),
        state: root.join("etcd.upsafe"),
        source: Box::new(etcd),
    }
}

fn there(root: &Path, target: &Target, disk: &dyn Disk) -> Result<MigrateOutcome, RunError> {
    let version = Version::new();
    migrate(&MigrateRequest {
        target,
        migrations: &migrations(&root.join("migrations")),
        judge: &judge(&version),
        ask: &no_program,
        disk,
    })
}

fn back(root: &Path, target: &Target, disk: &dyn Disk) -> Result<RestoreOutcome, RunError> {
    let version = Version::old();
    restore(&RestoreRequest {
        target,
        migrations: &migrations(&root.join("migrations")),
        old: Some(&judge(&version)),
        ask: &no_program,
        disk,
    })
}

/// The process that is killed. Does nothing where no store is named.
#[test]
fn migrates_the_store_of_the_environment() {
    let Some(root) = env::var_os(ROOT) else {
        return;
    };
    let (root, stop) = (Path::new(&root), env::var(STOP).unwrap());
    let (what, n) = stop.split_once(':').unwrap();
    let n = n.parse().unwrap();
    // It lives as long as the process.
    let killed: &'static Killed = Box::leak(Box::new(Killed::new(match what {
        "half" => Stop::Half(n),
        _ => Stop::Before(n),
    })));
    let target = match env::var(ETCD) {
        Err(_) => target(root),
        Ok(hosts) => {
            let mut target = etcd_target(root, &hosts);
            target.place = Watched::place(&hosts, |_| killed.before(|| {}));
            target
        }
    };
    match &*env::var(DIRECTION).unwrap() {
        "There" => drop(there(root, &target, killed).unwrap()),
        _ => drop(back(root, &target, killed).unwrap()),
    }
    println!("\nfinished");
}

/// Whether the process was killed; it was not where it came to its end before.
fn run_killed(root: &Path, etcd: Option<&str>, direction: Direction, stop: Stop) -> bool {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([
        "--exact",
        "killed::migrates_the_store_of_the_environment",
        "--nocapture",
    ]);
    let stop = match stop {
        Stop::Before(n) => format!("before:{n}"),
        Stop::Half(n) => format!("half:{n}"),
    };
    command.env(ROOT, root).env(STOP, stop);
    command.env(DIRECTION, format!("{direction:?}"));
    if let Some(etcd) = etcd {
        command.env(ETCD, etcd);
    }
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told = lines
        .map_while(Result::ok)
        .find(|line| line == "reached" || line == "finished");
    child.kill().unwrap();
    child.wait().unwrap();
    told.expect("the process said where it stands") == "reached"
}

/// Kills at each operation in turn until none is left, and returns how many there are.
fn at_each_operation(check: &mut dyn FnMut(Stop) -> bool) -> usize {
    let mut n = 0;
    while check(Stop::Before(n)) {
        check(Stop::Half(n));
        n += 1;
    }
    n
}

type Contents = BTreeMap<String, String>;

fn is_whole(stopped: &Contents, before: &Contents, after: &Contents) {
    assert_eq!(stopped.len(), before.len());
    for (path, text) in stopped {
        assert!(
            *text == before[path] || *text == after[path],
            "{path} is torn: {text}"
        );
    }
}

#[test]
fn a_process_is_killed_at_each_operation_on_a_folder() {
    for direction in [Direction::There, Direction::Back] {
        let n = at_each_operation(&mut |stop| {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            let target = fill(root);
            let old = objects(root);
            migrations(&root.join("migrations"));
            let finish = || match direction {
                Direction::There => drop(there(root, &target, &RealDisk).unwrap()),
                Direction::Back => drop(back(root, &target, &RealDisk).unwrap()),
            };
            if direction == Direction::Back {
                there(root, &target, &RealDisk).unwrap();
            }
            let before = objects(root);
            let was_killed = run_killed(root, None, direction, stop);
            let stopped = objects(root);
            finish();
            let after = objects(root);
            is_whole(&stopped, &before, &after);
            match direction {
                Direction::There => assert_ne!(after, before),
                Direction::Back => assert_eq!(after, old),
            }
            assert!(!fs::exists(target.state.join("current.json")).unwrap());
            was_killed
        });
        assert!(n > 30, "{n}");
    }
}

fn etcd_values(hosts: &str) -> Contents {
    use upsafe_metadata::source::Source as _;
    let mut values = Contents::new();
    let scanned = Etcd::new(hosts, PREFIX).scan(&mut |unit| {
        values.insert(unit.path, String::from_utf8(unit.bytes.unwrap()).unwrap());
        std::ops::ControlFlow::Continue(())
    });
    scanned.unwrap();
    values
}

/// Four objects of the old version.
fn fill_etcd(server: &Server) {
    let value = |key: &str| {
        format!(
            "{{\"kind\":\"Topic\",\"key\":\"{key}\",\"status\":{{\"pairing\":\"Succesful\",\"map\":{{\"0\":[5001]}}}}}}"
        )
    };
    let keys = ["a", "b/c", "b", "../d"];
    server.fill(
        keys.iter()
            .map(|key| (format!("{PREFIX}{key}"), value(key))),
    );
}

fn is_migrated(values: &Contents) -> bool {
    values
        .values()
        .all(|value| value.contains("\"pairingSc\":\"Successful\""))
}

#[test]
fn a_process_is_killed_at_each_operation_on_an_etcd() {
    let Some(server) = Server::start() else {
        return;
    };
    let hosts = &server.endpoint;
    for direction in [Direction::There, Direction::Back] {
        let n = at_each_operation(&mut |stop| {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            let target = etcd_target(root, hosts);
            migrations(&root.join("migrations"));
            fill_etcd(&server);
            let old = etcd_values(hosts);
            if direction == Direction::Back {
                there(root, &target, &RealDisk).unwrap();
            }
            let before = etcd_values(hosts);
            let was_killed = run_killed(root, Some(hosts), direction, stop);
            let stopped = etcd_values(hosts);
            match direction {
                Direction::There => drop(there(root, &target, &RealDisk).unwrap()),
                Direction::Back => drop(back(root, &target, &RealDisk).unwrap()),
            }
            let after = etcd_values(hosts);
            is_whole(&stopped, &before, &after);
            match direction {
                Direction::There => assert!(is_migrated(&after), "{after:?}"),
                Direction::Back => assert_eq!(after, old),
            }
            was_killed
        });
        assert!(n > 30, "{n}");
    }
}

#[test]
fn what_others_write_meanwhile_stays_and_the_next_run_finishes() {
    let Some(server) = Server::start() else {
        return;
    };
    let server = Arc::new(Mutex::new(server));
    let hosts = server.lock().unwrap().endpoint.clone();
    let foreign =
        "{\"kind\":\"Topic\",\"key\":\"other\",\"status\":{\"pairing\":\"Waiting\",\"map\":{}}}";
    let mut n_moments = 0;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill_etcd(&server.lock().unwrap());
        let old = etcd_values(&hosts);
        let mut target = etcd_target(root, &hosts);
        let (one, is_reached) = (server.clone(), Arc::new(AtomicBool::new(false)));
        let reached = is_reached.clone();
        target.place = Watched::place(&hosts, move |n| {
            if n == n_moments {
                assert!(one.lock().unwrap().put("/app/b", foreign));
                reached.store(true, Ordering::Relaxed);
            }
        });
        let outcome = there(root, &target, &RealDisk);
        if !is_reached.load(Ordering::Relaxed) {
            outcome.unwrap();
            break;
        }
        let error = outcome.unwrap_err().to_string();
        assert!(
            error.contains("`/app/b` was changed by somebody else"),
            "{error}"
        );
        assert_eq!(etcd_values(&hosts)["/app/b"], foreign, "{n_moments}");
        let target = etcd_target(root, &hosts);
        let outcome = there(root, &target, &RealDisk).unwrap();
        assert!(
            matches!(&outcome, MigrateOutcome::Done { resumed: true, after, .. } if after.objects.is_empty()),
            "{outcome:?}"
        );
        let mut after = etcd_values(&hosts);
        let theirs = after.remove("/app/b").unwrap();
        assert_eq!(
            theirs,
            foreign.replace("pairing", "pairingSc"),
            "{n_moments}"
        );
        assert!(is_migrated(&after), "{after:?}");
        back(root, &target, &RealDisk).unwrap();
        let mut expected = old.clone();
        expected.insert("/app/b".to_owned(), foreign.to_owned());
        assert_eq!(etcd_values(&hosts), expected, "{n_moments}");
        n_moments += 1;
    }
    assert_eq!(n_moments, 8);
}

/// Migrates, with a member taken away at each moment in turn, and expects each run to go through.
fn goes_through(members: Vec<Server>, take: fn(&mut [Server]), give: fn(&mut [Server])) {
    let hosts: Vec<String> = members
        .iter()
        .map(|member| member.endpoint.clone())
        .collect();
    let hosts = hosts.join(",");
    let members = Arc::new(Mutex::new(members));
    let mut n_moments = 0;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill_etcd(&members.lock().unwrap()[0]);
        let old = etcd_values(&hosts);
        let mut target = etcd_target(root, &hosts);
        let (all, is_reached) = (members.clone(), Arc::new(AtomicBool::new(false)));
        let reached = is_reached.clone();
        target.place = Watched::place(&hosts, move |n| {
            if n == n_moments {
                take(&mut all.lock().unwrap());
                reached.store(true, Ordering::Relaxed);
            }
        });
        there(root, &target, &RealDisk).unwrap();
        let after = etcd_values(&hosts);
        assert!(after.len() == 4 && is_migrated(&after), "{after:?}");
        give(&mut members.lock().unwrap());
        back(root, &target, &RealDisk).unwrap();
        assert_eq!(etcd_values(&hosts), old);
        give(&mut members.lock().unwrap());
        if !is_reached.load(Ordering::Relaxed) {
            break;
        }
        n_moments += 1;
    }
    // Four objects, before and behind each, there and back.
    assert_eq!(n_moments, 16);
}

#[test]
fn a_server_is_restarted_around_each_write() {
    let Some(server) = Server::start() else {
        return;
    };
    goes_through(vec![server], |members| members[0].restart(), |_| {});
}

#[test]
fn a_leader_is_killed_around_each_write() {
    let Some(members) = Server::cluster(3) else {
        return;
    };
    members[0].wait();
    goes_through(
        members,
        |members| {
            let leader = until("no member leads", || members.iter().position(Server::leads));
            members[leader].kill();
        },
        |members| {
            for member in members.iter_mut() {
                member.start_again();
            }
            members.iter().for_each(Server::wait);
        },
    );
}

#[test]
fn who_may_not_write_changes_nothing_and_who_may_finishes() {
    let Some(server) = Server::start() else {
        return;
    };
    fill_etcd(&server);
    let before = etcd_values(&server.endpoint);
    let key = base64(PREFIX);
    for (path, body) in [
        ("user/add", r#"{"name": "root", "password": "r"}"#),
        ("user/grant", r#"{"user": "root", "role": "root"}"#),
        ("user/add", r#"{"name": "guest", "password": "g"}"#),
        ("role/add", r#"{"name": "looks"}"#),
        (
            "role/grant",
            &*format!(
                r#"{{"name": "looks", "perm": {{"permType": "READ", "key": "{key}", "range_end": "AA=="}}}}"#
            ),
        ),
        ("user/grant", r#"{"user": "guest", "role": "looks"}"#),
        ("enable", "{}"),
    ] {
        let path = format!("/v3/auth/{path}");
        assert!(server.post(&path, body).is_some(), "{path}");
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let target = |user: &str, password: &str| {
        let etcd = Etcd::new(&server.endpoint, PREFIX).access(EtcdAccess {
            user: Some(user.to_owned()),
            password: Some(Secret::new(password)),
            ..EtcdAccess::default()
        });
        Target {
            place: TargetPlace::Keys(Box::new(etcd.records())),
            state: root.join("etcd.upsafe"),
            source: Box::new(etcd),
        }
    };
    let error = there(root, &target("guest", "g"), &RealDisk);
    let error = error.unwrap_err().to_string();
    assert!(error.contains("permission denied"), "{error}");
    let outcome = there(root, &target("root", "r"), &RealDisk).unwrap();
    assert!(
        matches!(
            outcome,
            MigrateOutcome::Done {
                resumed: true,
                n_files: 4,
                ..
            }
        ),
        "{outcome:?}"
    );
    back(root, &target("root", "r"), &RealDisk).unwrap();
    let mut after = Contents::new();
    let scanned = target("root", "r").source.scan(&mut |unit| {
        after.insert(unit.path, String::from_utf8(unit.bytes.unwrap()).unwrap());
        std::ops::ControlFlow::Continue(())
    });
    scanned.unwrap();
    assert_eq!(after, before);
}
