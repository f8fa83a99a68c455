//! Parts by name: their indices in the order of their names.

use super::schema::{Field, Spot};
use std::sync::Arc;

/// Something that is found by its name.
pub(super) trait Named {
    fn name(&self) -> &str;
}

impl Named for Field {
    fn name(&self) -> &str {
        &self.name
    }
}

/// A symbol and its place.
impl Named for (Arc<str>, Spot) {
    fn name(&self) -> &str {
        &self.0
    }
}

/// The indices of the parts of one list in the order of their names; empty for a list of few.
#[derive(Clone, Debug, Default)]
pub(super) struct ByName(Vec<u32>);

/// So many parts are looked at one after the other.
const FEW: usize = 8;

impl ByName {
    /// Of a list whose names all differ.
    ///
    /// # Errors
    /// The index of the first part whose name an earlier one has.
    pub(super) fn new(parts: &[impl Named]) -> Result<ByName, usize> {
        if parts.len() <= FEW {
            let is_again = |&at: &usize| {
                let mut before = parts[..at].iter();
                before.any(|part| part.name() == parts[at].name())
            };
            let again = (0..parts.len()).find(is_again);
            return again.map_or_else(|| Ok(ByName::default()), Err);
        }
        let n_parts = u32::try_from(parts.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..n_parts).collect();
        let name = |at: u32| parts[at as usize].name();
        // Equal names keep their order.
        order.sort_by(|&a, &b| name(a).cmp(name(b)));
        let twice = order.windows(2).filter(|two| name(two[0]) == name(two[1]));
        match twice.map(|two| two[1]).min() {
            Some(again) => Err(again as usize),
            None => Ok(ByName(order)),
        }
    }

    /// The index of a name in the list that this was made of.
    pub(super) fn find(&self, parts: &[impl Named], name: &str) -> Option<usize> {
        if parts.len() <= FEW {
            return parts.iter().position(|part| part.name() == name);
        }
        let order = |&at: &u32| parts[at as usize].name().cmp(name);
        let found = self.0.binary_search_by(order).ok()?;
        Some(self.0[found] as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{ByName, Named};

    impl Named for &str {
        fn name(&self) -> &str {
            self
        }
    }

    #[test]
    fn parts_are_found_by_name_and_names_written_twice_are_told() {
        for n_others in [0, super::FEW] {
            let others: Vec<String> = (0..n_others).map(|at| format!("z{at}")).collect();
            let with = |first: &[&'static str]| -> Vec<String> {
                let first = first.iter().map(|name| (*name).to_owned());
                first.chain(others.clone()).collect()
            };
            let names = with(&["b", "", "a", "ab"]);
            let parts: Vec<&str> = names.iter().map(String::as_str).collect();
            let by_name = ByName::new(&parts).unwrap();
            for (at, name) in parts.iter().enumerate() {
                assert_eq!(by_name.find(&parts, name), Some(at), "{name}");
            }
            assert_eq!(by_name.find(&parts, "c"), None);
            let names = with(&["a", "b", "b", "a", "b"]);
            let parts: Vec<&str> = names.iter().map(String::as_str).collect();
            assert_eq!(ByName::new(&parts).unwrap_err(), 2);
        }
    }
}
