//! What cannot be told is never "nothing changed": each failure has its name.

use upsafe_api_rust::{BuildError, Facts, Features, ReadError, build, read};

use crate::support::Package;

#[track_caller]
fn check(package: &Package, expected: &str) -> BuildError {
    let error = package.try_api().expect_err("it cannot be told");
    let text = error.to_string();
    assert!(
        text.starts_with(expected),
        "expected `{expected}`, found `{text}`"
    );
    error
}

#[test]
fn a_broken_crate_names_the_first_error() {
    let package = Package::new("pub fn f() -> u8 { \"x\" }\npub fn g() { nothing }");
    // Rustdoc does not check bodies; names must resolve in signatures.
    let error = match package.try_api() {
        Ok(_) => check(
            &Package::new("pub fn f(x: Missing) {}"),
            "`fixture` does not build: src/lib.rs:1:13: cannot find type `Missing`",
        ),
        Err(error) => error,
    };
    assert!(matches!(error, BuildError::Broken { .. }), "{error}");
}

#[test]
fn a_package_without_library_has_no_api() {
    let package = Package::new("");
    std::fs::remove_file(package.path().join("src/lib.rs")).expect("it was there");
    package.file("src/main.rs", "fn main() {}");
    let error = check(
        &package,
        "the package `fixture` has no library, so that it has no API",
    );
    assert!(matches!(error, BuildError::NoLibrary(_)));
}

#[test]
fn a_manifest_that_is_none_is_told() {
    let package = Package::with("[dependencies\n", "");
    assert!(matches!(
        check(&package, "cargo does not take the manifest"),
        BuildError::Manifest { .. }
    ));
}

#[test]
fn a_dependency_that_is_not_here_needs_the_network() {
    let package = Package::with("[dependencies]\nno-such-package-anywhere = \"1\"\n", "");
    let error = package.try_api().expect_err("it cannot be fetched");
    assert!(
        matches!(error, BuildError::Network(_) | BuildError::Failed(_)),
        "{error:?}"
    );
    assert!(
        error.to_string().contains("no-such-package-anywhere"),
        "{error}"
    );
}

#[test]
fn a_tool_that_is_missing_is_told() {
    let package = Package::new("");
    let error = build(&package.request().cargo("no-such-cargo")).expect_err("there is none");
    assert!(matches!(error, BuildError::Tool { .. }), "{error:?}");
}

#[test]
fn a_feature_that_is_missing_is_told() {
    let package = Package::new("");
    let features = Features::These(vec!["nope".to_owned()]);
    let error = build(&package.request().features(features)).expect_err("there is none");
    assert_eq!(
        error.to_string(),
        "the package `fixture` has no feature `nope`"
    );
}

#[test]
fn a_format_of_tomorrow_is_refused_before_it_is_read() {
    let error = read(
        r#"{"format_version": 1000, "root": "moved"}"#,
        &Facts::default(),
    );
    assert_eq!(error, Err(ReadError::Format { found: 1000 }));
    let text = error.expect_err("it is one").to_string();
    assert_eq!(
        text,
        "rustdoc JSON of format 1000 is not known, expected 57"
    );
    for text in [
        "",
        "[]",
        "{}",
        "{\"format_version\": 57}",
        "{\"format_version\": \"57\"}",
    ] {
        assert!(
            matches!(read(text, &Facts::default()), Err(ReadError::Text(_))),
            "{text}"
        );
    }
}
