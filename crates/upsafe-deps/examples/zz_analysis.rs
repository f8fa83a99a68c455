//! scratch
use std::path::Path;
use upsafe_config::{Config, Tier};
use upsafe_core::Sources;
use upsafe_deps::{LoadRequest, Manifest, load, query};
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = Path::new(&args[0]);
    let home = std::path::PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cargo");
    let config = Config::load("", "upsafe.toml", &[]).unwrap();
    let mut sources = Sources::new();
    let manifests = [Manifest::Cargo(path.to_owned())];
    let request = LoadRequest {
        root: path.parent().unwrap(),
        manifests: &manifests,
        settings: &config.deps,
        tier: Tier::Fast,
        cargo_home: Some(&home),
        deep: false,
    };
    let loaded = load(&request, &mut sources).unwrap();
    let cargo = &loaded.cargo[0];
    let show = |id| cargo.graph.package(id).to_string();
    match args[1].as_str() {
        "time" => {}
        "triage" => {
            println!("{} names", cargo.duplicates.names.len());
            for cause in &cargo.duplicates.causes {
                println!("== {} : {:?}", show(cause.holder), cause.fix);
                for copy in &cause.copies {
                    println!(
                        "   {} kept {} via {:?} req {:?}",
                        show(copy.package),
                        show(copy.kept),
                        cargo.graph.describe_path(&copy.path),
                        copy.requirement
                    );
                    println!("      fix {:?}", copy.fix);
                    for (id, fix) in &copy.others {
                        println!("      also {} {:?}", show(*id), fix);
                    }
                }
            }
        }
        "floor" => {
            for line in query::floor(cargo) {
                println!("{line:?}");
            }
            for u in &cargo.floor.unmet {
                println!("UNMET {u:?}");
            }
            println!(
                "unknown {:?} settled {}",
                cargo.floor.unknown, cargo.floor.settled
            );
        }
        "minimums" => {
            for m in &cargo.floor.minimums {
                println!("{m:?}");
            }
        }
        "lock" => print!("{}", query::floor_lock(cargo, &sources)),
        "check" => {
            let (findings, run) = upsafe_deps::check(&loaded, &config);
            print!(
                "{}",
                findings
                    .iter()
                    .map(|f| {
                        let mut s =
                            format!("{}[{}] {}: {}\n", f.level, f.rule, f.subject, f.message);
                        if args.len() > 2 {
                            for b in &f.because {
                                s += &format!("    = {b}\n");
                            }
                            for h in &f.help {
                                s += &format!("    help: {h}\n");
                            }
                        }
                        s
                    })
                    .collect::<String>()
            );
            println!("{:?}", run.limits);
        }
        "plan" => {
            let index =
                upsafe_deps::ecosystem::cargo::index::LocalIndex::new(&home, cargo.config.clone());
            let plan = query::plan(cargo, &index, &args[2], &args[3].parse().unwrap());
            match plan {
                Ok(plan) => println!("{}", serde_json::to_string_pretty(&plan).unwrap()),
                Err(e) => println!("{e}"),
            }
        }
        _ => {}
    }
}
