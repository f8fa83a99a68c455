//! A disk that stops at each operation in turn, while migrating and while going back.

use std::{
    fs, io,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use upsafe_metadata::{
    Disk,
    migrate::{
        History, MigrateOutcome, MigrateRequest, RestoreOutcome, RestoreRequest, RunError, migrate,
        restore,
    },
};

use crate::store::{Version, fill, judge, migrations, no_program, objects, target};

/// How an operation fails.
#[derive(Clone, Copy, Debug)]
enum Fault {
    /// The machine stops before it.
    Before,
    /// The machine stops in the middle of a write: half of the bytes are there.
    Half,
    /// The machine stops right after it.
    After,
}

/// A disk that is not waited for: what a machine loses is decided by the faults here.
struct QuickDisk;

impl Disk for QuickDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

struct FaultyDisk {
    at: usize,
    fault: Fault,
    n: AtomicUsize,
}

impl FaultyDisk {
    fn step(
        &self,
        half: impl FnOnce() -> io::Result<()>,
        whole: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let n = self.n.fetch_add(1, Ordering::Relaxed);
        let stopped = || io::Error::other("the machine stopped");
        match (n.cmp(&self.at), self.fault) {
            (std::cmp::Ordering::Less, _) => whole(),
            (std::cmp::Ordering::Equal, Fault::Half) => half().and(Err(stopped())),
            (std::cmp::Ordering::Equal, Fault::After) => whole().and(Err(stopped())),
            _ => Err(stopped()),
        }
    }
}

impl Disk for FaultyDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let half = || QuickDisk.write(path, &bytes[..bytes.len() / 2]);
        self.step(half, || QuickDisk.write(path, bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Ok(()), || QuickDisk.rename(from, to))
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        self.step(|| Ok(()), || QuickDisk.sync(folder))
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| Ok(()), || QuickDisk.make_folder(folder))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| Ok(()), || QuickDisk.remove(path))
    }
}

fn go(root: &Path, disk: &dyn Disk) -> Result<MigrateOutcome, RunError> {
    let (target, version) = (target(root), Version::new());
    migrate(&MigrateRequest {
        target: &target,
        migrations: &migrations(&root.join("migrations")),
        judge: &judge(&version),
        ask: &no_program,
        disk,
    })
}

fn back(root: &Path, disk: &dyn Disk) -> Result<RestoreOutcome, RunError> {
    let (target, version) = (target(root), Version::old());
    restore(&RestoreRequest {
        target: &target,
        migrations: &migrations(&root.join("migrations")),
        old: Some(&judge(&version)),
        ask: &no_program,
        disk,
    })
}

#[test]
fn a_machine_may_stop_at_any_operation_there_and_back() {
    let (mut n_there, mut n_back) = (0, 0);
    for fault in [Fault::Before, Fault::Half, Fault::After] {
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            fill(root);
            let before = objects(root);
            let disk = FaultyDisk {
                at,
                fault,
                n: AtomicUsize::new(0),
            };
            let outcome = go(root, &disk);
            let whole = outcome.is_ok();
            if !whole {
                n_there += 1;
                let stopped = objects(root);
                // The next run finishes, whatever state it finds.
                match go(root, &QuickDisk).unwrap() {
                    MigrateOutcome::Done { .. } => {}
                    MigrateOutcome::NothingToDo => {
                        assert_eq!(History::load(&target(root).state).unwrap().runs.len(), 1)
                    }
                    MigrateOutcome::Refused(plan) => panic!("{at}: {:?}", plan.conflicts),
                }
                let after = objects(root);
                for (path, text) in &stopped {
                    assert!(
                        *text == before[path] || *text == after[path],
                        "{fault:?} {at}: {path} is torn: {text}"
                    );
                }
            }
            let after = objects(root);
            assert!(
                after
                    .values()
                    .all(|text| text.contains("pairingSc: Successful")),
                "{fault:?} {at}"
            );
            assert!(
                matches!(go(root, &QuickDisk).unwrap(), MigrateOutcome::NothingToDo),
                "{fault:?} {at}"
            );
            assert_eq!(objects(root), after);
            assert!(
                matches!(
                    back(root, &QuickDisk).unwrap(),
                    RestoreOutcome::Done { n_files: 4, .. }
                ),
                "{fault:?} {at}"
            );
            assert_eq!(objects(root), before, "{fault:?} {at}");
            if whole {
                break;
            }
        }
        for at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let root = folder.path();
            fill(root);
            let before = objects(root);
            go(root, &QuickDisk).unwrap();
            let after = objects(root);
            let disk = FaultyDisk {
                at,
                fault,
                n: AtomicUsize::new(0),
            };
            let whole = back(root, &disk).is_ok();
            if !whole {
                n_back += 1;
                for (path, text) in &objects(root) {
                    assert!(
                        *text == before[path] || *text == after[path],
                        "{fault:?} {at}: {path} is torn: {text}"
                    );
                }
                back(root, &QuickDisk).unwrap();
            }
            assert_eq!(objects(root), before, "{fault:?} {at}");
            assert!(matches!(
                back(root, &QuickDisk).unwrap(),
                RestoreOutcome::NothingToDo
            ));
            if whole {
                break;
            }
        }
    }
    // Four objects, each written beside, renamed and synced, and the backup before them.
    assert!(n_there > 3 * 30 && n_back > 3 * 30, "{n_there} {n_back}");
}

#[test]
fn a_run_that_was_stopped_is_undone_at_once() {
    for at in 0.. {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill(root);
        let before = objects(root);
        let disk = FaultyDisk {
            at,
            fault: Fault::After,
            n: AtomicUsize::new(0),
        };
        let whole = go(root, &disk).is_ok();
        back(root, &QuickDisk).unwrap();
        assert_eq!(objects(root), before, "{at}");
        assert!(!target(root).state.join("current.json").exists());
        // Nothing of it is in the way of another run.
        assert!(matches!(
            go(root, &QuickDisk).unwrap(),
            MigrateOutcome::Done { resumed: false, .. }
        ));
        if whole {
            break;
        }
    }
}

#[test]
fn a_changed_backup_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    go(root, &QuickDisk).unwrap();
    let after = objects(root);
    let file = target(root).state.join("run-0001/old/Topic/a.yaml");
    fs::write(&file, "!1.0.0\n").unwrap();
    let error = back(root, &QuickDisk).unwrap_err().to_string();
    assert!(
        error.contains("the backup was changed, expected SHA-256"),
        "{error}"
    );
    assert_eq!(objects(root), after);
}

#[test]
fn what_somebody_else_wrote_while_a_run_was_stopped_is_taken_along() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    // The run is stopped right after it said that writing begins.
    for at in 0.. {
        let disk = FaultyDisk {
            at,
            fault: Fault::After,
            n: AtomicUsize::new(0),
        };
        assert!(go(root, &disk).is_err());
        if target(root).state.join("current.json").exists() {
            break;
        }
    }
    let path = root.join("data/metadata/Topic/b.yaml");
    let foreign = fs::read_to_string(&path)
        .unwrap()
        .replace("revision: 1", "revision: 2");
    fs::write(&path, &foreign).unwrap();
    // The run after it takes along what was written.
    assert!(matches!(
        go(root, &QuickDisk).unwrap(),
        MigrateOutcome::Done { resumed: true, .. }
    ));
    let after = objects(root);
    assert!(after.values().all(|text| text.contains("pairingSc")));
    assert!(after["Topic/b.yaml"].contains("revision: 2"));
    back(root, &QuickDisk).unwrap();
    assert_eq!(objects(root)["Topic/b.yaml"], foreign);
}

/// A disk on which somebody else writes an object right before it is told to rename something.
struct SharedDisk<'s> {
    file: &'s Path,
    foreign: &'s str,
}

impl Disk for SharedDisk<'_> {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        QuickDisk.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if to.ends_with("current.json") {
            fs::write(self.file, self.foreign)?;
        }
        QuickDisk.rename(from, to)
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        QuickDisk.sync(folder)
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        QuickDisk.make_folder(folder)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        QuickDisk.remove(path)
    }
}

#[test]
fn a_run_stops_before_it_writes_where_somebody_else_wrote() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    let before = objects(root);
    let file = root.join("data/metadata/Topic/b.yaml");
    let foreign = before["Topic/b.yaml"].replace("revision: 1", "revision: 2");
    let disk = SharedDisk {
        file: &file,
        foreign: &foreign,
    };
    let error = go(root, &disk).unwrap_err().to_string();
    assert!(
        error.contains("`Topic/b.yaml` was changed by somebody else"),
        "{error}"
    );
    let mut expected = before.clone();
    expected.insert("Topic/b.yaml".to_owned(), foreign.clone());
    assert_eq!(objects(root), expected);
    go(root, &QuickDisk).unwrap();
    // The same on the way back.
    let file = root.join("data/metadata/Topic/a.yaml");
    let foreign = before["Topic/a.yaml"].replace("revision: 1", "revision: 3");
    let disk = SharedDisk {
        file: &file,
        foreign: &foreign,
    };
    let error = back(root, &disk).unwrap_err().to_string();
    assert!(error.contains("`Topic/a.yaml` was changed"), "{error}");
    back(root, &QuickDisk).unwrap();
    expected.insert("Topic/a.yaml".to_owned(), foreign);
    assert_eq!(objects(root), expected);
}

#[test]
fn the_way_back_takes_what_was_written_since_along_or_is_refused() {
    let check = |change: &dyn Fn(&Path), expected: Result<&str, &str>| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill(root);
        go(root, &QuickDisk).unwrap();
        change(&root.join("data/metadata/Topic"));
        let written = objects(root);
        match (back(root, &QuickDisk).unwrap(), expected) {
            (RestoreOutcome::Done { .. }, Ok(text)) => {
                assert!(
                    objects(root).values().any(|object| object.contains(text)),
                    "{text}"
                );
            }
            (RestoreOutcome::Refused(obstacles), Err(text)) => {
                let told = format!("{obstacles:?}");
                assert!(told.contains(text), "{told}");
                assert_eq!(objects(root), written);
            }
            (outcome, _) => panic!("{outcome:?}"),
        }
    };
    // A new object of the new version: inverse steps make it one of the old version.
    let new = |folder: &Path, more: &str| {
        let text = fs::read_to_string(folder.join("a.yaml"))
            .unwrap()
            .replace("key: a\n", "key: new1\n");
        fs::write(folder.join("n.yaml"), text + more).unwrap();
    };
    check(&|folder| new(folder, ""), Ok("key: new1\n"));
    // One that the old version would lose a field of.
    check(
        &|folder| new(folder, "    onlyNew: 1\n"),
        Err("lossy for the old version"),
    );
    check(
        &|folder| fs::write(folder.join("a.yaml"), "!1.0.0\nmeta: {}\n").unwrap(),
        Err("Topic/a.yaml"),
    );
    check(
        &|folder| fs::remove_file(folder.join("a.yaml")).unwrap(),
        Ok("key: b"),
    );
}
