//! What concerns the whole crate: the standard library, features, public dependencies.

use upsafe_api_rust::{Api, Bump, diff};

use crate::support::Package;

#[track_caller]
fn check(old: &Api, new: &Api, expected: &[&str]) {
    let diff = diff(old, new);
    let found: Vec<String> = diff.changes.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_standard_library_and_features() {
    let bare = "#![no_std]\npub fn f() {}";
    let sometimes = "#![cfg_attr(not(feature = \"std\"), no_std)]\npub fn f() {}";
    let features = "[features]\ndefault = [\"std\"]\nstd = []\nextra = [\"std\"]\n";
    let old = Package::with(features, bare).api();
    let new = Package::with(
        "[features]\ndefault = []\nstd = []\nmore = []\n",
        "pub fn f() {}",
    )
    .api();
    let between = Package::with(features, sometimes).api();
    check(
        &old,
        &new,
        &[
            "proved default-feature-removed at `fixture`: `default = [std]` became `default = []`",
            "additive feature-added at `fixture`: `more`",
            "proved feature-removed at `fixture`: `extra`",
            "proved no-std-removed at `fixture`: `no_std` became `std`",
        ],
    );
    check(
        &old,
        &between,
        &["suspect no-std-removed at `fixture`: `no_std` became `no_std under a condition`"],
    );
    check(&between, &between, &[]);
}

/// A crate `app` with types of `dep` in its API, `dep` in a version.
fn with_dependency(version: &str) -> Package {
    let package = Package::with(
        "[dependencies]\nday = { package = \"dep\", path = \"dep\" }\n",
        "mod inner { pub fn private(x: day::Date) -> day::Date { x } }\n\
         pub fn now() -> Option<day::Date> { Some(inner::private(day::Date)) }\n\
         pub struct Wrapper(pub day::Date);\n\
         pub struct Error;\n\
         impl From<day::Failure> for Error { fn from(_: day::Failure) -> Self { Error } }\n\
         pub use day::study;\n\
         pub use day::deep as depth;\n",
    );
    let manifest =
        format!("[package]\nname = \"dep\"\nversion = \"{version}\"\nedition = \"2021\"\n");
    package.file("dep/Cargo.toml", &manifest);
    package.file(
        "dep/src/lib.rs",
        "pub struct Date;\npub struct Failure;\npub fn study() {}\npub mod deep { pub fn f() {} }",
    );
    package
}

#[test]
fn a_major_of_a_public_dependency_is_a_major_here() {
    let (one, patch, two) = (
        with_dependency("0.2.0").api(),
        with_dependency("0.2.9").api(),
        with_dependency("0.3.0").api(),
    );
    let exposed = one.exposure();
    let items: Vec<&str> = exposed["dep"].iter().map(String::as_str).collect();
    assert_eq!(
        items,
        [
            "fixture::Wrapper::0",
            "fixture::depth",
            "fixture::now",
            "fixture::study",
            "impl std::convert::From<dep::Failure> for fixture::Error",
        ]
    );
    assert_eq!(one.dependencies["dep"].version.as_deref(), Some("0.2.0"));
    check(&one, &patch, &[]);
    let diff = diff(&one, &two);
    assert_eq!(diff.required_bump(), Bump::Major);
    let first = diff.changes.first().expect("a change").to_string();
    assert_eq!(
        first,
        "proved public-dependency-major at `fixture::Wrapper::0`: `dep 0.2.0` became `dep 0.3.0`"
    );
    assert_eq!(diff.changes.len(), 5);
    let told = diff.exposed.first().expect("an exposure");
    assert_eq!(
        (told.before.as_deref(), told.after.as_deref()),
        (Some("0.2.0"), Some("0.3.0"))
    );
}
