//! What `cargo metadata` tells of the package: its name, version, edition, features, library.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use serde::Deserialize;

use super::{BuildError, BuildRequest, request::Features};

/// How features begin that no stable build turns on, and those that only the build of the
/// standard library does.
const UNSTABLE: &[&str] = &[
    "_",
    "bench",
    "compiler_builtins",
    "dep:compiler_builtins",
    "no_std",
    "no-std",
    "nightly",
    "rustc-dep-of-std",
    "rustc-std-workspace",
    "specialization",
    "unstable",
];

#[derive(Deserialize)]
pub(super) struct Metadata {
    packages: Vec<Package>,
    /// Where cargo builds.
    pub(super) target_directory: PathBuf,
}

#[derive(Clone, Deserialize)]
pub(super) struct Package {
    /// What cargo calls the package where names are not enough.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: String,
    pub(super) edition: String,
    manifest_path: String,
    #[serde(default)]
    pub(super) features: BTreeMap<String, Vec<String>>,
    targets: Vec<Target>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Target {
    kind: Vec<String>,
    pub(super) name: String,
    pub(super) src_path: String,
    pub(super) edition: String,
}

impl Metadata {
    /// The package that was asked for.
    pub(super) fn package(self, request: &BuildRequest) -> Result<Package, BuildError> {
        let manifest = request.manifest.clone();
        if let Some(name) = &request.package {
            let found = self
                .packages
                .into_iter()
                .find(|package| package.name == *name);
            return found.ok_or_else(|| BuildError::Package {
                name: name.clone(),
                manifest,
            });
        }
        let wanted = request.manifest.canonicalize().ok();
        let own = (self.packages.iter())
            .find(|package| {
                std::path::Path::new(&package.manifest_path)
                    .canonicalize()
                    .ok()
                    == wanted
            })
            .filter(|_| wanted.is_some());
        match (own, self.packages.as_slice()) {
            (Some(package), _) | (None, [package]) => Ok(package.clone()),
            (None, all) => {
                let names: Vec<&str> = all.iter().map(|package| package.name.as_str()).collect();
                Err(BuildError::Several {
                    manifest,
                    names: names.join(", "),
                })
            }
        }
    }
}

impl Package {
    /// Its library.
    pub(super) fn library(&self) -> Result<&Target, BuildError> {
        let kinds = ["lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"];
        (self.targets.iter())
            .find(|target| {
                target
                    .kind
                    .iter()
                    .any(|kind| kinds.contains(&kind.as_str()))
            })
            .ok_or_else(|| BuildError::NoLibrary(self.name.clone()))
    }

    /// The features to build with, sorted.
    pub(super) fn selected(&self, features: &Features) -> Result<Vec<String>, BuildError> {
        let unstable = |name: &str| UNSTABLE.iter().any(|word| name.starts_with(word));
        let mut chosen: BTreeSet<&str> = match features {
            Features::All => self.features.keys().map(String::as_str).collect(),
            Features::Stable => {
                // `core = ["dep:core"]` is the standard library's own build, too.
                let of_std =
                    |name: &str| matches!(name, "core" | "alloc") && self.is_only_dependency(name);
                let usable = |name: &&str| !unstable(name) && !of_std(name);
                self.features
                    .keys()
                    .map(String::as_str)
                    .filter(usable)
                    .collect()
            }
            Features::Default => self
                .features
                .contains_key("default")
                .then_some("default")
                .into_iter()
                .collect(),
            Features::None => BTreeSet::new(),
            Features::These(names) => names.iter().map(String::as_str).collect(),
        };
        if let Some(feature) = chosen
            .iter()
            .find(|name| !self.features.contains_key(**name))
        {
            let feature = (*feature).to_owned();
            return Err(BuildError::Feature {
                package: self.name.clone(),
                feature,
            });
        }
        if *features == Features::Stable {
            // What enables an unstable feature is unstable, too.
            chosen.retain(|name| !self.enables(name, &unstable));
        }
        Ok(chosen.into_iter().map(str::to_owned).collect())
    }

    fn is_only_dependency(&self, name: &str) -> bool {
        let own = format!("dep:{name}");
        self.features
            .get(name)
            .is_some_and(|values| *values == [own])
    }

    fn enables(&self, name: &str, unwanted: &dyn Fn(&str) -> bool) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if unwanted(name) {
                return true;
            }
            if seen.insert(name) {
                open.extend(
                    self.features
                        .get(name)
                        .into_iter()
                        .flatten()
                        .map(String::as_str),
                );
            }
        }
        false
    }
}

impl Target {
    pub(super) fn is_proc_macro(&self) -> bool {
        self.kind.iter().any(|kind| kind == "proc-macro")
    }
}

/// Whether a crate's root says `#![cfg_attr(condition, no_std)]`.
pub(super) fn no_std_sometimes(source: &str) -> bool {
    source
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("pub mod"))
        .any(|line| {
            line.strip_prefix("#![cfg_attr(")
                .and_then(|rest| rest.strip_suffix(")]"))
                .is_some_and(|rest| rest.rsplit([',', ' ']).any(|word| word.trim() == "no_std"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_found() {
        assert!(no_std_sometimes(
            "//! x\n#![cfg_attr(not(feature = \"std\"), no_std)]\n"
        ));
        assert!(no_std_sometimes("#![cfg_attr(not(test), no_std, deny(x))]"));
        assert!(!no_std_sometimes("#![no_std]"));
        assert!(!no_std_sometimes("#![cfg_attr(docsrs, feature(doc_cfg))]"));
    }
}
