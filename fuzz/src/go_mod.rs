//! go.mod: strict, lax, and the standard format.

use upsafe::deps::ecosystem::go::modfile::{GoMod, ParseErrors, print};

use crate::promise;

/// Reads a go.mod both ways, prints it, and reads what was printed.
pub fn run(data: &[u8]) {
    let strict = GoMod::parse(data);
    let lax = GoMod::parse_lax(data);
    let file = match (strict, lax) {
        (Ok(strict), Ok(lax)) => {
            assert_eq!(strict.module, lax.module);
            assert_eq!(strict.require, lax.require);
            strict
        }
        (Ok(_), Err(lax)) => panic!("strict reads what lax refuses: {lax}"),
        (Err(errors), lax) => {
            refused(data, &errors);
            match lax {
                Err(errors) => refused(data, &errors),
                Ok(lax) => assert!(lax.replace.is_empty() && lax.exclude.is_empty()),
            }
            return;
        }
    };
    let printed = print(&file.syntax);
    let again = match GoMod::parse(printed.as_bytes()) {
        Ok(again) => again,
        Err(errors) => panic!("{errors}: what was printed is refused: {printed:?}"),
    };
    assert_eq!(print(&again.syntax), printed, "printing is not stable");
    let words = |file: &GoMod| {
        let requires: Vec<_> = file
            .require
            .iter()
            .map(|r| (r.module.clone(), r.indirect))
            .collect();
        let excludes: Vec<_> = file.exclude.iter().map(|e| e.module.clone()).collect();
        let replaces: Vec<_> = file
            .replace
            .iter()
            .map(|r| (r.path.clone(), r.version.clone(), r.with.clone()))
            .collect();
        let retracts: Vec<_> = file
            .retract
            .iter()
            .map(|r| (r.low.clone(), r.high.clone()))
            .collect();
        (
            file.module.as_ref().map(|module| module.path.clone()),
            file.go.as_ref().map(|go| go.version.clone()),
            file.toolchain.as_ref().map(|line| line.version.clone()),
            requires,
            excludes,
            replaces,
            retracts,
        )
    };
    assert_eq!(words(&file), words(&again), "printing changes what is said");
}

/// Every error has a place in the text and one line.
pub(crate) fn refused(data: &[u8], errors: &ParseErrors) {
    let text = String::from_utf8_lossy(data);
    assert!(!errors.errors().is_empty());
    for error in errors.errors() {
        promise::talk(&error);
        promise::position(&text, error.span.line as usize, error.span.column as usize);
        assert!(error.span.end_column >= error.span.column, "{error:?}");
    }
    let lines = errors.errors().iter().map(|error| error.span.line);
    assert!(lines.is_sorted(), "{errors:?}");
}
