//! Input that is no lock or no manifest: an error with its place, never a panic.

use upsafe_config::Tier;
use upsafe_core::Sources;
use upsafe_deps::TierAnswer;

use crate::support::{LOCK, MANIFEST, folder, load_at};

#[track_caller]
fn check(files: &[(&str, &[u8])], expected: &str) {
    let folder = folder(files);
    let error = load_at(folder.path(), files[0].0, Tier::Fast, &mut Sources::new()).unwrap_err();
    assert_eq!(error, expected);
}

#[test]
fn locks_that_are_none_are_refused_with_their_place() {
    check(
        &[("Cargo.lock", b"version = 4\n[[package]]\nname = \"a")],
        "Cargo.lock:3:10: expected TOML: invalid basic string, expected `\"`",
    );
    check(
        &[("Cargo.lock", b"version = 4\n\xff\x00")],
        "Cargo.lock:2:1: expected UTF-8 text, found the byte 0xff",
    );
    check(
        &[(
            "Cargo.lock",
            b"version = 4\n<<<<<<< HEAD\n=======\n>>>>>>> x\n",
        )],
        "Cargo.lock:2:1: expected a lock, found the marker of an unresolved merge",
    );
    check(
        &[("Cargo.lock", b"version = 9\n")],
        "Cargo.lock:1:11: expected a lock of format 1 to 4, found 9",
    );
    check(
        &[("Cargo.toml", MANIFEST.as_bytes())],
        "Cargo.lock: expected a lock, found none; `cargo generate-lockfile` writes it",
    );
    check(
        &[("sub/Cargo.toml", MANIFEST.as_bytes())],
        "sub/Cargo.lock: expected a lock, found none; `cargo generate-lockfile` writes it",
    );
    check(
        &[
            ("sub/Cargo.toml", b"[package]\nname = 1\n"),
            ("sub/Cargo.lock", LOCK.as_bytes()),
        ],
        "sub/Cargo.toml:2:8: expected `name` to be a string, found an integer",
    );
}

#[test]
fn a_lock_of_100_mib_is_refused_unread() {
    let folder = folder(&[("Cargo.toml", MANIFEST.as_bytes()), ("Cargo.lock", b"")]);
    // A file with a hole takes no room on the disk.
    let lock = std::fs::File::create(folder.path().join("Cargo.lock")).unwrap();
    lock.set_len(100 << 20).unwrap();
    let error = load_at(folder.path(), "Cargo.toml", Tier::Fast, &mut Sources::new()).unwrap_err();
    assert_eq!(
        error,
        "Cargo.lock: expected a file of at most 64 MiB, found a larger one"
    );
}

#[test]
fn path_dependencies_in_a_circle_end() {
    let package = |name: &str, other: &str| {
        format!(
            "[package]\nname = {name:?}\nversion = \"1.0.0\"\n\n[workspace]\n\n\
             [dependencies]\n{other} = {{ path = \"../{other}\" }}\n"
        )
    };
    let (a, b) = (package("a", "b"), package("b", "a"));
    let lock = "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\ndependencies = [\"b\"]\n\
                [[package]]\nname = \"b\"\nversion = \"1.0.0\"\ndependencies = [\"a\"]\n";
    let files: [(&str, &[u8]); 3] = [
        ("a/Cargo.toml", a.as_bytes()),
        ("b/Cargo.toml", b.as_bytes()),
        ("a/Cargo.lock", lock.as_bytes()),
    ];
    let folder = folder(&files);
    let loaded = load_at(
        folder.path(),
        "a/Cargo.toml",
        Tier::Fast,
        &mut Sources::new(),
    )
    .unwrap();
    let members = loaded.cargo[0].graph.members().count();
    assert_eq!((loaded.cargo[0].graph.n_packages(), members), (2, 1));
}

#[cfg(feature = "exact")]
#[test]
fn the_exact_tier_answers_where_cargo_does() {
    let files: [(&str, &[u8]); 3] = [
        ("Cargo.toml", MANIFEST.as_bytes()),
        ("Cargo.lock", LOCK.as_bytes()),
        ("src/lib.rs", b""),
    ];
    let folder = folder(&files);
    let loaded = load_at(
        folder.path(),
        "Cargo.toml",
        Tier::Exact,
        &mut Sources::new(),
    )
    .unwrap();
    assert_eq!(loaded.cargo[0].tier, TierAnswer::Exact);
    assert_eq!(
        loaded.cargo[0].built.as_ref().map(|built| built.len()),
        Some(1)
    );
    assert_eq!(
        loaded.notes(),
        ["cargo: 1 package, 1 of them built, exact tier"]
    );
}

#[test]
fn the_fast_tier_answers_where_the_exact_one_cannot() {
    let folder = folder(&[("Cargo.lock", LOCK.as_bytes())]);
    let loaded = load_at(
        folder.path(),
        "Cargo.lock",
        Tier::Exact,
        &mut Sources::new(),
    )
    .unwrap();
    let reason = "the lock stands without a manifest".to_owned();
    assert_eq!(loaded.cargo[0].tier, TierAnswer::FastInstead { reason });
}
