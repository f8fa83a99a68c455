//! With real git: repositories whose configuration names programs, and calls that end badly.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{fs, path::Path};

use upsafe_git::{Call, CallError, Ended, finish};

fn git(folder: &Path, args: &[&str]) -> Ended {
    let ended = Call::new(folder, args).run().unwrap();
    assert!(ended.success, "{args:?}: {}", ended.talk());
    ended
}

/// A program that leaves a file behind, so that nobody runs it unseen.
fn trap(folder: &Path) -> String {
    let script = folder.join("trap.sh");
    let text = format!("#!/bin/sh\n: > '{}'\n", folder.join("sprung").display());
    fs::write(&script, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
    script.display().to_string()
}

#[test]
fn a_repository_chooses_no_program() {
    let folder = tempfile::tempdir().unwrap();
    let (top, script) = (folder.path(), trap(folder.path()));
    git(top, &["init", "--quiet", "."]);
    fs::write(top.join("a"), "one\n").unwrap();
    git(top, &["add", "a"]);
    for name in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.askPass",
        "core.editor",
        "diff.external",
        "credential.helper",
        "gpg.program",
        "gpg.ssh.program",
    ] {
        git(top, &["config", name, &script]);
    }
    fs::create_dir_all(top.join("hooks")).unwrap();
    fs::copy(&script, top.join("hooks/post-index-change")).unwrap();
    git(top, &["config", "core.hooksPath", "hooks"]);
    fs::write(top.join("a"), "two\n").unwrap();
    git(top, &["status", "--porcelain"]);
    git(top, &["add", "a"]);
    git(top, &["diff", "--cached", "--no-ext-diff", "--no-textconv"]);
    let fetch = Call::new(top, &["ls-remote", "ssh://example.invalid/a"]).run();
    let refused = fetch.unwrap();
    assert!(!refused.success);
    assert!(refused.talk().contains("not allowed"), "{}", refused.talk());
    assert!(!top.join("sprung").exists());
    // The trap works where git is called without care.
    #[expect(
        clippy::disallowed_methods,
        reason = "what this crate is there to prevent"
    )]
    let status = std::process::Command::new("git")
        .args(["status", "--porcelain"])
        .current_dir(top)
        .output()
        .unwrap();
    assert!(status.status.success());
    assert!(top.join("sprung").exists());
}

#[test]
fn the_folder_of_hooks_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "--quiet", "."]);
    git(folder.path(), &["config", "core.hooksPath", "mine"]);
    let question = ["rev-parse", "--git-path", "hooks"];
    let own = Call::new(folder.path(), &question).with_own_hooks().run();
    assert_eq!(own.unwrap().text(), "mine");
    assert_eq!(git(folder.path(), &question).text(), "/dev/null");
}

#[test]
fn what_git_says_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let ended = Call::new(folder.path(), &["rev-parse", "HEAD"]).run();
    let ended = ended.unwrap();
    assert_eq!((ended.success, ended.code), (false, Some(128)));
    assert!(ended.talk().contains("not a git repository"), "{ended:?}");
    assert_eq!(ended.text(), "");
}

#[test]
fn input_and_settings_reach_git() {
    let folder = tempfile::tempdir().unwrap();
    let call = Call::new(folder.path(), &["hash-object", "--stdin"]);
    let ended = call.input(b"hello\n".to_vec()).run().unwrap();
    assert_eq!(ended.text(), "ce013625030ba8dba906f756967f9e9ca394464a");
    let call = Call::new(folder.path(), &["config", "user.name"]).setting("user.name=nobody");
    assert_eq!(call.run().unwrap().text(), "nobody");
}

#[test]
fn a_program_that_is_not_there_is_named() {
    #[expect(clippy::disallowed_methods, reason = "a program that nobody has")]
    let mut command = std::process::Command::new("no-such-program-at-all");
    let error = finish(&mut command, Vec::new(), "no-such-program-at-all x").unwrap_err();
    assert!(matches!(error, CallError::NotStarted { .. }), "{error:?}");
    let said = error.to_string();
    assert!(
        said.starts_with("`no-such-program-at-all` cannot be started: "),
        "{said}"
    );
}
