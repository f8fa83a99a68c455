//! What concerns the crate as a whole: features, the standard library, public dependencies.

use std::collections::{BTreeMap, BTreeSet};

use upsafe_version::cargo::{Class, Version};

use super::{change::Verdict, engine::Engine};
use crate::model::Library;

type Features = BTreeMap<String, Vec<String>>;

impl Engine<'_> {
    pub(super) fn krate(&mut self) {
        self.library();
        self.features();
        self.dependencies();
        if self.old.krate.name != self.new.krate.name {
            let texts = (
                Some(self.old.krate.name.clone()),
                Some(self.new.krate.name.clone()),
            );
            self.whole("crate-renamed", Verdict::Proved, texts);
        }
    }

    fn whole(&mut self, rule: &str, verdict: Verdict, texts: (Option<String>, Option<String>)) {
        let path = self.new.krate.name.clone();
        self.note(&path, rule, verdict, texts, None);
    }

    fn library(&mut self) {
        let (old, new) = (self.old.krate.library, self.new.krate.library);
        let verdict = match (old, new) {
            (a, b) if a == b => return,
            (_, Library::Std) => Verdict::Proved,
            // Whoever builds it with the features that were enough before may need `std` now.
            (Library::NoStd, Library::NoStdSometimes) => Verdict::Suspect,
            _ => Verdict::Additive,
        };
        let rule = if verdict == Verdict::Additive {
            "no-std-added"
        } else {
            "no-std-removed"
        };
        self.whole(
            rule,
            verdict,
            (Some(old.to_string()), Some(new.to_string())),
        );
    }

    fn features(&mut self) {
        let (old, new) = (&self.old.krate.features, &self.new.krate.features);
        let mut found: Vec<(&str, Verdict, Option<String>, Option<String>)> = Vec::new();
        for name in old.keys().filter(|name| *name != "default") {
            if !new.contains_key(name) {
                let verdict = match is_internal(name) {
                    true => Verdict::None,
                    false => Verdict::Proved,
                };
                found.push(("feature-removed", verdict, Some(name.clone()), None));
            }
        }
        for name in new.keys().filter(|name| *name != "default") {
            if !old.contains_key(name) {
                found.push(("feature-added", Verdict::Additive, None, Some(name.clone())));
            }
        }
        for name in old.keys() {
            let before = closure(old, name);
            let after = closure(new, name);
            if !new.contains_key(name) && name != "default" {
                continue;
            }
            let lost: Vec<&String> = (before.difference(&after))
                .filter(|lost| new.contains_key(*lost) || name == "default")
                .collect();
            if lost.is_empty() {
                continue;
            }
            let (rule, verdict) = match name.as_str() {
                "default" => ("default-feature-removed", Verdict::Proved),
                _ => ("feature-enables-less", Verdict::Suspect),
            };
            let list = |all: &BTreeSet<String>| {
                let all: Vec<&str> = all.iter().map(String::as_str).collect();
                format!("{name} = [{}]", all.join(", "))
            };
            found.push((rule, verdict, Some(list(&before)), Some(list(&after))));
        }
        for (rule, verdict, before, after) in found {
            self.whole(rule, verdict, (before, after));
        }
    }

    /// A dependency whose items stand in the API, at another major version.
    fn dependencies(&mut self) {
        let (before, after) = (self.old.exposure(), self.new.exposure());
        for (name, items) in &before {
            let Some(now) = after.get(name) else { continue };
            let version = |of: &crate::model::Api| {
                let found = of.dependencies.get(name)?.version.clone()?;
                Some((Version::parse(&found).ok()?, found))
            };
            let (Some((a, old)), Some((b, new))) = (version(self.old), version(self.new)) else {
                continue;
            };
            if compatible(&a, &b) {
                continue;
            }
            let kept: Vec<&str> = items.intersection(now).map(String::as_str).collect();
            for item in kept {
                let texts = (Some(format!("{name} {old}")), Some(format!("{name} {new}")));
                self.note(
                    item,
                    "public-dependency-major",
                    Verdict::Proved,
                    texts,
                    None,
                );
            }
        }
    }

    pub(super) fn limits(&self) -> Vec<String> {
        let mut all = Vec::new();
        let (old, new) = (&self.old.krate, &self.new.krate);
        if old.rustc != new.rustc {
            all.push(format!(
                "the old API was told by rustc {}, the new one by {}: what differs may be theirs",
                old.rustc, new.rustc
            ));
        }
        if old.target != new.target {
            all.push(format!(
                "the old API was built for {}, the new one for {}: items under `cfg` may differ",
                old.target, new.target
            ));
        }
        let without: Vec<&str> = (old.built_with.iter())
            .filter(|name| new.features.contains_key(*name) && !new.built_with.contains(name))
            .map(String::as_str)
            .collect();
        if !without.is_empty() {
            all.push(format!(
                "the new API was built without the features {}: their items look removed",
                without.join(", ")
            ));
        }
        for (name, _) in self.new.exposure() {
            if self
                .new
                .dependencies
                .get(&name)
                .is_none_or(|one| one.version.is_none())
            {
                all.push(format!(
                    "`{name}` stands in the API, and its version is not known"
                ));
            }
        }
        all
    }
}

/// Features that are marked as nobody's business.
fn is_internal(name: &str) -> bool {
    [
        "_",
        "unstable",
        "nightly",
        "compiler_builtins",
        "rustc-dep-of-std",
        "rustc-std-workspace",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

/// Whether one version may stand for the other under a caret requirement.
fn compatible(old: &Version, new: &Version) -> bool {
    let class = |version: &Version| -> Class { version.class() };
    class(old) == class(new)
}

/// Every own feature that a feature enables.
fn closure(features: &Features, name: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(one) = open.pop() {
        for next in features.get(&one).into_iter().flatten() {
            let own = features.contains_key(next);
            if own && seen.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    seen
}
