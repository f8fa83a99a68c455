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
    /// The findings that count, in the order in which they came in.
    pub kept: Vec<Finding>,
    /// The findings that do not, each with the waiver's reason.
    pub waived: Vec<Waived>,
    /// For each waiver, in order, how it was used.
    pub uses: Vec<WaiverUse>,
}

/// What one waiver was good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaiverUse {
    /// Whether it holds, and why not.
    pub standing: Standing,
    /// How many findings it matches.
    pub findings: usize,
    /// How many copies these stand for together.
    pub copies: usize,
}

/// Whether a waiver holds. Complete: a waiver that matches something holds, or it says one of these
/// two things of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It hides what it matches.
    Holds,
    /// It matches no finding.
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
    let uses: Vec<WaiverUse> = waivers
        .iter()
        .enumerate()
        .map(|(nth, waiver)| {
            let of_this = findings
                .iter()
                .zip(&matches)
                .filter(|(_, by)| by.contains(&nth));
            let (findings, copies) =
                of_this.fold((0, 0_usize), |(findings, copies), (finding, _)| {
                    (findings + 1, copies.saturating_add(finding.copies))
                });
            WaiverUse {
                standing: standing(waiver, findings, copies, today),
                findings,
                copies,
            }
        })
        .collect();
    let (mut kept, mut waived) = (Vec::new(), Vec::new());
    for (mut finding, by) in findings.into_iter().zip(matches) {
        match by
            .iter()
            .find(|&&nth| uses[nth].standing == Standing::Holds)
        {
            Some(&nth) => waived.push(Waived {
                finding,
                reason: reason(&waivers[nth]),
            }),
            None => {
                for nth in by {
                    finding.because(comes_back(&waivers[nth], &uses[nth]));
                }
                kept.push(finding);
            }
        }
    }
    WaiversApplied { kept, waived, uses }
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

fn standing(waiver: &Waiver, findings: usize, copies: usize, today: Date) -> Standing {
    let most = waiver.max_copies.as_ref().map(|most| most.get() as usize);
    if findings == 0 {
        Standing::Unmatched
    } else if waiver.is_expired(today) {
        Standing::Expired
    } else if most.is_some_and(|most| copies > most) {
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
