//! How far a scan is, on a terminal only.

use std::{
    io::{IsTerminal as _, Write as _},
    time::{Duration, Instant},
};

/// Told at most so often.
const EVERY: Duration = Duration::from_millis(200);

/// How far a scan is.
pub(super) struct Progress {
    begun: Instant,
    last: Instant,
    is_terminal: bool,
    is_shown: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            begun: now,
            last: now,
            is_terminal: std::io::stderr().is_terminal(),
            is_shown: false,
        }
    }

    pub(super) fn tell(&mut self, store: &str, n: usize) {
        let now = Instant::now();
        if !self.is_terminal || now.duration_since(self.last) < EVERY {
            return;
        }
        self.last = now;
        self.is_shown = true;
        let seconds = now.duration_since(self.begun).as_secs_f64();
        let rate = n as f64 / seconds.max(0.001);
        // Talk that nobody reads is no failure.
        drop(write!(
            std::io::stderr(),
            "\r`{store}`: {n} objects, {rate:.0} a second\x1b[K"
        ));
    }

    pub(super) fn end(&self) {
        if self.is_shown {
            drop(write!(std::io::stderr(), "\r\x1b[K"));
        }
    }
}
