//! The keywords of a schema in groups that mean something together, compared and taken over.

use std::sync::Arc;

use crate::format::crd::schema::{Additional, Structural};

/// Keywords that are judged together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Group {
    Type,
    Nullable,
    Format,
    Minimum,
    Maximum,
    MultipleOf,
    MinLength,
    MaxLength,
    Pattern,
    MinItems,
    MaxItems,
    UniqueItems,
    MinProperties,
    MaxProperties,
    Enum,
    Required,
    AllOf,
    AnyOf,
    OneOf,
    Not,
    Additional,
    Preserve,
    Items,
    Embedded,
    ListType,
    ListKeys,
    Rules,
    Default,
    Unmodelled,
}

impl Group {
    pub(super) const ALL: [Group; 29] = [
        Group::Type,
        Group::Nullable,
        Group::Format,
        Group::Minimum,
        Group::Maximum,
        Group::MultipleOf,
        Group::MinLength,
        Group::MaxLength,
        Group::Pattern,
        Group::MinItems,
        Group::MaxItems,
        Group::UniqueItems,
        Group::MinProperties,
        Group::MaxProperties,
        Group::Enum,
        Group::Required,
        Group::AllOf,
        Group::AnyOf,
        Group::OneOf,
        Group::Not,
        Group::Additional,
        Group::Preserve,
        Group::Items,
        Group::Embedded,
        Group::ListType,
        Group::ListKeys,
        Group::Rules,
        Group::Default,
        Group::Unmodelled,
    ];

    /// The name of a change, and the keyword where its place is.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Group::Type => ("type", "type"),
            Group::Nullable => ("nullable", "nullable"),
            Group::Format => ("format", "format"),
            Group::Minimum => ("minimum", "minimum"),
            Group::Maximum => ("maximum", "maximum"),
            Group::MultipleOf => ("multiple-of", "multipleOf"),
            Group::MinLength => ("min-length", "minLength"),
            Group::MaxLength => ("max-length", "maxLength"),
            Group::Pattern => ("pattern", "pattern"),
            Group::MinItems => ("min-items", "minItems"),
            Group::MaxItems => ("max-items", "maxItems"),
            Group::UniqueItems => ("unique-items", "uniqueItems"),
            Group::MinProperties => ("min-properties", "minProperties"),
            Group::MaxProperties => ("max-properties", "maxProperties"),
            Group::Enum => ("enum", "enum"),
            Group::Required => ("required", "required"),
            Group::AllOf => ("all-of", "allOf"),
            Group::AnyOf => ("any-of", "anyOf"),
            Group::OneOf => ("one-of", "oneOf"),
            Group::Not => ("not", "not"),
            Group::Additional => ("additional-properties", "additionalProperties"),
            Group::Preserve => (
                "preserve-unknown-fields",
                "x-kubernetes-preserve-unknown-fields",
            ),
            Group::Items => ("items", "items"),
            Group::Embedded => ("embedded-resource", "x-kubernetes-embedded-resource"),
            Group::ListType => ("list-type", "x-kubernetes-list-type"),
            Group::ListKeys => ("list-map-keys", "x-kubernetes-list-map-keys"),
            Group::Rules => ("validation-rule", "x-kubernetes-validations"),
            Group::Default => ("default", "default"),
            Group::Unmodelled => ("unclaimed-change", ""),
        }
    }

    /// Whether both say the same here; parts that are walked into on their own are left out.
    pub(super) fn is_same(self, old: &Structural, new: &Structural) -> bool {
        match self {
            Group::Type => (old.kind, old.int_or_string) == (new.kind, new.int_or_string),
            Group::Nullable => old.nullable == new.nullable,
            Group::Format => old.format == new.format,
            Group::Minimum => old.minimum == new.minimum,
            Group::Maximum => old.maximum == new.maximum,
            Group::MultipleOf => old.multiple_of == new.multiple_of,
            Group::MinLength => old.min_length == new.min_length,
            Group::MaxLength => old.max_length == new.max_length,
            Group::Pattern => old.pattern == new.pattern,
            Group::MinItems => old.min_items == new.min_items,
            Group::MaxItems => old.max_items == new.max_items,
            Group::UniqueItems => old.unique_items == new.unique_items,
            Group::MinProperties => old.min_properties == new.min_properties,
            Group::MaxProperties => old.max_properties == new.max_properties,
            Group::Enum => same_set(
                old.values.as_deref().unwrap_or_default(),
                new.values.as_deref().unwrap_or_default(),
            ),
            Group::Required => same_set(&old.required, &new.required),
            Group::AllOf => all_alike(&old.all_of, &new.all_of),
            Group::AnyOf => all_alike(&old.any_of, &new.any_of),
            Group::OneOf => all_alike(&old.one_of, &new.one_of),
            Group::Not => match (&old.not, &new.not) {
                (Some(old), Some(new)) => alike(old, new),
                (None, None) => true,
                _ => false,
            },
            Group::Additional => match (&old.additional, &new.additional) {
                (Some(Additional::Schema(_)), Some(Additional::Schema(_))) => true,
                (Some(Additional::Flag(old)), Some(Additional::Flag(new))) => old == new,
                (None, None) => true,
                _ => false,
            },
            Group::Preserve => old.preserve_unknown == new.preserve_unknown,
            Group::Items => old.items.is_some() == new.items.is_some(),
            Group::Embedded => old.embedded == new.embedded,
            Group::ListType => old.list_type == new.list_type,
            Group::ListKeys => same_set(&old.list_keys, &new.list_keys),
            Group::Rules => {
                let rules = |schema: &Structural| -> Vec<Arc<str>> {
                    schema.rules.iter().map(|rule| rule.rule.clone()).collect()
                };
                same_set(&rules(old), &rules(new))
            }
            Group::Default => old.default == new.default,
            Group::Unmodelled => {
                let said = |schema: &Structural| -> Vec<String> {
                    let said = schema.unmodelled.iter();
                    said.map(|(name, _, value)| format!("{name} {value}"))
                        .collect()
                };
                said(old) == said(new)
            }
        }
    }

    /// The old schema with this group of the new one.
    pub(super) fn taken_over(self, old: &Structural, new: &Structural) -> Structural {
        let mut found = old.clone();
        match self {
            Group::Type => {
                found.kind = new.kind;
                found.int_or_string = new.int_or_string;
            }
            Group::Nullable => found.nullable = new.nullable,
            Group::Format => found.format.clone_from(&new.format),
            Group::Minimum => found.minimum.clone_from(&new.minimum),
            Group::Maximum => found.maximum.clone_from(&new.maximum),
            Group::MultipleOf => found.multiple_of.clone_from(&new.multiple_of),
            Group::MinLength => found.min_length = new.min_length,
            Group::MaxLength => found.max_length = new.max_length,
            Group::Pattern => found.pattern.clone_from(&new.pattern),
            Group::MinItems => found.min_items = new.min_items,
            Group::MaxItems => found.max_items = new.max_items,
            Group::UniqueItems => found.unique_items = new.unique_items,
            Group::MinProperties => found.min_properties = new.min_properties,
            Group::MaxProperties => found.max_properties = new.max_properties,
            Group::Enum => found.values.clone_from(&new.values),
            Group::Required => required(&mut found, new),
            Group::AllOf => found.all_of.clone_from(&new.all_of),
            Group::AnyOf => found.any_of.clone_from(&new.any_of),
            Group::OneOf => found.one_of.clone_from(&new.one_of),
            Group::Not => found.not.clone_from(&new.not),
            // What is there beside the named properties is one thing.
            Group::Additional | Group::Preserve => {
                found.additional.clone_from(&new.additional);
                found.preserve_unknown = new.preserve_unknown;
                for (name, part) in &new.properties {
                    let known = found.properties.entry(name.clone());
                    known.or_insert_with(|| part.clone());
                }
            }
            Group::Items => found.items.clone_from(&new.items),
            Group::Embedded => found.embedded = new.embedded,
            Group::ListType | Group::ListKeys => {
                found.list_type = new.list_type;
                found.list_keys.clone_from(&new.list_keys);
            }
            Group::Rules => found.rules.clone_from(&new.rules),
            Group::Default => found.default.clone_from(&new.default),
            Group::Unmodelled => {}
        }
        found
    }
}

/// Names that must be there, with the defaults that put them there.
fn required(found: &mut Structural, new: &Structural) {
    found.required.clone_from(&new.required);
    for name in &new.required {
        let Some(part) = new.properties.get(name) else {
            continue;
        };
        let known = found.properties.entry(name.clone());
        let known = known.or_insert_with(|| part.clone());
        if known.default.is_none() && part.default.is_some() {
            let mut filled = known.as_ref().clone();
            filled.default.clone_from(&part.default);
            *known = Arc::new(filled);
        }
    }
}

fn same_set<T: PartialEq>(old: &[T], new: &[T]) -> bool {
    old.iter().all(|one| new.contains(one)) && new.iter().all(|one| old.contains(one))
}

fn all_alike(old: &[Arc<Structural>], new: &[Arc<Structural>]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|(old, new)| alike(old, new))
}

/// Whether two schemas say the same, wherever they stand and however they are described.
pub(super) fn alike(old: &Structural, new: &Structural) -> bool {
    let members = old.properties.len() == new.properties.len()
        && old
            .properties
            .iter()
            .zip(&new.properties)
            .all(|((old_name, old), (new_name, new))| old_name == new_name && alike(old, new));
    let additional = match (&old.additional, &new.additional) {
        (Some(Additional::Schema(old)), Some(Additional::Schema(new))) => alike(old, new),
        _ => true,
    };
    let items = match (&old.items, &new.items) {
        (Some(old), Some(new)) => alike(old, new),
        _ => true,
    };
    members && additional && items && Group::ALL.into_iter().all(|group| group.is_same(old, new))
}
