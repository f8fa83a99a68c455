//! Items by path and namespace.

use std::collections::{BTreeMap, BTreeSet};

use super::foreign;
use crate::model::{
    Api, Fold, Generics, Item, ItemKind, Named, Owner, Parameter, Reach, Substitute, Type,
};

/// A namespace: in it a path is one item, but for methods of several implementations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Space {
    Type,
    Value,
    Macro,
    Field,
}

pub(super) fn space(item: &Item) -> Space {
    match &item.kind {
        ItemKind::Function(_) | ItemKind::Constant(_) | ItemKind::Static(_) => Space::Value,
        ItemKind::Macro(_) | ItemKind::ProcMacro(_) => Space::Macro,
        ItemKind::Field(_) => Space::Field,
        ItemKind::Reexport(of) => by_name(of.name.as_deref().unwrap_or_default()),
        ItemKind::Hidden { name } | ItemKind::Unstable { name } => by_name(name),
        ItemKind::Module {}
        | ItemKind::Struct(_)
        | ItemKind::Union(_)
        | ItemKind::Enum(_)
        | ItemKind::Variant(_)
        | ItemKind::Trait(_)
        | ItemKind::AssociatedType(_)
        | ItemKind::TypeAlias(_) => Space::Type,
    }
}

fn by_name(name: &str) -> Space {
    match name {
        "function" | "constant" | "static" => Space::Value,
        "macro" | "procedural macro" | "procattribute" | "procderive" => Space::Macro,
        "field" => Space::Field,
        _ => Space::Type,
    }
}

/// Whether an item stands below another item rather than in a module.
pub(super) fn is_child(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Field(_) | ItemKind::Variant(_) | ItemKind::AssociatedType(_) => true,
        ItemKind::Function(of) => of.owner != Owner::Free,
        ItemKind::Constant(of) => of.owner != Owner::Free,
        _ => false,
    }
}

/// The path above.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once("::").map_or("", |(parent, _)| parent)
}

/// Finds items by any of their paths.
pub(super) struct Index<'a> {
    by_path: BTreeMap<Space, BTreeMap<&'a str, Vec<&'a Item>>>,
    globs: BTreeMap<&'a str, &'a Item>,
}

impl<'a> Index<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut index = Index {
            by_path: BTreeMap::new(),
            globs: BTreeMap::new(),
        };
        for item in &api.items {
            if matches!(&item.kind, ItemKind::Reexport(of) if of.glob) {
                index.globs.insert(&item.path, item);
                continue;
            }
            for path in std::iter::once(&item.path).chain(&item.also) {
                let here = index.by_path.entry(space(item)).or_default();
                here.entry(path).or_default().push(item);
            }
        }
        index
    }

    pub(super) fn at(&self, path: &str, space: Space) -> &[&'a Item] {
        let here = self.by_path.get(&space);
        here.and_then(|here| here.get(path))
            .map_or(&[], Vec::as_slice)
    }

    pub(super) fn first(&self, path: &str, space: Space) -> Option<&'a Item> {
        self.at(path, space).first().copied()
    }

    /// A foreign glob in the module above a path, through which it might still be there.
    pub(super) fn glob_above(&self, path: &str) -> Option<&'a Item> {
        self.globs.get(parent(path)).copied()
    }

    pub(super) fn knows(&self, path: &str) -> bool {
        [Space::Type, Space::Value, Space::Macro, Space::Field]
            .iter()
            .any(|&space| !self.at(path, space).is_empty())
    }
}

/// Gives old types the paths of the new API, and the parameters they have there by default.
struct Renamer<'a> {
    paths: BTreeMap<String, String>,
    /// The new parameters, by new path.
    grown: BTreeMap<&'a str, &'a [Parameter]>,
}

impl Fold for Renamer<'_> {
    fn path(&mut self, path: &str) -> String {
        self.paths
            .get(path)
            .map_or_else(|| path.to_owned(), String::clone)
    }

    fn named(&mut self, named: &Named) -> Named {
        let path = self.path(&named.path);
        let mut args = self.args(&named.args);
        if let Some(params) = self.grown.get(path.as_str())
            && let Some(missing) = Substitute::missing(params, &args)
        {
            args.extend(missing);
        }
        Named {
            path,
            args,
            bindings: self.bindings(&named.bindings),
            ..named.clone()
        }
    }
}

/// The old API with the paths of the new one, where an item of the new one answers to the old path;
/// and what was taken for the same without proof.
pub(super) fn renamed(old: &Api, new_api: &Api, new: &Index<'_>) -> (Api, Vec<String>) {
    let mut paths = BTreeMap::new();
    let mut grown = BTreeMap::new();
    for item in old.items.iter().filter(|item| !is_child(item)) {
        let space = space(item);
        let found = std::iter::once(&item.path)
            .chain(&item.also)
            .find_map(|path| new.first(path, space))
            .filter(|found| !matches!(found.kind, ItemKind::Reexport(_)));
        let Some(found) = found else { continue };
        // `pub type Old<'a> = New<'a>;` is another name of one type.
        let found = alias_target(found)
            .filter(|_| !matches!(item.kind, ItemKind::TypeAlias(_)))
            .and_then(|target| new.first(target, space))
            .unwrap_or(found);
        if found.path != item.path {
            paths.insert((item.path.clone(), space), found.path.clone());
        }
        if let (Some(before), Some(after)) = (parameters(item), parameters(found))
            && after.params.len() > before.params.len()
        {
            grown.insert(found.path.as_str(), after.params.as_slice());
        }
    }
    for (from, to) in moved_private(old, new_api) {
        paths.insert((from, Space::Type), to);
    }
    let foreign = foreign::moved(old, new_api);
    let limits = foreign.iter().map(|(from, to)| {
        format!("`{from}` is taken for `{to}`: a dependency's own parts moved between its crates")
    });
    let limits: Vec<String> = limits.collect();
    if paths.is_empty() && grown.is_empty() && foreign.is_empty() {
        return (old.clone(), limits);
    }
    let types = (paths.iter())
        .filter(|((_, space), _)| *space == Space::Type)
        .map(|((from, _), to)| (from.clone(), to.clone()))
        .chain(foreign)
        .collect();
    let mut fold = Renamer {
        paths: types,
        grown,
    };
    let mut api = old.clone();
    for item in &mut api.items {
        let new = match is_child(item) {
            true => child(&item.path, &fold.paths),
            false => paths.get(&(item.path.clone(), space(item))).cloned(),
        };
        if let Some(new) = new {
            let old = std::mem::replace(&mut item.path, new);
            if !is_child(item) {
                item.also.push(old);
            }
            let path = item.path.clone();
            item.also.retain(|other| *other != path);
            item.also.sort();
        }
        rewrite(&mut item.kind, &mut fold);
    }
    for one in &mut api.impls {
        one.of = fold.named(&one.of);
        one.on = fold.of(&one.on);
        one.generics = fold.generics(&one.generics);
        one.types = one
            .types
            .iter()
            .map(|(name, of)| (name.clone(), fold.of(of)))
            .collect();
    }
    (api, limits)
}

/// Types that cannot be named, and stand in another private module now.
fn moved_private(old: &Api, new: &Api) -> Vec<(String, String)> {
    let names = |api: &Api, other: &Api| -> BTreeMap<String, Vec<String>> {
        let others: BTreeSet<&str> = other.items.iter().map(|item| item.path.as_str()).collect();
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let private = |item: &&Item| {
            item.reach == Reach::Unnameable
                && !is_child(item)
                && !others.contains(item.path.as_str())
        };
        for item in api.items.iter().filter(private) {
            let name = item.path.rsplit("::").next().unwrap_or_default();
            names
                .entry(name.to_owned())
                .or_default()
                .push(item.path.clone());
        }
        names
    };
    let after = names(new, old);
    (names(old, new).into_iter())
        .filter_map(
            |(name, from)| match (from.as_slice(), after.get(&name)?.as_slice()) {
                ([from], [to]) if from != to => Some((from.clone(), to.clone())),
                _ => None,
            },
        )
        .collect()
}

/// The type of which an alias is another name: with the alias's parameters, each in its place.
fn alias_target(item: &Item) -> Option<&str> {
    let ItemKind::TypeAlias(alias) = &item.kind else {
        return None;
    };
    let Type::Path(named) = &alias.of else {
        return None;
    };
    let params = &alias.generics.params;
    let same = named.args.len() == params.len()
        && (params.iter().zip(&named.args))
            .all(|(param, arg)| *arg == Substitute::itself(param, &param.name));
    same.then_some(&named.path)
}

fn parameters(item: &Item) -> Option<&Generics> {
    match &item.kind {
        ItemKind::Struct(of) | ItemKind::Union(of) => Some(&of.generics),
        ItemKind::Enum(of) => Some(&of.generics),
        ItemKind::Trait(of) => Some(&of.generics),
        _ => None,
    }
}

fn child(path: &str, paths: &BTreeMap<String, String>) -> Option<String> {
    let (above, name) = path.rsplit_once("::")?;
    let above = paths.get(above).cloned().or_else(|| child(above, paths))?;
    Some(format!("{above}::{name}"))
}

/// Rewrites the types of an item.
pub(super) fn rewrite(kind: &mut ItemKind, fold: &mut impl Fold) {
    match kind {
        ItemKind::Module {}
        | ItemKind::Variant(_)
        | ItemKind::Macro(_)
        | ItemKind::ProcMacro(_)
        | ItemKind::Unstable { .. }
        | ItemKind::Hidden { .. } => {}
        ItemKind::Function(of) => {
            *of = fold.function(of);
            of.owner = fold.owner(&of.owner);
        }
        ItemKind::Struct(of) | ItemKind::Union(of) => of.generics = fold.generics(&of.generics),
        ItemKind::Enum(of) => of.generics = fold.generics(&of.generics),
        ItemKind::Field(of) => of.of = fold.of(&of.of),
        ItemKind::Trait(of) => {
            of.generics = fold.generics(&of.generics);
            of.supertraits = fold.bounds(&of.supertraits);
        }
        ItemKind::AssociatedType(of) => {
            of.generics = fold.generics(&of.generics);
            of.bounds = fold.bounds(&of.bounds);
            of.default = of.default.as_ref().map(|default| fold.of(default));
        }
        ItemKind::Constant(of) => {
            of.of = fold.of(&of.of);
            of.owner = fold.owner(&of.owner);
        }
        ItemKind::Static(of) => of.of = fold.of(&of.of),
        ItemKind::TypeAlias(of) => {
            of.generics = fold.generics(&of.generics);
            of.of = fold.of(&of.of);
        }
        ItemKind::Reexport(of) => of.target = fold.path(&of.target),
    }
}
