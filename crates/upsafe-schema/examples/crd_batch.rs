//! Compares pairs of CustomResourceDefinitions from standard input, JSON lines in, JSON lines out.
//!
//! `{"id", "old", "new", "mode"?, "profile"?}`, as `upsafe schema batch --format crd` reads them.
#![expect(clippy::print_stdout, reason = "an example prints its answers")]

use std::io::{BufRead, stdin};
use upsafe_schema::{
    Mode,
    any::{Format, Judge, Switches},
    batch::{Defaults, answer},
};

fn main() {
    let defaults = Defaults {
        format: Format::Crd,
        mode: Mode::Backward,
        judge: Judge::default(),
        dialect: Default::default(),
        switches: Switches::default(),
    };
    for line in stdin().lock().lines() {
        let Ok(line) = line else { return };
        if !line.trim().is_empty() {
            println!("{}", answer(&line, &defaults));
        }
    }
}
