//! Implementations of traits.

use std::collections::BTreeMap;

use rustdoc_types as rd;

use super::{convert::Convert, names::is_hidden};
use crate::model::{Argument, Impl, visit_type};

/// The auto traits that are stable; the others are the compiler's own.
const AUTO: &[&str] = &["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"];
/// Traits that derives implement beside the one that was asked for.
const INTERNAL: &[&str] = &["StructuralPartialEq"];

impl Convert<'_> {
    /// Every implementation whose trait and type somebody outside can meet.
    pub(super) fn impls(&mut self) -> Vec<Impl> {
        let krate = self.krate;
        let mut ids: Vec<rd::Id> = krate
            .index
            .iter()
            .filter(|(_, item)| item.crate_id == 0 && matches!(item.inner, rd::ItemEnum::Impl(_)))
            .map(|(id, _)| *id)
            .collect();
        ids.sort_by_key(|id| id.0);
        let mut all = Vec::new();
        for item in ids.iter().filter_map(|id| krate.index.get(id)) {
            let rd::ItemEnum::Impl(of) = &item.inner else {
                continue;
            };
            if of.blanket_impl.is_some() || is_hidden(item) {
                continue;
            }
            let Some(through) = &of.trait_ else { continue };
            let name = through.path.rsplit("::").next().unwrap_or_default();
            if (of.is_synthetic && !AUTO.contains(&name)) || INTERNAL.contains(&name) {
                continue;
            }
            all.extend(self.attempt(|convert| convert.implementation(item, of, through)));
        }
        all
    }

    fn implementation(
        &mut self,
        item: &rd::Item,
        of: &rd::Impl,
        through: &rd::Path,
    ) -> Option<Impl> {
        // What is private must be known before this implementation exposes anything itself.
        let before = self.exposed_ids();
        let on = self.ty(&of.for_);
        self.self_type = Some(on.clone());
        let path = self.path(through);
        self.restore(&before);
        let mut private = self.is_private(&path.path);
        visit_type(&on, &mut |path| private |= self.is_private(path));
        for arg in &path.args {
            if let Argument::Type(of) = arg {
                visit_type(of, &mut |path| private |= self.is_private(path));
            }
        }
        if private {
            self.self_type = None;
            return None;
        }
        let mut types = BTreeMap::new();
        for member in of.items.iter().filter_map(|id| self.krate.index.get(id)) {
            if let (
                rd::ItemEnum::AssocType {
                    type_: Some(of), ..
                },
                Some(name),
            ) = (&member.inner, &member.name)
            {
                let of = self.ty(of);
                types.insert(name.clone(), of);
            }
        }
        let generics = self.generics(&of.generics);
        self.self_type = None;
        Some(Impl {
            of: path,
            on,
            generics,
            negative: of.is_negative,
            auto: of.is_synthetic,
            types,
            location: Convert::location(item),
        })
    }
}
