//! Compares two packages: `api_diff OLD NEW`, folders with a `Cargo.toml`, or snapshots.

#![expect(clippy::print_stdout, reason = "an example is a binary")]

use std::{env, error::Error, fs, path::Path};

use upsafe_api_rust::{Api, BuildRequest, Features, Verdict, build, diff};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let quiet = args
        .iter()
        .position(|arg| arg == "--quiet")
        .map(|at| args.remove(at))
        .is_some();
    let [old, new] = args.as_slice() else {
        return Err("expected two folders or snapshots: the old one, the new one".into());
    };
    let scratch = env::temp_dir().join("upsafe-api-diff");
    let both = |features: &Features| -> Result<(Api, Api), Box<dyn Error>> {
        let old = load(old, &scratch.join("old"), features)?;
        Ok((old, load(new, &scratch.join("new"), features)?))
    };
    // Features that exclude each other: the default ones must do.
    let (old, new) = match both(&Features::Stable) {
        Err(error) => {
            println!("limit: default features only, as all of them do not build: {error}");
            both(&Features::Default)?
        }
        built => built?,
    };
    let diff = diff(&old, &new);
    for change in diff
        .changes
        .iter()
        .filter(|change| !quiet || change.verdict >= Verdict::Suspect)
    {
        println!("{change}");
    }
    for one in &diff.exposed {
        println!(
            "exposed: {} {:?} at {}",
            one.name,
            one.after,
            one.items.join(", ")
        );
    }
    for limit in &diff.limits {
        println!("limit: {limit}");
    }
    println!(
        "required {} proved {}",
        diff.required_bump(),
        diff.proved_bump()
    );
    Ok(())
}

fn load(place: &str, scratch: &Path, features: &Features) -> Result<Api, Box<dyn Error>> {
    let place = Path::new(place);
    if place.is_file() {
        return Ok(Api::from_snapshot(&fs::read_to_string(place)?)?);
    }
    let request = BuildRequest::new(place.join("Cargo.toml")).target_dir(scratch);
    Ok(build(&request.features(features.clone()))?)
}
