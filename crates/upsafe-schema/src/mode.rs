//! Modes: which reader must read which writer when a version joins a history.
//!
//! The history is oldest first. Every failing version is told, not the first.

use crate::relation::Verdict;

/// Who must be able to read whom.
///
/// Complete: the modes of the registries.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Mode {
    /// Nobody is asked.
    None,
    /// The new version reads what the last one wrote: readers are upgraded first.
    #[default]
    Backward,
    /// The new version reads what every version wrote.
    BackwardTransitive,
    /// The last version reads what the new one writes: writers are upgraded first.
    Forward,
    /// Every version reads what the new one writes.
    ForwardTransitive,
    /// Both, against the last version.
    Full,
    /// Both, against every version.
    FullTransitive,
}

impl Mode {
    /// Reads a name such as `backward` or `FULL_TRANSITIVE`.
    pub fn from_name(name: &str) -> Option<Mode> {
        Some(match name.to_ascii_lowercase().replace('_', "-").as_str() {
            "none" => Mode::None,
            "backward" => Mode::Backward,
            "backward-transitive" => Mode::BackwardTransitive,
            "forward" => Mode::Forward,
            "forward-transitive" => Mode::ForwardTransitive,
            "full" => Mode::Full,
            "full-transitive" => Mode::FullTransitive,
            _ => return None,
        })
    }

    /// The name, as it stands on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Mode::None => "none",
            Mode::Backward => "backward",
            Mode::BackwardTransitive => "backward-transitive",
            Mode::Forward => "forward",
            Mode::ForwardTransitive => "forward-transitive",
            Mode::Full => "full",
            Mode::FullTransitive => "full-transitive",
        }
    }

    /// Whether every version counts, not only the last.
    pub fn is_transitive(self) -> bool {
        matches!(
            self,
            Mode::BackwardTransitive | Mode::ForwardTransitive | Mode::FullTransitive
        )
    }

    /// The directions in which it asks, in the order in which they are told.
    pub fn directions(self) -> &'static [Direction] {
        match self {
            Mode::None => &[],
            Mode::Backward | Mode::BackwardTransitive => &[Direction::Backward],
            Mode::Forward | Mode::ForwardTransitive => &[Direction::Forward],
            Mode::Full | Mode::FullTransitive => &[Direction::Backward, Direction::Forward],
        }
    }

    /// Asks `can_read(reader, writer)` for every pair the mode demands, the newest version first.
    ///
    /// An empty history is compatible with everything: no question is asked.
    pub fn check<'a, S, W>(
        self,
        candidate: &'a S,
        history: &'a [S],
        mut can_read: impl FnMut(&'a S, &'a S) -> Verdict<W>,
    ) -> Vec<Answer<W>> {
        let mut answers = Vec::new();
        for (version, old) in history.iter().enumerate().rev() {
            for &direction in self.directions() {
                let verdict = match direction {
                    Direction::Backward => can_read(candidate, old),
                    Direction::Forward => can_read(old, candidate),
                };
                answers.push(Answer {
                    version,
                    direction,
                    verdict,
                });
            }
            if !self.is_transitive() {
                break;
            }
        }
        answers
    }
}

/// Who reads.
///
/// Complete: a pair has two sides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// The new version reads the old.
    Backward,
    /// The old version reads the new.
    Forward,
}

/// The verdict on one version of a history.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Answer<W> {
    /// The index of the version in the history.
    pub version: usize,
    /// Who reads.
    pub direction: Direction,
    /// The verdict.
    pub verdict: Verdict<W>,
}

#[cfg(test)]
mod tests {
    use super::{Direction, Mode};
    use crate::relation::{Method, Proof, Unknown, Verdict};
    use crate::semantics::Semantics;

    /// Versions are numbers; a reader reads what is not greater than itself.
    fn check(mode: &str, candidate: u32, history: &[u32], expected: &str) {
        let mode = Mode::from_name(mode).unwrap();
        let answers = mode.check(&candidate, history, |reader, writer| -> Verdict<()> {
            if reader >= writer {
                let semantics = Semantics::default();
                Verdict::Compatible(Proof::new(Method::Identity, 0, 0, semantics))
            } else {
                Verdict::Unknown(Unknown::new(String::new(), 0))
            }
        });
        let told: Vec<String> = answers
            .iter()
            .map(|answer| {
                let side = if answer.direction == Direction::Backward {
                    "<"
                } else {
                    ">"
                };
                let sign = if answer.verdict.is_compatible() {
                    ""
                } else {
                    "!"
                };
                format!("{sign}{side}{}", history[answer.version])
            })
            .collect();
        assert_eq!(told.join(" "), expected, "{mode:?}");
    }

    #[test]
    fn every_version_that_a_mode_demands_is_asked_newest_first() {
        check("none", 1, &[9], "");
        check("BACKWARD", 2, &[9, 1], "<1");
        check("backward", 2, &[], "");
        check("BACKWARD_TRANSITIVE", 2, &[9, 1, 8], "!<8 <1 !<9");
        check("forward", 2, &[9, 1], "!>1");
        check("forward-transitive", 2, &[9, 1], "!>1 >9");
        check("full", 2, &[9, 2], "<2 >2");
        check("full-transitive", 2, &[9, 2], "<2 >2 !<9 >9");
    }

    #[test]
    fn other_names_are_no_modes() {
        assert_eq!(Mode::from_name("sideways"), None);
    }
}
