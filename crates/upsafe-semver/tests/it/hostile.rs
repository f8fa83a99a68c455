//! A repository whose own configuration names programs: none of them is run.

use std::fs;

use upsafe_semver::{Git, Signers};

use crate::support::{Repo, has, judge, path, program};

/// A program that leaves a trace.
fn trap(repo: &Repo) -> (String, std::path::PathBuf) {
    let trace = path(repo.path(), ".git/trace");
    let script = path(repo.path(), ".git/trap.sh");
    fs::write(
        &script,
        format!("#!/bin/sh\necho \"$0 $@\" >> '{}'\ncat\n", trace.display()),
    )
    .unwrap();
    let made = program("chmod").arg("+x").arg(&script).status().unwrap();
    assert!(made.success());
    (script.display().to_string(), trace)
}

#[test]
fn a_repository_chooses_no_program() {
    let repo = Repo::new();
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.1.0\"\n",
    )
    .write(".gitattributes", "* filter=trap diff=trap\n")
    .commit("one")
    .tag("v0.1.0");
    if has("ssh-keygen", "-?") {
        let key = path(repo.path(), ".git/key");
        let mut keygen = program("ssh-keygen");
        keygen
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"])
            .arg(&key);
        assert!(keygen.status().unwrap().success());
        let signing = format!("user.signingKey={}", key.display());
        repo.git(&[
            "-c",
            "gpg.format=ssh",
            "-c",
            &signing,
            "tag",
            "-s",
            "-m",
            "x",
            "v0.1.1",
        ]);
    }
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.2.0\"\n",
    )
    .commit("two");
    let (script, trace) = trap(&repo);
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.trap.textconv",
        "diff.trap.command",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.trap.process",
        "gpg.program",
        "gpg.openpgp.program",
        "gpg.ssh.program",
        "gpg.ssh.defaultKeyCommand",
        "gpg.x509.program",
        "credential.helper",
        "interactive.diffFilter",
        "pager.log",
        "pager.diff",
        "pager.tag",
        "alias.log",
        "trace2.eventTarget",
    ] {
        let value = match key {
            "alias.log" => format!("!{script}"),
            "trace2.eventTarget" => "0".to_owned(),
            _ => script.clone(),
        };
        repo.git(&["config", key, &value]);
    }
    repo.git(&["config", "log.showSignature", "true"]);
    let hooks = path(repo.path(), ".git/own-hooks");
    fs::create_dir(&hooks).unwrap();
    for hook in [
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        fs::copy(&script, hooks.join(hook)).unwrap();
    }
    repo.git(&["config", "core.hooksPath", hooks.to_str().unwrap()]);
    drop(fs::remove_file(&trace));
    // The file differs from the index in its time alone, which makes git look twice.
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.2.0\"\n",
    );
    repo.write("signers", "x@example.org ssh-ed25519 AAAA\n");
    let policy = "[semver]\nbranches = [\"main\"]\n[semver.tags]\nsigned = true\nallowed-signers = \"signers\"\n";
    let report = judge(repo.path(), policy);
    assert!(!report.findings.is_empty());
    let git = repo.binary();
    let signers = path(repo.path(), "signers");
    let signers = Signers::new(Some(&signers), None);
    let tags = git.tags().unwrap();
    for tag in &tags {
        git.verify(&tag.name, &signers).unwrap();
    }
    git.branches().unwrap();
    git.files().unwrap();
    let traced = fs::read_to_string(&trace).unwrap_or_default();
    assert_eq!(traced, "", "a program of the repository was run");
}
