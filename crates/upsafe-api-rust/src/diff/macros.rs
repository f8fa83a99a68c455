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
        // The first arm that matches is taken: arms after the old ones take nothing away.
        let verdict = match new.arms.starts_with(&old.arms) {
            true => Verdict::Additive,
            false => Verdict::Suspect,
        };
        self.pair(pair, "macro-arms-changed", verdict);
    }

    pub(super) fn proc_macros(&mut self, pair: Pair<'_>, old: &ProcMacro, new: &ProcMacro) {
        if old.flavour != new.flavour {
            self.pair(pair, "item-kind-changed", Verdict::Proved);
        }
        if old.helpers.iter().any(|helper| !new.helpers.contains(helper)) {
            self.pair(pair, "derive-helper-removed", Verdict::Proved);
        } else if old.helpers != new.helpers {
            self.pair(pair, "derive-helper-added", Verdict::Additive);
        }
    }
}
