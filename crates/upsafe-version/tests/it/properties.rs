//! What must hold for all versions: orders, round trips, ranges, and that nothing panics.

use proptest::prelude::*;
use std::cmp::Ordering;
use std::fmt::{Debug, Display};
use std::str::FromStr;
use upsafe_version::{Part, Scheme, cargo, go, maven, npm, pep440, semver};

const SEMVER: &str = "[0-2]\\.[0-2]\\.([0-2]|99999)(-(0|1|10|a|b|a\\.1|a\\.b|-))?(\\+(1|a|01))?";
const GO: &str = "v[0-2](\\.[0-2](\\.[0-2](-(0|1|10|a|a\\.1|0\\.20240102030405-0123456789ab))?(\\+(a|incompatible))?)?)?";
const GO_RELEASE: &str = "[12](\\.(2|19|20|21|22)(\\.[0-2]|(alpha|beta|rc)[0-2])?)?";
const MAVEN: &str = "[0-2]([.-]?([0-2]|10|000|a|alpha|b1|rc-1|SNAPSHOT|sp|ga|x)){0,4}";
/// Numbers and at most one qualifier; of others the order may run in a circle, see
/// `maven_order_is_mavens_own`.
const MAVEN_PLAIN: &str = "[12](\\.[12]){0,3}(-(a|alpha|b1|rc-1|SNAPSHOT|sp|x))?";
const PEP440: &str =
    "([01]!)?[0-2](\\.[0-2]){0,2}((a|b|rc)[0-2])?(\\.post[0-2])?(\\.dev[0-2])?(\\+(a|1|a\\.1))?";

/// The order of three versions is total, agrees with equality and refines the precedence.
fn check_order<V: Ord + Debug>(versions: [&V; 3], precedence: fn(&V, &V) -> Ordering) {
    let [a, b, c] = versions;
    assert_eq!(a.cmp(b), b.cmp(a).reverse(), "antisymmetric: {a:?} {b:?}");
    assert_eq!(
        a == b,
        a.cmp(b).is_eq(),
        "agrees with equality: {a:?} {b:?}"
    );
    assert_eq!(
        precedence(a, b),
        precedence(b, a).reverse(),
        "antisymmetric: {a:?} {b:?}"
    );
    if a <= b && b <= c {
        assert!(a <= c, "transitive: {a:?} {b:?} {c:?}");
    }
    if precedence(a, b).is_le() && precedence(b, c).is_le() {
        assert!(precedence(a, c).is_le(), "transitive: {a:?} {b:?} {c:?}");
    }
    if precedence(a, b).is_ne() {
        assert_eq!(a.cmp(b), precedence(a, b), "refined: {a:?} {b:?}");
    }
}

/// What is printed is read again as the same.
fn check_print<V: FromStr<Err: Debug> + Display + PartialEq + Debug>(version: &V) {
    assert_eq!(
        version.to_string().parse::<V>().as_ref().ok(),
        Some(version)
    );
}

fn three<V: FromStr<Err: Debug>>(texts: &[String; 3]) -> [V; 3] {
    texts
        .each_ref()
        .map(|text| text.parse().expect("the pattern makes versions"))
}

macro_rules! orders {
    ($($name:ident: $version:ty, $pattern:expr, $precedence:expr;)*) => {
        proptest! {
            $(#[test]
            fn $name(texts in [$pattern, $pattern, $pattern]) {
                let versions: [$version; 3] = three(&texts);
                check_order(versions.each_ref(), $precedence);
                check_print(&versions[0]);
            })*
        }
    };
}

orders! {
    semver_order: semver::Version, SEMVER, semver::Version::cmp_precedence;
    cargo_order: cargo::Version, SEMVER, cargo::Version::cmp_precedence;
    go_order: go::Version, GO, go::Version::cmp_precedence;
    go_release_order: go::GoVersion, GO_RELEASE, Ord::cmp;
    maven_order: maven::Version, MAVEN_PLAIN, maven::Version::cmp_precedence;
    pep440_order: pep440::Version, PEP440, pep440::Version::cmp_precedence;
}

proptest! {
    // npm prints no build metadata, so that only versions without it come back.
    #[test]
    fn npm_order(texts in [SEMVER, SEMVER, SEMVER]) {
        let versions: [npm::Version; 3] = three(&texts);
        check_order(versions.each_ref(), npm::Version::cmp_precedence);
        prop_assert_eq!(
            versions[0].to_string(),
            texts[0].split('+').next().unwrap_or_default()
        );
    }

    #[test]
    fn semver_ranges_agree_with_the_order(a in SEMVER, b in SEMVER) {
        let version: semver::Version = b.parse().unwrap();
        let order = version.cmp_precedence(&a.parse().unwrap());
        let contains =
            |sign| semver::Range::parse(&format!("{sign}{a}")).unwrap().contains(&version);
        prop_assert_eq!(contains(">="), order.is_ge());
        prop_assert_eq!(contains("<"), order.is_lt());
        prop_assert_eq!(contains("="), order.is_eq());
    }

    #[test]
    fn cargo_ranges_agree_with_the_order(a in "[0-2]\\.[0-2]\\.[0-2]", b in "[0-2]\\.[0-2]\\.[0-2]") {
        let (bound, version): (cargo::Version, cargo::Version) = (a.parse().unwrap(), b.parse().unwrap());
        let matches =
            |sign| cargo::Requirement::parse(&format!("{sign}{a}")).unwrap().matches(&version);
        prop_assert_eq!(matches(">="), version >= bound);
        prop_assert_eq!(matches("<"), version < bound);
        prop_assert_eq!(matches("^"), version >= bound && version.class() == bound.class());
    }

    #[test]
    fn npm_ranges_agree_with_the_order(a in SEMVER, b in SEMVER) {
        let version: npm::Version = b.parse().unwrap();
        let order = version.cmp_precedence(&a.parse().unwrap());
        let options = npm::Options { include_prerelease: true, ..Default::default() };
        let matches =
            |sign| npm::Range::parse_with(&format!("{sign}{a}"), options).unwrap().matches(&version);
        prop_assert_eq!(matches(">="), order.is_ge());
        prop_assert_eq!(matches("<"), order.is_lt());
        prop_assert_eq!(matches("="), order.is_eq());
    }

    #[test]
    fn npm_ranges_print_and_relate(a in "(\\^|~|>=|<)?[0-2](\\.[0-2x](\\.[0-2])?)?", b in SEMVER) {
        let Ok(range) = npm::Range::parse(&a) else { return Ok(()) };
        let again = npm::Range::parse(&range.to_string()).unwrap();
        prop_assert_eq!(again.to_string(), range.to_string());
        prop_assert!(range.is_subset(&range) && range.is_subset(&again));
        let version: npm::Version = b.parse().unwrap();
        prop_assert_eq!(again.matches(&version), range.matches(&version));
        if range.matches(&version) {
            prop_assert!(!range.is_below(&version) && !range.is_above(&version));
            let lowest = range.lowest().unwrap();
            prop_assert!(version.is_prerelease() || lowest.cmp_precedence(&version).is_le());
        }
    }

    #[test]
    fn go_ranges_agree_with_the_order(a in GO, b in GO) {
        let version: go::Version = b.parse().unwrap();
        let order = version.cmp_precedence(&a.parse().unwrap());
        prop_assert_eq!(order, go::compare(&b, &a));
        let contains = |text: String| go::Range::parse(&text).unwrap().contains(&version);
        prop_assert_eq!(contains(format!(">={a}")), order.is_ge());
        prop_assert_eq!(contains(format!("[{a}, {a}]")), order.is_eq());
    }

    #[test]
    fn maven_ranges_agree_with_the_order(a in MAVEN, b in MAVEN) {
        let version: maven::Version = b.parse().unwrap();
        let order = version.cmp_precedence(&a.parse().unwrap());
        let contains = |text: String| maven::Range::parse(&text).unwrap().contains(&version);
        prop_assert_eq!(contains(format!("[{a},)")), order.is_ge());
        prop_assert_eq!(contains(format!("(,{a})")), order.is_lt());
        prop_assert_eq!(contains(format!("[{a}]")), order.is_eq());
    }

    #[test]
    fn pep440_ranges_agree_with_the_order(a in PEP440, b in PEP440) {
        let (bound, version): (pep440::Version, pep440::Version) = (a.parse().unwrap(), b.parse().unwrap());
        let public = bound.public();
        let contains =
            |sign| pep440::Specifiers::parse(&format!("{sign}{public}")).unwrap().contains(&version);
        prop_assert_eq!(contains(">="), version.cmp_precedence(&public).is_ge());
        prop_assert_eq!(contains("<="), version.public().cmp_precedence(&public).is_le());
        prop_assert!(contains("==") != contains("!="));
        prop_assert!(!contains(">") || contains(">="));
        prop_assert!(!contains("<") || contains("<="));
    }

    #[test]
    fn bumped_versions_are_greater(text in "[0-2]\\.[0-2]\\.[0-2](-(alpha|rc)\\.1)?") {
        for scheme in [Scheme::Semver, Scheme::Cargo, Scheme::Npm, Scheme::Go, Scheme::Maven] {
            let text = if scheme == Scheme::Go { format!("v{text}") } else { text.clone() };
            for part in Part::ALL {
                let next = scheme.bump(&text, part).unwrap();
                prop_assert_eq!(scheme.compare(&text, &next), Ok(Ordering::Less), "{} {}", scheme, next);
                prop_assert!(scheme.difference(&text, &next).is_ok());
            }
        }
    }

    #[test]
    fn pseudo_versions_follow_their_base(base in "v[0-2]\\.[0-2]\\.[0-2](-(a|rc\\.1))?") {
        let base: go::Version = base.parse().unwrap();
        let time = go::Timestamp::from_digits("20240102030405").unwrap();
        let pseudo = go::pseudo_version("v0", Some(&base), time, "0123456789ab").unwrap();
        prop_assert!(pseudo > base && pseudo.is_pseudo());
        prop_assert!(pseudo < base.bump(Part::Patch) || base.is_prerelease());
        prop_assert_eq!(go::Pseudo::of(&pseudo).unwrap().base(), Ok(Some(base)));
    }

    #[test]
    fn module_paths_escape_and_back(path in "[a-z]\\.[a-z](/[A-Za-z._~-]{1,6}){0,3}") {
        if let Ok(escaped) = go::path::escape_path(&path) {
            prop_assert!(!escaped.contains(|c: char| c.is_ascii_uppercase()));
            prop_assert_eq!(go::path::unescape_path(&escaped), Ok(path));
        }
    }

    /// Any text at all is read or refused at a place within it, on one line.
    #[test]
    fn nothing_panics(
        text in prop_oneof![
            "\\PC{0,40}",
            "[v=<>~^!*xX|,()\\[\\]0-9a-c.+ \\n-]{0,24}",
            "(v?[0-9]{1,30}[.!+-]){1,4}(rc|dev|\\PC)?",
        ],
        other in "[v=<>~^*x0-9a.+ -]{0,12}",
    ) {
        let mut errors = Vec::new();
        for scheme in Scheme::all() {
            errors.extend(scheme.check(&text).err());
            errors.extend(scheme.satisfies("1.2.3", &text).err());
            errors.extend(scheme.satisfies("v1.2.3", &text).err().filter(|_| *scheme == Scheme::Go));
            drop((scheme.compare(&text, &other), scheme.satisfies(&text, &other)));
            for part in Part::ALL {
                drop((scheme.bump(&text, part), scheme.class(&text), scheme.canonical(&text)));
            }
        }
        let loose = npm::Options { loose: true, include_prerelease: true };
        errors.extend(npm::Version::parse_with(&text, loose).err());
        errors.extend(npm::Range::parse_with(&text, loose).err());
        errors.extend(go::GoVersion::parse(&text).err());
        errors.extend(go::path::check_path(&text).err());
        errors.extend(go::Timestamp::from_rfc3339(&text).err());
        if let (Ok(a), Ok(b)) = (npm::Range::parse(&text), npm::Range::parse(&other)) {
            drop((a.intersects(&b), a.is_subset(&b), a.lowest()));
        }
        for error in errors {
            let message = error.to_string();
            prop_assert!(!message.contains('\n') && message.chars().count() < 600, "{}", message);
            if let Some(span) = error.span().filter(|span| span.end > 6) {
                prop_assert!(text.get(span.clone()).is_some(), "{:?} {:?} {}", text, span, message);
            }
        }
    }
}

/// Long input is answered or refused at once, whatever it is made of.
#[test]
fn long_texts_take_no_long_time() {
    const LENGTH: usize = 20_000;
    for piece in [
        "v", "1", "1.", "1-", "0.", "-", "a.", "0.a.", " ", "1 - ", "~ ", "+a", "[1],", ">=1,",
        "||", "!",
    ] {
        let text = piece.repeat(LENGTH / piece.len());
        for scheme in Scheme::all() {
            for text in [
                text.clone(),
                format!("1.0.0-{text}"),
                format!("v1.0.0-{text}x"),
            ] {
                drop((
                    scheme.compare(&text, &text),
                    scheme.bump(&text, Part::Prerelease),
                ));
                drop((scheme.satisfies("1.0.0", &text), scheme.canonical(&text)));
            }
        }
    }
}

proptest! {
    /// However odd they are, two versions have one order, and what is printed is read again.
    #[test]
    fn maven_pairs(texts in [MAVEN, MAVEN, MAVEN]) {
        let [a, b, c]: [maven::Version; 3] = three(&texts);
        check_order([&a, &a, &b], maven::Version::cmp_precedence);
        check_order([&b, &c, &c], maven::Version::cmp_precedence);
        check_print(&a);
    }
}

/// Maven drops zeros and `ga` before a list of qualifiers, so that its own order runs in a circle
/// there; `ComparableVersion` of Maven 3.8.7 says the same of these three.
#[test]
fn maven_order_is_mavens_own() {
    let [a, b, c] = ["0.rc-1", "0", "0.ga.spga0"].map(|text| {
        text.parse::<maven::Version>()
            .expect("Maven takes every text for a version")
    });
    assert!(a < b && b < c && c < a);
}
