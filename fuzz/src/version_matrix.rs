//! The version matrix of an upsafe.toml: read without a panic, and every path it tells is one.

use std::sync::LazyLock;

use upsafe::config::Config;
use upsafe_semver::matrix::{Matrix, PathQuery};

use crate::promise;

static RULES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| upsafe::rules().iter().map(|rule| rule.id).collect());

/// Loads a configuration, and asks for the path between the first and the last version of each
/// component.
pub fn run(data: &[u8]) {
    let Ok(config) = Config::load(data, "upsafe.toml", &RULES) else {
        return;
    };
    let Some(text) = promise::text(data) else {
        return;
    };
    let Some(semver) = &config.semver else {
        return;
    };
    let matrix = match Matrix::read(&semver.matrix) {
        Ok(matrix) => matrix,
        Err(problems) => {
            assert!(!problems.is_empty());
            for problem in &problems {
                promise::talk(&problem.message);
                promise::span(text, &problem.span);
            }
            return;
        }
    };
    for component in &matrix.components {
        let (Some(first), Some(last)) = (component.versions.first(), component.versions.last())
        else {
            continue;
        };
        for (from, to) in [(first, last), (last, first), (first, first)] {
            let query = PathQuery {
                component: &component.name,
                from: from.as_str(),
                to: to.as_str(),
                beside: &[],
            };
            match matrix.path(&query) {
                Ok(answer) => {
                    let _shown = format!("{answer:?}");
                }
                Err(error) => promise::talk(&error),
            }
        }
    }
}
