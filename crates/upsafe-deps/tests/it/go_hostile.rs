//! Input that nobody writes on purpose: no panic, no hang, an error with a place.

use std::path::Path;

use proptest::prelude::*;
use upsafe_deps::ecosystem::go::modfile::{GoMod, GoWork, print};
use upsafe_deps::ecosystem::go::sum::GoSum;
use upsafe_deps::ecosystem::go::{
    DownloadFolder, FileError, GraphText, ModulePath, ModuleSource, NodeVersion, VendorList,
    Workspace, WorkspaceError, read_file,
};

/// Words and marks of the formats, and some of none.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "module",
        "go",
        "toolchain",
        "require",
        "replace",
        "exclude",
        "retract",
        "tool",
        "ignore",
        "godebug",
        "use",
        "(",
        ")",
        "[",
        "]",
        ",",
        "{",
        "}",
        "=>",
        "\"",
        "`",
        "'",
        "\\",
        "//",
        "/*",
        "// indirect",
        "// Deprecated: x",
        "v1.0.0",
        "v1.2",
        "v2.0.0+incompatible",
        "1.21",
        "go1.21",
        "example.com/a",
        "example.com/a/v2",
        "gopkg.in/a.v1",
        "./dir",
        "../dir",
        "k=v",
        "\n",
        "\n",
        "\n",
        " ",
        "\t",
        "\r",
        "\u{feff}",
        "\u{0}",
        "é",
        "\u{301}",
        "<<<<<<< HEAD\n",
        "=======\n",
        "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "/go.mod",
        "# ",
        "## explicit",
        "@",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| {
        let mut text = String::new();
        for (index, piece) in pieces.iter().enumerate() {
            text.push_str(piece);
            if index % 3 != 0 {
                text.push(' ');
            }
        }
        text
    })
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(text in pieces()) {
        reads(text.as_bytes());
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        reads(&bytes);
    }

    #[test]
    fn what_is_printed_reads_as_the_same(text in pieces()) {
        if let Ok(file) = GoMod::parse(text.as_bytes()) {
            let printed = print(&file.syntax);
            let again = GoMod::parse(printed.as_bytes());
            prop_assert!(again.is_ok(), "{printed:?}: {again:?}");
            let again = again.unwrap();
            prop_assert_eq!(modules(&file), modules(&again));
            prop_assert_eq!(print(&again.syntax), printed);
        }
    }
}

fn modules(file: &GoMod) -> Vec<String> {
    file.require
        .iter()
        .map(|line| line.module.to_string())
        .collect()
}

fn reads(bytes: &[u8]) {
    if let Err(errors) = GoMod::parse(bytes) {
        assert!(
            errors.errors().iter().all(|error| error.span.line > 0),
            "{errors}"
        );
    }
    std::hint::black_box(GoMod::parse_lax(bytes).is_ok());
    std::hint::black_box(GoWork::parse(bytes).is_ok());
    std::hint::black_box(GraphText::parse(bytes).is_ok());
    std::hint::black_box(VendorList::parse(bytes));
    let sum = GoSum::parse(bytes);
    assert!(sum.oddities.iter().all(|odd| odd.span.line > 0));
}

#[test]
fn a_file_above_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("go.mod");
    let file = std::fs::File::create(&path).unwrap();
    file.set_len(100 << 20).unwrap();
    let error = Workspace::load_module(&path, &read_file).unwrap_err();
    assert_eq!(error, WorkspaceError::File(FileError::TooLarge { path }));
    assert!(
        error.to_string().ends_with("go.mod` is larger than 64 MiB"),
        "{error}"
    );
}

#[test]
fn deep_nesting_is_only_a_line() {
    let text = format!("require {}{}", "(".repeat(100_000), ")".repeat(100_000));
    let error = GoMod::parse(text.as_bytes()).unwrap_err();
    assert_eq!(error.errors().len(), 1);
    let text = "x (\n".repeat(100_000);
    let error = GoMod::parse(text.as_bytes()).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("line 1, column 1: the block `x (`"),
        "{error}"
    );
}

#[test]
fn a_merge_conflict_is_named_where_it_is() {
    let text = b"module m\n<<<<<<< HEAD\ngo 1.21\n=======\ngo 1.22\n>>>>>>> other\n";
    let error = GoMod::parse(text).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2, column 1: a merge conflict is not resolved"
    );
}

#[test]
fn no_path_leads_out_of_the_cache() {
    let cache = DownloadFolder::new("/nowhere");
    for path in [
        "../../etc",
        "/etc/passwd",
        "example.com/..",
        "example.com//a",
        "",
    ] {
        let path = ModulePath::new(path);
        let version = NodeVersion::new("v1.0.0");
        assert_eq!(cache.go_mod(&path, &version), Ok(None), "{path}");
        assert_eq!(cache.versions(&path), Ok(Vec::new()), "{path}");
    }
    let path = ModulePath::new("example.com/a");
    let version = NodeVersion::new("v1.0.0/../../x");
    assert_eq!(cache.go_mod(&path, &version), Ok(None));
}

#[test]
fn a_directory_in_place_of_a_file_is_an_error_and_not_a_hang() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("go.mod")).unwrap();
    let error = Workspace::load_module(&folder.path().join("go.mod"), &read_file).unwrap_err();
    assert!(error.to_string().starts_with("cannot read `"), "{error}");
    let missing = Workspace::load_module(Path::new("/nowhere/go.mod"), &read_file).unwrap_err();
    assert_eq!(missing.to_string(), "there is no file `/nowhere/go.mod`");
}
