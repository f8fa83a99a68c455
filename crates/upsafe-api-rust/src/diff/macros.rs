//! Macros. Their bodies are not visible; what they match is.

use super::{
    change::Verdict,
    engine::{Engine, Pair},
};
use crate::model::{Macro, ProcMacro};

impl Engine<'_> {
    pub(super) fn macros(&mut self, pair: Pair<'_>, old: &Macro, new: &Macro) {
        if old.arms == new.arms {
            return;
        }
        let public = |of: &Macro| -> Vec<String> {
            // By convention a macro alone calls its own `@` arms.
            let internal = |arm: &str| arm.trim_start_matches(['(', '[', '{']).starts_with('@');
            of.arms
                .iter()
                .filter(|arm| !internal(arm))
                .cloned()
                .collect()
        };
        let (before, after) = (public(old), public(new));
        // The first arm that matches is taken: arms after the old ones take nothing away.
        let verdict = match after.starts_with(&before) {
            true if before.len() == after.len() => Verdict::None,
            true => Verdict::Additive,
            false => Verdict::Suspect,
        };
        self.pair(pair, "macro-arms-changed", verdict);
    }

    pub(super) fn proc_macros(&mut self, pair: Pair<'_>, old: &ProcMacro, new: &ProcMacro) {
        if old.flavour != new.flavour {
            self.pair(pair, "item-kind-changed", Verdict::Proved);
        }
        if old
            .helpers
            .iter()
            .any(|helper| !new.helpers.contains(helper))
        {
            self.pair(pair, "derive-helper-removed", Verdict::Proved);
        } else if old.helpers != new.helpers {
            self.pair(pair, "derive-helper-added", Verdict::Additive);
        }
    }
}
