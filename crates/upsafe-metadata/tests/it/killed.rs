//! A real process that is killed while it migrates, and the run after it.
//!
//! The test starts itself as the process that migrates: nothing else is needed.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use upsafe_metadata::{
    Disk, RealDisk,
    migrate::{MigrateOutcome, MigrateRequest, migrate},
};

use crate::store::{Version, fill, judge, migrations, no_program, objects, target};

const STORE: &str = "UPSAFE_TEST_STORE_TO_MIGRATE";

/// Says each operation on its output before it makes it, and waits for nothing.
struct LoudDisk;

impl LoudDisk {
    fn say(what: &str) {
        println!("about to {what}");
    }
}

impl Disk for LoudDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        Self::say("write");
        RealDisk.write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        Self::say("rename");
        RealDisk.rename(from, to)
    }

    fn sync(&self, folder: &Path) -> std::io::Result<()> {
        Self::say("sync");
        RealDisk.sync(folder)
    }

    fn make_folder(&self, folder: &Path) -> std::io::Result<()> {
        RealDisk.make_folder(folder)
    }

    fn remove(&self, path: &Path) -> std::io::Result<()> {
        Self::say("remove");
        RealDisk.remove(path)
    }
}

fn run(root: &Path, disk: &dyn Disk) -> MigrateOutcome {
    let (target, version) = (target(root), Version::new());
    migrate(&MigrateRequest {
        target: &target,
        migrations: &migrations(&root.join("migrations")),
        judge: &judge(&version),
        ask: &no_program,
        disk,
    })
    .unwrap()
}

/// The process that is killed. Does nothing where no store is named.
#[test]
fn migrates_the_store_of_the_environment() {
    if let Some(root) = env::var_os(STORE) {
        run(Path::new(&root), &LoudDisk);
    }
}

#[test]
fn a_killed_process_leaves_no_torn_object_and_the_next_run_finishes() {
    for n_operations in [1, 5, 12, 19, 23, 27, 30, 33, 36] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill(root);
        migrations(&root.join("migrations"));
        let before = objects(root);
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "killed::migrates_the_store_of_the_environment",
                "--nocapture",
            ])
            .env(STORE, root)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let reached = lines
            .map_while(Result::ok)
            .filter(|line| line.contains("about to"))
            .take(n_operations)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(reached > 0);
        let stopped = objects(root);
        run(root, &RealDisk);
        let after = objects(root);
        for (path, text) in &stopped {
            assert!(
                *text == before[path] || *text == after[path],
                "{path} is torn: {text}"
            );
        }
        assert!(
            after
                .values()
                .all(|text| text.contains("pairingSc: Successful"))
        );
        assert!(!fs::exists(target(root).state.join("current.json")).unwrap());
    }
}
