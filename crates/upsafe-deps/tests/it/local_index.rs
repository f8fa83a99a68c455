//! The index cache of a cargo home that is written for the test.

use upsafe_core::wire;

use crate::support::{folder, report_of};

pub(crate) const CACHE: &str = "cargo-home/registry/index/index.crates.io-1949cf8c6b5b557f/.cache";

/// A file of cargo's index cache: the header, and each release as its version and its JSON.
pub(crate) fn cache(releases: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = vec![3];
    bytes.extend(2_u32.to_le_bytes());
    bytes.extend(b"etag: \"1\"\0");
    for (version, json) in releases {
        bytes.extend(version.as_bytes());
        bytes.push(0);
        bytes.extend(json.as_bytes());
        bytes.push(0);
    }
    bytes
}

pub(crate) fn release(version: &str, more: &str) -> String {
    let sum = "00".repeat(32);
    format!(
        r#"{{"name":"spin","vers":"{version}","deps":[],"cksum":"{sum}","features":{{}}{more}}}"#
    )
}

pub(crate) fn lock() -> String {
    let mut lock = String::from(
        "version = 4\n[[package]]\nname = \"app\"\nversion = \"1.0.0\"\n\
         dependencies = [\"rare\", \"spin\"]\n",
    );
    for name in ["rare", "spin"] {
        lock += &format!(
            "[[package]]\nname = \"{name}\"\nversion = \"0.9.8\"\n\
             source = \"registry+https://github.com/rust-lang/crates.io-index\"\n\
             checksum = \"{}\"\n",
            "00".repeat(32)
        );
    }
    lock
}

#[test]
fn what_the_cache_knows_is_found_and_what_it_lacks_is_said_once_a_rule() {
    let old = release("0.9.8", r#","yanked":true"#);
    let new = release("0.9.9", r#","yanked":false"#);
    let cache = cache(&[("0.9.8", &old), ("0.9.9", &new)]);
    let file = format!("{CACHE}/sp/in/spin");
    let lock = lock();
    let folder = folder(&[("ws/Cargo.lock", lock.as_bytes()), (&file, &cache)]);
    let report = wire::Report::from(&report_of(folder.path(), "ws/Cargo.lock"));
    let found: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    assert_eq!(found, ["deps/yanked-version"]);
    let label = &report.findings[0].labels[0];
    assert_eq!(
        (label.file.as_str(), label.line),
        ("ws/Cargo.lock", Some(13))
    );
    assert_eq!(
        report.findings[0].help,
        [
            "`cargo update -p spin@0.9.8 --precise 0.9.9` takes the newest release that is not \
          yanked and that everybody allows"
        ]
    );
    let limits: Vec<_> = report.gates[0]
        .limits
        .iter()
        .map(|limit| format!("{}: {}", limit.rule, limit.message))
        .collect();
    let missing = "1 package is not in the local index cache (`rare`); `cargo fetch` fills it";
    assert_eq!(
        limits,
        ["deps/checksum-mismatch", "deps/yanked-version"].map(|rule| format!("{rule}: {missing}"))
    );
}

#[test]
fn a_broken_cache_is_a_limit_and_no_error() {
    let file = format!("{CACHE}/sp/in/spin");
    let lock = lock();
    let folder = folder(&[("Cargo.lock", lock.as_bytes()), (&file, b"\x03\x02")]);
    let report = report_of(folder.path(), "Cargo.lock");
    assert_eq!(report.findings.len(), 0);
    let limit = &report.gates[0].limits[0].message;
    assert!(
        limit.ends_with("1 entry of the local index cannot be read (`spin`)"),
        "{limit}"
    );
}
