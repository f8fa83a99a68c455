//! Programs as readers: started for each object, or running and answering lines. Needs `sh`.

use std::{fs, path::Path, time::Duration};

use upsafe_metadata::{
    Since,
    reader::{Judge, Program},
    source::{EtcdAccess, SourceSpec},
    verify,
};

use crate::store::fill;

fn told(root: &Path, command: &[&str], timeout: Duration) -> Vec<String> {
    let command = command.iter().map(|&word| word.to_owned()).collect();
    let program = Program::new(command, timeout, root.to_owned()).unwrap();
    let judge = Judge {
        reader: &program,
        writer: None,
        clients: &[],
        moves: &[],
    };
    let source = SourceSpec::parse("fluvio-local:data")
        .unwrap()
        .open(root, &EtcdAccess::default())
        .unwrap();
    let survey = verify(&*source, &judge, &Since::default(), 2, &mut |_| {}).unwrap();
    let mut told: Vec<String> = survey
        .ranked()
        .iter()
        .map(|group| {
            format!(
                "{} {} {} x{}",
                group.verdict.name(),
                group.kind,
                group.title(),
                group.n_objects
            )
        })
        .collect();
    told.push(format!("{} in all", survey.total()));
    told
}

fn check(command: &[&str], timeout: Duration, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    if cfg!(not(unix)) {
        return;
    }
    assert_eq!(
        told(folder.path(), command, timeout),
        expected,
        "{command:?}"
    );
}

const LONG: Duration = Duration::from_secs(60);

#[test]
fn a_program_is_started_for_each_object() {
    check(&["sh", "-c", "exit 0", "{file}"], LONG, &["4 in all"]);
    check(&["cat", "{file}"], LONG, &["4 in all"]);
    check(
        &[
            "sh",
            "-c",
            "grep -q 'id: a' \"$1\" || exit 0; echo 'spec.replicas.home[3]: missing field `x` at line 3 column 4' >&2; exit 1",
            "sh",
            "{file}",
        ],
        LONG,
        &[
            "unreadable Topic `spec.replicas.home[]`: missing field `x` x1",
            "4 in all",
        ],
    );
    check(
        &["sh", "-c", "grep -v pairing \"$1\"", "sh", "{file}"],
        LONG,
        &[
            "lossy Topic `status.pairing`: dropped by the reader x3",
            "lossy Mirror `status.pairing`: dropped by the reader x1",
            "4 in all",
        ],
    );
    check(
        &[
            "sh",
            "-c",
            "sed s/Succesful/Waiting/ \"$1\"",
            "sh",
            "{file}",
        ],
        LONG,
        &[
            "lossy Topic `status.pairing`: read as another value x3",
            "lossy Mirror `status.pairing`: read as another value x1",
            "4 in all",
        ],
    );
    check(
        &["sh", "-c", "kill -9 $$", "{file}"],
        LONG,
        &[
            "unreadable Topic the program was ended by signal 9 x3",
            "unreadable Mirror the program was ended by signal 9 x1",
            "4 in all",
        ],
    );
}

#[test]
fn a_program_that_hangs_or_is_not_there_makes_nothing_fine() {
    check(
        &["sh", "-c", "exec sleep 600", "{file}"],
        Duration::from_millis(50),
        &[
            "unverifiable Topic the program gave no answer within 50ms x3",
            "unverifiable Mirror the program gave no answer within 50ms x1",
            "4 in all",
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let told = told(folder.path(), &["./no-such-program", "{file}"], LONG);
    assert!(
        told[0].starts_with("unverifiable Topic `./no-such-program` cannot be started"),
        "{told:?}"
    );
}

#[test]
fn a_running_program_answers_lines() {
    // Its answers are numbered as its questions are: it counts.
    let counting = "n=0; while read -r line; do n=$((n+1)); ";
    let fine = format!("{counting} echo \"{{\\\"id\\\": $n, \\\"readable\\\": true}}\"; done");
    check(&["sh", "-c", &fine], LONG, &["4 in all"]);
    let refusing = format!(
        "{counting} echo \"{{\\\"id\\\": $n, \\\"readable\\\": false, \\\"error\\\": \\\"spec.a: unknown variant\\\"}}\"; done"
    );
    check(
        &["sh", "-c", &refusing],
        LONG,
        &[
            "unreadable Topic `spec.a`: unknown variant x3",
            "unreadable Mirror `spec.a`: unknown variant x1",
            "4 in all",
        ],
    );
    check(
        &["sh", "-c", "read -r line; exit 3"],
        LONG,
        &[
            "unreadable Topic the program ended with exit code 3 x3",
            "unreadable Mirror the program ended with exit code 3 x1",
            "4 in all",
        ],
    );
    check(
        &["sh", "-c", "while read -r line; do echo nonsense; done"],
        LONG,
        &[
            "unverifiable Topic the program answered `nonsense`, expected a line of JSON x3",
            "unverifiable Mirror the program answered `nonsense`, expected a line of JSON x1",
            "4 in all",
        ],
    );
    check(
        &["sh", "-c", "read -r line; exec sleep 600"],
        Duration::from_millis(50),
        &[
            "unverifiable Topic the program gave no answer within 50ms x3",
            "unverifiable Mirror the program gave no answer within 50ms x1",
            "4 in all",
        ],
    );
}

#[test]
fn what_a_writer_drops_is_found_where_the_reader_is_the_same() {
    if cfg!(not(unix)) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("seeds")).unwrap();
    fs::write(
        root.join("seeds/a.yaml"),
        "kind: Topic\nkey: a\nspec:\n  ignoreRack: true\n  partitions: 1\n",
    )
    .unwrap();
    let words = |script: &str| {
        vec![
            "sh".to_owned(),
            "-c".to_owned(),
            script.to_owned(),
            "sh".to_owned(),
            "{file}".to_owned(),
        ]
    };
    let writer = Program::new(words("grep -v ignoreRack \"$1\""), LONG, root.to_owned()).unwrap();
    let reader = Program::new(words("cat \"$1\""), LONG, root.to_owned()).unwrap();
    let judge = Judge {
        reader: &reader,
        writer: Some(&writer),
        clients: &[],
        moves: &[],
    };
    let source = SourceSpec::parse("dir:seeds")
        .unwrap()
        .open(root, &EtcdAccess::default())
        .unwrap();
    let survey = verify(&*source, &judge, &Since::default(), 1, &mut |_| {}).unwrap();
    let told: Vec<String> = survey.ranked().iter().map(|group| group.title()).collect();
    assert_eq!(told, ["`spec.ignoreRack`: dropped by the writer"]);
}
