//! Prints the commit that is checked out in a folder: `cargo run -p upsafe-git --example head -- FOLDER`.

#![expect(clippy::print_stdout, reason = "an example is a program")]

use std::{error::Error, path::Path};

use upsafe_git::Call;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let ended = Call::new(Path::new(&folder), &["rev-parse", "HEAD"]).run()?;
    match ended.success {
        true => println!("{}", ended.text()),
        false => return Err(ended.talk().into()),
    }
    Ok(())
}
