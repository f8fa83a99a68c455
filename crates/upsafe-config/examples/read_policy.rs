//! Reads a policy and says what it holds, or every mistake with its place.
//!
//! `cargo run -p upsafe-config --example read_policy -- upsafe.toml`
#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{fs, process::ExitCode};

use upsafe_config::Config;

/// The rules that levels and waivers may name; a program takes them from its gates.
const RULES: [&str; 2] = ["deps/duplicate-version", "deps/yanked-version"];

fn main() -> ExitCode {
    let path = std::env::args().nth(1).unwrap_or("upsafe.toml".to_owned());
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(error) => {
            println!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    match Config::load(text, &path, &RULES) {
        Ok(config) => {
            println!("edition {}", config.edition());
            for waiver in &config.waivers {
                println!("{} is waived: {}", *waiver.subject, *waiver.reason);
            }
            ExitCode::SUCCESS
        }
        Err(mistakes) => {
            println!("{mistakes}");
            ExitCode::from(2)
        }
    }
}
