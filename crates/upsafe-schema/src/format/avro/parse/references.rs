//! References by name: found once every type is known, in any order.

use super::super::name::{Name, quoted};
use super::super::schema::{Kind, Spot, TypeId, TypeRef};
use super::members::{Builder, Result};
use std::collections::BTreeMap;

/// A name that stood before its definition.
#[derive(Debug)]
pub(super) struct Pending<'t> {
    stand_in: TypeId,
    name: Name,
    written: &'t str,
    spot: Spot,
}

impl<'t> Builder<'t> {
    /// A use of a named type.
    pub(super) fn reference(
        &mut self,
        word: &'t str,
        spot: Spot,
        namespace: &str,
    ) -> Result<TypeRef> {
        let name = Name::new(word, namespace).map_err(|error| self.error(spot, error))?;
        if let Some(&id) = self.by_name.get(name.full()) {
            return Ok(TypeRef { id, spot });
        }
        let stand_in = self.push(Kind::Null, spot, BTreeMap::new());
        self.pending.push(Pending {
            stand_in,
            name,
            written: word,
            spot,
        });
        Ok(TypeRef { id: stand_in, spot })
    }

    /// Puts the definitions in the place of the stand-ins.
    pub(super) fn connect(&mut self) -> Result<()> {
        let mut meant: BTreeMap<TypeId, TypeId> = BTreeMap::new();
        for pending in std::mem::take(&mut self.pending) {
            let Pending {
                stand_in,
                name,
                written,
                spot,
            } = pending;
            let id = match self.by_name.get(name.full()) {
                Some(&id) => {
                    let message = format!("{} is used before it is defined", quoted(name.full()));
                    self.note(spot, message);
                    id
                }
                // As Java does: a name that is not in this namespace may be in none.
                None => match self.by_name.get(written) {
                    Some(&id) => {
                        let message = format!(
                            "{} is not defined in this namespace; the one without a namespace is taken",
                            quoted(written)
                        );
                        self.note(spot, message);
                        id
                    }
                    None => {
                        let message = format!("type {} is not defined", quoted(name.full()));
                        return Err(self.error(spot, message));
                    }
                },
            };
            meant.insert(stand_in, id);
        }
        if meant.is_empty() {
            return Ok(());
        }
        let correct = |used: &mut TypeRef| {
            if let Some(&id) = meant.get(&used.id) {
                used.id = id;
            }
        };
        for of in &mut self.types {
            match &mut of.kind {
                Kind::Array(part) | Kind::Map(part) => correct(part),
                Kind::Union(union) => union.branches.iter_mut().for_each(correct),
                Kind::Record(record) => {
                    record
                        .fields
                        .iter_mut()
                        .for_each(|field| correct(&mut field.kind));
                }
                _ => {}
            }
        }
        for root in &mut self.roots {
            correct(root);
        }
        Ok(())
    }
}
