//! How much work one comparison may take, counted in steps and not in seconds.
//!
//! Steps are deterministic: the same comparison with the same budget gives the same answer on
//! every machine.

/// The steps that one comparison may take.
///
/// A step is one question the solver asks itself, one branch it follows or one state of an
/// automaton that it visits; a million steps are a few seconds at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    steps: u64,
}

impl Budget {
    /// A budget of so many steps.
    pub const fn steps(steps: u64) -> Budget {
        Budget { steps }
    }

    /// The number of steps.
    pub const fn limit(self) -> u64 {
        self.steps
    }

    pub(crate) fn meter(self) -> Meter {
        Meter {
            limit: self.steps,
            spent: 0,
        }
    }
}

impl Default for Budget {
    /// 400,000 steps.
    fn default() -> Budget {
        Budget::steps(400_000)
    }
}

/// The steps spent so far.
#[derive(Debug)]
pub(crate) struct Meter {
    limit: u64,
    spent: u64,
}

impl Meter {
    /// Spends steps; false if the budget is used up.
    pub(crate) fn spend(&mut self, steps: u64) -> bool {
        self.spent = self.spent.saturating_add(steps);
        self.spent <= self.limit
    }

    /// Whether more was asked for than there was.
    pub(crate) fn is_used_up(&self) -> bool {
        self.spent > self.limit
    }

    pub(crate) fn spent(&self) -> u64 {
        self.spent
    }

    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn a_budget_is_used_up_exactly() {
        let mut meter = Budget::steps(3).meter();
        assert!(meter.spend(3));
        assert!(!meter.spend(1));
        assert!(!meter.spend(u64::MAX));
    }
}
