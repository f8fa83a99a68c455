//! Every operation on small graphs written as text.

use upsafe_deps::resolve::table::Table;

/// Runs each `op target args -> answer` line on the graph; an answer may be an error text.
#[track_caller]
fn check(graph: &str, operations: &str) {
    let table = Table::parse(graph).unwrap();
    for line in operations.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let (call, expected) = line.split_once("->").unwrap();
        let words: Vec<String> = call.split_whitespace().map(str::to_owned).collect();
        let found = match table.run(&words[0], &words[1], &words[2..]) {
            Ok(list) => list.join(" "),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected.trim(), "{call}");
    }
}

#[test]
fn the_greatest_required_version_is_built() {
    check(
        "A: B1 C1
         B1: D1
         C1: D3
         D1: E2
         D3: E1
         D4:",
        "build A -> A B1 C1 D3 E2
         req A -> B1 C1
         req A E -> B1 C1 E2",
    );
}

#[test]
fn what_only_a_superseded_version_requires_counts() {
    check(
        "A: B1 C1
         B1: X1
         C1: X2
         X1: Y3
         X2: Y1",
        "build A -> A B1 C1 X2 Y3",
    );
}

#[test]
fn an_upgrade_adds_and_never_removes() {
    check(
        "A: B1
         B1: C5
         B2: C1
         B3.hidden: C9",
        "upgrade A B2 -> A B2 C5
         upgrade-all A -> A B2 C9
         upgrade-req A B2 -> B2 C5
         upgrade A B3.hidden -> A B3.hidden C9
         upgrade A Z1 -> A@ requires Z@none updating to Z@1: `Z1` is not in the graph",
    );
}

#[test]
fn an_upgrade_can_add_a_path() {
    check(
        "A: B1
         Z1: C1
         Z2:",
        "upgrade A Z1 -> A B1 C1 Z1
         upgrade A Z1 Z2 -> A B1 Z2",
    );
}

#[test]
fn a_downgrade_lowers_everything_that_leads_above() {
    check(
        "A: B3 C2
         B3: D2
         B2: D2
         B1: D1
         C2: D2
         C1: D1
         D2: E4
         D1: E1
         E3:",
        "downgrade A D1 -> A B1 C1 D1 E4
         downgrade A B2 -> A B2 C2 D2 E4
         downgrade A Dnone -> A E4
         downgrade A E3 -> A B1 C1 D1 E3
         downgrade A E2 -> A B1 C1 D1 E1",
    );
}

#[test]
fn a_downgrade_raises_nothing() {
    check(
        "A: B2 C1
         B2:
         B1: C2",
        "downgrade A B1 -> A C1",
    );
}

#[test]
fn a_version_that_is_not_listed_can_still_be_selected_by_a_downgrade() {
    check(
        "A: B3 C1
         B3: D2
         B2.hidden: D1
         B1:
         C1: B2.hidden",
        "downgrade A D1 -> A B2.hidden C1 D1",
    );
}

#[test]
fn absent_requirements_mean_nothing() {
    check(
        "A: Bnone C1
         C1: Dnone E1
         D3:",
        "build A -> A C1 E1
         req A -> C1
         upgrade-all A -> A C1 D3 E1",
    );
}

#[test]
fn cycles_end() {
    check(
        "A: B1
         B1: C2
         C1: B2
         C2: B1
         B2: C1",
        "build A -> A B1 C2
         req A -> B1
         req A C -> C2
         upgrade A B2 -> A B2 C2
         downgrade A C1 -> A",
    );
}

#[test]
fn the_path_to_a_greater_target_is_an_error() {
    check(
        "A1: B1
         B1: A2
         A2: B1",
        "build A1 -> `A@2` is required, but the target is `A@1`
         build A2 -> A2 B1",
    );
}

#[test]
fn bad_calls_say_what_was_expected() {
    check(
        "A: B1",
        "fly A -> `fly` is not an operation; expected build, upgrade, upgrade-all, upgrade-req, \
         downgrade or req
         build A B1 -> `build` takes no arguments
         build X -> X@: `X` is not in the graph
         req A C -> `C` is not in the build list",
    );
}

#[test]
fn bad_tables_say_where() {
    let fails = |text: &str| Table::parse(text).unwrap_err().to_string();
    assert_eq!(
        fails("A: B1\n  B1 C1\n"),
        "line 2, column 8: expected `:` after the module, as in `A: B1 C2`"
    );
    assert_eq!(
        fails("A: B1\n\n  : C1"),
        "line 3, column 3: expected one module before `:`, found ``"
    );
    assert_eq!(
        fails("# two\nA B: C1"),
        "line 2, column 1: expected one module before `:`, found `A B`"
    );
    assert_eq!(
        fails("A: B1\nA: B2"),
        "line 2, column 1: `A` is defined on line 1 already"
    );
}
