//! Takes out the findings that a waiver vouches for.
//!
//! What must stay true: every finding that goes in comes out, kept or waived; a waiver that has
//! expired or is exceeded hides nothing.

use upsafe_config::{Spanned, Waiver};
use upsafe_core::{Date, Finding, Waived, count};

use super::ConfigGate;

/// What became of the findings, and what each waiver was good for.
#[derive(Debug)]
#[non_exhaustive]
pub struct WaiversApplied {
    /// The findings that no waiver names, in the order in which they came in.
    pub kept: Vec<Finding>,
    /// The findings that waivers name of which none holds: they count, whatever the baseline says.
    pub returned: Vec<Finding>,
    /// The findings that do not count, each with the waiver's reason.
    pub waived: Vec<Waived>,
    /// For each waiver, in order, how it was used.
    pub uses: Vec<WaiverUse>,
}

/// What one waiver was good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaiverUse {
    /// Whether it holds, and why not.
    pub standing: Standing,
    /// How many findings it matches.
    pub findings: usize,
    /// How many copies these stand for together.
    pub copies: usize,
    /// How many of these findings count again: no other waiver holds for them.
    pub returned: usize,
}

/// Whether a waiver holds. Complete: a waiver that matches something holds, or it says one of these
/// two things of its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It hides what it matches.
    Holds,
    /// It matches no finding.
    #[default]
    Unmatched,
    /// Its last day is over: it hides nothing.
    Expired,
    /// Its findings stand for more copies than it allows: it hides nothing.
    Exceeded,
}

/// Takes out the findings that a waiver vouches for on the day `today`.
///
/// A finding that several waivers match is waived by the first that holds. A finding that comes
/// back says why among its reasons. Time is that of findings times waivers.
pub fn apply_waivers(
    findings: Vec<Finding>,
    waivers: &[Spanned<Waiver>],
    today: Date,
) -> WaiversApplied {
    let matches: Vec<Vec<usize>> = findings.iter().map(|f| matching(f, waivers)).collect();
    let mut uses = vec![WaiverUse::default(); waivers.len()];
    for (finding, by) in findings.iter().zip(&matches) {
        for &nth in by {
            uses[nth].findings += 1;
            uses[nth].copies = uses[nth].copies.saturating_add(finding.copies.max(1));
        }
    }
    for (waiver, used) in waivers.iter().zip(&mut uses) {
        used.standing = standing(waiver, used, today);
    }
    let (mut kept, mut returned, mut waived) = (Vec::new(), Vec::new(), Vec::new());
    for (mut finding, by) in findings.into_iter().zip(matches) {
        let holds = |nth: &&usize| uses[**nth].standing == Standing::Holds;
        if by.is_empty() {
            kept.push(finding);
        } else if let Some(&nth) = by.iter().find(holds) {
            let reason = reason(&waivers[nth]);
            waived.push(Waived { finding, reason });
        } else {
            for nth in by {
                uses[nth].returned += 1;
                finding.because(comes_back(&waivers[nth], &uses[nth]));
            }
            returned.push(finding);
        }
    }
    WaiversApplied {
        kept,
        returned,
        waived,
        uses,
    }
}

fn matching(finding: &Finding, waivers: &[Spanned<Waiver>]) -> Vec<usize> {
    if finding.rule.gate() == <ConfigGate as upsafe_core::Gate>::NAME {
        return Vec::new();
    }
    let named = waivers
        .iter()
        .enumerate()
        .filter(|(_, waiver)| waiver.matches(finding));
    named.map(|(nth, _)| nth).collect()
}

fn standing(waiver: &Waiver, used: &WaiverUse, today: Date) -> Standing {
    let most = waiver.max_copies.as_ref().map(|most| most.get() as usize);
    if used.findings == 0 {
        Standing::Unmatched
    } else if waiver.is_expired(today) {
        Standing::Expired
    } else if most.is_some_and(|most| used.copies > most) {
        Standing::Exceeded
    } else {
        Standing::Holds
    }
}

/// The reason on one line, with the end and the owner where they are given.
fn reason(waiver: &Waiver) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let until = waiver
        .until
        .as_ref()
        .map(|until| format!("until {}", **until));
    let owner = waiver.owner.as_ref().map(|owner| one_line(owner.as_str()));
    let more: Vec<String> = until.into_iter().chain(owner).collect();
    match more.is_empty() {
        true => one_line(waiver.reason.as_str()),
        false => format!("{} ({})", one_line(waiver.reason.as_str()), more.join(", ")),
    }
}

fn comes_back(waiver: &Waiver, used: &WaiverUse) -> String {
    match (used.standing, &waiver.until, &waiver.max_copies) {
        (Standing::Expired, Some(until), _) => format!("a waiver of it ended on {}", **until),
        (_, _, Some(most)) => {
            let (most, found) = (count(most.get() as usize, "copy"), used.copies);
            format!("a waiver of it allows {most}, found {found}")
        }
        _ => "a waiver of it does not hold".to_owned(),
    }
}
