//! What `go get` would move, in small worlds.

use upsafe_deps::ecosystem::go::plan::plan;

use crate::go_world::World;

/// What moves for `query` (several are separated by spaces).
#[track_caller]
fn check(world: &str, query: &str, expected: &str) {
    let world = World::new(world);
    let workspace = world.workspace().unwrap();
    let queries: Vec<String> = query.split_whitespace().map(str::to_owned).collect();
    let found = match plan(&workspace, &world.source, &queries) {
        Ok(plan) => {
            let moved = plan
                .moved
                .iter()
                .map(|m| format!("{} {} => {}", m.path, m.from, m.to));
            let added = plan.added.iter().map(|m| format!("+ {m}"));
            let removed = plan.removed.iter().map(|m| format!("- {m}"));
            moved
                .chain(added)
                .chain(removed)
                .collect::<Vec<_>>()
                .join("\n")
        }
        Err(error) => error.to_string(),
    };
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(found, expected.join("\n"), "{query}");
}

const CHAIN: &str = "-- main/go.mod --
    module example.com/main
    go 1.20
    require example.com/a v1.1.0
    require example.com/b v1.1.0
    -- example.com/a@v1.0.0 --
    module example.com/a
    go 1.20
    require example.com/b v1.0.0
    -- example.com/a@v1.1.0 --
    module example.com/a
    go 1.20
    require example.com/b v1.1.0
    -- example.com/a@v1.2.0 --
    module example.com/a
    go 1.20
    require example.com/b v1.2.0
    require example.com/c v1.0.0
    -- example.com/b@v1.0.0 --
    module example.com/b
    go 1.20
    -- example.com/b@v1.1.0 --
    module example.com/b
    go 1.20
    -- example.com/b@v1.2.0 --
    module example.com/b
    go 1.20
    -- example.com/c@v1.0.0 --
    module example.com/c
    go 1.20
    -- example.com/c@v1.1.0-rc.1 --
    module example.com/c
    go 1.20";

#[test]
fn an_upgrade_takes_what_it_requires_with_it() {
    check(
        CHAIN,
        "example.com/a@v1.2.0",
        "example.com/a v1.1.0 => v1.2.0
         example.com/b v1.1.0 => v1.2.0
         + example.com/c@v1.0.0",
    );
    check(
        CHAIN,
        "example.com/b@latest",
        "example.com/b v1.1.0 => v1.2.0",
    );
    check(
        CHAIN,
        "example.com/a@upgrade example.com/b@v1.2",
        "example.com/a v1.1.0 => v1.2.0
         example.com/b v1.1.0 => v1.2.0
         + example.com/c@v1.0.0",
    );
}

#[test]
fn a_downgrade_lowers_who_requires_more() {
    check(
        CHAIN,
        "example.com/b@v1.0.0",
        "example.com/a v1.1.0 => v1.0.0
         example.com/b v1.1.0 => v1.0.0",
    );
    check(
        CHAIN,
        "example.com/b@none",
        "- example.com/a@v1.1.0
         - example.com/b@v1.1.0",
    );
    check(CHAIN, "example.com/b@v1.1.0", "");
}

#[test]
fn wanted_versions_that_contradict_each_other_are_explained() {
    check(
        CHAIN,
        "example.com/a@v1.2.0 example.com/b@v1.1.0",
        "the wanted versions cannot be selected together: example.com/a@v1.2.0 requires \
         example.com/b@v1.2.0, but example.com/b@v1.1.0 is wanted",
    );
    check(
        CHAIN,
        "example.com/c@v1.0.0 example.com/c@none",
        "the wanted versions cannot be selected together: example.com/c@v1.0.0 is above the wanted \
         example.com/c@none",
    );
}

#[test]
fn queries_pick_among_the_versions_at_hand() {
    check(CHAIN, "example.com/c@latest", "+ example.com/c@v1.0.0");
    check(
        CHAIN,
        "example.com/c@>v1.0.0",
        "+ example.com/c@v1.1.0-rc.1",
    );
    check(
        CHAIN,
        "example.com/a@<v1.1.0",
        "example.com/a v1.1.0 => v1.0.0",
    );
    check(
        CHAIN,
        "example.com/a@v1.0",
        "example.com/a v1.1.0 => v1.0.0",
    );
    check(CHAIN, "example.com/a@patch", "");
}

#[test]
fn queries_without_an_answer_say_why() {
    check(
        CHAIN,
        "example.com/a",
        "`example.com/a` has no version; expected `path@version`, such as `example.com/m@v1.2.3`",
    );
    check(
        CHAIN,
        "example.com/a@master",
        "`master` is not a version of `example.com/a`; expected v1.2.3, v1.2, v1, latest, upgrade, \
         patch, none, or one of < <= > >= with a version",
    );
    check(
        CHAIN,
        "example.com/a@v1.7.0",
        "no version of `example.com/a` that is at hand fits `v1.7.0`",
    );
    check(
        CHAIN,
        "example.com/main@v1.0.0",
        "`example.com/main` is a main module; it has no version to move to",
    );
}

#[test]
fn go_itself_can_be_moved() {
    check(
        CHAIN,
        "go@1.21.5",
        "go 1.20 => 1.21.5\n+ toolchain@go1.21.5",
    );
}

#[test]
fn retracted_and_excluded_versions_are_not_picked() {
    let world = "-- main/go.mod --
        module example.com/main
        go 1.20
        require example.com/a v1.0.0
        exclude example.com/a v1.2.0
        -- example.com/a@v1.0.0 --
        module example.com/a
        -- example.com/a@v1.1.0 --
        module example.com/a
        -- example.com/a@v1.2.0 --
        module example.com/a
        -- example.com/a@v1.3.0 --
        module example.com/a
        retract v1.3.0 // was tagged by mistake";
    check(
        world,
        "example.com/a@latest",
        "example.com/a v1.0.0 => v1.1.0",
    );
    check(
        world,
        "example.com/a@v1.3.0",
        "example.com/a v1.0.0 => v1.3.0",
    );
    check(
        world,
        "example.com/a@v1.2.0",
        "example.com/a@v1.2.0 is excluded by the go.mod",
    );
}
