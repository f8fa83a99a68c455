//! The whole: reached items, what they expose, implementations, in one order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustdoc_types::{Crate, Id, ItemEnum};

use super::{
    names::{Name, Names},
    reach::{Reached, reach},
    read::{Facts, library},
    variance::Variances,
};
use crate::model::{
    Api, Bound, CrateInfo, Fold, Input, Item, ItemKind, Location, Parameter, ParameterKind, Reach,
    Type,
};

/// What an `impl Trait` in return position may capture.
pub(super) struct Scope {
    pub(super) everything: bool,
    pub(super) params: Vec<Parameter>,
    pub(super) elided: bool,
}

impl Scope {
    /// The generics that a hidden type with these bounds captures without `use<..>`.
    pub(super) fn captured(&self, bounds: &[Bound]) -> Vec<String> {
        let mut names: Vec<String> = (self.params.iter())
            .filter(|param| self.everything || !matches!(param.kind, ParameterKind::Lifetime {}))
            .map(|param| param.name.clone())
            .collect();
        if self.everything {
            names.extend(self.elided.then(|| "'_".to_owned()));
        } else {
            let mut seen = Lifetimes(BTreeSet::new());
            bounds.iter().for_each(|bound| drop(seen.bound(bound)));
            names.extend(seen.0);
        }
        names
    }
}

/// The lifetimes that are named.
pub(super) struct Lifetimes(pub(super) BTreeSet<String>);

impl Fold for Lifetimes {
    fn lifetime(&mut self, name: Option<&str>) -> Option<String> {
        let name = name.unwrap_or("'_");
        if name != "'static" {
            self.0.insert(name.to_owned());
        }
        Some(name.to_owned())
    }
}

/// Whether an elided lifetime stands in the arguments of a function.
pub(super) fn elided(inputs: &[Input]) -> bool {
    let mut seen = Lifetimes(BTreeSet::new());
    for input in inputs {
        seen.of(&input.of);
    }
    seen.0.contains("'_")
}

/// One conversion.
pub(super) struct Convert<'a> {
    pub(super) krate: &'a Crate,
    pub(super) facts: &'a Facts,
    pub(super) names: Names<'a>,
    pub(super) variances: Variances<'a>,
    pub(super) self_type: Option<Type>,
    pub(super) scope: Option<Scope>,
    /// Own types that stand in signatures and cannot be named.
    exposed: BTreeMap<Id, String>,
    public: BTreeSet<String>,
    root: String,
    pub(super) aliases: usize,
}

impl<'a> Convert<'a> {
    pub(super) fn api(krate: &'a Crate, facts: &'a Facts) -> Result<Api, String> {
        let reached = reach(krate)?;
        let names = Names::new(krate, &reached, facts);
        let root = krate
            .index
            .get(&krate.root)
            .and_then(|root| root.name.clone());
        let public = (names.all())
            .filter(|(_, name)| name.reach == Reach::Public)
            .map(|(_, name)| name.path.clone())
            .collect();
        let mut convert = Convert {
            krate,
            facts,
            names,
            variances: Variances::new(krate),
            self_type: None,
            scope: None,
            exposed: BTreeMap::new(),
            public,
            root: root.unwrap_or_default(),
            aliases: 0,
        };
        let mut items = convert.items(&reached);
        let mut impls;
        let mut told = BTreeSet::new();
        loop {
            impls = convert.impls();
            let mut new: VecDeque<Id> = convert
                .exposed
                .keys()
                .copied()
                .filter(|id| !told.contains(id))
                .collect();
            if new.is_empty() {
                break;
            }
            while let Some(id) = new.pop_front() {
                if told.insert(id) {
                    items.extend(convert.exposed_items(id));
                }
            }
        }
        // One method may stand in several implementations of different types.
        items.sort_by_cached_key(|item| (item.path.clone(), sort_key(item)));
        items.dedup_by(|a, b| a.path == b.path && a.kind == b.kind);
        impls.sort_by_cached_key(|one| (one.of.clone(), one.on.clone(), one.to_string()));
        impls.dedup();
        let krate_info = CrateInfo {
            package: facts.package.clone(),
            name: convert.root.clone(),
            version: facts.version.clone(),
            edition: facts.edition.clone(),
            rustc: facts.rustc.clone(),
            target: krate.target.triple.clone(),
            library: library(krate, facts),
            proc_macro: facts.proc_macro,
            built_with: facts.built_with.clone(),
            features: facts.features.clone(),
        };
        let mut api = Api {
            krate: krate_info,
            dependencies: Default::default(),
            items,
            impls,
        };
        let used = api.exposure().into_keys().collect();
        api.dependencies = convert.names.dependencies(&used, facts);
        Ok(api)
    }

    /// The definition behind an id; own ones that cannot be named are remembered.
    pub(super) fn definition(&mut self, id: Id, written: &str) -> (String, bool) {
        match self.names.path(id) {
            Some((path, unnameable)) => {
                if unnameable && self.krate.index.contains_key(&id) {
                    self.exposed.insert(id, path.clone());
                }
                (path, unnameable)
            }
            // A private item of another crate: rustdoc gives it no path.
            None => (format!("?::{written}"), false),
        }
    }

    fn items(&mut self, reached: &Reached) -> Vec<Item> {
        let names: Vec<(Id, Name)> = self
            .names
            .all()
            .map(|(id, name)| (id, name.clone()))
            .collect();
        let mut items = Vec::new();
        for (id, name) in names {
            let Some(item) = self.krate.index.get(&id) else {
                continue;
            };
            if !matches!(item.inner, ItemEnum::Variant(_)) {
                items.extend(self.item(item, &name));
            }
        }
        for ((path, _), foreign) in &reached.reexports {
            let mut reexport = foreign.reexport.clone();
            if let Some((target, _)) = foreign.id.and_then(|id| self.names.path(id)) {
                reexport.target = target;
                let summary = foreign.id.and_then(|id| self.krate.paths.get(&id));
                reexport.name = summary.map(|summary| format!("{:?}", summary.kind).to_lowercase());
            }
            items.push(Item {
                path: path.clone(),
                also: Vec::new(),
                reach: if foreign.hidden {
                    Reach::Hidden
                } else {
                    Reach::Public
                },
                deprecated: false,
                must_use: false,
                kind: match foreign.hidden {
                    true => ItemKind::Hidden {
                        name: "re-export".to_owned(),
                    },
                    false => ItemKind::Reexport(reexport),
                },
                location: None,
            });
        }
        items
    }

    fn exposed_items(&mut self, id: Id) -> Vec<Item> {
        let Some(item) = self.krate.index.get(&id) else {
            return Vec::new();
        };
        let Some((path, _)) = self.names.path(id) else {
            return Vec::new();
        };
        match item.inner {
            ItemEnum::Struct(_) | ItemEnum::Enum(_) | ItemEnum::Union(_) => {}
            _ => return Vec::new(),
        }
        let name = Name {
            path,
            also: Vec::new(),
            reach: Reach::Unnameable,
        };
        self.item(item, &name)
    }

    pub(super) fn location(item: &rustdoc_types::Item) -> Option<Location> {
        let span = item.span.as_ref()?;
        let file = span.filename.to_str()?.replace('\\', "/");
        Some(Location {
            file,
            line: span.begin.0,
            column: span.begin.1,
        })
    }

    /// Whether a path is of an own item that nobody promised anything about.
    pub(super) fn is_private(&self, path: &str) -> bool {
        // A type in the body of a function has no path at all.
        if path.starts_with("?::") {
            return true;
        }
        let own = path.split("::").next() == Some(self.root.as_str());
        own && !self.public.contains(path) && !self.exposed.values().any(|known| known == path)
    }

    pub(super) fn exposed_ids(&self) -> BTreeSet<Id> {
        self.exposed.keys().copied().collect()
    }

    /// Forgets what was exposed since.
    pub(super) fn restore(&mut self, before: &BTreeSet<Id>) {
        self.exposed.retain(|id, _| before.contains(id));
    }

    /// Converts, and forgets what was exposed by it where the answer is none.
    pub(super) fn attempt<T>(&mut self, convert: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.exposed.clone();
        let answer = convert(self);
        if answer.is_none() {
            self.exposed = before;
        }
        answer
    }
}

fn sort_key(item: &Item) -> (String, String) {
    (item.kind.name().to_owned(), item.to_string())
}
