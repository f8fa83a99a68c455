//! The few questions that commands ask of git, through its binary.
//!
//! A repository's own configuration must not choose programs to run: only commands that run no
//! hooks are called, and file system monitors and external diffs are off in every call.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use crate::failure::Failure;

/// The folder that git takes hooks from, for the repository that holds `folder`.
pub(crate) fn hooks_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let answer = git(folder, ["rev-parse", "--git-path", "hooks"])?;
    Ok(folder.join(path(answer.strip_suffix(b"\n").unwrap_or(&answer))))
}

/// The folder at the top of the work tree that holds `folder`.
pub(crate) fn top_level(folder: &Path) -> Result<PathBuf, Failure> {
    let answer = git(folder, ["rev-parse", "--show-toplevel"])?;
    Ok(PathBuf::from(path(
        answer.strip_suffix(b"\n").unwrap_or(&answer),
    )))
}

/// The files that the next commit adds, changes or deletes, relative to the top of the work tree.
pub(crate) fn staged_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    changed(
        folder,
        &["diff", "--cached", "--name-only", "--no-renames", "-z"],
    )
}

/// The files whose content in the work tree is not what the next commit holds.
pub(crate) fn unstaged_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    changed(folder, &["diff", "--name-only", "--no-renames", "-z"])
}

/// The names of all tags.
#[cfg(feature = "semver")]
pub(crate) fn tags(folder: &Path) -> Result<Vec<String>, Failure> {
    let names = git(
        folder,
        ["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"],
    )?;
    // A tag whose name is no UTF-8 names no version.
    let names = names.split(|&byte| byte == b'\n');
    let names = names.filter_map(|name| std::str::from_utf8(name).ok());
    let names = names.filter(|name| !name.is_empty());
    Ok(names.map(ToOwned::to_owned).collect())
}

fn changed(folder: &Path, args: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let args = args
        .iter()
        .copied()
        .chain(["--no-ext-diff", "--no-textconv"]);
    let names = git(folder, args)?;
    let names = names
        .split(|&byte| byte == 0)
        .filter(|name| !name.is_empty());
    Ok(names.map(|name| PathBuf::from(path(name))).collect())
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> &OsStr {
    std::os::unix::ffi::OsStrExt::from_bytes(bytes)
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> std::ffi::OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place of this crate that starts git"
)]
fn git<'a>(folder: &Path, args: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, Failure> {
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false"])
        .args(args)
        .current_dir(folder)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(|error| {
            Failure::new(format_args!("`git` cannot be started: {error}"))
                .with_hint("this command needs git on the PATH")
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let talk = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format_args!(
        "git in `{}`: {}",
        folder.display(),
        talk.trim()
    )))
}
