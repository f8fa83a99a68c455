//! Verifies the signature of a tag: good, bad, unsigned, or nobody can tell.
//!
//! What must stay true: only the signers of the committed files count, never the keys of whoever
//! runs this; and what could not be verified is never called good.

use std::{path::Path, process::Command};

use upsafe_git::{Call, CallError, Ended, finish};

use super::{GitError, Signature, Signers, parse::text};

pub(super) fn verify(
    folder: &Path,
    tag: &str,
    signers: &Signers<'_>,
) -> Result<Signature, GitError> {
    let reference = format!("refs/tags/{tag}");
    let format = "--format=%(objecttype)%00%(contents:signature)";
    let ended = Call::new(folder, &["for-each-ref", "--count=1", format, &reference]).run()?;
    let told = text(&ended.stdout);
    let (kind, signature) = told.split_once('\0').unwrap_or_default();
    if kind.is_empty() {
        return Err(GitError::new(format_args!("the tag `{tag}` is not here")));
    }
    Ok(if kind != "tag" || signature.trim().is_empty() {
        Signature::Unsigned
    } else if signature.contains("-----BEGIN SSH SIGNATURE-----") {
        by_ssh(folder, &reference, signers)?
    } else if signature.contains("-----BEGIN PGP ") {
        by_openpgp(folder, &reference, signers)?
    } else {
        let reason = "it is signed with X.509, which is not verified here".to_owned();
        Signature::CannotVerify { reason }
    })
}

fn cannot(reason: impl Into<String>) -> Signature {
    Signature::CannotVerify {
        reason: reason.into(),
    }
}

fn bad(reason: impl Into<String>) -> Signature {
    Signature::Bad {
        reason: reason.into(),
    }
}

fn by_ssh(folder: &Path, reference: &str, signers: &Signers<'_>) -> Result<Signature, GitError> {
    let Some(allowed) = signers.allowed_signers else {
        return Ok(cannot(
            "it is signed with an SSH key, and no `allowed-signers` says whose keys count",
        ));
    };
    let Some(path) = allowed.to_str().filter(|_| allowed.is_file()) else {
        return Ok(cannot("the file `allowed-signers` cannot be read"));
    };
    let ended = Call::new(folder, &["verify-tag", "--raw", reference])
        .setting(format!("gpg.ssh.allowedSignersFile={path}"))
        .setting("gpg.minTrustLevel=undefined")
        .run()?;
    Ok(of_ssh(&ended))
}

fn of_ssh(ended: &Ended) -> Signature {
    let talk = text(&ended.stderr) + &text(&ended.stdout);
    let good = talk
        .lines()
        .find_map(|line| line.strip_prefix("Good \"git\" signature for "));
    if let (true, Some(rest)) = (ended.success, good) {
        let signer = rest.split(" with ").next().unwrap_or(rest);
        return Signature::Good {
            signer: signer.to_owned(),
        };
    }
    if talk.contains("No principal matched") || talk.contains("Good \"git\" signature with") {
        let key = talk
            .split("key ")
            .nth(1)
            .and_then(|rest| rest.lines().next());
        let key = key.map_or_else(String::new, |key| format!(" (the key {key})"));
        return bad(format!("it is of nobody whom `allowed-signers` names{key}"));
    }
    if talk.contains("incorrect signature") || talk.contains("Could not verify signature") {
        return bad("it does not fit what is signed");
    }
    if talk.contains("ssh-keygen") || talk.contains("allowedSignersFile") {
        return cannot(first_line(&talk));
    }
    match ended.success {
        true => cannot("git says that it is good, but not of whom"),
        false => bad(first_line(&talk)),
    }
}

fn by_openpgp(
    folder: &Path,
    reference: &str,
    signers: &Signers<'_>,
) -> Result<Signature, GitError> {
    let Some(keyring) = signers.keyring else {
        return Ok(cannot(
            "it is signed with an OpenPGP key, and no `keyring` says whose keys count",
        ));
    };
    if !keyring.is_file() {
        return Ok(cannot("the file `keyring` cannot be read"));
    }
    let home = match tempfile::Builder::new().prefix("upsafe-gpg").tempdir() {
        Ok(home) => home,
        Err(error) => return Ok(cannot(format!("no folder for gpg can be made: {error}"))),
    };
    match import_keys(home.path(), keyring) {
        Ok(ended) if ended.success => {}
        Ok(ended) => {
            let talk = text(&ended.stderr);
            return Ok(cannot(format!(
                "the keys of `keyring` cannot be read: {}",
                first_line(&talk)
            )));
        }
        Err(error) => return Ok(cannot(error.to_string())),
    }
    let ended = Call::new(folder, &["verify-tag", "--raw", reference])
        .variable("GNUPGHOME", home.path())
        .setting("gpg.minTrustLevel=undefined")
        .run()?;
    Ok(of_openpgp(&ended))
}

/// Imports public keys into a home of gpg that knows no others.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place of this crate that starts a program"
)]
fn import_keys(home: &Path, keyring: &Path) -> Result<Ended, CallError> {
    let mut command = Command::new("gpg");
    command
        .args(["--batch", "--quiet", "--no-autostart", "--homedir"])
        .arg(home)
        .arg("--import")
        .arg(keyring)
        .env("LC_ALL", "C");
    finish(&mut command, Vec::new(), "gpg --import")
}

/// By the status lines of gpg, which are made for programs.
fn of_openpgp(ended: &Ended) -> Signature {
    let talk = text(&ended.stderr) + &text(&ended.stdout);
    let status = |word: &str| {
        let rest = |line: &str| {
            let rest = line.strip_prefix("[GNUPG:] ")?.strip_prefix(word)?;
            (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
        };
        talk.lines().find_map(rest)
    };
    if status("BADSIG").is_some() {
        return bad("it does not fit what is signed");
    }
    for (word, reason) in [
        ("EXPSIG", "it has expired"),
        ("EXPKEYSIG", "its key has expired"),
        ("REVKEYSIG", "its key was revoked"),
    ] {
        if status(word).is_some() {
            return bad(reason);
        }
    }
    if let Some(key) = status("NO_PUBKEY") {
        return bad(format!(
            "it is of nobody whom `keyring` names (the key {key})"
        ));
    }
    match (ended.success, status("GOODSIG"), status("VALIDSIG")) {
        (true, Some(good), Some(_)) => Signature::Good {
            signer: good
                .split_once(' ')
                .map_or(good.clone(), |(_, name)| name.to_owned()),
        },
        _ => cannot(match talk.trim().is_empty() {
            true => "gpg said nothing".to_owned(),
            false => first_line(&talk),
        }),
    }
}

fn first_line(talk: &str) -> String {
    let mut lines = talk.lines().filter(|line| !line.trim().is_empty());
    lines
        .next()
        .unwrap_or("git gave no reason")
        .trim()
        .to_owned()
}
