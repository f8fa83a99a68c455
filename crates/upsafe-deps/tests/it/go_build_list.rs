//! Build lists of small worlds: pruning, replacements, exclusions, workspaces, errors.

use upsafe_deps::ecosystem::go::build_list;

use crate::go_world::World;

/// The build list, `path@version` or `path@version => replacement`, main modules first.
#[track_caller]
fn check(world: &str, expected: &str) {
    let world = World::new(world);
    let list = world
        .workspace()
        .map_err(|error| error.to_string())
        .and_then(|workspace| build_list(&workspace, &world.source).map_err(|e| e.to_string()));
    let found = match list {
        Ok(list) => {
            let shown = list
                .modules
                .iter()
                .map(|selected| match &selected.replaced_by {
                    Some(actual) => format!("{} => {actual}", selected.module),
                    None => selected.module.to_string(),
                });
            shown.collect::<Vec<_>>().join("\n")
        }
        Err(error) => error,
    };
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(found, expected.join("\n"));
}

#[test]
fn a_pruned_dependency_adds_its_requirements_but_not_theirs() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.20
         require example.com/a v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         go 1.17
         require example.com/b v1.0.0
         -- example.com/b@v1.0.0 --
         module example.com/b
         go 1.17
         require example.com/c v1.0.0",
        "example.com/main@
         example.com/a@v1.0.0
         example.com/b@v1.0.0
         go@1.20",
    );
}

#[test]
fn below_go_1_17_everything_is_followed() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.20
         require example.com/a v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         go 1.16
         require example.com/b v1.0.0
         -- example.com/b@v1.0.0 --
         module example.com/b
         go 1.17
         require example.com/c v1.0.0
         -- example.com/c@v1.0.0 --
         module example.com/c",
        "example.com/main@
         example.com/a@v1.0.0
         example.com/b@v1.0.0
         example.com/c@v1.0.0
         go@1.20",
    );
}

#[test]
fn a_root_that_is_raised_drops_what_the_lower_version_required() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.20
         require example.com/a v1.0.0
         require example.com/b v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         go 1.20
         require example.com/b v1.1.0
         -- example.com/b@v1.0.0 --
         module example.com/b
         go 1.20
         require example.com/old v1.0.0
         -- example.com/b@v1.1.0 --
         module example.com/b
         go 1.20
         require example.com/new v1.0.0
         -- example.com/old@v1.0.0 --
         module example.com/old
         -- example.com/new@v1.0.0 --
         module example.com/new",
        "example.com/main@
         example.com/a@v1.0.0
         example.com/b@v1.1.0
         example.com/new@v1.0.0
         go@1.20",
    );
}

#[test]
fn go_and_toolchain_are_nodes() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.21.0
         require example.com/a v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         go 1.22.3",
        "example.com/main@
         example.com/a@v1.0.0
         go@1.22.3
         toolchain@go1.22.3",
    );
}

#[test]
fn an_excluded_version_is_dropped_and_not_raised() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.20
         require example.com/a v1.0.0
         exclude example.com/b v1.1.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         require example.com/b v1.1.0
         -- example.com/b@v1.2.0 --
         module example.com/b",
        "example.com/main@
         example.com/a@v1.0.0
         go@1.20",
    );
}

#[test]
fn an_exact_replacement_beats_one_of_every_version() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.20
         require example.com/a v1.0.0
         require example.com/b v1.0.0
         replace example.com/a => ../dir
         replace example.com/b => example.com/fork v1.5.0
         replace example.com/b v1.0.0 => example.com/fork v1.6.0
         -- dir/go.mod --
         module anything
         require example.com/c v1.0.0
         -- example.com/fork@v1.6.0 --
         module example.com/fork
         -- example.com/c@v1.0.0 --
         module example.com/c",
        "example.com/main@
         example.com/a@v1.0.0 => dir
         example.com/b@v1.0.0 => example.com/fork@v1.6.0
         example.com/c@v1.0.0
         go@1.20",
    );
}

#[test]
fn the_modules_of_a_workspace_are_all_main() {
    check(
        "-- go.work --
         go 1.22.0
         use (
           ./one
           ./two
         )
         replace example.com/a v1.0.0 => example.com/a v1.0.9
         -- one/go.mod --
         module example.com/one
         go 1.20
         require example.com/a v1.0.0
         require example.com/two v1.0.0
         replace example.com/a => example.com/a v1.0.5
         -- two/go.mod --
         module example.com/two
         go 1.21
         require example.com/b v1.0.0
         -- example.com/a@v1.0.9 --
         module example.com/a
         -- example.com/b@v1.0.0 --
         module example.com/b
         -- example.com/two@v1.0.0 --
         module example.com/two
         require example.com/b v1.1.0
         -- example.com/b@v1.1.0 --
         module example.com/b",
        "example.com/one@
         example.com/two@
         example.com/a@v1.0.0 => example.com/a@v1.0.9
         example.com/b@v1.1.0
         go@1.22.0
         toolchain@go1.22.0",
    );
}

#[test]
fn an_error_names_the_chain() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.16
         require example.com/a v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/a
         require example.com/b v1.0.0",
        "example.com/main@ requires example.com/a@v1.0.0 requires example.com/b@v1.0.0: the go.mod of \
         example.com/b@v1.0.0 is not at hand",
    );
    check(
        "-- main/go.mod --
         module example.com/main
         require example.com/a v1.0.0
         -- example.com/a@v1.0.0 --
         module example.com/other",
        "example.com/main@ requires example.com/a@v1.0.0: its go.mod declares the path \
         `example.com/other`, but it is required as `example.com/a`",
    );
    check(
        "-- main/go.mod --
         module example.com/main
         require example.com/a v1.0.0
         replace example.com/a => ../nowhere",
        "example.com/main@ requires example.com/a@v1.0.0: the directory `nowhere` that replaces it has \
         no go.mod",
    );
    check(
        "-- main/go.mod --
         module example.com/main
         require ../../etc v1.0.0",
        "example.com/main@ requires ../../etc@v1.0.0: `../../etc` is not the path of a module that could \
         be downloaded: unexpected character `.` at column 1 of `../../etc`, expected an element that does \
         not begin with `.`",
    );
}

#[test]
fn cycles_of_directories_and_modules_end() {
    check(
        "-- main/go.mod --
         module example.com/main
         go 1.16
         require example.com/a v1.0.0
         replace example.com/a => ../a
         replace example.com/b => ../a/../b
         -- a/go.mod --
         module example.com/a
         require example.com/b v1.0.0
         replace example.com/b => ../a
         -- b/go.mod --
         module example.com/b
         require example.com/a v1.0.1
         require example.com/main v1.0.0
         -- example.com/main@v1.0.0 --
         module example.com/main
         require example.com/b v1.0.0",
        "example.com/main@
         example.com/a@v1.0.1 => a
         example.com/b@v1.0.0 => b
         go@1.16",
    );
}

#[test]
fn a_workspace_says_what_is_wrong_with_it() {
    check(
        "-- go.work --
         use ./one
         use one
         -- one/go.mod --
         module example.com/one",
        "go.work: line 2, column 5: `one` is used twice",
    );
    check(
        "-- go.work --
         use ./one
         use ./two
         -- one/go.mod --
         module example.com/one
         -- two/go.mod --
         module example.com/one",
        "go.work: line 2, column 5: `example.com/one` is used twice",
    );
    check(
        "-- go.work --
         use ./nowhere",
        "go.work: line 1, column 5: there is no go.mod in `./nowhere`",
    );
    check(
        "-- go.work --
         use ./one
         use ./two
         -- one/go.mod --
         module example.com/one
         replace example.com/a => ../x
         -- two/go.mod --
         module example.com/two
         replace example.com/a => ../y",
        "`example.com/a` is replaced twice, by `x` and by `y`",
    );
    check(
        "-- main/go.mod --
         go 1.20
         ",
        "`main/go.mod` has no `module` line",
    );
}
