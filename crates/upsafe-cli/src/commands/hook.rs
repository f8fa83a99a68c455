//! `upsafe hook`: the gate before each commit, for plain git.
//!
//! The hook is a file of a few lines that calls `upsafe hook run`; what is run is decided here, so
//! an upgrade of `upsafe` needs no new hook. Frameworks call `upsafe hook run FILES` themselves.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    args::{Check, Global, Hook, Where},
    environment,
    failure::Failure,
    git,
    output::{Output, print, write_file},
};

/// Every hook that this command has ever written holds this line.
const MARK: &str = "# written by `upsafe hook install`";

/// What a hook does. Without the program nothing can be judged, so the commit stops; it says how to
/// go on.
const SCRIPT: &str = "\
if ! command -v upsafe >/dev/null; then
  echo 'error: the commit cannot be judged: `upsafe` is not on the PATH' >&2
  echo 'help: install it, put its folder on the PATH, or commit once without it: `git commit --no-verify`' >&2
  exit 2
fi
exec upsafe hook run
";

/// Files that a commit cannot change without changing what the gate sees.
const WATCHED: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "go.mod",
    "go.sum",
    "go.work",
    "go.work.sum",
    "modules.txt",
    "upsafe.toml",
    "upsafe.baseline.json",
];

pub(crate) fn run(args: &Hook, global: &Global) -> Result<u8, Failure> {
    match args {
        Hook::Install { path } => install(&folder(path.as_deref())?),
        Hook::Uninstall { path } => uninstall(&folder(path.as_deref())?),
        Hook::Run { files } => before_commit(files, global),
    }
}

fn folder(path: Option<&Path>) -> Result<PathBuf, Failure> {
    match path {
        Some(path) => Ok(path.to_owned()),
        None => environment::working_directory(),
    }
}

fn install(folder: &Path) -> Result<u8, Failure> {
    let hooks = git::hooks_folder(folder)?;
    let hook = hooks.join("pre-commit");
    if let Some(text) = read_hook(&hook)?
        && !text.contains(MARK)
    {
        return Err(Failure::new(format_args!(
            "`{}` is a hook of somebody else",
            hook.display()
        ))
        .with_hint("add the line `upsafe hook run` to it, or move it away and try again"));
    }
    fs::create_dir_all(&hooks).map_err(|error| {
        Failure::new(format_args!(
            "`{}` cannot be made: {error}",
            hooks.display()
        ))
    })?;
    write_file(&hook, &format!("#!/bin/sh\n{MARK}\n{SCRIPT}"))?;
    make_executable(&hook)?;
    print(&format!("installed {}\n", hook.display()))?;
    Ok(0)
}

fn uninstall(folder: &Path) -> Result<u8, Failure> {
    let hook = git::hooks_folder(folder)?.join("pre-commit");
    match read_hook(&hook)? {
        None => print("no hook is installed\n")?,
        Some(text) if text.contains(MARK) => {
            fs::remove_file(&hook).map_err(|error| {
                Failure::new(format_args!(
                    "`{}` cannot be removed: {error}",
                    hook.display()
                ))
            })?;
            print(&format!("removed {}\n", hook.display()))?;
        }
        Some(_) => {
            return Err(Failure::new(format_args!(
                "`{}` is a hook of somebody else",
                hook.display()
            ))
            .with_hint("remove the line `upsafe hook run` from it by hand"));
        }
    }
    Ok(0)
}

/// The text of a hook; `None` where there is none. A dangling link is somebody's, too.
fn read_hook(hook: &Path) -> Result<Option<String>, Failure> {
    match fs::read(hook) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !hook.is_symlink() => {
            Ok(None)
        }
        Err(error) => Err(Failure::new(format_args!(
            "`{}` cannot be read: {error}",
            hook.display()
        ))),
    }
}

#[cfg(unix)]
fn make_executable(hook: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(hook, fs::Permissions::from_mode(0o755)).map_err(|error| {
        Failure::new(format_args!(
            "`{}` cannot be made executable: {error}",
            hook.display()
        ))
    })
}

#[cfg(not(unix))]
fn make_executable(_hook: &Path) -> Result<(), Failure> {
    Ok(()) // git for Windows runs every hook through its own shell
}

fn before_commit(files: &[PathBuf], global: &Global) -> Result<u8, Failure> {
    let folder = environment::working_directory()?;
    let staged = if files.is_empty() {
        git::staged_files(&folder)?
    } else {
        files.to_vec()
    };
    if !staged.iter().any(|file| is_watched(file)) {
        return Ok(0);
    }
    let top = git::top_level(&folder)?;
    let differs: Vec<String> = git::unstaged_files(&top)?
        .iter()
        .filter(|file| is_watched(file))
        .map(|file| format!("`{}`", file.display()))
        .collect();
    if !differs.is_empty() {
        return Err(Failure::new(format_args!(
            "the commit would hold another state of {} than the one that can be checked",
            differs.join(", ")
        ))
        .with_hint("stage these files or stash what is not staged: `git stash --keep-index`"));
    }
    let check = Check {
        gates: Vec::new(),
        place: Where {
            manifest_path: Some(top),
            ..Where::default()
        },
        deep: false,
        verbose: false,
        no_baseline: false,
        output: vec![Output::text()],
    };
    super::check::run(&check, global)
}

fn is_watched(file: &Path) -> bool {
    file.file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| WATCHED.contains(&name))
}
