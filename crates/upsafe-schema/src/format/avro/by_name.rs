//! Parts of a list by name.

use super::schema::{Field, Spot};
use ahash::AHashMap as HashMap;
use smol_str::SmolStr;

/// Something that is found by its name.
pub(super) trait Named {
    fn name(&self) -> &SmolStr;
}

impl Named for Field {
    fn name(&self) -> &SmolStr {
        &self.name
    }
}

/// A symbol and its place.
impl Named for (SmolStr, Spot) {
    fn name(&self) -> &SmolStr {
        &self.0
    }
}

/// The indices of the parts of one list by name; empty for a list of few.
#[derive(Clone, Debug, Default)]
pub(super) struct ByName(HashMap<SmolStr, usize>);

/// So many parts are looked at one after the other.
const FEW: usize = 8;

impl ByName {
    /// Of a list whose names all differ.
    ///
    /// # Errors
    /// The index of the first part whose name an earlier one has.
    pub(super) fn new(parts: &[impl Named]) -> Result<ByName, usize> {
        let mut known = HashMap::new();
        if parts.len() > FEW {
            known.reserve(parts.len());
        }
        let mut marks = 0_u64;
        for (at, part) in parts.iter().enumerate() {
            let name = part.name();
            let is_again = if parts.len() > FEW {
                known.insert(name.clone(), at).is_some()
            } else {
                // Equal names have equal marks, and most others do not.
                let mark = 1 << mark(name);
                let is_known = marks & mark != 0;
                marks |= mark;
                is_known && parts[..at].iter().any(|part| part.name() == name)
            };
            if is_again {
                return Err(at);
            }
        }
        Ok(ByName(known))
    }

    /// The index of a name in the list that this was made of.
    pub(super) fn find(&self, parts: &[impl Named], name: &str) -> Option<usize> {
        match parts.len() <= FEW {
            true => parts.iter().position(|part| part.name() == name),
            false => self.0.get(name).copied(),
        }
    }
}

/// A number below 64 that is quick to tell.
fn mark(name: &str) -> u32 {
    let bytes = name.as_bytes();
    let ends = (bytes.first(), bytes.last());
    let (Some(&first), Some(&last)) = ends else {
        return 0;
    };
    (u32::from(first) * 5 + u32::from(last) + 11 * (name.len() % 64) as u32) % 64
}

#[cfg(test)]
mod tests {
    use super::{ByName, Named, SmolStr};
    use smol_str::format_smolstr;

    impl Named for SmolStr {
        fn name(&self) -> &SmolStr {
            self
        }
    }

    #[test]
    fn parts_are_found_by_name_and_names_written_twice_are_told() {
        for n_others in [0, super::FEW] {
            let others = (0..n_others).map(|at| format_smolstr!("z{at}"));
            let with = |first: &[&'static str]| -> Vec<SmolStr> {
                let first = first.iter().copied().map(SmolStr::from);
                first.chain(others.clone()).collect()
            };
            let parts = with(&["b", "", "a", "ab"]);
            let by_name = ByName::new(&parts).unwrap();
            for (at, name) in parts.iter().enumerate() {
                assert_eq!(by_name.find(&parts, name), Some(at), "{name}");
            }
            assert_eq!(by_name.find(&parts, "c"), None);
            let parts = with(&["a", "b", "b", "a", "b"]);
            assert_eq!(ByName::new(&parts).unwrap_err(), 2);
        }
    }
}
