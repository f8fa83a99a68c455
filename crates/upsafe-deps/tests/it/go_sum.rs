//! go.sum: its oddities, and whether a module cache agrees with it.

use std::path::Path;

use upsafe_deps::ecosystem::go::DownloadFolder;
use upsafe_deps::ecosystem::go::sum::{Depth, GoSum, H1, SumKind, verify};

const ONE: &str = "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const TWO: &str = "h1:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";

fn oddities(text: &[u8]) -> String {
    let odd: Vec<String> = GoSum::parse(text)
        .oddities
        .iter()
        .map(ToString::to_string)
        .collect();
    odd.join("\n")
}

#[test]
fn lines_are_read_with_their_places() {
    let text = format!("example.com/a v1.0.0 {ONE}\r\n\n  example.com/a v1.0.0/go.mod {TWO}\n");
    let sum = GoSum::parse(text.as_bytes());
    assert_eq!(sum.oddities, []);
    assert_eq!(sum.lines.len(), 2);
    assert_eq!(sum.lines[0].key.kind, SumKind::Zip);
    assert_eq!(sum.lines[1].key.to_string(), "example.com/a v1.0.0/go.mod");
    assert_eq!((sum.lines[1].span.line, sum.lines[1].span.column), (3, 3));
    assert_eq!(sum.lines[1].hash_span.column, 31);
}

#[test]
fn what_is_odd_is_said_with_its_place() {
    let text = format!(
        "example.com/a v1.0.0 {ONE}\n\
         example.com/a v1.0.0 {ONE}\n\
         example.com/a v1.0.0 {TWO}\n\
         example.com/a v1.0.0\n\
         <<<<<<< HEAD\n\
         example.com/../a v1.0.0 {ONE}\n\
         example.com/a v1.0 {ONE}\n\
         example.com/a v1.1.0 h2:abc\n\
         example.com/a v1.1.0 h1:abc\n"
    );
    assert_eq!(
        oddities(text.as_bytes()),
        "line 2, column 1: the line stands there already, on line 1\n\
         line 3, column 1: line 1 has another hash for `example.com/a v1.0.0`; content that fits either is accepted\n\
         line 4, column 1: expected `path version hash`, found 2 words\n\
         line 5, column 1: a merge conflict is not resolved\n\
         line 6, column 1: `example.com/../a` is not a path from which a module could be downloaded\n\
         line 7, column 15: `v1.0` is not a canonical version, with or without `/go.mod`\n\
         line 8, column 22: `h2:abc` is not a hash of the only known algorithm, h1\n\
         line 9, column 22: `h1:abc` is not the base64 of a SHA-256 sum"
    );
    assert_eq!(oddities(b"a \xff b"), "line 1, column 1: expected UTF-8");
    assert_eq!(
        oddities(b"\0\x01\x02"),
        "line 1, column 1: expected `path version hash`, found 1 words"
    );
}

#[test]
fn the_cache_is_compared_with_the_sums() {
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("example.com/!upper/@v");
    std::fs::create_dir_all(&module).unwrap();
    let write = |name: &str, content: &[u8]| std::fs::write(module.join(name), content).unwrap();
    write("v1.0.0.mod", b"module example.com/Upper\n");
    write("v1.0.0.ziphash", ONE.as_bytes());
    let good = H1::of_go_mod(b"module example.com/Upper\n");
    let check = |text: String| {
        let cache = DownloadFolder::new(folder.path());
        let verified = verify(&GoSum::parse(text.as_bytes()), &cache, Depth::Noted).unwrap();
        let wrong: Vec<String> = verified
            .mismatches
            .iter()
            .map(|m| format!("{} is {} in {}", m.key, m.found, name_of(&m.file)))
            .collect();
        (verified.n_compared, wrong.join("\n"))
    };
    assert_eq!(
        check(format!(
            "example.com/Upper v1.0.0 {ONE}\nexample.com/Upper v1.0.0/go.mod {good}\n\
             example.com/Upper v1.1.0 {ONE}\n"
        )),
        (2, String::new())
    );
    assert_eq!(
        check(format!(
            "example.com/Upper v1.0.0 {TWO}\nexample.com/Upper v1.0.0/go.mod {TWO}\n"
        )),
        (
            2,
            format!(
                "example.com/Upper v1.0.0 is {ONE} in v1.0.0.ziphash\n\
                 example.com/Upper v1.0.0/go.mod is {good} in v1.0.0.mod"
            )
        )
    );
    // One hash that fits is enough, as for go itself.
    let both = format!("example.com/Upper v1.0.0 {TWO}\nexample.com/Upper v1.0.0 {ONE}\n");
    assert_eq!(check(both), (1, String::new()));
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[cfg(feature = "go-zip")]
#[test]
fn a_zip_is_hashed_by_its_content() {
    use std::io::Write as _;

    use upsafe_deps::ecosystem::go::sum::{hash_zip, sha256};

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.zip");
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let options = zip::write::SimpleFileOptions::default();
    let files = [
        ("m@v1.0.0/b.go", "package b\n"),
        ("m@v1.0.0/a/go.mod", "module m\n"),
    ];
    for (name, content) in files {
        writer.start_file(name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    let sums = files.map(|(name, content)| (name.to_owned(), sha256(content.as_bytes())));
    let expected = H1::of_files(sums.to_vec()).unwrap();
    let content = std::fs::read(&path).unwrap();
    assert_eq!(hash_zip(std::io::Cursor::new(&content)).unwrap(), expected);
    let cut = &content[..content.len() / 2];
    let error = hash_zip(std::io::Cursor::new(cut)).unwrap_err();
    assert!(
        error.to_string().starts_with("the zip is damaged: "),
        "{error}"
    );
}
