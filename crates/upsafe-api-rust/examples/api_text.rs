//! Prints the public API of a package: `api_text Cargo.toml TARGET-DIR`.

#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{env, error::Error};

use upsafe_api_rust::{BuildRequest, build};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let manifest = args.next().ok_or("expected the path of a Cargo.toml")?;
    let target = args.next().ok_or("expected a directory to build in")?;
    let api = build(&BuildRequest::new(manifest).target_dir(target).offline())?;
    println!(
        "{} {}: {}",
        api.krate.package, api.krate.version, api.krate.library
    );
    for item in &api.items {
        println!("{}: {item}", item.path);
    }
    for one in &api.impls {
        println!("{one}");
    }
    Ok(())
}
