//! The example in the repository is read and walked.

use upsafe_config::Config;
use upsafe_semver::matrix::{Matrix, Outcome, PathQuery, Version};

const EXAMPLE: &str = include_str!("../../../../examples/version-matrix/upsafe.toml");

fn matrix() -> Matrix {
    let config = Config::load(EXAMPLE, "upsafe.toml", &[]).expect("the input of the test is right");
    Matrix::read(config.matrix()).expect("the input of the test is right")
}

/// The path, or every reason why there is none.
fn walk(component: &str, from: &str, to: &str, beside: &[(&str, &str)]) -> String {
    let beside: Vec<_> = beside
        .iter()
        .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
        .collect();
    let query = PathQuery {
        component,
        from,
        to,
        beside: &beside,
    };
    let answer = match matrix().path(&query) {
        Ok(answer) => answer,
        Err(error) => return format!("error: {error}"),
    };
    if answer.outcome == Outcome::Allowed {
        let path: Vec<_> = answer.path.iter().map(ToString::to_string).collect();
        return path.join(" ");
    }
    let nearest = answer.nearest.map_or("-".to_owned(), |v| v.to_string());
    let mut text = format!("{} {nearest}", answer.outcome.name());
    for refusal in &answer.refused {
        let (from, to, message) = (&refusal.from, &refusal.to, &refusal.message);
        text += &format!("\n{from} {to} {}: {message}", refusal.rule.name());
    }
    text
}

#[test]
fn etcd_goes_by_way_of_the_last_3_5() {
    let check = |from: &str, to: &str, expected: &str| {
        assert_eq!(walk("etcd", from, to, &[]), expected);
    };
    check("3.4.20", "3.6.1", "3.4.20 3.5.29 3.6.1");
    check("3.5.26", "3.6.1", "3.5.26 3.6.1");
    check("3.5.12", "3.6.0", "3.5.12 3.5.29 3.6.0");
    check("3.4.20", "3.4.20", "3.4.20");
    check("3.6.14", "3.5.26", "3.6.14 3.5.26");
    check(
        "3.6.14",
        "3.4.37",
        "refused 3.5.12\n\
         3.5.12 3.4.37 never: no step leads from `etcd` 3.5.x to 3.4.x: a downgrade is supported from 3.6 on\n\
         3.6.0 3.4.37 downgrade-width: a step down of `etcd` leads at most to the next minor version, this one from 3.6 to 3.4",
    );
    check(
        "3.4.20",
        "3.5.0",
        "refused 3.4.37\n\
         3.4.37 3.5.0 blocked: `etcd` >=3.5.0, <3.5.3 is blocked: data may be inconsistent after a crash under load",
    );
    check(
        "3.4.20",
        "3.7.0",
        "error: `etcd` 3.7.0 is not among the known versions",
    );
}

#[test]
fn other_components_that_stay_are_asked() {
    let check = |component: &str, from: &str, to: &str, beside: &[(&str, &str)], expected: &str| {
        assert_eq!(walk(component, from, to, beside), expected);
    };
    check(
        "etcd",
        "3.4.20",
        "3.6.1",
        &[("go", "1.24")],
        "3.4.20 3.5.29 3.6.1",
    );
    check(
        "etcd",
        "3.4.20",
        "3.6.1",
        &[("go", "1.21.3")],
        "refused 3.5.29\n\
         3.5.29 3.6.1 need: `etcd` 3.6.1 needs `go` >=1.23, <1.26, 1.21.3 is there\n\
         3.5.25 3.6.1 only-from: `etcd` >=3.6.0-0 is entered only from >=3.5.26, <3.6.0-0: the truth about members moves from the v2 to the v3 store, and before 3.5.26 they may differ\n\
         3.4.37 3.6.1 upgrade-width: a step up of `etcd` leads at most to the next minor version, this one from 3.4 to 3.6",
    );
    let path = "1.28.4 1.29.14 1.30.2";
    check(
        "kube-apiserver",
        "1.28.4",
        "1.30.2",
        &[("kubelet", "1.27.9")],
        path,
    );
    check(
        "kube-apiserver",
        "1.28.4",
        "1.31.1",
        &[("kubelet", "1.27.9")],
        "refused 1.30.2\n\
         1.30.2 1.31.1 skew: `kubelet` 1.27.9 is 4 minor versions older than `kube-apiserver` 1.31.1, at most 3 is allowed\n\
         1.29.14 1.31.1 upgrade-width: a step up of `kube-apiserver` leads at most to the next minor version, this one from 1.29 to 1.31\n\
         1.29.14 1.31.1 skew: while instances are replaced, `kube-apiserver` 1.31.1 is 2 minor versions newer than another `kube-apiserver` 1.29.14, at most 1 is allowed",
    );
    // Nothing but the kubelet itself says how it is upgraded: it may skip, the apiserver allowing.
    check(
        "kubelet",
        "1.27.9",
        "1.30.2",
        &[("kube-apiserver", "1.30.2")],
        "1.27.9 1.30.2",
    );
}

#[test]
fn the_answer_says_what_would_help() {
    let check = |component: &str, from: &str, to: &str, beside: (&str, &str), expected: &[&str]| {
        let beside = [(beside.0.to_owned(), beside.1.to_owned())];
        let query = PathQuery {
            component,
            from,
            to,
            beside: &beside,
        };
        let answer = matrix().path(&query).expect("the example is right");
        let told: Vec<_> = answer.notes.iter().chain(&answer.help).collect();
        assert_eq!(told, expected, "{component} {from} {to} {beside:?}");
    };
    check(
        "etcd",
        "3.4.20",
        "3.6.1",
        ("go", "1.21.3"),
        &["at 3.5.29, move `go` to >=1.23, <1.26: that does for 3.5.29 and for 3.6.1"],
    );
    check(
        "kube-apiserver",
        "1.28.4",
        "1.31.1",
        ("kubelet", "1.27.9"),
        &[
            "at 1.30.2, move `kubelet` to one of 1.28 to 1.30: they are near enough to 1.30.2 and to 1.31.1",
        ],
    );
    check(
        "kube-apiserver",
        "1.30.2",
        "1.31.1",
        ("kube-scheduler", "1.29.0"),
        &["at 1.30.2, move `kube-scheduler` to 1.30: that is near enough to 1.30.2 and to 1.31.1"],
    );
}

#[test]
fn the_example_has_nothing_wrong_in_itself() {
    assert_eq!(matrix().issues(), []);
}

#[test]
fn skews_are_those_of_the_policy() {
    let matrix = matrix();
    let check = |running: &[(&str, &str)], expected: &[&str]| {
        let running: Vec<_> = running
            .iter()
            .map(|(name, version)| {
                let id = matrix
                    .component(name)
                    .expect("the input of the test is right");
                let scheme = matrix.components[id].scheme;
                (
                    id,
                    Version::parse(scheme, version).expect("the input of the test is right"),
                )
            })
            .collect();
        let found: Vec<_> = matrix
            .skew_of(&running)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(found, expected, "{running:?}");
    };
    // The tables of the policy, one line each.
    check(
        &[("kube-apiserver", "1.34.1"), ("kube-apiserver", "1.33.0")],
        &[],
    );
    check(
        &[("kube-apiserver", "1.34.1"), ("kube-apiserver", "1.32.0")],
        &[
            "`kube-apiserver` 1.34.1 is 2 minor versions newer than another `kube-apiserver` 1.32.0, at most 1 is allowed",
        ],
    );
    for kubelet in ["1.34.0", "1.33.0", "1.32.0", "1.31.0"] {
        check(&[("kube-apiserver", "1.34.1"), ("kubelet", kubelet)], &[]);
    }
    check(
        &[("kube-apiserver", "1.34.1"), ("kubelet", "1.35.0")],
        &[
            "`kubelet` 1.35.0 is 1 minor version newer than `kube-apiserver` 1.34.1, which no version may be",
        ],
    );
    check(
        &[("kube-apiserver", "1.27.1"), ("kubelet", "1.24.9")],
        &[
            "`kubelet` 1.24.9 is 3 minor versions older than `kube-apiserver` 1.27.1, at most 2 is allowed",
        ],
    );
    // A skew between apiservers narrows what kubelets may be.
    check(
        &[
            ("kube-apiserver", "1.34.1"),
            ("kube-apiserver", "1.33.1"),
            ("kubelet", "1.34.0"),
        ],
        &[
            "`kubelet` 1.34.0 is 1 minor version newer than `kube-apiserver` 1.33.1, which no version may be",
        ],
    );
    check(
        &[("kube-apiserver", "1.33.1"), ("kube-scheduler", "1.34.0")],
        &[
            "`kube-scheduler` 1.34.0 is 1 minor version newer than `kube-apiserver` 1.33.1, which no version may be",
        ],
    );
    check(
        &[("kube-apiserver", "1.34.1"), ("kube-scheduler", "1.33.0")],
        &[],
    );
    for kubectl in ["1.35.0", "1.34.0", "1.33.0"] {
        check(&[("kube-apiserver", "1.34.1"), ("kubectl", kubectl)], &[]);
    }
    check(
        &[("kube-apiserver", "2.34.1"), ("kubectl", "1.34.0")],
        &["`kubectl` 1.34.0 is of another major version than `kube-apiserver` 2.34.1"],
    );
    check(
        &[("kubelet", "1.31.0"), ("kube-proxy", "1.35.0")],
        &[
            "`kube-proxy` 1.35.0 is 4 minor versions newer than `kubelet` 1.31.0, at most 3 is allowed",
        ],
    );
}
