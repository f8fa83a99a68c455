//! How a program ended, in words.

use std::process::ExitStatus;

/// How a program ended.
pub(super) fn told(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("the program was ended by signal {signal}");
    }
    match status.code() {
        Some(code) => format!("the program ended with exit code {code}"),
        None => "the program ended".to_owned(),
    }
}
