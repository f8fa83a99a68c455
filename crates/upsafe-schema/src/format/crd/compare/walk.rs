//! Two schemas side by side: every place where they differ, and in what.

use std::sync::Arc;

use super::{
    groups::{Group, alike},
    wrap::Step,
};
use crate::format::crd::schema::{Additional, Structural};

/// A place in both schemas.
#[derive(Clone, Debug)]
pub(super) struct Site<'s> {
    pub(super) steps: Vec<Step>,
    pub(super) old: &'s Arc<Structural>,
    pub(super) new: &'s Arc<Structural>,
    /// Whether a null that must not be there is dropped before anybody looks.
    pub(super) drops_null: bool,
    /// Whether the new schema around it asks for it.
    pub(super) is_required: bool,
}

/// What differs at a place.
#[derive(Clone, Debug)]
pub(super) enum Difference {
    /// Keywords that are judged together.
    Group(Group),
    /// The type: then everything else at the place is compared as one.
    Retyped,
    /// A property is gone.
    Removed(Arc<str>),
    /// A property is new.
    Added(Arc<str>),
    /// A property is filled in by another value, where others depend on what is there.
    Filled(Arc<str>),
    /// A remark that binds nobody: its name.
    Remark(&'static str),
}

/// Every difference, in the order of the old schema. Recursion is bounded by the schemas' depth.
pub(super) fn differences<'s>(
    old: &'s Arc<Structural>,
    new: &'s Arc<Structural>,
) -> Vec<(Site<'s>, Difference)> {
    let mut found = Vec::new();
    let site = Site {
        steps: Vec::new(),
        old,
        new,
        drops_null: false,
        is_required: false,
    };
    walk(site, &mut found);
    found
}

fn walk<'s>(site: Site<'s>, found: &mut Vec<(Site<'s>, Difference)>) {
    let (old, new) = (site.old, site.new);
    if Arc::ptr_eq(old, new) {
        return;
    }
    for (name, is_same) in [
        ("description", old.description == new.description),
        ("title", old.title == new.title),
        ("example", old.remarks == new.remarks),
        ("map-type", old.is_atomic_map == new.is_atomic_map),
    ] {
        if !is_same {
            found.push((site.clone(), Difference::Remark(name)));
        }
    }
    if !Group::Type.is_same(old, new) {
        found.push((site, Difference::Retyped));
        return;
    }
    for group in Group::ALL
        .into_iter()
        .filter(|group| !group.is_same(old, new))
    {
        // The switch and the schema of what is not declared are one change.
        let is_told = group == Group::Preserve && !Group::Additional.is_same(old, new);
        if !is_told {
            found.push((site.clone(), Difference::Group(group)));
        }
    }
    let depends = |schema: &Structural| {
        schema.max_properties.is_some()
            || schema.not.is_some()
            || !schema.rules.is_empty()
            || !(schema.any_of.is_empty() && schema.one_of.is_empty() && schema.all_of.is_empty())
    };
    for (name, part) in &old.properties {
        let Some(other) = new.properties.get(name) else {
            found.push((site.clone(), Difference::Removed(name.clone())));
            continue;
        };
        if part.default != other.default && depends(new) {
            found.push((site.clone(), Difference::Filled(name.clone())));
        }
        let drops_null = !new.required.contains(name) || other.default.is_some();
        let mut inner = site.inner(Step::Property(name.clone()), part, other, drops_null);
        inner.is_required = new.required.contains(name);
        walk(inner, found);
    }
    for (name, part) in &new.properties {
        if old.properties.contains_key(name) {
            continue;
        }
        found.push((site.clone(), Difference::Added(name.clone())));
        if part.default.is_some() && depends(new) {
            found.push((site.clone(), Difference::Filled(name.clone())));
        }
    }
    if let (Some(Additional::Schema(part)), Some(Additional::Schema(other))) =
        (&old.additional, &new.additional)
        && !alike_and_described(part, other)
    {
        walk(site.inner(Step::Key, part, other, true), found);
    }
    if let (Some(part), Some(other)) = (&old.items, &new.items) {
        walk(
            site.inner(Step::Item, part, other, other.default.is_some()),
            found,
        );
    }
}

fn alike_and_described(old: &Structural, new: &Structural) -> bool {
    alike(old, new) && old.description == new.description
}

impl<'s> Site<'s> {
    fn inner(
        &self,
        step: Step,
        old: &'s Arc<Structural>,
        new: &'s Arc<Structural>,
        drops_null: bool,
    ) -> Site<'s> {
        let mut steps = self.steps.clone();
        steps.push(step);
        Site {
            steps,
            old,
            new,
            drops_null,
            is_required: false,
        }
    }
}
