//! The committed corpus, through every target.

use std::{fs, path::Path};

use upsafe_fuzz as fuzz;

type Target = fn(&[u8]);

const TARGETS: &[(&str, Target)] = &[
    ("api_snapshot", fuzz::api_snapshot::run),
    ("avro", fuzz::avro::run),
    ("baseline", fuzz::baseline::run),
    ("cargo_config", fuzz::cargo_config::run),
    ("cargo_lock", fuzz::cargo_lock::run),
    ("cargo_manifest", fuzz::cargo_manifest::run),
    #[cfg(feature = "exact")]
    ("cargo_metadata", fuzz::cargo_metadata::run),
    ("crd", fuzz::crd::run),
    ("etcd_answer", fuzz::etcd_answer::run),
    ("go_mod", fuzz::go_mod::run),
    ("go_mod_graph", fuzz::go_mod_graph::run),
    ("go_sum", fuzz::go_sum::run),
    ("go_work", fuzz::go_work::run),
    #[cfg(feature = "go-zip")]
    ("go_zip", fuzz::go_zip::run),
    ("index_cache", fuzz::index_cache::run),
    ("json_schema", fuzz::json_schema::run),
    ("modules_txt", fuzz::modules_txt::run),
    ("mvs_table", fuzz::mvs_table::run),
    ("package_manifest", fuzz::package_manifest::run),
    ("report_render", fuzz::report_render::run),
    ("stored_json", fuzz::stored_json::run),
    ("stored_units", fuzz::stored_units::run),
    ("stored_yaml", fuzz::stored_yaml::run),
    ("upsafe_toml", fuzz::upsafe_toml::run),
    ("version_batch", fuzz::version_batch::run),
    ("version_matrix", fuzz::version_matrix::run),
    ("versions", fuzz::versions::run),
];

#[test]
fn every_target_holds_over_its_corpus() {
    for &(name, run) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("corpus")
            .join(name);
        let mut n_files = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            run(&fs::read(entry.unwrap().path()).unwrap());
            n_files += 1;
        }
        assert!(n_files >= 3, "{name} has a corpus of {n_files}");
    }
}
