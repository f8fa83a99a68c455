//! Walking both schemas at once.

use super::super::schema::{Field, Kind, Record, Schema, Spot, Type, TypeId, TypeRef, Union};
use super::breaks::{doubled, is_filled, is_refused_by, of_types};
use super::change::{Change, ChangeKind};
use super::pairing::{branch_name, branches, fields};
use super::path::{PathId, Paths, Step};
use crate::change::{Breaks, Scope};
use crate::mode::Direction;
use ahash::AHashSet as HashSet;
use smol_str::SmolStr;
use std::collections::VecDeque;
use std::hash::Hash;

/// So many pairs of types are compared. Each of both schemas meets one of the other in all but those
/// that were made to be many.
const MAX_PAIRS: usize = 100_000;

/// Every change from `old` to `new` in what can be reached from their roots.
///
/// Each pair of types is compared where it is first met. The work grows with the number of pairs
/// that meet, up to a limit that is a change of its own; no value is compared twice.
pub fn changes(old: &Schema, new: &Schema) -> Vec<Change> {
    changes_within(old, new, Scope::All)
}

pub(crate) fn changes_within(old: &Schema, new: &Schema, scope: Scope) -> Vec<Change> {
    let mut walk = Walk {
        old,
        new,
        scope,
        found: Vec::new(),
        known: HashSet::new(),
        todo: VecDeque::new(),
        paths: Paths::default(),
    };
    walk.meet(old.root(), new.root(), Paths::ROOT);
    while let Some((old, new, path)) = walk.todo.pop_front() {
        if walk.known.len() > MAX_PAIRS {
            let message = format!("more than {MAX_PAIRS} pairs of types meet");
            let at = (old.spot, new.spot);
            walk.tell_breaking(ChangeKind::Unwalked, Breaks::Both, message, at, path);
            break;
        }
        walk.compare(old, new, path);
    }
    walk.found
}

pub(super) struct Walk<'a> {
    pub(super) old: &'a Schema,
    pub(super) new: &'a Schema,
    scope: Scope,
    found: Vec<Change>,
    known: HashSet<(TypeId, TypeId)>,
    todo: VecDeque<(TypeRef, TypeRef, PathId)>,
    paths: Paths<'a>,
}

impl<'a> Walk<'a> {
    fn meet(&mut self, old: TypeRef, new: TypeRef, path: PathId) {
        if self.known.insert((old.id, new.id)) {
            self.todo.push_back((old, new, path));
        }
    }

    /// Tells a change that breaks nobody.
    pub(super) fn tell(
        &mut self,
        kind: ChangeKind,
        message: impl Into<String>,
        at: (Spot, Spot),
        path: PathId,
    ) {
        self.tell_breaking(kind, Breaks::Nobody, message, at, path);
    }

    pub(super) fn tell_breaking(
        &mut self,
        kind: ChangeKind,
        breaks: Breaks,
        message: impl Into<String>,
        at: (Spot, Spot),
        path: PathId,
    ) {
        if !self.scope.takes(breaks) {
            return;
        }
        let path = self.paths.told(path);
        self.found.push(Change {
            kind,
            breaks,
            message: message.into(),
            old: at.0,
            new: at.1,
            path,
        });
    }

    fn compare(&mut self, old: TypeRef, new: TypeRef, path: PathId) {
        let (old_schema, new_schema) = (self.old, self.new);
        let (was, is) = (old_schema.kind(old.id), new_schema.kind(new.id));
        let at = (old.spot, new.spot);
        match (&was.kind, &is.kind) {
            (Kind::Union(was), Kind::Union(is)) => self.unions(was, is, at, path),
            (_, Kind::Union(union)) => {
                let own = Union {
                    branches: vec![old],
                };
                let message = format!("{} became a union", old_schema.describe(old.id));
                self.tell(ChangeKind::MadeUnion, message, at, path);
                self.unions(&own, union, at, path);
            }
            (Kind::Union(union), _) => {
                let own = Union {
                    branches: vec![new],
                };
                let message = format!("a union became {}", new_schema.describe(new.id));
                self.tell(ChangeKind::MadePlain, message, at, path);
                self.unions(union, &own, at, path);
            }
            _ => self.plain(was, is, (old, new), path),
        }
    }

    fn unions(&mut self, was: &Union, is: &Union, at: (Spot, Spot), path: PathId) {
        let (old, new) = (self.old, self.new);
        let pairing = branches((old, was), (new, is));
        for &index in &pairing.old_only {
            let branch = was.branches[index];
            let name = branch_name(old, branch.id);
            let message = format!("branch `{name}` was removed");
            let is_refused = is_refused_by(new, is, old.kind(branch.id));
            self.tell_breaking(
                ChangeKind::BranchRemoved(SmolStr::from(name)),
                Breaks::new(is_refused, false),
                message,
                (branch.spot, at.1),
                path,
            );
        }
        for &index in &pairing.new_only {
            let branch = is.branches[index];
            let name = branch_name(new, branch.id);
            let message = format!("branch `{name}` was added");
            let is_refused = is_refused_by(old, was, new.kind(branch.id));
            self.tell_breaking(
                ChangeKind::BranchAdded(SmolStr::from(name)),
                Breaks::new(false, is_refused),
                message,
                (at.0, branch.spot),
                path,
            );
        }
        for (from, to) in pairing.moved() {
            let name = branch_name(new, is.branches[to].id);
            let message = format!("branch `{name}` stands at another place");
            let spots = (was.branches[from].spot, is.branches[to].spot);
            self.tell(
                ChangeKind::BranchMoved(SmolStr::from(name)),
                message,
                spots,
                path,
            );
        }
        for &(from, to) in &pairing.both {
            let (from, to) = (was.branches[from], is.branches[to]);
            let path = self.paths.join(path, Step::Branch(branch_name(new, to.id)));
            self.meet(from, to, path);
        }
    }

    fn plain(&mut self, was: &'a Type, is: &'a Type, (old, new): (TypeRef, TypeRef), path: PathId) {
        let at = (old.spot, new.spot);
        if !was.kind.is_like(&is.kind) {
            let message = format!(
                "{} became {}",
                self.old.describe(old.id),
                self.new.describe(new.id)
            );
            let kind = if widens(&was.kind, &is.kind) {
                ChangeKind::TypeWidened
            } else if widens(&is.kind, &was.kind) {
                ChangeKind::TypeNarrowed
            } else {
                ChangeKind::TypeChanged
            };
            self.tell_breaking(kind, of_types(was, is), message, at, path);
            return;
        }
        self.names(was, is, path);
        self.logical(was, is, at, path);
        self.extras(
            (was.doc, is.doc),
            (&was.properties, &is.properties),
            (was.spot, is.spot),
            path,
        );
        match (&was.kind, &is.kind) {
            (Kind::Array(was), Kind::Array(is)) => {
                let path = self.paths.join(path, Step::Item);
                self.meet(*was, *is, path);
            }
            (Kind::Map(was), Kind::Map(is)) => {
                let path = self.paths.join(path, Step::Entry);
                self.meet(*was, *is, path);
            }
            (Kind::Enum(from), Kind::Enum(to)) => self.symbols(from, to, (was.spot, is.spot), path),
            (Kind::Fixed(from), Kind::Fixed(to)) if from.size != to.size => {
                let (from, to) = (from.size, to.size);
                let message = format!("the size changed from {from} to {to} bytes");
                let kind = ChangeKind::SizeChanged { from, to };
                self.tell_breaking(kind, Breaks::Both, message, (was.spot, is.spot), path);
            }
            (Kind::Record(from), Kind::Record(to)) => {
                if from.is_error != to.is_error {
                    let word = if to.is_error { "error" } else { "record" };
                    let message = format!("`{}` became a plain `{word}`", to.name);
                    self.tell(ChangeKind::ErrorChanged, message, (was.spot, is.spot), path);
                }
                self.fields(from, to, (was.spot, is.spot), path);
            }
            _ => {}
        }
    }

    fn fields(&mut self, was: &'a Record, is: &'a Record, at: (Spot, Spot), path: PathId) {
        let pairing = fields(was, is);
        let too_many_for_new = doubled(is, was);
        let too_many_for_old = doubled(was, is);
        for &index in &pairing.old_only {
            let field = &was.fields[index];
            let has_default = field.default.is_some();
            let message = format!("field `{}` was removed from `{}`", field.name, was.name);
            let kind = ChangeKind::FieldRemoved {
                field: field.name.clone(),
                has_default,
            };
            let breaks = Breaks::new(
                too_many_for_new.contains(&field.name),
                !is_filled(was, index, is),
            );
            self.tell_breaking(kind, breaks, message, (field.spot, at.1), path);
        }
        for &index in &pairing.new_only {
            let field = &is.fields[index];
            let has_default = field.default.is_some();
            let word = if has_default { "with" } else { "without" };
            let message = format!(
                "field `{}` was added to `{}` {word} a default",
                field.name, is.name
            );
            let kind = ChangeKind::FieldAdded {
                field: field.name.clone(),
                has_default,
            };
            let breaks = Breaks::new(
                !is_filled(is, index, was),
                too_many_for_old.contains(&field.name),
            );
            self.tell_breaking(kind, breaks, message, (at.0, field.spot), path);
        }
        for (from, to) in pairing.moved() {
            let (from, to) = (&was.fields[from], &is.fields[to]);
            let message = format!("field `{}` stands at another place", to.name);
            let kind = ChangeKind::FieldMoved(to.name.clone());
            self.tell(kind, message, (from.spot, to.spot), path);
        }
        for &(from, to) in &pairing.both {
            let (old, new) = (&was.fields[from], &is.fields[to]);
            let is_plain = old.name == new.name && old.aliases.is_empty() && new.aliases.is_empty();
            let breaks = match is_plain {
                true => Breaks::Nobody,
                false => Breaks::new(!is_filled(is, to, was), !is_filled(was, from, is)),
            };
            self.field(old, new, breaks, path);
        }
    }

    /// A field that is in both; with whom it breaks that it is not found under its name.
    fn field(&mut self, was: &'a Field, is: &'a Field, breaks: Breaks, path: PathId) {
        let at = (was.spot, is.spot);
        let name = &is.name;
        let path = self.paths.join(path, Step::Field(name));
        if was.name != is.name {
            let message = format!("field `{}` is called `{name}` now", was.name);
            let kind = ChangeKind::FieldRenamed {
                from: was.name.clone(),
                to: name.clone(),
            };
            self.tell_breaking(kind, breaks, message, at, path);
        }
        for alias in missing(&is.aliases, &was.aliases) {
            let message = format!("field `{name}` has the alias `{alias}` now");
            let kind = ChangeKind::FieldAliasAdded {
                field: name.clone(),
                alias: alias.clone(),
            };
            // An alias can only be one too many.
            let breaks = Breaks::new(breaks.includes(Direction::Backward), false);
            self.tell_breaking(kind, breaks, message, at, path);
        }
        for alias in missing(&was.aliases, &is.aliases) {
            let message = format!("field `{name}` has no alias `{alias}` any more");
            let kind = ChangeKind::FieldAliasRemoved {
                field: name.clone(),
                alias: alias.clone(),
            };
            self.tell(kind, message, at, path);
        }
        if was.order != is.order {
            let message = format!("field `{name}` sorts `{}`, not `{}`", is.order, was.order);
            self.tell(ChangeKind::OrderChanged(name.clone()), message, at, path);
        }
        match (was.default, is.default) {
            (None, Some(spot)) => {
                let message = format!("field `{name}` has a default now");
                self.tell(
                    ChangeKind::DefaultAdded(name.clone()),
                    message,
                    (was.spot, spot),
                    path,
                );
            }
            (Some(spot), None) => {
                let message = format!("field `{name}` has no default any more");
                self.tell(
                    ChangeKind::DefaultRemoved(name.clone()),
                    message,
                    (spot, is.spot),
                    path,
                );
            }
            (Some(from), Some(to)) if !self.old.is_equal(from, self.new, to) => {
                let message = format!("field `{name}` has another default");
                self.tell(
                    ChangeKind::DefaultChanged(name.clone()),
                    message,
                    (from, to),
                    path,
                );
            }
            _ => {}
        }
        self.extras(
            (was.doc, is.doc),
            (&was.properties, &is.properties),
            at,
            path,
        );
        self.meet(was.kind, is.kind, path);
    }
}

/// Whether values of the first are promoted to the second.
fn widens(from: &Kind, to: &Kind) -> bool {
    super::super::resolve::promotions(from).contains(&to.word())
}

/// The names that are in the first list and not in the second.
pub(super) fn missing<'a, T: Eq + Hash>(list: &'a [T], other: &[T]) -> Vec<&'a T> {
    if list == other {
        return Vec::new();
    }
    let known: HashSet<&T> = other.iter().collect();
    list.iter().filter(|name| !known.contains(name)).collect()
}
