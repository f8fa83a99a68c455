//! vendor/modules.txt and the output of `go mod graph`.

use upsafe_deps::ecosystem::go::{GraphText, VendorList};

use crate::go_world::World;

const MODULES: &str = "# example.com/a v1.0.0
## explicit; go 1.20
example.com/a
example.com/a/sub
# example.com/b v1.2.0 => example.com/fork v1.5.0
## explicit
example.com/b
# example.com/c v1.0.0 => ../c
example.com/c
# nonsense
example.com/skipped
# example.com/c => ../c
";

fn mismatches(go_mod: &str) -> String {
    let world = World::new(&format!(
        "-- main/go.mod --\nmodule example.com/main\n{go_mod}"
    ));
    let workspace = world.workspace().unwrap();
    let list = VendorList::parse(MODULES.as_bytes());
    let found = list.mismatches(&workspace, &world.source).unwrap();
    found
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn modules_and_packages_are_read() {
    let list = VendorList::parse(MODULES.as_bytes());
    assert_eq!(list.modules.len(), 4);
    assert_eq!(
        list.modules[0].packages,
        ["example.com/a", "example.com/a/sub"]
    );
    assert_eq!(list.modules[0].go.as_deref(), Some("1.20"));
    assert_eq!(list.modules[3].line, 12);
    let selected: Vec<String> = list.selected().iter().map(ToString::to_string).collect();
    assert_eq!(
        selected,
        [
            "example.com/a@v1.0.0",
            "example.com/b@v1.2.0",
            "example.com/c@v1.0.0"
        ]
    );
}

#[test]
fn a_go_mod_that_agrees_has_no_mismatch() {
    assert_eq!(
        mismatches(
            "go 1.20
             require example.com/a v1.0.0
             require example.com/b v1.2.0
             replace example.com/b v1.2.0 => example.com/fork v1.5.0
             replace example.com/c => ../c"
        ),
        ""
    );
}

#[test]
fn every_contradiction_is_named() {
    assert_eq!(
        mismatches(
            "go 1.20
             require example.com/a v1.1.0
             replace example.com/b v1.2.0 => example.com/fork v1.6.0
             replace example.com/d => ../d"
        ),
        "`example.com/a@v1.1.0` is required, but modules.txt does not mark it explicit\n\
         modules.txt marks `example.com/a@v1.0.0` explicit, but nothing requires it\n\
         modules.txt marks `example.com/b@v1.2.0` explicit, but nothing requires it\n\
         `example.com/b@v1.2.0` is replaced by `example.com/fork@v1.6.0`, in modules.txt by \
         `example.com/fork@v1.5.0`\n\
         `example.com/d` is replaced, but not in modules.txt\n\
         modules.txt replaces `example.com/c@v1.0.0`, nothing else does\n\
         modules.txt replaces `example.com/c`, nothing else does"
    );
}

#[test]
fn before_go_1_14_requirements_are_not_compared() {
    assert_eq!(
        mismatches(
            "go 1.13
             replace example.com/b v1.2.0 => example.com/fork v1.5.0
             replace example.com/c => ../c"
        ),
        ""
    );
}

#[test]
fn the_list_is_read_off_a_graph() {
    let text = "example.com/main example.com/a@v1.0.0\nexample.com/main go@1.21.0\n\
                example.com/a@v1.0.0 example.com/b@v1.10.0\nexample.com/a@v1.0.0 example.com/b@v1.9.0\n";
    let graph = GraphText::parse(text.as_bytes()).unwrap();
    let list: Vec<String> = graph.build_list().iter().map(ToString::to_string).collect();
    assert_eq!(
        list,
        [
            "example.com/a@v1.0.0",
            "example.com/b@v1.10.0",
            "example.com/main@",
            "go@1.21.0"
        ]
    );
    let error = GraphText::parse(b"a b@v1\na b c\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: expected two modules, such as `example.com/a example.com/b@v1.0.0`, found `a b c`"
    );
    assert!(GraphText::parse(b"a \xff\n").is_err());
}
