//! Answers that one run keeps for the next: the same, or made anew.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use upsafe_core::wire;
use upsafe_deps::KeptAnswers;

use crate::{
    local_index::{CACHE, cache, lock, release},
    support::{folder, report_by, report_of},
};

/// A workspace whose member requires `spin`, of which the index has several releases.
struct World {
    folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let manifest = "[package]\nname = \"app\"\nversion = \"1.0.0\"\n[dependencies]\nrare = \"0.9\"\nspin = \"0.9.2\"\n";
        let lock = lock();
        let files: [(&str, &[u8]); 3] = [
            ("ws/Cargo.toml", manifest.as_bytes()),
            ("ws/src/lib.rs", b""),
            ("ws/Cargo.lock", lock.as_bytes()),
        ];
        let world = Self {
            folder: folder(&files),
        };
        world.publish(true, 1000);
        world
    }

    /// Writes the index, as of so many seconds after 1970.
    fn publish(&self, yanked: bool, seconds: u64) {
        let locked = release("0.9.8", &format!(",\"yanked\":{yanked}"));
        let newer = release("0.9.9", ",\"yanked\":false");
        let bytes = cache(&[
            ("0.9.2", &release("0.9.2", ",\"yanked\":false")),
            ("0.9.8", &locked),
            ("0.9.9", &newer),
        ]);
        let file = self.folder.path().join(format!("{CACHE}/sp/in/spin"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        set_time(&file, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
    }

    fn kept(&self) -> PathBuf {
        self.folder.path().join("kept")
    }

    /// The report of a run that keeps answers, as JSON.
    fn run(&self, program: &str) -> String {
        let kept = self.kept();
        let kept = KeptAnswers {
            folder: &kept,
            program,
        };
        let report = report_by(self.folder.path(), "ws/Cargo.toml", Some(kept));
        serde_json::to_string_pretty(&wire::Report::from(&report)).unwrap()
    }

    /// The report of a run that neither keeps nor takes any.
    fn anew(&self) -> String {
        let report = report_of(self.folder.path(), "ws/Cargo.toml");
        serde_json::to_string_pretty(&wire::Report::from(&report)).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.kept()).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

fn set_time(file: &Path, time: SystemTime) {
    let file = File::options().write(true).open(file).unwrap();
    file.set_modified(time).unwrap();
}

#[test]
fn what_is_kept_gives_the_same_report() {
    let world = World::new();
    let expected = world.anew();
    assert!(expected.contains("deps/yanked-version"), "{expected}");
    assert_eq!(world.run("a"), expected);
    let [file] = &world.files()[..] else {
        panic!("expected one file, found {:?}", world.files());
    };
    // What is made anew is written anew.
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(5000);
    set_time(file, old);
    assert_eq!(world.run("a"), expected);
    assert_eq!(file.metadata().unwrap().modified().unwrap(), old);
    world.publish(true, 2000);
    assert_eq!(world.run("a"), expected);
    assert_ne!(file.metadata().unwrap().modified().unwrap(), old);
}

#[test]
fn whatever_changes_makes_the_answer_anew() {
    let check = |change: &dyn Fn(&World), what: &str| {
        let world = World::new();
        world.run("a");
        change(&world);
        assert_eq!(world.run("a"), world.anew(), "{what}");
        assert_eq!(world.run("a"), world.anew(), "{what}, again");
    };
    check(&|world| world.publish(false, 2000), "the index");
    check(
        &|world| world.publish(false, 1000),
        "the index, at the same time",
    );
    check(
        &|world| {
            let file = world.folder.path().join(format!("{CACHE}/sp/in/spin"));
            fs::remove_file(file).unwrap();
        },
        "an entry of the index that is gone",
    );
    check(
        &|world| {
            let folder = world.folder.path().join(format!("{CACHE}/ra/re"));
            fs::create_dir_all(&folder).unwrap();
            let entry = release("0.9.8", "").replace("spin", "rare");
            fs::write(folder.join("rare"), cache(&[("0.9.8", &entry)])).unwrap();
        },
        "an entry of the index that was not there",
    );
    check(
        &|world| {
            let file = world.folder.path().join("ws/Cargo.toml");
            let text = fs::read_to_string(&file).unwrap().replace("0.9.2", "0.9.3");
            fs::write(file, text).unwrap();
        },
        "a manifest",
    );
    check(
        &|world| {
            let file = world.folder.path().join("ws/Cargo.lock");
            let text = fs::read_to_string(&file).unwrap().replace("0.9.8", "0.9.9");
            fs::write(file, text).unwrap();
        },
        "the lock",
    );
    check(
        &|world| {
            let text = "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"v\"\n";
            let folder = world.folder.path().join("ws/.cargo");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("config.toml"), text).unwrap();
        },
        "cargo's configuration",
    );
}

#[test]
fn files_that_are_not_whole_or_of_another_program_do_not_count() {
    let world = World::new();
    let expected = world.run("a");
    let [file] = &world.files()[..] else {
        panic!("expected one file");
    };
    let whole = fs::read(file).unwrap();
    assert_eq!(world.run("b"), expected);
    let of_b = fs::read(file).unwrap();
    assert_ne!(of_b, whole);
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    let cut = &whole[..whole.len() / 2];
    for bytes in [&b""[..], b"\n", b"{}", &changed, cut, &[0xff; 100]] {
        fs::write(file, bytes).unwrap();
        assert_eq!(world.run("a"), expected);
        assert_eq!(fs::read(file).unwrap(), whole);
    }
}

/// What cargo says is asked for anew in every run: a package beside the workspace is no part of what
/// the files of the workspace tell.
#[cfg(feature = "exact")]
#[test]
fn what_is_built_follows_cargo() {
    use upsafe_config::{Config, Features, Tier};
    use upsafe_core::Sources;

    let folder = folder(&[
        (
            "ws/Cargo.toml",
            b"[package]\nname = \"app\"\nversion = \"1.0.0\"\n[dependencies]\nbeside = { path = \"../beside\" }\n[features]\nmore = [\"beside/extra\"]\n",
        ),
        ("ws/src/lib.rs", b""),
        (
            "ws/Cargo.lock",
            b"version = 4\n\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\ndependencies = [\"beside\"]\n\n[[package]]\nname = \"beside\"\nversion = \"1.0.0\"\ndependencies = [\"extra\"]\n\n[[package]]\nname = \"extra\"\nversion = \"1.0.0\"\n",
        ),
        ("beside/src/lib.rs", b""),
        ("extra/Cargo.toml", b"[package]\nname = \"extra\"\nversion = \"1.0.0\"\n"),
        ("extra/src/lib.rs", b""),
        ("cargo-home/config.toml", b""),
    ]);
    let kept = folder.path().join("kept");
    let mut config = Config::default();
    config.deps.exact.features = Features::Default;
    let check = |default: &str, expected: usize| {
        let manifest = format!(
            "[package]\nname = \"beside\"\nversion = \"1.0.0\"\n[features]\ndefault = [{default}]\n[dependencies]\nextra = {{ path = \"../extra\", optional = true }}\n"
        );
        fs::write(folder.path().join("beside/Cargo.toml"), manifest).unwrap();
        for _ in 0..2 {
            let kept = KeptAnswers {
                folder: &kept,
                program: "a",
            };
            let loaded = crate::support::load_with(
                folder.path(),
                "ws/Cargo.toml",
                (&config, Tier::Exact),
                Some(kept),
                &mut Sources::new(),
            )
            .unwrap();
            let built = loaded.cargo[0].built.as_ref().map(|built| built.len());
            assert_eq!(built, Some(expected), "{default}: {:?}", loaded.notes());
        }
        let files = fs::read_dir(&kept).unwrap();
        let pages = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        pages.collect::<Vec<_>>()
    };
    let [page] = &check("\"extra\"", 3)[..] else {
        panic!("expected one file");
    };
    assert!(page.contains("\"packages\":[0,1,2]"), "{page}");
    let [page] = &check("", 2)[..] else {
        panic!("expected one file");
    };
    assert!(page.contains("\"packages\":[0,1]"), "{page}");
}

#[test]
fn a_folder_that_cannot_be_written_is_no_error() {
    let world = World::new();
    fs::write(world.kept(), "a file in its place").unwrap();
    assert_eq!(world.run("a"), world.anew());
}

#[test]
fn what_was_written_a_moment_ago_is_not_kept() {
    let world = World::new();
    let file = world.folder.path().join(format!("{CACHE}/sp/in/spin"));
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, bytes).unwrap();
    assert_eq!(world.run("a"), world.anew());
    assert_eq!(world.files(), Vec::<PathBuf>::new());
}
