//! Ranges as sets against what `upsafe-version` says of one version at a time.

use proptest::{prelude::*, sample::select};
use upsafe_config::MatrixScheme;
use upsafe_semver::matrix::{Planes, Range, Version};
use upsafe_version::{Scheme, go::GoVersion};

const SEMVER: &[&str] = &[
    "0.0.0-0",
    "0.0.0",
    "0.0.1-a",
    "0.0.3",
    "0.1.0-rc.1",
    "0.1.0",
    "0.1.1",
    "1.0.0-0",
    "1.0.0-a",
    "1.0.0-a.0",
    "1.0.0-a.b",
    "1.0.0",
    "1.0.1-0",
    "1.0.1",
    "1.2.0-rc.1",
    "1.2.0",
    "1.2.3-0",
    "1.2.3-beta",
    "1.2.3-beta.2",
    "1.2.3",
    "1.2.4-0",
    "1.2.4",
    "1.3.0-0",
    "1.3.0",
    "2.0.0-0",
    "2.0.0-rc.1",
    "2.0.0",
    "2.0.1",
    "3.0.0-a",
    "3.0.0",
];
const PEP440: &[&str] = &[
    "0",
    "1.dev0",
    "1.0.dev1",
    "1.0a1.dev2",
    "1.0a1",
    "1.0a1+x",
    "1.0a1.post0.dev0",
    "1.0a1.post1",
    "1.0a2",
    "1.0rc1",
    "1.0",
    "1.0+local",
    "1.0.post0.dev0",
    "1.0.post1",
    "1.0.post1+a",
    "1.0.post2.dev1",
    "1.0.post2",
    "1.0.1",
    "1.1.dev0",
    "1.1",
    "1.2.3",
    "1.2.3.4",
    "1.3.dev0",
    "2.0a1",
    "2.0",
    "1!0.5",
    "1!1.0",
];
const MAVEN: &[&str] = &[
    "1-alpha",
    "1.0-SNAPSHOT",
    "1.0",
    "1",
    "1.0-sp",
    "1.0.1",
    "1.1-rc1",
    "1.1",
    "1.2-alpha-1",
    "1.2",
    "1.2.3",
    "1.5",
    "2.0-SNAPSHOT",
    "2.0",
    "2.0.1",
];
const TOOLCHAIN: &[&str] = &[
    "1", "1.0", "1.18", "1.19rc1", "1.19", "1.19.0", "1.19.1", "1.20", "1.21", "1.21rc1",
    "1.21rc2", "1.21.0", "1.21.3", "1.22", "1.22rc1", "1.22.0", "1.23",
];

const SHORT: &[&str] = &[
    "0",
    "0.0",
    "0.1",
    "1",
    "1.2",
    "2",
    "1.2.3",
    "1.2.3-beta",
    "0.0.3",
    "0.1.0",
];

fn pool(scheme: MatrixScheme) -> Vec<String> {
    let pool = match scheme {
        MatrixScheme::Maven => MAVEN,
        MatrixScheme::Pep440 => PEP440,
        MatrixScheme::GoToolchain => TOOLCHAIN,
        _ => SEMVER,
    };
    let v = if scheme == MatrixScheme::Go { "v" } else { "" };
    pool.iter().map(|text| format!("{v}{text}")).collect()
}

/// The texts of ranges of a scheme over its pool.
fn ranges(scheme: MatrixScheme) -> BoxedStrategy<String> {
    let version = || select(pool(scheme));
    let comparisons = |signs: &'static [&'static str], joint: &'static str| {
        let one = (select(signs), version()).prop_map(|(sign, version)| format!("{sign}{version}"));
        prop::collection::vec(one, 1..3).prop_map(move |all| all.join(joint))
    };
    let short = |signs: &'static [&'static str], joint: &'static str| {
        let one = (select(signs), select(SHORT)).prop_map(|(sign, v)| format!("{sign}{v}"));
        prop::collection::vec(one, 1..3).prop_map(move |all| all.join(joint))
    };
    match scheme {
        MatrixScheme::Cargo => {
            let signs = &["", "^", "~", "=", "<", "<=", ">", ">="];
            prop_oneof![
                comparisons(signs, ", "),
                short(signs, ", "),
                Just("1.*".to_owned())
            ]
            .boxed()
        }
        MatrixScheme::Npm => {
            let signs = &["", "^", "~", "=", "<", "<=", ">", ">="];
            let plain = || prop_oneof![comparisons(signs, " "), short(signs, " ")];
            let or = (plain(), plain()).prop_map(|(a, b)| format!("{a} || {b}"));
            prop_oneof![plain(), or, Just("*".to_owned()), Just("1.x".to_owned())].boxed()
        }
        MatrixScheme::Go => {
            let query = (select(&["", "<", "<=", ">", ">="][..]), version())
                .prop_map(|(sign, version)| format!("{sign}{version}"));
            let interval = (version(), version()).prop_map(|(a, b)| format!("[{a}, {b}]"));
            prop_oneof![
                query,
                interval,
                Just("v1".to_owned()),
                Just("v1.2".to_owned())
            ]
            .boxed()
        }
        MatrixScheme::Maven => {
            let end = || prop::option::of(version()).prop_map(Option::unwrap_or_default);
            (
                select(&["[", "("][..]),
                end(),
                end(),
                select(&["]", ")"][..]),
            )
                .prop_map(|(open, low, high, close)| format!("{open}{low},{high}{close}"))
                .boxed()
        }
        MatrixScheme::Pep440 => {
            let signs = &["==", "!=", "<", "<=", ">", ">=", "~="];
            let prefix = (
                select(&["==", "!="][..]),
                select(&["1", "1.0", "1.2", "2", "1!0"][..]),
            )
                .prop_map(|(sign, prefix)| format!("{sign}{prefix}.*"));
            prop_oneof![4 => comparisons(signs, ","), 1 => prefix].boxed()
        }
        MatrixScheme::GoToolchain => comparisons(&["=", "!=", "<", "<=", ">", ">="], ", ").boxed(),
        _ => comparisons(&["", "=", "!=", "<", "<=", ">", ">="], ", ").boxed(),
    }
}

const SCHEMES: &[(MatrixScheme, Option<Scheme>)] = &[
    (MatrixScheme::Semver, Some(Scheme::Semver)),
    (MatrixScheme::Cargo, Some(Scheme::Cargo)),
    (MatrixScheme::Npm, Some(Scheme::Npm)),
    (MatrixScheme::Go, Some(Scheme::Go)),
    (MatrixScheme::Maven, Some(Scheme::Maven)),
    (MatrixScheme::Pep440, Some(Scheme::Pep440)),
    (MatrixScheme::GoToolchain, None),
];

fn toolchain_satisfies(version: &str, range: &str) -> bool {
    let version = GoVersion::parse(version).expect("the input of the test is right");
    range.split(", ").all(|part| {
        let number = part.trim_start_matches(['=', '!', '<', '>']);
        let order = version.cmp(&GoVersion::parse(number).expect("the input of the test is right"));
        match &part[..part.len() - number.len()] {
            "=" => order.is_eq(),
            "!=" => order.is_ne(),
            "<" => order.is_lt(),
            "<=" => order.is_le(),
            ">" => order.is_gt(),
            ">=" => order.is_ge(),
            other => panic!("{other}"),
        }
    })
}

proptest! {
    #![proptest_config(crate::cases(2_000))]

    #[test]
    fn a_range_holds_what_its_scheme_says(
        (scheme, reference, text) in select(SCHEMES)
            .prop_flat_map(|(scheme, reference)| (Just(scheme), Just(reference), ranges(scheme)))
    ) {
        let Ok(range) = Range::parse(scheme, &text) else {
            // What the scheme itself refuses, and nothing else.
            let refused = reference.is_some_and(|r| r.satisfies(&pool(scheme)[0], &text).is_err());
            prop_assert!(refused, "{scheme} {text}");
            return Ok(());
        };
        for version in pool(scheme) {
            let expected = match reference {
                Some(reference) => reference.satisfies(&version, &text).expect("the input of the test is right"),
                None => toolchain_satisfies(&version, &text),
            };
            let found = range.contains(&Version::parse(scheme, &version).expect("the input of the test is right"));
            prop_assert_eq!(found, expected, "{} {} in {}", scheme, version, text);
        }
    }

    #[test]
    fn sets_keep_to_the_laws(
        (scheme, a, b) in select(SCHEMES)
            .prop_flat_map(|(scheme, _)| (Just(scheme), ranges(scheme), ranges(scheme)))
    ) {
        let (Ok(a), Ok(b)) = (Range::parse(scheme, &a), Range::parse(scheme, &b)) else {
            return Ok(());
        };
        let (a, b) = (a.planes(), b.planes());
        let (union, both, minus) = (a.union(b), a.intersection(b), a.minus(b));
        for version in pool(scheme) {
            let version = Version::parse(scheme, &version).expect("the input of the test is right");
            let (in_a, in_b) = (a.contains(&version), b.contains(&version));
            prop_assert_eq!(union.contains(&version), in_a || in_b);
            prop_assert_eq!(both.contains(&version), in_a && in_b);
            prop_assert_eq!(minus.contains(&version), in_a && !in_b);
        }
        prop_assert_eq!(&a.union(b), &b.union(a));
        prop_assert_eq!(&a.intersection(b), &b.intersection(a));
        prop_assert_eq!(&minus.union(&both), a);
        prop_assert!(minus.intersection(b).is_empty());
        prop_assert_eq!(&Planes::all().minus(&Planes::all().minus(a)), a);
    }
}

#[test]
fn what_has_no_version_in_it_is_empty() {
    let check = |scheme: MatrixScheme, text: &str, expected: &str| {
        let shown = match Range::parse(scheme, text) {
            Ok(range) => range.planes().releases.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected, "{scheme} {text}");
    };
    check(MatrixScheme::Semver, ">1.2.3, <1.2.4", "nothing");
    check(MatrixScheme::Semver, "<0.0.0", "nothing");
    check(MatrixScheme::Semver, ">=0.0.0", "*");
    check(MatrixScheme::Semver, ">=1.19, <1.22", ">=1.19.0, <1.22.0");
    check(MatrixScheme::Semver, "3.5.x || 3.6.x", ">=3.5.0, <3.7.0");
    check(MatrixScheme::Semver, "<=1.2.3 || >=1.2.4", "*");
    check(
        MatrixScheme::Npm,
        "^1.2 || 3",
        ">=1.2.0, <2.0.0 || >=3.0.0, <4.0.0",
    );
    check(MatrixScheme::Cargo, "0.2", ">=0.2.0, <0.3.0");
    check(MatrixScheme::Go, "v1.4.0", ">=1.4.0, <2.0.0");
    check(MatrixScheme::GoToolchain, ">=1.19, <1.22", ">=1.19, <1.22");
    check(MatrixScheme::GoToolchain, ">1.21.3, <1.21.4", "nothing");
    check(MatrixScheme::Maven, "[1.0,2.0)", ">=1.0, <2.0");
    check(
        MatrixScheme::Maven,
        "1.0",
        "found `1.0`, expected a range such as `[1.0]` or `[1.0,)`: a bare version is only a wish, which any version meets",
    );
    check(
        MatrixScheme::Semver,
        "3.5",
        "found `3.5`, expected all three numbers; `3.5.x` stands for every version of 3.5",
    );
    check(
        MatrixScheme::Semver,
        ">=1.0.0,",
        "found nothing between the commas of `>=1.0.0,`, expected a comparison such as `>=1.2.0`",
    );
}
