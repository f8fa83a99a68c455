//! Short texts that were met lately: schemas say the same few words over and over, and a text that
//! is shared costs less than one of its own.

use std::sync::Arc;

/// The texts by a number that is quick to tell; a later one takes the place of an earlier.
#[derive(Default)]
pub(super) struct Words {
    slots: Vec<Option<Arc<str>>>,
}

impl Words {
    /// A power of two.
    const SLOTS: usize = 128;
    /// The longest text that is looked for, in bytes.
    const LONGEST: usize = 40;

    /// The text, shared where it was met lately.
    pub(super) fn shared(&mut self, text: &str) -> Arc<str> {
        let bytes = text.as_bytes();
        let (Some(first), Some(last), true) =
            (bytes.first(), bytes.last(), bytes.len() <= Words::LONGEST)
        else {
            return Arc::from(text);
        };
        if self.slots.is_empty() {
            self.slots.resize(Words::SLOTS, None);
        }
        let mixed = bytes.len() * 37 + usize::from(*first) * 11 + usize::from(*last) * 5;
        let slot = &mut self.slots[mixed % Words::SLOTS];
        match slot {
            Some(known) if **known == *text => known.clone(),
            _ => slot.insert(Arc::from(text)).clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use std::sync::Arc;

    #[test]
    fn equal_texts_are_shared_and_others_are_not() {
        let mut words = Words::default();
        let first = words.shared("type");
        assert!(Arc::ptr_eq(&first, &words.shared("type")));
        // The same length and ends.
        assert_eq!(&*words.shared("tyre"), "tyre");
        assert_eq!(&*words.shared("type"), "type");
        assert_eq!(&*words.shared(""), "");
        let long = "x".repeat(100);
        assert_eq!(*words.shared(&long), *long);
    }
}
