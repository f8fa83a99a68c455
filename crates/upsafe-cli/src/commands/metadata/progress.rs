//! How far a scan is, on a terminal only.

use std::{
    io::{IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

use upsafe::metadata::source::Source;

/// Told at most so often.
const EVERY: Duration = Duration::from_millis(200);

/// How far a scan is.
pub(super) struct Progress {
    begun: Instant,
    last: Instant,
    is_terminal: bool,
    is_shown: bool,
    /// About how many objects there are.
    total: Option<usize>,
}

impl Progress {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            begun: now,
            last: now,
            is_terminal: std::io::stderr().is_terminal(),
            is_shown: false,
            total: None,
        }
    }

    /// A store is about to be read; what is in it is counted only where somebody watches.
    pub(super) fn begin(&mut self, source: &dyn Source) {
        self.total = match self.is_terminal {
            true => source.estimate(),
            false => None,
        };
        self.begun = Instant::now();
    }

    pub(super) fn tell(&mut self, store: &str, n: usize) {
        let now = Instant::now();
        if !self.is_terminal || now.duration_since(self.last) < EVERY {
            return;
        }
        self.last = now;
        self.is_shown = true;
        let seconds = now.duration_since(self.begun).as_secs_f64();
        let line = line(store, n, self.total, seconds);
        // Talk that nobody reads is no failure.
        drop(write!(std::io::stderr(), "\r{line}\x1b[K"));
    }

    pub(super) fn end(&self) {
        if self.is_shown {
            drop(write!(std::io::stderr(), "\r\x1b[K"));
        }
    }
}

/// How many of how many, how quickly, and how long it still takes.
fn line(store: &str, n: usize, total: Option<usize>, seconds: f64) -> String {
    let rate = n as f64 / seconds.max(0.001);
    // An object is not always a unit: where there are more, nothing is foretold.
    let Some(total) = total.filter(|total| *total >= n) else {
        return format!("`{store}`: {n} objects, {rate:.0} a second");
    };
    let left = ((total - n) as f64 / rate.max(0.001)).ceil().min(1e9) as u64;
    let (minutes, seconds) = (left / 60, left % 60);
    format!("`{store}`: {n} of {total} objects, {rate:.0} a second, {minutes}:{seconds:02} left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_are_told() {
        let check = |n, total, expected: &str| assert_eq!(line("s", n, total, 2.0), expected);
        check(1000, None, "`s`: 1000 objects, 500 a second");
        check(
            1000,
            Some(62_000),
            "`s`: 1000 of 62000 objects, 500 a second, 2:02 left",
        );
        check(3, Some(2), "`s`: 3 objects, 2 a second");
    }
}
