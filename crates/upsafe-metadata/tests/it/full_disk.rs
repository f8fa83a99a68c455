//! A disk that is full at each point in turn, and a folder that cannot be read: for real, in a
//! namespace of their own. Skipped, and said so, where this machine gives none.

use std::{
    env, fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use upsafe_metadata::{
    RealDisk, Since,
    migrate::{MigrateOutcome, MigrateRequest, RestoreRequest, RunError, migrate, restore},
    reader::Verdict,
    verify,
};

use crate::store::{Version, fill, judge, migrations, no_program, objects, target};

const ROOT: &str = "UPSAFE_TEST_SMALL_DISK";
/// What one file takes at least.
const PAGE: usize = 4096;

/// Starts a test of this file anew with `unshare`; whether it could be started.
fn unshared(options: &str, before: &str, test: &str, root: &Path) -> bool {
    let unshare = |line: &str| {
        let mut command = Command::new("unshare");
        command.arg(options).args(["sh", "-c", line]).arg(root);
        command.arg(env::current_exe().unwrap()).arg(test);
        command.env(ROOT, root);
        command
    };
    let probe = unshare(before)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("skipped: no namespaces on this machine");
        return false;
    }
    let line = format!("{before} && exec \"$1\" --exact \"$2\" --nocapture");
    let output = unshare(&line).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && told.contains("looked at"),
        "{told}"
    );
    true
}

fn there(root: &Path) -> Result<MigrateOutcome, RunError> {
    let (target, version) = (target(root), Version::new());
    migrate(&MigrateRequest {
        target: &target,
        migrations: &migrations(&root.join("migrations")),
        judge: &judge(&version),
        ask: &no_program,
        disk: &RealDisk,
    })
}

fn back(root: &Path) -> Result<(), RunError> {
    let (target, version) = (target(root), Version::old());
    restore(&RestoreRequest {
        target: &target,
        migrations: &migrations(&root.join("migrations")),
        old: Some(&judge(&version)),
        ask: &no_program,
        disk: &RealDisk,
    })
    .map(drop)
}

#[test]
fn a_full_disk_loses_nothing_and_the_next_run_finishes() {
    let folder = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=512k tmpfs \"$0\"";
    unshared("-Urm", mount, "full_disk::on_a_small_disk", folder.path());
}

/// Leaves so many pages free.
fn ballast(root: &Path, n_pages: usize) {
    let path = root.join("ballast");
    let mut file = fs::File::create(&path).unwrap();
    let mut n_bytes = 0;
    while file.write_all(&[0; PAGE]).is_ok() {
        n_bytes += PAGE;
    }
    let left = n_bytes.saturating_sub(n_pages * PAGE);
    file.set_len(left.try_into().unwrap()).unwrap();
}

/// Does nothing where no small disk is named.
#[test]
fn on_a_small_disk() {
    let Some(disk) = env::var_os(ROOT) else {
        return;
    };
    let disk = Path::new(&disk);
    for is_back in [false, true] {
        let mut n_full = 0;
        for n_pages in 0.. {
            let root = disk.join("store");
            let root = root.as_path();
            fs::create_dir(root).unwrap();
            fill(root);
            migrations(&root.join("migrations"));
            let old = objects(root);
            if is_back {
                there(root).unwrap();
            }
            let before = objects(root);
            // `migrations` writes the two files again, which needs no room.
            ballast(disk, n_pages);
            let outcome = match is_back {
                false => there(root).map(drop),
                true => back(root),
            };
            let stopped = objects(root);
            fs::remove_file(disk.join("ballast")).unwrap();
            match is_back {
                false => drop(there(root).unwrap()),
                true => back(root).unwrap(),
            }
            let after = objects(root);
            for (path, text) in &stopped {
                assert!(
                    *text == before[path] || *text == after[path],
                    "{path}: {text}"
                );
            }
            match is_back {
                false => assert!(after.values().all(|text| text.contains("pairingSc"))),
                true => assert_eq!(after, old),
            }
            fs::remove_dir_all(root).unwrap();
            match outcome {
                Ok(()) => break,
                Err(error) => {
                    let error = error.to_string();
                    assert!(error.to_lowercase().contains("no space left"), "{error}");
                    n_full += 1;
                }
            }
        }
        assert!(n_full > 4, "{n_full}");
    }
    println!("looked at");
}

#[test]
fn a_folder_that_cannot_be_read_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    let before = objects(root);
    // In a namespace without users not even root reads it.
    let topics = root.join("data/metadata/Topic");
    let test = "full_disk::with_a_folder_that_cannot_be_read";
    unshared("-U", "chmod 000 \"$0/data/metadata/Topic\"", test, root);
    let again = Command::new("chmod").arg("755").arg(&topics).status();
    assert!(again.unwrap().success());
    assert_eq!(objects(root), before);
    there(root).unwrap();
}

/// Does nothing where no store is named.
#[test]
fn with_a_folder_that_cannot_be_read() {
    let Some(root) = env::var_os(ROOT) else {
        return;
    };
    let root = Path::new(&root);
    let (target, version) = (target(root), Version::new());
    let survey = verify(
        &*target.source,
        &judge(&version),
        &Since::default(),
        1,
        &mut |_| {},
    )
    .unwrap();
    let bad = survey
        .objects
        .iter()
        .find(|bad| bad.key == "Topic")
        .unwrap();
    assert_eq!(bad.verdict, Verdict::Unreadable);
    let detail = bad.causes[0].detail.as_deref();
    assert_eq!(detail, Some("permission denied"));
    let outcome = there(root).unwrap();
    let MigrateOutcome::Refused(plan) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(plan.conflicts[0].path, "Topic");
    assert_eq!(plan.conflicts[0].reason, "permission denied");
    println!("looked at");
}
