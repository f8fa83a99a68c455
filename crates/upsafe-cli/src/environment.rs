//! What the process is told from outside: the one place that reads environment and clock.

use std::{
    io::IsTerminal,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use upsafe::{Environment, Kept, core::Date};
use upsafe_report::Options;

use crate::{args::Color, failure::Failure};

#[expect(
    clippy::disallowed_methods,
    reason = "this is the binary's one reader of the environment"
)]
fn variable(name: &str) -> Option<PathBuf> {
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// Reads what gates may depend on: tool caches and the date.
pub(crate) fn read() -> Environment {
    let home = variable("HOME").or_else(|| variable("USERPROFILE"));
    let under_home = |path: &str| home.as_ref().map(|home| home.join(path));
    let go_path = variable("GOPATH").or_else(|| under_home("go"));
    let cache = variable("XDG_CACHE_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| under_home(".cache"));
    let folder = variable("UPSAFE_CACHE_DIR").or_else(|| Some(cache?.join("upsafe")));
    Environment {
        kept: folder.and_then(|folder| {
            Some(Kept {
                folder: folder.join("deps"),
                program: program()?,
            })
        }),
        cargo_home: variable("CARGO_HOME").or_else(|| under_home(".cargo")),
        go_mod_cache: variable("GOMODCACHE").or_else(|| Some(go_path?.join("pkg").join("mod"))),
        #[cfg(feature = "metadata")]
        etcd: etcd(),
        today: today(),
    }
}

/// Who an etcd is asked as, in the words of etcdctl.
#[cfg(feature = "metadata")]
pub(crate) fn etcd() -> upsafe::metadata::source::EtcdAccess {
    use upsafe::metadata::source::{EtcdAccess, Secret};
    let text = |name: &str| variable(name)?.into_os_string().into_string().ok();
    let (mut user, mut password) = (text("ETCDCTL_USER"), text("ETCDCTL_PASSWORD"));
    // etcdctl takes both in one, too.
    let pair = user.as_deref().and_then(|user| user.split_once(':'));
    if let (None, Some((name, secret))) = (&password, pair) {
        (password, user) = (Some(secret.to_owned()), Some(name.to_owned()));
    }
    let access = EtcdAccess {
        ca: variable("ETCDCTL_CACERT"),
        cert: variable("ETCDCTL_CERT"),
        key: variable("ETCDCTL_KEY"),
        user,
        password: password.map(Secret::new),
        password_file: None,
    };
    match working_directory() {
        Ok(here) => access.below(&here),
        Err(_) => access,
    }
}

/// Which build of the program this is, by the size and the time of its file.
fn program() -> Option<String> {
    let metadata = std::env::current_exe().ok()?.metadata().ok()?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (version, n_bytes) = (env!("CARGO_PKG_VERSION"), metadata.len());
    Some(format!("{version} {n_bytes} {}", modified.as_nanos()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the binary's one reader of the clock"
)]
fn today() -> Date {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::from_unix_seconds(now.map_or(0, |since| since.as_secs()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "only the binary knows the working directory"
)]
pub(crate) fn working_directory() -> Result<PathBuf, Failure> {
    std::env::current_dir().map_err(|error| {
        Failure::new(format_args!(
            "the working directory cannot be read: {error}"
        ))
    })
}

/// How a report looks on stdout.
pub(crate) fn data_options(choice: Color) -> Options {
    options(choice, std::io::stdout().is_terminal())
}

/// How errors look on stderr.
pub(crate) fn talk_options(choice: Color) -> Options {
    options(choice, std::io::stderr().is_terminal())
}

fn options(choice: Color, is_terminal: bool) -> Options {
    let color = match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => is_terminal && variable("NO_COLOR").is_none(),
    };
    let options = Options::default().with_color(color);
    match columns() {
        Some(columns) => options.with_width(columns),
        None => options,
    }
}

/// The width of the terminal in columns, where COLUMNS tells.
fn columns() -> Option<usize> {
    variable("COLUMNS")?.to_str()?.parse().ok()
}
