//! The few questions that commands ask of git, through its binary.
//!
//! Only commands that run no hooks are called.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use upsafe_git::Call;

use crate::failure::Failure;

/// The folder that git takes hooks from, for the repository that holds `folder`.
pub(crate) fn hooks_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let question = Call::new(folder, &["rev-parse", "--git-path", "hooks"]);
    let hooks = answer(folder, question.with_own_hooks())?;
    Ok(folder.join(path(hooks.strip_suffix(b"\n").unwrap_or(&hooks))))
}

/// The folder at the top of the work tree that holds `folder`.
pub(crate) fn top_level(folder: &Path) -> Result<PathBuf, Failure> {
    let answer = git(folder, &["rev-parse", "--show-toplevel"])?;
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
        &["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"],
    )?;
    // A tag whose name is no UTF-8 names no version.
    let names = names.split(|&byte| byte == b'\n');
    let names = names.filter_map(|name| std::str::from_utf8(name).ok());
    let names = names.filter(|name| !name.is_empty());
    Ok(names.map(ToOwned::to_owned).collect())
}

fn changed(folder: &Path, args: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let args = [args, &["--no-ext-diff", "--no-textconv"]].concat();
    let names = git(folder, &args)?;
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

fn git(folder: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    answer(folder, Call::new(folder, args))
}

fn answer(folder: &Path, call: Call<'_>) -> Result<Vec<u8>, Failure> {
    let ended = call
        .run()
        .map_err(|error| Failure::new(error).with_hint("this command needs git on the PATH"))?;
    match ended.success {
        true => Ok(ended.stdout),
        false => Err(Failure::new(format_args!(
            "git in `{}`: {}",
            folder.display(),
            ended.talk()
        ))),
    }
}
