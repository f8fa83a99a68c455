//! Implementations, matched by what they apply to and not by how they are written.

use super::{
    bounds::Environment, canonical, change::Verdict, engine::Engine, imply::Answer, index::Space,
};
use crate::model::{Argument, Fold, Generics, Impl, Item, ItemKind, Named, Slot, Type, visit_type};

impl Engine<'_> {
    pub(super) fn impls(&mut self) {
        for old in &self.old.impls {
            if self.is_gone(old) || old.negative {
                continue;
            }
            self.kept(old);
        }
        for new in &self.new.impls {
            if !new.negative {
                self.fresh(new);
            }
        }
    }

    /// Whether an implementation went with its trait or type, which is told by itself.
    fn is_gone(&self, one: &Impl) -> bool {
        let own = |path: &str| path.split("::").next() == Some(self.old.krate.name.as_str());
        let gone = |path: &str| {
            let found = self.new_index.first(path, Space::Type);
            own(path) && found.is_none_or(|item| matches!(item.kind, ItemKind::Hidden { .. }))
        };
        let mut found = gone(&one.of.path);
        visit_type(&one.on, &mut |path| found |= gone(path));
        found
    }

    fn kept(&mut self, old: &Impl) {
        let on = canonical::of(&old.on);
        let environment = self.environment(old);
        let mut best: Option<(Answer, &Impl)> = None;
        for new in self.world.impls_of(&old.of.path) {
            if new.negative
                || self
                    .world
                    .matches(new, &on, &old.of, &old.generics)
                    .is_none()
            {
                continue;
            }
            let answer = self.world.covers(&environment, new, &on, &old.of, 0);
            if best.is_none_or(|(known, _)| answer > known) {
                best = Some((answer, new));
            }
        }
        let text = Some(old.to_string());
        let best = best.filter(|(answer, new)| {
            // One that fits everything, and not this, is another implementation.
            *answer != Answer::No || is_blanket(&old.on) || !is_blanket(&new.on)
        });
        let path = self.subject(&old.on, &old.of);
        let rule = |what: &str| match old.auto {
            true => format!("auto-trait-{what}"),
            false => format!("impl-{what}"),
        };
        match best {
            None => {
                let verdict = match self.by_blanket(&environment, old) || self.regrown(old) {
                    true => return,
                    false if is_unnameable(&old.on) => Verdict::Suspect,
                    false if is_private(&old.of.args) => Verdict::None,
                    false => Verdict::Proved,
                };
                self.note(
                    &path,
                    &rule("removed"),
                    verdict,
                    (text, None),
                    old.location.clone(),
                );
            }
            Some((Answer::Yes, new)) => self.associated(old, new, &path),
            // A default of another crate's, of which auto traits are not known here.
            Some((Answer::Unknown, _)) if old.auto && self.has_grown(&old.on) => {}
            Some((answer, new)) => {
                let verdict = match answer {
                    Answer::No if !is_unnameable(&old.on) => Verdict::Proved,
                    _ => Verdict::Suspect,
                };
                let texts = (text, Some(new.to_string()));
                self.note(
                    &path,
                    &rule("bounds-tightened"),
                    verdict,
                    texts,
                    new.location.clone(),
                );
                self.associated(old, new, &path);
            }
        }
    }

    /// The bounds of an implementation, and those its type cannot exist without.
    fn environment(&self, one: &Impl) -> Environment {
        let mut environment = Environment::of(&[&one.generics]);
        if let Type::Path(named) = &one.on
            && let Some(generics) = self.generics_of(&named.path)
            && let Some(mut names) =
                crate::model::Substitute::arguments(&generics.params, &named.args)
        {
            let bounds = names.generics(generics);
            environment
                .bounds
                .extend(canonical::generics(&bounds).bounds);
        }
        environment
    }

    fn generics_of(&self, path: &str) -> Option<&Generics> {
        match &self.old_index.first(path, Space::Type)?.kind {
            ItemKind::Struct(of) | ItemKind::Union(of) => Some(&of.generics),
            ItemKind::Enum(of) => Some(&of.generics),
            _ => None,
        }
    }

    /// Whether the standard library gives what an implementation gave: `From` gives `Into`.
    fn by_blanket(&self, environment: &Environment, old: &Impl) -> bool {
        let of = |path: &str, arg: &Type| {
            let mut named = Named::new(path);
            named.args = vec![Argument::Type(arg.clone())];
            named
        };
        let gives = |on: &Type, wanted: &Named| {
            let on = canonical::of(on);
            (self.world.impls_of(&wanted.path).iter())
                .any(|new| self.world.covers(environment, new, &on, wanted, 0) == Answer::Yes)
        };
        match (old.of.path.as_str(), old.of.args.as_slice()) {
            ("std::convert::Into", [Argument::Type(to)]) => {
                gives(to, &of("std::convert::From", &old.on))
            }
            ("std::string::ToString", []) => gives(&old.on, &Named::new("std::fmt::Display")),
            ("std::convert::TryFrom", [Argument::Type(from)]) => {
                gives(&old.on, &of("std::convert::From", from))
            }
            _ => false,
        }
    }

    /// Whether a type with other parameters has the auto trait that it had: the parameters are
    /// told by themselves.
    fn regrown(&self, old: &Impl) -> bool {
        let Type::Path(before) = &old.on else {
            return false;
        };
        old.auto
            && self
                .world
                .impls_of(&old.of.path)
                .iter()
                .any(|new| match &new.on {
                    Type::Path(after) => {
                        !new.negative
                            && after.path == before.path
                            && after.args.len() != before.args.len()
                    }
                    _ => false,
                })
    }

    fn associated(&mut self, old: &Impl, new: &Impl, path: &str) {
        let on = canonical::of(&old.on);
        let Some((mut unify, mut apart)) = self.world.matches(new, &on, &old.of, &old.generics)
        else {
            return;
        };
        for (name, before) in &old.types {
            let Some(after) = new.types.get(name) else {
                continue;
            };
            let after = unify.found.of(&apart.of(after));
            if canonical::of(before) != canonical::of(&after) {
                let verdict = match is_unnameable(before) {
                    true => Verdict::Suspect,
                    false => Verdict::Proved,
                };
                let texts = (
                    Some(format!("type {name} = {before}")),
                    Some(format!("type {name} = {after}")),
                );
                let rule = "impl-associated-type-changed";
                self.note(path, rule, verdict, texts, new.location.clone());
            }
        }
    }

    fn fresh(&mut self, new: &Impl) {
        let on = canonical::of(&new.on);
        let own = |path: &str| path.split("::").next() == Some(self.new.krate.name.as_str());
        let is_new = |path: &str| own(path) && self.old_index.first(path, Space::Type).is_none();
        let mut with_new = is_new(&new.of.path);
        visit_type(&new.on, &mut |path| with_new |= is_new(path));
        if with_new {
            return;
        }
        let environment = Environment::of(&[&new.generics]);
        let known = self.old_world.impls_of(&new.of.path).iter().any(|old| {
            // An auto trait under fewer conditions is not worth a word.
            (new.auto && !old.negative && old.on.path().is_some() && old.on.path() == new.on.path())
                || !old.negative
                    && self.old_world.covers(&environment, old, &on, &new.of, 0) != Answer::No
        });
        if known {
            return;
        }
        let mut rule = if new.auto {
            "auto-trait-added"
        } else {
            "impl-added"
        };
        let mut verdict = Verdict::Additive;
        let sealed = matches!(
            self.old_index.first(&new.of.path, Space::Type).map(|item| &item.kind),
            Some(ItemKind::Trait(of)) if of.sealed
        );
        if is_blanket(&new.on) && !sealed && !uses_own(new, &self.new.krate.name) {
            // Somebody may have an implementation of this trait for a type of their own.
            (rule, verdict) = ("blanket-impl-added", Verdict::Suspect);
        }
        if new.of.path.ends_with("::Drop") && self.has_public_fields(&new.on) {
            // A value with a destructor cannot be taken apart.
            (rule, verdict) = ("drop-impl-added", Verdict::Suspect);
        }
        let path = self.subject(&new.on, &new.of);
        self.note(
            &path,
            rule,
            verdict,
            (None, Some(new.to_string())),
            new.location.clone(),
        );
    }

    /// Whose line an implementation stands in: an own type's where there is one, or the trait's.
    fn subject(&self, on: &Type, of: &Named) -> String {
        let own = |path: &str| path.split("::").next() == Some(self.new.krate.name.as_str());
        let mut all = Vec::new();
        all.extend(on.path().map(str::to_owned));
        all.push(of.path.clone());
        visit_type(on, &mut |path| all.push(path.to_owned()));
        for arg in &of.args {
            if let Argument::Type(of) = arg {
                visit_type(of, &mut |path| all.push(path.to_owned()));
            }
        }
        let found = all.iter().find(|path| own(path)).or(all.first());
        found.cloned().unwrap_or_default()
    }

    /// Whether a type has more parameters than it had.
    fn has_grown(&self, of: &Type) -> bool {
        let Some(path) = of.path() else { return false };
        let count = |item: Option<&Item>| match item.map(|item| &item.kind) {
            Some(ItemKind::Struct(of) | ItemKind::Union(of)) => of.generics.params.len(),
            Some(ItemKind::Enum(of)) => of.generics.params.len(),
            _ => 0,
        };
        let old = count(self.old_index.first(path, Space::Type));
        count(self.new_index.first(path, Space::Type)) > old
    }

    fn has_public_fields(&self, of: &Type) -> bool {
        let Some(path) = of.path() else { return false };
        match self
            .old_index
            .first(path, Space::Type)
            .map(|item| &item.kind)
        {
            Some(ItemKind::Struct(of)) => {
                of.fields.iter().any(|slot| matches!(slot, Slot::Public(_)))
            }
            Some(ItemKind::Enum(_)) => true,
            _ => false,
        }
    }
}

/// Whether a trait's arguments name what nobody outside can.
fn is_private(args: &[Argument]) -> bool {
    args.iter()
        .any(|arg| matches!(arg, Argument::Type(of) if is_unnameable(of)))
}

fn is_unnameable(of: &Type) -> bool {
    match of {
        Type::Path(named) => {
            named.unnameable
                || named
                    .args
                    .iter()
                    .any(|arg| matches!(arg, Argument::Type(of) if is_unnameable(of)))
        }
        Type::Ref { of, .. } | Type::Slice(of) | Type::Array { of, .. } => is_unnameable(of),
        Type::Tuple(all) => all.iter().any(is_unnameable),
        Type::Associated(one) => is_unnameable(&one.of),
        _ => false,
    }
}

fn is_blanket(on: &Type) -> bool {
    match on {
        Type::Param(_) => true,
        Type::Ref { of, .. } => is_blanket(of),
        _ => false,
    }
}

/// `impl<T: OwnTrait> ForeignTrait for T` and the like cannot be written by others, nor overlap
/// where the bound is a trait of this crate that nobody implemented before.
fn uses_own(one: &Impl, krate: &str) -> bool {
    let mut own = false;
    for arg in &one.of.args {
        if let Argument::Type(of) = arg {
            visit_type(of, &mut |path| {
                own |= path.split("::").next() == Some(krate)
            });
        }
    }
    own
}
