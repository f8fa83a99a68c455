//! Editions: which default levels of rules a file was written against.
//!
//! What must stay true: with a fixed edition, a newer `upsafe` gives no rule a harsher default. A
//! change of a default stands in `PINNED` for the editions that had the old one.

use upsafe_core::{Level, Setting};

use crate::table::words;

words! {
    /// A set of default levels that never changes.
    #[derive(Default)]
    pub enum Edition, expected "an edition that this version of upsafe knows: `2026`" {
        /// The first edition.
        #[default]
        E2026 = "2026",
    }
}

/// The defaults that were changed since: up to and with this edition, the rule had this setting.
/// In order of the editions.
const PINNED: &[(Edition, &str, Setting)] = &[];

impl Edition {
    /// The newest edition, which holds where a file names none.
    pub const LATEST: Self = Self::E2026;

    /// How a rule is set in this edition, where `default` is its level in the newest one.
    pub fn level(self, rule: &str, default: Level) -> Setting {
        self.pinned(PINNED, rule).unwrap_or(Setting::At(default))
    }

    fn pinned(self, table: &[(Self, &str, Setting)], rule: &str) -> Option<Setting> {
        table
            .iter()
            .find(|(last, of, _)| *of == rule && self <= *last)
            .map(|(_, _, setting)| *setting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_keeps_what_was_the_default() {
        let table = [(Edition::E2026, "deps/yanked", Setting::Off)];
        let pinned = |rule| Edition::E2026.pinned(&table, rule);
        assert_eq!(pinned("deps/yanked"), Some(Setting::Off));
        assert_eq!(pinned("deps/other"), None);
        let level = Edition::LATEST.level("deps/other", Level::Warning);
        assert_eq!(level, Setting::At(Level::Warning));
    }

    #[test]
    fn the_latest_edition_is_the_last_one_and_pins_are_in_order() {
        assert_eq!(Edition::NAMES.last(), Some(&Edition::LATEST.name()));
        assert!(PINNED.is_sorted_by_key(|(edition, ..)| *edition));
    }
}
