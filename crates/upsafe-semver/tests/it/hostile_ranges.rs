//! No text makes the reader panic, and none costs more than its length allows.

use std::fmt::Write as _;

use proptest::{prelude::*, sample::select};
use upsafe_config::{Config, MatrixScheme};
use upsafe_semver::matrix::{Matrix, Outcome, PathQuery, Range, Version};

const SCHEMES: &[MatrixScheme] = &[
    MatrixScheme::Semver,
    MatrixScheme::Cargo,
    MatrixScheme::Npm,
    MatrixScheme::Go,
    MatrixScheme::GoToolchain,
    MatrixScheme::Maven,
    MatrixScheme::Pep440,
];

proptest! {
    #![proptest_config(crate::cases(1_500))]

    #[test]
    fn any_text_is_a_range_or_an_error(
        scheme in select(SCHEMES),
        text in "([0-9]{1,25}|[.,|<>=!~^*x \\[\\]()v+-]|rc|dev|post|é|\\|\\||\\.\\*){0,14}",
    ) {
        if let Ok(range) = Range::parse(scheme, &text) {
            let _shown = range.planes().to_string();
            let _both = range.planes().minus(range.planes()).is_empty();
        }
        if let Ok(version) = Version::parse(scheme, &text) {
            let _line = version.line().to_string();
        }
    }
}

#[test]
fn very_large_numbers_are_compared_and_not_counted() {
    let large = "99999999999999999999999999999999999999";
    let range = Range::parse(MatrixScheme::Semver, &format!(">=1.{large}.0, <2.0.0"))
        .expect("the input of the test is right");
    let version = Version::parse(MatrixScheme::Semver, &format!("1.{large}.5"))
        .expect("the input of the test is right");
    assert!(range.contains(&version));
    let one =
        Version::parse(MatrixScheme::Semver, "1.0.0").expect("the input of the test is right");
    assert_eq!(version.line().minors_above(&one.line()), None);
    assert_eq!(version.line().minors_above(&version.line()), Some(0));
}

#[test]
fn too_many_parts_are_refused() {
    let text = ["!=1.0.0"; 300].join(", ");
    let error = Range::parse(MatrixScheme::Semver, &text).unwrap_err();
    assert_eq!(error.to_string(), "found a range of more than 256 parts");
}

#[test]
fn a_path_over_many_versions() {
    let mut toml =
        "[[semver.matrix.component]]\nname = \"a\"\nupgrade = \"minor\"\nversions = [".to_owned();
    for minor in 0..60 {
        for patch in 0..20 {
            write!(toml, "\"1.{minor}.{patch}\",").expect("a String can always be written");
        }
    }
    toml += "]\n";
    let config = Config::load(toml, "upsafe.toml", &[]).expect("the input of the test is right");
    let matrix = Matrix::read(config.matrix()).expect("the input of the test is right");
    let query = PathQuery {
        component: "a",
        from: "1.0.0",
        to: "1.59.3",
        beside: &[],
    };
    let answer = matrix.path(&query).expect("the input of the test is right");
    assert_eq!(answer.outcome, Outcome::Allowed);
    assert_eq!(answer.path.len(), 60);
    assert_eq!(answer.path[1].as_str(), "1.1.19");
}
