//! go.work: the parser and the standard format.

use upsafe::deps::ecosystem::go::modfile::{GoWork, print};

use crate::go_mod::refused;

/// Reads a go.work, prints it, and reads what was printed.
pub fn run(data: &[u8]) {
    let file = match GoWork::parse(data) {
        Ok(file) => file,
        Err(errors) => return refused(data, &errors),
    };
    let printed = print(&file.syntax);
    let again = match GoWork::parse(printed.as_bytes()) {
        Ok(again) => again,
        Err(errors) => panic!("{errors}: what was printed is refused: {printed:?}"),
    };
    assert_eq!(print(&again.syntax), printed, "printing is not stable");
    let words = |file: &GoWork| {
        let uses: Vec<_> = file.uses.iter().map(|line| line.path.clone()).collect();
        let replaces: Vec<_> = file
            .replace
            .iter()
            .map(|r| (r.path.clone(), r.version.clone(), r.with.clone()))
            .collect();
        let go = file.go.as_ref().map(|go| go.version.clone());
        let toolchain = file.toolchain.as_ref().map(|line| line.version.clone());
        (go, toolchain, uses, replaces)
    };
    assert_eq!(words(&file), words(&again), "printing changes what is said");
}
