//! Paths over random matrices against a second, plain reading of the same rules and a search that
//! tries everything.

use std::fmt::Write as _;

use proptest::{prelude::*, sample::select};
use upsafe_config::Config;
use upsafe_semver::matrix::{Matrix, Outcome, PathQuery};

type Triple = (u32, u32, u32);

/// A range as its ends: from the first, up to below the second.
type Ends = (Triple, Triple);

#[derive(Clone, Debug)]
struct Spec {
    versions: Vec<Triple>,
    upgrade: &'static str,
    downgrade: &'static str,
    rows: Vec<(Ends, Ends)>,
    steps: Vec<(&'static str, Ends, Ends)>,
    blocked: Vec<Ends>,
    /// How many minors the other may be older than this one, and newer.
    skew: Option<(u32, u32)>,
    own_skew: Option<u32>,
    beside: Option<Triple>,
}

fn triple() -> impl Strategy<Value = Triple> {
    (1..3_u32, 0..4_u32, 0..3_u32)
}

fn ends() -> impl Strategy<Value = Ends> {
    (triple(), triple()).prop_map(|(a, b)| (a.min(b), a.max(b)))
}

fn spec() -> impl Strategy<Value = Spec> {
    let widths = || select(&["none", "patch", "minor", "major", "any"][..]);
    let rule = select(&["only", "never", "also"][..]);
    (
        prop::collection::btree_set(triple(), 2..9),
        (widths(), widths()),
        prop::collection::vec((ends(), ends()), 0..3),
        prop::collection::vec((rule, ends(), ends()), 0..4),
        prop::collection::vec(ends(), 0..2),
        prop::option::of((0..3_u32, 0..3_u32)),
        prop::option::weighted(0.3, 0..3_u32),
        prop::option::of(triple()),
    )
        .prop_map(
            |(versions, (upgrade, downgrade), rows, steps, blocked, skew, own_skew, beside)| Spec {
                versions: versions.into_iter().collect(),
                upgrade,
                downgrade,
                rows,
                steps,
                blocked,
                skew,
                own_skew,
                beside,
            },
        )
}

fn shown((a, b, c): Triple) -> String {
    format!("{a}.{b}.{c}")
}

fn range((low, high): Ends) -> String {
    format!("\">={}, <{}\"", shown(low), shown(high))
}

fn toml(spec: &Spec) -> String {
    let mut out = String::from("[[semver.matrix.component]]\nname = \"b\"\n");
    let versions: Vec<_> = spec
        .versions
        .iter()
        .map(|v| format!("\"{}\"", shown(*v)))
        .collect();
    let Spec {
        upgrade, downgrade, ..
    } = spec;
    write!(
        out,
        "[[semver.matrix.component]]\nname = \"a\"\nversions = [{}]\nupgrade = \"{upgrade}\"\ndowngrade = \"{downgrade}\"\n",
        versions.join(", ")
    )
    .expect("the input of the test is right");
    for (versions, need) in &spec.rows {
        let (versions, need) = (range(*versions), range(*need));
        write!(
            out,
            "[[semver.matrix.component.row]]\nversions = {versions}\nneeds = {{ b = {need} }}\n"
        )
        .expect("the input of the test is right");
    }
    for (rule, from, to) in &spec.steps {
        let (from, to) = (range(*from), range(*to));
        write!(
            out,
            "[[semver.matrix.component.step]]\nrule = \"{rule}\"\nfrom = {from}\nto = {to}\n"
        )
        .expect("the input of the test is right");
    }
    for blocked in &spec.blocked {
        let blocked = range(*blocked);
        write!(
            out,
            "[[semver.matrix.component.blocked]]\nversions = {blocked}\nreason = \"bad\"\n"
        )
        .expect("the input of the test is right");
    }
    if let Some((older, newer)) = spec.skew {
        write!(out, "[[semver.matrix.skew]]\ncomponent = \"b\"\nwith = \"a\"\nolder = {older}\nnewer = {newer}\n").expect("the input of the test is right");
    }
    if let Some(own) = spec.own_skew {
        write!(
            out,
            "[[semver.matrix.skew]]\ncomponent = \"a\"\nwith = \"a\"\nolder = {own}\n"
        )
        .expect("the input of the test is right");
    }
    out
}

fn within(version: Triple, (low, high): Ends) -> bool {
    low <= version && version < high
}

/// Whether one step is allowed, read from the specification alone.
fn accepts(spec: &Spec, from: Triple, to: Triple) -> bool {
    if spec.blocked.iter().any(|blocked| within(to, *blocked)) {
        return false;
    }
    let rows: Vec<_> = spec
        .rows
        .iter()
        .filter(|(versions, _)| within(to, *versions))
        .collect();
    if rows.is_empty() && !spec.rows.is_empty() {
        return false;
    }
    if let Some(beside) = spec.beside {
        if rows.iter().any(|(_, need)| !within(beside, *need)) {
            return false;
        }
        if let Some((older, newer)) = spec.skew {
            let far_up = beside.1 > to.1 + newer;
            let far_down = beside.1 + older < to.1;
            if beside.0 != to.0 || far_up || far_down {
                return false;
            }
        }
    }
    if let Some(own) = spec.own_skew
        && (from.0 != to.0 || from.1.abs_diff(to.1) > own)
    {
        return false;
    }
    let up = from < to;
    let (low, high) = if up { (from, to) } else { (to, from) };
    let fits = match if up { spec.upgrade } else { spec.downgrade } {
        "none" => false,
        "patch" => (low.0, low.1) == (high.0, high.1),
        "minor" => low.0 == high.0 && high.1 - low.1 <= 1,
        "major" => high.0 - low.0 <= 1,
        _ => true,
    };
    let also = spec
        .steps
        .iter()
        .any(|(rule, a, b)| *rule == "also" && within(from, *a) && within(to, *b));
    (fits || also)
        && spec.steps.iter().all(|(rule, a, b)| match *rule {
            "never" => !(within(from, *a) && within(to, *b)),
            "only" => !up || !within(to, *b) || within(from, *b) || within(from, *a),
            _ => true,
        })
}

/// The fewest steps from one version to another, by trying every way.
fn fewest(spec: &Spec, from: Triple, to: Triple) -> Option<usize> {
    if from == to {
        return Some(0);
    }
    let up = from < to;
    let ahead = |v: Triple| {
        if up {
            from < v && v <= to
        } else {
            to <= v && v < from
        }
    };
    let next = spec.versions.iter().copied().chain([to]);
    next.filter(|v| ahead(*v) && accepts(spec, from, *v))
        .filter_map(|v| fewest(spec, v, to))
        .min()
        .map(|steps| steps + 1)
}

proptest! {
    #![proptest_config(crate::cases(1_500))]

    #[test]
    fn a_path_is_allowed_step_by_step_and_no_shorter_one_is(
        spec in spec(),
        ends in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let toml = toml(&spec);
        let config = Config::load(&toml, "upsafe.toml", &[]).expect("the input of the test is right");
        let matrix = Matrix::read(config.matrix()).expect("the input of the test is right");
        let (from, to) = (*ends.0.get(&spec.versions), *ends.1.get(&spec.versions));
        let beside: Vec<_> = spec.beside.iter().map(|v| ("b".to_owned(), shown(*v))).collect();
        let (from_text, to_text) = (shown(from), shown(to));
        let query = PathQuery { component: "a", from: &from_text, to: &to_text, beside: &beside };
        let answer = matrix.path(&query).expect("the input of the test is right");
        let path: Vec<Triple> = answer
            .path
            .iter()
            .map(|version| {
                let parts: Vec<u32> =
                    version.as_str().split('.').map(|part| part.parse().expect("the input of the test is right")).collect();
                (parts[0], parts[1], parts[2])
            })
            .collect();
        match fewest(&spec, from, to) {
            Some(steps) => {
                prop_assert_eq!(answer.outcome, Outcome::Allowed, "{}", toml);
                prop_assert_eq!(path.len(), steps + 1, "{}", toml);
                prop_assert_eq!((path[0], path[steps]), (from, to));
                for pair in path.windows(2) {
                    prop_assert!(accepts(&spec, pair[0], pair[1]), "{:?} {}", pair, toml);
                }
            }
            None => {
                prop_assert_eq!(answer.outcome, Outcome::Refused, "{}", toml);
                prop_assert!(path.is_empty() && !answer.refused.is_empty());
                // The nearest is the last one on the way that can be reached.
                let up = from < to;
                let reached = spec
                    .versions
                    .iter()
                    .copied()
                    .filter(|v| if up { from <= *v && *v <= to } else { to <= *v && *v <= from })
                    .filter(|v| fewest(&spec, from, *v).is_some());
                let nearest = if up { reached.max() } else { reached.min() };
                prop_assert_eq!(answer.nearest.map(|v| v.to_string()), nearest.map(shown), "{}", toml);
            }
        }
    }
}
