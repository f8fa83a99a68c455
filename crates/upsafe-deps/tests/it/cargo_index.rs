//! A cargo home in a temporary directory: its index caches, archives and configuration.

use std::{fs::File, time::SystemTime};

use semver::Version;
use upsafe_deps::ecosystem::cargo::{
    config::CargoConfig,
    crate_cache::{CrateCache, sha256},
    index::{CRATES_IO, Index, LocalIndex, PackageIndex},
};

use crate::tree::Tree;

const SUM: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn line(name: &str, version: &str) -> String {
    format!(r#"{{"name":"{name}","vers":"{version}","deps":[],"cksum":"{SUM}","features":{{}}}}"#)
}

fn cache_file(name: &str, versions: &[&str]) -> Vec<u8> {
    let mut bytes = vec![3, 2, 0, 0, 0];
    bytes.extend(b"revision\0");
    for version in versions {
        bytes.extend(format!("{version}\0{}\0", line(name, version)).bytes());
    }
    bytes
}

fn index(tree: &Tree) -> LocalIndex {
    let home = tree.path("home");
    let config = CargoConfig::load(&tree.path("project"), Some(&home)).unwrap();
    LocalIndex::new(&home, config)
}

fn versions(index: &dyn Index, registry: &str, name: &str) -> String {
    match index.package(registry, name) {
        Ok(package) => {
            let versions = package.versions().map(|(version, _)| version.to_string());
            versions.collect::<Vec<_>>().join(" ")
        }
        Err(unknown) => unknown.to_string(),
    }
}

#[test]
fn the_newest_readable_file_of_a_package_is_read() {
    let tree = Tree::new("");
    let index_of =
        |hash: &str| format!("home/registry/index/index.crates.io-{hash}/.cache/by/te/bytes");
    let (old, new) = (index_of("1949cf8c6b5b557f"), index_of("6f17d22bba15001f"));
    tree.write(&old, cache_file("bytes", &["1.0.0"]));
    tree.write(&new, cache_file("bytes", &["1.0.0", "1.1.0"]));
    let set_age = |path: &str, seconds: u64| {
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let file = File::options().append(true).open(tree.path(path)).unwrap();
        file.set_modified(time).unwrap();
    };
    set_age(&old, 1_000);
    set_age(&new, 2_000);
    assert_eq!(versions(&index(&tree), CRATES_IO, "bytes"), "1.0.0 1.1.0");
    set_age(&old, 3_000);
    assert_eq!(versions(&index(&tree), CRATES_IO, "bytes"), "1.0.0");
    tree.write(&old, [1, 2, 0, 0, 0]);
    set_age(&old, 3_000);
    assert_eq!(versions(&index(&tree), CRATES_IO, "bytes"), "1.0.0 1.1.0");
    tree.write(&new, &cache_file("bytes", &["1.0.0"])[..40]);
    set_age(&new, 2_000);
    assert_eq!(
        versions(&index(&tree), CRATES_IO, "bytes"),
        "the index entry of `bytes` cannot be read: expected format 3 of the cache, found 1"
    );
    assert_eq!(
        versions(&index(&tree), CRATES_IO, "other"),
        "the index on this machine has nothing about `other`"
    );
    assert_eq!(
        versions(&index(&tree), CRATES_IO, "../../../../../project/x"),
        "the index on this machine has nothing about `../../../../../project/x`"
    );
}

#[test]
fn a_machine_without_an_index_knows_nothing() {
    let tree = Tree::new("");
    assert_eq!(
        versions(&index(&tree), CRATES_IO, "bytes"),
        format!(
            "the index of registry `{CRATES_IO}` is not on this machine: found no directory `index.crates.io-*`"
        )
    );
}

#[test]
fn replaced_sources_are_read_where_they_are() {
    let mirror = "
-- project/.cargo/config.toml
include = [{ path = \"gone.toml\", optional = true }, \"weak.toml\", \"strong.toml\"]
[source.crates-io]
replace-with = \"here\"
-- project/.cargo/weak.toml
[source.here]
registry = \"https://weak.example\"
-- project/.cargo/strong.toml
include = [\"config.toml\"]
[source.here]
registry = \"sparse+https://mirror.example/index/\"
-- home/config.toml
[source.here]
directory = \"vendor\"
";
    let tree = Tree::new(mirror);
    tree.write(
        "home/registry/index/mirror.example-0123456789abcdef/.cache/3/a/abc",
        cache_file("abc", &["2.0.0"]),
    );
    assert_eq!(versions(&index(&tree), CRATES_IO, "abc"), "2.0.0");

    let local = Tree::new(&format!(
        "-- home/config.toml\n[source.crates-io]\nreplace-with = \"l\"\n[source.l]\nlocal-registry = \"l\"\n\
         -- l/index/ab/cd/abcd\n{}\n{}\n-- l/index/ba/dd/badd\nnonsense\n",
        line("abcd", "1.0.0"),
        line("abcd", "1.1.0"),
    ));
    local.write("l/abcd-1.0.0.crate", "abc");
    assert_eq!(versions(&index(&local), CRATES_IO, "abcd"), "1.0.0 1.1.0");
    let bad = versions(&index(&local), CRATES_IO, "badd");
    assert!(
        bad.contains("expected a release at line 1, column "),
        "{bad}"
    );
    let config = CargoConfig::load(&local.path("project"), Some(&local.path("home"))).unwrap();
    let cache = CrateCache::new(&local.path("home"), config);
    let archives = cache.archives(CRATES_IO, "abcd", &Version::new(1, 0, 0));
    assert_eq!(archives, [local.path("l/abcd-1.0.0.crate")]);

    let vendored = Tree::new(
        "-- project/.cargo/config\n[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"/v\"\n",
    );
    assert_eq!(
        versions(&index(&vendored), CRATES_IO, "abcd"),
        format!(
            "the index of registry `{CRATES_IO}` is not on this machine: it is replaced by the directory `/v`, which has no index"
        )
    );
}

#[test]
fn archives_are_found_and_hashed() {
    let tree = Tree::new("");
    let archive = "home/registry/cache/index.crates.io-1949cf8c6b5b557f/a-b-1.0.0+x.crate";
    tree.write(archive, "abc");
    let cache = CrateCache::new(&tree.path("home"), CargoConfig::default());
    let find =
        |name: &str, version: &str| cache.archives(CRATES_IO, name, &version.parse().unwrap());
    assert_eq!(find("a-b", "1.0.0+x"), [tree.path(archive)]);
    assert!(find("a-b", "1.0.0").is_empty());
    assert!(find("../a-b", "1.0.0+x").is_empty());
    assert_eq!(sha256(&tree.path(archive)).unwrap().to_string(), SUM);
    assert!(sha256(&tree.path("home")).is_err());
    assert!(sha256(&tree.path("none")).is_err());
}

#[test]
fn a_broken_configuration_is_refused_at_its_place() {
    let check = |files: &str, expected: &str| {
        let tree = Tree::new(files);
        let error = CargoConfig::load(&tree.path("project/deep"), None).unwrap_err();
        let shown = error.to_string();
        assert_eq!(
            shown.replace(tree.path("").to_str().unwrap(), "/ROOT/"),
            expected
        );
    };
    check(
        "-- project/.cargo/config.toml\nsource = []\n",
        "/ROOT/project/.cargo/config.toml:1:10: expected `source` to be a table, found a list",
    );
    check(
        "-- project/.cargo/config.toml\ninclude = [1]\n",
        "/ROOT/project/.cargo/config.toml:1:12: expected `include` to be a list of paths or tables, found an integer",
    );
    check(
        "-- project/.cargo/config.toml\ninclude = ['gone.toml']\n",
        "/ROOT/project/.cargo/gone.toml: expected a file, found none",
    );
    check(
        "-- project/.cargo/config.toml/x\n",
        "/ROOT/project/.cargo/config.toml: expected a file, found a directory",
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..64), cut in 0_usize..200) {
        let mut header = vec![3, 2, 0, 0, 0];
        header.extend(&bytes);
        let whole = cache_file("a", &["1.0.0", "2.0.0"]);
        let cut = whole[..cut.min(whole.len())].to_vec();
        for bytes in [bytes, header, cut] {
            if let Ok(package) = PackageIndex::from_cache("a", bytes) {
                for (version, id) in package.versions() {
                    proptest::prop_assert!(package.find(&version).is_some());
                    drop((package.head(id), package.release(id)));
                }
            }
        }
    }
}
