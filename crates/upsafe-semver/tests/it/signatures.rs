//! Signatures of tags, made and verified by `ssh-keygen` and `gpg`: good, bad, unsigned, unknown.

use std::{fs, path::Path};

use upsafe_semver::{Git, Signature, Signers};

use crate::support::{Repo, has, judge, path, program, told};

fn released() -> Repo {
    let repo = Repo::new();
    repo.write(
        "Cargo.toml",
        "[package]\nname = \"one\"\nversion = \"0.1.0\"\n",
    )
    .commit("one");
    repo
}

/// A new SSH key, and its line for a list of signers.
fn ssh_key(repo: &Repo, name: &str) -> String {
    let key = path(repo.path(), &format!(".git/{name}"));
    let mut keygen = program("ssh-keygen");
    keygen
        .args(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f"])
        .arg(&key);
    assert!(keygen.status().unwrap().success());
    let public = fs::read_to_string(format!("{}.pub", key.display())).unwrap();
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
        name,
    ]);
    format!("{name}@example.org {public}")
}

/// The tag's text with another message under the same signature.
fn forge(repo: &Repo, from: &str, to: &str) {
    let read = crate::support::git_in(repo.path(), &["cat-file", "tag", from]);
    let text = String::from_utf8(read.stdout)
        .unwrap()
        .replace("\nx\n", "\nanother message\n");
    let file = path(repo.path(), ".git/forged");
    fs::write(&file, text).unwrap();
    let args = [
        "hash-object",
        "-t",
        "tag",
        "-w",
        "--literally",
        file.to_str().unwrap(),
    ];
    let made = crate::support::git_in(repo.path(), &args);
    let name = String::from_utf8(made.stdout).unwrap();
    repo.git(&["update-ref", &format!("refs/tags/{to}"), name.trim()]);
}

fn is_bad(signature: &Signature, words: &str) -> bool {
    matches!(signature, Signature::Bad { reason } if reason.contains(words))
}

#[test]
fn ssh_signatures_have_four_states() {
    if !has("ssh-keygen", "-?") {
        return;
    }
    let repo = released();
    let allowed = ssh_key(&repo, "good");
    ssh_key(&repo, "foreign");
    repo.tag("unsigned");
    repo.git(&["tag", "light"]);
    forge(&repo, "good", "forged");
    repo.write("signers", &allowed);
    let file = path(repo.path(), "signers");
    let signers = Signers::new(Some(&file), None);
    let git = repo.binary();
    let verify = |tag: &str| git.verify(tag, &signers).unwrap();
    let signer = "good@example.org".to_owned();
    assert_eq!(verify("good"), Signature::Good { signer });
    assert!(
        is_bad(&verify("foreign"), "nobody whom `allowed-signers` names"),
        "{:?}",
        verify("foreign")
    );
    assert!(
        is_bad(&verify("forged"), "does not fit"),
        "{:?}",
        verify("forged")
    );
    assert_eq!(verify("unsigned"), Signature::Unsigned);
    assert_eq!(verify("light"), Signature::Unsigned);
    let unknown = |signers: &Signers<'_>| {
        let found = git.verify("good", signers).unwrap();
        assert!(matches!(found, Signature::CannotVerify { .. }), "{found:?}");
    };
    unknown(&Signers::default());
    unknown(&Signers::new(Some(Path::new("/nowhere")), None));
    assert!(git.verify("gone", &signers).is_err());
}

#[test]
fn openpgp_signatures_have_four_states() {
    if !has("gpg", "--version") {
        return;
    }
    let repo = released();
    let homes = tempfile::Builder::new()
        .prefix("g")
        .tempdir_in("/tmp")
        .unwrap();
    let key = |name: &str| {
        let home = homes.path().join(name);
        fs::create_dir(&home).unwrap();
        program("chmod").arg("700").arg(&home).status().unwrap();
        let mut gpg = program("gpg");
        let user = format!("{name} <{name}@example.org>");
        gpg.arg("--homedir")
            .arg(&home)
            .args(["--batch", "--quiet", "--passphrase", ""]);
        gpg.args(["--quick-gen-key", &user, "ed25519", "sign", "never"]);
        assert!(gpg.output().unwrap().status.success());
        let mut git = program("git");
        git.args([
            "-c",
            "gpg.format=openpgp",
            "-c",
            &format!("user.signingKey={name}@example.org"),
        ]);
        git.args(["tag", "-s", "-m", "x", name])
            .current_dir(repo.path());
        git.env("GNUPGHOME", &home)
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        git.env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.org");
        let signed = git.output().unwrap();
        assert!(
            signed.status.success(),
            "{}",
            String::from_utf8_lossy(&signed.stderr)
        );
        let mut export = program("gpg");
        export
            .arg("--homedir")
            .arg(&home)
            .args(["--batch", "--armor", "--export"]);
        let public = export.output().unwrap().stdout;
        let mut end = program("gpgconf");
        end.arg("--homedir")
            .arg(&home)
            .args(["--kill", "gpg-agent"]);
        drop(end.output());
        String::from_utf8(public).unwrap()
    };
    let public = key("good");
    key("foreign");
    repo.tag("unsigned");
    forge(&repo, "good", "forged");
    repo.write("keys.asc", &public)
        .write("broken.asc", "no keys\n");
    let keys = path(repo.path(), "keys.asc");
    let signers = Signers::new(None, Some(&keys));
    let git = repo.binary();
    let verify = |tag: &str| git.verify(tag, &signers).unwrap();
    let signer = "good <good@example.org>".to_owned();
    assert_eq!(verify("good"), Signature::Good { signer });
    assert!(
        is_bad(&verify("foreign"), "nobody whom `keyring` names"),
        "{:?}",
        verify("foreign")
    );
    assert!(
        is_bad(&verify("forged"), "does not fit"),
        "{:?}",
        verify("forged")
    );
    assert_eq!(verify("unsigned"), Signature::Unsigned);
    let broken = path(repo.path(), "broken.asc");
    for signers in [Signers::default(), Signers::new(None, Some(&broken))] {
        let found = git.verify("good", &signers).unwrap();
        assert!(matches!(found, Signature::CannotVerify { .. }), "{found:?}");
    }
}

#[test]
fn the_gate_takes_only_verified_releases() {
    if !has("ssh-keygen", "-?") {
        return;
    }
    let repo = released();
    let allowed = ssh_key(&repo, "v0.1.0");
    let policy = |file: &str| {
        format!(
            "[semver.tags]\nsigned = true\n{file}[levels]\n\"semver/missing-changelog\" = \"off\"\n"
        )
    };
    repo.write("signers", &allowed).commit("signers");
    let listed = policy("allowed-signers = \"signers\"\n");
    assert_eq!(
        told(&judge(repo.path(), &listed)),
        (vec!["semver/reused-version cargo:one".to_owned()], 1)
    );
    repo.git(&["reset", "--quiet", "--hard", "v0.1.0"]);
    repo.write("signers", &allowed);
    assert_eq!(told(&judge(repo.path(), &listed)), (vec![], 0));
    let unknown = vec!["semver/unverifiable-tag tag:v0.1.0".to_owned()];
    assert_eq!(told(&judge(repo.path(), &policy(""))), (unknown, 2));
    let other = allowed.replace(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIX",
    );
    repo.write("signers", &other);
    let (found, code) = told(&judge(repo.path(), &listed));
    assert!(code != 0, "{found:?}");
}
