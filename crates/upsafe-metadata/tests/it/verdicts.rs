//! Stores with every kind of bad file: each is found, with its place and its cause.

use std::{fs, path::Path};

use upsafe_metadata::{
    Since, Survey,
    reader::Verdict,
    source::{EtcdAccess, SourceSpec},
    verify,
};

use crate::store::{Version, fill, judge, topic};

fn survey(root: &Path, source: &str) -> Survey {
    let version = Version::old();
    let source = SourceSpec::parse(source)
        .unwrap()
        .open(root, &EtcdAccess::default())
        .unwrap();
    verify(
        &*source,
        &judge(&version),
        &Since::default(),
        2,
        &mut |_| {},
    )
    .unwrap()
}

fn told(survey: &Survey) -> Vec<String> {
    survey
        .objects
        .iter()
        .map(|object| {
            let cause = &object.causes[0];
            let group = &survey.causes[cause.group];
            let place = cause
                .position
                .map_or_else(String::new, |at| format!("{}:{} ", at.line, at.column));
            let detail = group
                .detail
                .as_ref()
                .map_or_else(String::new, |detail| format!(" ({detail})"));
            format!(
                "{} {} {place}{}{detail}",
                object.key,
                object.verdict.name(),
                group.title()
            )
        })
        .collect()
}

#[test]
fn bad_files_of_a_local_store_are_found_and_told_apart() {
    let check = |name: &str, bytes: &[u8], expected: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fill(root);
        fs::write(root.join("data/metadata/Topic").join(name), bytes).unwrap();
        let survey = survey(root, "fluvio-local:data");
        assert_eq!(told(&survey), expected, "{name}");
        assert_eq!(survey.count(Verdict::Fine), survey.total() - expected.len());
    };
    let whole = topic("t", "[]");
    check("t.yaml", whole.as_bytes(), &[]);
    check(
        "t.yaml",
        b"",
        &["Topic/t unreadable the text is torn (the file is empty)"],
    );
    let spec = whole.find("spec").unwrap();
    check(
        "t.yaml",
        &whole.as_bytes()[..spec],
        &[
            "Topic/t unreadable the text is torn (there is no `spec`: the text is torn, or was never an object of this store)",
        ],
    );
    check(
        "t.yaml",
        whole.replace("!1.0.0", "!2.0.0").as_bytes(),
        &[
            "Topic/t unreadable the version of the envelope is unknown (found the tag `!2.0.0`, expected `!1.0.0`)",
        ],
    );
    check(
        "t.yaml",
        whole.replace("!1.0.0\n", "").as_bytes(),
        &[
            "Topic/t unreadable the version of the envelope is unknown (found no tag, expected the version of the store as `!1.0.0`)",
        ],
    );
    check(
        "t.yaml",
        b"!1.0.0\nkey: \xff\n",
        &[
            "Topic/t unreadable 2:6 it is no text in UTF-8 (found the byte 0xff, expected text in UTF-8)",
        ],
    );
    check(
        "t.yaml",
        whole.replace("home: []", "house: []").as_bytes(),
        &["Topic/t lossy 13:5 `spec.replicas.mirror.house`: unknown field, dropped by the reader"],
    );
    check(
        "t.yaml",
        whole.replace("Succesful", "Other").as_bytes(),
        &["Topic/t unreadable 7:3 `status.pairing`: unknown value `Other`"],
    );
    check(
        "t.yaml",
        whole.replace("meta:", "more: 1\nmeta:").as_bytes(),
        &["Topic/t lossy 2:1 `more`: unknown field, dropped by the reader"],
    );
}

#[test]
fn names_and_places_must_agree_and_strays_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    let topics = root.join("data/metadata/Topic");
    fs::write(topics.join("x.yaml"), topic("y", "[]")).unwrap();
    fs::write(topics.join("z.yaml.bak"), topic("z", "[]")).unwrap();
    fs::create_dir(topics.join("folder.yaml")).unwrap();
    let survey = survey(root, "fluvio-local:data");
    assert_eq!(survey.misplaced.len(), 1);
    assert_eq!(
        survey.misplaced[0].2,
        "the file is `x.yaml`, the key in it is `y`"
    );
    assert_eq!(survey.strays, ["Topic/folder.yaml", "Topic/z.yaml.bak"]);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_a_finding() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fill(root);
    let name = std::ffi::OsStr::from_bytes(b"a\xff.yaml");
    fs::write(root.join("data/metadata/Topic").join(name), "x").unwrap();
    let survey = survey(root, "fluvio-local:data");
    assert_eq!(survey.count(Verdict::Unreadable), 1, "{:?}", told(&survey));
}

#[test]
fn folders_dumps_and_lines_hold_objects() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("d/below")).unwrap();
    fs::write(
        root.join("d/a.yaml"),
        "kind: A\nstatus: {pairing: Waiting}\n---\nkind: A\nstatus: {pairing: No}\n",
    )
    .unwrap();
    fs::write(
        root.join("d/below/b.json"),
        "{\"kind\": \"B\", \"status\": {\"pairing\": 1}}",
    )
    .unwrap();
    fs::write(root.join("d/c.json"), "{\"kind\":").unwrap();
    fs::write(root.join("d/notes.txt"), "x").unwrap();
    let found = survey(root, "dir:d");
    assert_eq!(
        told(&found),
        [
            "a.yaml#2 unreadable 5:10 `status.pairing`: unknown value `No`",
            "below/b.json unreadable 1:26 `status.pairing`: unknown value `1`",
            "c.json unreadable 1:9 the text is torn (it ends in the middle: the text ends, expected a value)",
        ]
    );
    assert_eq!(found.strays, ["notes.txt"]);
    let list = "apiVersion: v1\nkind: List\nitems:\n- kind: Topic\n  metadata: {name: t, namespace: n}\n  status: {pairing: No}\n- kind: Topic\n  metadata: {name: u}\n  status: {pairing: Waiting}\n";
    fs::write(root.join("dump.yaml"), list).unwrap();
    let found = survey(root, "kubectl:dump.yaml");
    assert_eq!(
        told(&found),
        [
            "Topic/n/t unreadable 6:12 `status.pairing`: unknown value `No`",
            "Topic/u lossy 8:3 `metadata`: unknown field, dropped by the reader",
        ]
    );
    assert_eq!(found.total(), 2);
    fs::write(root.join("l.jsonl"), "{\"key\":\"k1\",\"status\":{\"pairing\":\"Waiting\"}}\n\n{\"status\":{\"pairing\":0}}\n{\"key\":\n").unwrap();
    let found = survey(root, "jsonl:l.jsonl");
    assert_eq!(
        told(&found),
        [
            "l.jsonl:3 unreadable 3:12 `status.pairing`: unknown value `0`",
            "l.jsonl:4 unreadable 4:8 the text is torn (it ends in the middle: the text ends, expected a value)",
        ]
    );
}
