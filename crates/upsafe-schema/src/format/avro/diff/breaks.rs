//! Whom a change breaks by itself.
//!
//! Told from the change and the two types it stands in, under the default [`Rules`]: whether a value
//! can get there is another question, which the verdict answers.

use super::super::resolve::{misread, promotions};
use super::super::rules::Rules;
use super::super::schema::{Kind, Record, Schema, Type, Union};
use crate::change::Breaks;
use smol_str::SmolStr;
use std::collections::HashSet;

/// A type that became another one: of itself, without its parts.
pub(super) fn of_types(old: &Type, new: &Type) -> Breaks {
    Breaks::new(!is_read(new, old), !is_read(old, new))
}

/// Whether a reader's type takes a writer's, parts and names aside, with the same meaning.
fn is_read(reader: &Type, writer: &Type) -> bool {
    let (read, written) = (reader.kind.word(), writer.kind.word());
    (read == written || promotions(&writer.kind).contains(&read))
        && misread(reader, writer, Rules::default()).is_none()
}

/// Two named types with other names.
pub(super) fn of_names(old: &Kind, new: &Kind) -> Breaks {
    let agree = |reader: &Kind, writer: &Kind| match (reader.name(), writer.name()) {
        (Some(own), Some(name)) => own.short() == name.short() || reader.aliases().contains(name),
        _ => true,
    };
    Breaks::new(!agree(new, old), !agree(old, new))
}

/// Whether a union refuses the values of a type that has no partner among its branches.
///
/// Of named types this is an upper bound: one that is left over may still be read as a branch
/// that another one is the partner of.
pub(super) fn is_refused_by(schema: &Schema, union: &Union, written: &Type) -> bool {
    let mut branches = union.branches.iter();
    written.kind.name().is_some()
        || !branches.any(|branch| is_read(schema.kind(branch.id), written))
}

/// The names of fields of the writer that are one too many for a field of the reader, which has
/// them as aliases.
pub(super) fn doubled(reader: &Record, writer: &Record) -> HashSet<SmolStr> {
    let fields = reader.fields.iter().enumerate();
    fields
        .filter(|&(at, field)| !field.aliases.is_empty() && !is_filled(reader, at, writer))
        .flat_map(|(_, field)| field.aliases.iter().cloned())
        .collect()
}

/// Whether a field of the reader is one field of the writer and nothing else, or has a default
/// for want of one. What its values become is told elsewhere.
pub(super) fn is_filled(reader: &Record, field: usize, writer: &Record) -> bool {
    let Some(field) = reader.fields.get(field) else {
        return false;
    };
    let mut sources: Vec<usize> = [&field.name]
        .into_iter()
        .chain(&field.aliases)
        .filter_map(|name| writer.field(name))
        .collect();
    sources.sort_unstable();
    sources.dedup();
    match sources[..] {
        [] => field.default.is_some(),
        [source] => {
            let name = &writer.fields[source].name;
            let is_own = *name == field.name || reader.field(name).is_none();
            is_own || field.default.is_some()
        }
        _ => false,
    }
}
