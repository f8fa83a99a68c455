//! What the binary is asked: tags, files of revisions, changes, refusals.

use upsafe_semver::{Git, TagKind};

use crate::support::{Repo, git_in, judge, told};

fn small() -> Repo {
    let repo = Repo::new();
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.1.0\"\n",
    )
    .write("a b/ü.txt", "1\n")
    .commit("one")
    .tag("v0.1.0");
    repo.git(&["tag", "light"]);
    repo.write("a b/ü.txt", "2\n")
        .commit("feat: two\n\nwith a body");
    repo
}

#[test]
fn tags_tell_their_kind_and_where_they_lead() {
    let repo = small();
    let git = repo.binary();
    let head = git.head().unwrap();
    assert_eq!(
        (head.branch.as_deref(), head.is_shallow),
        (Some("main"), false)
    );
    let tags = git.tags().unwrap();
    let found: Vec<_> = tags
        .iter()
        .map(|tag| {
            (
                tag.name.as_str(),
                tag.kind,
                tag.is_reachable,
                tag.seconds,
                tag.signature,
            )
        })
        .collect();
    let seconds = 1_767_323_045;
    assert_eq!(
        found,
        [
            ("light", TagKind::Lightweight, true, seconds, None),
            ("v0.1.0", TagKind::Annotated, true, seconds, None),
        ]
    );
    assert_eq!(tags[0].target, tags[1].target);
    assert!(
        tags[0]
            .target
            .as_ref()
            .is_some_and(|target| *target != head.commit)
    );
    assert!(!git.has_remote().unwrap());
}

#[test]
fn files_of_a_revision_are_read_and_what_is_missing_is_none() {
    let repo = small();
    let git = repo.binary();
    let wanted = [
        ("v0.1.0", "a b/ü.txt"),
        ("HEAD", "a b/ü.txt"),
        ("HEAD", "x y"),
        ("HEAD", "a b"),
    ];
    let wanted = wanted.map(|(revision, path)| (revision.to_owned(), path.to_owned()));
    let read = git.read_many(&wanted).unwrap();
    assert_eq!(
        read,
        [Some(b"1\n".to_vec()), Some(b"2\n".to_vec()), None, None]
    );
    assert_eq!(git.changed("v0.1.0", Some("HEAD")).unwrap(), ["a b/ü.txt"]);
    assert!(git.changed("HEAD", None).unwrap().is_empty());
    let base = git.merge_base("HEAD", "v0.1.0").unwrap().unwrap();
    assert_eq!(Some(base), git.tags().unwrap()[1].target);
    let commits = git.commits("v0.1.0", "HEAD", 10).unwrap();
    assert_eq!(
        (commits.len(), commits[0].message.as_str()),
        (1, "feat: two\n\nwith a body")
    );
    assert_eq!(commits[0].files, ["a b/ü.txt"]);
}

#[test]
fn a_folder_of_the_work_tree_is_asked_about_itself() {
    let repo = small();
    let git = upsafe_semver::GitBinary::new(repo.path().join("a b"));
    assert_eq!(git.read("HEAD", "ü.txt").unwrap(), Some(b"2\n".to_vec()));
    assert_eq!(git.changed("v0.1.0", Some("HEAD")).unwrap(), ["ü.txt"]);
    assert_eq!(git.files().unwrap(), ["ü.txt"]);
}

#[test]
fn what_git_could_take_for_an_option_is_refused() {
    let repo = small();
    let git = repo.binary();
    for revision in [
        "",
        "--output=/tmp/x",
        "-v",
        "HEAD\nHEAD",
        "HEAD x",
        "HEAD:x",
    ] {
        let error = git.changed(revision, None).unwrap_err().to_string();
        assert!(
            error.starts_with("expected the name of a revision"),
            "{revision}: {error}"
        );
        assert!(git.read(revision, "x").is_err(), "{revision}");
        assert!(git.tags_of(revision).is_err(), "{revision}");
    }
    assert!(git.read("HEAD", "a\nb").is_err());
    let error = git.changed("gone", None).unwrap_err().to_string();
    assert!(
        error.starts_with("the revision `gone` is not here"),
        "{error}"
    );
}

#[test]
fn a_linked_work_tree_is_a_work_tree() {
    let repo = small();
    let beside = repo.path().join("beside");
    repo.git(&[
        "worktree",
        "add",
        "--quiet",
        "--detach",
        beside.to_str().unwrap(),
        "v0.1.0",
    ]);
    let report = judge(
        &beside,
        "[levels]\n\"semver/missing-changelog\" = \"off\"\n",
    );
    assert_eq!(told(&report), (vec![], 0));
}

#[test]
fn a_clone_without_tags_cannot_tell() {
    let repo = small();
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.3.0\"\n",
    )
    .commit("three");
    let from = format!("file://{}", repo.path().display());
    for (depth, expected) in [
        ("--no-tags", "cargo:one"),
        ("--depth=1", "repository:history"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let clone = folder.path().join("clone");
        let cloned = git_in(
            folder.path(),
            &["clone", "--quiet", depth, &from, clone.to_str().unwrap()],
        );
        assert!(cloned.status.success());
        let report = judge(&clone, "[levels]\n\"semver/missing-changelog\" = \"off\"\n");
        let expected = vec![format!("semver/unknown-history {expected}")];
        let (found, code) = told(&report);
        assert_eq!((found, code), (expected, 2), "{depth}");
    }
}
