//! Pairs the items of two APIs, and compares each pair.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    canonical,
    change::{Change, Diff, Exposure, Verdict},
    imply::World,
    index::{Index, Space, is_child, parent, renamed, space},
    unify::{Unify, by_position},
};
use crate::model::{Api, Fold, Generics, Item, ItemKind, Location, Owner, Reach, Substitute, Type};

/// Compares two APIs of one crate, the old one first. Pure; takes time in the order of
/// `(items + impls of one trait squared) * log`.
#[must_use]
pub fn diff(old: &Api, new: &Api) -> Diff {
    let new_index = Index::new(new);
    let old_paths = (old.items.iter())
        .flat_map(|item| {
            let space = space(item);
            std::iter::once(&item.path)
                .chain(&item.also)
                .map(move |path| (path.clone(), space))
        })
        .collect();
    let (old, moved) = renamed(old, new, &new_index);
    let mut engine = Engine {
        old: &old,
        new,
        old_index: Index::new(&old),
        new_index,
        world: World::new(new),
        old_world: World::new(&old),
        old_paths,
        names: BTreeMap::new(),
        changes: Vec::new(),
    };
    engine.items();
    engine.impls();
    engine.krate();
    let mut limits = engine.limits();
    limits.extend(moved);
    let exposed = engine.exposed();
    let mut changes = engine.changes;
    changes.sort();
    changes.dedup();
    Diff {
        changes,
        exposed,
        limits,
    }
}

pub(super) struct Engine<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    pub(super) old_index: Index<'a>,
    pub(super) new_index: Index<'a>,
    pub(super) world: World<'a>,
    pub(super) old_world: World<'a>,
    /// The paths of the old API before anything was renamed.
    old_paths: BTreeSet<(String, Space)>,
    /// The names of the old parameters for those of the new, by the path of a type or trait.
    names: BTreeMap<String, Substitute>,
    changes: Vec<Change>,
}

/// A pair of items.
#[derive(Clone, Copy)]
pub(super) struct Pair<'p> {
    pub(super) old: &'p Item,
    pub(super) new: &'p Item,
}

impl<'a> Engine<'a> {
    /// Notes a change of a pair.
    pub(super) fn pair(&mut self, pair: Pair<'_>, rule: &str, verdict: Verdict) {
        let verdict = match pair.new.reach {
            Reach::Unnameable if verdict == Verdict::Proved => Verdict::Suspect,
            _ => verdict,
        };
        let texts = (Some(pair.old.to_string()), Some(pair.new.to_string()));
        self.note(
            &pair.new.path,
            rule,
            verdict,
            texts,
            pair.new.location.clone(),
        );
    }

    pub(super) fn note(
        &mut self,
        path: &str,
        rule: &str,
        verdict: Verdict,
        (before, after): (Option<String>, Option<String>),
        location: Option<Location>,
    ) {
        self.changes.push(Change {
            path: path.to_owned(),
            rule: rule.to_owned(),
            verdict,
            before,
            after,
            location,
        });
    }

    fn items(&mut self) {
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        for old in &self.old.items {
            if matches!(old.kind, ItemKind::Hidden { .. }) {
                continue;
            }
            if is_child(old) && missing.contains(parent(&old.path)) {
                missing.insert(&old.path);
                continue;
            }
            match self.counterpart(old) {
                Some(new) => {
                    self.paths(old, new);
                    self.compare(Pair { old, new });
                    if matches!(new.kind, ItemKind::Hidden { .. }) {
                        missing.insert(&old.path);
                    }
                }
                None => {
                    missing.insert(&old.path);
                    self.removed(old);
                }
            }
        }
        for new in &self.new.items {
            if !matches!(new.kind, ItemKind::Hidden { .. }) {
                self.added(new);
            }
        }
    }

    /// The new item that an old one became.
    fn counterpart(&mut self, old: &'a Item) -> Option<&'a Item> {
        if let ItemKind::Reexport(of) = &old.kind
            && of.glob
        {
            return self
                .new
                .items_at(&old.path)
                .find(|new| new.kind == old.kind);
        }
        let space = space(old);
        let paths = std::iter::once(&old.path).chain(&old.also);
        let candidates = paths.map(|path| self.new_index.at(path, space));
        let candidates = candidates.into_iter().find(|all| !all.is_empty())?;
        match owner(old) {
            Some(Owner::Impl(_)) => (candidates.iter().copied())
                .find(|new| self.owner_names(old, new).is_some())
                .or_else(|| candidates.iter().copied().find(|new| !is_impl(new))),
            _ => candidates.first().copied(),
        }
    }

    /// The names that make the implementation of a new method that of an old one.
    pub(super) fn owner_names(&self, old: &Item, new: &Item) -> Option<Substitute> {
        let (Some(Owner::Impl(old)), Some(Owner::Impl(new))) = (owner(old), owner(new)) else {
            return None;
        };
        let (mut unify, mut apart) = Unify::of(&[&new.generics]);
        let pattern = apart.of(&canonical::of(&new.of));
        if !(unify.types(&pattern, &canonical::of(&old.of)) && unify.settled()) {
            return None;
        }
        unify.pair_left(&old.generics);
        let mut names = Substitute::default();
        for (name, arg) in &apart.params {
            let arg = unify.found.args(std::slice::from_ref(arg)).pop()?;
            names.params.insert(name.clone(), arg);
        }
        Some(names)
    }

    /// Paths that an item lost while it kept others.
    fn paths(&mut self, old: &Item, new: &Item) {
        if is_child(old) && !matches!(old.kind, ItemKind::Variant(_)) {
            return;
        }
        let space = space(old);
        for path in std::iter::once(&old.path).chain(&old.also) {
            let lost = self.new_index.at(path, space).is_empty();
            let above = parent(path);
            // A module that is gone is told once, not with each of its items.
            if lost && (above.is_empty() || self.new_index.knows(above)) {
                let verdict = match self.new_index.glob_above(path) {
                    Some(_) => Verdict::Suspect,
                    None => Verdict::Proved,
                };
                let texts = (Some(path.clone()), Some(new.path.clone()));
                self.note(path, "path-removed", verdict, texts, new.location.clone());
            }
        }
    }

    fn removed(&mut self, old: &Item) {
        let hidden = self.new_index.first(&old.path, space(old));
        let hidden = hidden.is_some_and(|new| matches!(new.kind, ItemKind::Hidden { .. }));
        let verdict = match (old.reach, self.new_index.glob_above(&old.path)) {
            (Reach::Hidden, _) => Verdict::None,
            (Reach::Unnameable, _) | (Reach::Public, Some(_)) => Verdict::Suspect,
            (Reach::Public, None) => Verdict::Proved,
        };
        // The type of a public function is told by that function, too.
        let verdict = match (&old.kind, old.reach) {
            _ if hidden => Verdict::Suspect,
            (ItemKind::Struct(_) | ItemKind::Enum(_) | ItemKind::Union(_), Reach::Unnameable) => {
                Verdict::None
            }
            _ => verdict,
        };
        let rule = format!("{}-removed", word(old));
        self.note(
            &old.path,
            &rule,
            verdict,
            (Some(old.to_string()), None),
            old.location.clone(),
        );
    }

    fn added(&mut self, new: &'a Item) {
        let space = space(new);
        if let ItemKind::Reexport(of) = &new.kind
            && of.glob
        {
            if !self.old.items_at(&new.path).any(|old| old.kind == new.kind) {
                let text = (None, Some(new.to_string()));
                self.note(&new.path, "re-export-added", Verdict::Additive, text, None);
            }
            return;
        }
        let above = parent(&new.path).to_owned();
        if is_child(new) && !self.old_index.knows(&above) {
            return;
        }
        let known = std::iter::once(&new.path).chain(&new.also).any(|path| {
            let all = self.old_index.at(path, space);
            match owner(new) {
                Some(Owner::Impl(_)) => all
                    .iter()
                    .any(|old| !is_impl(old) || self.owner_names(old, new).is_some()),
                _ => !all.is_empty(),
            }
        });
        if known {
            let fresh: Vec<&String> = (std::iter::once(&new.path).chain(&new.also))
                .filter(|path| !self.old_paths.contains(&((*path).clone(), space)))
                .filter(|path| self.old_index.knows(parent(path)))
                .collect();
            if !is_child(new) {
                for path in fresh {
                    let texts = (None, Some(new.to_string()));
                    let location = new.location.clone();
                    self.note(path, "path-added", Verdict::Additive, texts, location);
                }
            }
            return;
        }
        let verdict = self.verdict_of_addition(new, &above);
        let rule = match &new.kind {
            ItemKind::Field(_) | ItemKind::Variant(_) => format!("{}-added", word(new)),
            _ => match owner(new) {
                Some(Owner::Trait { provided: false }) if verdict != Verdict::Additive => {
                    "required-trait-item-added".to_owned()
                }
                _ => format!("{}-added", word(new)),
            },
        };
        let texts = (None, Some(new.to_string()));
        self.note(&new.path, &rule, verdict, texts, new.location.clone());
    }

    fn verdict_of_addition(&self, new: &Item, above: &str) -> Verdict {
        let parent = self.old_index.first(above, Space::Type);
        let verdict = match (&new.kind, parent.map(|parent| &parent.kind)) {
            (ItemKind::Variant(_), Some(ItemKind::Enum(of))) => {
                if of.non_exhaustive || of.hidden_variants {
                    Verdict::Additive
                } else {
                    Verdict::Proved
                }
            }
            (ItemKind::Function(_) | ItemKind::Constant(_), Some(ItemKind::Trait(of))) => {
                match owner(new) {
                    Some(Owner::Trait { provided: false }) if !of.sealed => Verdict::Proved,
                    _ => Verdict::Additive,
                }
            }
            (ItemKind::AssociatedType(item), Some(ItemKind::Trait(of))) => {
                match item.default.is_some() || of.sealed {
                    true => Verdict::Additive,
                    false => Verdict::Proved,
                }
            }
            _ => Verdict::Additive,
        };
        match new.reach {
            Reach::Public => verdict,
            Reach::Unnameable if verdict == Verdict::Additive => Verdict::None,
            Reach::Unnameable => Verdict::Suspect,
            Reach::Hidden => Verdict::None,
        }
    }

    fn compare(&mut self, pair: Pair<'a>) {
        let Pair { old, new } = pair;
        self.attributes(pair);
        match (&old.kind, &new.kind) {
            (_, ItemKind::Hidden { .. }) => self.pair(pair, "item-hidden", Verdict::Suspect),
            (ItemKind::Module {}, ItemKind::Module {}) => {}
            (ItemKind::Function(a), ItemKind::Function(b)) => self.functions(pair, a, b),
            (ItemKind::Struct(a), ItemKind::Struct(b)) => self.structs(pair, a, b),
            (ItemKind::Union(a), ItemKind::Union(b)) => self.unions(pair, a, b),
            (ItemKind::Enum(a), ItemKind::Enum(b)) => self.enums(pair, a, b),
            (ItemKind::Variant(a), ItemKind::Variant(b)) => self.variants(pair, a, b),
            (ItemKind::Field(a), ItemKind::Field(b)) => {
                let after = self.in_old_names(&new.path, &b.of);
                self.types(pair, "field-type-changed", &a.of, &after);
            }
            (ItemKind::Trait(a), ItemKind::Trait(b)) => self.traits(pair, a, b),
            (ItemKind::AssociatedType(a), ItemKind::AssociatedType(b)) => {
                self.associated_types(pair, a, b);
            }
            (ItemKind::Constant(a), ItemKind::Constant(b)) => self.constants(pair, a, b),
            (ItemKind::Static(a), ItemKind::Static(b)) => {
                self.types(pair, "static-type-changed", &a.of, &b.of);
                match (a.mutable, b.mutable) {
                    (false, true) | (true, false) => {
                        self.pair(pair, "static-mutability-changed", Verdict::Proved);
                    }
                    _ => {}
                }
                self.flag(pair, "static-unsafe", a.is_unsafe, b.is_unsafe);
            }
            (ItemKind::TypeAlias(a), ItemKind::TypeAlias(b)) => {
                self.parameters(pair, &a.generics, &b.generics);
                let after = self.in_old_names(&format!("{}::_", new.path), &b.of);
                self.types(pair, "type-alias-changed", &a.of, &after);
            }
            (ItemKind::Macro(a), ItemKind::Macro(b)) => self.macros(pair, a, b),
            (ItemKind::ProcMacro(a), ItemKind::ProcMacro(b)) => self.proc_macros(pair, a, b),
            (ItemKind::Reexport(a), ItemKind::Reexport(b)) => {
                if a.target != b.target {
                    self.pair(pair, "re-export-target-changed", Verdict::Suspect);
                }
            }
            // The definition moved to another crate, or came from one: what it is there, is not seen.
            (ItemKind::Reexport(_), _) | (_, ItemKind::Reexport(_)) => {
                self.pair(pair, "re-export-replaced", Verdict::Suspect);
            }
            (ItemKind::TypeAlias(_), _) | (_, ItemKind::TypeAlias(_)) => {
                self.pair(pair, "item-kind-changed", Verdict::Suspect);
            }
            (ItemKind::Unstable { name: a }, ItemKind::Unstable { name: b }) if a == b => {}
            _ => self.pair(pair, "item-kind-changed", Verdict::Proved),
        }
    }

    fn attributes(&mut self, pair: Pair<'_>) {
        let Pair { old, new } = pair;
        match (old.deprecated, new.deprecated) {
            (false, true) => self.pair(pair, "deprecated-added", Verdict::Additive),
            (true, false) => self.pair(pair, "deprecated-removed", Verdict::None),
            _ => {}
        }
        match (old.must_use, new.must_use) {
            (false, true) => self.pair(pair, "must-use-added", Verdict::Additive),
            (true, false) => self.pair(pair, "must-use-removed", Verdict::None),
            _ => {}
        }
        if old.reach == Reach::Public && new.reach == Reach::Unnameable {
            self.pair(pair, "item-unnameable", Verdict::Suspect);
        }
    }

    /// `unsafe` that came or went: to callers, less of it is fine.
    pub(super) fn flag(&mut self, pair: Pair<'_>, what: &str, old: bool, new: bool) {
        match (old, new) {
            (false, true) => self.pair(pair, &format!("{what}-added"), Verdict::Proved),
            (true, false) => self.pair(pair, &format!("{what}-removed"), Verdict::Additive),
            _ => {}
        }
    }

    /// Types that must be equal.
    pub(super) fn types(&mut self, pair: Pair<'_>, rule: &str, old: &Type, new: &Type) {
        if canonical::of(old) != canonical::of(new) {
            self.pair(pair, rule, Verdict::Proved);
        }
    }

    /// A type of a child in the old names of its parent's parameters.
    pub(super) fn in_old_names(&self, path: &str, of: &Type) -> Type {
        let mut names = self.names_above(path);
        names.of(of)
    }

    /// The old names for the parameters of a child's parent, or its parent's.
    pub(super) fn names_above(&self, path: &str) -> Substitute {
        let above = parent(path);
        let found = self
            .names
            .get(above)
            .or_else(|| self.names.get(parent(above)));
        found.cloned().unwrap_or_default()
    }

    /// Compares the parameters of a type or trait, and remembers their old names.
    pub(super) fn parameters(
        &mut self,
        pair: Pair<'_>,
        old: &Generics,
        new: &Generics,
    ) -> Generics {
        let names = super::adt::aligned(self, pair, old, new);
        let after = names.clone().generics(new);
        self.names.insert(pair.new.path.clone(), names);
        after
    }

    pub(super) fn by_position(old: &Generics, new: &Generics) -> Substitute {
        by_position(old, new)
    }

    fn exposed(&self) -> Vec<Exposure> {
        (self.new.exposure().into_iter())
            .map(|(name, items)| {
                let after = self.new.dependencies.get(&name);
                let before = self.old.dependencies.get(&name);
                Exposure {
                    package: after.and_then(|one| one.package.clone()),
                    before: before.and_then(|one| one.version.clone()),
                    after: after.and_then(|one| one.version.clone()),
                    items: items.into_iter().collect(),
                    name,
                }
            })
            .collect()
    }
}

/// Where a function or constant stands.
pub(super) fn owner(item: &Item) -> Option<&Owner> {
    match &item.kind {
        ItemKind::Function(of) => Some(&of.owner),
        ItemKind::Constant(of) => Some(&of.owner),
        _ => None,
    }
}

fn is_impl(item: &Item) -> bool {
    matches!(owner(item), Some(Owner::Impl(_)))
}

/// The kind of an item as it stands in the names of rules.
fn word(item: &Item) -> String {
    match &item.kind {
        ItemKind::Constant(of) if of.owner != Owner::Free => "associated-constant".to_owned(),
        kind => kind.name().replace(' ', "-"),
    }
}
