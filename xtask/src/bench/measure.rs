//! CPU time and memory of a whole command, as the kernel accounts for it.
//!
//! The kernel sums up the children of a process, so each command gets a parent of its own: this
//! program, started again.

use std::{
    ffi::OsString,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use crate::{Outcome, process::program};

/// The word that makes this program the measuring parent.
pub(super) const INNER: &str = "--measure";

/// What one run of a command cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// User and system time of the command and all it started, in milliseconds.
    pub(super) cpu: f64,
    /// Time that passed, in milliseconds.
    pub(super) wall: f64,
    /// The largest resident set of a single process, in MiB.
    pub(super) memory: f64,
}

/// Runs a command through a parent of its own; without an input its stdin is empty.
pub(super) fn measure(command: &Command, input: Option<&Path>) -> Result<Cost, String> {
    // A build meanwhile may put another program in the place of this one; the link stays with it.
    let link = Path::new("/proc/self/exe");
    let this = match link.exists() {
        true => link.to_owned(),
        false => std::env::current_exe().map_err(|error| error.to_string())?,
    };
    let mut outer = program(&this.to_string_lossy());
    outer
        .args(["bench", INNER])
        .arg(input.unwrap_or(Path::new("/dev/null")))
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    let output = outer
        .output()
        .map_err(|error| format!("{}: {error}", this.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let numbers: Vec<f64> = text
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers[..] {
        [cpu, wall, memory] => Ok(Cost { cpu, wall, memory }),
        _ => Err(format!(
            "no measurement: {}",
            String::from_utf8_lossy(&output.stderr)
        )),
    }
}

/// The median of several costs, each figure by itself.
pub(super) fn median(costs: &[Cost]) -> Cost {
    let of = |figure: fn(&Cost) -> f64| {
        let mut figures: Vec<f64> = costs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
    };
    Cost {
        cpu: of(|cost| cost.cpu),
        wall: of(|cost| cost.wall),
        memory: of(|cost| cost.memory),
    }
}

/// The measuring parent: runs a command on an input with its output thrown away and prints what it cost.
#[cfg(feature = "bench")]
#[expect(
    clippy::print_stdout,
    reason = "its caller reads the figures from there"
)]
pub(super) fn inner(args: &[OsString]) -> Outcome {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    let [input, name, args @ ..] = args else {
        return Err("expected an input and a command".to_owned());
    };
    let input = std::fs::File::open(input)
        .map_err(|error| format!("{}: {error}", input.to_string_lossy()))?;
    let start = Instant::now();
    let mut command = program(&name.to_string_lossy());
    command
        .args(args)
        .stdin(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // `program` starts at the top of the repository; the measured command stays where this is.
    if let Ok(here) = std::fs::canonicalize(".") {
        command.current_dir(here);
    }
    command
        .status()
        .map_err(|error| format!("{}: {error}", name.to_string_lossy()))?;
    let wall = start.elapsed();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let cpu = usage.user_time() + usage.system_time();
    println!(
        "{} {} {}",
        cpu.num_microseconds() as f64 / 1e3,
        wall.as_secs_f64() * 1e3,
        usage.max_rss() as f64 / 1024.0,
    );
    Ok(())
}

#[cfg(not(feature = "bench"))]
pub(super) fn inner(_args: &[OsString]) -> Outcome {
    let _ = (Instant::now, Stdio::null);
    Err("expected to be built with the feature `bench`".to_owned())
}
